//! Subject URLs: text → what a native call would connect to, or the refusal of it (U-1 … U-5, U-9). The truth is what the WHATWG
//! parser of the `url` crate says; it is too large for a phone, so this is another reader, which the tests hold to it: the same
//! answer byte for byte, the same refusal. [`read_plain`] is a shorter way where there is nothing to repair.

use alloc::borrow::Cow;
use alloc::string::String;

use crate::byte::{self, BACKSLASH, CONTROL, HASH, PATH, QUERY, QUESTION, SLASH};
use crate::decision::{Denial, UrlFault, Violation};
use crate::domain::{DEFAULT_PORT, Domain};
use crate::host::Host;
#[cfg(feature = "idna")]
use crate::host::to_unicode;
use crate::href::push_rest;
use crate::plain::Authority;
use crate::text::{any_char, count, cut, has, push_all, push_number};
use crate::written::{cleaned, is_parsable, read_special, split_scheme};

/// The longest subject, in UTF-16 code units (U-2).
const MAX_UNITS: usize = 8192;

/// The scheme that a surface demands (U-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Https,
    Wss,
}

/// Where a URL leads, in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target<'a> {
    pub(crate) host: Cow<'a, str>,
    pub(crate) port: u16,
    /// The canonical text of the whole URL: what must be sent (U-9).
    pub(crate) href: Cow<'a, str>,
}

impl Scheme {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Wss => "wss",
        }
    }
}

/// Reads a URL for a surface.
pub(crate) fn read(text: &str, scheme: Scheme) -> Result<Target<'_>, Denial<'_>> {
    check_length(text)?;
    match read_plain(text, scheme) {
        Some(target) => Ok(target),
        None => read_fully(text, scheme),
    }
}

fn check_length(text: &str) -> Result<(), Denial<'_>> {
    if text.is_empty() {
        return Err(Denial::InvalidUrl { reason: UrlFault::Empty });
    }
    // A byte count is an upper bound of the code units, and cheap.
    if text.len() > MAX_UNITS {
        // A code unit for each character, two for one of four bytes.
        let doubled = text.bytes().filter(|b| *b >= 0xf0).count();
        if count(text).saturating_add(doubled) > MAX_UNITS {
            return Err(Denial::InvalidUrl { reason: UrlFault::TooLong });
        }
    }
    Ok(())
}

/// The short way (U-9): an authority that is read at a glance, a path that may need repair. `None` says "read it fully".
pub(crate) fn read_plain(text: &str, scheme: Scheme) -> Option<Target<'_>> {
    let behind = text.strip_prefix(scheme.name())?.strip_prefix("://")?;
    let (written, rest) = cut(behind, SLASH | BACKSLASH | QUESTION | HASH);
    let authority = Authority::read(written)?;
    if authority.is_canonical && is_plain_path(rest) {
        return Some(Target { host: authority.host, port: authority.port, href: text.into() });
    }
    // Controls, a space at the end and a backslash in front of the query are refused, and the full reading says why.
    let is_risky = byte::until(rest.as_bytes(), CONTROL) < rest.len() || rest.ends_with(' ') || has_backslash(rest);
    if is_risky {
        return None;
    }
    let href = href(scheme, &authority.host, authority.port, rest)?;
    Some(Target { host: authority.host, port: authority.port, href: href.into() })
}

/// Path and query that the parser would hand back unchanged: a path that is there, no dot segment, nothing to encode, no fragment.
fn is_plain_path(rest: &str) -> bool {
    let (path, query) = cut(rest, QUESTION | HASH);
    let mut was_slash = false;
    for byte in path.bytes() {
        // A dot after a slash may begin a dot segment, and so may a percent sign. A backslash is a slash.
        if !byte::is(byte, PATH) || byte == b'\\' || (was_slash && (byte == b'.' || byte == b'%')) {
            return false;
        }
        was_slash = byte == b'/';
    }
    path.starts_with('/') && query.bytes().all(|b| byte::is(b, QUERY) && b != b'#')
}

/// The canonical text; `None` for a path with a drive letter that goes up.
fn href(scheme: Scheme, host: &str, port: u16, rest: &str) -> Option<String> {
    let mut href = String::with_capacity(host.len().saturating_add(rest.len()).saturating_add(16));
    push_all(&mut href, &[scheme.name(), "://", host]);
    if port != DEFAULT_PORT {
        href.push(':');
        push_number(&mut href, port.into(), 10);
    }
    push_rest(&mut href, rest).then_some(href)
}

fn has_backslash(text: &str) -> bool {
    byte::until(text.as_bytes(), BACKSLASH | QUESTION | HASH) < byte::until(text.as_bytes(), QUESTION | HASH)
}

