//! Advice about policies.

use minifence::admin;
use serde_json::{Value, json};

use crate::{FORM, LISTS, all, codes, data, document, engine, expected, generate, hold, run};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn lint(policy: &Value) -> Value {
    data(&admin::lint(&policy.to_string(), FORM))
}

/// What the advice says beside the entry's text, which must be the one at its path.
fn told(policy: &Value, issue: &Value) -> Value {
    let [list, entries, index, field] = all(&issue["path"]).as_slice() else { panic!("{issue}") };
    let entry =
        &policy[list.as_str().unwrap()][entries.as_str().unwrap()][usize::try_from(index.as_u64().unwrap()).unwrap()];
    let (params, code) = (&issue["params"], issue["code"].as_str().unwrap());
    assert_eq!((&issue["severity"], &params["entry"]), (&json!("notice"), &entry[field.as_str().unwrap()]), "{issue}");
    let other = match code {
        "public_suffix" | "name_reserved" => "suffix",
        "entry_shadowed" => "by",
        "entry_same_api" | "entry_look_alike" => "other",
        "mixed_script" => "unicode",
        _ => panic!("{issue}"),
    };
    assert_eq!(params.as_object().unwrap().len(), 2, "{issue}");
    json!([list, index, code, params[other]])
}

fn run_advice(row: &Value) -> Result<(), Value> {
    let policy = document(row);
    let answer = lint(&policy);
    if let Some(refused) = row.get("refused") {
        let is_error = all(&answer).iter().all(|issue| issue["severity"] == "error");
        return (is_error && codes(&answer) == *refused).then_some(()).ok_or(answer);
    }
    let advice: Value = all(&answer).iter().map(|issue| told(&policy, issue)).collect();
    (advice == expected(row, "advice", json!([]))).then_some(()).ok_or(advice)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn advice() {
    run(include_str!("../cases/lint.json"), "rows", run_advice);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_text_that_is_no_policy_is_answered_with_what_is_wrong() {
    assert_eq!(codes(&data(&admin::lint("{", FORM))), json!(["policy_syntax"]));
    assert_eq!(codes(&data(&admin::lint("", FORM))), json!(["policy_syntax"]));
}

/// API names that lint and the engine are asked about: official ones, some that are no API, look-alikes, and names with the same meaning.
const NAMES: [&str; 10] = [
    "showToast",
    "toast",
    "pushWindow",
    "navigateTo",
    "reLaunch",
    "redirectTo",
    "Toast",
    "rpc",
    "getLocation",
    "getCurrentLocation",
];

/// Lists whose entries are above, below and beside one another. Every name is short, so they meet often.
fn crowded(random: &mut generate::Random) -> Value {
    let hosts = [
        "a.cn",
        "b.a.cn",
        "c.b.a.cn",
        "d.c.b.a.cn",
        "b.cn",
        "com.cn",
        "a.com.cn",
        "b.a.com.cn",
        "c0m.cn",
        "corn.cn",
        "github.io",
        "a.github.io",
        "shop.ck",
        "xn--80ak6aa92e.cn",
        "apple.cn",
        "xn--pple-43d.cn",
        "a.test",
    ];
    let mut domains = |most: usize| {
        let mut entries: Vec<String> = (0..random.below(most))
            .map(|_| {
                format!(
                    "{}{}{}",
                    random.pick(&["", "", "*."]),
                    random.pick(&hosts),
                    random.pick(&["", "", "", ":8443"])
                )
            })
            .collect();
        let mut seen = std::collections::HashSet::new();
        entries.retain(|entry| seen.insert(entry.clone()));
        entries
    };
    let (servers, pages) = (domains(14), domains(14));
    let mut apis: Vec<&str> = (0..random.below(8)).map(|_| random.pick(&NAMES)).collect();
    let mut seen = std::collections::HashSet::new();
    apis.retain(|name| seen.insert(*name));
    let rules = [0, 1].map(|_| random.pick(&["exact", "suffix"]));
    document(
        &json!({ "serverDomains": servers, "apis": apis, "webViewDomains": pages, "hostRules": rules, "official": random.chance(30) }),
    )
}

/// The policy without the entries at these paths.
fn without(policy: &Value, paths: &[&Value]) -> Value {
    let mut policy = policy.clone();
    for list in LISTS {
        let entries = all(&policy[list]["entries"]).iter().enumerate();
        let kept: Value = entries
            .filter(|(index, _)| !paths.iter().any(|path| path[0] == list && path[2] == *index))
            .map(|(_, entry)| entry.clone())
            .collect();
        policy[list]["entries"] = kept;
    }
    policy
}

/// A URL that only this entry can allow, when no other covers all of it: its host, or a name below it that nobody has.
fn witness(entry: &str) -> String {
    format!("https://{}/", entry.replace("*.", "nobody-else."))
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn what_is_needless_can_go_and_what_is_not_cannot() {
    hold(|random| {
        let policy = crowded(random);
        let answer = lint(&policy);
        let needless: Vec<&Value> = all(&answer)
            .iter()
            .filter(|issue| issue["code"] == "entry_shadowed" || issue["code"] == "entry_same_api")
            .map(|issue| &issue["path"])
            .collect();
        let slim = without(&policy, &needless);
        let (before, after) = (engine(&policy.to_string()), engine(&slim.to_string()));
        // All of them at once: no verdict changes, nor the code of a denial.
        for list in ["serverDomains", "webViewDomains"] {
            for entry in all(&policy[list]["entries"]) {
                let entry = entry["domain"].as_str().unwrap();
                let host = entry.trim_start_matches("*.").split(':').next().unwrap();
                for name in [host.to_owned(), format!("x.{host}"), format!("y.x.{host}")] {
                    for url in
                        [format!("https://{name}/"), format!("https://{name}:8443/"), format!("https://{name}:1/")]
                    {
                        let check = |engine: &minifence::Engine| {
                            if list == "serverDomains" {
                                engine.check_request(&url).code()
                            } else {
                                engine.check_web_view(&url).code()
                            }
                        };
                        assert_eq!(check(&before), check(&after), "{url}: {policy}");
                    }
                }
            }
        }
        for name in NAMES {
            assert_eq!(before.check_api(name).is_allow(), after.check_api(name).is_allow(), "{name}: {policy}");
        }
        // And nothing is needless any more.
        let rest = lint(&slim);
        let is_needless = |code: &Value| code == "entry_shadowed" || code == "entry_same_api";
        assert!(!all(&codes(&rest)).iter().any(is_needless), "{slim}: {rest}");
        for list in ["serverDomains", "webViewDomains"] {
            for (index, entry) in all(&slim[list]["entries"]).iter().enumerate() {
                let url = witness(entry["domain"].as_str().unwrap());
                let path = json!([list, "entries", index, "domain"]);
                let bare = engine(&without(&slim, &[&path]).to_string());
                let check = |engine: &minifence::Engine| {
                    if list == "serverDomains" {
                        engine.check_request(&url).is_allow()
                    } else {
                        engine.check_web_view(&url).is_allow()
                    }
                };
                assert!(check(&after) && !check(&bare), "{url}: {slim}");
            }
        }
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn advice_refuses_nothing_and_comes_in_order() {
    hold(|random| {
        let policy = crowded(random);
        let answer = lint(&policy);
        let mut before = (0, 0, 0);
        for issue in all(&answer) {
            let told = told(&policy, issue);
            let rank = |code: &str| {
                let order = [
                    "public_suffix",
                    "entry_shadowed",
                    "entry_same_api",
                    "entry_look_alike",
                    "mixed_script",
                    "name_reserved",
                ];
                order.iter().position(|one| *one == code).unwrap()
            };
            let list = LISTS.iter().position(|list| told[0] == *list).unwrap();
            let place = (list, told[1].as_u64().unwrap(), 1 + rank(told[2].as_str().unwrap()));
            assert!(before < place, "{answer}");
            before = place;
            // What it names is another entry of the same list.
            if ["entry_shadowed", "entry_same_api", "entry_look_alike"].contains(&told[2].as_str().unwrap()) {
                let field = issue["path"][3].as_str().unwrap();
                let entries = all(&policy[LISTS[list]]["entries"]);
                assert!(
                    entries.iter().any(|entry| entry[field] == told[3]) && told[3] != issue["params"]["entry"],
                    "{issue}"
                );
            }
        }
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn an_entry_is_needless_wherever_it_stands() {
    let needless = |policy: &Value| {
        let answer = lint(policy);
        let mut entries: Vec<String> = all(&answer)
            .iter()
            .filter(|issue| issue["code"] == "entry_shadowed")
            .map(|issue| issue["params"].to_string())
            .collect();
        entries.sort();
        entries
    };
    hold(|random| {
        let policy = crowded(random);
        let mut turned = policy.clone();
        for list in LISTS {
            turned[list]["entries"].as_array_mut().unwrap().reverse();
        }
        assert_eq!(needless(&policy), needless(&turned), "{policy}");
    });
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_largest_lists_are_read_once() {
    let many: Value = (0..100_000).map(|n| json!(format!("n{n}.example-{}.cn", n % 50_000))).collect();
    let names: Value = (0..100_000).map(|n| json!(format!("api{n}"))).collect();
    let mut policy = document(&json!({ "apis": names, "webViewDomains": many }));
    policy["webViewDomains"]["entries"][99_999] = json!({ "domain": "*.cn.com" });
    policy["apis"]["entries"][99_999] = json!({ "api": "API7" });
    // Were each entry compared with each other, this would take hours.
    let told: Value =
        all(&lint(&policy)).iter().map(|issue| told(&policy, issue)).filter(|told| told[1] == 99_999).collect();
    assert_eq!(
        told,
        json!([["apis", 99_999, "entry_look_alike", "api7"], ["webViewDomains", 99_999, "public_suffix", "cn.com"]])
    );
}
