//! A compiled list of domains: entries in an open-addressing table, found by host. It parses nothing, and knows no URLs.

use crate::domain::DomainPattern;
use crate::policy::HostRule;

/// A compiled list of entries. Immutable; a lookup costs one probe a label at most, however long the list.
#[derive(Debug, Clone)]
pub struct DomainSet {
    /// By the hash of the domain; entries of one domain stand behind each other, as they were given.
    slots: Box<[Option<DomainPattern>]>,
    length: usize,
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
        // A third stays free, so that a probe is short.
        let length = patterns.len();
        let room = length.saturating_mul(3).div_ceil(2).saturating_add(1);
        let mut slots = Vec::with_capacity(room);
        slots.resize_with(room, || None);
        let mut set = Self { slots: slots.into_boxed_slice(), length, rule, reaches_down: rule == HostRule::Suffix };
        for pattern in patterns {
            set.reaches_down |= pattern.is_wildcard();
            let mut at = set.start(pattern.domain().as_str());
            while set.entry(at).is_some() {
                at = set.after(at);
            }
            if let Some(slot) = set.slots.get_mut(at) {
                *slot = Some(pattern);
            }
        }
        set
    }

    /// Finds the entry that covers a canonical host and port.
    pub fn find(&self, host: &str, port: u16) -> Match<'_> {
        let mut answer = self.find_named(host, port, |pattern| !pattern.is_wildcard());
        let mut name = host;
        while self.reaches_down && !matches!(answer, Match::Listed(..)) {
            let Some((label, parent)) = name.split_once('.') else { break };
            // An empty label is none: nothing stands below a domain by a dot alone.
            if !label.is_empty() || name.len() != host.len() {
                let covers = |pattern: &DomainPattern| pattern.is_wildcard() || self.rule == HostRule::Suffix;
                answer = answer.or(self.find_named(parent, port, covers));
            }
            name = parent;
        }
        answer
    }

    /// The entry of a number that [`Match::Listed`] told.
    pub fn entry(&self, number: usize) -> Option<&DomainPattern> {
        self.slots.get(number)?.as_ref()
    }

    /// Every entry with its number.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &DomainPattern)> {
        self.slots.iter().enumerate().filter_map(|(number, slot)| Some((number, slot.as_ref()?)))
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Of the entries of a domain that cover what is asked for, the one with that port. Where two have it, the one without a
    /// wildcard is told: it is the nearer one.
    fn find_named(&self, name: &str, port: u16, covers: impl Fn(&DomainPattern) -> bool) -> Match<'_> {
        let mut answer = Match::None;
        let mut at = self.start(name);
        while let Some(pattern) = self.entry(at) {
            if is_same(pattern.domain().as_str(), name) && covers(pattern) {
                if pattern.port() == port && !pattern.is_wildcard() {
                    return Match::Listed(pattern, at);
                }
                answer = answer.or(if pattern.port() == port { Match::Listed(pattern, at) } else { Match::Port });
            }
            at = self.after(at);
        }
        answer
    }

    /// The first slot where a domain may stand.
    fn start(&self, name: &str) -> usize {
        // Multiply and shift: the hash as a fraction of the table, without a division.
        (u64::from(hash(name)).wrapping_mul(self.slots.len() as u64) >> 32) as usize
    }

    /// The next one, in a ring.
    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.slots.len() { next } else { 0 }
    }
}

impl Match<'_> {
    /// The better one of two answers.
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Match::Listed(..), _) | (_, Match::None) => self,
            _ => other,
        }
    }
}

/// Eight bytes a step, as what `==` calls in wasm goes by single bytes.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.as_bytes().as_chunks::<8>() == b.as_bytes().as_chunks::<8>()
}

/// Eight bytes a step. Entries come from an admin, not from a guest: nobody who asks chooses them.
fn hash(name: &str) -> u32 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let mut tail = [0_u8; 8];
    for (to, from) in tail.iter_mut().zip(rest) {
        *to = *from;
    }
    let mix = |hash: u64, word: &[u8; 8]| (hash.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME);
    let all = mix(words.iter().fold(name.len() as u64, mix), &tail);
    (all >> 32) as u32
}
