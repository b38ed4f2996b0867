//! Entries against an independent matcher: host-sources of Content Security Policy, as the crate `content-security-policy` matches
//! them. Where the two mean the same, they must answer the same for a whole grid of entries, hosts and ports. Where they do not,
//! the difference is a row with its rule.
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

use content_security_policy as csp;
use minifence::{Decision, Engine, Policy};
use serde_json::json;

type Check = for<'a> fn(&'a Engine, &'a str) -> Decision<'a>;

const LABELS: [&str; 4] = ["a", "ba", "x-1", "com"];

/// Every name of `from` to `to` labels.
fn names(from: usize, to: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut longer: Vec<String> = vec![String::new()];
    for count in 1..=to {
        longer = longer.iter().flat_map(|tail| LABELS.map(|label| format!("{label}.{tail}"))).collect();
        if count >= from {
            all.extend(longer.iter().map(|name| name.trim_end_matches('.').to_owned()));
        }
    }
    all
}

fn engine(entry: &str, rule: &str) -> Option<Engine> {
    let list = json!({ "hostRule": rule, "entries": [{ "domain": entry }] });
    let text = json!({
        "format": 1, "appId": "2018080616290001", "revision": 1, "mode": "enforce",
        "serverDomains": list, "apis": { "entries": [] }, "webViewDomains": list,
    });
    Engine::new(&Policy::from_json(&text.to_string()).expect("well-shaped")).ok()
}

/// A policy that lets only these sources be connected to.
fn sources(text: &str) -> csp::Policy {
    csp::Policy::parse(&format!("connect-src {text}"), csp::PolicySource::Header, csp::PolicyDisposition::Enforce)
}

fn lets(policy: &csp::Policy, url: &str) -> bool {
    let url = url::Url::parse(url).expect("a URL");
    let request = csp::Request {
        url: url.clone(),
        current_url: url,
        origin: csp::Origin::Tuple("https".into(), url::Host::Domain("page.test".into()), 443),
        redirect_count: 0,
        destination: csp::Destination::None,
        initiator: csp::Initiator::None,
        nonce: String::new(),
        integrity_metadata: String::new(),
        parser_metadata: csp::ParserMetadata::None,
    };
    policy.does_request_violate_policy(&request) == csp::Violates::DoesNotViolate
}

/// The sources that mean what an entry means: `hostRule: suffix` is a second, wildcard source (U-7).
fn translate(scheme: &str, entry: &str, rule: &str) -> String {
    let plain = format!("{scheme}://{entry}");
    if rule == "suffix" && !entry.starts_with('*') { format!("{plain} {scheme}://*.{entry}") } else { plain }
}

#[test]
fn entries_match_what_host_sources_match() {
    let names_of_urls = names(2, 4);
    let (mut compared, mut matched) = (0_u64, 0_u64);
    for name in names(2, 3).iter().step_by(3) {
        for (entry, rule) in [
            (name.clone(), "exact"),
            (name.clone(), "suffix"),
            (format!("*.{name}"), "exact"),
            (format!("*.{name}"), "suffix"),
            (format!("{name}:8443"), "exact"),
            (format!("{name}:8443"), "suffix"),
            (format!("*.{name}:8443"), "exact"),
        ] {
            let engine = engine(&entry, rule).unwrap_or_else(|| panic!("{entry} loads"));
            for (scheme, check) in [("https", Engine::check_request as Check), ("wss", Engine::check_socket)] {
                let policy = sources(&translate(scheme, &entry, rule));
                // Every host that ends alike, and every seventh of the others.
                let near = |host: &&String| host.ends_with(name.as_str());
                let far = names_of_urls.iter().filter(|host| !near(host)).step_by(7);
                for host in names_of_urls.iter().filter(near).chain(far) {
                    for port in ["", ":8443", ":444"] {
                        let url = format!("{scheme}://{host}{port}/v1");
                        let expected = lets(&policy, &url);
                        assert_eq!(check(&engine, &url).is_allow(), expected, "{entry} ({rule}) and {url}");
                        compared += 1;
                        matched += u64::from(expected);
                    }
                }
            }
        }
    }
    println!("patterns: {compared} pairs of entry and URL compared with host-sources, {matched} match, 0 differences");
    assert!(compared > 50_000 && matched > 1_000);
}

/// Where the two differ: entry, URL, what CSP says of it, and the rule by which the engine denies or the entry is refused.
const DIFFERENCES: &[(&str, &str, bool, &str)] = &[
    ("a.com", "http://a.com/", false, "U-4: https only; an http source would let both"),
    ("A.com", "https://a.com/", true, "P-9: entries are canonical; the console lower-cases (U-6)"),
    ("a.com:443", "https://a.com/", true, "P-9: the default port is left out"),
    ("a.com:*", "https://a.com:8443/", true, "U-8: a port is listed exactly"),
    ("*", "https://a.com/", true, "U-6: a wildcard stands before a domain"),
    ("a.com/v1", "https://a.com/v1", true, "U-6: an entry has no path"),
    ("a.com.", "https://a.com./", true, "U-6: no trailing dot"),
    ("localhost", "https://localhost/", true, "U-6: two labels or more"),
    ("127.0.0.1", "https://127.0.0.1/", true, "U-5: no IP literals"),
    ("a.local", "https://a.local/", true, "U-6: reserved names"),
    ("a-.com", "https://a-.com/", true, "U-6: no hyphen at the end of a label"),
    ("xn--a.com", "https://xn--bcher-kva.com/", false, "U-6: what IDNA rejects is no entry"),
];

#[test]
fn each_difference_has_its_rule() {
    for (entry, url, is_let, rule) in DIFFERENCES {
        assert_eq!(lets(&sources(&format!("https://{entry}")), url), *is_let, "{entry} and {url}: {rule}");
        let answer = engine(entry, "exact").map(|engine| engine.check_request(url).is_allow());
        assert_ne!(answer, Some(true), "{entry} and {url}: {rule}");
    }
    // The crate takes any name with four numbers in it for an address; the engine knows better.
    assert!(!lets(&sources("https://1.2.3.4.example.com"), "https://1.2.3.4.example.com/"));
    assert!(engine("1.2.3.4.example.com", "exact").unwrap().check_request("https://1.2.3.4.example.com/").is_allow());
    println!("patterns: {} differences, each with its rule", DIFFERENCES.len() + 1);
}
