//! The standard's own suites (web-platform-tests: `urltestdata`, `toascii`, `IdnaTestV2` and Ada's additions) as references. They come
//! with the crate `ada-url`, which is never compiled: its files are read from where cargo keeps it.
//!
//! For every row: allowed with the row's own `href` under a policy that lists the row's expected host, if and only if the row
//! parses, is https, and is not refused by U-3 or U-5; denied under a policy that lists another host. What U-3 and U-5 refuse is
//! said once more here, from the text alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    unreachable_pub,
    reason = "a test speaks by panicking"
)]

mod packages;

use std::collections::BTreeMap;
use std::path::PathBuf;

use minifence::{Decision, Engine, Policy};
use serde_json::{Value, json};

/// Where engine and suites differ: how many rows, and why that is right. A difference more or less fails the run.
///
/// The standard of late leaves a host alone that is ASCII already, so that `xn--a.example`, which encodes nothing, is a host. The
/// engine holds every A-label to IDNA: no Unicode name leads to such a host, so none of its spellings could be shown or typed.
const UNMAPPED_A_LABELS: &[(&str, usize)] = &[("urltestdata.json", 13), ("toascii.json", 6), ("IdnaTestV2.json", 632)];
/// The suite's Unicode is older than the engine's: U+3E8AC was no character yet. The rows are refused all the same, for their
/// ideographic dots.
const NEWER_UNICODE: &[(&str, &str, usize)] = &[("IdnaTestV2.json", "\u{3e8ac}。\u{729}。", 4)];

/// What a suite expects of a URL.
struct Expected {
    scheme: String,
    host: String,
    /// 443 when empty.
    port: String,
    href: String,
}

/// Where cargo keeps the suites.
fn folder() -> PathBuf {
    packages::folder("ada-url").join("tests/wpt")
}

fn rows(name: &str) -> Vec<Value> {
    let path = folder().join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let table: Value = serde_json::from_str(&replace_lone_surrogates(&text)).expect("a suite is JSON");
    // Strings between the rows are comments.
    table.as_array().expect("a list").iter().filter(|row| row.is_object()).cloned().collect()
}

/// A lone surrogate is no `&str`. To a browser's `URL` it is U+FFFD, and so it is here; the airlock refuses it before (U-2).
fn replace_lone_surrogates(text: &str) -> String {
    let unit = |at: usize| match text.get(at..at + 6) {
        Some(escape) if escape.starts_with("\\u") => u16::from_str_radix(&escape[2..], 16).ok(),
        _ => None,
    };
    let (mut out, mut at) = (String::new(), 0);
    while at < text.len() {
        let (taken, replaced) = match (unit(at), unit(at + 6)) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => (12, false),
            (Some(0xd800..0xe000), _) => (6, true),
            _ if text[at..].starts_with('\\') => (2, false),
            _ => (text[at..].chars().next().unwrap().len_utf8(), false),
        };
        out += if replaced { "\\ufffd" } else { &text[at..at + taken] };
        at += taken;
    }
    out
}

fn engine(entry: &str) -> Option<Engine> {
    let list = json!({ "entries": [{ "domain": entry }] });
    let text = json!({
        "format": 1, "appId": "2018080616290001", "revision": 1, "mode": "enforce",
        "serverDomains": list, "apis": { "entries": [] }, "webViewDomains": list,
    });
    Engine::new(&Policy::from_json(&text.to_string()).expect("well-shaped")).ok()
}

/// The Unicode form of a canonical host.
fn unicode(host: &str) -> String {
    let decode = |label: &str| match label.strip_prefix("xn--") {
        Some(encoded) => idna::punycode::decode_to_string(encoded).unwrap_or_else(|| label.into()),
        None => label.into(),
    };
    host.split('.').map(decode).collect::<Vec<_>>().join(".")
}

/// Whether a host has an A-label that decodes to nothing, or to what encodes to something else.
fn is_unmapped(host: &str) -> bool {
    let spelled = unicode(host);
    host.contains("xn--")
        && (spelled.contains("xn--") || url::Host::parse(&spelled).ok() != Some(url::Host::Domain(host.into())))
}

/// U-3, from the text: whether its spelling is one that parsers repair. `host` is what the suite says it means.
fn is_ambiguous(text: &str, scheme: &str, host: &str) -> bool {
    let outer = text.starts_with(' ') || text.ends_with(' ') || text.chars().any(|c| c < ' ');
    let before = text.split(['?', '#']).next().unwrap();
    let prefix = format!("{scheme}://");
    let is_spelled = text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(&prefix));
    if outer || before.contains('\\') || !is_spelled {
        return true;
    }
    let authority = before[prefix.len()..].split('/').next().unwrap();
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (authority, "443"),
    };
    let name = name.to_ascii_lowercase();
    let is_odd_port = port.is_empty() || (port.starts_with('0') && port != "0");
    authority.is_empty() || authority.contains('@') || is_odd_port || (name != host && name != unicode(host))
}

