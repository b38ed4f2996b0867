//! The specification as tables (`tests/cases/*.json`), run against the engine: natively, and as wasm in headless Chromium.
//! `tests/js/cases.test.js` runs the same tables through the shim and the packed package. A failure prints the row.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test speaks by panicking"
)]

use minifence::{
    AppIdForm, Decision, Draft, Engine, List, Policy, PolicyError, Severity, validate_entry, validate_policy,
};
use serde_json::Value;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

type Check = for<'a> fn(&'a Engine, &'a str) -> Decision<'a>;

/// What is wrong with each row that failed; the number of rows.
fn run_checks(table: &str, check: Check) -> (usize, Vec<String>) {
    let table: Value = serde_json::from_str(table).expect("a table is JSON");
    let (mut rows, mut failures) = (0, Vec::new());
    for group in table["groups"].as_array().expect("groups") {
        let policy = Policy::from_json(&group["policy"].to_string()).expect("the policy of a group loads");
        let engine = Engine::new(&policy).unwrap_or_else(|error| panic!("{}: {error}", group["say"]));
        for row in group["rows"].as_array().expect("rows") {
            // A string that is not well-formed is no `&str`: those rows are for the shim.
            let Some(subject) = row["subject"].as_str() else { continue };
            rows += 1;
            let answer = serde_json::to_value(check(&engine, subject)).expect("a decision is data");
            let expected = row["expect"].as_object().expect("expect");
            if !expected.iter().all(|(key, value)| answer[key] == *value) || answer.get("href") != expected.get("href")
            {
                failures
                    .push(format!("{}: {subject:?}\n   expected {}\n   answered {answer}", row["say"], row["expect"]));
            }
        }
    }
    (rows, failures)
}

fn assert_none(name: &str, (rows, failures): (usize, Vec<String>)) {
    assert!(failures.is_empty(), "{name}: {} of {rows} rows\n{}", failures.len(), failures.join("\n"));
    println!("{name}: {rows} rows");
}

macro_rules! check_tables {
    ($($name:ident: $file:literal, $check:expr;)*) => {$(
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
        fn $name() {
            assert_none(stringify!($name), run_checks(include_str!($file), $check));
        }
    )*};
}

check_tables! {
    requests: "cases/requests.json", Engine::check_request;
    sockets: "cases/sockets.json", Engine::check_socket;
    downloads: "cases/downloads.json", Engine::check_download;
    reads: "cases/reads.json", Engine::check_read;
    pages: "cases/pages.json", Engine::check_page;
    web_views: "cases/web_views.json", Engine::check_web_view;
    apis: "cases/apis.json", Engine::check_api;
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn entries() {
    let table: Value = serde_json::from_str(include_str!("cases/entries.json")).expect("a table is JSON");
    let (mut rows, mut failures) = (0, Vec::new());
    for group in table["groups"].as_array().expect("groups") {
        let list = List::from_name(group["list"].as_str().expect("list")).expect("a list");
        for row in group["rows"].as_array().expect("rows") {
            rows += 1;
            if let Err(answer) = run_entry(list, row) {
                failures.push(format!("{}: {}\n   expected {row}\n   answered {answer}", row["say"], row["text"]));
            }
        }
    }
    assert_none("entries", (rows, failures));
}

fn run_entry(list: List, row: &Value) -> Result<(), Value> {
    let texts = |key: &str| -> Option<Vec<&str>> {
        row[key].as_array().map(|all| all.iter().filter_map(Value::as_str).collect())
    };
    let draft = Draft { text: row["text"].as_str().expect("text"), remark: row["remark"].as_str().unwrap_or_default() };
    let others = texts("others").unwrap_or_default();
    match validate_entry(list, draft, &others) {
        Ok(entry) => {
            let mut codes: Vec<_> = entry.notices.iter().map(minifence::Issue::code).collect();
            codes.sort_unstable();
            let mut notices = texts("notices").unwrap_or_else(|| codes.clone());
            notices.sort_unstable();
            let holds = row["value"] == entry.value.as_str() && notices == codes;
            holds.then_some(()).ok_or_else(|| serde_json::json!({ "value": entry.value, "notices": codes }))
        }
        Err(issues) => {
            let codes: Vec<_> = issues.iter().map(minifence::Issue::code).collect();
            let first = serde_json::to_value(&issues[0]).expect("an issue is data");
            let is_expected = match (texts("codes"), texts("any_of")) {
                (Some(expected), _) => expected == codes,
                (None, Some(any)) => any.contains(&codes[0]),
                (None, None) => false,
            };
            let params_hold = row.get("params").is_none_or(|params| *params == first["params"]);
            (is_expected && params_hold).then_some(()).ok_or_else(|| serde_json::to_value(&issues).expect("data"))
        }
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn policies() {
    let table: Value = serde_json::from_str(include_str!("cases/policies.json")).expect("a table is JSON");
    let rows = table["rows"].as_array().expect("rows");
    let failures =
        rows.iter().filter_map(|row| run_policy(row).err().map(|answer| format!("{row}\n   answered {answer}")));
    assert_none("policies", (rows.len(), failures.collect()));
}

fn run_policy(row: &Value) -> Result<(), Value> {
    let text = row["json"].as_str().map_or_else(|| row["document"].to_string(), str::to_owned);
    let loaded = Policy::from_json_as(&text, AppIdForm::Digits16).and_then(|policy| {
        let engine = Engine::new(&policy)?;
        // Agreement (C-1): what loads has no errors, and reads back as itself.
        assert!(validate_policy(&policy).iter().all(|issue| issue.severity() == Severity::Notice), "{row}");
        assert_eq!(Policy::from_json(&policy.to_json()).as_ref(), Ok(&policy), "{row}");
        Ok(engine)
    });
    let answer = match &loaded {
        Ok(_) => serde_json::json!({ "code": "ok" }),
        Err(error) => serde_json::to_value(error).expect("data"),
    };
    let is_expected = match (row["code"].as_str(), row["any_of"].as_array()) {
        (Some(code), _) => answer["code"] == code,
        (None, Some(any)) => any.contains(&answer["code"]),
        (None, None) => false,
    };
    let holds = |key: &str| row.get(key).is_none_or(|value| answer["params"][key] == *value);
    let has_place = match &loaded {
        Err(PolicyError::PolicySyntax { line, column, .. }) => *line > 0 && column + line > 0,
        Err(PolicyError::PolicyInvalid { path, line, .. }) => !path.is_empty() || line.is_some(),
        _ => true,
    };
    (is_expected && holds("path") && holds("problem") && has_place).then_some(()).ok_or(answer)
}
