//! Every variant that crosses, against `js/types.d.ts` and against the numeric boundary. Writes `target/wire/wire.ts`, which
//! `make test` gives to `tsc`: a variant that the types do not know, or a type that no variant has, is a compile error there.
#![cfg(all(feature = "admin", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::match_same_arms,
    clippy::format_collect,
    reason = "a test speaks by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use minifence::admin::{self, Answer};
use minifence::wire::{FORWARD, manifest, translate, translate_error};
use minifence::{
    AppIdForm, Decision, Denial, Draft, Grant, Issue, List, Notice, PathPart, Policy, PolicyError, Problem, UrlFault,
    Violation, What,
};
use serde_json::{Value, json};

const ENTRY: &str = "*.example.com:8443";

fn grants(entry: &str) -> Vec<Decision<'_>> {
    let samples = vec![
        Grant::ControlOff {},
        Grant::ListOff { list: List::WebViewDomains },
        Grant::Listed { entry, number: 6 },
        Grant::ApiListed { api: "tinyToNative" },
        Grant::ApiOfficial { api: "toast" },
        Grant::NotGoverned {},
    ];
    for sample in &samples {
        // A new variant stops this from compiling: give it a sample above.
        match sample {
            Grant::ControlOff {} | Grant::ListOff { .. } | Grant::Listed { .. } | Grant::ApiListed { .. } => {}
            Grant::ApiOfficial { .. } | Grant::NotGoverned {} => {}
        }
    }
    samples
        .into_iter()
        .map(|grant| {
            let href = matches!(grant, Grant::Listed { .. }).then(|| "https://a.example.com:8443/".into());
            Decision::Allow { grant, href }
        })
        .collect()
}

fn denials() -> Vec<Decision<'static>> {
    use UrlFault::{Empty, Host, NotAString, NotWellFormed, TooLong, Unparsable};
    let faults = [NotAString, Empty, TooLong, NotWellFormed, Unparsable, Host];
    let violations = [
        Violation::Backslash,
        Violation::Control,
        Violation::Space,
        Violation::Slashes,
        Violation::Credentials,
        Violation::Port,
        Violation::Host,
        Violation::DriveLetter,
    ];
    let scheme = "https";
    let mut samples: Vec<_> = faults.into_iter().map(|reason| Denial::InvalidUrl { reason }).collect();
    samples.extend(violations.into_iter().map(|violation| Denial::AmbiguousUrl { violation }));
    samples.extend([
        Denial::NotHttps { scheme: "http".into() },
        Denial::IpNotAllowed { scheme, host: "127.0.0.1".into() },
        Denial::PortNotListed { scheme, host: "a.example".into(), port: 8443 },
        Denial::HostNotListed { scheme, host: "a.example".into() },
        Denial::IdnNotSupported {},
        Denial::InvalidApi {},
        Denial::ApiNotListed { api: "hiddenApi" },
        Denial::HeaderNotAllowed { header: "Host".into() },
        Denial::NoPolicy {},
        Denial::EngineFailed {},
    ]);
    for sample in &samples {
        match sample {
            Denial::InvalidUrl { reason: NotAString | Empty | TooLong | NotWellFormed | Unparsable | Host } => {}
            Denial::AmbiguousUrl { violation: Violation::Backslash | Violation::Control | Violation::Space } => {}
            Denial::AmbiguousUrl { violation: Violation::Slashes | Violation::Credentials } => {}
            Denial::AmbiguousUrl { violation: Violation::Port | Violation::Host | Violation::DriveLetter } => {}
            Denial::NotHttps { .. } | Denial::IpNotAllowed { .. } | Denial::PortNotListed { .. } => {}
            Denial::HostNotListed { .. } | Denial::InvalidApi {} | Denial::ApiNotListed { .. } => {}
            Denial::HeaderNotAllowed { .. } | Denial::NoPolicy {} | Denial::EngineFailed {} => {}
            Denial::IdnNotSupported {} => {}
        }
    }
    samples.into_iter().map(Decision::Deny).collect()
}

fn text() -> String {
    "text".into()
}

