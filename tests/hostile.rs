//! What somebody makes on purpose: API names in every disguise, and policies that are too deep, too big or too long. Each is refused
//! in bounded time. The tables in `tests/cases` have the rest; `tests/fuzz/hostile.test.js` says it of the guard.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test speaks by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use minifence::{ApiName, Engine, List, Policy, PolicyError, Severity, UrlFault, url_rules, validate_policy};
use serde_json::{Value, json};

/// The official table, read by other means than the engine's: names that are the same API, a row each.
fn official() -> Vec<Vec<&'static str>> {
    let rows = include_str!("../src/official_apis.txt").lines().filter_map(|row| row.strip_prefix("api "));
    rows.map(|row| row.split(' ').filter(|word| !word.is_empty()).collect()).collect()
}

fn document(apis: &[&str], official: bool) -> Value {
    let entries: Vec<_> = apis.iter().map(|api| json!({ "api": api })).collect();
    json!({
        "format": 1, "appId": "2018080616290001", "revision": 1, "mode": "enforce", "serverDomains": { "entries": [] },
        "apis": { "official": official, "entries": entries }, "webViewDomains": { "entries": [] },
    })
}

fn engine(apis: &[&str], official: bool) -> Engine {
    Engine::new(&Policy::from_json(&document(apis, official).to_string()).expect("well-shaped")).expect("loads")
}

/// Spellings that look or behave like a name, and are not it.
fn disguises(name: &str) -> Vec<String> {
    let mut all = vec![
        name.to_uppercase(),
        name.to_lowercase(),
        format!("{}{}", name[..1].to_uppercase(), &name[1..]),
        format!("MY.{name}"),
        format!("My.{name}"),
        format!("my.my.{name}"),
        format!("my..{name}"),
        format!("window.{name}"),
        format!("{name}."),
        format!(".{name}"),
        format!("{name} "),
        format!(" {name}"),
        format!("{name}\0"),
        format!("{name}\n"),
        format!("\u{feff}{name}"),
        format!("{name}\u{200b}"),
        format!("{name}/x"),
        format!("{name}()"),
        format!("['{name}']"),
    ];
    // Look-alikes: Cyrillic, full-width, Kelvin and long s, which lower-casing would fold into ASCII.
    for (plain, other) in [
        ("a", "а"),
        ("e", "е"),
        ("o", "о"),
        ("c", "с"),
        ("t", "ｔ"),
        ("k", "\u{212a}"),
        ("s", "\u{17f}"),
        ("i", "ı"),
        ("l", "ⅼ"),
    ] {
        all.push(name.replacen(plain, other, 1));
    }
    all
}

#[test]
fn official_names_pass_in_both_spellings_and_in_no_other() {
    let (default, closed) = (engine(&[], true), engine(&[], false));
    let rows = official();
    let names: BTreeSet<&str> = rows.iter().flatten().copied().collect();
    let (mut admitted, mut denied) = (0, 0);
    for name in &names {
        for spelling in [(*name).to_owned(), format!("my.{name}")] {
            assert_eq!(default.check_api(&spelling).code(), "api_official", "{spelling}");
            assert_eq!(closed.check_api(&spelling).code(), "api_not_listed", "{spelling}");
            admitted += 1;
        }
        for disguise in disguises(name).into_iter().filter(|text| !names.contains(text.as_str())) {
            let code = default.check_api(&disguise).code();
            assert!(code == "api_not_listed" || code == "invalid_api", "{disguise:?}: {code}");
            denied += 1;
        }
    }
    assert!(names.len() > 300);
    println!("official APIs: {} names, {admitted} spellings admitted, {denied} disguises denied", names.len());
}

