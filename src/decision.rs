//! Everything the engine can answer. Data only: the wording of a code is the business of message catalogs.

use alloc::borrow::Cow;

use crate::policy::List;

/// The answer to one check: allow with a grant, or deny with a denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'a> {
    /// The call may go on. `href` is there when a URL was judged: the canonical text that must be sent instead of the
    /// subject (U-9).
    Allow {
        /// Why it is allowed.
        grant: Grant<'a>,
        /// What must be sent.
        href: Option<Cow<'a, str>>,
    },
    /// The call must not happen.
    Deny(Denial<'a>),
}

/// Why a call may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", content = "params", rename_all = "snake_case"))]
pub enum Grant<'a> {
    /// The permission control switch is off: nothing is checked (P-1).
    ControlOff {},
    /// The list that governs the subject is disabled (P-1).
    ListOff {
        /// That list.
        list: List,
    },
    /// A domain entry covers the subject (U-7).
    Listed {
        /// That entry's canonical text.
        entry: &'a str,
        /// Its number in the compiled list, counted from 0: for who remembers entries.
        #[cfg_attr(feature = "serde", serde(skip))]
        number: usize,
    },
    /// The API, or its alias, is listed.
    ApiListed {
        /// The canonical name.
        api: &'a str,
    },
    /// The API is official.
    ApiOfficial {
        /// The canonical name.
        api: &'a str,
    },
    /// No list governs the subject: no page (W-2), a `data:` URL handed to a download (U-4), a page inside the package.
    NotGoverned {},
}

/// Why a call must not happen. Carries scheme and host, never query, headers or body (D-4).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", content = "params", rename_all = "snake_case"))]
pub enum Denial<'a> {
    /// Not a URL that can be judged (U-2, U-5).
    InvalidUrl {
        /// What is wrong.
        reason: UrlFault,
    },
    /// A spelling that another parser may read differently (U-3).
    AmbiguousUrl {
        /// What was found.
        violation: Violation,
    },
    /// Another scheme than https, or wss for sockets (U-4).
    NotHttps {
        /// The scheme found.
        scheme: Cow<'a, str>,
    },
    /// An IP literal, in any notation (U-5).
    IpNotAllowed {
        /// The scheme.
        scheme: &'static str,
        /// The address in canonical notation.
        host: Cow<'a, str>,
    },
    /// A host that only IDNA can read, asked of a build without its tables (U-5).
    IdnNotSupported {},
    /// The host is listed, but not with this port (U-8).
    PortNotListed {
        /// The scheme.
        scheme: &'static str,
        /// The canonical host.
        host: Cow<'a, str>,
        /// The port asked for.
        port: u16,
    },
    /// No entry covers the host (U-7).
    HostNotListed {
        /// The scheme.
        scheme: &'static str,
        /// The canonical host.
        host: Cow<'a, str>,
    },
    /// Not an API name.
    InvalidApi {},
    /// Neither official nor listed.
    ApiNotListed {
        /// The canonical name.
        api: &'a str,
    },
    /// A header would send the call to another host (U-12). Answered by the guard.
    HeaderNotAllowed {
        /// The header's name.
        header: Cow<'a, str>,
    },
    /// No policy was loaded (P-8). Answered by the guard.
    NoPolicy {},
    /// The engine failed (P-8, G-4). Answered by the guard.
    EngineFailed {},
}

/// Why a string is not a URL that can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum UrlFault {
    /// Not a primitive string. Found by the airlock, before anything crosses.
    NotAString,
    /// The empty string.
    Empty,
    /// Over 8,192 UTF-16 code units (U-2).
    TooLong,
    /// Lone surrogates: what would be checked is not what would be sent.
    NotWellFormed,
    /// The URL standard rejects it, or it is relative: there is no base (U-2).
    Unparsable,
    /// The host is not a domain: single label, trailing dot, a character outside letters, digits, hyphens (U-5).
    Host,
}

/// A spelling that another parser may read differently (U-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Violation {
    /// A backslash before the query.
    Backslash,
    /// A C0 control: tab, newline, NUL …
    Control,
    /// A leading or trailing space.
    Space,
    /// Not exactly two slashes after the scheme.
    Slashes,
    /// A user name or password, or an empty `@`.
    Credentials,
    /// An empty port, or one with leading zeros.
    Port,
    /// A host that is neither in canonical ASCII form nor in the Unicode form of that.
    Host,
    /// A drive letter, such as `C:`, in a path that goes up by `..`: parsers go up from different places.
    DriveLetter,
}

impl UrlFault {
    /// The word that `types.d.ts` has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAString => "not_a_string",
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::NotWellFormed => "not_well_formed",
            Self::Unparsable => "unparsable",
            Self::Host => "host",
        }
    }
}

impl Violation {
    /// The word that `types.d.ts` has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Backslash => "backslash",
            Self::Control => "control",
            Self::Space => "space",
            Self::Slashes => "slashes",
            Self::Credentials => "credentials",
            Self::Port => "port",
            Self::Host => "host",
            Self::DriveLetter => "drive_letter",
        }
    }
}

impl Decision<'_> {
    /// Whether the call may go on.
    pub fn is_allow(&self) -> bool {
        matches!(self, Self::Allow { .. })
    }

    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Allow { grant, .. } => match grant {
                Grant::ControlOff {} => "control_off",
                Grant::ListOff { .. } => "list_off",
                Grant::Listed { .. } => "listed",
                Grant::ApiListed { .. } => "api_listed",
                Grant::ApiOfficial { .. } => "api_official",
                Grant::NotGoverned {} => "not_governed",
            },
            Self::Deny(denial) => match denial {
                Denial::InvalidUrl { .. } => "invalid_url",
                Denial::AmbiguousUrl { .. } => "ambiguous_url",
                Denial::NotHttps { .. } => "not_https",
                Denial::IpNotAllowed { .. } => "ip_not_allowed",
                Denial::IdnNotSupported {} => "idn_not_supported",
                Denial::PortNotListed { .. } => "port_not_listed",
                Denial::HostNotListed { .. } => "host_not_listed",
                Denial::InvalidApi {} => "invalid_api",
                Denial::ApiNotListed { .. } => "api_not_listed",
                Denial::HeaderNotAllowed { .. } => "header_not_allowed",
                Denial::NoPolicy {} => "no_policy",
                Denial::EngineFailed {} => "engine_failed",
            },
        }
    }

    /// The text that must be sent instead of the subject (U-9).
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Allow { href, .. } => href.as_deref(),
            Self::Deny(_) => None,
        }
    }
}

impl<'a> From<Grant<'a>> for Decision<'a> {
    fn from(grant: Grant<'a>) -> Self {
        Self::Allow { grant, href: None }
    }
}

/// `{ outcome, code, params, href? }`, as in `types.d.ts`.
#[cfg(feature = "serde")]
impl serde::Serialize for Decision<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Wire<'w, T> {
            outcome: &'static str,
            #[serde(flatten)]
            reason: &'w T,
            #[serde(skip_serializing_if = "Option::is_none")]
            href: Option<&'w str>,
        }
        match self {
            Self::Allow { grant, href } => {
                Wire { outcome: "allow", reason: grant, href: href.as_deref() }.serialize(serializer)
            }
            Self::Deny(denial) => Wire { outcome: "deny", reason: denial, href: None }.serialize(serializer),
        }
    }
}