fn problems() -> Vec<Problem> {
    let (length, limit) = (31, 30);
    let samples = vec![
        Problem::DomainEmpty {},
        Problem::DomainScheme { scheme: text() },
        Problem::DomainPath { suggestion: text() },
        Problem::DomainQuery { suggestion: text() },
        Problem::DomainFragment { suggestion: text() },
        Problem::DomainCredentials {},
        Problem::DomainWildcard {},
        Problem::DomainIp {},
        Problem::DomainSingleLabel { host: text() },
        Problem::DomainReserved { suffix: text() },
        Problem::DomainLabel { label: text() },
        Problem::DomainLabelTooLong { label: text(), limit },
        Problem::DomainTooLong { length, limit },
        Problem::DomainPort { port: text() },
        Problem::DomainTrailingDot { suggestion: text() },
        Problem::DomainIdna { host: text() },
        Problem::DomainRegex { character: text() },
        Problem::DomainSpelling { suggestion: text() },
        Problem::ApiEmpty {},
        Problem::ApiInvalid { api: text() },
        Problem::ApiTooLong { length, limit },
        Problem::ControlCharacter { code_point: text() },
        Problem::RemarkTooLong { length, limit },
        Problem::EntryDuplicate { value: text() },
        Problem::EntryMissing { value: text() },
        Problem::NotCanonical { canonical: text() },
        Problem::ListTooLong { length, limit },
        Problem::AppIdInvalid { found: text() },
        Problem::RevisionInvalid { found: text(), limit: 9 },
        Problem::ListUnknown { found: text() },
        Problem::ModeUnknown { found: text() },
        Problem::ArgumentInvalid { argument: text(), expected: text() },
        Problem::PermissionFileInvalid { line: 1, column: 2, detail: text() },
    ];
    for sample in &samples {
        let name = sample.code();
        assert_eq!(serde_json::to_value(sample).unwrap()["code"], name);
    }
    samples
}

fn notices() -> Vec<Notice> {
    let samples = vec![
        Notice::SpacesRemoved {},
        Notice::LowerCased { value: text() },
        Notice::SchemeRemoved { scheme: text() },
        Notice::SlashRemoved {},
        Notice::DefaultPortRemoved {},
        Notice::IdnEncoded { unicode: text(), ascii: text() },
        Notice::PrefixRemoved { prefix: text() },
        Notice::AlreadyOfficial { api: text() },
        Notice::PublicSuffix { entry: text(), suffix: text() },
        Notice::EntryShadowed { entry: text(), by: text() },
        Notice::EntrySameApi { entry: text(), other: text() },
        Notice::EntryLookAlike { entry: text(), other: text() },
        Notice::MixedScript { entry: text(), unicode: text() },
        Notice::NameReserved { entry: text(), suffix: text() },
        Notice::AllowAll { list: List::Apis },
        Notice::KeyNotCarried { key: text() },
        Notice::DuplicateMerged { value: text() },
    ];
    for sample in &samples {
        assert_eq!(serde_json::to_value(sample).unwrap()["code"], sample.code());
    }
    samples
}

fn policy_errors() -> Vec<PolicyError> {
    let (line, column) = (Some(1), Some(2));
    vec![
        PolicyError::PolicySyntax { line: 1, column: 2, detail: text() },
        PolicyError::PolicyFormat { found: "2".into(), supported: 1 },
        PolicyError::PolicyInvalid {
            path: text(),
            problem: "domain_path".into(),
            line: None,
            column: None,
            detail: text(),
        },
        PolicyError::PolicyInvalid { path: text(), problem: "shape".into(), line, column, detail: text() },
        PolicyError::PolicyTooLarge { size: 2, limit: 1 },
    ]
}

fn issues() -> Vec<Issue> {
    let path = [PathPart::Field("apis"), PathPart::Field("entries"), PathPart::Index(3)];
    let mut all: Vec<Issue> = problems().into_iter().map(|problem| Issue::new(problem, &path)).collect();
    all.extend(notices().into_iter().map(|notice| Issue::new(What::Notice(notice), &path)));
    all.extend(policy_errors().into_iter().map(|error| Issue::new(error, &[])));
    all
}

/// The rows of codes, those of decisions first: name, outcome, params.
fn code_rows(manifest: &str) -> Vec<Vec<&str>> {
    manifest.lines().filter_map(|row| Some(row.strip_prefix("code ")?.split(' ').collect())).collect()
}