/// U-5 and U-6: whether a host can be listed at all.
fn is_listable(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels: Vec<_> = host.split('.').collect();
    let last = labels.last().unwrap();
    let is_address = last.bytes().all(|b| b.is_ascii_digit());
    let is_reserved = ["local", "localhost", "internal"].contains(last);
    labels.len() > 1 && host.len() <= 253 && labels.into_iter().all(is_label) && !is_address && !is_reserved
}

#[derive(Default)]
struct Tally {
    rows: usize,
    allowed: usize,
    refused: usize,
    invalid: usize,
    other_scheme: usize,
    relative: usize,
    unmapped: BTreeMap<String, usize>,
    newer: usize,
    details: Vec<String>,
}

impl Tally {
    /// Judges one row, as a request or as a socket.
    fn judge(&mut self, suite: &str, text: &str, scheme: &str, expected: Option<&Expected>) {
        self.rows += 1;
        let check = if scheme == "wss" { Engine::check_socket } else { Engine::check_request };
        let elsewhere = engine("listed.elsewhere.test").expect("loads");
        let other = check(&elsewhere, text);
        let wrong = match expected {
            None => {
                self.invalid += 1;
                (other.code() != "invalid_url").then(|| format!("{other:?}, where the suite rejects"))
            }
            Some(expected) if expected.scheme != scheme => {
                self.other_scheme += 1;
                (other.code() != "not_https").then(|| format!("{other:?}, where the scheme is {}", expected.scheme))
            }
            Some(expected) => {
                let entry = match &*expected.port {
                    "" => expected.host.clone(),
                    port => format!("{}:{port}", expected.host),
                };
                let listed = engine(&entry);
                if listed.is_some() == (is_listable(&expected.host) && expected.port != "0") {
                    self.judge_listed(text, scheme, expected, listed.as_ref().map(|listed| check(listed, text)), &other)
                } else {
                    Some(format!("`{entry}` listed: {}", listed.is_some()))
                }
            }
        };
        let is_unmapped = expected.is_some_and(|expected| is_unmapped(&expected.host)) && other.code() == "invalid_url";
        if wrong.is_some() && is_unmapped {
            *self.unmapped.entry(suite.into()).or_default() += 1;
        } else if wrong.is_some() && NEWER_UNICODE.iter().any(|(name, part, _)| *name == suite && text.contains(part)) {
            self.newer += 1;
        } else if let Some(wrong) = wrong {
            self.details.push(format!("{suite}: {text:?}: {wrong}"));
        }
    }

    /// A reference without a base leads nowhere (U-2), even where its scheme is the base's.
    fn judge_relative(&mut self, suite: &str, text: &str) {
        self.rows += 1;
        self.relative += 1;
        let answer = engine("listed.elsewhere.test").expect("loads").check_request(text).code();
        if !["invalid_url", "not_https", "ambiguous_url"].contains(&answer) {
            self.details.push(format!("{suite}: {text:?} is relative: {answer}"));
        }
    }

    fn judge_listed(
        &mut self,
        text: &str,
        scheme: &str,
        expected: &Expected,
        answer: Option<Decision<'_>>,
        other: &Decision<'_>,
    ) -> Option<String> {
        if other.is_allow() {
            return Some(format!("{other:?} under a policy that lists another host"));
        }
        let is_refused = is_ambiguous(text, scheme, &expected.host) || !is_listable(&expected.host);
        match answer {
            Some(Decision::Allow { href: Some(href), .. }) if !is_refused => {
                self.allowed += 1;
                (href != expected.href).then(|| format!("sends {href}, the suite says {}", expected.href))
            }
            Some(Decision::Deny(_)) | None if is_refused => {
                self.refused += 1;
                let codes = ["ambiguous_url", "ip_not_allowed", "invalid_url", "host_not_listed"];
                (!codes.contains(&other.code())).then(|| format!("{other:?}"))
            }
            // A name that nobody can list (`foo.localhost`, port 0) is denied by every list.
            None => None,
            answer => Some(format!("{answer:?}, refused by U-3 or U-5: {is_refused}")),
        }
    }

    fn end(self, suites: &[&str]) {
        assert!(
            self.details.is_empty(),
            "{} differences that nobody has justified:\n{}",
            self.details.len(),
            self.details.join("\n")
        );
        let named = UNMAPPED_A_LABELS.iter().filter(|(suite, _)| suites.contains(suite));
        let named: BTreeMap<String, usize> = named.map(|(suite, rows)| ((*suite).into(), *rows)).collect();
        assert_eq!(self.unmapped, named, "justified differences have come or gone");
        let newer = NEWER_UNICODE.iter().filter(|(suite, ..)| suites.contains(suite));
        assert_eq!(self.newer, newer.map(|(.., rows)| rows).sum::<usize>(), "justified differences have come or gone");
        println!(
            "{}: {} rows: {} allowed, {} refused by U-3 or U-5, {} rejected by the suite, {} of another scheme, {} relative; {} justified differences",
            suites.join(", "),
            self.rows,
            self.allowed,
            self.refused,
            self.invalid,
            self.other_scheme,
            self.relative,
            named.values().sum::<usize>() + self.newer,
        );
    }
}

