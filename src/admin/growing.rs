//! A list that grows: each draft is checked beside what is in it already, at the same price however long the list is. What a
//! valid entry is, `validate.rs` says.

use std::collections::HashSet;

use crate::issue::Issue;
use crate::policy::List;
use crate::validate::{Draft, Validated, check_draft, read_entry};

/// The entries of one list, and those that were taken since.
pub(super) struct GrowingList {
    list: List,
    length: usize,
    /// Canonical texts. An entry that cannot be read counts, and equals none.
    values: HashSet<String>,
}

impl GrowingList {
    pub(super) fn new<'a>(list: List, entries: impl IntoIterator<Item = &'a str>) -> Self {
        let mut growing = Self { list, length: 0, values: HashSet::new() };
        for entry in entries {
            growing.length = growing.length.saturating_add(1);
            growing.values.extend(read_entry(list, entry).map(|(value, _)| value));
        }
        growing
    }

    /// Takes a draft in when it holds beside the rest (C-1).
    pub(super) fn take(&mut self, draft: Draft<'_>) -> Result<Validated, Vec<Issue>> {
        let entry = check_draft(self.list, draft, self.length, |value| self.values.contains(value))?;
        self.length = self.length.saturating_add(1);
        self.values.insert(entry.value.clone());
        Ok(entry)
    }
}
