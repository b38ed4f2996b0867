//! Domains as values: [`Domain`] (a canonical host), [`DomainPattern`] (one entry). Compiled lists are in `domain_set.rs`.
//! What people may *type* is the business of `validate.rs`; here everything is canonical already.

use std::fmt;
use std::str::FromStr;

use crate::plain::is_plain_host;
use crate::policy::HostRule;

/// The default port of `https` and `wss` (U-8).
pub(crate) const DEFAULT_PORT: u16 = 443;
/// The longest label, in octets (RFC 1035).
pub(crate) const MAX_LABEL: usize = 63;
/// The longest name, in octets (RFC 1035).
pub(crate) const MAX_NAME: usize = 253;

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
        if !host.contains('.') {
            return Err(DomainFault::SingleLabel);
        }
        for label in host.split('.') {
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
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
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

    /// As [`str::parse`], of a text that nobody needs any more: a bare domain is not copied.
    pub(crate) fn from_text(text: String) -> Option<Self> {
        if is_plain_host(&text) { Some(Self::new(false, Domain(text.into()), None)) } else { text.parse().ok() }
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

    /// Whether the entry is a domain and nothing else.
    pub(crate) fn is_plain(&self) -> bool {
        !self.wildcard && self.port == DEFAULT_PORT
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

    pub(crate) fn covers_host(&self, host: &str, rule: HostRule) -> bool {
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
        f.write_str(if self.wildcard { "*." } else { "" })?;
        f.write_str(self.domain.as_str())?;
        if self.port == DEFAULT_PORT { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

/// Reads the canonical text only; what people type goes through `validate_entry`.
impl FromStr for DomainPattern {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (wildcard, rest) = text.strip_prefix("*.").map_or((false, text), |rest| (true, rest));
        let (host, port) = match rest.split_once(':') {
            None => (rest, None),
            Some((host, port)) => (host, Some(read_port(port).filter(|port| *port != DEFAULT_PORT).ok_or(())?)),
        };
        let domain = Domain::new(host).map_err(|_| ())?;
        Ok(Self::new(wildcard, domain, port))
    }
}

/// A port in decimal, 1 to 65535, no leading zeros, no sign.
pub(crate) fn read_port(text: &str) -> Option<u16> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| is_plain)
}
