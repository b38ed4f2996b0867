//! Drafts of policies from observations.

use minifence::{Policy, admin};
use serde_json::{Value, json};

use crate::{FORM, LISTS, check_of, codes, data, document, engine, expected, generate, hold, policy_near, run};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn observations(row: &Value) -> Value {
    let fields = ["list", "subject", "code", "count", "first", "last"];
    let one = |values: &Value| {
        fields
            .iter()
            .zip(values.as_array().expect("an observation"))
            .map(|(field, value)| ((*field).to_owned(), value.clone()))
            .collect::<serde_json::Map<_, _>>()
    };
    row["observations"].as_array().expect("observations").iter().map(|values| Value::from(one(values))).collect()
}

fn run_draft(row: &Value) -> Result<(), Value> {
    let base = document(row.get("policy").unwrap_or(&json!({})));
    let seen = observations(row);
    let answer = data(&admin::draft_policy(&seen.to_string(), &base.to_string(), FORM));
    let added: Value = answer["added"]
        .as_array()
        .ok_or_else(|| answer.clone())?
        .iter()
        .map(|one| json!([one["list"], one["text"], one["count"], one["first"], one["last"]]))
        .collect();
    let left: Value = answer["left"]
        .as_array()
        .expect("left")
        .iter()
        .map(|one| {
            let index = seen.as_array().unwrap().iter().position(|observation| *observation == one["observation"]);
            assert_eq!((&one["issue"]["severity"], &one["issue"]["path"]), (&json!("error"), &json!([])), "{answer}");
            assert!(one["issue"]["params"].is_object(), "{answer}");
            json!([index, one["issue"]["code"]])
        })
        .collect();
    let unused: Value =
        answer["unused"].as_array().expect("unused").iter().map(|one| json!([one["list"], one["entry"]])).collect();
    let unused_holds = match row.get("unusedCount") {
        Some(count) => json!(unused.as_array().unwrap().len()) == *count,
        None => unused == expected(row, "unused", json!([])),
    };
    // The policy is the given one, with what was added at the end of its list.
    let mut proposed = base;
    for one in answer["added"].as_array().unwrap() {
        let field = if one["list"] == "apis" { "api" } else { "domain" };
        proposed[one["list"].as_str().unwrap()]["entries"].as_array_mut().unwrap().push(json!({ field: one["text"] }));
    }
    let value = Policy::from_json(&proposed.to_string()).unwrap().to_json();
    drop(engine(answer["value"].as_str().expect("a policy")));
    let holds = answer["value"] == value.as_str()
        && unused_holds
        && added == expected(row, "added", json!([]))
        && left == expected(row, "left", json!([]));
    holds.then_some(()).ok_or(answer)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn drafts() {
    run(include_str!("../cases/drafts.json"), "rows", run_draft);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn drafts_that_are_refused() {
    let empty = document(&json!({})).to_string();
    run(include_str!("../cases/drafts.json"), "refused", |row| {
        let answer = data(&admin::draft_policy(row["text"].as_str().expect("text"), &empty, FORM));
        let issue = &answer["issues"][0];
        (issue["code"] == row["code"] && issue["path"] == row["path"]).then_some(()).ok_or(answer)
    });
    assert_eq!(codes(&data(&admin::draft_policy("[]", "{", FORM))["issues"]), json!(["policy_syntax"]));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn params_come_back_where_the_subject_shows_them() {
    let seen = json!([
        { "list": "serverDomains", "subject": "http://a.example.com/", "code": "not_https", "count": 1, "first": 1, "last": 1 },
        { "list": "serverDomains", "subject": "https://a.example.com/", "code": "header_not_allowed", "count": 1, "first": 1, "last": 1 },
    ]);
    let answer = data(&admin::draft_policy(&seen.to_string(), &document(&json!({})).to_string(), FORM));
    assert_eq!(
        answer["left"][0]["issue"],
        json!({ "severity": "error", "code": "not_https", "params": { "scheme": "http" }, "path": [] })
    );
    assert_eq!(
        answer["left"][1]["issue"],
        json!({ "severity": "error", "code": "header_not_allowed", "params": {}, "path": [] })
    );
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn what_was_seen_is_allowed_by_the_draft_or_left() {
    hold(|random| {
        let mut base = policy_near(random);
        let seen: Value = (0..random.below(12))
            .map(|n| {
                let list = random.pick(&LISTS);
                let subject = if list == "apis" { generate::api(random) } else { generate::url(random, "https") };
                json!({ "list": list, "subject": subject, "code": "control_off", "count": n, "first": n, "last": n })
            })
            .collect();
        let answer = data(&admin::draft_policy(&seen.to_string(), &base.to_string(), FORM));
        let mut drafted: Value = serde_json::from_str(answer["value"].as_str().unwrap()).unwrap();
        for list in LISTS {
            assert_eq!(&drafted[list]["enabled"], &base[list]["enabled"], "the switches stay");
            drafted[list]["enabled"] = json!(true);
            base[list]["enabled"] = json!(true);
        }
        let (before, after) = (engine(&base.to_string()), engine(&drafted.to_string()));
        let left: Vec<_> = answer["left"].as_array().unwrap().iter().map(|one| &one["observation"]).collect();
        for observation in seen.as_array().unwrap() {
            let subject = observation["subject"].as_str().unwrap();
            let check = check_of(observation["list"].as_str().unwrap(), subject);
            assert_eq!(check(&after, subject).is_allow(), !left.contains(&observation), "{subject}: {answer}");
            assert!(!check(&before, subject).is_allow() || !left.contains(&observation));
        }
        // Nothing is proposed that nobody asked for: without its entry, something seen is denied.
        for one in answer["added"].as_array().unwrap() {
            assert!(one["first"].as_u64() <= one["last"].as_u64());
            let texts = serde_json::to_string(&base).unwrap();
            let field = if one["list"] == "apis" { "api" } else { "domain" };
            assert!(!texts.contains(&json!({ field: one["text"] }).to_string()), "{one}");
        }
    });
}