#[test]
fn every_error_of_a_policy_crosses_as_it_is_serialised() {
    let manifest = manifest();
    let rows = code_rows(&manifest);
    let mut seen: Vec<bool> = rows.iter().map(|row| row[1] != "error").collect();
    for error in policy_errors() {
        let mut output = Vec::new();
        let index = translate_error(&error, &mut output) as usize - 1;
        seen[index] = true;
        let [code, "error", names @ ..] = rows[index].as_slice() else { panic!("{:?}", rows[index]) };
        assert_eq!(
            crossed_params(names, &mut read_texts(&output).into_iter()),
            serde_json::to_value(&error).unwrap()["params"]
        );
        assert_eq!(error.code(), *code);
        // 1 says "compiled".
        assert_ne!(index, 0);
    }
    assert!(seen.iter().all(|seen| *seen), "a code of the manifest has no sample: {seen:?}");
}

/// The params by their names, as the shim makes them of all the texts that are left.
fn crossed_params(names: &[&str], texts: &mut dyn Iterator<Item = String>) -> Value {
    let mut params = serde_json::Map::new();
    for name in names {
        let text = texts.next().unwrap();
        let (name, value) = match name.strip_suffix(":number") {
            Some(name) => (name, json!(text.parse::<u32>().unwrap())),
            None => (*name, json!(text)),
        };
        params.insert(name.into(), value);
    }
    assert_eq!(texts.next(), None, "{names:?}");
    params.into()
}

#[test]
fn every_decision_crosses_as_it_is_serialised() {
    let manifest = manifest();
    let rows = code_rows(&manifest);
    let mut seen: Vec<bool> = rows.iter().map(|row| row[1] == "error").collect();
    for decision in grants(ENTRY).into_iter().chain(denials()) {
        let mut output = Vec::new();
        let number = translate(&decision, "https://A.example.com:8443", &mut output);
        let mut texts = read_texts(&output).into_iter();
        let forward = (number & FORWARD != 0).then(|| texts.next().unwrap());
        let index = (number & 0xff) as usize - 1;
        seen[index] = true;
        let [code, outcome, names @ ..] = rows[index].as_slice() else { panic!("{:?}", rows[index]) };
        let params = crossed_params(names, &mut texts);
        let mut crossed = json!({ "outcome": outcome, "code": code, "params": params });
        if decision.href().is_some() {
            crossed["href"] = json!(forward);
        }
        assert_eq!(crossed, serde_json::to_value(&decision).unwrap());
        assert_eq!(decision.code(), *code);
    }
    assert!(seen.iter().all(|seen| *seen), "a code of the manifest has no sample: {seen:?}");
}

/// The texts beside a number, as the airlock reads them.
fn read_texts(mut output: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some((length, rest)) = output.split_first_chunk::<4>() {
        let (text, rest) = rest.split_at(u32::from_le_bytes(*length) as usize);
        texts.push(String::from_utf8(text.to_vec()).unwrap());
        output = rest;
    }
    texts
}

