//! The admin half: strings in, plain data out, through the generated glue.

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::form;
use crate::admin::{self, Answer};
use crate::validate::Draft;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { BulkResult, Comparison, DraftResult, Explanation, ImportResult, Issue, Validation } from "../types.js";"#;

#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

fn wire<T: Serialize>(answer: &T) -> Result<JsValue, JsValue> {
    Ok(answer.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// C-1.
#[wasm_bindgen(js_name = validateEntry, unchecked_return_type = "Validation")]
pub fn validate_entry(list: &str, text: &str, remark: &str, others: &Array) -> Result<JsValue, JsValue> {
    let others: Vec<String> = others.iter().filter_map(|other| other.as_string()).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    wire(&admin::validate_draft(list, Draft { text, remark }, &others))
}

/// C-1.
#[wasm_bindgen(js_name = validatePolicy, unchecked_return_type = "Validation")]
pub fn validate_policy(policy: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&Answer::from(admin::validate_text(policy, form(token))))
}

/// C-2.
#[wasm_bindgen(unchecked_return_type = "Explanation")]
pub fn explain(policy: &str, list: &str, subject: &str, token: bool) -> Result<JsValue, JsValue> {
    match admin::read(policy, form(token)) {
        Ok(policy) => wire(&admin::explain(&policy, list, subject)),
        Err(issues) => wire(&Answer::Refused { issues }),
    }
}

/// C-3.
#[wasm_bindgen(js_name = addEntry, unchecked_return_type = "Validation")]
pub fn add_entry(policy: &str, list: &str, text: &str, remark: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::add_entry(policy, list, Draft { text, remark }, form(token)))
}

/// C-3.
#[wasm_bindgen(js_name = editEntry, unchecked_return_type = "Validation")]
pub fn edit_entry(
    policy: &str,
    list: &str,
    value: &str,
    text: &str,
    remark: &str,
    token: bool,
) -> Result<JsValue, JsValue> {
    wire(&admin::edit_entry(policy, list, value, Draft { text, remark }, form(token)))
}

/// C-3.
#[wasm_bindgen(js_name = removeEntry, unchecked_return_type = "Validation")]
pub fn remove_entry(policy: &str, list: &str, value: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::remove_entry(policy, list, value, form(token)))
}

/// C-3.
#[wasm_bindgen(js_name = setMode, unchecked_return_type = "Validation")]
pub fn set_mode(policy: &str, mode: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::set_mode(policy, mode, form(token)))
}

/// C-3.
#[wasm_bindgen(js_name = setRevision, unchecked_return_type = "Validation")]
pub fn set_revision(policy: &str, revision: f64, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::set_revision(policy, revision, form(token)))
}

/// C-3.
#[wasm_bindgen(js_name = setListEnabled, unchecked_return_type = "Validation")]
pub fn set_list_enabled(policy: &str, list: &str, enabled: bool, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::set_list_enabled(policy, list, enabled, form(token)))
}

/// C-3. `subjects` is JSON text: `[{ "list": …, "subject": … }]`.
#[wasm_bindgen(js_name = comparePolicies, unchecked_return_type = "Comparison")]
pub fn compare_policies(before: &str, after: &str, subjects: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::compare_policies(before, after, subjects, form(token)))
}

/// C-4.
#[wasm_bindgen(unchecked_return_type = "readonly Issue[]")]
pub fn lint(policy: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::lint(policy, form(token)))
}

/// C-5. `others` are the entries of the list.
#[wasm_bindgen(js_name = parseLines, unchecked_return_type = "BulkResult")]
pub fn parse_lines(list: &str, text: &str, others: &Array) -> Result<JsValue, JsValue> {
    let others: Vec<String> = others.iter().filter_map(|other| other.as_string()).collect();
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    wire(&admin::parse_lines(list, text, &others))
}

/// C-5. `drafts` is JSON text: `[{ "text": …, "remark": … }]`, the remark may be left out.
#[wasm_bindgen(js_name = addEntries, unchecked_return_type = "Validation")]
pub fn add_entries(policy: &str, list: &str, drafts: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::add_entries(policy, list, drafts, form(token)))
}

/// C-5.
#[wasm_bindgen(js_name = importPermissionFile, unchecked_return_type = "ImportResult")]
pub fn import_permission_file(
    text: &str,
    app_id: &str,
    revision: f64,
    mode: &str,
    token: bool,
) -> Result<JsValue, JsValue> {
    wire(&admin::import_permission_file(text, app_id, revision, mode, form(token)))
}

/// C-5. The value is the file's text.
#[wasm_bindgen(js_name = exportPermissionFile, unchecked_return_type = "Validation")]
pub fn export_permission_file(policy: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::export_permission_file(policy, form(token)))
}

/// C-5. `observations` is JSON text: an array of `Observation`, every field there and none else.
#[wasm_bindgen(js_name = draftPolicy, unchecked_return_type = "DraftResult")]
pub fn draft_policy(observations: &str, policy: &str, token: bool) -> Result<JsValue, JsValue> {
    wire(&admin::draft_policy(observations, policy, form(token)))
}
