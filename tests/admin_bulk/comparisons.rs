//! Comparisons of two policies (C-3).

use minifence::{Engine, admin};
use serde_json::{Map, Value, json};

use crate::{FORM, LISTS, all, check_of, data, document, engine, expected, generate, hold, policy_near, run};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn compare(before: &Value, after: &Value, subjects: &Value) -> Value {
    data(&admin::compare_policies(&before.to_string(), &after.to_string(), &subjects.to_string(), FORM))
}

/// The fields of each kind of change, in the order of `types.d.ts`.
fn fields(kind: &str) -> &'static [&'static str] {
    match kind {
        "entry_added" | "entry_removed" => &["kind", "list", "entry", "remark"],
        "remark_changed" => &["kind", "list", "entry", "before", "after"],
        "enabled_changed" | "host_rule_changed" => &["kind", "list", "before", "after"],
        "mode_changed" | "official_changed" | "app_id_changed" => &["kind", "before", "after"],
        _ => panic!("unknown kind {kind}"),
    }
}

fn run_comparison(row: &Value) -> Result<(), Value> {
    let named = |names: &[&str], values: &Value| -> Value {
        assert_eq!(names.len(), all(values).len(), "{values}");
        names
            .iter()
            .zip(all(values))
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect::<Map<_, _>>()
            .into()
    };
    let subjects: Value =
        row["subjects"].as_array().into_iter().flatten().map(|pair| named(&["list", "subject"], pair)).collect();
    let answer = compare(&document(&row["before"]), &document(&row["after"]), &subjects);
    let changes: Value = all(&expected(row, "changes", json!([])))
        .iter()
        .map(|change| named(fields(change[0].as_str().expect("a kind")), change))
        .collect();
    let shifts: Value = answer["shifts"]
        .as_array()
        .ok_or_else(|| answer.clone())?
        .iter()
        .map(|shift| {
            let subject = json!({ "list": shift["list"], "subject": shift["subject"] });
            let index = all(&subjects).iter().position(|other| *other == subject);
            let half = |side: &str| [shift[side]["happens"].clone(), shift[side]["decision"]["code"].clone()];
            json!([[json!(index), shift["becomes"].clone()].as_slice(), &half("before"), &half("after")].concat())
        })
        .collect();
    let unchanged = all(&subjects).len() - all(&shifts).len();
    let holds = answer["changes"] == changes
        && shifts == expected(row, "shifts", json!([]))
        && answer["unchanged"] == expected(row, "unchanged", json!(unchanged));
    holds.then_some(()).ok_or(answer)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn comparisons() {
    run(include_str!("../cases/comparisons.json"), "rows", run_comparison);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn comparisons_that_are_refused() {
    run(include_str!("../cases/comparisons.json"), "refused", |row| {
        let text = |side: &str| match &row[side] {
            Value::String(text) => text.clone(),
            short => document(short).to_string(),
        };
        let subjects = row["subjects"].as_str().unwrap_or("[]");
        let answer = data(&admin::compare_policies(&text("before"), &text("after"), subjects, FORM));
        let issue = &answer["issues"][0];
        (issue["code"] == row["code"] && issue["path"] == row["path"]).then_some(()).ok_or(answer)
    });
    let large = format!("[{}]", " ".repeat(16 * 1024 * 1024));
    let empty = document(&json!({})).to_string();
    let answer = data(&admin::compare_policies(&empty, &empty, &large, FORM));
    assert_eq!(answer["issues"][0]["params"], json!({ "argument": "subjects", "expected": "at most 16 MiB" }));
}

/* ── laws ── */

/// A policy, and another one that has some of its entries, some remarks and a switch turned.
fn pair(random: &mut generate::Random) -> [Value; 2] {
    let [mut before, mut after] = [policy_near(random), policy_near(random)];
    if random.chance(50) {
        after = before.clone();
    }
    for policy in [&mut before, &mut after] {
        policy["mode"] = json!(random.pick(&["off", "report", "enforce", "enforce"]));
        policy["revision"] = json!(random.below(9));
        policy["appId"] = json!(random.pick(&["2018080616290001", "2018080616290001", "2018080616290002"]));
        for list in LISTS {
            let entries = policy[list]["entries"].as_array_mut().expect("entries");
            entries.retain(|_| random.chance(80));
            for entry in entries.iter_mut() {
                entry["remark"] = json!(random.pick(&["", "", "a", "b"]));
            }
            if random.chance(30) {
                entries.reverse();
            }
        }
    }
    [before, after]
}

fn subjects(random: &mut generate::Random) -> Value {
    let subject = |random: &mut generate::Random| {
        let list = random.pick(&LISTS);
        let scheme = random.pick(&["https", "https", "wss"]);
        let subject = if list == "apis" { generate::api(random) } else { generate::url(random, scheme) };
        json!({ "list": list, "subject": subject })
    };
    (0..random.below(12)).map(|_| subject(random)).collect()
}

/// Carries out what a comparison has reported.
fn apply(changes: &Value, policy: &mut Value) {
    for change in all(changes) {
        let list = change["list"].as_str().unwrap_or_default();
        let field = if list == "apis" { "api" } else { "domain" };
        let after = change["after"].clone();
        match change["kind"].as_str().expect("a kind") {
            "app_id_changed" => policy["appId"] = after,
            "mode_changed" => policy["mode"] = after,
            "official_changed" => policy["apis"]["official"] = after,
            "enabled_changed" => policy[list]["enabled"] = after,
            "host_rule_changed" => policy[list]["hostRule"] = after,
            kind => {
                let entries = policy[list]["entries"].as_array_mut().expect("entries");
                let place = entries.iter().position(|entry| entry[field] == change["entry"]);
                let entry = |remark: &Value| json!({ field: change["entry"], "remark": remark });
                match (kind, place) {
                    ("entry_added", None) => entries.push(entry(&change["remark"])),
                    ("entry_removed", Some(place)) => assert_eq!(entries.remove(place), entry(&change["remark"])),
                    ("remark_changed", Some(place)) => {
                        assert_eq!(entries[place], entry(&change["before"]));
                        entries[place] = entry(&after);
                    }
                    _ => panic!("{change} cannot be carried out on {policy}"),
                }
            }
        }
    }
}

/// The same policy in one order of entries, without its revision.
fn sorted(policy: &Value) -> Value {
    let mut policy = policy.clone();
    policy["revision"] = json!(0);
    for list in LISTS {
        policy[list]["entries"].as_array_mut().expect("entries").sort_by_key(Value::to_string);
    }
    policy
}

/// The other way round.
fn mirrored(change: &Value) -> Value {
    let mut change = change.clone();
    match change["kind"].as_str().expect("a kind") {
        "entry_added" => change["kind"] = json!("entry_removed"),
        "entry_removed" => change["kind"] = json!("entry_added"),
        _ => {
            let (before, after) = (change["before"].take(), change["after"].take());
            change["before"] = after;
            change["after"] = before;
        }
    }
    change
}

/// What happens to a subject, said by an engine alone.
fn happens(engine: &Engine, subject: &Value) -> &'static str {
    let text = subject["subject"].as_str().expect("a text");
    let is_allow = check_of(subject["list"].as_str().expect("a list"), text)(engine, text).is_allow();
    match (is_allow, engine.mode()) {
        (true, _) => "passes",
        (false, minifence::Mode::Report) => "reported",
        (false, _) => "stopped",
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_policy_beside_itself_differs_in_nothing() {
    hold(|random| {
        let ([policy, _], subjects) = (pair(random), subjects(random));
        // Also beside its canonical text, and with its entries in another order.
        let canonical = minifence::Policy::from_json(&policy.to_string()).expect("loads").to_json();
        for other in [policy.clone(), sorted(&policy), serde_json::from_str(&canonical).expect("JSON")] {
            let answer = compare(&policy, &other, &subjects);
            assert_eq!((&answer["changes"], &answer["shifts"]), (&json!([]), &json!([])), "{policy} {other}");
        }
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_changes_carried_out_on_the_first_policy_give_the_second() {
    hold(|random| {
        let ([before, after], subjects) = (pair(random), subjects(random));
        let mut made = before.clone();
        apply(&compare(&before, &after, &json!([]))["changes"], &mut made);
        assert_eq!(sorted(&made), sorted(&after), "{before}");
        let [made, after] = [&made, &after].map(|policy| engine(&policy.to_string()));
        for subject in all(&subjects) {
            let text = subject["subject"].as_str().unwrap();
            let check = check_of(subject["list"].as_str().unwrap(), text);
            assert_eq!(data(&check(&made, text)), data(&check(&after, text)));
        }
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn shifts_are_what_two_engines_say_and_nothing_else() {
    let mut told = std::cell::Cell::new(0_usize);
    hold(|random| {
        let ([before, after], subjects) = (pair(random), subjects(random));
        let answer = compare(&before, &after, &subjects);
        let [old, new] = [&before, &after].map(|policy| engine(&policy.to_string()));
        let mut once: Vec<&Value> = Vec::new();
        for subject in all(&subjects) {
            if !once.contains(&subject) {
                once.push(subject);
            }
        }
        let shifted: Vec<_> = once.iter().filter(|one| happens(&old, one) != happens(&new, one)).collect();
        let shifts = all(&answer["shifts"]);
        assert_eq!(shifts.len(), shifted.len(), "{answer}");
        assert_eq!(answer["unchanged"], once.len() - shifted.len());
        for (shift, subject) in shifts.iter().zip(shifted) {
            let text = subject["subject"].as_str().unwrap();
            assert_eq!((&shift["list"], &shift["subject"]), (&subject["list"], &subject["subject"]));
            for (half, engine) in [(&shift["before"], &old), (&shift["after"], &new)] {
                let decision = check_of(subject["list"].as_str().unwrap(), text)(engine, text);
                assert_eq!(half, &json!({ "happens": happens(engine, subject), "decision": data(&decision) }));
            }
            let becomes = match happens(&new, subject) {
                "passes" => "allowed",
                "stopped" => "denied",
                _ => "reported",
            };
            assert_eq!(shift["becomes"], becomes);
            told.set(told.get() + 1);
        }
    });
    println!("{} shifts", told.get_mut());
    assert!(told.get() > 100, "the cases reach shifts");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_other_way_round_everything_is_mirrored() {
    hold(|random| {
        let ([before, after], subjects) = (pair(random), subjects(random));
        let [there, back] = [compare(&before, &after, &subjects), compare(&after, &before, &subjects)];
        let mut changes: Vec<_> = all(&back["changes"]).iter().map(|change| mirrored(change).to_string()).collect();
        let mut expected: Vec<_> = all(&there["changes"]).iter().map(Value::to_string).collect();
        changes.sort();
        expected.sort();
        assert_eq!(changes, expected);
        assert_eq!(there["unchanged"], back["unchanged"]);
        assert_eq!(all(&there["shifts"]).len(), all(&back["shifts"]).len());
        for (one, other) in all(&there["shifts"]).iter().zip(all(&back["shifts"])) {
            let halves = |shift: &Value, [first, second]: [&str; 2]| {
                json!([shift["list"], shift["subject"], shift[first], shift[second]])
            };
            assert_eq!(halves(one, ["before", "after"]), halves(other, ["after", "before"]));
        }
    });
}

/// Natively only: a browser gives up on a page that is busy for so long without optimisation.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_largest_lists_and_many_subjects_are_compared_at_once() {
    let names = |from: usize, to: usize| (from..to).map(|n| json!(format!("api{n}"))).collect::<Value>();
    let before = document(&json!({ "apis": names(0, 100_000) }));
    let after = document(&json!({ "apis": names(50_000, 150_000) }));
    let subjects: Value = (0..10_000).map(|n| json!({ "list": "apis", "subject": format!("api{}", n * 10) })).collect();
    let answer = compare(&before, &after, &subjects);
    // Were each entry looked for in the other list, this would take hours.
    assert_eq!(all(&answer["changes"]).len(), 100_000);
    assert_eq!((all(&answer["shifts"]).len(), &answer["unchanged"]), (5_000, &json!(5_000)));
}
