//! The only place that says what a valid entry is (U-6, A-1, P-4, P-9, C-1): reads what people type, one refusal after the
//! other, and holds whole policies to the same parser. So what a form accepts always loads, and what loads a form accepts.

use std::borrow::Cow;
use std::collections::HashSet;

use url::Host;

use crate::api_name::{ApiFault, ApiName};
use crate::domain::{DEFAULT_PORT, Domain, DomainFault, DomainPattern, MAX_LABEL, MAX_NAME, read_port};
use crate::issue::{Issue, Notice, PathPart, Problem, Severity, What};
use crate::plain::is_plain_host;
use crate::policy::{DomainList, List, MAX_REMARK, Policy};

/// What an admin types into one line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Draft<'a> {
    /// The domain or API name.
    pub text: &'a str,
    /// A note for people.
    pub remark: &'a str,
}

/// A draft that holds: its canonical text, and what the admin should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validated {
    /// What is stored.
    pub value: String,
    /// What was changed, or is worth knowing.
    pub notices: Vec<Issue>,
}

/// Names that never leave the machine or its network (U-6).
const RESERVED: [&str; 3] = ["local", "internal", "localhost"];
/// Characters that belong to a regular expression, never to a domain.
pub(crate) const REGEX: &str = "^$()|+\\{}[]";
/// How much of what was typed an issue repeats.
const SHOWN: usize = 100;

/// Checks one line of a list, with the entries that stand beside it (C-1).
///
/// # Errors
/// At least one [`Issue`] of severity error; notices are left out then.
/// ```
/// # use minifence::{Draft, List, validate_entry};
/// let draft = Draft { text: "https://API.example.com/", remark: "orders" };
/// let entry = validate_entry(List::ServerDomains, draft, &[]).map_err(|issues| format!("{issues:?}"))?;
/// assert_eq!(entry.value, "api.example.com");
/// # Ok::<(), String>(())
/// ```
pub fn validate_entry(list: List, draft: Draft<'_>, others: &[&str]) -> Result<Validated, Vec<Issue>> {
    check_draft(list, draft, others.len(), |value| {
        let is_same =
            |other: &&str| **other == *value || read_entry(list, other).is_ok_and(|(other, _)| other == value);
        others.iter().any(is_same)
    })
}

/// The same check beside entries that are only known by their number, and by whether a canonical text is among them.
pub(crate) fn check_draft(
    list: List,
    draft: Draft<'_>,
    others: usize,
    is_listed: impl FnOnce(&str) -> bool,
) -> Result<Validated, Vec<Issue>> {
    let mut issues = Vec::new();
    let text = [PathPart::Field("text")];
    let read = read_entry(list, draft.text).and_then(|entry| {
        if is_listed(&entry.0) { Err(Problem::EntryDuplicate { value: entry.0 }) } else { Ok(entry) }
    });
    let length = others.saturating_add(1);
    if length > list.limit() {
        issues.push(Issue::new(Problem::ListTooLong { length, limit: list.limit() }, &text));
    }
    if let Some(problem) = check_remark(draft.remark) {
        issues.push(Issue::new(problem, &[PathPart::Field("remark")]));
    }
    match read {
        Ok((value, notices)) if issues.is_empty() => {
            Ok(Validated { value, notices: notices.into_iter().map(|notice| Issue::new(notice, &text)).collect() })
        }
        Ok(_) => Err(issues),
        Err(problem) => {
            issues.insert(0, Issue::new(problem, &text));
            Err(issues)
        }
    }
}

/// Checks a policy: every entry canonical and unique (P-9), every limit kept (P-4). Errors come first, then notices.
pub fn validate_policy(policy: &Policy) -> Vec<Issue> {
    let mut issues = Vec::new();
    check_list(List::ServerDomains, &domain_lines(&policy.server_domains), &mut issues);
    let apis: Vec<Line<'_>> = policy.apis.entries.iter().map(|entry| (&*entry.api, &*entry.remark)).collect();
    check_list(List::Apis, &apis, &mut issues);
    check_list(List::WebViewDomains, &domain_lines(&policy.web_view_domains), &mut issues);
    let (mut issues, notices): (Vec<_>, Vec<_>) =
        issues.into_iter().partition(|issue| issue.severity() == Severity::Error);
    issues.extend(notices);
    issues
}

