//! The shipped JSON Schema is what the Rust types say (C-6). `MINIFENCE_WRITE_SCHEMA=1` writes it anew. What it accepts and refuses is
//! tried by `tests/js/policy-schema.test.js`, with a validator.
#![cfg(all(feature = "schema", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test speaks by panicking")]

use minifence::{AppIdForm, policy_schema};
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg-template/policy.schema.json");

#[test]
fn the_shipped_schema_is_that_of_the_types() {
    let text = serde_json::to_string_pretty(&policy_schema(AppIdForm::Digits16)).expect("a schema is data") + "\n";
    if std::env::var_os("MINIFENCE_WRITE_SCHEMA").is_some() {
        std::fs::write(FILE, &text).expect("the schema is written");
    }
    let shipped = std::fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(
        shipped, text,
        "the types have changed: MINIFENCE_WRITE_SCHEMA=1 cargo test --features schema --test schema"
    );
}

/// A limit whose place in the schema has moved would be lost in silence.
#[test]
fn every_limit_has_found_its_place() {
    let schema = policy_schema(AppIdForm::Token);
    let at = |place: &str| schema.pointer(place).unwrap_or_else(|| panic!("nothing at {place}: {schema:#}"));
    assert_eq!(at("/$schema"), "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(at("/$id"), "urn:minifence:policy:1");
    assert_eq!(at("/properties/format/const"), 1);
    assert_eq!(at("/properties/appId/pattern"), "^[A-Za-z0-9._-]{1,64}$");
    assert_eq!(at("/properties/revision/maximum"), 9_007_199_254_740_991_u64);
    for (list, field, limit) in
        [("serverDomains", "domain", 30), ("apis", "api", 100_000), ("webViewDomains", "domain", 100_000)]
    {
        let entries = format!("/properties/{list}/properties/entries");
        assert_eq!(at(&format!("{entries}/maxItems")), limit);
        for place in [field, "remark"] {
            assert!(at(&format!("{entries}/items/properties/{place}/pattern")).is_string());
        }
        assert_eq!(at(&format!("{entries}/items/properties/remark/maxLength")), 200);
        assert_eq!(at(&format!("/properties/{list}/required")), &json!(["entries"]));
    }
}

/// Every object is closed (P-3), and every field is explained.
#[test]
fn every_object_is_closed_and_every_field_explained() {
    fn check(place: &str, schema: &Value, fields: &mut usize) {
        let is_object = schema["type"] == "object";
        assert_eq!(schema.get("additionalProperties"), is_object.then_some(&json!(false)), "{place}");
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{name}");
            assert!(field["description"].as_str().is_some_and(|text| !text.is_empty()), "{place}");
            *fields = fields.saturating_add(1);
            check(&place, field, fields);
        }
        if let Some(items) = schema.get("items") {
            check(place, items, fields);
        }
    }
    let mut fields = 0;
    check("", &policy_schema(AppIdForm::Digits16), &mut fields);
    assert_eq!(fields, 22);
}
