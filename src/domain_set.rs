//! A compiled list of domains: entries in a hash table, found by host. It parses nothing, and knows no URLs.

use alloc::vec::Vec;

use crate::byte::DOT;
use crate::domain::DomainPattern;
use crate::index::{Index, hash};
use crate::policy::HostRule;
use crate::text::{cut, tail};

/// A compiled list of entries. Immutable; a lookup costs one probe a label at most.
#[derive(Debug, Clone)]
pub struct DomainSet {
    patterns: Vec<DomainPattern>,
    /// By domain.
    index: Index,
    rule: HostRule,
    /// Whether any entry can match a subdomain: if not, one lookup answers.
    reaches_down: bool,
}

/// What a [`DomainSet`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match<'a> {
    /// This entry covers host and port; its number in the set, counted from 0.
    Listed(&'a DomainPattern, usize),
    /// An entry covers the host, none this port.
    Port,
    /// No entry covers the host.
    None,
}

impl DomainSet {
    /// Compiles entries.
    pub fn new(patterns: Vec<DomainPattern>, rule: HostRule) -> Self {
        let mut index = Index::new(patterns.len());
        let mut reaches_down = rule == HostRule::Suffix;
        // Of two that cover a host, the one without a wildcard is named.
        for wildcard in [false, true] {
            for (number, pattern) in patterns.iter().enumerate() {
                if pattern.is_wildcard() == wildcard {
                    index.add(pattern.domain().as_str(), number);
                    reaches_down |= wildcard;
                }
            }
        }
        Self { patterns, index, rule, reaches_down }
    }

    /// Every entry, by its number.
    pub fn entries(&self) -> &[DomainPattern] {
        &self.patterns
    }

    /// Finds the entry that covers a canonical host and port.
    pub fn find(&self, host: &str, port: u16) -> Match<'_> {
        self.find_hashed(host, hash(host), port)
    }

    /// The same for who knows the host's hash.
    pub(crate) fn find_hashed(&self, host: &str, mut hashed: u32, port: u16) -> Match<'_> {
        let mut is_covered = false;
        let mut name = host;
        loop {
            let is_whole = name.len() == host.len();
            let found = self.index.find(hashed, &mut |number| {
                let Some(pattern) = self.patterns.get(number).filter(|pattern| pattern.domain().as_str() == name)
                else {
                    return false;
                };
                let covers = if is_whole {
                    !pattern.is_wildcard()
                } else {
                    pattern.is_wildcard() || self.rule == HostRule::Suffix
                };
                is_covered |= covers;
                covers && pattern.port() == port
            });
            if let Some(number) = found
                && let Some(pattern) = self.patterns.get(number)
            {
                return Match::Listed(pattern, number);
            }
            let parent = cut(name, DOT).1;
            if parent.is_empty() || !self.reaches_down {
                return if is_covered { Match::Port } else { Match::None };
            }
            name = tail(parent);
            hashed = hash(name);
        }
    }
}