#[test]
fn listing_a_name_admits_its_partners_and_nothing_else() {
    let rows = official();
    let names: BTreeSet<&str> = rows.iter().flatten().copied().collect();
    let mut pairs = 0;
    for name in &names {
        let listed = engine(&[name], false);
        let same: BTreeSet<&str> = std::iter::once(*name)
            .chain(rows.iter().filter(|row| row[0] == *name || row[1..].contains(name)).flat_map(|row| {
                // A `my.*` name knows all its JSAPI names, a JSAPI name the `my.*` names it serves.
                if row[0] == *name { row.clone() } else { vec![row[0]] }
            }))
            .collect();
        for other in &names {
            assert_eq!(listed.check_api(other).is_allow(), same.contains(other), "`{name}` is listed: `{other}`");
            pairs += 1;
        }
    }
    println!("aliases: {pairs} pairs of a listed name and a called one");
}

#[test]
fn the_url_of_a_call_is_found_by_name_in_any_case_and_for_no_other_name() {
    let rows = include_str!("../src/official_apis.txt").lines().filter_map(|row| row.strip_prefix("url "));
    let rules: Vec<Vec<&str>> = rows.map(|row| row.split_ascii_whitespace().collect()).collect();
    for rule in &rules {
        for spelling in [rule[1].to_owned(), format!("my.{}", rule[1]), rule[1].to_uppercase(), rule[1].to_lowercase()]
        {
            let found = ApiName::parse(&spelling).unwrap().url_rule().map(|index| &url_rules()[index]);
            let found = found.unwrap_or_else(|| panic!("{spelling} carries a URL"));
            let kind = format!("{:?}", found.kind).to_lowercase();
            assert_eq!(
                (kind.as_str(), found.name, found.fields.as_slice()),
                (rule[0], rule[1], &rule[2..]),
                "{spelling}"
            );
        }
    }
    let carries = |name: &str| rules.iter().any(|rule| rule[1].eq_ignore_ascii_case(name));
    let others = official().into_iter().flatten().filter(|name| !carries(name));
    for name in others.chain(["constructor", "x", "request2", "my"]) {
        assert_eq!(ApiName::parse(name).unwrap().url_rule(), None, "{name}");
    }
    println!("URL rules: {} rows", rules.len());
}

#[test]
fn a_subject_has_at_most_8192_utf_16_code_units() {
    let mut document = document(&[], true);
    document["serverDomains"]["entries"] = json!([{ "domain": "a.example" }]);
    let engine = Engine::new(&Policy::from_json(&document.to_string()).unwrap()).unwrap();
    let base = "https://a.example/";
    // Characters of one unit and one, two or three bytes, and of two units and four bytes.
    for (c, units) in [("a", 1), ("é", 1), ("中", 1), ("🍎", 2)] {
        for (length, is_allowed) in [(8190, true), (8192, true), (8194, false), (16384, false)] {
            let text = format!("{base}{}", c.repeat((length - base.len()) / units));
            assert_eq!(text.encode_utf16().count(), length);
            assert_eq!(engine.check_request(&text).is_allow(), is_allowed, "{length} units of {c}");
        }
    }
    assert!(engine.check_request(&format!("{base}{}", "a".repeat(8192 - base.len()))).is_allow());
    assert!(!engine.check_request(&format!("{base}{}", "é".repeat(8193 - base.len()))).is_allow());
    assert!(!engine.check_request(&format!("{base}{}", "a".repeat(8193 - base.len()))).is_allow());
}

#[test]
fn what_is_no_text_is_answered_by_switch_and_list() {
    let engine = |mode: &str, enabled: bool| {
        let mut document = document(&[], true);
        document["mode"] = mode.into();
        for list in ["serverDomains", "apis", "webViewDomains"] {
            document[list]["enabled"] = enabled.into();
        }
        Engine::new(&Policy::from_json(&document.to_string()).unwrap()).unwrap()
    };
    for reason in [UrlFault::NotAString, UrlFault::NotWellFormed] {
        for list in [List::ServerDomains, List::Apis, List::WebViewDomains] {
            let code = |mode, enabled| engine(mode, enabled).check_fault(list, reason).code();
            // A name that is none cannot be told from one that carries a URL: a disabled list does not admit it.
            let (denied, disabled) =
                if list == List::Apis { ("invalid_api", "invalid_api") } else { ("invalid_url", "list_off") };
            let answers = [
                code("off", true),
                code("off", false),
                code("enforce", true),
                code("report", true),
                code("enforce", false),
            ];
            assert_eq!(answers, ["control_off", "control_off", denied, denied, disabled], "{list:?}");
        }
    }
}

