//! The texts of many entries in one piece of memory, so that looking at one touches one place: each is a record, found by where it
//! begins. It searches nothing, and judges nothing.

use alloc::vec::Vec;

use crate::domain::{EntryParts, WILDCARD};

/// Many records, one behind the other: four bytes (from the top: a wildcard or none, the entry's number, how long what stands behind its
/// domain is, how long the domain), two for the port, and the entry's canonical text. The lowest byte of a number is the first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records {
    bytes: Vec<u8>,
}

/// One entry, where it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The entry's, counted from 0.
    pub(crate) number: usize,
    pub(crate) port: u16,
    pub(crate) is_wildcard: bool,
    /// The host part.
    pub(crate) domain: &'a [u8],
    text: &'a [u8],
}

/// Over all of them.
pub(crate) struct Iter<'a> {
    records: &'a Records,
    next: usize,
}

const HEAD: usize = 6;
const WILDCARD_BIT: u32 = 1 << 31;
const NUMBER_SHIFT: u32 = 11;
const BEHIND_SHIFT: u32 = 8;

impl Records {
    /// With room for so many, whose texts have so many bytes in all.
    pub(crate) fn with_room(entries: usize, bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(entries.saturating_mul(HEAD).saturating_add(bytes)) }
    }

    /// Adds an entry that was read from its canonical text.
    pub(crate) fn push(&mut self, number: usize, text: &str, parts: &EntryParts<'_>) {
        let wildcard = if parts.is_wildcard { WILDCARD_BIT } else { 0 };
        // A domain has at most 253 bytes, a port with its colon 6, and a list at most a hundred thousand entries (P-4).
        let behind = text.len().wrapping_sub(start(parts.is_wildcard)).wrapping_sub(parts.domain.len());
        let lengths = behind.wrapping_shl(BEHIND_SHIFT) | parts.domain.len();
        let Ok(numbers) = u32::try_from(number.wrapping_shl(NUMBER_SHIFT) | lengths) else { return };
        self.bytes.extend((wildcard | numbers).to_le_bytes());
        self.bytes.extend(parts.port.to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    /// The record that begins there.
    #[inline(never)]
    pub(crate) fn get(&self, at: usize) -> Option<Record<'_>> {
        let behind = self.bytes.get(at..)?;
        let (head, behind) = behind.split_first_chunk()?;
        let (port, behind) = behind.split_first_chunk()?;
        let (head, port) = (u32::from_le_bytes(*head), u16::from_le_bytes(*port));
        let is_wildcard = head & WILDCARD_BIT != 0;
        let numbers = usize::try_from(head & !WILDCARD_BIT).ok()?;
        let start = start(is_wildcard);
        let end = start.wrapping_add(numbers & 0xff);
        let text = behind.get(..end.wrapping_add((numbers >> BEHIND_SHIFT) & 7))?;
        let number = numbers >> NUMBER_SHIFT;
        Some(Record { number, port, is_wildcard, domain: text.get(start..end)?, text })
    }

    /// Every record, and where it begins.
    pub(crate) fn iter(&self) -> Iter<'_> {
        Iter { records: self, next: 0 }
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = (usize, Record<'a>);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let (at, record) = (self.next, self.records.get(self.next)?);
        self.next = at.saturating_add(HEAD).saturating_add(record.text.len());
        Some((at, record))
    }
}

impl<'a> Record<'a> {
    /// The canonical text of the entry.
    pub(crate) fn text(&self) -> &'a str {
        core::str::from_utf8(self.text).unwrap_or_default()
    }
}

/// Where the domain begins in a canonical text.
fn start(is_wildcard: bool) -> usize {
    if is_wildcard { WILDCARD.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_comes_back_as_it_was_written() {
        let longest = format!("*.{}b:65535", "a.".repeat(126));
        let texts =
            ["a.co", "*.a.co", "a.co:1", "a.co:10", "*.a.co:442", "a.co:9999", "a.co:10000", "*.x-1.example:65535"];
        let mut records = Records::with_room(0, 0);
        for (number, text) in texts.iter().copied().chain([&*longest]).enumerate() {
            records.push(number.wrapping_mul(12_345), text, &EntryParts::read(text).expect("canonical"));
        }
        let mut seen = 0_usize;
        for (at, record) in records.iter() {
            let (again, text) = (records.get(at).expect("there"), record.text());
            assert_eq!((record.number, again.text()), (seen.wrapping_mul(12_345), text));
            assert_eq!(Some(&text), texts.get(seen).or(Some(&&*longest)));
            let parts = EntryParts {
                is_wildcard: record.is_wildcard,
                domain: core::str::from_utf8(record.domain).expect("text"),
                port: record.port,
            };
            assert_eq!(EntryParts::read(text), Some(parts));
            seen = seen.wrapping_add(1);
        }
        assert_eq!(seen, 9);
    }
}
