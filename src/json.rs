//! JSON text, read strictly and in one direction, for the builds that ship to phones: `serde_json` would be a third of them. It
//! accepts what `serde_json` accepts, and refuses the rest at the same place; tests hold it to that (`policy_reader.rs`). What is no JSON at
//! all it does not put into words: JavaScript has a parser that does (`js/engine.js`). It knows no policy.
//!
//! A method that reads answers `None` when it refuses; why is in [`Reader::refusal`]. So the good way has nothing to carry.

mod number;

use alloc::string::String;
use alloc::vec::Vec;

use crate::byte::BRACKET;
use crate::text::{cut, joined};

/// The place of what is wrong with an object as a whole.
const IN_OBJECT: usize = usize::MAX;

/// Why a text is refused.
#[derive(Debug, Default)]
pub(crate) struct Refusal {
    /// How many bytes were read, the one at fault included.
    pub(crate) at: usize,
    /// Whether it is JSON up to there, and only says something else than it should.
    pub(crate) is_json: bool,
    pub(crate) detail: String,
}

/// Reads the value of a field, by its number.
pub(crate) type Field<'f, 'a> = &'f mut dyn FnMut(&mut Reader<'a>, usize) -> Option<()>;

/// A text, and how much of it was read.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// The string that was read last.
    pub(crate) string: String,
    pub(crate) refusal: Refusal,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, string: String::new(), refusal: Refusal::default() }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at = self.at.wrapping_add(1);
        Some(byte)
    }

    /// Takes the next byte if it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        if is_there {
            self.at = self.at.wrapping_add(1);
        }
        is_there
    }

    /// How many objects the list ahead has at most, but for brackets in its texts: room to be made before it is read.
    pub(crate) fn objects_ahead(&self) -> usize {
        let (list, _) = cut(self.text.get(self.at..).unwrap_or_default(), BRACKET);
        list.bytes().filter(|byte| *byte == b'{').count()
    }

    /// The text as it is written, from a place to where the reader is.
    pub(crate) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Where the reader is.
    pub(crate) fn place(&self) -> usize {
        self.at
    }

    /// The first byte that is no space; it is not consumed.
    #[inline(never)]
    pub(crate) fn peek_word(&mut self) -> Option<u8> {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.next();
        }
        self.peek()
    }

    #[inline(never)]
    fn refuse(&mut self, is_json: bool, parts: &[&str]) {
        self.refusal = Refusal { at: self.at, is_json, detail: joined(parts) };
    }

    /// Something is wrong with an object as a whole; its place is found when its end is looked for.
    #[inline(never)]
    pub(crate) fn refuse_object(&mut self, parts: &[&str]) {
        self.refuse(true, parts);
        self.refusal.at = IN_OBJECT;
    }

    /// A fault in what was consumed.
    fn fault(&mut self) {
        self.refuse(false, &["not JSON"]);
    }

    /// A fault in the byte that comes next.
    #[inline(never)]
    fn fault_ahead(&mut self) {
        self.next();
        self.fault();
    }

    /// Nothing may follow.
    pub(crate) fn end(&mut self) -> Option<()> {
        if self.peek_word().is_none() {
            return Some(());
        }
        self.fault_ahead();
        None
    }

    pub(crate) fn boolean(&mut self) -> Option<bool> {
        match self.peek_word() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => {
                self.unexpected("a boolean");
                None
            }
        }
    }

    /// Reads a string into [`Reader::string`].
    #[inline(never)]
    pub(crate) fn text(&mut self) -> Option<()> {
        if self.peek_word() == Some(b'"') {
            return self.any_string();
        }
        self.unexpected("a string");
        None
    }

    /// An object: `read` reads the value of each field, by its number in `fields`. A field that is not among them, or there twice, is
    /// refused; so is the lack of one whose bit is in `required`.
    #[inline(never)]
    pub(crate) fn object(&mut self, fields: &[&str], required: u32, read: Field<'_, 'a>) -> Option<()> {
        if self.peek_word() != Some(b'{') {
            self.unexpected("an object");
            return None;
        }
        self.next();
        let read = self.fields(fields, required, read);
        if read.is_some() || self.refusal.at == IN_OBJECT {
            self.peek_word();
            self.take(b'}');
            self.refusal.at = self.at;
        }
        read
    }

    fn fields(&mut self, fields: &[&str], required: u32, read: Field<'_, 'a>) -> Option<()> {
        let mut missing = required;
        let mut seen = 0_u32;
        while self.next_key(seen == 0)? {
            let mut bit = 1_u32;
            let mut index = 0_usize;
            while fields.get(index).is_some_and(|field| *field != self.string) {
                index = index.wrapping_add(1);
                bit <<= 1;
            }
            if index == fields.len() || seen & bit != 0 {
                self.refuse_key(if index == fields.len() { fields } else { &[] });
                return None;
            }
            seen |= bit;
            missing &= !bit;
            self.colon()?;
            read(self, index)?;
        }
        let Ok(first) = usize::try_from(missing.trailing_zeros()) else { return Some(()) };
        let Some(field) = fields.get(first) else { return Some(()) };
        self.refuse_object(&["missing field `", field, "`"]);
        None
    }

    /// A key that is not among the fields there are, or, where there are none to name, was there before.
    fn refuse_key(&mut self, fields: &[&str]) {
        let key = core::mem::take(&mut self.string);
        let kind = if fields.is_empty() { "duplicate field `" } else { "unknown field `" };
        let mut parts = Vec::from([kind, &key]);
        for field in fields {
            parts.extend([if parts.len() == 2 { "`, expected `" } else { "`, `" }, field]);
        }
        parts.push("`");
        self.refuse_object(&parts);
    }

    /// Reads a key into [`Reader::string`]; false at the end of the object.
    fn next_key(&mut self, is_first: bool) -> Option<bool> {
        let next = self.peek_word();
        if next == Some(b'}') {
            return Some(false);
        }
        if (is_first || self.take(b',')) && self.peek_word() == Some(b'"') {
            return self.any_string().map(|()| true);
        }
        self.fault_ahead();
        None
    }

    fn colon(&mut self) -> Option<()> {
        self.peek_word();
        if self.take(b':') {
            return Some(());
        }
        self.fault_ahead();
        None
    }

    /// A list: `read` reads each element.
    pub(crate) fn list(&mut self, read: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.peek_word() != Some(b'[') {
            self.unexpected("a sequence");
            return None;
        }
        self.next();
        let mut is_first = true;
        loop {
            let next = self.peek_word();
            if self.take(b']') {
                return Some(());
            }
            let goes_on = if is_first {
                next.is_some()
            } else {
                self.take(b',') && !matches!(self.peek_word(), Some(b']') | None)
            };
            if !goes_on {
                self.fault_ahead();
                return None;
            }
            is_first = false;
            read(self)?;
        }
    }

    /// Reads the value that stands where another one should, and shows it as it is written.
    #[inline(never)]
    fn unexpected(&mut self, expected: &str) {
        let start = self.at;
        let read = match self.peek() {
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'-' | b'0'..=b'9') => self.number().map(|_| ()),
            Some(b'"') => self.any_string(),
            // Not read further: its first character stands for it.
            Some(b'[' | b'{') => Some(()),
            _ => return self.fault_ahead(),
        };
        if read.is_some() {
            let found = self.text.get(start..self.at.max(start.wrapping_add(1))).unwrap_or_default();
            self.refuse(true, &["invalid type: ", found, ", expected ", expected]);
        }
    }

    /// `null`, `true` or `false`; its first letter was seen.
    #[inline(never)]
    fn word(&mut self, word: &str) -> Option<()> {
        for letter in word.bytes() {
            if !self.take(letter) {
                self.fault_ahead();
                return None;
            }
        }
        Some(())
    }

    /// A string; its quotation mark was seen.
    #[inline(never)]
    fn any_string(&mut self) -> Option<()> {
        self.next();
        self.string.clear();
        let mut start = self.at;
        loop {
            let end = self.at;
            let byte = self.next();
            if matches!(byte, Some(b'"' | b'\\')) {
                self.string.push_str(self.text.get(start..end).unwrap_or_default());
            }
            match byte {
                Some(b'"') => return Some(()),
                Some(b'\\') => {
                    let c = self.escape()?;
                    self.string.push(c);
                    start = self.at;
                }
                Some(0x20..) => {}
                _ => {
                    self.fault();
                    return None;
                }
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next() {
            Some(mark @ (b'"' | b'\\' | b'/')) => char::from(mark),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => {
                self.fault();
                return None;
            }
        })
    }

    /// Four hexadecimal digits, or two times four for a surrogate pair.
    fn code_point(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        let mut code = first;
        if first & 0xfc00 == 0xd800 {
            for expected in *b"\\u" {
                if !self.take(expected) {
                    self.fault_ahead();
                    return None;
                }
            }
            // Without a second half the code stays a surrogate, and so no character.
            let second = self.four_digits()?;
            if second & 0xfc00 == 0xdc00 {
                code = 0x1_0000_u32.wrapping_add((first & 0x3ff) << 10) | (second & 0x3ff);
            }
        }
        let c = char::from_u32(code);
        if c.is_none() {
            self.fault();
        }
        c
    }

    #[inline(never)]
    fn four_digits(&mut self) -> Option<u32> {
        let mut code = Some(0_u32);
        for _ in 0..4 {
            let Some(digit) = self.next() else {
                self.fault();
                return None;
            };
            code = code.and_then(|code| Some(code << 4 | char::from(digit).to_digit(16)?));
        }
        if code.is_none() {
            self.fault();
        }
        code
    }
}