/// TypeScript that compiles only while the types and the variants agree, in both directions.
#[test]
fn every_variant_is_written_as_typescript() {
    let mut ts = String::from(
        "import type { BulkResult, Change, Comparison, Decision, DenialCode, DraftResult, Explanation, GrantCode, ImportResult, Issue, NoticeCode, PolicyErrorCode, ProblemCode, Validation } from \"../../js/types.d.ts\";\n",
    );
    let mut put = |name: &str, kind: &str, values: Vec<Value>| {
        for (index, value) in values.iter().enumerate() {
            writeln!(ts, "export const {name}{index} = {value} satisfies {kind};").unwrap();
        }
    };
    let values =
        |decisions: &[Decision<'_>]| decisions.iter().map(|decision| serde_json::to_value(decision).unwrap()).collect();
    put("grant", "Decision", values(&grants(ENTRY)));
    put("denial", "Decision", values(&denials()));
    put("issue", "Issue", issues().iter().map(|issue| serde_json::to_value(issue).unwrap()).collect());
    put("validation", "Validation", validations());
    put("explanation", "Explanation", explanations());
    put("advice", "readonly Issue[]", advice());
    put("bulk", "BulkResult", bulk_results());
    put("import", "ImportResult", imports());
    put("draft", "DraftResult", drafts());
    put("comparison", "Comparison", comparisons());
    let mut complete = |kind: &str, codes: Vec<&str>| {
        let fields: String = codes.iter().map(|code| format!("{code}: true, ")).collect();
        writeln!(ts, "({{ {fields}}}) satisfies Record<{kind}, true>;").unwrap();
    };
    let mut denied: Vec<_> = denials().iter().map(Decision::code).collect();
    denied.dedup();
    complete("GrantCode", grants(ENTRY).iter().map(Decision::code).collect());
    complete("DenialCode", denied);
    complete("ProblemCode", problems().iter().map(Problem::code).collect());
    complete("NoticeCode", notices().iter().map(Notice::code).collect());
    // What a signature refuses is `signed.rs`' business; `tests/signed.rs` holds it to the table. The next three are the guard's own: it compares policies, the engine knows only one (P-5).
    let mut refused: Vec<_> = policy_errors().iter().map(PolicyError::code).collect();
    refused.dedup();
    refused.extend(["policy_stale", "policy_conflict", "policy_app_id"]);
    refused.extend(["policy_unsigned", "policy_signature", "policy_key", "policy_expired"]);
    complete("PolicyErrorCode", refused);
    let kinds = comparisons().into_iter().filter_map(|answer| answer["changes"].as_array().cloned()).flatten();
    let kinds: BTreeSet<_> = kinds.map(|change| change["kind"].as_str().unwrap().to_owned()).collect();
    complete("Change[\"kind\"]", kinds.iter().map(String::as_str).collect());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/wire");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(format!("{folder}/wire.ts"), ts).unwrap();
}

const POLICY: &str = r#"{ "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "report",
  "serverDomains": { "entries": [ { "domain": "api.example.com" } ] },
  "apis": { "entries": [ { "api": "showToast" } ] }, "webViewDomains": { "entries": [] } }"#;

fn validations() -> Vec<Value> {
    let draft = Draft { text: "https://B.example.com/", remark: "" };
    let bad = Draft { text: "http://b.example.com", remark: "" };
    let form = AppIdForm::Digits16;
    let answers = [
        admin::validate_draft("serverDomains", draft, &[]),
        admin::validate_draft("serverDomains", bad, &["b.example.com"]),
        admin::validate_draft("servers", draft, &[]),
        admin::add_entry(POLICY, "serverDomains", draft, form),
        admin::edit_entry(POLICY, "serverDomains", "nothing.example.com", draft, form),
        admin::remove_entry(POLICY, "apis", "showToast", form),
        admin::set_mode(POLICY, "enforced", form),
        admin::set_revision(POLICY, 8.5, form),
        admin::set_list_enabled(POLICY, "apis", false, form),
        Answer::from(admin::validate_text("{", form)),
    ];
    answers.iter().map(|answer| serde_json::to_value(answer).unwrap()).collect()
}

fn explanations() -> Vec<Value> {
    let policy = Policy::from_json(POLICY).unwrap();
    let subjects = [
        ("serverDomains", "https://api.example.com/x"),
        ("serverDomains", "wss://b.example.com:8443/"),
        ("apis", "toast"),
        ("apis", "ShowToast"),
        ("webViewDomains", "http://a.example.com"),
        ("nothing", "x"),
    ];
    subjects
        .iter()
        .map(|(list, subject)| serde_json::to_value(admin::explain(&policy, list, subject)).unwrap())
        .collect()
}

/// Every code of `lint`, and a policy that does not load.
fn advice() -> Vec<Value> {
    let entries = |field: &str, texts: &[&str]| texts.iter().map(|text| json!({ field: text })).collect::<Value>();
    let pages = ["*.github.io", "a.github.io", "shop.test", "xn--pple-43d.example", "apple.example"];
    let policy = json!({
        "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "enforce", "serverDomains": { "entries": [] },
        "apis": { "entries": entries("api", &["showToast", "toast", "ShowToast"]) },
        "webViewDomains": { "entries": entries("domain", &pages) },
    });
    let lint = |text: &str| serde_json::to_value(admin::lint(text, AppIdForm::Digits16)).unwrap();
    let told = lint(&policy.to_string());
    for code in
        ["public_suffix", "entry_shadowed", "entry_same_api", "entry_look_alike", "mixed_script", "name_reserved"]
    {
        assert!(told.as_array().unwrap().iter().any(|issue| issue["code"] == code), "{code}: {told}");
    }
    vec![told, lint("{"), lint(&policy.to_string().replace("a.github", "a..github")), lint(POLICY)]
}