#[test]
fn names_of_objects_and_of_nothing_are_names_like_any_other() {
    let engine = engine(&["constructor", "tinyToNative"], true);
    for name in [
        "__proto__",
        "__defineGetter__",
        "",
        "my.",
        "my",
        ".",
        "..",
        "_",
        "$",
        "1a",
        "toString",
        "valueOf",
        "hasOwnProperty",
        "prototype",
        "then",
        "caller",
    ] {
        assert!(!engine.check_api(name).is_allow(), "{name}");
    }
    assert_eq!(engine.check_api("constructor").code(), "api_listed");
    assert_eq!(engine.check_api("my.constructor").code(), "api_listed");
    let longest = "a".repeat(64);
    assert_eq!(engine.check_api(&longest).code(), "api_not_listed");
    assert_eq!(engine.check_api(&format!("my.{longest}")).code(), "api_not_listed");
    assert_eq!(engine.check_api(&format!("{longest}a")).code(), "invalid_api");
    assert_eq!(engine.check_api(&"é".repeat(32)).code(), "invalid_api");
    assert_eq!(engine.check_api(&"a.".repeat(5_000_000)).code(), "invalid_api");
}

#[test]
fn errors_are_told_before_notices() {
    // The API is official, which is worth a notice; the page is no domain, which is an error, though it comes later.
    let mut document = document(&["showToast"], true);
    document["webViewDomains"]["entries"] = json!([{ "domain": "localhost" }]);
    let issues = validate_policy(&Policy::from_json(&document.to_string()).unwrap());
    let severities: Vec<_> = issues.iter().map(minifence::Issue::severity).collect();
    assert_eq!(severities, [Severity::Error, Severity::Notice]);
}

/// Text of a document, with `rest` in the place of one of its values.
fn with(field: &str, rest: &str) -> String {
    let mut text = String::from("{");
    for (name, value) in [
        ("format", "1"),
        ("appId", "\"2018080616290001\""),
        ("revision", "1"),
        ("mode", "\"enforce\""),
        ("serverDomains", "{\"entries\":[]}"),
        ("apis", "{\"entries\":[]}"),
        ("webViewDomains", "{\"entries\":[]}"),
    ] {
        let _ = write!(text, "\"{name}\":{},", if name == field { rest } else { value });
    }
    text.pop();
    text + "}"
}

fn entries(count: usize, entry: impl Fn(usize) -> String) -> String {
    format!("{{\"entries\":[{}]}}", (0..count).map(entry).collect::<Vec<_>>().join(","))
}

