//! How a decision crosses into JavaScript: as one number, and a short list of texts beside it (G-1). Pure; `wasm.rs` carries
//! it over. The tables of codes, params and URL rules cross once, as the text of [`manifest`]: JavaScript has no copy of them.

use alloc::string::String;
use alloc::vec::Vec;

use crate::api_name::URL_ROWS;
use crate::decision::{Decision, Denial, Grant};
use crate::domain::{DEFAULT_PORT, DomainPattern};
use crate::domain_set::Match;
use crate::plain::Authority;
use crate::policy::Policy;
use crate::policy_error::PolicyError;
use crate::text::{joined, push_all, push_number};

/// Set when the first text is what goes on in place of the subject: a canonical URL, or a name without `my.`.
pub const FORWARD: u32 = 1 << 8;
/// Of an answer about an authority only: the entry that covers it is the authority itself.
pub const EXACT: u32 = 1 << 31;
/// Above it sits a number that goes with the code, counted from 1: the rule of an API's URL, or the entry that listed a URL,
/// so that JavaScript may remember its text. 0 says nothing.
pub const DETAIL_SHIFT: u32 = 9;

/// Every code of a decision, a line each, numbered from 1: `code <name> <allow|deny> <param>…`, the params in the order in which their
/// texts follow. `port:number` is a text that JavaScript reads as a number.
pub(crate) const CODES: &str = "\
    code control_off allow\n\
    code list_off allow list\n\
    code listed allow entry\n\
    code api_listed allow api\n\
    code api_official allow api\n\
    code not_governed allow\n\
    code invalid_url deny reason\n\
    code ambiguous_url deny violation\n\
    code not_https deny scheme\n\
    code ip_not_allowed deny scheme host\n\
    code port_not_listed deny scheme host port:number\n\
    code host_not_listed deny scheme host\n\
    code invalid_api deny\n\
    code api_not_listed deny api\n\
    code header_not_allowed deny header\n\
    code no_policy deny\n\
    code engine_failed deny\n\
    code idn_not_supported deny\n";

/// The tables: [`CODES`], then the rules of URLs, numbered from 1 too: `<kind> <name> <field>…`.
pub fn manifest() -> String {
    joined(&[CODES, URL_ROWS])
}

/// Translates a decision about `subject`: its number, and the texts that go beside it, appended to `output`. First what is
/// forwarded, when [`FORWARD`] is set; then the params, in the order of the manifest.
pub fn translate(decision: &Decision<'_>, subject: &str, output: &mut Vec<u8>) -> u32 {
    let forward = forwarded(decision).filter(|text| *text != subject);
    let flag = if forward.is_some() { FORWARD } else { 0 };
    if let Some(text) = forward {
        push(output, text);
    }
    push_params(decision, output);
    number(decision) | flag | detail(entry_number(decision))
}

/// Translates what was found about an authority. With [`FORWARD`] the output holds what JavaScript cannot cut out of the subject:
/// the canonical authority of an allow, the canonical host of a denial; for a port that is not listed, host and port.
pub fn translate_authority(authority: &Authority<'_>, found: Match<'_>, output: &mut Vec<u8>) -> u32 {
    let (number, entry) = match found {
        Match::Listed(entry, index) => (LISTED, Some((entry, index))),
        Match::Port => (PORT_NOT_LISTED, None),
        Match::None => (HOST_NOT_LISTED, None),
    };
    // An entry that covers a host of its own length is that host.
    let is_exact = entry.is_some_and(|(entry, _)| entry.domain().as_str().len() == authority.host.len());
    if number == PORT_NOT_LISTED {
        push(output, &authority.host);
        let mut text = String::new();
        push_number(&mut text, authority.port.into(), 10);
        push(output, &text);
        return number;
    }
    let is_whole = authority.is_canonical && (number == LISTED || authority.port == DEFAULT_PORT);
    if !is_whole && number == LISTED {
        push(output, &authority.text());
    } else if !is_whole {
        push(output, &authority.host);
    }
    let flags = if is_whole { 0 } else { FORWARD } | if is_exact { EXACT } else { 0 };
    number | flags | detail(entry.map(|(_, index)| index))
}

/// The entries of a list that JavaScript may look for by itself: their numbers and texts.
pub fn push_exact<'a>(entries: impl Iterator<Item = (usize, &'a DomainPattern)>, output: &mut Vec<u8>) {
    for (number, entry) in entries {
        output.extend(detail(Some(number)).to_le_bytes());
        push_entry(output, entry);
    }
}

/// A number that goes with the code, in its place.
pub fn detail(index: Option<usize>) -> u32 {
    let number = index.and_then(|index| u32::try_from(index).ok()).map_or(0, |index| index.saturating_add(1));
    number.checked_shl(DETAIL_SHIFT).unwrap_or_default()
}

fn entry_number(decision: &Decision<'_>) -> Option<usize> {
    match decision {
        Decision::Allow { grant: Grant::Listed { number, .. }, .. } => Some(*number),
        _ => None,
    }
}

const LISTED: u32 = 3;
const PORT_NOT_LISTED: u32 = 11;
const HOST_NOT_LISTED: u32 = 12;