fn bulk_results() -> Vec<Value> {
    let pastes = [("serverDomains", "domain,remark\nA.example.com,orders\n10.0.0.1"), ("apis", ""), ("servers", "x")];
    let parse = |(list, text)| serde_json::to_value(admin::parse_lines(list, text, &[])).unwrap();
    pastes.into_iter().map(parse).collect()
}

fn imports() -> Vec<Value> {
    let files = [r#"{ "JSAPI_List": [".*", "a.*", "toast", "toast"], "validDomain": ["a.example.com"] }"#, "{}", "["];
    let import = |text| admin::import_permission_file(text, "2018080616290001", 1.0, "report", AppIdForm::Digits16);
    let mut answers: Vec<_> = files.into_iter().map(|text| serde_json::to_value(import(text)).unwrap()).collect();
    answers.push(
        serde_json::to_value(admin::import_permission_file("{}", "1", 1.0, "report", AppIdForm::Digits16)).unwrap(),
    );
    answers
}

/// One observation for each code, so that every denial that may be left is a sample.
fn drafts() -> Vec<Value> {
    let mut codes: Vec<_> = grants(ENTRY).iter().chain(&denials()).map(Decision::code).collect();
    codes.dedup();
    let subjects = ["https://b.example.com/", "https://printer.local/", "http://a.example.com/"];
    let seen: Value = codes
        .iter()
        .flat_map(|code| subjects.map(|subject| (code, subject)))
        .map(|(code, subject)| json!({ "list": "serverDomains", "subject": subject, "code": code, "count": 1, "first": 1, "last": 2 }))
        .collect();
    let texts = [seen.to_string(), "[]".into(), "[{}]".into()];
    let draft = |text: &String| serde_json::to_value(admin::draft_policy(text, POLICY, AppIdForm::Digits16)).unwrap();
    texts.iter().map(draft).collect()
}

/// Every kind of change, and of shift.
fn comparisons() -> Vec<Value> {
    let other = r#"{ "format": 1, "appId": "2018080616290002", "revision": 8, "mode": "MODE",
      "serverDomains": { "hostRule": "suffix", "entries": [ { "domain": "b.example.com" }, { "domain": "api.example.com", "remark": "x" } ] },
      "apis": { "official": false, "entries": [] }, "webViewDomains": { "enabled": false, "entries": [] } }"#;
    let subjects = json!([
        { "list": "serverDomains", "subject": "https://b.example.com/" }, { "list": "apis", "subject": "toast" },
        { "list": "webViewDomains", "subject": "https://m.example.com/" }, { "list": "serverDomains", "subject": "" },
    ]);
    let others = ["off", "report", "enforce"].map(|mode| other.replace("MODE", mode));
    let pairs = others.iter().flat_map(|other| [(POLICY, other.as_str()), (other.as_str(), POLICY)]);
    pairs
        .chain([("{", POLICY)])
        .map(|(a, b)| serde_json::to_value(admin::compare_policies(a, b, &subjects.to_string(), AppIdForm::Digits16)))
        .map(Result::unwrap)
        .collect()
}

#[test]
fn an_explanation_names_the_entry_that_allows_or_would_allow() {
    let [allowed, port, alias, nearest] = [0, 1, 2, 3].map(|index| explanations()[index].clone());
    assert_eq!(allowed["entry"], "api.example.com");
    assert_eq!(port["add"], json!({ "list": "serverDomains", "text": "b.example.com:8443" }));
    assert_eq!(port["nearest"], json!(["api.example.com"]));
    assert_eq!(alias["entry"], "showToast");
    assert_eq!(nearest["nearest"], json!(["showToast"]));
}
