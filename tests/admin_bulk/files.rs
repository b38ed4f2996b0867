//! Permission files, into policies and out of them.

use minifence::admin::{self, Answer, ImportResult};
use minifence::{AppIdForm, Engine, Policy};
use serde_json::{Value, json};

use crate::{
    APP, Check, FORM, LISTS, codes, data, document, engine, expected, generate, hold, policy_near, run, texts,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn import(text: &str) -> ImportResult {
    admin::import_permission_file(text, APP, 7.0, "enforce", FORM)
}

fn import_value(text: &str) -> String {
    match import(text) {
        ImportResult::Imported { value, .. } => value,
        ImportResult::Refused { issues } => panic!("{issues:?}: {text}"),
    }
}

fn export(policy: &str) -> String {
    match admin::export_permission_file(policy, FORM) {
        Answer::Accepted { value, .. } => value,
        Answer::Refused { issues } => panic!("{issues:?}: {policy}"),
    }
}

fn run_file(row: &Value) -> Result<(), Value> {
    let text = row["text"].as_str().map_or_else(|| row["file"].to_string(), str::to_owned);
    let answer = data(&import(&text));
    if row.get("code").is_some() {
        let issue = &answer["issues"][0];
        let place = |key: &str| row.get(key).is_none_or(|place| issue["params"][key] == *place);
        let is_placed = issue["params"]["line"].as_u64() > Some(0) && issue["params"]["column"].as_u64() > Some(0);
        let holds = issue["code"] == row["code"] && place("line") && place("column") && is_placed;
        return holds.then_some(()).ok_or(answer);
    }
    let value = answer["value"].as_str().ok_or_else(|| answer.clone())?;
    drop(engine(value));
    let mut fields = row.clone();
    for (short, list) in ["servers", "apis", "pages"].into_iter().zip(LISTS) {
        fields[list] = expected(row, short, json!([]));
    }
    fields["official"] = expected(row, "official", json!(false));
    fields["hostRules"] = expected(row, "hostRules", json!(["suffix", "exact"]));
    let policy = Policy::from_json(&document(&fields).to_string()).expect("the policy of a row loads").to_json();
    let notices: Value = answer["notices"]
        .as_array()
        .expect("notices")
        .iter()
        .map(|notice| {
            let param = notice["params"].as_object().and_then(|params| params.values().next()).cloned();
            json!([notice["code"], param])
        })
        .collect();
    let review: Value = answer["review"]
        .as_array()
        .expect("review")
        .iter()
        .map(|one| json!([one["list"], one["text"], one["issue"]["code"]]))
        .collect();
    let holds =
        value == policy && notices == expected(row, "told", json!([])) && review == expected(row, "review", json!([]));
    holds.then_some(()).ok_or(json!({ "notices": notices, "review": review, "value": value }))
}

fn run_options(row: &Value) -> Result<(), Value> {
    let form = if row["form"] == "token" { AppIdForm::Token } else { FORM };
    let app_id = row["appId"].as_str().unwrap_or(APP);
    let revision = row["revision"].as_f64().unwrap_or_default();
    let mode = row["mode"].as_str().unwrap_or("report");
    let answer = data(&admin::import_permission_file("{}", app_id, revision, mode, form));
    let Some(value) = answer["value"].as_str() else {
        let issue = &answer["issues"][0];
        return (issue["code"] == row["code"] && issue["path"] == row["path"]).then_some(()).ok_or(answer);
    };
    let policy = Policy::from_json_as(value, form).expect("loads");
    let written: Value = serde_json::from_str(value).unwrap();
    let holds = row["code"] == "ok"
        && policy.app_id == app_id
        && written["revision"].as_f64() == Some(revision)
        && written["mode"] == mode;
    holds.then_some(()).ok_or(answer)
}

const URL_CHECKS: [(Check, &str); 5] = [
    (Engine::check_request, "https"),
    (Engine::check_socket, "wss"),
    (Engine::check_download, "https"),
    (Engine::check_page, "https"),
    (Engine::check_web_view, "https"),
];

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn permission_files() {
    run(include_str!("../cases/permission_files.json"), "rows", run_file);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn options_of_an_import() {
    run(include_str!("../cases/permission_files.json"), "options", run_options);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_file_too_large_or_too_wide_is_refused() {
    let detail = |text: &str| {
        let answer = data(&import(text));
        assert_eq!(codes(&answer["issues"]), json!(["permission_file_invalid"]));
        answer["issues"][0]["params"]["detail"].as_str().unwrap().to_owned()
    };
    assert!(detail(&format!("{{}}{}", " ".repeat(16 * 1024 * 1024))).contains("bytes"));
    assert!(detail(&json!({ "JSAPI_List": vec!["a"; 200_001] }).to_string()).contains("200001 entries"));
    let fields: Value = (0..1_001).map(|n| (n.to_string(), json!(null))).collect::<serde_json::Map<_, _>>().into();
    assert!(detail(&fields.to_string()).contains("1000 fields"));
    assert!(detail(&"[".repeat(100_000)).contains("expected an object"));
    let deep = format!("{{\"x\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(codes(&data(&import(&deep))["notices"]), json!(["key_not_carried"]), "what means nothing may be deep");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn paths_of_an_import_lead_into_the_file() {
    let file = json!({ "JSAPI_SP_Config": { "httpRequest": { "allowedDomain": ["a.example.com", "B.example.com", "^"] } }, "Webview_Config": { "allowedDomain": [".*"] } });
    let answer = data(&import(&file.to_string()));
    assert_eq!(answer["notices"][0]["path"], json!(["Webview_Config", "allowedDomain", 0]));
    assert_eq!(answer["notices"][1]["path"], json!(["JSAPI_SP_Config", "httpRequest", "allowedDomain", 1]));
    assert_eq!(answer["review"][0]["issue"]["path"], json!(["JSAPI_SP_Config", "httpRequest", "allowedDomain", 2]));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_file_of_the_vendor_exports_as_such_a_file() {
    let rows: Value = serde_json::from_str(include_str!("../cases/permission_files.json")).unwrap();
    let fixture = &rows["rows"][0];
    let exported: Value = serde_json::from_str(&export(&import_value(&fixture["file"].to_string()))).unwrap();
    assert_eq!(exported.get("minifence"), None);
    assert_eq!(
        exported["JSAPI_SP_Config"],
        json!({ "httpRequest": fixture["file"]["JSAPI_SP_Config"]["httpRequest"] })
    );
    assert_eq!(
        exported["Webview_Config"],
        json!({ "allowedDomain": ["m.fixture.test", "c.fixture.test", "help.fixture.test", ".*"] })
    );
    let names = texts(&exported["JSAPI_List"]);
    assert_eq!(names[..8], texts(&fixture["apis"])[..], "the entries first");
    assert!(names.contains(&"showToast") && names.contains(&"getConfigService"), "their other names behind them");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_policy_says_in_a_field_of_its_own_what_the_shape_cannot() {
    let exported = |row: Value| serde_json::from_str::<Value>(&export(&document(&row).to_string())).unwrap();
    assert_eq!(
        exported(json!({}))["minifence"],
        json!({ "serverHostRule": "exact", "webViewHostRule": "exact", "official": true })
    );
    assert_eq!(exported(json!({ "hostRules": ["suffix", "exact"], "official": false })).get("minifence"), None);
    let all = exported(json!({ "apis": ["tinyToNative"] }));
    let names = texts(&all["JSAPI_List"]);
    assert_eq!(names[0], "tinyToNative");
    assert!(names.len() > 300 && names.contains(&"toast") && names.contains(&"showToast") && names.contains(&"rpc"));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn an_export_of_what_does_not_load_is_refused() {
    assert_eq!(codes(&data(&admin::export_permission_file("{", FORM))["issues"]), json!(["policy_syntax"]));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn each_name_of_the_table_keeps_its_verdicts() {
    let table: Vec<&str> = include_str!("../../src/official_apis.txt")
        .lines()
        .filter_map(|row| row.strip_prefix("api "))
        .flat_map(str::split_ascii_whitespace)
        .collect();
    let mut partners_written = 0;
    for name in &table {
        for official in [false, true] {
            let policy = document(&json!({ "apis": [name], "official": official })).to_string();
            let file = export(&policy);
            let (before, after) = (engine(&policy), engine(&import_value(&file)));
            for other in &table {
                assert_eq!(before.check_api(other).is_allow(), after.check_api(other).is_allow(), "{name}, {other}");
            }
            let written: Value = serde_json::from_str(&file).unwrap();
            partners_written += if official { 0 } else { texts(&written["JSAPI_List"]).len() - 1 };
        }
    }
    assert!(partners_written > 100, "{partners_written}");
    let open = minifence::ApiName::parse("pushWindow").unwrap().partners().count();
    assert!(open > 1, "the table has names whose other name would admit more");
    let file = export(&document(&json!({ "apis": ["navigateTo"], "official": false })).to_string());
    assert!(!file.contains("pushWindow"), "{file}");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn import_of_an_export_keeps_every_outcome() {
    hold(|random| {
        let policy = policy_near(random).to_string();
        let file = export(&policy);
        let imported = import_value(&file);
        let (before, after) = (engine(&policy), engine(&imported));
        for _ in 0..20 {
            for (check, scheme) in URL_CHECKS {
                let url = generate::url(random, scheme);
                assert_eq!(check(&before, &url).is_allow(), check(&after, &url).is_allow(), "{url}: {policy} → {file}");
            }
            let name = generate::api(random);
            assert_eq!(
                before.check_api(&name).is_allow(),
                after.check_api(&name).is_allow(),
                "{name}: {policy} → {file}"
            );
        }
        for name in [
            "toast",
            "showToast",
            "pushWindow",
            "navigateTo",
            "redirectTo",
            "reLaunch",
            "onCompassChange",
            "setTitle",
            "alert",
            "rpc",
        ] {
            assert_eq!(
                before.check_api(name).is_allow(),
                after.check_api(name).is_allow(),
                "{name}: {policy} → {file}"
            );
        }
        // What the shape can say is said once and for all: a second round changes nothing more.
        assert_eq!(import_value(&export(&imported)), imported);
        let answer = data(&import(&file));
        assert_eq!(&answer["review"], &json!([]));
    });
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_full_list_keeps_its_verdicts() {
    let mut apis: Vec<String> = (0..99_998).map(|n| format!("own{n}")).collect();
    apis.extend(["showToast".to_owned(), "getLocation".to_owned()]);
    for official in [false, true] {
        let policy = document(&json!({ "apis": apis, "official": official })).to_string();
        let after = engine(&import_value(&export(&policy)));
        for name in ["own0", "own99997", "showToast", "toast", "getLocation", "getCurrentLocation"] {
            assert!(after.check_api(name).is_allow(), "{name}");
        }
        assert_eq!(after.check_api("alert").is_allow(), official);
    }
}