#[test]
fn what_is_too_deep_too_big_or_too_long_is_refused_in_bounded_time() {
    let domain = |i: usize| format!("{{\"domain\":\"a{i}.example\"}}");
    let api = |i: usize| format!("{{\"api\":\"a{i}\"}}");
    let deep = |open: &str, close: &str, n: usize| open.repeat(n) + "1" + &close.repeat(n);
    let rows = [
        ("arrays in arrays", with("mode", &deep("[", "]", 1_000_000)), "policy_invalid"),
        ("objects in objects", with("apis", &deep("{\"entries\":", "}", 500_000)), "policy_invalid"),
        ("an open array without end", "[".repeat(2_000_000), "policy_invalid"),
        ("objects without end", "{\"a\":".repeat(2_000_000), "policy_invalid"),
        ("a number of a million digits", with("revision", &"9".repeat(1_000_000)), "policy_syntax"),
        ("an exponent of a million digits", with("revision", &format!("1e{}", "9".repeat(1_000_000))), "policy_syntax"),
        ("a format of a million digits", with("format", &"9".repeat(1_000_000)), "policy_syntax"),
        ("an appId of a million digits", with("appId", &format!("\"{}\"", "1".repeat(1_000_000))), "policy_invalid"),
        (
            "a domain of ten million characters",
            with("serverDomains", &entries(1, |_| format!("{{\"domain\":\"{}\"}}", "a.".repeat(5_000_000)))),
            "policy_invalid",
        ),
        (
            "a remark of ten million characters",
            with(
                "serverDomains",
                &entries(1, |_| format!("{{\"domain\":\"a.example\",\"remark\":\"{}\"}}", "é".repeat(5_000_000))),
            ),
            "policy_invalid",
        ),
        (
            "a host of ten thousand A-labels",
            with(
                "serverDomains",
                &entries(1, |_| format!("{{\"domain\":\"{}example\"}}", "xn--bcher-kva.".repeat(10_000))),
            ),
            "policy_invalid",
        ),
        (
            "an A-label that decodes to thousands",
            with("serverDomains", &entries(1, |_| format!("{{\"domain\":\"xn--{}.example\"}}", "a9".repeat(50_000)))),
            "policy_invalid",
        ),
        ("100,001 web-view domains", with("webViewDomains", &entries(100_001, domain)), "policy_invalid"),
        ("200,001 web-view domains", with("webViewDomains", &entries(200_001, domain)), "policy_invalid"),
        ("100,001 APIs", with("apis", &entries(100_001, api)), "policy_invalid"),
        ("31 server domains", with("serverDomains", &entries(31, domain)), "policy_invalid"),
        ("the same domain 100,000 times", with("webViewDomains", &entries(100_000, |_| domain(7))), "policy_invalid"),
        ("an unknown field of a million characters", format!("{{\"{}\":0}}", "f".repeat(1_000_000)), "policy_invalid"),
        (
            "a mode of a million characters",
            with("mode", &format!("\"{}\"", "\\u0007".repeat(1_000_000))),
            "policy_invalid",
        ),
        (
            "a million unknown fields",
            format!("{{{}}}", (0..1_000_000).map(|i| format!("\"f{i}\":0")).collect::<Vec<_>>().join(",")),
            "policy_invalid",
        ),
        ("a million spaces, and no document", " ".repeat(1_000_000), "policy_syntax"),
        (
            "one byte over 16 MiB",
            format!("{}{}", with("format", "1"), " ".repeat(16 * 1024 * 1024 + 1 - with("format", "1").len())),
            "policy_too_large",
        ),
        ("64 MiB", "x".repeat(64 * 1024 * 1024), "policy_too_large"),
    ];
    for (say, text, code) in &rows {
        let start = Instant::now();
        let error = Policy::from_json(text).and_then(|policy| Engine::new(&policy)).expect_err(say);
        let time = start.elapsed();
        assert_eq!(error.code(), *code, "{say}: {error:.200}");
        // Generous: an unoptimised build on a busy machine.
        assert!(time < Duration::from_secs(20), "{say}: {time:?}");
        let is_placed = match &error {
            PolicyError::PolicySyntax { line, .. } => *line > 0,
            PolicyError::PolicyInvalid { path, line, .. } => !path.is_empty() || line.is_some(),
            _ => true,
        };
        assert!(is_placed, "{say}: {error:.200}");
        assert!(error.to_string().len() < 4096, "{say}: a message of {} bytes", error.to_string().len());
    }
    let full = format!("{}{}", with("format", "1"), " ".repeat(16 * 1024 * 1024 - with("format", "1").len()));
    assert!(Policy::from_json(&full).is_ok(), "16 MiB exactly");
    assert!(
        Policy::from_json(&with("webViewDomains", &entries(100_000, domain)))
            .and_then(|policy| Engine::new(&policy))
            .is_ok()
    );
    println!("too deep, too big, too long: {} documents refused", rows.len());
}
