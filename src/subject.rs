//! Subject URLs: text → what a native call would connect to, or the refusal of it (U-1 … U-5, U-9). The WHATWG parser of the
//! `url` crate is the only reader; the one other path, [`read_plain`], answers only where there is nothing left to repair.

use std::borrow::Cow;
use std::cell::Cell;

use url::{Host, SyntaxViolation, Url};

use crate::decision::{Denial, UrlFault, Violation};
use crate::domain::Domain;

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
    if text.len() > MAX_UNITS && text.encode_utf16().count() > MAX_UNITS {
        return Err(Denial::InvalidUrl { reason: UrlFault::TooLong });
    }
    Ok(())
}

/// The fast path (U-9): answers only for a URL that is canonical byte for byte and has no port. `None` says "ask the parser".
pub(crate) fn read_plain(text: &str, scheme: Scheme) -> Option<Target<'_>> {
    let rest = text.strip_prefix(scheme.name())?.strip_prefix("://")?;
    let (host, path) = rest.split_at_checked(rest.find('/')?)?;
    Domain::check(host).ok()?;
    // A number at the end may be an IPv4 address, an A-label needs IDNA: both are for the parser.
    let ends_in_letter = host.rsplit('.').next()?.starts_with(|c: char| c.is_ascii_lowercase());
    if !ends_in_letter || host.split('.').any(|label| label.starts_with("xn--")) || !is_plain_path(path) {
        return None;
    }
    Some(Target { host: host.into(), port: 443, href: text.into() })
}

/// Path and query that the parser would hand back unchanged: no dot segment, nothing to encode, no fragment.
fn is_plain_path(text: &str) -> bool {
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
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
    b.is_ascii_alphanumeric()
        || matches!(
            b,
            b'-' | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'&'
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
                | b'/'
        )
}

/// The full reading. Order of refusals: not a URL, another scheme, a risky spelling, an IP, a host that is no domain.
pub(crate) fn read_fully(text: &str, scheme: Scheme) -> Result<Target<'_>, Denial<'_>> {
    let seen = Cell::new(None);
    let note = |violation| seen.set(seen.get().or(risky(violation)));
    let parsed = Url::options().syntax_violation_callback(Some(&note)).parse(text);
    let url = parsed.map_err(|_| Denial::InvalidUrl { reason: UrlFault::Unparsable })?;
    if url.scheme() != scheme.name() {
        return Err(Denial::NotHttps { scheme: url.scheme().to_owned().into() });
    }
    let ambiguous = |violation| Denial::AmbiguousUrl { violation };
    if text.bytes().any(|b| b < 0x20) {
        return Err(ambiguous(Violation::Control));
    }
    if text.split(['?', '#']).next().is_some_and(|before| before.contains('\\')) {
        return Err(ambiguous(Violation::Backslash));
    }
    if let Some(violation) = seen.get() {
        return Err(ambiguous(violation));
    }
    let (host_text, port_text) = authority(text, scheme).ok_or(ambiguous(Violation::Slashes))?;
    let port = url.port_or_known_default().unwrap_or_default();
    if port_text.is_some_and(|written| written != port.to_string()) {
        return Err(ambiguous(Violation::Port));
    }
    let host = match url.host() {
        Some(Host::Domain(host)) => host,
        Some(ip) => return Err(Denial::IpNotAllowed { scheme: scheme.name(), host: ip.to_string().into() }),
        None => return Err(Denial::InvalidUrl { reason: UrlFault::Host }),
    };
    let lower = host_text.to_ascii_lowercase();
    if lower != host && (lower.is_ascii() || lower != idna::domain_to_unicode(host).0) {
        return Err(ambiguous(Violation::Host));
    }
    if Domain::check(host).is_err() {
        return Err(Denial::InvalidUrl { reason: UrlFault::Host });
    }
    if url.path().split('/').any(is_drive_letter) && goes_up(text) {
        return Err(ambiguous(Violation::DriveLetter));
    }
    let host = host.to_owned().into();
    Ok(Target { host, port, href: String::from(url).into() })
}