/// One line of a list: its text and its remark.
type Line<'a> = (&'a str, &'a str);

fn domain_lines(list: &DomainList) -> Vec<Line<'_>> {
    list.entries.iter().map(|entry| (&*entry.domain, &*entry.remark)).collect()
}

fn check_list(list: List, entries: &[Line<'_>], issues: &mut Vec<Issue>) {
    let at = [PathPart::Field(list.name()), PathPart::Field("entries")];
    if entries.len() > list.limit() {
        issues.push(Issue::new(Problem::ListTooLong { length: entries.len(), limit: list.limit() }, &at));
        return;
    }
    let field = PathPart::Field(if list == List::Apis { "api" } else { "domain" });
    let mut seen = HashSet::with_capacity(entries.len());
    for (index, (text, remark)) in entries.iter().enumerate() {
        let path = |field: PathPart| [at.as_slice(), &[PathPart::Index(index), field]].concat();
        let mut found = |what: What, field| issues.push(Issue::new(what, &path(field)));
        // Most of what is ever read is canonical already: then nothing is copied.
        let read = if is_plain_entry(list, text) {
            Ok((Cow::Borrowed(*text), Vec::new()))
        } else {
            read_entry(list, text).map(|(value, notices)| (Cow::Owned(value), notices))
        };
        match read {
            Err(problem) => found(problem.into(), field.clone()),
            Ok((canonical, _)) if canonical != *text => {
                found(Problem::NotCanonical { canonical: canonical.into_owned() }.into(), field.clone());
            }
            Ok(_) if !seen.insert(text) => {
                found(Problem::EntryDuplicate { value: (*text).into() }.into(), field.clone());
            }
            Ok((_, notices)) => notices.into_iter().for_each(|notice| found(notice.into(), field.clone())),
        }
        if let Some(problem) = check_remark(remark) {
            found(problem.into(), PathPart::Field("remark"));
        }
    }
}

/// One line as typed → its canonical text.
pub(crate) fn read_entry(list: List, text: &str) -> Result<(String, Vec<Notice>), Problem> {
    match list {
        List::Apis => read_api(text),
        List::ServerDomains | List::WebViewDomains => {
            if is_plain_entry(list, text) {
                return Ok((text.to_owned(), Vec::new()));
            }
            read_domain(list, text).map(|(pattern, notices)| (pattern.to_string(), notices))
        }
    }
}

/// Whether the text of a domain entry is canonical beyond doubt: no A-label (IDNA must see it), no reserved name, no number at the end.
fn is_plain_entry(list: List, text: &str) -> bool {
    if list == List::Apis {
        return false;
    }
    let rest = text.strip_prefix("*.").unwrap_or(text);
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let top = host.rsplit('.').next().unwrap_or_default();
    is_plain_host(host)
        && !RESERVED.contains(&top)
        && port.is_none_or(|port| read_port(port).is_some_and(|port| port != DEFAULT_PORT))
}

fn read_api(text: &str) -> Result<(String, Vec<Notice>), Problem> {
    refuse_control(text, is_hidden)?;
    let mut notices = Vec::new();
    let trimmed = trim(text, &mut notices);
    if let Some(prefix) = trimmed.get(..3).filter(|prefix| *prefix == "my.") {
        notices.push(Notice::PrefixRemoved { prefix: prefix.into() });
    }
    let name = ApiName::parse(trimmed).map_err(|fault| match fault {
        ApiFault::Empty => Problem::ApiEmpty {},
        ApiFault::TooLong => Problem::ApiTooLong { length: trimmed.len(), limit: ApiName::MAX_LENGTH },
        ApiFault::Grammar => Problem::ApiInvalid { api: shown(trimmed) },
    })?;
    let api = name.as_str().to_owned();
    if name.is_official() {
        notices.push(Notice::AlreadyOfficial { api: api.clone() });
    }
    Ok((api, notices))
}

fn read_domain(list: List, text: &str) -> Result<(DomainPattern, Vec<Notice>), Problem> {
    refuse_control(text, is_hidden)?;
    let mut notices = Vec::new();
    let text = trim(text, &mut notices);
    if text.is_empty() {
        return Err(Problem::DomainEmpty {});
    }
    let text = strip_scheme(list, text, &mut notices)?;
    let text = strip_path(text, &mut notices)?;
    let (wildcard, text) = split_wildcard(text)?;
    let (host, port) = split_port(text, &mut notices)?;
    if host.is_empty() {
        return Err(Problem::DomainEmpty {});
    }
    if let Some(suggestion) = host.strip_suffix('.') {
        let prefix = if wildcard { "*." } else { "" };
        return Err(Problem::DomainTrailingDot { suggestion: format!("{prefix}{}", lower_case(suggestion)) });
    }
    let domain = read_host(host, &mut notices)?;
    Ok((DomainPattern::new(wildcard, domain, port), notices))
}

fn trim<'a>(text: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    let trimmed = text.trim();
    if trimmed != text {
        notices.push(Notice::SpacesRemoved {});
    }
    trimmed
}

