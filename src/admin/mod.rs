//! What a console needs beyond the engine: editing policies, one entry at a time or in bulk, explaining decisions, advice, comparing,
//! learning from observations, the vendor's files. Pure functions over policy text; the rules of entries are those of `validate.rs`, the
//! verdicts those of `engine.rs`.

mod bulk;
mod changes;
mod compare;
mod draft;
mod edit;
mod explain;
mod growing;
mod lint;
mod nearest;
mod observation;
mod permission_file;
mod permission_shape;
mod rows;
mod skeleton;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use bulk::{BulkEntry, BulkLine, BulkResult, parse_lines};
pub use changes::Change;
pub use compare::{Becomes, Comparison, Effect, Shift, compare_policies};
pub use draft::{DraftResult, Left, Proposal, Reason, Unused, draft_policy};
pub use edit::{add_entries, add_entry, edit_entry, remove_entry, set_list_enabled, set_mode, set_revision};
pub use explain::{Addition, Explanation, explain};
pub use lint::lint;
pub use observation::Observation;
pub use permission_file::{ImportResult, Review, export_permission_file, import_permission_file};

use crate::issue::{Issue, PathPart, Problem, Severity};
use crate::policy::{AppIdForm, List, MAX_BYTES, Policy};
use crate::policy_error::PolicyError;
use crate::strict::Object;
use crate::validate::{Draft, Validated, validate_entry, validate_policy};

/// What a form takes: a canonical value with notices, or issues. The shape of Standard Schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// It holds.
    Accepted {
        /// An entry's canonical text, or a policy's JSON text.
        value: String,
        /// Worth knowing.
        notices: Vec<Issue>,
    },
    /// It does not; at least one issue is an error.
    Refused {
        /// What to mend.
        issues: Vec<Issue>,
    },
}

impl From<Result<Validated, Vec<Issue>>> for Answer {
    fn from(result: Result<Validated, Vec<Issue>>) -> Self {
        match result {
            Ok(Validated { value, notices }) => Self::Accepted { value, notices },
            Err(issues) => Self::Refused { issues },
        }
    }
}

/// Checks one line of the list of that name (C-1).
pub fn validate_draft(list: &str, draft: Draft<'_>, others: &[&str]) -> Answer {
    read_list(list).and_then(|list| validate_entry(list, draft, others)).into()
}

/// Checks a policy's text: its canonical document, or what is wrong with it (C-2).
///
/// # Errors
/// At least one issue of severity error.
pub fn validate_text(text: &str, form: AppIdForm) -> Result<Validated, Vec<Issue>> {
    let (policy, notices) = check(text, form)?;
    Ok(Validated { value: policy.to_json(), notices })
}

/// Reads a policy that holds.
///
/// # Errors
/// As [`validate_text`], without notices.
pub fn read(text: &str, form: AppIdForm) -> Result<Policy, Vec<Issue>> {
    check(text, form).map(|(policy, _)| policy).map_err(|mut issues| {
        issues.retain(|issue| issue.severity() == Severity::Error);
        issues
    })
}

/// A policy that holds, with what is worth knowing about it; else all that was found.
fn check(text: &str, form: AppIdForm) -> Result<(Policy, Vec<Issue>), Vec<Issue>> {
    let policy = Policy::from_json_as(text, form).map_err(|error| vec![Issue::new(error, &[])])?;
    let issues = validate_policy(&policy);
    let holds = issues.iter().all(|issue| issue.severity() == Severity::Notice);
    if holds { Ok((policy, issues)) } else { Err(issues) }
}

/// Writes a policy that loads again.
fn write(policy: &Policy) -> Result<String, Vec<Issue>> {
    let text = policy.to_json();
    let (size, limit) = (text.len(), MAX_BYTES);
    let too_large = || vec![Issue::new(PolicyError::PolicyTooLarge { size, limit }, &[])];
    if size > limit { Err(too_large()) } else { Ok(text) }
}

fn read_list(name: &str) -> Result<List, Vec<Issue>> {
    let unknown = || vec![Issue::new(Problem::ListUnknown { found: name.into() }, &[PathPart::Field("list")])];
    List::from_name(name).ok_or_else(unknown)
}

/// A call that cannot be answered: `argument` is not what it must be.
fn bad_argument(argument: &'static str, expected: &str) -> Issue {
    let problem = Problem::ArgumentInvalid { argument: argument.into(), expected: expected.into() };
    Issue::new(problem, &[PathPart::Field(argument)])
}

/// Reads a list of objects that crosses as JSON text, strictly: no other field, none twice.
fn read_argument<T: DeserializeOwned>(
    argument: &'static str,
    text: &str,
    expected: &str,
) -> Result<Vec<T>, Vec<Issue>> {
    if text.len() > MAX_BYTES {
        return Err(vec![bad_argument(argument, "at most 16 MiB")]);
    }
    let list = serde_json::from_str::<Vec<Object<T>>>(text).map_err(|_| vec![bad_argument(argument, expected)])?;
    Ok(list.into_iter().map(|Object(value)| value).collect())
}
