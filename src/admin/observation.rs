//! What a recorder has seen, as it crosses. What follows from it is the business of `draft.rs`.

use serde::{Deserialize, Serialize};

use super::read_argument;
use crate::issue::{Issue, PathPart, Problem, What};
use crate::policy::{List, MAX_REVISION};
use crate::wire::CODES;

/// What a recorder keeps of decisions. `count`, `first` and `last` are whole numbers up to 2^53 - 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    list: String,
    /// A URL's origin, or an API name.
    pub(super) subject: String,
    /// The code of the latest decision about it.
    pub(super) code: String,
    pub(super) count: u64,
    pub(super) first: u64,
    pub(super) last: u64,
}

/// Reads a list of observations that crosses as JSON text, each with its list.
pub(super) fn read_observations(text: &str) -> Result<Vec<(List, Observation)>, Vec<Issue>> {
    let expected = "[{ list, subject, code, count, first, last }]";
    let observations: Vec<Observation> = read_argument("observations", text, expected)?;
    let mut read = Vec::with_capacity(observations.len());
    for (index, observation) in observations.into_iter().enumerate() {
        let issue = |problem, field| {
            let path = [PathPart::Field("observations"), PathPart::Index(index), PathPart::Field(field)];
            Err(vec![Issue::new(What::Problem(problem), &path)])
        };
        let Some(list) = List::from_name(&observation.list) else {
            return issue(Problem::ListUnknown { found: observation.list }, "list");
        };
        if !CODES.lines().any(|row| row.split(' ').nth(1) == Some(&*observation.code)) {
            let (argument, expected) = ("code".into(), "a code of a decision".into());
            return issue(Problem::ArgumentInvalid { argument, expected }, "code");
        }
        let numbers = [("count", observation.count), ("first", observation.first), ("last", observation.last)];
        if let Some((field, _)) = numbers.into_iter().find(|(_, number)| *number > MAX_REVISION) {
            let (argument, expected) = (field.into(), "a whole number up to 2^53 - 1".into());
            return issue(Problem::ArgumentInvalid { argument, expected }, field);
        }
        read.push((list, observation));
    }
    Ok(read)
}
