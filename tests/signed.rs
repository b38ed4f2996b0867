//! Signed policies: the table `tests/cases/signed.json`, which `tests/js/signed.test.js` runs through the package, and what no row can say.
#![cfg(all(feature = "signed", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test speaks by panicking")]

use minifence::signed::{SignatureFault, SignedError, Verifier};
use proptest::prelude::*;
use serde_json::Value;

const LEEWAY: u64 = 300;

fn table() -> Value {
    serde_json::from_str(include_str!("cases/signed.json")).expect("a table is JSON")
}

fn lines(table: &Value) -> String {
    let keys = table["keys"].as_array().expect("keys").iter();
    keys.map(|key| format!("{} {}", key["kid"].as_str().unwrap(), key["x"].as_str().unwrap()))
        .collect::<Vec<_>>()
        .join("\n")
}

fn verifier() -> Verifier {
    Verifier::new(&lines(&table()), LEEWAY).expect("the keys of the table")
}

#[test]
fn every_row_answers_what_it_says() {
    let (table, verifier) = (table(), verifier());
    let mut failures = Vec::new();
    for row in table["rows"].as_array().expect("rows") {
        let now = row.get("now").unwrap_or(&table["now"]).as_u64();
        let answer = verifier.verify(row["text"].as_str().expect("text").as_bytes(), now);
        let told = match &answer {
            Ok(signed) => serde_json::json!({ "code": "ok", "params": { "policy": signed.policy } }),
            Err(error) => serde_json::from_str(&error.to_json()).expect("an error is JSON"),
        };
        let params = ["policy", "reason", "kid", "expires"];
        let is_right = told["code"] == row["code"]
            && params.iter().all(|name| row.get(name).is_none_or(|expected| told["params"][name] == *expected));
        if !is_right {
            failures.push(format!("{}: {told}", row["say"]));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_refusal_says_what_is_wrong_with_the_header() {
    let row = |say: &str| {
        let table = table();
        let found = table["rows"].as_array().unwrap().iter().find(|row| row["say"] == say).expect("a row").clone();
        verifier().verify(found["text"].as_str().unwrap().as_bytes(), table["now"].as_u64()).unwrap_err()
    };
    let detail = |say: &str| match row(say) {
        SignedError::Signature { fault: SignatureFault::Header, detail } => detail,
        error => panic!("{error:?}"),
    };
    assert!(detail("the header has an extension that must be understood (crit)").starts_with("unknown field `crit`"));
    assert_eq!(detail("the header has the algorithm twice"), "duplicate field `alg`");
    assert_eq!(detail("the header has no key id"), "missing field `kid`");
}

#[test]
fn keys_are_those_that_a_signature_can_hold_for() {
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    assert!(Verifier::new(&format!("a {x}"), 0).is_ok());
    let refused = |lines: &str| Verifier::new(lines, 0).expect_err(lines);
    for lines in [
        "",
        "a",
        "a ",
        " ",
        &format!(" {x}"),
        &format!("a {x}="),
        &format!("a {x}A"),
        &format!("a {}", &"A".repeat(42)),
    ] {
        refused(lines);
    }
    assert_eq!(refused(&format!("a {x}\na {x}")), "the key id `a` is there twice");
    assert_eq!(
        refused(&format!("a {x}\nb {}p", x.strip_suffix('o').unwrap())),
        "`x` of `b` is no public key of Ed25519"
    );
    // The eight points of small order, as far as they are written canonically: any signature could be made to hold for them.
    for hex in [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    ] {
        use base64::Engine as _;
        let bytes: Vec<_> =
            (0..32).map(|i| u8::from_str_radix(hex.get(2 * i..2 * i + 2).unwrap(), 16).unwrap()).collect();
        let x = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        assert!(Verifier::new(&format!("a {x}"), 0).is_err(), "{hex}");
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_none_is_taken(text in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(verifier().verify(&text, Some(0)).is_err());
    }

    #[test]
    fn a_good_text_with_one_other_byte_is_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let table = table();
        let good = table["rows"][0]["text"].as_str().unwrap().as_bytes();
        let mut text = good.to_vec();
        let place = at.index(text.len());
        text.splice(place..=place, [byte]);
        let answer = verifier().verify(&text, table["now"].as_u64());
        prop_assert_eq!(answer.is_ok(), text == good);
    }
}
