//! The policy document: types, limits, reading and writing. No behaviour: what an entry may be is said in `validate.rs`,
//! what it means in `engine.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::policy_error::{PolicyError, quoted};
#[cfg(not(feature = "serde"))]
use crate::policy_reader::read_document;
#[cfg(feature = "serde")]
use crate::policy_serde::read_document;
#[cfg(feature = "serde")]
use crate::strict::{object, objects};

/// The largest document, in bytes (P-3).
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;
/// The most server domains (P-4).
const MAX_SERVER_DOMAINS: usize = 30;
/// The most entries of the other lists (P-4).
const MAX_ENTRIES: usize = 100_000;
/// The longest remark, in Unicode code points (P-4).
pub(crate) const MAX_REMARK: usize = 200;
/// The largest revision: what a JavaScript number still counts exactly (P-5).
pub(crate) const MAX_REVISION: u64 = (1 << 53) - 1;
/// The only document format so far.
pub(crate) const FORMAT: u64 = 1;

/// The policy of one mini program.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct Policy {
    /// The format of this document.
    pub(crate) format: u64,
    /// The mini program (P-4).
    pub app_id: String,
    /// Monotonic: a guard refuses to go back (P-5).
    pub revision: u64,
    /// The permission control switch (P-1).
    pub mode: Mode,
    /// Which servers a request, upload, download or socket may reach.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "object"))]
    pub server_domains: DomainList,
    /// Which APIs may be called.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "object"))]
    pub apis: ApiList,
    /// Which pages a web-view may show.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "object"))]
    pub web_view_domains: DomainList,
}

/// The permission control switch (P-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", try_from = "String"))]
pub enum Mode {
    /// Nothing is checked.
    Off,
    /// Judged as in enforce, never blocked.
    Report,
    /// Judged and blocked.
    Enforce,
}

/// How an entry without a wildcard matches (U-7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(!try_from))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", try_from = "String"))]
pub enum HostRule {
    /// That host only.
    #[default]
    Exact,
    /// Its subdomains too.
    Suffix,
}

/// One of the three allowlists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
pub enum List {
    /// Hosts that the network calls may reach.
    ServerDomains,
    /// Names that may be called.
    Apis,
    /// Hosts whose pages a web-view may show.
    WebViewDomains,
}

/// A list of domains.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct DomainList {
    /// A disabled list allows (P-1).
    #[cfg_attr(feature = "serde", serde(default = "yes"))]
    pub enabled: bool,
    /// How entries match (U-7).
    #[cfg_attr(feature = "serde", serde(default))]
    pub host_rule: HostRule,
    /// The entries, each canonical and unique (P-9).
    #[cfg_attr(feature = "serde", serde(deserialize_with = "objects"))]
    pub entries: Vec<DomainEntry>,
}

/// The list of APIs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct ApiList {
    /// A disabled list allows (P-1).
    #[cfg_attr(feature = "serde", serde(default = "yes"))]
    pub enabled: bool,
    /// Whether official APIs are allowed without listing (P-6).
    #[cfg_attr(feature = "serde", serde(default = "yes"))]
    pub official: bool,
    /// The entries, each canonical and unique (P-9).
    #[cfg_attr(feature = "serde", serde(deserialize_with = "objects"))]
    pub entries: Vec<ApiEntry>,
}

/// One line of a domain list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DomainEntry {
    /// `host[:port]` or `*.host[:port]` (U-6).
    pub domain: String,
    /// A note for people, at most 200 code points.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "String::is_empty"))]
    pub remark: String,
}

/// One line of the API list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ApiEntry {
    /// The API's name.
    pub api: String,
    /// A note for people, at most 200 code points.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "String::is_empty"))]
    pub remark: String,
}

/// Which `appId` a policy may carry (P-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AppIdForm {
    /// 16 digits.
    #[default]
    Digits16,
    /// 1 to 64 of `A-Z a-z 0-9 . _ -`.
    Token,
}

impl Policy {
    /// A policy with empty lists: what is not said has the defaults of P-1, P-6 and U-7.
    #[cfg(feature = "admin")]
    pub(crate) fn empty(app_id: String, revision: u64, mode: Mode) -> Self {
        let (server_domains, web_view_domains) = (DomainList::default(), DomainList::default());
        Self { format: FORMAT, app_id, revision, mode, server_domains, apis: ApiList::default(), web_view_domains }
    }

    /// Reads a policy from JSON text (P-3). The appId must be 16 digits.
    ///
    /// # Errors
    /// [`PolicyError`] with line and column, or a path. Nothing is skipped, nothing is read as permissive.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        Self::from_json_as(text, AppIdForm::Digits16)
    }

    /// Reads a policy whose appId has another form (P-4).
    ///
    /// # Errors
    /// As [`Policy::from_json`].
    pub fn from_json_as(text: &str, form: AppIdForm) -> Result<Self, PolicyError> {
        if text.len() > MAX_BYTES {
            return Err(PolicyError::PolicyTooLarge { size: text.len(), limit: MAX_BYTES });
        }
        let policy = read_document(text)?;
        if !form.admits(&policy.app_id) {
            return Err(PolicyError::value("appId", "app_id_invalid", &quoted(&policy.app_id)));
        }
        if policy.revision > MAX_REVISION {
            return Err(PolicyError::value("revision", "revision_invalid", "over 9007199254740991"));
        }
        Ok(policy)
    }
}

impl AppIdForm {
    pub(crate) fn admits(self, app_id: &str) -> bool {
        match self {
            Self::Digits16 => app_id.len() == 16 && app_id.bytes().all(|b| b.is_ascii_digit()),
            Self::Token => {
                (1..=64).contains(&app_id.len())
                    && app_id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            }
        }
    }
}

impl List {
    /// The field of the document that holds this list.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServerDomains => "serverDomains",
            Self::Apis => "apis",
            Self::WebViewDomains => "webViewDomains",
        }
    }

    /// The list of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::ServerDomains, Self::Apis, Self::WebViewDomains].into_iter().find(|list| list.name() == name)
    }

    /// The most entries it may have (P-4).
    pub fn limit(self) -> usize {
        match self {
            Self::ServerDomains => MAX_SERVER_DOMAINS,
            Self::Apis | Self::WebViewDomains => MAX_ENTRIES,
        }
    }
}

impl Mode {
    /// The mode of that name.
    pub(crate) fn from_name(text: &str) -> Option<Self> {
        match text {
            "off" => Some(Self::Off),
            "report" => Some(Self::Report),
            "enforce" => Some(Self::Enforce),
            _ => None,
        }
    }
}

impl HostRule {
    /// The rule of that name.
    pub(crate) fn from_name(text: &str) -> Option<Self> {
        match text {
            "exact" => Some(Self::Exact),
            "suffix" => Some(Self::Suffix),
            _ => None,
        }
    }
}

impl Default for DomainList {
    fn default() -> Self {
        Self { enabled: true, host_rule: HostRule::Exact, entries: Vec::new() }
    }
}

impl Default for ApiList {
    fn default() -> Self {
        Self { enabled: true, official: true, entries: Vec::new() }
    }
}

#[cfg(feature = "serde")]
fn yes() -> bool {
    true
}
