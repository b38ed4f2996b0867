//! A compiled list of domains: entries in a hash table, found by host. It parses nothing, and knows no URLs.

use alloc::vec::Vec;

use crate::byte::DOT;
use crate::domain::EntryParts;
use crate::index::{Index, hash, hash_bytes};
use crate::policy::{DomainEntry, HostRule};
use crate::records::Records;
use crate::text::{cut, tail};

/// A compiled list of entries. Immutable; a lookup costs one probe a label at most.
#[derive(Debug, Clone)]
pub struct DomainSet {
    length: usize,
    records: Records,
    /// By domain: where records begin.
    index: Index,
    rule: HostRule,
    /// Whether any entry can match a subdomain: if not, one lookup answers.
    reaches_down: bool,
}

/// What a [`DomainSet`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match<'a> {
    /// This entry covers host and port: its canonical text; its number in the list, counted from 0.
    Listed(&'a str, usize),
    /// An entry covers the host, none this port.
    Port,
    /// No entry covers the host.
    None,
}

impl DomainSet {
    /// Compiles entries. They were validated; one that is not canonical is left out, and so denies.
    pub fn new(entries: Vec<DomainEntry>, rule: HostRule) -> Self {
        let length = entries.len();
        let bytes = entries.iter().map(|entry| entry.domain.len()).sum();
        let mut records = Records::with_room(length, bytes);
        for (number, entry) in entries.into_iter().enumerate() {
            if let Some(parts) = EntryParts::read(&entry.domain) {
                records.push(number, &entry.domain, &parts);
            }
        }
        // Only now, where the entries were: memory never shrinks.
        let mut index = Index::new(length);
        let mut reaches_down = rule == HostRule::Suffix;
        // Of two that cover a host, the one without a wildcard is named.
        for wildcard in [false, true] {
            for (at, record) in records.iter() {
                if record.is_wildcard == wildcard {
                    index.add_hashed(hash_bytes(record.domain), at);
                    reaches_down |= wildcard;
                }
            }
        }
        Self { length, records, index, rule, reaches_down }
    }

    /// How many entries were compiled.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Whether any entry covers what is below its domain: then the list allows more than [`exact`](Self::exact) says.
    pub fn reaches_down(&self) -> bool {
        self.reaches_down
    }

    /// The entries that are one host, and a port, and nothing else: their numbers and canonical texts.
    pub fn exact(&self) -> impl Iterator<Item = (usize, &str)> {
        let exact = self.records.iter().filter(|(_, record)| !record.is_wildcard);
        exact.map(|(_, record)| (record.number, record.text()))
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
            let found = self.index.find_map(hashed, |at| {
                let record = self.records.get(at).filter(|record| record.domain == name.as_bytes())?;
                let covers =
                    if is_whole { !record.is_wildcard } else { record.is_wildcard || self.rule == HostRule::Suffix };
                is_covered |= covers;
                (covers && record.port == port).then_some(record)
            });
            if let Some(record) = found {
                return Match::Listed(record.text(), record.number);
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