/// The line of [`CODES`], counted from 1.
fn number(decision: &Decision<'_>) -> u32 {
    match decision {
        Decision::Allow { grant, .. } => match grant {
            Grant::ControlOff {} => 1,
            Grant::ListOff { .. } => 2,
            Grant::Listed { .. } => LISTED,
            Grant::ApiListed { .. } => 4,
            Grant::ApiOfficial { .. } => 5,
            Grant::NotGoverned {} => 6,
        },
        Decision::Deny(denial) => match denial {
            Denial::InvalidUrl { .. } => 7,
            Denial::AmbiguousUrl { .. } => 8,
            Denial::NotHttps { .. } => 9,
            Denial::IpNotAllowed { .. } => 10,
            Denial::PortNotListed { .. } => PORT_NOT_LISTED,
            Denial::HostNotListed { .. } => HOST_NOT_LISTED,
            Denial::InvalidApi {} => 13,
            Denial::ApiNotListed { .. } => 14,
            Denial::HeaderNotAllowed { .. } => 15,
            Denial::NoPolicy {} => 16,
            Denial::EngineFailed {} => 17,
            Denial::IdnNotSupported {} => 18,
        },
    }
}

fn forwarded<'a>(decision: &'a Decision<'a>) -> Option<&'a str> {
    match decision {
        Decision::Allow { grant: Grant::ApiListed { api } | Grant::ApiOfficial { api }, .. } => Some(api),
        _ => decision.href(),
    }
}

fn push_params(decision: &Decision<'_>, output: &mut Vec<u8>) {
    match decision {
        Decision::Allow { grant, .. } => match grant {
            Grant::ControlOff {} | Grant::NotGoverned {} => {}
            Grant::ListOff { list } => push(output, list.name()),
            Grant::Listed { entry, .. } => push_entry(output, entry),
            Grant::ApiListed { api } | Grant::ApiOfficial { api } => push(output, api),
        },
        Decision::Deny(denial) => match denial {
            Denial::InvalidUrl { reason } => push(output, reason.name()),
            Denial::AmbiguousUrl { violation } => push(output, violation.name()),
            Denial::NotHttps { scheme } => push(output, scheme),
            Denial::IpNotAllowed { scheme, host } | Denial::HostNotListed { scheme, host } => {
                push(output, scheme);
                push(output, host);
            }
            Denial::PortNotListed { scheme, host, port } => {
                push(output, scheme);
                push(output, host);
                let mut text = String::new();
                push_number(&mut text, (*port).into(), 10);
                push(output, &text);
            }
            Denial::ApiNotListed { api } => push(output, api),
            Denial::HeaderNotAllowed { header } => push(output, header),
            Denial::InvalidApi {} | Denial::NoPolicy {} | Denial::EngineFailed {} | Denial::IdnNotSupported {} => {}
        },
    }
}

/// The text of an entry; most are a bare domain, and need no formatting.
fn push_entry(output: &mut Vec<u8>, entry: &DomainPattern) {
    if entry.is_plain() { push(output, entry.domain().as_str()) } else { push(output, &entry.text()) }
}

/// One text behind its length in four bytes, the lowest first.
fn push(output: &mut Vec<u8>, text: &str) {
    output.extend(u32::try_from(text.len()).unwrap_or_default().to_le_bytes());
    output.extend(text.as_bytes());
}

/// Whether two documents hold the same policy (P-5: an equal revision with other content is a conflict).
pub fn is_same_policy(a: &str, b: &str, form: crate::AppIdForm) -> bool {
    match (Policy::from_json_as(a, form), Policy::from_json_as(b, form)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// A policy error as JSON text, `{ code, params }` as `types.d.ts` has it.
pub fn error_json(error: &PolicyError) -> String {
    let mut json = String::from("{");
    put_text(&mut json, "code", error.code());
    json.push_str(",\"params\":{");
    match error {
        PolicyError::PolicySyntax { line, column, detail } => {
            put_number(&mut json, "line", *line);
            put_number(&mut json, "column", *column);
            put_text(&mut json, "detail", detail);
        }
        PolicyError::PolicyFormat { found, supported } => {
            put_text(&mut json, "found", found);
            put_number(&mut json, "supported", usize::try_from(*supported).unwrap_or_default());
        }
        PolicyError::PolicyInvalid { path, problem, line, column, detail } => {
            put_text(&mut json, "path", path);
            put_text(&mut json, "problem", problem);
            if let (Some(line), Some(column)) = (line, column) {
                put_number(&mut json, "line", *line);
                put_number(&mut json, "column", *column);
            }
            put_text(&mut json, "detail", detail);
        }
        PolicyError::PolicyTooLarge { size, limit } => {
            put_number(&mut json, "size", *size);
            put_number(&mut json, "limit", *limit);
        }
    }
    json.push_str("}}");
    json
}

pub(crate) fn put_name(json: &mut String, name: &str) {
    let comma = if json.ends_with('{') { "" } else { "," };
    push_all(json, &[comma, "\"", name, "\":"]);
}

fn put_number(json: &mut String, name: &str, number: usize) {
    put_name(json, name);
    push_number(json, u64::try_from(number).unwrap_or_default(), 10);
}

pub(crate) fn put_text(json: &mut String, name: &str, text: &str) {
    put_name(json, name);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            ..' ' => {
                json.push_str(if c < '\u{10}' { "\\u000" } else { "\\u00" });
                push_number(json, u32::from(c).into(), 16);
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}
