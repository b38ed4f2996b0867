//! Editing (C-3): pure functions from policy text to policy text. What comes out always loads; what would not is refused
//! with issues, and the policy stays as it was. No edit of a list touches the revision: who publishes sets it.

use serde::Deserialize;

use super::growing::GrowingList;
use super::{Answer, read, read_argument, read_list, write};
use crate::issue::{Issue, PathPart, Problem};
use crate::policy::{ApiEntry, AppIdForm, DomainEntry, List, MAX_REVISION, Mode, Policy};
use crate::validate::{Draft, Validated, validate_entry};

type Edited = Result<Validated, Vec<Issue>>;

/// Adds an entry at the end of a list.
pub fn add_entry(text: &str, list: &str, draft: Draft<'_>, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let (mut policy, list) = (read(text, form)?, read_list(list)?);
        let values = entries(&policy, list);
        let entry = validate_entry(list, draft, &values.iter().map(String::as_str).collect::<Vec<_>>())?;
        push(&mut policy, list, entry.value, draft.remark.into());
        Ok(Validated { value: write(&policy)?, notices: entry.notices })
    };
    edit().into()
}

/// Adds entries at the end of a list, in their order: all of them or none (C-5). `drafts` is JSON text,
/// `[{ "text": …, "remark": … }]`; a remark may be left out.
///
/// Each draft is checked beside the entries before it. The path of an issue or notice is `["drafts", 3, "text"]`; drafts that
/// are not such JSON, or over 16 MiB, are one issue `argument_invalid`.
pub fn add_entries(text: &str, list: &str, drafts: &str, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let (mut policy, list) = (read(text, form)?, read_list(list)?);
        let drafts: Vec<TypedDraft> = read_argument("drafts", drafts, "[{ text, remark? }]")?;
        let values = entries(&policy, list);
        let mut growing = GrowingList::new(list, values.iter().map(String::as_str));
        let (mut notices, mut issues) = (Vec::new(), Vec::new());
        for (index, draft) in drafts.into_iter().enumerate() {
            let place = |found: Vec<Issue>| found.into_iter().map(move |issue| at_draft(index, issue));
            match growing.take(Draft { text: &draft.text, remark: &draft.remark }) {
                Ok(entry) => {
                    notices.extend(place(entry.notices));
                    push(&mut policy, list, entry.value, draft.remark);
                }
                Err(found) => issues.extend(place(found)),
            }
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        Ok(Validated { value: write(&policy)?, notices })
    };
    edit().into()
}

/// What an admin typed, as it crosses.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedDraft {
    text: String,
    #[serde(default)]
    remark: String,
}

fn at_draft(index: usize, issue: Issue) -> Issue {
    let place = vec![PathPart::Field("drafts"), PathPart::Index(index)];
    Issue { what: issue.what, path: [place, issue.path].concat() }
}

/// Replaces the entry `value` in place, text and remark.
pub fn edit_entry(text: &str, list: &str, value: &str, draft: Draft<'_>, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let (mut policy, list) = (read(text, form)?, read_list(list)?);
        let values = entries(&policy, list);
        let index = find(&values, value)?;
        let others: Vec<_> = values.iter().map(String::as_str).filter(|other| *other != value).collect();
        let entry = validate_entry(list, draft, &others)?;
        match domains(&mut policy, list) {
            Some(entries) => {
                replace(entries, index, DomainEntry { domain: entry.value, remark: draft.remark.into() });
            }
            None => {
                replace(&mut policy.apis.entries, index, ApiEntry { api: entry.value, remark: draft.remark.into() });
            }
        }
        Ok(Validated { value: write(&policy)?, notices: entry.notices })
    };
    edit().into()
}

/// Removes the entry `value`.
pub fn remove_entry(text: &str, list: &str, value: &str, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let (mut policy, list) = (read(text, form)?, read_list(list)?);
        find(&entries(&policy, list), value)?;
        match domains(&mut policy, list) {
            Some(entries) => entries.retain(|entry| entry.domain != value),
            None => policy.apis.entries.retain(|entry| entry.api != value),
        }
        Ok(Validated { value: write(&policy)?, notices: Vec::new() })
    };
    edit().into()
}

/// Turns the permission control switch (P-1).
pub fn set_mode(text: &str, mode: &str, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let mut policy = read(text, form)?;
        let unknown = |_| vec![Issue::new(Problem::ModeUnknown { found: mode.into() }, &[PathPart::Field("mode")])];
        policy.mode = Mode::try_from(mode.to_owned()).map_err(unknown)?;
        Ok(Validated { value: write(&policy)?, notices: Vec::new() })
    };
    edit().into()
}

/// Gives the policy its revision (P-5): for who publishes it. Whether it is higher than the one before, a guard looks.
pub fn set_revision(text: &str, revision: f64, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let mut policy = read(text, form)?;
        policy.revision = read_revision(revision)?;
        Ok(Validated { value: write(&policy)?, notices: Vec::new() })
    };
    edit().into()
}

/// A whole number that a revision may be (P-5).
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a whole number from 0 to 2^53 - 1 is exact in both types"
)]
pub(super) fn read_revision(number: f64) -> Result<u64, Vec<Issue>> {
    let fits = number.fract() == 0.0 && (0.0..=MAX_REVISION as f64).contains(&number);
    let invalid = || Problem::RevisionInvalid { found: number.to_string(), limit: MAX_REVISION };
    fits.then_some(number as u64).ok_or_else(|| vec![Issue::new(invalid(), &[PathPart::Field("revision")])])
}

/// Turns one list on or off (P-1).
pub fn set_list_enabled(text: &str, list: &str, enabled: bool, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let mut policy = read(text, form)?;
        match read_list(list)? {
            List::ServerDomains => policy.server_domains.enabled = enabled,
            List::Apis => policy.apis.enabled = enabled,
            List::WebViewDomains => policy.web_view_domains.enabled = enabled,
        }
        Ok(Validated { value: write(&policy)?, notices: Vec::new() })
    };
    edit().into()
}

/// The canonical texts of a list.
pub(super) fn entries(policy: &Policy, list: List) -> Vec<String> {
    match list {
        List::ServerDomains => policy.server_domains.entries.iter().map(|entry| entry.domain.clone()).collect(),
        List::Apis => policy.apis.entries.iter().map(|entry| entry.api.clone()).collect(),
        List::WebViewDomains => policy.web_view_domains.entries.iter().map(|entry| entry.domain.clone()).collect(),
    }
}

/// Puts an entry at the end of a list.
pub(super) fn push(policy: &mut Policy, list: List, value: String, remark: String) {
    match domains(policy, list) {
        Some(entries) => entries.push(DomainEntry { domain: value, remark }),
        None => policy.apis.entries.push(ApiEntry { api: value, remark }),
    }
}

fn domains(policy: &mut Policy, list: List) -> Option<&mut Vec<DomainEntry>> {
    match list {
        List::ServerDomains => Some(&mut policy.server_domains.entries),
        List::WebViewDomains => Some(&mut policy.web_view_domains.entries),
        List::Apis => None,
    }
}

fn find(values: &[String], value: &str) -> Result<usize, Vec<Issue>> {
    let missing = || vec![Issue::new(Problem::EntryMissing { value: value.into() }, &[PathPart::Field("value")])];
    values.iter().position(|other| other == value).ok_or_else(missing)
}

fn replace<T>(entries: &mut [T], index: usize, entry: T) {
    if let Some(place) = entries.get_mut(index) {
        *place = entry;
    }
}
