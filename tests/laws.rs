//! Laws: what must hold for every policy, entry and subject. Run natively, and in a shorter run as wasm in headless Chromium. A
//! failure prints the seed and the smallest example; `MINIFENCE_SEED=…` replays a run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test speaks by panicking"
)]

#[path = "fuzz/generate.rs"]
mod generate;

use minifence::wire::{DETAIL_SHIFT, translate};
use minifence::{Decision, DomainPattern, Draft, Engine, HostRule, List, Mode, Policy, validate_entry};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use proptest::{prop_assert, prop_assert_eq};
use serde_json::{Value, json};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const CASES: u32 = if cfg!(target_arch = "wasm32") { 200 } else { 1_000 };

type Check = for<'a> fn(&'a Engine, &'a str) -> Decision<'a>;
/// Every URL check: its scheme, and whether the server list governs it.
const URL_CHECKS: [(Check, &str, bool); 6] = [
    (Engine::check_request, "https", true),
    (Engine::check_socket, "wss", true),
    (Engine::check_download, "https", true),
    (Engine::check_read, "https", true),
    (Engine::check_page, "https", false),
    (Engine::check_web_view, "https", false),
];

fn hold<S: Strategy>(law: &str, strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let seed = generate::seed();
    let mut random = generate::Random::new(seed);
    let bytes: Vec<u8> = std::iter::repeat_with(|| random.next().to_le_bytes()).take(4).flatten().collect();
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    if let Err(error) = runner.run(&strategy, test) {
        panic!("{law} (MINIFENCE_SEED={seed}): {error}");
    }
    println!("{law}: {CASES} cases, seed {seed}");
}

macro_rules! laws {
    ($($name:ident: $strategy:expr, $test:expr;)*) => {$(
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
        fn $name() {
            hold(stringify!($name), $strategy, $test);
        }
    )*};
}

/* ── what the laws speak about ── */

fn label() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z]([a-z0-9-]{0,6}[a-z0-9])?", 1 => "[0-9]{1,3}[a-z]?", 1 => Just("xn--bcher-kva".to_owned())]
        .prop_filter("an A-label is IDNA's", |label| label == "xn--bcher-kva" || label.get(2..4) != Some("--"))
}

/// A host that may be listed.
fn host() -> impl Strategy<Value = String> {
    (vec(label(), 1..4), "(example|test|com|co)").prop_map(|(labels, top)| format!("{}.{top}", labels.join(".")))
}

/// A canonical entry.
fn entry() -> impl Strategy<Value = String> {
    let port = prop_oneof![3 => Just(String::new()), 1 => (1_u16..).prop_filter("443 is left out", |port| *port != 443).prop_map(|port| format!(":{port}"))];
    (any::<bool>(), host(), port)
        .prop_map(|(wildcard, host, port)| format!("{}{host}{port}", if wildcard { "*." } else { "" }))
}

fn api() -> impl Strategy<Value = String> {
    "[a-zA-Z][a-zA-Z0-9_]{0,12}(\\.[a-zA-Z0-9_]{1,6}){0,2}".prop_filter("without my.", |name| !name.starts_with("my."))
}

/// A URL near the lists, a text near an API name, or any text at all.
fn subject() -> impl Strategy<Value = String> {
    let made = any::<u64>()
        .prop_map(|seed| generate::url(&mut generate::Random::new(seed), if seed % 5 == 0 { "wss" } else { "https" }));
    let name = any::<u64>().prop_map(|seed| generate::api(&mut generate::Random::new(seed)));
    prop_oneof![4 => made, 2 => name, 2 => any::<String>(), 1 => "\\PC{0,40}", 1 => Just(String::new())]
}

/// Entries of the lists: servers, APIs, pages.
type Lists = (Vec<String>, Vec<String>, Vec<String>);

