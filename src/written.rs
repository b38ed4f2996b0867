//! A URL taken apart as it is written, by the rules of the URL standard, its repairs included: what it drops, where the authority
//! ends, whether it accepts the whole. Nothing is judged here. The reading of the `url` crate defines the truth; tests hold this
//! one to it (U-1).

use alloc::borrow::Cow;

use crate::byte::{self, BACKSLASH, COLON, CONTROL, HASH, QUESTION, SLASH};
use crate::host::{self, Host};
use crate::ip::read_v6;
use crate::text::{cut, has, read_number, tail};

/// What ends the authority of a special scheme.
const ENDS: u16 = SLASH | BACKSLASH | QUESTION | HASH;

/// What is left when the standard has dropped what it drops: controls and spaces at both ends, tabs and line breaks anywhere.
pub(crate) fn cleaned(text: &str) -> Cow<'_, str> {
    let is_seen = |b: &u8| *b > b' ';
    let bytes = text.as_bytes();
    let (start, end) = (bytes.iter().position(is_seen), bytes.iter().rposition(is_seen));
    // A character of more than one byte is whole: its bytes are all seen.
    let trimmed = start.zip(end).and_then(|(start, end)| text.get(start..=end)).unwrap_or_default();
    let is_dropped = |c| matches!(c, '\t' | '\n' | '\r');
    if byte::until(trimmed.as_bytes(), CONTROL) == trimmed.len() {
        return trimmed.into();
    }
    trimmed.chars().filter(|c| !is_dropped(*c)).collect()
}

/// The scheme, and what follows its colon.
pub(crate) fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = cut(text, COLON);
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || has(b"+-.", *b);
    let holds = scheme.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && scheme.as_bytes().iter().all(is_part);
    (holds && !rest.is_empty()).then_some((scheme, tail(rest)))
}

/// What stands between the slashes and the path.
struct Authority<'a> {
    /// In front of the last `@`.
    credentials: Option<&'a str>,
    host: &'a str,
    /// Behind the colon that is not in brackets.
    port: Option<&'a str>,
    /// Path, query and fragment.
    rest: &'a str,
}

#[inline(never)]
fn split_authority(text: &str, ends: u16) -> Authority<'_> {
    let (authority, rest) = cut(text, ends);
    let (mut at, mut start, mut colon, mut is_inside) = (0_usize, 0_usize, None, false);
    for byte in authority.bytes() {
        at = at.wrapping_add(1);
        match byte {
            b'@' => (start, colon, is_inside) = (at, None, false),
            b'[' => is_inside = true,
            b']' => is_inside = false,
            b':' if !is_inside && colon.is_none() => colon = Some(at.wrapping_sub(1)),
            _ => {}
        }
    }
    Authority {
        credentials: authority.get(..start.wrapping_sub(1)),
        host: authority.get(start..colon.unwrap_or(authority.len())).unwrap_or_default(),
        port: colon.and_then(|colon| authority.get(colon.wrapping_add(1)..)),
        rest,
    }
}

/// A URL of a special scheme such as `https`, read.
pub(crate) struct Special<'a> {
    /// Whether exactly two slashes follow the scheme, and no backslash.
    pub(crate) has_two_slashes: bool,
    pub(crate) has_credentials: bool,
    pub(crate) written_host: &'a str,
    pub(crate) host: Host,
    pub(crate) written_port: Option<&'a str>,
    /// `None` where none is written, or an empty one.
    pub(crate) port: Option<u16>,
    /// Path, query and fragment as written.
    pub(crate) rest: &'a str,
}

/// Reads what follows the scheme's colon; `None` when the standard refuses it.
#[inline(never)]
pub(crate) fn read_special(text: &str) -> Option<Special<'_>> {
    let mut authority = text;
    while matches!(authority.as_bytes(), [b'/' | b'\\', ..]) {
        authority = tail(authority);
    }
    let Authority { credentials, host, port, rest } = split_authority(authority, ENDS);
    Some(Special {
        has_two_slashes: text.strip_prefix("//").is_some_and(|behind| behind.len() == authority.len()),
        has_credentials: credentials.is_some(),
        written_host: host,
        host: host::read(host)?,
        written_port: port,
        port: read_port(port)?,
        rest,
    })
}

/// Whether the standard accepts a URL of this scheme, which is in lower case.
pub(crate) fn is_parsable(scheme: &str, text: &str) -> bool {
    if ["http", "https", "ws", "wss", "ftp"].contains(&scheme) {
        return read_special(text).is_some();
    }
    if scheme == "file" { is_file_parsable(text) } else { is_other_parsable(text) }
}

fn is_file_parsable(text: &str) -> bool {
    let [b'/' | b'\\', b'/' | b'\\', ..] = text.as_bytes() else { return true };
    let (host, _) = cut(tail(tail(text)), ENDS);
    host.is_empty() || is_drive_letter(host) || host::read(host).is_some()
}

fn is_other_parsable(text: &str) -> bool {
    let Some(text) = text.strip_prefix("//") else { return true };
    let Authority { credentials, host, port, rest } = split_authority(text, ENDS & !BACKSLASH);
    if host.is_empty() {
        // No host is a host here, but not with credentials or a port.
        let is_bare = match credentials {
            None | Some(":") => true,
            Some("") => rest.is_empty(),
            Some(_) => false,
        };
        return is_bare && port.is_none();
    }
    let is_host = if host.starts_with('[') {
        read_v6(host).is_some()
    } else {
        !host.bytes().any(|b| has(b"\0\t\n\r #/:<>?@[\\]^|", b))
    };
    // A backslash is no end of the authority here, but one of the port.
    is_host && read_port(port.map(|port| cut(port, BACKSLASH).0)).is_some()
}

/// A port as the standard reads it; `None` when it refuses it.
#[allow(clippy::option_option, reason = "refused, absent, or a number")]
fn read_port(text: Option<&str>) -> Option<Option<u16>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Some(None) };
    u16::try_from(read_number(text.as_bytes(), 10, 0xffff)?).ok().map(Some)
}

/// `C:` or `C|`, in any letter.
pub(crate) fn is_drive_letter(segment: &str) -> bool {
    matches!(segment.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}
