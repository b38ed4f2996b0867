//! Subject URLs: text → what a native call would connect to, or the refusal of it (U-1 … U-5, U-9). The truth is what the WHATWG
//! parser of the `url` crate says; it is too large for a phone, so this is another reader, which the tests hold to it: the same
//! answer byte for byte, the same refusal. [`read_plain`] is a shorter way where there is nothing to repair.

use alloc::borrow::Cow;

use crate::decision::{Denial, UrlFault, Violation};
use crate::domain::{DEFAULT_PORT, Domain, last_label};
use crate::host::Host;
#[cfg(feature = "idna")]
use crate::host::{has_a_label, to_unicode};
use crate::href::push_rest;
use crate::text::{count, cut, has, joined, push_number};
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

/// The short way (U-9): answers only for a URL that is canonical byte for byte and has no port. `None` says "read it fully".
pub(crate) fn read_plain(text: &str, scheme: Scheme) -> Option<Target<'_>> {
    let rest = text.strip_prefix(scheme.name())?.strip_prefix("://")?;
    let (host, path) = cut(rest, b"/");
    if path.is_empty() || Domain::check(host).is_err() || !is_plain_path(path) {
        return None;
    }
    // A number at the end may be an IPv4 address, an A-label needs IDNA: both are for the full reading.
    #[cfg(feature = "idna")]
    if has_a_label(host.as_bytes()) {
        return None;
    }
    last_label(host).as_bytes().first().is_some_and(u8::is_ascii_lowercase).then_some(Target {
        host: host.into(),
        port: DEFAULT_PORT,
        href: text.into(),
    })
}

/// Path and query that the parser would hand back unchanged: no dot segment, nothing to encode, no fragment.
fn is_plain_path(text: &str) -> bool {
    let (path, query) = cut(text, b"?");
    let mut previous = b'/';
    for byte in path.bytes() {
        // A dot after a slash may begin a dot segment.
        if !(is_plain_byte(byte) || (byte == b'.' && previous != b'/')) {
            return false;
        }
        previous = byte;
    }
    query.bytes().all(|b| is_plain_byte(b) || matches!(b, b'.' | b'?' | b'%'))
}

fn is_plain_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || has(b"-_~!$&()*+,;=:@/", b)
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
    if text.bytes().any(|b| b < 0x20) {
        return ambiguous(Violation::Control);
    }
    if has(cut(text, b"?#").0.as_bytes(), b'\\') {
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
    let mut href = joined(&[scheme.name(), "://", &host]);
    if port != DEFAULT_PORT {
        href.push(':');
        push_number(&mut href, port.into(), 10);
    }
    if !push_rest(&mut href, url.rest) {
        return ambiguous(Violation::DriveLetter);
    }
    Ok(Target { host: host.into(), port, href: href.into() })
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
        && !has(cut(text, b"?#").0.as_bytes(), b':')
        && !text.chars().any(|c| c == '\\' || c.is_control())
}

/// Whether the text is a `data:` URL in its plain spelling.
pub(crate) fn is_data_url(text: &str) -> bool {
    text.as_bytes().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_answers_where_there_is_nothing_to_repair() {
        let plain =
            ["https://a.example/", "https://api.example.com/v1/x.json?id=1&u=%20/..", "https://x-1.example.co/a..b/c."];
        for text in plain {
            let target = read_plain(text, Scheme::Https).unwrap_or_else(|| panic!("not plain: {text}"));
            assert_eq!(Ok(target), read_fully(text, Scheme::Https), "{text}");
        }
    }

    #[test]
    fn the_short_way_leaves_the_rest_to_the_full_reading() {
        let rest = [
            "https://a.example",
            "https://a.example:443/",
            "https://a.example/.",
            "https://a.example/a/../b",
            "https://a.example/%2e/",
            "https://1.2.3.4/",
            "https://xn--bcher-kva.example/",
            "https://A.example/",
            "https://a.example/#x",
            "https://a.example/a b",
            "https://a.example?x",
            "https://a.example/'",
            "https://a.example/?'",
            "http://a.example/",
            "https://a.b.0x7f/",
        ];
        for text in rest {
            assert_eq!(read_plain(text, Scheme::Https), None, "{text}");
        }
    }
}
