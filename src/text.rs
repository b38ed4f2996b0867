//! Text by bytes: cutting it, numbers in it. The standard library does all of this for any pattern and any type, and would be most of
//! a wasm for phones.

use alloc::string::String;

use crate::byte;

/// Whether a byte is one of these. Shorter than `contains`, which is made for long lists.
#[allow(clippy::manual_contains, reason = "`contains` is what is too long")]
pub(crate) fn has(bytes: &[u8], byte: u8) -> bool {
    bytes.iter().any(|b| *b == byte)
}

/// What stands before the first of these marks (of [`byte`]), and the rest with the mark; marks are ASCII.
#[inline(never)]
pub(crate) fn cut(text: &str, marks: u16) -> (&str, &str) {
    text.split_at_checked(byte::until(text.as_bytes(), marks)).unwrap_or((text, ""))
}

/// Without its first byte, which is ASCII.
pub(crate) fn tail(text: &str) -> &str {
    text.get(1..).unwrap_or_default()
}

/// Takes the part before the next mark away from a text; `None` when there is no part left. `a.` has two parts.
pub(crate) fn next_part<'a>(rest: &mut Option<&'a str>, mark: u16) -> Option<&'a str> {
    let (part, behind) = cut((*rest)?, mark);
    *rest = if behind.is_empty() { None } else { Some(tail(behind)) };
    Some(part)
}

/// Whether a character is one of these.
#[inline(never)]
pub(crate) fn any_char(text: &str, is_one: fn(char) -> bool) -> bool {
    text.chars().any(is_one)
}

/// The number of characters.
pub(crate) fn count(text: &str) -> usize {
    text.bytes().filter(|b| b & 0xc0 != 0x80).count()
}

/// Appends texts.
#[inline(never)]
pub(crate) fn push_all(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

/// Texts in one.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    push_all(&mut text, parts);
    text
}

/// Appends a number in a radix up to 16, letters in lower case.
#[inline(never)]
pub(crate) fn push_number(text: &mut String, number: u64, radix: u64) {
    let (rest, digit) = (number.checked_div(radix), number.checked_rem(radix));
    if let Some(rest) = rest.filter(|rest| *rest > 0) {
        push_number(text, rest, radix);
    }
    let digit = digit.and_then(|digit| b"0123456789abcdef".get(usize::try_from(digit).ok()?));
    text.extend(digit.copied().map(char::from));
}

/// A number of digits alone, at least one; what is over the limit (32 bits) is `limit + 1`.
#[inline(never)]
pub(crate) fn read_number(text: &[u8], radix: u32, limit: u32) -> Option<u64> {
    let mut number = None;
    for byte in text {
        let digit = char::from(*byte).to_digit(radix)?;
        let sum = number.unwrap_or(0_u64).wrapping_mul(radix.into()).wrapping_add(digit.into());
        number = Some(sum.min(u64::from(limit).wrapping_add(1)));
    }
    number
}

/// A port in decimal, 1 to 65535, no leading zeros, no sign.
pub(crate) fn read_port(text: &str) -> Option<u16> {
    let number = read_number(text.as_bytes(), 10, 0xffff).filter(|_| !text.starts_with('0'))?;
    u16::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_standard_library() {
        for number in [0, 1, 9, 10, 443, 65_535, u64::from(u32::MAX), u64::MAX] {
            let (mut decimal, mut hex) = (String::new(), String::new());
            push_number(&mut decimal, number, 10);
            push_number(&mut hex, number, 16);
            assert_eq!((decimal, hex), (number.to_string(), format!("{number:x}")));
        }
        for text in ["", "0", "7", "007", "65535", "65536", "99999999999999999999", "+1", "1x"] {
            let expected = text.parse::<u128>().ok().filter(|_| !text.starts_with('+'));
            let read = read_number(text.as_bytes(), 10, 65_535).map(u128::from);
            assert_eq!(read, expected.map(|number| number.min(65_536)), "{text}");
        }
    }

    #[test]
    fn parts_are_those_of_split() {
        for text in ["", ".", "a", "a.", ".a", "a..b", "a.b.c"] {
            let (mut rest, mut parts) = (Some(text), Vec::new());
            while let Some(part) = next_part(&mut rest, byte::DOT) {
                parts.push(part);
            }
            assert_eq!(parts, text.split('.').collect::<Vec<_>>());
        }
    }
}
