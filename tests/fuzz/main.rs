//! Seeded fuzzing of everything that takes text from outside: no input panics, and what is answered holds. Short here; with
//! `MINIFENCE_MINUTES=30` long (docs/verification.md). The second opinions use nothing of the engine.
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

#[cfg(feature = "admin")]
mod compare;
mod generate;

use minifence::{
    AppIdForm, Decision, Draft, Engine, List, Mode, Policy, PolicyError, Severity, validate_entry, validate_policy,
};
use serde_json::{Value, json};

type Check = for<'a> fn(&'a Engine, &'a str) -> Decision<'a>;

const APP: &str = "2018080616290001";

fn policy(servers: &[&str], apis: &[&str], pages: &[&str]) -> Value {
    let domains = |list: &[&str]| list.iter().map(|domain| json!({ "domain": domain })).collect::<Vec<_>>();
    let apis: Vec<_> = apis.iter().map(|api| json!({ "api": api })).collect();
    json!({
        "format": 1, "appId": APP, "revision": 1, "mode": "enforce", "serverDomains": { "entries": domains(servers) },
        "apis": { "entries": apis }, "webViewDomains": { "entries": domains(pages) },
    })
}

fn compile(document: &Value) -> Engine {
    Engine::new(&Policy::from_json(&document.to_string()).expect("loads")).expect("compiles")
}

/// Host and port of a canonical URL, read by hand: it has no user, no brackets, and a path.
fn authority(href: &str) -> (&str, &str) {
    let rest = href.split_once("://").expect("a scheme").1;
    let authority = &rest[..rest.find('/').expect("a canonical URL has a path")];
    authority.split_once(':').unwrap_or((authority, "443"))
}

#[test]
fn every_answer_about_a_url_or_a_name_holds() {
    let engine = compile(&policy(
        &["api.example.com", "*.example.org", "xn--bcher-kva.example", "a--b.example:8443", "1.example"],
        &["tinyToNative", "showToast"],
        &["a.example", "*.example.com:8443", "xn--fa-hia.example"],
    ));
    let checks: [(Check, &str, bool); 6] = [
        (Engine::check_request, "https", true),
        (Engine::check_socket, "wss", true),
        (Engine::check_download, "https", true),
        (Engine::check_read, "https", true),
        (Engine::check_page, "https", false),
        (Engine::check_web_view, "https", false),
    ];
    let is_covered = |is_server: bool, (host, port): (&str, &str)| match (is_server, port) {
        (true, "443") => {
            ["api.example.com", "xn--bcher-kva.example", "1.example"].contains(&host) || host.ends_with(".example.org")
        }
        (true, "8443") => host == "a--b.example",
        (false, "443") => ["a.example", "xn--fa-hia.example"].contains(&host),
        (false, "8443") => host.ends_with(".example.com"),
        _ => false,
    };
    let mut allowed = 0_u64;
    let line = generate::repeat(300_000, |random| {
        if random.chance(15) {
            let name = generate::api(random);
            let is_allowed = engine.check_api(&name).is_allow();
            // An allowed name is a word of letters: no look-alike, no prototype name, no other case.
            let plain = name.strip_prefix("my.").unwrap_or(&name);
            assert!(!is_allowed || plain.bytes().all(|b| b.is_ascii_alphanumeric() || b"._".contains(&b)), "{name:?}");
            assert!(!is_allowed || !["__proto__", "constructor", "toString"].contains(&plain), "{name:?}");
            return;
        }
        let (check, scheme, is_server) = random.pick(&checks);
        let text = generate::url(random, scheme);
        let decision = check(&engine, &text);
        let Decision::Allow { href, .. } = &decision else { return };
        let Some(href) = href else {
            let first = text.split(['/', '?', '#']).next().unwrap_or_default();
            assert!(
                !first.contains(':') || text[..5].eq_ignore_ascii_case("data:") || text == "about:blank",
                "{text:?}"
            );
            return;
        };
        allowed += 1;
        assert!(href.starts_with(scheme) && href[scheme.len()..].starts_with("://"), "{text:?} → {href}");
        assert!(is_covered(is_server, authority(href)), "{text:?} → {href}");
        match check(&engine, href) {
            Decision::Allow { href: Some(again), .. } => assert_eq!(again, *href, "{text:?}"),
            other => panic!("{text:?} → {href} → {other:?}"),
        }
    });
    println!("urls and names: {line}, {allowed} URLs allowed");
    assert!(allowed > 10_000, "the generator reaches the lists");
}