fn lists() -> impl Strategy<Value = Lists> {
    let known =
        prop_oneof![2 => entry(), 1 => Just("api.example.com".to_owned()), 1 => Just("*.example.org".to_owned())];
    (vec(known, 0..5), vec(api(), 0..4), vec(entry(), 0..4))
        .prop_map(|(servers, apis, pages)| (unique(servers), unique(apis), unique(pages)))
}

fn unique(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list.dedup();
    list
}

fn document((servers, apis, pages): &Lists, mode: &str, rule: &str, official: bool) -> Value {
    let domains = |list: &[String]| list.iter().map(|domain| json!({ "domain": domain })).collect::<Vec<_>>();
    let apis: Vec<_> = apis.iter().map(|api| json!({ "api": api })).collect();
    json!({
        "format": 1, "appId": "2018080616290001", "revision": 41, "mode": mode,
        "serverDomains": { "hostRule": rule, "entries": domains(servers) }, "apis": { "official": official, "entries": apis },
        "webViewDomains": { "hostRule": rule, "entries": domains(pages) },
    })
}

fn compile(document: &Value) -> Option<Engine> {
    Policy::from_json(&document.to_string()).ok().and_then(|policy| Engine::new(&policy).ok())
}

fn engine(lists: &Lists, mode: &str) -> Engine {
    compile(&document(lists, mode, "exact", true)).unwrap_or_else(|| panic!("{lists:?} loads"))
}

/// Whether an entry covers a canonical URL, by comparing labels from the right. A second opinion on U-7 and U-8.
fn covers(entry: &str, href: &str, is_suffix: bool) -> bool {
    let read = |text: &str| {
        let (host, port) = text.split_once(':').unwrap_or((text, "443"));
        (host.split('.').map(str::to_owned).rev().collect::<Vec<_>>(), port.to_owned())
    };
    let authority = href.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let (labels, port) = read(authority);
    let (named, entry_port) = read(entry.trim_start_matches("*."));
    let is_below = labels.len() > named.len();
    let is_wild = entry.starts_with("*.");
    port == entry_port && labels.starts_with(&named) && if is_wild { is_below } else { !is_below || is_suffix }
}

fn loads_alone(list: List, text: &str) -> bool {
    let mut lists = Lists::default();
    match list {
        List::ServerDomains => lists.0.push(text.into()),
        List::Apis => lists.1.push(text.into()),
        List::WebViewDomains => lists.2.push(text.into()),
    }
    compile(&document(&lists, "enforce", "exact", true)).is_some()
}

fn typed() -> impl Strategy<Value = (List, String)> {
    let list = prop_oneof![Just(List::ServerDomains), Just(List::Apis), Just(List::WebViewDomains)];
    let made = any::<u64>().prop_map(|seed| generate::entry(&mut generate::Random::new(seed)));
    let name = any::<u64>().prop_map(|seed| generate::api(&mut generate::Random::new(seed)));
    (list, prop_oneof![3 => made, 2 => name, 1 => entry(), 1 => api(), 1 => any::<String>()])
}

/* ── the laws ── */

