//! The policy document, read and written by serde (P-3): the reading that defines which documents are policies. The builds that ship
//! to phones read with `policy_reader.rs`, and are held to this one.

use alloc::string::{String, ToString};

use serde::Deserialize;

use crate::policy::{FORMAT, HostRule, Mode, Policy};
use crate::policy_error::{PolicyError, quoted, shown};
use crate::strict::Object;

/// Reads a document.
///
/// # Errors
/// [`PolicyError`], with line and column.
pub(crate) fn read_document(text: &str) -> Result<Policy, PolicyError> {
    let Object(policy) =
        serde_json::from_str::<Object<Policy>>(text).map_err(|error| other_format(text).unwrap_or(error.into()))?;
    if policy.format != FORMAT {
        return Err(PolicyError::PolicyFormat { found: policy.format.to_string(), supported: FORMAT });
    }
    Ok(policy)
}

/// A document of a later format may have fields that this version does not know: then that is what is told.
fn other_format(text: &str) -> Option<PolicyError> {
    #[derive(Deserialize)]
    struct Head {
        format: serde_json::Number,
    }
    let Object(head) = serde_json::from_str::<Object<Head>>(text).ok()?;
    let is_other = head.format.as_u64() != Some(FORMAT);
    is_other.then(|| PolicyError::PolicyFormat { found: head.format.to_string(), supported: FORMAT })
}

impl Policy {
    /// Writes the canonical document.
    pub fn to_json(&self) -> String {
        // A policy holds strings, numbers and booleans only: there is nothing that could fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// From text, so that serde's other spelling of an enum (`{"enforce": null}`) is refused.
impl TryFrom<String> for Mode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_name(&text).ok_or_else(|| unknown("mode", &text, "`off`, `report` or `enforce`"))
    }
}

impl TryFrom<String> for HostRule {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_name(&text).ok_or_else(|| unknown("hostRule", &text, "`exact` or `suffix`"))
    }
}

fn unknown(field: &str, found: &str, expected: &str) -> String {
    ["unknown ", field, " ", &quoted(found), ", expected ", expected].concat()
}

impl From<serde_json::Error> for PolicyError {
    fn from(error: serde_json::Error) -> Self {
        Self::at(error.is_data(), error.line(), error.column(), &detail_of(&error))
    }
}

/// What the JSON parser said, without the place.
pub(crate) fn detail_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    shown(text.rsplit_once(" at line ").map_or(text.as_str(), |(detail, _)| detail))
}
