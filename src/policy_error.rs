//! Why a document is not a policy: data with its place, and one line for a log. Sentences for people come from catalogs.

use std::fmt;

use serde::Serialize;

use crate::issue::Issue;

/// How much an error says, in characters.
const MAX_DETAIL: usize = 300;

/// Why a document is not a policy. Every kind carries its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum PolicyError {
    /// Not JSON.
    PolicySyntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the JSON parser said.
        detail: String,
    },
    /// A format this version does not know.
    PolicyFormat {
        /// What the document says.
        found: String,
        /// What this version reads.
        supported: u64,
    },
    /// JSON, but not a policy.
    PolicyInvalid {
        /// The field, like `serverDomains.entries[3].domain`; empty when line and column are known instead.
        path: String,
        /// The issue's code, or `shape`.
        problem: String,
        /// Counted from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<usize>,
        /// Counted from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<usize>,
        /// What is wrong.
        detail: String,
    },
    /// Over 16 MiB.
    PolicyTooLarge {
        /// In bytes.
        size: usize,
        /// In bytes.
        limit: usize,
    },
}

impl PolicyError {
    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PolicySyntax { .. } => "policy_syntax",
            Self::PolicyFormat { .. } => "policy_format",
            Self::PolicyInvalid { .. } => "policy_invalid",
            Self::PolicyTooLarge { .. } => "policy_too_large",
        }
    }

    pub(crate) fn value(path: &str, problem: &str, detail: &str) -> Self {
        let detail = shown(detail);
        Self::PolicyInvalid { path: path.into(), problem: problem.into(), line: None, column: None, detail }
    }
}

/// The first issue of a policy whose shape is right.
impl From<&Issue> for PolicyError {
    fn from(issue: &Issue) -> Self {
        Self::value(&issue.path_text(), issue.code(), issue.detail())
    }
}

impl From<serde_json::Error> for PolicyError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let detail = detail_of(&error);
        if error.is_data() {
            let (line, column) = (Some(line), Some(column));
            return Self::PolicyInvalid { path: String::new(), problem: "shape".into(), line, column, detail };
        }
        Self::PolicySyntax { line, column, detail }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PolicySyntax { line, column, detail } => {
                write!(f, "the policy is not JSON: {detail} (line {line}, column {column})")
            }
            Self::PolicyFormat { found, supported } => {
                write!(f, "policy format `{found}` is not known; this version reads format {supported}")
            }
            Self::PolicyInvalid { path, line: Some(line), column: Some(column), detail, .. } => {
                write!(f, "not a policy: {detail} (line {line}, column {column}){path}")
            }
            Self::PolicyInvalid { path, problem, detail, .. } => write!(f, "`{path}`: {problem}: {detail}"),
            Self::PolicyTooLarge { size, limit } => write!(f, "the policy has {size} bytes; at most {limit} are read"),
        }
    }
}

impl std::error::Error for PolicyError {}

/// What the JSON parser said, without the place.
pub(crate) fn detail_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    shown(text.rsplit_once(" at line ").map_or(text.as_str(), |(detail, _)| detail))
}

/// An error repeats what it found, but a document cannot make it repeat megabytes.
fn shown(text: &str) -> String {
    text.chars().take(MAX_DETAIL).collect()
}
