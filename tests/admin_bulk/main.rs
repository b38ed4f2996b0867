//! Pasted lines, permission files and drafts (C-5), explanations (C-2), comparisons (C-3), advice (C-4): the tables of `tests/cases/`, and the laws that they
//! stand for. Natively, and as wasm in headless Chromium.
#![cfg(feature = "admin")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test speaks by panicking"
)]

#[path = "../fuzz/generate.rs"]
mod generate;

mod advice;
mod comparisons;
mod drafts;
mod explanations;
mod files;
mod lines;

use minifence::{AppIdForm, Decision, Engine, Policy};
use serde_json::{Value, json};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test_configure;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

type Check = for<'a> fn(&'a Engine, &'a str) -> Decision<'a>;

const APP: &str = "2018080616290001";
const FORM: AppIdForm = AppIdForm::Digits16;
const LISTS: [&str; 3] = ["serverDomains", "apis", "webViewDomains"];

/// Runs every row of a table, and tells all that failed.
fn run(table: &str, rows: &str, row: impl Fn(&Value) -> Result<(), Value>) {
    let table: Value = serde_json::from_str(table).expect("a table is JSON");
    let rows = table[rows].as_array().expect("rows");
    let failures: Vec<String> = rows
        .iter()
        .filter_map(|r| row(r).err().map(|answer| format!("{}: {r}\n   answered {answer}", r["say"])))
        .collect();
    assert!(failures.is_empty(), "{} of {} rows\n{}", failures.len(), rows.len(), failures.join("\n"));
    println!("{} rows", rows.len());
}

fn data(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("an answer is data")
}

/// The expected answer where the row names one, else `usual`.
fn expected(row: &Value, key: &str, usual: Value) -> Value {
    row.get(key).cloned().unwrap_or(usual)
}

fn codes(issues: &Value) -> Value {
    issues.as_array().expect("issues").iter().map(|issue| issue["code"].clone()).collect()
}

fn all(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().map(|all| all.iter().map(|text| text.as_str().expect("a text")).collect()).unwrap_or_default()
}

/// A policy document from short fields: the three lists, `appId`, `revision`, `mode`, `off`, `official`, `hostRules`, a remark for every
/// entry. An entry may also be [text, remark].
fn document(row: &Value) -> Value {
    let is_on = |list: &str| !texts(&row["off"]).contains(&list);
    let rule = |index: usize| row["hostRules"].get(index).cloned().unwrap_or_else(|| json!("exact"));
    let remark = row["remark"].as_str().unwrap_or_default();
    let entries = |list: &str, field: &str| -> Value {
        let all = row[list].as_array().into_iter().flatten();
        all.map(|entry| match entry.as_array().map(Vec::as_slice) {
            Some([text, remark]) => json!({ field: text, "remark": remark }),
            _ => json!({ field: entry, "remark": remark }),
        })
        .collect()
    };
    json!({
        "format": 1, "appId": expected(row, "appId", json!(APP)), "revision": expected(row, "revision", json!(7)), "mode": row["mode"].as_str().unwrap_or("enforce"),
        "serverDomains": { "enabled": is_on("serverDomains"), "hostRule": rule(0), "entries": entries("serverDomains", "domain") },
        "apis": { "enabled": is_on("apis"), "official": row["official"].as_bool().unwrap_or(true), "entries": entries("apis", "api") },
        "webViewDomains": { "enabled": is_on("webViewDomains"), "hostRule": rule(1), "entries": entries("webViewDomains", "domain") },
    })
}

fn engine(text: &str) -> Engine {
    Engine::new(&Policy::from_json(text).unwrap_or_else(|error| panic!("{error}: {text}"))).expect("compiles")
}

/// The check that a subject of that list asks for: the server list takes sockets too.
fn check_of(list: &str, subject: &str) -> Check {
    let is_socket = subject.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("wss:"));
    match list {
        "apis" => Engine::check_api,
        "webViewDomains" => Engine::check_web_view,
        _ if is_socket => Engine::check_socket,
        _ => Engine::check_request,
    }
}

/// Holds a law against many cases. The seed is told; `MINIFENCE_SEED=…` replays a run.
fn hold(law: impl Fn(&mut generate::Random)) {
    let seed = generate::seed();
    println!("MINIFENCE_SEED={seed}");
    let mut random = generate::Random::new(seed);
    for _ in 0..if cfg!(target_arch = "wasm32") { 100 } else { 1_000 } {
        law(&mut random);
    }
}

/// Every list and setting, from a seed. Entries are near what `generate` makes URLs and names of.
fn policy_near(random: &mut generate::Random) -> Value {
    let domains = |random: &mut generate::Random| {
        let mut entries: Vec<String> = (0..random.below(5))
            .map(|_| {
                let host = random.pick(&[
                    "api.example.com",
                    "a.example",
                    "example.org",
                    "sub.example.org",
                    "x-1.example.co",
                    "xn--bcher-kva.example",
                ]);
                format!("{}{host}{}", random.pick(&["", "", "*."]), random.pick(&["", "", ":8443", ":80"]))
            })
            .collect();
        entries.sort();
        entries.dedup();
        entries
    };
    let names = [
        "tinyToNative",
        "showToast",
        "toast",
        "pushWindow",
        "navigateTo",
        "reLaunch",
        "rpc",
        "watchShake",
        "setNavigationBar",
        "aLocation",
    ];
    let mut apis: Vec<&str> = (0..random.below(5)).map(|_| random.pick(&names)).collect();
    apis.sort_unstable();
    apis.dedup();
    let off: Vec<&str> = LISTS.into_iter().filter(|_| random.chance(15)).collect();
    let rules = [0, 1].map(|_| random.pick(&["exact", "suffix"]));
    document(&json!({
        "serverDomains": domains(random), "apis": apis, "webViewDomains": domains(random), "off": off, "hostRules": rules,
        "official": random.chance(50),
    }))
}