fn strip_scheme<'a>(list: List, text: &'a str, notices: &mut Vec<Notice>) -> Result<&'a str, Problem> {
    let Some((scheme, rest)) = text.split_once("://") else { return Ok(text) };
    let lower = scheme.to_ascii_lowercase();
    let fits = lower == "https" || (lower == "wss" && list == List::ServerDomains);
    if !fits {
        return Err(Problem::DomainScheme { scheme: shown(&lower) });
    }
    notices.push(Notice::SchemeRemoved { scheme: lower });
    Ok(rest)
}

/// What follows the host of a pasted URL. One final slash is removed, anything more is refused with the host as a suggestion.
fn strip_path<'a>(text: &'a str, notices: &mut Vec<Notice>) -> Result<&'a str, Problem> {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let (authority, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if authority.contains('@') {
        return Err(Problem::DomainCredentials {});
    }
    if is_ipv6(authority) {
        return Err(Problem::DomainIp {});
    }
    let is_regex = |c: char| REGEX.contains(c);
    if let Some(character) =
        text.chars().find(|c| is_regex(*c)).filter(|_| rest.is_empty() || authority.contains(is_regex))
    {
        return Err(Problem::DomainRegex { character: character.into() });
    }
    if authority.starts_with(".*") {
        return Err(Problem::DomainRegex { character: ".*".into() });
    }
    let suggestion = || lower_case(authority);
    match (rest.chars().next(), rest) {
        (None, _) => Ok(authority),
        (_, "/") => {
            notices.push(Notice::SlashRemoved {});
            Ok(authority)
        }
        (Some('?'), _) => Err(Problem::DomainQuery { suggestion: suggestion() }),
        (Some('#'), _) => Err(Problem::DomainFragment { suggestion: suggestion() }),
        _ => Err(Problem::DomainPath { suggestion: suggestion() }),
    }
}

/// An IPv6 address, in brackets (with a port or not) or bare.
fn is_ipv6(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|text| text.split_once(']')).map_or(text, |(inner, _)| inner);
    inner.parse::<std::net::Ipv6Addr>().is_ok()
}

fn split_wildcard(text: &str) -> Result<(bool, &str), Problem> {
    let (wildcard, rest) = text.strip_prefix("*.").map_or((false, text), |rest| (true, rest));
    if rest.contains('*') {
        return Err(Problem::DomainWildcard {});
    }
    Ok((wildcard, rest))
}

fn split_port<'a>(text: &'a str, notices: &mut Vec<Notice>) -> Result<(&'a str, Option<u16>), Problem> {
    let Some((host, port)) = text.rsplit_once(':') else { return Ok((text, None)) };
    match read_port(port) {
        None => Err(Problem::DomainPort { port: shown(port) }),
        Some(443) => {
            notices.push(Notice::DefaultPortRemoved {});
            Ok((host, None))
        }
        port => Ok((host, port)),
    }
}