/// What a tolerant reader finds in a document that the strict one has accepted.
fn assert_read_right(text: &str, policy: &Policy) {
    let value: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(value["format"], 1, "{text}");
    assert_eq!(
        (value["appId"].as_str(), value["revision"].as_u64()),
        (Some(&*policy.app_id), Some(policy.revision)),
        "{text}"
    );
    let mode = match policy.mode {
        Mode::Off => "off",
        Mode::Report => "report",
        Mode::Enforce => "enforce",
    };
    assert_eq!(value["mode"], mode, "{text}");
    let is_on = |value: &Value| value.as_bool().unwrap_or(value.is_null());
    for (name, list) in [("serverDomains", &policy.server_domains), ("webViewDomains", &policy.web_view_domains)] {
        assert_eq!(is_on(&value[name]["enabled"]), list.enabled, "{text}");
        let written: Vec<_> =
            value[name]["entries"].as_array().expect("entries").iter().map(|entry| &entry["domain"]).collect();
        assert_eq!(written, list.entries.iter().map(|entry| &entry.domain).collect::<Vec<_>>(), "{text}");
    }
    assert_eq!(is_on(&value["apis"]["official"]), policy.apis.official, "{text}");
    assert_eq!(is_on(&value["apis"]["enabled"]), policy.apis.enabled, "{text}");
}

#[test]
fn a_document_is_read_right_or_refused_with_its_place() {
    let (mut loaded, mut shaped) = (0_u64, 0_u64);
    let line = generate::repeat(60_000, |random| {
        let text = generate::document(random);
        let form = if random.chance(90) { AppIdForm::Digits16 } else { AppIdForm::Token };
        let policy = match Policy::from_json_as(&text, form) {
            Ok(policy) => policy,
            Err(PolicyError::PolicySyntax { line, .. }) => return assert!(line > 0, "{text}"),
            Err(PolicyError::PolicyInvalid { path, line, .. }) => {
                return assert!(!path.is_empty() || line.is_some(), "{text}");
            }
            Err(PolicyError::PolicyFormat { found, .. }) => return assert_ne!(found, "1", "{text}"),
            Err(PolicyError::PolicyTooLarge { .. }) => panic!("{text}"),
        };
        shaped += 1;
        assert_read_right(&text, &policy);
        assert_eq!(Policy::from_json_as(&policy.to_json(), form).as_ref(), Ok(&policy), "{text}");
        let has_errors = validate_policy(&policy).iter().any(|issue| issue.severity() == Severity::Error);
        let engine = Engine::new(&policy);
        assert_eq!(engine.is_err(), has_errors, "{text}");
        match engine {
            Err(PolicyError::PolicyInvalid { path, .. }) => assert!(!path.is_empty(), "{text}"),
            Err(other) => panic!("{other}: {text}"),
            Ok(engine) => {
                loaded += 1;
                let open = policy.mode == Mode::Off || !policy.server_domains.enabled;
                assert_eq!(engine.check_request("https://never.listed.test/").is_allow(), open, "{text}");
            }
        }
    });
    println!("documents: {line}, {shaped} well-shaped, {loaded} loaded");
    assert!(loaded > 1_000, "the generator reaches good documents");
}

