//! Two policies side by side (C-3): what differs in the documents, and for which subjects something else happens. The verdicts are
//! the engine's.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::changes::{Change, changes};
use super::explain::judge;
use super::{read, read_argument, read_list};
use crate::decision::Decision;
use crate::engine::Engine;
use crate::issue::{Issue, PathPart};
use crate::policy::{AppIdForm, List, Mode, Policy};

/// What a comparison answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Comparison {
    /// Both policies load.
    Compared {
        /// Every difference of the documents but that of the revision.
        changes: Vec<Change>,
        /// The subjects to which something else happens, in their order.
        shifts: Vec<Shift>,
        /// How many there are to which the same happens.
        unchanged: usize,
    },
    /// A policy does not load, or the subjects are none.
    Refused {
        /// What to mend. The path begins with `before`, `after` or `subjects`.
        issues: Vec<Issue>,
    },
}

/// A subject that the two policies treat differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    list: List,
    subject: String,
    becomes: Becomes,
    before: Effect,
    after: Effect,
}

/// What a call becomes: the word for what happens to it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// It passes, and did not or was reported.
    Allowed,
    /// It is stopped, and was not.
    Denied,
    /// It passes and is reported, and passed unseen or was stopped.
    Reported,
}

/// What happens to a call under one policy, and the engine's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    happens: Happens,
    decision: serde_json::Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Happens {
    Passes,
    Reported,
    Stopped,
}

/// What was seen, or what one wants to be sure of, as it crosses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Subject {
    list: String,
    subject: String,
}

/// Compares two policies (C-3). `subjects` is JSON text, `[{ "list": …, "subject": … }]`: URLs for the domain lists, names for `apis`.
///
/// Each subject is judged by both; one that comes again counts once. It is a shift when something else *happens*: the call passes, it
/// passes and is reported as a would-be denial (P-1), or it is stopped. Another reason for the same is none. As for `explain`, the
/// server list takes requests, and sockets where the subject begins with `wss:`. Revisions are not compared.
///
/// Refused: a policy that does not load, with `before` or `after` at the head of the path; subjects that are not such JSON, or over
/// 16 MiB (`argument_invalid`); an unknown list (`list_unknown`).
/// ```
/// # use minifence::{AppIdForm, admin};
/// let policy = |mode| format!(r#"{{ "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "{mode}",
///   "serverDomains": {{ "entries": [] }}, "apis": {{ "entries": [] }}, "webViewDomains": {{ "entries": [] }} }}"#);
/// let seen = r#"[{ "list": "apis", "subject": "tinyToNative" }]"#;
/// let answer = admin::compare_policies(&policy("report"), &policy("enforce"), seen, AppIdForm::Digits16);
/// let admin::Comparison::Compared { changes, shifts, .. } = answer else { return };
/// assert_eq!((changes.len(), shifts.len()), (1, 1)); // the mode; the API was reported and becomes denied
/// ```
pub fn compare_policies(before: &str, after: &str, subjects: &str, form: AppIdForm) -> Comparison {
    let compare = || {
        let (before, old) = read_side("before", before, form)?;
        let (after, new) = read_side("after", after, form)?;
        let (mut shifts, mut unchanged) = (Vec::new(), 0_usize);
        for (list, subject) in read_subjects(subjects)? {
            match shift(&old, &new, list, &subject) {
                Some(shift) => shifts.push(shift),
                None => unchanged = unchanged.saturating_add(1),
            }
        }
        Ok(Comparison::Compared { changes: changes(&before, &after), shifts, unchanged })
    };
    compare().unwrap_or_else(|issues| Comparison::Refused { issues })
}

/// One of the two policies. Its issues say which.
fn read_side(side: &'static str, text: &str, form: AppIdForm) -> Result<(Policy, Engine), Vec<Issue>> {
    let policy = read(text, form).map_err(|issues| below(&[PathPart::Field(side)], issues))?;
    let engine = Engine::new(&policy).map_err(|error| vec![Issue::new(error, &[PathPart::Field(side)])])?;
    Ok((policy, engine))
}

/// Each subject once, in order.
fn read_subjects(text: &str) -> Result<Vec<(List, String)>, Vec<Issue>> {
    let subjects: Vec<Subject> = read_argument("subjects", text, "[{ list, subject }]")?;
    let (mut read, mut seen) = (Vec::with_capacity(subjects.len()), HashSet::new());
    for (index, Subject { list, subject }) in subjects.into_iter().enumerate() {
        let at = [PathPart::Field("subjects"), PathPart::Index(index)];
        let list = read_list(&list).map_err(|issues| below(&at, issues))?;
        if seen.insert((list, subject.clone())) {
            read.push((list, subject));
        }
    }
    Ok(read)
}

fn below(place: &[PathPart], issues: Vec<Issue>) -> Vec<Issue> {
    issues.into_iter().map(|issue| Issue { what: issue.what, path: [place, &issue.path].concat() }).collect()
}

fn shift(old: &Engine, new: &Engine, list: List, subject: &str) -> Option<Shift> {
    let (was, is) = (judge(old, list, subject), judge(new, list, subject));
    let (before, after) = (happens(old.mode(), &was), happens(new.mode(), &is));
    if before == after {
        return None;
    }
    let becomes = match after {
        Happens::Passes => Becomes::Allowed,
        Happens::Reported => Becomes::Reported,
        Happens::Stopped => Becomes::Denied,
    };
    let [before, after] = [(before, was), (after, is)].map(|(happens, decision)| {
        let decision = serde_json::to_value(&decision).unwrap_or_default();
        Effect { happens, decision }
    });
    Some(Shift { list, subject: subject.to_owned(), becomes, before, after })
}

/// In report mode a denial is told, not carried out (P-1).
fn happens(mode: Mode, decision: &Decision<'_>) -> Happens {
    match (decision.is_allow(), mode) {
        (true, _) => Happens::Passes,
        (false, Mode::Report) => Happens::Reported,
        (false, Mode::Off | Mode::Enforce) => Happens::Stopped,
    }
}
