//! A hash table of numbers: which items of a list have a text. The list itself lies elsewhere. Small, without keys of its own and
//! without randomness; the texts are those of a policy that an admin publishes, never a guest's.

use alloc::vec;
use alloc::vec::Vec;

/// Where to find the items of a list by a text of theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// A power of two of them, at most half taken. 0 is free, else the number of an item, counted from 1; above it some bits of the hash,
    /// so that hardly any other item has to be looked at.
    slots: Vec<u32>,
}

/// Where the bits of the hash begin. Lists have fewer items than that, and records of all entries fewer characters (P-4).
const TAG_SHIFT: u32 = 25;
const NUMBER: u32 = (1 << TAG_SHIFT) - 1;

impl Index {
    /// For at most so many items.
    pub(crate) fn new(length: usize) -> Self {
        Self { slots: vec![0; length.saturating_add(1).saturating_mul(2).next_power_of_two()] }
    }

    /// The first item, in the order in which they were added, that has the text with this hash, as `is_it` says: it may be asked about
    /// others too.
    pub(crate) fn find(&self, hash: u32, is_it: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        self.find_map(hash, |number| is_it(number).then_some(number))
    }

    /// The same for who looks at an item once, and wants what was seen.
    #[inline]
    pub(crate) fn find_map<T>(&self, hash: u32, mut look: impl FnMut(usize) -> Option<T>) -> Option<T> {
        let mut slot = hash;
        loop {
            let taken = self.taken(slot)?;
            if (taken ^ hash) & !NUMBER == 0
                && let Some(found) = look(usize::try_from(taken & NUMBER).ok()?.wrapping_sub(1))
            {
                return Some(found);
            }
            slot = slot.wrapping_add(1);
        }
    }

    /// Adds an item, behind others of the same text. One whose number has no room is not found.
    pub(crate) fn add(&mut self, text: &str, number: usize) {
        self.add_hashed(hash(text), number);
    }

    /// The same for who knows the text's hash.
    pub(crate) fn add_hashed(&mut self, hash: u32, number: usize) {
        let Some(number) = u32::try_from(number).ok().filter(|number| *number < NUMBER) else { return };
        let mut slot = hash;
        while self.taken(slot).is_some() {
            slot = slot.wrapping_add(1);
        }
        let place = self.place(slot);
        if let Some(place) = self.slots.get_mut(place) {
            *place = (hash & !NUMBER) | number.wrapping_add(1);
        }
    }

    fn place(&self, slot: u32) -> usize {
        usize::try_from(slot).unwrap_or_default() & self.slots.len().wrapping_sub(1)
    }

    fn taken(&self, slot: u32) -> Option<u32> {
        self.slots.get(self.place(slot)).copied().filter(|taken| *taken != 0)
    }
}

/// FNV-1a, with its upper bits folded in; byte by byte, for who goes over them anyway.
pub(crate) struct Hash(u32);

impl Hash {
    pub(crate) fn new() -> Self {
        Self(0x811c_9dc5)
    }

    #[inline]
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    pub(crate) fn end(&self) -> u32 {
        self.0 ^ (self.0 >> 15)
    }
}

/// The hash of a text.
pub(crate) fn hash(text: &str) -> u32 {
    hash_bytes(text.as_bytes())
}

/// The same of a text that is not known to be one.
pub(crate) fn hash_bytes(text: &[u8]) -> u32 {
    let mut hash = Hash::new();
    for byte in text {
        hash.add(*byte);
    }
    hash.end()
}
