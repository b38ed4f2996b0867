//! The only place that says what a valid entry is (U-6, A-1): one line, as people type it → its canonical text, one refusal after the
//! other. Lists and documents are the business of `validate.rs`.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::api_name::{ApiFault, ApiName};
use crate::byte::{BRACKET, HASH, QUESTION, SLASH};
use crate::domain::{Domain, DomainFault, DomainPattern, MAX_LABEL, MAX_NAME, RESERVED, last_label};
use crate::hidden::{is_bidi_control, is_hidden};
use crate::host::{self, Host};
use crate::ip::read_v6;
use crate::issue::{Notice, Problem};
use crate::policy::{List, MAX_REMARK};
use crate::text::{cut, joined, push_number, read_port, tail};

/// Characters that belong to a regular expression, never to a domain.
pub(crate) const REGEX: &str = "^$()|+\\{}[]";
/// How much of what was typed an issue repeats.
const SHOWN: usize = 100;

/// One line as typed → its canonical text. What is worth knowing goes to the notices.
pub(crate) fn read(list: List, text: &str, notices: &mut Vec<Notice>) -> Result<String, Problem> {
    match list {
        List::Apis => read_api(text, notices),
        // What is canonical already is most of what is ever read.
        _ if is_plain_entry(text) => Ok(text.to_owned()),
        _ => read_domain(list, text, notices).map(|pattern| pattern.text()),
    }
}

/// Whether the text is canonical beyond doubt: no A-label (IDNA must see it), no reserved name, no number at the end.
fn is_plain_entry(text: &str) -> bool {
    let Ok(pattern) = text.parse::<DomainPattern>() else { return false };
    let host = pattern.domain().as_str();
    let last = last_label(host);
    #[cfg(feature = "idna")]
    if host::has_a_label(host.as_bytes()) {
        return false;
    }
    last.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && !RESERVED.contains(&last)
}

fn read_api(text: &str, notices: &mut Vec<Notice>) -> Result<String, Problem> {
    refuse_control(text, is_hidden)?;
    let trimmed = trim(text, notices);
    if trimmed.starts_with("my.") {
        notices.push(Notice::PrefixRemoved { prefix: "my.".into() });
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
    Ok(api)
}

fn read_domain(list: List, text: &str, notices: &mut Vec<Notice>) -> Result<DomainPattern, Problem> {
    refuse_control(text, is_hidden)?;
    let text = trim(text, notices);
    if text.is_empty() {
        return Err(Problem::DomainEmpty {});
    }
    let text = strip_scheme(list, text, notices)?;
    let text = strip_path(text, notices)?;
    let (wildcard, text) = split_wildcard(text)?;
    let (host, port) = split_port(text, notices)?;
    if host.is_empty() {
        return Err(Problem::DomainEmpty {});
    }
    if let Some(suggestion) = host.strip_suffix('.') {
        let prefix = if wildcard { "*." } else { "" };
        return Err(Problem::DomainTrailingDot { suggestion: joined(&[prefix, &lower_case(suggestion)]) });
    }
    let domain = read_host(host, notices)?;
    Ok(DomainPattern::new(wildcard, domain, port))
}

fn trim<'a>(text: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    let trimmed = text.trim();
    if trimmed != text {
        notices.push(Notice::SpacesRemoved {});
    }
    trimmed
}

fn strip_scheme<'a>(list: List, text: &'a str, notices: &mut Vec<Notice>) -> Result<&'a str, Problem> {
    let Some(end) = text.as_bytes().windows(3).position(|mark| mark == b"://") else { return Ok(text) };
    let (scheme, rest) = text.split_at_checked(end).unwrap_or_default();
    let lower = scheme.to_ascii_lowercase();
    let fits = lower == "https" || (lower == "wss" && list == List::ServerDomains);
    if !fits {
        return Err(Problem::DomainScheme { scheme: shown(&lower) });
    }
    notices.push(Notice::SchemeRemoved { scheme: lower });
    Ok(rest.get(3..).unwrap_or_default())
}

/// What follows the host of a pasted URL. One final slash is removed, anything more is refused with the host as a suggestion.
fn strip_path<'a>(text: &'a str, notices: &mut Vec<Notice>) -> Result<&'a str, Problem> {
    let (authority, rest) = cut(text, SLASH | QUESTION | HASH);
    if authority.as_bytes().contains(&b'@') {
        return Err(Problem::DomainCredentials {});
    }
    if is_v6(authority) {
        return Err(Problem::DomainIp {});
    }
    // Behind a host that is one, such a character is of a path.
    if let Some(character) = first_of_regex(authority).or_else(|| first_of_regex(text).filter(|_| rest.is_empty())) {
        return Err(Problem::DomainRegex { character: character.into() });
    }
    if authority.starts_with(".*") {
        return Err(Problem::DomainRegex { character: ".*".into() });
    }
    let suggestion = || lower_case(authority);
    Err(match rest.as_bytes() {
        [] => return Ok(authority),
        b"/" => {
            notices.push(Notice::SlashRemoved {});
            return Ok(authority);
        }
        [b'?', ..] => Problem::DomainQuery { suggestion: suggestion() },
        [b'#', ..] => Problem::DomainFragment { suggestion: suggestion() },
        _ => Problem::DomainPath { suggestion: suggestion() },
    })
}

