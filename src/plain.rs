//! Authorities that are read at a glance: letters, digits, hyphens and dots, and a port without zeros in front. Whatever else an
//! authority may be is for the full reading in `subject.rs`, to which a test holds this one (U-9).

use alloc::borrow::Cow;
use alloc::string::String;

use crate::byte::{COLON, DOT, HYPHEN, NAME, class};
use crate::domain::{DEFAULT_PORT, MAX_LABEL, MAX_NAME};
use crate::text::{cut, push_number, read_port, tail};

/// An authority, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority<'a> {
    /// Canonical: lower case.
    pub host: Cow<'a, str>,
    /// 443 when none is written.
    pub port: u16,
    /// Whether the text is what the URL parser would write: nothing in capitals, no default port.
    pub is_canonical: bool,
}

impl<'a> Authority<'a> {
    /// Reads what stands between `https://` and the path. `None` says "ask the parser".
    /// ```
    /// # use minifence::Authority;
    /// let read = Authority::read("API.example.com:443").ok_or("not plain")?;
    /// assert_eq!((&*read.host, read.port, read.is_canonical), ("api.example.com", 443, false));
    /// assert_eq!(Authority::read("10.0.0.1"), None);
    /// # Ok::<(), &str>(())
    /// ```
    pub fn read(text: &'a str) -> Option<Self> {
        if is_plain_host(text) {
            return Some(Self { host: text.into(), port: DEFAULT_PORT, is_canonical: true });
        }
        let (host, port) = cut(text, COLON);
        let port = if port.is_empty() { DEFAULT_PORT } else { read_port(tail(port))? };
        if is_plain_host(host) {
            return Some(Self {
                host: host.into(),
                port,
                is_canonical: host.len() == text.len() || port != DEFAULT_PORT,
            });
        }
        let lower = host.to_ascii_lowercase();
        is_plain_host(&lower).then(|| Self { host: lower.into(), port, is_canonical: false })
    }
}

/// Whether a host is a canonical domain beyond doubt (U-5), found in one pass: no number at the end, which may be an IPv4 address;
/// no two hyphens in a row, which may begin an A-label that IDNA must see.
pub(crate) fn is_plain_host(host: &str) -> bool {
    // Where the label begins, and whether a letter or digit may not be missing here: dots and hyphens separate, so none stands at
    // an end or beside another one.
    let (mut start, mut at, mut was_separator) = (0_usize, 0_usize, true);
    for byte in host.bytes() {
        let class = class(byte) & (NAME | DOT | HYPHEN);
        let is_separator = class != NAME;
        if class == 0 || (is_separator && was_separator) {
            return false;
        }
        was_separator = is_separator;
        at = at.wrapping_add(1);
        if class == DOT {
            // The dot is counted already.
            if at.wrapping_sub(start) > MAX_LABEL.wrapping_add(1) {
                return false;
            }
            start = at;
        }
    }
    let is_one_label = start == 0;
    !was_separator
        && !is_one_label
        && host.len() <= MAX_NAME
        && host.len().wrapping_sub(start) <= MAX_LABEL
        && host.as_bytes().get(start).is_some_and(u8::is_ascii_lowercase)
}

impl Authority<'_> {
    /// The canonical text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(&*self.host);
        if self.port != DEFAULT_PORT {
            text.push(':');
            push_number(&mut text, self.port.into(), 10);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Domain;

    #[test]
    fn what_is_plain_is_a_domain() {
        for host in ["a.co", "api.example.com", "x-1.2y.example.c0", "1.example", "a-b.c-d.ef"] {
            assert!(is_plain_host(host) && Domain::check(host).is_ok(), "{host}");
        }
        let rest = [
            "",
            "a",
            "a.",
            ".a.b",
            "a..b",
            "-a.b",
            "a-.b",
            "a.b-",
            "a.-b",
            "A.b",
            "a_b.c",
            "a.1",
            "1.2.3.4",
            "a.0x7f",
            "xn--a.b",
            "a--b.c",
            "a.b:1",
            "\u{e9}.fr",
        ];
        for host in rest {
            assert!(!is_plain_host(host), "{host}");
        }
        let (label, long) = ("a".repeat(63), "a.".repeat(126));
        assert!(is_plain_host(&format!("{label}.b")) && !is_plain_host(&format!("{label}a.b")));
        assert!(is_plain_host(&format!("{long}b")) && !is_plain_host(&format!("{long}bc")));
    }
}
