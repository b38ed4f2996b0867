//! A hash table of numbers: which items of a list have a text. The list itself lies elsewhere. Small, without keys of its own and
//! without randomness; the texts are those of a policy that an admin publishes, never a guest's.

use alloc::vec;
use alloc::vec::Vec;

/// Where to find the items of a list by a text of theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// A power of two of them, at most half taken. 0 is free, else the number of an item, counted from 1.
    slots: Vec<u32>,
}

impl Index {
    /// For at most so many items.
    pub(crate) fn new(length: usize) -> Self {
        Self { slots: vec![0; length.saturating_add(1).saturating_mul(2).next_power_of_two()] }
    }

    /// The first item, in the order in which they were added, that has the text with this hash, as `is_it` says: it may be asked about
    /// others too.
    pub(crate) fn find(&self, hash: u32, is_it: &mut dyn FnMut(usize) -> bool) -> Option<usize> {
        let mut slot = hash;
        while let Some(number) = self.number(slot) {
            if is_it(number) {
                return Some(number);
            }
            slot = slot.wrapping_add(1);
        }
        None
    }

    /// Adds an item, behind others of the same text.
    pub(crate) fn add(&mut self, text: &str, number: usize) {
        let mut slot = hash(text);
        while self.number(slot).is_some() {
            slot = slot.wrapping_add(1);
        }
        let place = self.place(slot);
        if let Some(place) = self.slots.get_mut(place) {
            *place = u32::try_from(number).unwrap_or_default().wrapping_add(1);
        }
    }

    fn place(&self, slot: u32) -> usize {
        usize::try_from(slot).unwrap_or_default() & self.slots.len().wrapping_sub(1)
    }

    fn number(&self, slot: u32) -> Option<usize> {
        let number = self.slots.get(self.place(slot))?.checked_sub(1)?;
        usize::try_from(number).ok()
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
    let mut hash = Hash::new();
    for byte in text.bytes() {
        hash.add(byte);
    }
    hash.end()
}
