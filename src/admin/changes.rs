//! What differs between two policy documents (C-3). What follows from it for a call is the business of `compare.rs`.

use std::collections::HashMap;

use serde::Serialize;

use crate::policy::{DomainList, HostRule, List, Mode, Policy};

/// One difference. An entry under another text is one removed and one added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "each field is what its name says; types.d.ts repeats the shapes")]
pub enum Change {
    /// It is the policy of another mini program (P-4).
    AppIdChanged { before: String, after: String },
    /// The permission control switch was turned (P-1).
    ModeChanged { before: Mode, after: Mode },
    /// A list was turned on or off (P-1).
    EnabledChanged { list: List, before: bool, after: bool },
    /// The entries of a list match otherwise (U-7).
    HostRuleChanged { list: List, before: HostRule, after: HostRule },
    /// Official APIs are allowed without listing, or no longer (P-6).
    OfficialChanged { before: bool, after: bool },
    /// An entry is gone.
    EntryRemoved { list: List, entry: String, remark: String },
    /// An entry is new.
    EntryAdded { list: List, entry: String, remark: String },
    /// An entry is as it was, its note is not.
    RemarkChanged { list: List, entry: String, before: String, after: String },
}

/// Every difference but that of the revision: the mini program and the switch; then, list by list, its settings, what was removed
/// (in its old order), what was added, and what has another remark (in the new order). Another order alone is none.
pub(super) fn changes(before: &Policy, after: &Policy) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.app_id != after.app_id {
        changes.push(Change::AppIdChanged { before: before.app_id.clone(), after: after.app_id.clone() });
    }
    if before.mode != after.mode {
        changes.push(Change::ModeChanged { before: before.mode, after: after.mode });
    }
    domain_changes(List::ServerDomains, [&before.server_domains, &after.server_domains], &mut changes);
    api_changes(before, after, &mut changes);
    domain_changes(List::WebViewDomains, [&before.web_view_domains, &after.web_view_domains], &mut changes);
    changes
}

fn api_changes(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let [old, new] = [&before.apis, &after.apis];
    enabled_change(List::Apis, old.enabled, new.enabled, changes);
    if old.official != new.official {
        changes.push(Change::OfficialChanged { before: old.official, after: new.official });
    }
    let lines = [old, new].map(|list| list.entries.iter().map(|entry| (&*entry.api, &*entry.remark)).collect());
    entry_changes(List::Apis, lines, changes);
}

fn domain_changes(list: List, [old, new]: [&DomainList; 2], changes: &mut Vec<Change>) {
    enabled_change(list, old.enabled, new.enabled, changes);
    if old.host_rule != new.host_rule {
        changes.push(Change::HostRuleChanged { list, before: old.host_rule, after: new.host_rule });
    }
    let lines = [old, new].map(|list| list.entries.iter().map(|entry| (&*entry.domain, &*entry.remark)).collect());
    entry_changes(list, lines, changes);
}

fn enabled_change(list: List, before: bool, after: bool, changes: &mut Vec<Change>) {
    if before != after {
        changes.push(Change::EnabledChanged { list, before, after });
    }
}

/// The entries of one list, with their remarks. In a policy that loads each is there once (P-9).
type Lines<'a> = Vec<(&'a str, &'a str)>;

fn entry_changes(list: List, [old, new]: [Lines<'_>; 2], changes: &mut Vec<Change>) {
    let [was, is] = [&old, &new].map(|lines| lines.iter().copied().collect::<HashMap<_, _>>());
    let line = |(entry, remark): &(&str, &str)| ((*entry).to_owned(), (*remark).to_owned());
    let removed = old.iter().filter(|(entry, _)| !is.contains_key(entry)).map(line);
    changes.extend(removed.map(|(entry, remark)| Change::EntryRemoved { list, entry, remark }));
    let added = new.iter().filter(|(entry, _)| !was.contains_key(entry)).map(line);
    changes.extend(added.map(|(entry, remark)| Change::EntryAdded { list, entry, remark }));
    changes.extend(new.iter().filter_map(|(entry, remark)| {
        let before = was.get(entry).filter(|before| *before != remark)?;
        let (entry, before, after) = ((*entry).to_owned(), (*before).to_owned(), (*remark).to_owned());
        Some(Change::RemarkChanged { list, entry, before, after })
    }));
}