#[test]
fn what_the_form_accepts_loads_and_what_loads_the_form_accepts() {
    let mut accepted = 0_u64;
    let line = generate::repeat(60_000, |random| {
        let list = random.pick(&[List::ServerDomains, List::ServerDomains, List::Apis, List::WebViewDomains]);
        let text = if list == List::Apis { generate::api(random) } else { generate::entry(random) };
        let loads = |text: &str| {
            let document = match list {
                List::ServerDomains => policy(&[text], &[], &[]),
                List::Apis => policy(&[], &[text], &[]),
                List::WebViewDomains => policy(&[], &[], &[text]),
            };
            Policy::from_json(&document.to_string()).and_then(|policy| Engine::new(&policy)).is_ok()
        };
        let Ok(entry) = validate_entry(list, Draft { text: &text, remark: "" }, &[]) else {
            return assert!(!loads(&text), "{text:?} loads, but the form refuses it");
        };
        accepted += 1;
        assert!(loads(&entry.value), "{text:?} → {:?} does not load", entry.value);
        assert_eq!(loads(&text), entry.value == text, "{text:?} → {:?}", entry.value);
        let again = validate_entry(list, Draft { text: &entry.value, remark: "" }, &[]).map(|entry| entry.value);
        assert_eq!(again.as_ref(), Ok(&entry.value), "{text:?}");
        assert!(validate_entry(list, Draft { text: &text, remark: "" }, &[&entry.value]).is_err(), "{text:?} twice");
    });
    println!("entries: {line}, {accepted} accepted");
    assert!(accepted > 5_000, "the generator reaches good entries");
}

#[cfg(feature = "admin")]
#[test]
fn the_console_never_panics_and_only_writes_what_loads() {
    use minifence::admin::{self, Answer};
    let form = AppIdForm::Digits16;
    let mut edited = 0_u64;
    let line = generate::repeat(20_000, |random| {
        let text = if random.chance(60) {
            policy(&["api.example.com"], &["tinyToNative"], &["a.example", "*.example.com"]).to_string()
        } else {
            generate::document(random)
        };
        let list = random.pick(&["serverDomains", "apis", "webViewDomains", "apis", "__proto__", ""]);
        let typed = if list == "apis" { generate::api(random) } else { generate::entry(random) };
        let old = random.pick(&["api.example.com", "tinyToNative", "a.example", "*.example.com", "", "evil.test"]);
        let draft = Draft { text: &typed, remark: random.pick(&["", "note", "\u{202e}", "\0"]) };
        let answer = match random.below(7) {
            0 => admin::add_entry(&text, list, draft, form),
            1 => admin::edit_entry(&text, list, old, draft, form),
            2 => admin::remove_entry(&text, list, old, form),
            3 => admin::set_mode(&text, random.pick(&["off", "report", "enforce", "Off", ""]), form),
            4 => admin::set_list_enabled(&text, list, random.chance(50), form),
            5 => admin::set_revision(&text, random.pick(&[0.0, 7.0, -1.0, 0.5, 9e15, 1e16, f64::NAN]), form),
            _ => {
                let subject = if list == "apis" { generate::api(random) } else { generate::url(random, "https") };
                if let Ok(policy) = admin::read(&text, form) {
                    drop(admin::explain(&policy, list, &subject));
                }
                return;
            }
        };
        match answer {
            Answer::Accepted { value, .. } => {
                edited += 1;
                assert!(
                    Policy::from_json(&value).is_ok_and(|policy| Engine::new(&policy).is_ok()),
                    "{text} {draft:?} → {value}"
                );
            }
            Answer::Refused { issues } => {
                assert!(issues.iter().any(|issue| issue.severity() == Severity::Error), "{text}");
            }
        }
    });
    println!("console: {line}, {edited} edits accepted");
    assert!(edited > 1_000, "the generator reaches good edits");
}

