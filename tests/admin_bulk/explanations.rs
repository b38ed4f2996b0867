//! Explanations of decisions.

use std::collections::HashSet;

use minifence::{Draft, Policy, admin};
use serde_json::{Value, json};

use crate::{FORM, LISTS, all, data, document, expected, generate, hold, policy_near, run, texts};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn explain(policy: &Value, list: &str, subject: &str) -> Value {
    data(&admin::explain(&Policy::from_json(&policy.to_string()).expect("loads"), list, subject))
}

fn run_explanation(row: &Value) -> Result<(), Value> {
    let mut policy = document(row);
    if row["full"] == true {
        let entries: Value = (0..30).map(|n| json!({ "domain": format!("n{n}.weather.cn") })).collect();
        policy["serverDomains"]["entries"] = entries;
    }
    let list = row["list"].as_str().expect("list");
    let answer = explain(&policy, list, row["subject"].as_str().expect("subject"));
    let add = row.get("add").map(|text| json!({ "list": list, "text": text }));
    let holds = answer["decision"]["code"] == row["code"]
        && answer["mode"] == policy["mode"]
        && answer.get("entry") == row.get("entry")
        && answer["nearest"] == expected(row, "nearest", json!([]))
        && answer.get("add") == add.as_ref();
    holds.then_some(()).ok_or(answer)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn explanations() {
    run(include_str!("../cases/explain.json"), "rows", run_explanation);
}

/// What is to be added makes it allowed; where nothing is, no entry would, or the list takes none.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn what_is_to_be_added_turns_the_decision() {
    hold(|random| {
        let policy = policy_near(random);
        let list = random.pick(&LISTS);
        let subject = if list == "apis" {
            generate::api(random)
        } else {
            let scheme = random.pick(&["https", "https", "wss"]);
            generate::url(random, scheme)
        };
        let answer = explain(&policy, list, &subject);
        let (decision, nearest) = (&answer["decision"], texts(&answer["nearest"]));
        let field = if list == "apis" { "api" } else { "domain" };
        let entries: Vec<&Value> = all(&policy[list]["entries"]).iter().map(|entry| &entry[field]).collect();
        let unlike: HashSet<_> = nearest.iter().collect();
        assert!(nearest.len() <= 3 && unlike.len() == nearest.len(), "{answer}");
        assert!(nearest.iter().all(|near| entries.iter().any(|entry| *entry == near)), "{answer}");
        let may_add =
            ["host_not_listed", "port_not_listed", "api_not_listed"].contains(&decision["code"].as_str().unwrap());
        let Some(add) = answer.get("add") else {
            // Port 0 is a port of URLs, and of no entry.
            return assert!(!may_add || subject.contains(":0"), "{subject}: {answer}");
        };
        assert!(may_add && decision["outcome"] == "deny", "{subject}: {answer}");
        let draft = Draft { text: add["text"].as_str().unwrap(), remark: "" };
        let more = data(&admin::add_entry(&policy.to_string(), add["list"].as_str().unwrap(), draft, FORM));
        let more: Value = serde_json::from_str(more["value"].as_str().unwrap_or_else(|| panic!("{more}"))).unwrap();
        let after = explain(&more, list, &subject);
        assert_eq!(
            (&after["decision"]["outcome"], &after["entry"]),
            (&json!("allow"), &add["text"]),
            "{subject}: {after}"
        );
        // And nothing less would: it is that entry alone that allows it.
        assert_eq!(
            explain(&document(&json!({ "official": false, list: [add["text"]] })), list, &subject)["decision"]["outcome"],
            "allow"
        );
    });
}

/// One slip in a listed name, and the name is near.
#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_slip_of_the_finger_is_found() {
    hold(|random| {
        let listed: [String; 2] =
            [0, 1].map(|_| (0..12).map(|_| char::from(b'b' + u8::try_from(random.below(20)).unwrap())).collect());
        let mut slipped: Vec<char> = listed[1].chars().collect();
        let at = random.below(slipped.len() - 1);
        match random.below(4) {
            0 => slipped.swap(at, at + 1),
            1 => drop(slipped.remove(at)),
            2 => slipped.insert(at, 'a'),
            _ => slipped[at] = 'a',
        }
        let slipped: String = slipped.into_iter().collect();
        if slipped == listed[1] {
            return;
        }
        let domains = listed.each_ref().map(|name| format!("{name}.cn"));
        let policy = document(&json!({ "serverDomains": domains, "apis": listed, "webViewDomains": domains }));
        assert_eq!(explain(&policy, "apis", &slipped)["nearest"], json!([listed[1]]));
        for list in ["serverDomains", "webViewDomains"] {
            assert_eq!(explain(&policy, list, &format!("https://{slipped}.cn/"))["nearest"], json!([domains[1]]));
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_largest_list_is_explained() {
    let many: Value = (0..100_000).map(|n| json!(format!("n{n}.weather.cn"))).collect();
    let policy = document(&json!({ "webViewDomains": many }));
    let answer = explain(&policy, "webViewDomains", "https://n99999.wether.cn/");
    assert_eq!(answer["nearest"], json!(["n99999.weather.cn", "n9999.weather.cn", "n19999.weather.cn"]));
}
