//! Why a document is not a policy: data with its place, and one line for a log. Sentences for people come from catalogs.

use alloc::string::String;
use core::fmt;

#[cfg(feature = "serde")]
use crate::hidden::is_hidden;
#[cfg(feature = "serde")]
use crate::text::push_number;

/// How much an error says, in characters.
#[cfg(feature = "serde")]
const MAX_DETAIL: usize = 300;

/// Why a document is not a policy. Every kind carries its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "code", content = "params", rename_all = "snake_case"))]
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
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
        line: Option<usize>,
        /// Counted from 1.
        #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
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

    /// A text that is not JSON, or JSON of another shape, with the place where that shows.
    pub(crate) fn at(is_json: bool, line: usize, column: usize, detail: &str) -> Self {
        let detail = shown(detail);
        if is_json {
            let (line, column) = (Some(line), Some(column));
            return Self::PolicyInvalid { path: String::new(), problem: "shape".into(), line, column, detail };
        }
        Self::PolicySyntax { line, column, detail }
    }

    pub(crate) fn value(path: &str, problem: &str, detail: &str) -> Self {
        let detail = shown(detail);
        Self::PolicyInvalid { path: path.into(), problem: problem.into(), line: None, column: None, detail }
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

impl core::error::Error for PolicyError {}

/// An error repeats what it found, but a document cannot make it repeat megabytes.
#[cfg(feature = "serde")]
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(MAX_DETAIL).collect()
}

/// A text of the document as an error repeats it: in quotation marks, on one line, and nothing in it hidden.
#[cfg(feature = "serde")]
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for c in text.chars().take(MAX_DETAIL) {
        match c {
            '\0' => out.push_str("\\0"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '"' | '\\' | '\'' => {
                out.push('\\');
                out.push(c);
            }
            _ if c.is_control() || is_hidden(c) => {
                out.push_str("\\u{");
                push_number(&mut out, u32::from(c).into(), 16);
                out.push('}');
            }
            _ => out.push(c),
        }
    }
    out.push('`');
    out
}

/// A runtime tells it as it is: its JavaScript shortens, and shows what is hidden (`redact.js`).
#[cfg(not(feature = "serde"))]
pub(crate) fn shown(text: &str) -> String {
    text.into()
}

#[cfg(not(feature = "serde"))]
pub(crate) fn quoted(text: &str) -> String {
    shown(text)
}
