//! What of a JSON text is not looked at: read to its end as `serde_json` would, so that it is JSON, and forgotten.

use alloc::vec::Vec;

use super::Reader;
use super::number::Number;

impl<'a> Reader<'a> {
    /// The number that a field of the outermost object holds, if the text is JSON to its end; what else there is, is not looked at.
    pub(crate) fn number_field(mut self, name: &str) -> Option<Number<'a>> {
        self.peek_word();
        if !self.take(b'{') {
            return None;
        }
        let (mut found, mut is_first) = (None, true);
        while self.next_key(is_first)? {
            is_first = false;
            self.colon()?;
            let is_number = matches!(self.peek_word(), Some(b'-' | b'0'..=b'9'));
            if self.string != name {
                self.ignore()?;
            } else if is_number && found.is_none() {
                found = Some(self.number()?);
            } else {
                return None;
            }
        }
        self.next();
        self.end()?;
        found
    }

    /// Any value, however deep.
    fn ignore(&mut self) -> Option<()> {
        let mut open = Vec::new();
        loop {
            match self.peek_word()? {
                b'n' => self.word("null")?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'"' => self.ignore_string()?,
                bracket @ (b'[' | b'{') => {
                    self.next();
                    // `]` and `}` lie two behind their partners.
                    let close = bracket.wrapping_add(2);
                    open.push(close);
                    if self.peek_word()? != close {
                        self.ignore_key(close)?;
                        continue;
                    }
                }
                _ => drop(self.any_number()?),
            }
            loop {
                let Some(close) = open.last().copied() else { return Some(()) };
                self.peek_word();
                if self.take(close) {
                    open.pop();
                } else if self.take(b',') {
                    self.ignore_key(close)?;
                    break;
                } else {
                    return None;
                }
            }
        }
    }

    /// The key in front of a value, in an object.
    fn ignore_key(&mut self, close: u8) -> Option<()> {
        if close == b'}' {
            (self.peek_word()? == b'"').then_some(())?;
            self.ignore_string()?;
            self.colon()?;
        }
        Some(())
    }

    fn ignore_string(&mut self) -> Option<()> {
        self.next();
        loop {
            match self.next()? {
                b'"' => return Some(()),
                // Half a surrogate pair is for who reads the string.
                b'\\' if self.take(b'u') => drop(self.four_digits()?),
                b'\\' => drop(self.escape()?),
                ..0x20 => return None,
                _ => {}
            }
        }
    }
}