/// Whether the text is a URL of its own, so that the row's base does not matter.
fn is_absolute(text: &str, base: Option<&str>) -> bool {
    let text: String = text.chars().filter(|c| !"\t\n\r".contains(*c)).collect();
    let text = text.trim_start_matches(|c| c <= ' ');
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    // `https:x` is relative to a base of the same scheme.
    let is_same = base.is_some_and(|base| base.split(':').next().is_some_and(|base| base.eq_ignore_ascii_case(scheme)));
    is_scheme && (!is_same || rest.starts_with("//"))
}

fn field(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_default().into()
}

fn read_expected(row: &Value, scheme: &str, port: String) -> Expected {
    let (host, href) = (field(row, "hostname"), field(row, "href"));
    let shown = if port.is_empty() { String::new() } else { format!(":{port}") };
    let after = href.split_once("://").map_or("", |(_, rest)| rest);
    let rest = after.find('/').map_or("", |path| &after[path..]);
    Expected { href: format!("{scheme}://{host}{shown}{rest}"), scheme: scheme.into(), host, port }
}

/// `urltestdata` and what is written like it: each row as it stands, and rows for `http` once more as `https`.
#[test]
fn url_suites() {
    let suites =
        ["urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json", "verifydnslength_tests.json"];
    let mut tally = Tally::default();
    for suite in suites {
        for row in rows(suite) {
            let Some(text) = row["input"].as_str() else { continue };
            if text.is_empty() {
                continue;
            }
            let fails = row["failure"] == true;
            let protocol = field(&row, "protocol");
            let scheme = protocol.trim_end_matches(':');
            if !is_absolute(text, row["base"].as_str()) {
                // Relative: there is no base here (U-2).
                tally.judge_relative(suite, text);
                continue;
            }
            if suite.starts_with("verifydnslength") {
                // Failures of that table are about a check that the URL standard leaves out, and U-5 makes.
                let expected = (!fails).then(|| Expected {
                    scheme: "https".into(),
                    host: text.trim_start_matches("http://").trim_end_matches('/').into(),
                    port: String::new(),
                    href: format!("https{}/", text.trim_start_matches("http").trim_end_matches('/')),
                });
                tally.judge(suite, &text.replacen("http", "https", 1), "https", expected.as_ref());
                continue;
            }
            // A base that does not parse fails a row whose input is fine.
            if fails
                && row["base"]
                    .as_str()
                    .is_some_and(|base| !is_absolute(base, None) || base.ends_with("[0:0:0:0:0:0:0:0"))
            {
                continue;
            }
            let expected = (!fails).then(|| read_expected(&row, scheme, field(&row, "port")));
            let surface = if scheme == "wss" { "wss" } else { "https" };
            tally.judge(suite, text, surface, expected.as_ref());
            let (start, rest) = text.split_at(text.find(':').unwrap());
            if start.trim_start().eq_ignore_ascii_case("http") {
                let port = match (
                    &*field(&row, "port"),
                    rest.contains(":80") || rest.contains(":0080") || rest.contains(":00000000000080"),
                ) {
                    ("443", _) => String::new(),
                    ("", true) => "80".into(),
                    (port, _) => port.into(),
                };
                let expected = (!fails).then(|| read_expected(&row, "https", port));
                tally.judge(
                    suite,
                    &format!("{}https{rest}", start.replace("http", "").replace("HTTP", "")),
                    "https",
                    expected.as_ref(),
                );
            }
        }
    }
    tally.end(&suites);
}

/// IDNA: each row as the host of an https URL, as web-platform-tests does it. A single label is tried once more in front of `.example`.
#[test]
fn idna_suites() {
    let suites = ["toascii.json", "IdnaTestV2.json", "IdnaTestV2-removed.json"];
    let mut tally = Tally::default();
    for suite in suites {
        for row in rows(suite) {
            let name = row["input"].as_str().unwrap();
            let mut judge = |name: String, host: Option<String>| {
                let expected = host.map(|host| Expected {
                    href: format!("https://{host}/x"),
                    scheme: "https".into(),
                    host,
                    port: String::new(),
                });
                tally.judge(suite, &format!("https://{name}/x"), "https", expected.as_ref());
            };
            let host = row["output"].as_str().map(str::to_owned);
            judge(name.to_owned(), host.clone());
            if host.as_ref().is_none_or(|host| !host.contains('.')) {
                judge(format!("{name}.example"), host.map(|host| format!("{host}.example")));
            }
        }
    }
    tally.end(&suites);
}