fn read_host(host: &str, notices: &mut Vec<Notice>) -> Result<Domain, Problem> {
    let lower = lower_case(host);
    // The URL parser would decode a percent escape; nobody writes a domain so.
    let parsed = if lower.contains('%') { Err(()) } else { Host::parse(&lower).map_err(drop) };
    if matches!(parsed, Ok(Host::Ipv4(_) | Host::Ipv6(_))) || (parsed.is_err() && ends_in_number(&lower)) {
        return Err(Problem::DomainIp {});
    }
    let name = match &parsed {
        Ok(Host::Domain(name)) => name.as_str(),
        _ => lower.as_str(),
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    if RESERVED.contains(&last) {
        return Err(Problem::DomainReserved { suffix: last.into() });
    }
    let problem = match Domain::check(name) {
        Err(DomainFault::SingleLabel) => Problem::DomainSingleLabel { host: shown(name) },
        Err(DomainFault::TrailingDot) => Problem::DomainTrailingDot { suggestion: name.trim_end_matches('.').into() },
        // A label in another script is the business of IDNA, which has refused it.
        Err(DomainFault::Label(label)) if label.is_ascii() => Problem::DomainLabel { label: shown(label) },
        Err(DomainFault::LabelTooLong(label)) => Problem::DomainLabelTooLong { label: shown(label), limit: MAX_LABEL },
        Err(DomainFault::TooLong) => Problem::DomainTooLong { length: name.len(), limit: MAX_NAME },
        Ok(()) if parsed.is_ok() => return accept_spelling(host, &lower, name, notices),
        Ok(()) | Err(DomainFault::Label(_)) => Problem::DomainIdna { host: shown(host) },
    };
    Err(problem)
}

/// Lower case, but no letter of another script becomes an ASCII letter by it (the Kelvin sign would become a `k`).
fn lower_case(text: &str) -> String {
    let lower = |c: char| match c.to_lowercase().next() {
        Some(l) if c.is_ascii() || !l.is_ascii() => l,
        _ => c,
    };
    text.chars().map(lower).collect()
}

/// A name that only IDNA's mapping turns into its canonical form (full-width letters, ideographic dots) is not what it looks
/// like: the admin confirms the repaired spelling instead of storing it unseen.
fn accept_spelling(host: &str, lower: &str, ascii: &str, notices: &mut Vec<Notice>) -> Result<Domain, Problem> {
    let unicode = || idna::domain_to_unicode(ascii).0;
    if lower != ascii && lower != unicode() {
        return Err(Problem::DomainSpelling { suggestion: ascii.into() });
    }
    if lower != host {
        notices.push(Notice::LowerCased { value: lower.into() });
    }
    if lower != ascii {
        notices.push(Notice::IdnEncoded { unicode: lower.into(), ascii: ascii.into() });
    }
    Domain::new(ascii).map_err(|_| Problem::DomainIdna { host: shown(host) })
}

/// The URL standard reads such a host as an IPv4 address, or refuses it.
fn ends_in_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
}

fn check_remark(remark: &str) -> Option<Problem> {
    if let Err(problem) = refuse_control(remark, is_bidi_control) {
        return Some(problem);
    }
    let length = remark.chars().count();
    (length > MAX_REMARK).then_some(Problem::RemarkTooLong { length, limit: MAX_REMARK })
}

fn refuse_control(text: &str, is_refused: fn(char) -> bool) -> Result<(), Problem> {
    match text.chars().find(|c| c.is_control() || is_refused(*c)) {
        Some(c) => Err(Problem::ControlCharacter { code_point: format!("U+{:04X}", u32::from(c)) }),
        None => Ok(()),
    }
}

/// Characters that change the direction of the text around them (C-7).
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that nobody sees. The URL parser would drop some of them in silence, so they are looked for before it runs.
/// The joiners U+200C and U+200D stay: IDNA knows where a script needs them.
fn is_hidden(c: char) -> bool {
    is_bidi_control(c) || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// What was typed, shortened.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
