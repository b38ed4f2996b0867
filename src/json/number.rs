//! Numbers of a JSON text: whole ones that a field takes. Of the others it knows only whether they are numbers.

use super::Reader;

impl Reader<'_> {
    pub(crate) fn whole_number(&mut self) -> Option<u64> {
        let is_number = matches!(self.peek_word(), Some(b'-' | b'0'..=b'9'));
        let start = self.at;
        let number = if is_number { self.number()? } else { None };
        if number.is_none() {
            self.at = start;
            self.unexpected("a whole number");
        }
        number
    }

    /// A number; its first character was seen. What is told is its value, if it is whole, without a sign, and 64 bits hold it. How large
    /// another one is, is nobody's business: it is refused.
    #[inline(never)]
    #[allow(clippy::option_option, reason = "no JSON, another number, or this one")]
    pub(super) fn number(&mut self) -> Option<Option<u64>> {
        let has_sign = self.take(b'-');
        // A zero in front stands alone.
        let mut number = if self.take(b'0') { Some(Some(0)) } else { self.digits() };
        if number == Some(Some(0)) && matches!(self.peek(), Some(b'0'..=b'9')) {
            number = None;
        }
        if number.is_some() && self.take(b'.') {
            number = self.digits().map(|_| None);
        }
        if number.is_some() && (self.take(b'e') || self.take(b'E')) {
            let _ = self.take(b'-') || self.take(b'+');
            number = self.digits().map(|_| None);
        }
        if number.is_none() {
            self.fault_ahead();
        }
        number.map(|value| value.filter(|_| !has_sign))
    }

    /// Reads digits, at least one.
    #[inline(never)]
    #[allow(clippy::option_option, reason = "none at all, too many, or their value")]
    fn digits(&mut self) -> Option<Option<u64>> {
        let (start, mut value) = (self.at, Some(0_u64));
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            self.next();
            value = value.filter(|value| *value <= u64::MAX / 10);
            value = value.and_then(|value| value.wrapping_mul(10).checked_add(u64::from(digit & 15)));
        }
        (self.at != start).then_some(value)
    }
}
