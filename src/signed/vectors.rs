//! Signatures that others made: of the standard, and Wycheproof's, by which implementations of Ed25519 are told apart. They are signatures
//! over any bytes, so what is held to them lies behind the three parts of a signed policy.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test speaks by panicking")]

extern crate std;

use alloc::format;
use std::println;

use serde_json::Value;

use super::*;

#[path = "../../tests/packages/mod.rs"]
#[allow(unreachable_pub, reason = "where tests include it, `pub` is right")]
mod packages;

/// RFC 8037, A.4: a JWS of the standard's own, whose header is not that of a policy.
#[test]
fn the_signature_of_the_standard_holds() {
    let text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let verifier = Verifier::new("a 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", 0).unwrap();
    let refused = verifier.verify(text.as_bytes(), Some(0)).unwrap_err();
    assert_eq!(refused.code(), "policy_signature");
    let (signed, signature) = text.rsplit_once('.').unwrap();
    let [header, payload, _] = parts(text.as_bytes()).unwrap();
    assert_eq!(decode(header).unwrap(), br#"{"alg":"EdDSA"}"#);
    assert_eq!(decode(payload).unwrap(), b"Example of Ed25519 signing");
    let (_, key) = verifier.keys.first().unwrap();
    assert!(holds(key, signed.as_bytes(), &decode(signature.as_bytes()).unwrap()));
    assert!(!holds(key, b"Example of Ed25519 signing", &decode(signature.as_bytes()).unwrap()));
}

fn bytes(hex: &Value) -> Vec<u8> {
    let pairs = hex.as_str().expect("hex").as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Wycheproof has no signature that is "acceptable": each is valid or not. Strict verification refuses keys and points of small order
/// beyond that, and there is none among the valid ones.
#[test]
fn each_signature_of_wycheproof_is_judged_as_it_says() {
    let path = packages::folder("wycheproof-ng-eddsa").join("src/data/ed25519_test.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let suite: Value = serde_json::from_str(&text).expect("the suite is JSON");
    let [mut valid, mut invalid] = [0, 0];
    for group in suite["testGroups"].as_array().expect("groups") {
        let x = group["publicKeyJwk"]["x"].as_str().expect("x");
        let verifier = Verifier::new(&format!("wycheproof {x}"), 0).expect("a key that signs is one");
        let (_, key) = verifier.keys.first().unwrap();
        assert_eq!(key.as_bytes().as_slice(), bytes(&group["publicKey"]["pk"]));
        for test in group["tests"].as_array().expect("tests") {
            let is_valid = test["result"] == "valid";
            assert!(is_valid || test["result"] == "invalid", "{test}");
            *(if is_valid { &mut valid } else { &mut invalid }) += 1;
            assert_eq!(holds(key, &bytes(&test["msg"]), &bytes(&test["sig"])), is_valid, "{test}");
        }
    }
    println!("wycheproof: {valid} valid signatures hold, {invalid} invalid ones do not");
    assert_eq!((valid, invalid, &suite["numberOfTests"]), (88, 63, &Value::from(151)));
}