laws! {
    an_entry_reads_back_as_itself_and_is_told_as_its_text: (entry(), vec(label(), 0..2), any::<bool>()), |(entry, below, is_suffix)| {
        let pattern: DomainPattern = entry.parse().expect("canonical");
        let (host, port) = entry.split_once(':').unwrap_or((&entry, "443"));
        prop_assert_eq!(pattern.to_string(), entry.clone());
        prop_assert_eq!(pattern.is_wildcard(), entry.starts_with("*."));
        prop_assert_eq!(pattern.domain().to_string(), host.trim_start_matches("*."));
        prop_assert_eq!(pattern.port().to_string(), port);
        let rule = if is_suffix { HostRule::Suffix } else { HostRule::Exact };
        let engine = compile(&document(&(vec![entry.clone()], vec![], vec![]), "report", if is_suffix { "suffix" } else { "exact" }, true)).expect("loads");
        prop_assert_eq!((engine.app_id(), engine.revision(), engine.mode()), ("2018080616290001", 41, Mode::Report));
        let domain = host.trim_start_matches("*.");
        prop_assert!(!pattern.matches(&format!(".{domain}"), pattern.port(), rule), "an empty label is no subdomain");
        let name = below.iter().map(String::as_str).chain([domain]).collect::<Vec<_>>().join(".");
        for (host, port) in [(name.clone(), pattern.port()), (name.clone(), 444), (format!("y{name}"), pattern.port())] {
            let url = format!("https://{host}:{port}/");
            let is_covered = pattern.matches(&host, port, rule);
            prop_assert_eq!(is_covered, covers(&entry, &url, is_suffix), "{} and {}", entry, url);
            let decision = engine.check_request(&url);
            prop_assert_eq!(decision.is_allow(), is_covered, "{} and {}", entry, url);
            let mut output = Vec::new();
            let number = translate(&decision, &url, &mut output);
            if is_covered {
                // Code 3, the first entry, and its text at the end.
                prop_assert_eq!(number & 0xff, 3);
                // The only entry of its list: it has one of the few numbers of a short list, and is found again by it.
                prop_assert!((1..=3).contains(&(number >> DETAIL_SHIFT)));
                let length = u32::try_from(entry.len()).unwrap().to_le_bytes();
                prop_assert!(output.ends_with(&[length.as_slice(), entry.as_bytes()].concat()));
            }
        }
        Ok(())
    };

    agreement_what_the_form_accepts_loads_and_what_loads_the_form_accepts: typed(), |(list, text)| {
        match validate_entry(list, Draft { text: &text, remark: "" }, &[]) {
            Ok(entry) => {
                prop_assert!(loads_alone(list, &entry.value), "{} does not load", entry.value);
                prop_assert_eq!(loads_alone(list, &text), entry.value == text);
            }
            Err(_) => prop_assert!(!loads_alone(list, &text)),
        }
        Ok(())
    };

    listed_is_allowed: (entry(), vec(label(), 1..3), "(/[a-zA-Z0-9_~-]{0,6}){0,4}(\\?[a-z0-9=&%]{0,8})?(#[a-z]{0,4})?"), |(entry, below, rest)| {
        let engine = engine(&(vec![entry.clone()], vec![], vec![entry.clone()]), "enforce");
        let authority = match entry.strip_prefix("*.") {
            Some(domain) => format!("{}.{domain}", below.join(".")),
            None => entry.clone(),
        };
        for (check, scheme, _) in URL_CHECKS {
            let url = format!("{scheme}://{authority}{rest}");
            let decision = check(&engine, &url);
            prop_assert!(decision.is_allow(), "{entry}: {url}: {decision:?}");
        }
        Ok(())
    };

    allowed_is_listed: (lists(), subject(), any::<bool>()), |(lists, text, is_suffix)| {
        let rule = if is_suffix { "suffix" } else { "exact" };
        let engine = compile(&document(&lists, "enforce", rule, false)).expect("loads");
        for (check, scheme, is_server) in URL_CHECKS {
            let Decision::Allow { href: Some(href), .. } = check(&engine, &text) else { continue };
            let entries = if is_server { &lists.0 } else { &lists.2 };
            prop_assert!(href.starts_with(&format!("{scheme}://")), "{href}");
            prop_assert!(entries.iter().any(|entry| covers(entry, &href, is_suffix)), "{href} by {entries:?}");
        }
        let name = text.strip_prefix("my.").unwrap_or(&text);
        // Nothing is official here: what is allowed is listed, or a partner of what is listed.
        let knows = |listed: &String| listed == name || minifence::ApiName::parse(listed).is_ok_and(|api| api.partners().any(|partner| partner == name));
        prop_assert!(!engine.check_api(&text).is_allow() || lists.1.iter().any(knows));
        Ok(())
    };

    closed_by_default: subject(), |text| {
        let engine = compile(&document(&Lists::default(), "enforce", "suffix", false)).expect("loads");
        for (check, ..) in URL_CHECKS {
            if let Decision::Allow { href, grant } = check(&engine, &text) {
                prop_assert!(href.is_none() && grant == (minifence::Grant::NotGoverned {}), "{grant:?}");
            }
        }
        prop_assert!(!engine.check_request(&text).is_allow() && !engine.check_socket(&text).is_allow());
        prop_assert!(!engine.check_api(&text).is_allow());
        Ok(())
    };

    canonical_is_a_fixed_point: (lists(), subject()), |(lists, text)| {
        let engine = engine(&lists, "enforce");
        for (check, ..) in URL_CHECKS {
            let Decision::Allow { href: Some(href), grant } = check(&engine, &text) else { continue };
            prop_assert_eq!(check(&engine, &href), Decision::Allow { grant, href: Some(href.clone()) });
        }
        let policy = Policy::from_json(&document(&lists, "enforce", "exact", true).to_string()).expect("loads");
        let again = Policy::from_json(&policy.to_json()).expect("loads again");
        prop_assert_eq!(again.to_json(), policy.to_json());
        prop_assert_eq!(again, policy);
        Ok(())
    };

    total_every_text_has_an_answer: (lists(), any::<String>(), "[\\x00-\\x7f]{0,60}"), |(lists, text, ascii)| {
        let engine = engine(&lists, "enforce");
        for text in [&text, &ascii, &format!("https://{ascii}"), &format!("https://{text}"), &format!("my.{ascii}")] {
            for (check, ..) in URL_CHECKS {
                prop_assert!(!check(&engine, text).code().is_empty());
            }
            prop_assert!(!engine.check_api(text).code().is_empty());
            for list in [List::ServerDomains, List::Apis, List::WebViewDomains] {
                let answer = validate_entry(list, Draft { text, remark: text }, &[text]);
                prop_assert!(answer.is_ok() || answer.is_err_and(|issues| !issues.is_empty()));
            }
            prop_assert!(Policy::from_json(text).is_err());
        }
        Ok(())
    };

    off_is_off_and_report_equals_enforce: (lists(), subject()), |(lists, text)| {
        let [off, report, enforce] = ["off", "report", "enforce"].map(|mode| engine(&lists, mode));
        for (check, ..) in URL_CHECKS {
            prop_assert_eq!(check(&off, &text).code(), "control_off");
            prop_assert_eq!(check(&report, &text), check(&enforce, &text));
        }
        prop_assert_eq!(off.check_api(&text).code(), "control_off");
        prop_assert_eq!(report.check_api(&text), enforce.check_api(&text));
        Ok(())
    };

    a_disabled_list_opens_itself_and_no_other: (lists(), subject()), |(lists, text)| {
        let enforce = engine(&lists, "enforce");
        let mut changed = document(&lists, "enforce", "exact", true);
        changed["serverDomains"]["enabled"] = false.into();
        let open = compile(&changed).expect("loads");
        for (check, _, is_server) in URL_CHECKS {
            let expected = if is_server { "list_off" } else { check(&enforce, &text).code() };
            prop_assert_eq!(check(&open, &text).code(), expected);
        }
        prop_assert_eq!(open.check_api(&text), enforce.check_api(&text));
        Ok(())
    };

    one_entry_more_takes_nothing_away: (lists(), entry(), subject()), |(lists, entry, text)| {
        let (before, mut more) = (engine(&lists, "enforce"), lists.clone());
        more.0 = unique([more.0, vec![entry]].concat());
        let after = engine(&more, "enforce");
        for (check, _, is_server) in URL_CHECKS {
            prop_assert!(!check(&before, &text).is_allow() || check(&after, &text).is_allow());
            prop_assert!(is_server || check(&before, &text) == check(&after, &text), "a server entry opens no page");
        }
        Ok(())
    };
}