/// Advice refuses nothing that loads, and names the entries that it is about.
#[cfg(feature = "admin")]
#[test]
fn advice_is_about_entries_of_policies_that_load() {
    use minifence::admin;
    let (mut loaded, mut told) = (0_u64, 0_u64);
    let line = generate::repeat(20_000, |random| {
        let text = if random.chance(60) {
            let mut entries: Vec<String> = (0..random.below(6)).map(|_| generate::entry(random)).collect();
            entries.retain(|text| {
                validate_entry(List::WebViewDomains, Draft { text, remark: "" }, &[])
                    .is_ok_and(|entry| entry.value == *text)
            });
            entries.sort();
            entries.dedup();
            let pages: Vec<&str> = entries.iter().map(String::as_str).collect();
            policy(&["*.com.cn"], &["toast", "showToast"], &pages).to_string()
        } else {
            generate::document(random)
        };
        let form = AppIdForm::Digits16;
        let advice = admin::lint(&text, form);
        let Ok(policy) = admin::read(&text, form) else {
            assert!(!advice.is_empty() && advice.iter().all(|issue| issue.severity() == Severity::Error), "{text}");
            return;
        };
        loaded += 1;
        let policy = serde_json::to_value(&policy).expect("data");
        for issue in &advice {
            told += 1;
            assert_eq!(issue.severity(), Severity::Notice, "{text}");
            let place = issue.path.iter().map(|part| serde_json::to_value(part).expect("data"));
            let entry = place.fold(&policy, |value, part| match part.as_u64() {
                Some(index) => &value[usize::try_from(index).expect("an index")],
                None => &value[part.as_str().expect("a field")],
            });
            let issue = serde_json::to_value(issue).expect("data");
            assert_eq!(&issue["params"]["entry"], entry, "{text}");
        }
    });
    println!("advice: {line}, {loaded} loaded, {told} pieces of advice");
    assert!(loaded > 8_000 && told > 20_000, "the generator reaches advice");
}

/// Nothing of a paste is lost, and what is accepted loads.
#[cfg(feature = "admin")]
#[test]
fn every_pasted_line_comes_back() {
    use minifence::admin::{self, Answer};
    let mut accepted = 0_u64;
    let line = generate::repeat(15_000, |random| {
        let text = generate::paste(random);
        let list = random.pick(&["serverDomains", "apis", "webViewDomains"]);
        let result = admin::parse_lines(list, &text, &["api.example.com", "tinyToNative"]);
        let is_quoted = text.contains('"');
        let mut entries = result.entries.iter();
        let mut line_before = 0;
        for one in &result.lines {
            assert!(one.line > line_before && (is_quoted || text.contains(&one.text)), "{text:?} → {one:?}");
            line_before = one.line;
            let Answer::Accepted { value, .. } = &one.result else { continue };
            let entry = entries.next().expect("an entry for each line that holds");
            assert_eq!((value, &one.remark), (&entry.text, &entry.remark), "{text:?}");
        }
        assert!(entries.next().is_none(), "{text:?}");
        if !is_quoted {
            let bare = text.replace('\u{feff}', "");
            let count = |marks: &[char]| {
                bare.split(['\n', '\r']).filter(|line| !line.replace(marks, " ").trim().is_empty()).count()
            };
            // A line of delimiters is blank when they are those of the text.
            let told = result.lines.len() + usize::from(result.header);
            assert!((count(&['\t', ',', ';'])..=count(&[])).contains(&told), "{text:?} → {result:?}");
        }
        let texts: Vec<_> = result.entries.iter().map(|entry| entry.text.as_str()).collect();
        accepted += texts.len() as u64;
        drop(compile(&match list {
            "serverDomains" => policy(&texts, &[], &[]),
            "apis" => policy(&[], &texts, &[]),
            _ => policy(&[], &[], &texts),
        }));
    });
    println!("pastes: {line}, {accepted} lines accepted");
    assert!(accepted > 3_000, "the generator reaches good lines");
}

