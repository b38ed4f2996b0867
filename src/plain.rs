//! Authorities that are read at a glance: letters, digits, hyphens and dots, and a port without zeros in front. Whatever else an
//! authority may be is for the full reading in `subject.rs`, to which a test holds this one (U-9).

use alloc::borrow::Cow;

use crate::byte::{COLON, DOT, HYPHEN, NAME, class};
use crate::domain::{DEFAULT_PORT, MAX_LABEL, MAX_NAME};
use crate::index::Hash;
use crate::text::{cut, read_port, tail};

/// An authority, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority<'a> {
    /// Canonical: lower case.
    pub host: Cow<'a, str>,
    /// 443 when none is written.
    pub port: u16,
    /// Whether the text is what the URL parser would write: nothing in capitals, no default port.
    pub is_canonical: bool,
    /// The host's, for an [`Index`](crate::index::Index): its bytes are looked at once.
    pub(crate) hash: u32,
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
        if let Some(hash) = plain_host(text) {
            return Some(Self { host: text.into(), port: DEFAULT_PORT, is_canonical: true, hash });
        }
        let (host, port) = cut(text, COLON);
        let port = if port.is_empty() { DEFAULT_PORT } else { read_port(tail(port))? };
        if let Some(hash) = plain_host(host) {
            let is_canonical = host.len() == text.len() || port != DEFAULT_PORT;
            return Some(Self { host: host.into(), port, is_canonical, hash });
        }
        let lower = host.to_ascii_lowercase();
        let hash = plain_host(&lower)?;
        Some(Self { host: lower.into(), port, is_canonical: false, hash })
    }
}

/// The hash of a host that is a canonical domain beyond doubt (U-5), found in one pass: no number at the end, which may be an IPv4
/// address; no two hyphens in a row, which may begin an A-label that IDNA must see.
fn plain_host(host: &str) -> Option<u32> {
    // Where the label begins, and whether a letter or digit may not be missing here: dots and hyphens separate, so none stands at
    // an end or beside another one.
    let (mut start, mut at, mut was_separator) = (0_usize, 0_usize, true);
    let mut hash = Hash::new();
    for byte in host.bytes() {
        hash.add(byte);
        let class = class(byte) & (NAME | DOT | HYPHEN);
        let is_separator = class != NAME;
        if class == 0 || (is_separator && was_separator) {
            return None;
        }
        was_separator = is_separator;
        at = at.wrapping_add(1);
        if class == DOT {
            // The dot is counted already.
            if at.wrapping_sub(start) > MAX_LABEL.wrapping_add(1) {
                return None;
            }
            start = at;
        }
    }
    let is_one_label = start == 0;
    let is_plain = !was_separator
        && !is_one_label
        && host.len() <= MAX_NAME
        && host.len().wrapping_sub(start) <= MAX_LABEL
        && host.as_bytes().get(start).is_some_and(u8::is_ascii_lowercase);
    is_plain.then(|| hash.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Domain;

    #[test]
    fn what_is_plain_is_a_domain() {
        for host in ["a.co", "api.example.com", "x-1.2y.example.c0", "1.example", "a-b.c-d.ef"] {
            assert!(plain_host(host).is_some() && Domain::check(host).is_ok(), "{host}");
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
            assert!(plain_host(host).is_none(), "{host}");
        }
        let (label, long) = ("a".repeat(63), "a.".repeat(126));
        assert!(plain_host(&format!("{label}.b")).is_some() && plain_host(&format!("{label}a.b")).is_none());
        assert!(plain_host(&format!("{long}b")).is_some() && plain_host(&format!("{long}bc")).is_none());
    }
}