fn first_of_regex(text: &str) -> Option<char> {
    text.bytes().find(|b| REGEX.as_bytes().contains(b)).map(char::from)
}

/// An IPv6 address, in brackets (with a port or not) or bare.
fn is_v6(text: &str) -> bool {
    let inner = text.strip_prefix('[').map_or(text, |text| cut(text, BRACKET).0);
    read_v6(&joined(&["[", inner, "]"])).is_some()
}

fn split_wildcard(text: &str) -> Result<(bool, &str), Problem> {
    let (wildcard, rest) = text.strip_prefix("*.").map_or((false, text), |rest| (true, rest));
    if rest.as_bytes().contains(&b'*') {
        return Err(Problem::DomainWildcard {});
    }
    Ok((wildcard, rest))
}

fn split_port<'a>(text: &'a str, notices: &mut Vec<Notice>) -> Result<(&'a str, Option<u16>), Problem> {
    let Some(colon) = text.bytes().rposition(|b| b == b':') else { return Ok((text, None)) };
    let (host, port) = text.split_at_checked(colon).unwrap_or_default();
    let port = tail(port);
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
    let parsed = if lower.as_bytes().contains(&b'%') { None } else { host::read(&lower) };
    let parsed = match parsed {
        Some(Host::Ip(_)) => return Err(Problem::DomainIp {}),
        None if ends_in_digits(&lower) => return Err(Problem::DomainIp {}),
        Some(Host::Name(name)) => Some(name),
        _ => None,
    };
    let name = parsed.as_deref().unwrap_or(&lower);
    let last = last_label(name);
    if RESERVED.contains(&last) {
        return Err(Problem::DomainReserved { suffix: last.into() });
    }
    Err(match Domain::check(name) {
        Err(DomainFault::SingleLabel) => Problem::DomainSingleLabel { host: shown(name) },
        Err(DomainFault::TrailingDot) => Problem::DomainTrailingDot { suggestion: name.trim_end_matches('.').into() },
        // A label in another script is the business of IDNA, which has refused it.
        Err(DomainFault::Label(label)) if label.is_ascii() => Problem::DomainLabel { label: shown(label) },
        Err(DomainFault::LabelTooLong(label)) => Problem::DomainLabelTooLong { label: shown(label), limit: MAX_LABEL },
        Err(DomainFault::TooLong) => Problem::DomainTooLong { length: name.len(), limit: MAX_NAME },
        Ok(()) if parsed.is_some() => return accept_spelling(host, &lower, name, notices),
        Ok(()) | Err(DomainFault::Label(_)) => Problem::DomainIdna { host: shown(host) },
    })
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
    if lower != ascii && !is_unicode_of(ascii, lower) {
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

#[cfg(feature = "idna")]
fn is_unicode_of(ascii: &str, text: &str) -> bool {
    host::to_unicode(ascii).is_some_and(|unicode| unicode == text)
}

#[cfg(not(feature = "idna"))]
fn is_unicode_of(_: &str, _: &str) -> bool {
    false
}

/// The URL standard reads such a host as an IPv4 address, or refuses it.
fn ends_in_digits(host: &str) -> bool {
    let last = last_label(host);
    !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
}

pub(crate) fn check_remark(remark: &str) -> Option<Problem> {
    if let Err(problem) = refuse_control(remark, is_bidi_control) {
        return Some(problem);
    }
    let length = remark.chars().count();
    (length > MAX_REMARK).then_some(Problem::RemarkTooLong { length, limit: MAX_REMARK })
}

fn refuse_control(text: &str, is_refused: fn(char) -> bool) -> Result<(), Problem> {
    match text.chars().find(|c| c.is_control() || is_refused(*c)) {
        Some(c) => Err(Problem::ControlCharacter { code_point: code_point(c) }),
        None => Ok(()),
    }
}

/// `U+202E`
fn code_point(c: char) -> String {
    let mut text = String::from("U+");
    let number = u32::from(c);
    text.push_str(match number {
        0..=0xf => "000",
        0x10..=0xff => "00",
        0x100..=0xfff => "0",
        _ => "",
    });
    push_number(&mut text, number.into(), 16);
    text.make_ascii_uppercase();
    text
}

/// What was typed, shortened.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