/// What a tolerant reader finds in a permission file that the strict one has accepted: every entry is listed or in review, and
/// a list is off if and only if it has `.*`.
#[cfg(feature = "admin")]
fn assert_imported_right(text: &str, policy: &Policy, review: &[minifence::admin::Review]) {
    // Fields that mean nothing are not read, so 1e999 may stand there.
    let Ok(file) = serde_json::from_str::<Value>(text) else {
        return assert!(text.contains("1e999") || text.contains("\\ud800"), "{text}");
    };
    let is_flat = !policy.apis.official;
    assert_eq!(file["minifence"]["official"].as_bool().unwrap_or_default(), policy.apis.official, "{text}");
    let domains =
        |list: &minifence::DomainList| list.entries.iter().map(|entry| entry.domain.clone()).collect::<Vec<_>>();
    let apis: Vec<_> = policy.apis.entries.iter().map(|entry| entry.api.clone()).collect();
    let lists = [
        (
            List::ServerDomains,
            &file["JSAPI_SP_Config"]["httpRequest"],
            "allowedDomain",
            domains(&policy.server_domains),
            policy.server_domains.enabled,
        ),
        (List::Apis, &file, "JSAPI_List", apis, policy.apis.enabled),
        (
            List::WebViewDomains,
            &file["Webview_Config"],
            "allowedDomain",
            domains(&policy.web_view_domains),
            policy.web_view_domains.enabled,
        ),
    ];
    for (list, object, field, listed, is_on) in lists {
        let written: Vec<_> =
            object[field].as_array().into_iter().flatten().map(|text| text.as_str().expect("a text")).collect();
        assert_eq!(is_on, !written.contains(&".*"), "{text}");
        for entry in &written {
            let value = validate_entry(list, Draft { text: entry, remark: "" }, &[]).map(|entry| entry.value);
            let is_listed = value.as_ref().is_ok_and(|value| listed.contains(value));
            let is_reviewed = review.iter().any(|one| one.list == list && one.text == *entry);
            let is_official = !is_flat
                && list == List::Apis
                && minifence::ApiName::parse(entry).is_ok_and(minifence::ApiName::is_official);
            assert!(*entry == ".*" || is_official || is_listed != is_reviewed, "{entry:?} of {text}");
        }
        assert!(listed.len() <= written.len(), "{text}");
    }
}

#[cfg(feature = "admin")]
#[test]
fn an_import_holds_and_its_export_says_the_same() {
    use minifence::admin::{self, Answer, ImportResult};
    let form = AppIdForm::Digits16;
    let (mut imported, mut exported) = (0_u64, 0_u64);
    let import = |text: &str| admin::import_permission_file(text, APP, 3.0, "enforce", form);
    let export = |policy: &str| match admin::export_permission_file(policy, form) {
        Answer::Accepted { value, .. } => value,
        Answer::Refused { issues } => panic!("{issues:?}: {policy}"),
    };
    let line = generate::repeat(10_000, |random| {
        let text = if random.chance(85) { generate::permission_file(random) } else { generate::document(random) };
        match import(&text) {
            ImportResult::Imported { value, review, .. } => {
                imported += 1;
                let policy = Policy::from_json(&value).expect("loads");
                Engine::new(&policy).expect("compiles");
                assert_imported_right(&text, &policy, &review);
                let ImportResult::Imported { value: again, review, .. } = import(&export(&value)) else {
                    panic!("{value}")
                };
                assert!(review.is_empty(), "{value}");
                let (before, after) = (compile_text(&value), compile_text(&again));
                for _ in 0..5 {
                    let url = generate::url(random, "https");
                    assert_eq!(
                        before.check_request(&url).is_allow(),
                        after.check_request(&url).is_allow(),
                        "{url}: {value}"
                    );
                    assert_eq!(
                        before.check_web_view(&url).is_allow(),
                        after.check_web_view(&url).is_allow(),
                        "{url}: {value}"
                    );
                    let name = generate::api(random);
                    assert_eq!(
                        before.check_api(&name).is_allow(),
                        after.check_api(&name).is_allow(),
                        "{name}: {value}"
                    );
                }
            }
            ImportResult::Refused { issues } => {
                let issue = serde_json::to_value(&issues[0]).expect("data");
                assert_eq!((issues.len(), &issue["code"]), (1, &json!("permission_file_invalid")), "{text}");
                assert!(
                    issue["params"]["line"].as_u64() > Some(0) && issue["params"]["column"].as_u64() > Some(0),
                    "{issue}: {text}"
                );
            }
        }
        // Any policy that loads can be exported, and any file that was exported imported.
        let document = generate::document(random);
        if admin::read(&document, form).is_ok() {
            exported += 1;
            assert!(matches!(import(&export(&document)), ImportResult::Imported { .. }), "{document}");
        }
    });
    println!("permission files: {line}, {imported} imported, {exported} policies exported");
    assert!(imported > 3_000 && exported > 500, "the generator reaches good files");
}

#[cfg(feature = "admin")]
fn compile_text(text: &str) -> Engine {
    compile(&serde_json::from_str(text).expect("JSON"))
}
