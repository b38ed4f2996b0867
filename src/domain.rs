//! Domains as values: [`Domain`] (a canonical host), [`DomainPattern`] (one entry).
//! What people may *type* is the business of `validate.rs`; here everything is canonical already.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use crate::byte::{self, COLON, DOT, HYPHEN, NAME};
#[cfg(not(feature = "idna"))]
use crate::host::has_a_label;
use crate::policy::HostRule;
use crate::text::{cut, next_part, push_number, read_port, tail};

/// The default port of `https` and `wss` (U-8).
pub(crate) const DEFAULT_PORT: u16 = 443;
/// The longest label, in octets (RFC 1035).
pub(crate) const MAX_LABEL: usize = 63;
/// The longest name, in octets (RFC 1035).
pub(crate) const MAX_NAME: usize = 253;

/// Last labels of names that never leave the machine or its network (U-6).
pub(crate) const RESERVED: [&str; 3] = ["local", "internal", "localhost"];

/// A canonical host name by the grammar of U-6: two labels or more, lower-case letters, digits and inner hyphens,
/// at most 63 octets a label and 253 in all, no trailing dot. One type serves entries and subjects (U-5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(Box<str>);

/// Why a host is not a [`Domain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DomainFault<'a> {
    /// Only one label.
    SingleLabel,
    /// A final dot.
    TrailingDot,
    /// A label that is empty, has another character, or begins or ends with a hyphen.
    Label(&'a str),
    /// A label over 63 octets.
    LabelTooLong(&'a str),
    /// A name over 253 octets.
    TooLong,
}

impl Domain {
    /// Takes a host that is canonical already.
    ///
    /// # Errors
    /// The first [`DomainFault`] found.
    /// ```
    /// # use minifence::{Domain, DomainFault};
    /// assert!(Domain::new("api.example.com").is_ok());
    /// assert_eq!(Domain::new("localhost"), Err(DomainFault::SingleLabel));
    /// ```
    pub fn new(host: &str) -> Result<Self, DomainFault<'_>> {
        Self::check(host)?;
        Ok(Self(host.into()))
    }

    /// The same check without keeping the host.
    ///
    /// # Errors
    /// The first [`DomainFault`] found.
    pub fn check(host: &str) -> Result<(), DomainFault<'_>> {
        if host.ends_with('.') {
            return Err(DomainFault::TrailingDot);
        }
        let mut labels = Some(host);
        while let Some(label) = next_part(&mut labels, DOT) {
            if label.len() == host.len() {
                return Err(DomainFault::SingleLabel);
            }
            if !is_ldh(label) {
                return Err(DomainFault::Label(label));
            }
            if label.len() > MAX_LABEL {
                return Err(DomainFault::LabelTooLong(label));
            }
        }
        if host.len() > MAX_NAME {
            return Err(DomainFault::TooLong);
        }
        Ok(())
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Letters, digits and hyphens, no hyphen at either end.
fn is_ldh(label: &str) -> bool {
    let bytes = label.as_bytes();
    bytes.iter().all(|b| byte::is(*b, NAME | HYPHEN)) && !matches!(bytes, [] | [b'-', ..] | [.., b'-'])
}

/// The last label of a name.
pub(crate) fn last_label(name: &str) -> &str {
    let start = name.bytes().rposition(|b| b == b'.').map_or(0, |dot| dot.wrapping_add(1));
    name.get(start..).unwrap_or_default()
}

/// One domain entry in canonical form: `host[:port]` or `*.host[:port]`. Its text is its [`Display`](fmt::Display).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainPattern {
    domain: Domain,
    /// `*.` before the domain: one or more labels before it, never the domain itself (U-7).
    wildcard: bool,
    /// 443 when the entry has no port (U-8).
    port: u16,
}

impl DomainPattern {
    /// Puts an entry together. `None` for the port means 443 (U-8).
    pub fn new(wildcard: bool, domain: Domain, port: Option<u16>) -> Self {
        Self { domain, wildcard, port: port.unwrap_or(DEFAULT_PORT) }
    }

    /// The host part, without `*.` and port.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// Whether the entry begins with `*.`.
    pub fn is_wildcard(&self) -> bool {
        self.wildcard
    }

    /// The port that the entry covers.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether this entry covers a canonical host and port (U-7, U-8).
    /// ```
    /// # use minifence::{DomainPattern, HostRule};
    /// let entry: DomainPattern = "*.example.com".parse().map_err(|_| "not canonical")?;
    /// assert!(entry.matches("a.b.example.com", 443, HostRule::Exact));
    /// assert!(!entry.matches("example.com", 443, HostRule::Exact));
    /// assert!(!entry.matches("a.example.com", 8443, HostRule::Exact));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn matches(&self, host: &str, port: u16, rule: HostRule) -> bool {
        port == self.port && self.covers_host(host, rule)
    }

    /// The canonical text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from(if self.wildcard { WILDCARD } else { "" });
        text.push_str(self.domain.as_str());
        if self.port != DEFAULT_PORT {
            text.push(':');
            push_number(&mut text, self.port.into(), 10);
        }
        text
    }

    fn covers_host(&self, host: &str, rule: HostRule) -> bool {
        let is_subdomain =
            || host.strip_suffix(self.domain.as_str()).is_some_and(|left| left.len() > 1 && left.ends_with('.'));
        match (self.wildcard, rule) {
            (true, _) => is_subdomain(),
            (false, HostRule::Exact) => host == self.domain.as_str(),
            (false, HostRule::Suffix) => host == self.domain.as_str() || is_subdomain(),
        }
    }
}

impl fmt::Display for DomainPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Reads the canonical text only; what people type goes through `validate_entry`.
impl FromStr for DomainPattern {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let EntryParts { is_wildcard, domain, port } = EntryParts::read(text).ok_or(())?;
        Ok(Self { domain: Domain(domain.into()), wildcard: is_wildcard, port })
    }
}

/// In front of the domain of an entry that covers what is below it.
pub(crate) const WILDCARD: &str = "*.";

/// An entry in its canonical text, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntryParts<'a> {
    pub(crate) is_wildcard: bool,
    pub(crate) domain: &'a str,
    pub(crate) port: u16,
}

impl<'a> EntryParts<'a> {
    /// `None` for what is no canonical text of an entry.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix(WILDCARD).unwrap_or(text);
        let (domain, port) = cut(rest, COLON);
        let port = match port {
            "" => DEFAULT_PORT,
            _ => read_port(tail(port)).filter(|port| *port != DEFAULT_PORT)?,
        };
        Domain::check(domain).ok()?;
        Some(Self { is_wildcard: rest.len() < text.len(), domain, port })
    }
}

/// Whether a host that the entry of this domain covers is surely a name, without IDNA being asked. What the entry itself says, the
/// console has asked IDNA about. What stands in front of it may be an A-label that is none; and beside an A-label, which may be of a
/// script that is written from right to left, a label must begin with a letter (U-5).
#[cfg(not(feature = "idna"))]
pub(crate) fn is_surely_a_name(host: &str, domain: &str) -> bool {
    let mut labels = host.strip_suffix(domain).and_then(|left| left.strip_suffix('.'));
    if !has_a_label(host.as_bytes()) {
        return true;
    }
    while let Some(label) = next_part(&mut labels, DOT) {
        if has_a_label(label.as_bytes()) || !label.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
            return false;
        }
    }
    true
}
