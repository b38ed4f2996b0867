//! Editing (C-3): pure functions from policy text to policy text. What comes out always loads; what would not is refused
//! with issues, and the policy stays as it was. The revision is raised by who publishes, not by who edits.

use super::{Answer, read, read_list};
use crate::issue::{Issue, PathPart, Problem};
use crate::policy::{ApiEntry, AppIdForm, DomainEntry, List, Mode, Policy};
use crate::validate::{Draft, Validated, validate_entry};

type Edited = Result<Validated, Vec<Issue>>;

/// Adds an entry at the end of a list.
pub fn add_entry(text: &str, list: &str, draft: Draft<'_>, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let (mut policy, list) = (read(text, form)?, read_list(list)?);
        let values = entries(&policy, list);
        let entry = validate_entry(list, draft, &values.iter().map(String::as_str).collect::<Vec<_>>())?;
        match domains(&mut policy, list) {
            Some(entries) => entries.push(DomainEntry { domain: entry.value, remark: draft.remark.into() }),
            None => policy.apis.entries.push(ApiEntry { api: entry.value, remark: draft.remark.into() }),
        }
        Ok(Validated { value: policy.to_json(), notices: entry.notices })
    };
    edit().into()
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
        Ok(Validated { value: policy.to_json(), notices: entry.notices })
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
        Ok(Validated { value: policy.to_json(), notices: Vec::new() })
    };
    edit().into()
}

/// Turns the permission control switch (P-1).
pub fn set_mode(text: &str, mode: &str, form: AppIdForm) -> Answer {
    let edit = || -> Edited {
        let mut policy = read(text, form)?;
        let unknown = |_| vec![Issue::new(Problem::ModeUnknown { found: mode.into() }, &[PathPart::Field("mode")])];
        policy.mode = Mode::try_from(mode.to_owned()).map_err(unknown)?;
        Ok(Validated { value: policy.to_json(), notices: Vec::new() })
    };
    edit().into()
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
        Ok(Validated { value: policy.to_json(), notices: Vec::new() })
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
