//! What a console needs beyond the engine: editing policies and explaining decisions. Pure functions over policy text; the
//! rules of entries are those of `validate.rs`, the verdicts those of `engine.rs`.

mod edit;
mod explain;

use serde::Serialize;

pub use edit::{add_entry, edit_entry, remove_entry, set_list_enabled, set_mode};
pub use explain::{Addition, Explanation, explain};

use crate::issue::{Issue, PathPart, Problem, Severity};
use crate::policy::{AppIdForm, List, Policy};
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

fn read_list(name: &str) -> Result<List, Vec<Issue>> {
    let unknown = || vec![Issue::new(Problem::ListUnknown { found: name.into() }, &[PathPart::Field("list")])];
    List::from_name(name).ok_or_else(unknown)
}
