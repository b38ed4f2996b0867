//! What a byte means in a URL: one table, asked with a mask. A runtime's wasm is built for size, where a loop that compares with one
//! mark after the other would be most of a check.

/// `/`
pub(crate) const SLASH: u16 = 1;
/// `\`
pub(crate) const BACKSLASH: u16 = 1 << 1;
/// `?`
pub(crate) const QUESTION: u16 = 1 << 2;
/// `#`
pub(crate) const HASH: u16 = 1 << 3;
/// `:`
pub(crate) const COLON: u16 = 1 << 4;
/// `.`
pub(crate) const DOT: u16 = 1 << 5;
/// `-`
pub(crate) const HYPHEN: u16 = 1 << 6;
/// `]`
pub(crate) const BRACKET: u16 = 1 << 7;
/// ` `
pub(crate) const SPACE: u16 = 1 << 8;
/// A line break, which ends a row of a table.
pub(crate) const LINE: u16 = 1 << 15;
/// Lower-case letters and digits: what a canonical label is made of, beside hyphens.
pub(crate) const NAME: u16 = 1 << 9;
/// Letters, digits and `_`: what a part of an API name is made of.
pub(crate) const WORD: u16 = 1 << 10;
/// What the URL parser leaves as it is in a path, in a query and in a fragment.
pub(crate) const PATH: u16 = 1 << 11;
pub(crate) const QUERY: u16 = 1 << 12;
pub(crate) const FRAGMENT: u16 = 1 << 13;
/// C0 controls: dropped or repaired wherever they stand.
pub(crate) const CONTROL: u16 = 1 << 14;

/// All that a byte is.
#[inline]
pub(crate) fn class(byte: u8) -> u16 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Whether a byte is one of these.
#[inline]
pub(crate) fn is(byte: u8, mask: u16) -> bool {
    class(byte) & mask != 0
}

/// How many bytes at the start are none of these.
pub(crate) fn until(text: &[u8], mask: u16) -> usize {
    text.iter().position(|byte| is(*byte, mask)).unwrap_or(text.len())
}

#[allow(clippy::indexing_slicing, reason = "runs in the compiler only")]
static CLASSES: [u16; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = classify(byte);
        if byte == u8::MAX {
            break classes;
        }
        byte = byte.wrapping_add(1);
    }
};

const fn classify(byte: u8) -> u16 {
    let mark = match byte {
        b'/' => SLASH,
        b'\\' => BACKSLASH,
        b'?' => QUESTION,
        b'#' => HASH,
        b':' => COLON,
        b'.' => DOT,
        b'-' => HYPHEN,
        b']' => BRACKET,
        b' ' => SPACE,
        b'\n' => LINE,
        _ => 0,
    };
    let name = if byte.is_ascii_lowercase() || byte.is_ascii_digit() { NAME } else { 0 };
    let word = if byte.is_ascii_alphanumeric() || byte == b'_' { WORD } else { 0 };
    let control = if byte < b' ' { CONTROL } else { 0 };
    mark | name | word | control | unescaped(byte)
}

/// The parts of a URL in which the standard does not percent-encode a byte.
const fn unescaped(byte: u8) -> u16 {
    match byte {
        ..=b' ' | b'"' | b'<' | b'>' | 0x7f.. => 0,
        b'\'' => PATH | FRAGMENT,
        b'`' => QUERY,
        b'{' | b'}' => QUERY | FRAGMENT,
        _ => PATH | QUERY | FRAGMENT,
    }
}
