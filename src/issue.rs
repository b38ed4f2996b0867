//! What can be wrong with, or worth knowing about, what an admin typed. Data only: sentences come from message catalogs.

use alloc::string::String;
use alloc::vec::Vec;

use crate::policy::List;
use crate::policy_error::PolicyError;
use crate::text::{push_all, push_number};

/// One finding, and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// What was found.
    pub what: What,
    /// From the outside in: `["serverDomains", "entries", 3, "domain"]`, or `["text"]` for a draft.
    pub path: Vec<PathPart>,
}

/// A finding: something to mend, something to know, or a document that is no policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum What {
    /// Must be mended.
    Problem(Problem),
    /// Accepted, and worth knowing.
    Notice(Notice),
    /// The document is not a policy.
    Policy(PolicyError),
}

/// Whether an issue stops anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Severity {
    /// It must be mended before it is saved.
    Error,
    /// It is saved; the admin is told.
    Notice,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub enum PathPart {
    /// A field.
    Field(&'static str),
    /// An index, counted from 0.
    Index(usize),
}

/// Something to mend (U-6, A-1, P-4, P-9, C-7). Texts in params are what was typed, shortened.
#[allow(
    missing_docs,
    reason = "each variant and field has its section in docs/codes.md; types.d.ts repeats the shapes"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(
    feature = "serde",
    serde(tag = "code", content = "params", rename_all = "snake_case", rename_all_fields = "camelCase")
)]
pub enum Problem {
    DomainEmpty {},
    DomainScheme { scheme: String },
    DomainPath { suggestion: String },
    DomainQuery { suggestion: String },
    DomainFragment { suggestion: String },
    DomainCredentials {},
    DomainWildcard {},
    DomainIp {},
    DomainSingleLabel { host: String },
    DomainReserved { suffix: String },
    DomainLabel { label: String },
    DomainLabelTooLong { label: String, limit: usize },
    DomainTooLong { length: usize, limit: usize },
    DomainPort { port: String },
    DomainTrailingDot { suggestion: String },
    DomainIdna { host: String },
    DomainRegex { character: String },
    DomainSpelling { suggestion: String },
    ApiEmpty {},
    ApiInvalid { api: String },
    ApiTooLong { length: usize, limit: usize },
    ControlCharacter { code_point: String },
    RemarkTooLong { length: usize, limit: usize },
    EntryDuplicate { value: String },
    EntryMissing { value: String },
    NotCanonical { canonical: String },
    ListTooLong { length: usize, limit: usize },
    AppIdInvalid { found: String },
    RevisionInvalid { found: String, limit: u64 },
    ListUnknown { found: String },
    ModeUnknown { found: String },
    ArgumentInvalid { argument: String, expected: String },
    PermissionFileInvalid { line: usize, column: usize, detail: String },
}

/// Something to know: what was changed on the way in (U-6, A-5), advice (C-4), what a permission file said (C-5).
#[allow(
    missing_docs,
    reason = "each variant and field has its section in docs/codes.md; types.d.ts repeats the shapes"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", content = "params", rename_all = "snake_case"))]
pub enum Notice {
    SpacesRemoved {},
    LowerCased { value: String },
    SchemeRemoved { scheme: String },
    SlashRemoved {},
    DefaultPortRemoved {},
    IdnEncoded { unicode: String, ascii: String },
    PrefixRemoved { prefix: String },
    AlreadyOfficial { api: String },
    PublicSuffix { entry: String, suffix: String },
    EntryShadowed { entry: String, by: String },
    EntrySameApi { entry: String, other: String },
    EntryLookAlike { entry: String, other: String },
    MixedScript { entry: String, unicode: String },
    NameReserved { entry: String, suffix: String },
    AllowAll { list: List },
    KeyNotCarried { key: String },
    DuplicateMerged { value: String },
}

impl Issue {
    /// An issue about the field at `path`.
    pub fn new(what: impl Into<What>, path: &[PathPart]) -> Self {
        Self { what: what.into(), path: path.to_vec() }
    }

    /// Whether it stops anything.
    pub fn severity(&self) -> Severity {
        match self.what {
            What::Notice(_) => Severity::Notice,
            What::Problem(_) | What::Policy(_) => Severity::Error,
        }
    }

    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match &self.what {
            What::Problem(problem) => problem.code(),
            What::Notice(notice) => notice.code(),
            What::Policy(error) => error.code(),
        }
    }

    /// The path as text: `serverDomains.entries[3].domain`.
    pub fn path_text(&self) -> String {
        let mut text = String::new();
        for part in &self.path {
            match part {
                PathPart::Index(index) => {
                    text.push('[');
                    push_number(&mut text, u64::try_from(*index).unwrap_or_default(), 10);
                    text.push(']');
                }
                PathPart::Field(name) if text.is_empty() => text.push_str(name),
                PathPart::Field(name) => push_all(&mut text, &[".", name]),
            }
        }
        text
    }
}