/// The repairs of the parser that another one may not make (U-3). The rest of them touch path, query or fragment only.
fn risky(violation: SyntaxViolation) -> Option<Violation> {
    match violation {
        SyntaxViolation::Backslash => Some(Violation::Backslash),
        SyntaxViolation::C0SpaceIgnored => Some(Violation::Space),
        SyntaxViolation::TabOrNewlineIgnored => Some(Violation::Control),
        SyntaxViolation::ExpectedDoubleSlash => Some(Violation::Slashes),
        SyntaxViolation::EmbeddedCredentials | SyntaxViolation::UnencodedAtSign => Some(Violation::Credentials),
        _ => None,
    }
}

/// `C:` or `C|`, in any letter: the parser does not go up past such a segment, though the standard says so of `file:` only.
fn is_drive_letter(segment: &str) -> bool {
    matches!(segment.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

/// Whether a path is written with a double-dot segment, in any spelling of it.
fn goes_up(text: &str) -> bool {
    let before = text.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    before.split('/').any(|segment| segment == "..")
}

/// Host and port as they are written, to be compared with what the parser made of them; never judged themselves.
fn authority(text: &str, scheme: Scheme) -> Option<(&str, Option<&str>)> {
    let (written, rest) = text.split_once("://")?;
    if !written.eq_ignore_ascii_case(scheme.name()) {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    match authority.rsplit_once(':') {
        // The last colon of a bracketed address without a port is its own.
        Some((host, port)) if !port.ends_with(']') => Some((host, Some(port))),
        _ => Some((authority, None)),
    }
}

/// A page inside the mini program's own package: a relative path without scheme and authority, in characters that no reader
/// takes for anything else.
pub(crate) fn is_package_page(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let starts_inside = match text.strip_prefix('/') {
        Some(rest) => !rest.starts_with('/'),
        None => text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '?' | '#')),
    };
    starts_inside
        && check_length(text).is_ok()
        && !path.contains(':')
        && !text.contains('\\')
        && !text.contains(char::is_control)
}

/// Whether the text is a `data:` URL in its plain spelling.
pub(crate) fn is_data_url(text: &str) -> bool {
    text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

#[cfg(test)]
#[path = "../tests/fuzz/generate.rs"]
mod generate;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_path_says_what_the_parser_says() {
        let plain =
            ["https://a.example/", "https://api.example.com/v1/x.json?id=1&u=%20/..", "https://x-1.example.co/a..b/c."];
        for text in plain {
            let target = read_plain(text, Scheme::Https).unwrap_or_else(|| panic!("not plain: {text}"));
            assert_eq!(Ok(target), read_fully(text, Scheme::Https), "{text}");
        }
    }

    #[test]
    fn the_fast_path_leaves_the_rest_to_the_parser() {
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

    /// Short here; `MINIFENCE_MINUTES=30` makes it long (docs/verification.md).
    #[test]
    fn the_fast_path_equals_the_full_path() {
        let (mut plain, mut allowed) = (0_u64, 0_u64);
        let line = generate::repeat(300_000, |random| {
            let usual = if random.chance(75) { "https" } else { "wss" };
            let text = generate::url(random, usual);
            for scheme in [Scheme::Https, Scheme::Wss] {
                let full = read_fully(&text, scheme);
                allowed = allowed.wrapping_add(u64::from(full.is_ok()));
                let Some(target) = read_plain(&text, scheme) else { continue };
                assert_eq!(full, Ok(target), "{text:?}");
                plain = plain.wrapping_add(1);
            }
        });
        println!("fast path: {line}, {plain} of them plain, {allowed} accepted, 0 differences");
        assert!(plain > 10_000, "the generator reaches the fast path");
    }
}
