//! Entries that change nothing, because another one covers all that they cover (U-7, U-8).

use std::collections::HashMap;

use super::{Line, lineage};
use crate::policy::HostRule;

/// The entries that reach down, by domain and port.
pub(super) struct Covers<'a> {
    below: HashMap<(&'a str, u16), &'a str>,
    /// Under `suffix` those that cover the domain itself too.
    whole: HashMap<(&'a str, u16), &'a str>,
}

impl<'a> Covers<'a> {
    pub(super) fn new(lines: &'a [Line<'_>], rule: HostRule) -> Self {
        let mut covers = Self { below: HashMap::new(), whole: HashMap::new() };
        for line in lines {
            let key = (line.host(), line.pattern.port());
            if line.pattern.is_wildcard() {
                covers.below.entry(key).or_insert(line.text);
            } else if rule == HostRule::Suffix {
                covers.whole.insert(key, line.text);
            }
        }
        // Where a domain has both, the plain one covers more.
        covers.below.extend(covers.whole.iter().map(|(key, text)| (*key, *text)));
        covers
    }

    /// The entry that covers everything that this one covers. Of several the one that reaches furthest, which nothing covers itself.
    pub(super) fn over(&self, line: &Line<'_>) -> Option<&'a str> {
        let (host, port) = (line.host(), line.pattern.port());
        if self.below.is_empty() {
            return None;
        }
        let furthest = lineage(host).skip(1).filter_map(|name| self.below.get(&(name, port))).last();
        let same = || self.whole.get(&(host, port)).filter(|_| line.pattern.is_wildcard());
        furthest.or_else(same).copied()
    }
}