/// The full reading. Order of refusals: not a URL, another scheme, a risky spelling, an IP, a host that is no domain.
pub(crate) fn read_fully(text: &str, scheme: Scheme) -> Result<Target<'_>, Denial<'_>> {
    let unparsable = Err(Denial::InvalidUrl { reason: UrlFault::Unparsable });
    let ambiguous = |violation| Err(Denial::AmbiguousUrl { violation });
    let clean = cleaned(text);
    let Some((written_scheme, rest)) = split_scheme(&clean) else { return unparsable };
    let other = written_scheme.to_ascii_lowercase();
    if other != scheme.name() {
        return if is_parsable(&other, rest) { Err(Denial::NotHttps { scheme: other.into() }) } else { unparsable };
    }
    let Some(url) = read_special(rest) else { return unparsable };
    if byte::until(text.as_bytes(), CONTROL) < text.len() {
        return ambiguous(Violation::Control);
    }
    if has_backslash(text) {
        return ambiguous(Violation::Backslash);
    }
    if text.len() != clean.len() {
        return ambiguous(Violation::Space);
    }
    if !url.has_two_slashes {
        return ambiguous(Violation::Slashes);
    }
    if url.has_credentials {
        return ambiguous(Violation::Credentials);
    }
    if matches!(url.written_port.map(str::as_bytes), Some([] | [b'0', _, ..])) {
        return ambiguous(Violation::Port);
    }
    let host = match url.host {
        Host::Name(name) => name,
        Host::Ip(host) => return Err(Denial::IpNotAllowed { scheme: scheme.name(), host: host.into() }),
        #[cfg(not(feature = "idna"))]
        Host::Idn => return Err(Denial::IdnNotSupported {}),
    };
    if !is_spelled(url.written_host, &host) {
        return ambiguous(Violation::Host);
    }
    if Domain::check(&host).is_err() {
        return Err(Denial::InvalidUrl { reason: UrlFault::Host });
    }
    let port = url.port.unwrap_or(DEFAULT_PORT);
    match href(scheme, &host, port, url.rest) {
        Some(href) => Ok(Target { host: host.into(), port, href: href.into() }),
        None => ambiguous(Violation::DriveLetter),
    }
}

/// Whether a host is written as itself, or in its Unicode form; capital letters of ASCII aside (U-3).
fn is_spelled(written: &str, host: &str) -> bool {
    if written.eq_ignore_ascii_case(host) {
        return true;
    }
    #[cfg(feature = "idna")]
    if !written.is_ascii() {
        return to_unicode(host).is_some_and(|unicode| written.to_ascii_lowercase() == unicode);
    }
    false
}

/// A page inside the mini program's own package: a relative path without scheme and authority, in characters that no reader
/// takes for anything else.
pub(crate) fn is_package_page(text: &str) -> bool {
    let starts_inside = match text.as_bytes() {
        [b'/', b'/', ..] | [] => false,
        [first, ..] => first.is_ascii_alphanumeric() || has(b"/_.?#", *first),
    };
    starts_inside
        && check_length(text).is_ok()
        && !has(cut(text, QUESTION | HASH).0.as_bytes(), b':')
        && !any_char(text, |c| c == '\\' || c.is_control())
}

/// Whether the text is a `data:` URL in its plain spelling.
pub(crate) fn is_data_url(text: &str) -> bool {
    text.as_bytes().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_answers_as_the_full_reading_does() {
        let urls = [
            "https://a.example/",
            "https://api.example.com/v1/x.json?id=1&u=%20/..",
            "https://x-1.example.co/a..b/c.",
            "https://A.example:443",
            "https://a.example:8443?x",
            "https://a.example#x y",
            "https://a.example/.",
            "https://a.example/a/../b/%2e./c",
            "https://a.example/%2e/?'`{}#'`{}",
            "https://a.example/a b'`{}\u{e9}\u{1f600}?\u{e9}#\u{e9}",
        ];
        for text in urls {
            let target = read_plain(text, Scheme::Https).unwrap_or_else(|| panic!("not plain: {text}"));
            assert_eq!(Ok(target), read_fully(text, Scheme::Https), "{text}");
        }
    }

    #[test]
    fn the_short_way_leaves_what_is_refused_and_what_idna_must_see() {
        let rest = [
            "https://1.2.3.4/",
            "https://a.b.0x7f/",
            "https://xn--bcher-kva.example/",
            "https://\u{e9}.example/",
            "https://a.example:0443/",
            "https://a@b.example/",
            "https://a.example\\b",
            "https://a.example/\\b",
            "https://a.example/ ",
            "https://a.example/\u{1}?x",
            "https://a.example/?x\ty",
            "https://a.example/C:/../b",
            "https:///a.example/",
            "http://a.example/",
        ];
        for text in rest {
            assert_eq!(read_plain(text, Scheme::Https), None, "{text}");
        }
    }
}