impl From<Problem> for What {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Notice> for What {
    fn from(notice: Notice) -> Self {
        Self::Notice(notice)
    }
}

impl From<PolicyError> for What {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
}

impl Problem {
    /// What it is about, for a log line: the text that was found, or the one that should stand there.
    pub(crate) fn about(&self) -> &str {
        match self {
            Self::NotCanonical { canonical: text }
            | Self::EntryDuplicate { value: text }
            | Self::DomainPath { suggestion: text }
            | Self::DomainQuery { suggestion: text }
            | Self::DomainFragment { suggestion: text }
            | Self::DomainSpelling { suggestion: text }
            | Self::DomainTrailingDot { suggestion: text }
            | Self::DomainScheme { scheme: text }
            | Self::DomainSingleLabel { host: text }
            | Self::DomainReserved { suffix: text }
            | Self::DomainLabel { label: text }
            | Self::DomainLabelTooLong { label: text, .. }
            | Self::DomainPort { port: text }
            | Self::DomainIdna { host: text }
            | Self::DomainRegex { character: text }
            | Self::ApiInvalid { api: text }
            | Self::ControlCharacter { code_point: text } => text,
            _ => "",
        }
    }

    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DomainEmpty {} => "domain_empty",
            Self::DomainScheme { .. } => "domain_scheme",
            Self::DomainPath { .. } => "domain_path",
            Self::DomainQuery { .. } => "domain_query",
            Self::DomainFragment { .. } => "domain_fragment",
            Self::DomainCredentials {} => "domain_credentials",
            Self::DomainWildcard {} => "domain_wildcard",
            Self::DomainIp {} => "domain_ip",
            Self::DomainSingleLabel { .. } => "domain_single_label",
            Self::DomainReserved { .. } => "domain_reserved",
            Self::DomainLabel { .. } => "domain_label",
            Self::DomainLabelTooLong { .. } => "domain_label_too_long",
            Self::DomainTooLong { .. } => "domain_too_long",
            Self::DomainPort { .. } => "domain_port",
            Self::DomainTrailingDot { .. } => "domain_trailing_dot",
            Self::DomainIdna { .. } => "domain_idna",
            Self::DomainRegex { .. } => "domain_regex",
            Self::DomainSpelling { .. } => "domain_spelling",
            Self::ApiEmpty {} => "api_empty",
            Self::ApiInvalid { .. } => "api_invalid",
            Self::ApiTooLong { .. } => "api_too_long",
            Self::ControlCharacter { .. } => "control_character",
            Self::RemarkTooLong { .. } => "remark_too_long",
            Self::EntryDuplicate { .. } => "entry_duplicate",
            Self::EntryMissing { .. } => "entry_missing",
            Self::NotCanonical { .. } => "not_canonical",
            Self::ListTooLong { .. } => "list_too_long",
            Self::AppIdInvalid { .. } => "app_id_invalid",
            Self::RevisionInvalid { .. } => "revision_invalid",
            Self::ListUnknown { .. } => "list_unknown",
            Self::ModeUnknown { .. } => "mode_unknown",
            Self::ArgumentInvalid { .. } => "argument_invalid",
            Self::PermissionFileInvalid { .. } => "permission_file_invalid",
        }
    }
}

impl Notice {
    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SpacesRemoved {} => "spaces_removed",
            Self::LowerCased { .. } => "lower_cased",
            Self::SchemeRemoved { .. } => "scheme_removed",
            Self::SlashRemoved {} => "slash_removed",
            Self::DefaultPortRemoved {} => "default_port_removed",
            Self::IdnEncoded { .. } => "idn_encoded",
            Self::PrefixRemoved { .. } => "prefix_removed",
            Self::AlreadyOfficial { .. } => "already_official",
            Self::PublicSuffix { .. } => "public_suffix",
            Self::EntryShadowed { .. } => "entry_shadowed",
            Self::EntrySameApi { .. } => "entry_same_api",
            Self::EntryLookAlike { .. } => "entry_look_alike",
            Self::MixedScript { .. } => "mixed_script",
            Self::NameReserved { .. } => "name_reserved",
            Self::AllowAll { .. } => "allow_all",
            Self::KeyNotCarried { .. } => "key_not_carried",
            Self::DuplicateMerged { .. } => "duplicate_merged",
        }
    }
}

/// `{ severity, code, params, path }`, as in `types.d.ts`.
#[cfg(feature = "serde")]
impl serde::Serialize for Issue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Wire<'a> {
            severity: Severity,
            #[serde(flatten)]
            what: &'a What,
            path: &'a [PathPart],
        }
        Wire { severity: self.severity(), what: &self.what, path: &self.path }.serialize(serializer)
    }
}
