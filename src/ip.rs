//! IP addresses as the URL standard reads and writes them, so that they can be refused under their canonical text (U-5).
//! What a host is otherwise, `host.rs` says.

use alloc::string::String;

use crate::byte::{COLON, DOT};
use crate::domain::last_label;
use crate::text::{has, next_part, push_number, read_number, tail};

/// Whether a domain in lower case is to be read as an IPv4 address: its last label is a number.
pub(crate) fn ends_in_number(domain: &str) -> bool {
    let last = last_label(domain.strip_suffix('.').unwrap_or(domain));
    // Digits that make no number (`09`) count too: the address is invalid then, not a domain.
    read_number(last.as_bytes(), 10, 0).is_some() || read_any_number(last).is_some()
}

/// The canonical text of an IPv4 address in any of its notations: one to four numbers, the last of which fills what the others leave.
pub(crate) fn read_v4(domain: &str) -> Option<String> {
    let mut rest = Some(domain.strip_suffix('.').unwrap_or(domain));
    let (mut address, mut shift) = (0_u64, 24_u32);
    while let Some(part) = next_part(&mut rest, DOT) {
        let number = read_any_number(part)?;
        let room = if rest.is_none() { shift.wrapping_add(8) } else { 8 };
        if number >> room != 0 {
            return None;
        }
        if rest.is_none() {
            address |= number;
            break;
        }
        address |= number << shift;
        shift = shift.checked_sub(8)?;
    }
    let mut text = String::new();
    for shift in [24, 16, 8, 0] {
        push_number(&mut text, address >> shift & 0xff, 10);
        text.push('.');
    }
    text.pop();
    Some(text)
}

/// One number of an IPv4 address: decimal, octal behind a 0, hexadecimal behind `0x`. Too large ones stay too large.
fn read_any_number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.as_bytes() {
        b"0x" => return Some(0),
        [b'0', b'x', digits @ ..] => (digits, 16),
        [b'0', digits @ ..] if !digits.is_empty() => (digits, 8),
        digits => (digits, 10),
    };
    read_number(digits, radix, u32::MAX)
}

/// The canonical text of an IPv6 address in brackets: lower case, the longest run of zeros left out, the first of equals.
pub(crate) fn read_v6(text: &str) -> Option<String> {
    let pieces = read_pieces(text.strip_prefix('[')?.strip_suffix(']')?)?;
    let (mut gap, mut length) = (0_usize, 1_usize);
    let mut run = 0_usize;
    for (index, piece) in pieces.iter().enumerate() {
        run = if *piece == 0 { run.wrapping_add(1) } else { 0 };
        if run > length {
            (gap, length) = (index.wrapping_add(1).wrapping_sub(run), run);
        }
    }
    let mut out = String::from("[");
    let mut index = 0_usize;
    while let Some(piece) = pieces.get(index) {
        if index == gap && length > 1 {
            out.push_str("::");
            index = index.wrapping_add(length);
            continue;
        }
        if !matches!(out.as_bytes().last(), Some(b'[' | b':')) {
            out.push(':');
        }
        push_number(&mut out, (*piece).into(), 16);
        index = index.wrapping_add(1);
    }
    out.push(']');
    Some(out)
}

/// Eight pieces between colons, two colons for a run of zeros; the last two may be an IPv4 address in four plain numbers.
fn read_pieces(text: &str) -> Option<[u16; 8]> {
    let mut pieces = [0_u16; 8];
    let (mut count, mut gap) = (0_usize, None);
    let mut rest = Some(text);
    if text.starts_with(':') {
        // One colon alone begins nothing.
        rest = Some(tail(text));
        text.starts_with("::").then_some(())?;
    }
    while let Some(part) = next_part(&mut rest, COLON) {
        if part.is_empty() {
            // Two colons at the end leave one empty part more than elsewhere.
            match (gap, rest) {
                (Some(gap), None) if gap == count => break,
                (None, Some(_)) => gap = Some(count),
                _ => return None,
            }
            continue;
        }
        if has(part.as_bytes(), b'.') {
            rest.is_none().then_some(())?;
            let address = read_plain_v4(part)?;
            for half in [address >> 16, address & 0xffff] {
                *pieces.get_mut(count)? = u16::try_from(half).ok()?;
                count = count.wrapping_add(1);
            }
            break;
        }
        let piece = read_number(part.as_bytes(), 16, 0xffff).filter(|_| part.len() < 5)?;
        *pieces.get_mut(count)? = u16::try_from(piece).ok()?;
        count = count.wrapping_add(1);
    }
    let free = pieces.len().checked_sub(count)?;
    match gap {
        // A gap stands for one zero at least.
        Some(gap) if free > 0 => {
            for from in (gap..count).rev() {
                let piece = pieces.get_mut(from).map(core::mem::take)?;
                *pieces.get_mut(from.wrapping_add(free))? = piece;
            }
            Some(pieces)
        }
        None if free == 0 => Some(pieces),
        _ => None,
    }
}

/// Four decimal numbers up to 255, without leading zeros.
fn read_plain_v4(text: &str) -> Option<u32> {
    let (mut address, mut count) = (0_u32, 0_u32);
    let mut rest = Some(text);
    while let Some(part) = next_part(&mut rest, DOT) {
        let number = read_number(part.as_bytes(), 10, 255).filter(|_| part.len() == 1 || !part.starts_with('0'))?;
        address = address << 8 | u32::from(u8::try_from(number).ok()?);
        count = count.wrapping_add(1);
    }
    (count == 4).then_some(address)
}
