//! Numbers of a JSON text: whole ones that a field takes, and as much of the others as it needs to refuse them where `serde_json` does.

use super::{END_OF_VALUE, Reader};

const BAD_NUMBER: &str = "invalid number";
/// The largest exponent that is read.
const MAX_POWER: u64 = 0x7fff_ffff;

/// A number, as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<'a> {
    pub(crate) text: &'a str,
    /// A whole number without a sign that 64 bits hold.
    pub(crate) value: Option<u64>,
    /// A whole number below zero that 63 bits hold.
    is_negative: bool,
    /// Where it became too large for any number of JavaScript's.
    overflow: Option<usize>,
}

impl<'a> Reader<'a> {
    pub(crate) fn whole_number(&mut self) -> Option<u64> {
        if matches!(self.peek_word(), Some(b'-' | b'0'..=b'9')) {
            let number = self.number()?;
            if number.value.is_some() {
                return number.value;
            }
            self.unexpected_number(number, "u64");
        } else {
            self.unexpected("u64");
        }
        None
    }

    pub(super) fn unexpected_number(&mut self, number: Number<'_>, expected: &str) {
        let invalid = if number.is_negative && expected == "u64" { "invalid value: " } else { "invalid type: " };
        let is_whole = number.is_negative || number.value.is_some();
        let kind = if is_whole { "integer `" } else { "floating point `" };
        self.refuse(true, &[invalid, kind, number.text, "`, expected ", expected]);
    }

    /// A number; its first character was seen.
    pub(super) fn number(&mut self) -> Option<Number<'a>> {
        let number = self.any_number()?;
        let Some(overflow) = number.overflow else { return Some(number) };
        self.at = overflow;
        self.fault("number out of range");
        None
    }

    /// Reads digits, whole ones or those of a fraction, until the sum is over a limit; whether there was any.
    #[inline(never)]
    fn digits(&mut self, sum: &mut Digits, fraction: i64, limit: u64) -> bool {
        let start = self.at;
        while let (Some(digit @ b'0'..=b'9'), true) = (self.peek(), sum.significand <= limit) {
            self.next();
            let next = sum.significand.checked_mul(10).and_then(|all| all.checked_add(u64::from(digit & 15)));
            sum.is_long |= next.is_none();
            if !sum.is_long {
                sum.significand = next.unwrap_or_default();
            }
            sum.exponent = sum.exponent.wrapping_add(i64::from(sum.is_long)).wrapping_sub(fraction);
        }
        self.at != start
    }

    /// The same, however large it is.
    #[inline(never)]
    pub(super) fn any_number(&mut self) -> Option<Number<'a>> {
        let start = self.at;
        let has_sign = self.take(b'-');
        let mut sum = Digits::default();
        let mut is_whole = true;
        // A zero in front stands alone.
        let mut holds = if self.take(b'0') {
            !matches!(self.peek(), Some(b'0'..=b'9'))
        } else {
            self.digits(&mut sum, 0, u64::MAX)
        };
        if holds && self.take(b'.') {
            is_whole = false;
            holds = self.digits(&mut sum, 1, u64::MAX);
        }
        let mut overflow = None;
        if holds && (self.take(b'e') || self.take(b'E')) {
            is_whole = false;
            let is_negative = self.take(b'-');
            let _ = !is_negative && self.take(b'+');
            let mut power = Digits::default();
            holds = self.digits(&mut power, 0, MAX_POWER);
            if power.significand > MAX_POWER {
                overflow = Some(self.at);
                self.digits(&mut power, 0, u64::MAX);
            }
            let power = power.significand.cast_signed() & i64::MAX >> 1;
            sum.exponent = sum.exponent.wrapping_add(if is_negative { power.wrapping_neg() } else { power });
        }
        if !holds {
            self.fault_ahead(BAD_NUMBER, END_OF_VALUE);
            return None;
        }
        if sum.exponent < 0 || sum.significand == 0 {
            overflow = None;
        } else if overflow.is_none() && is_infinite(sum.significand, sum.exponent) {
            overflow = Some(self.at);
        }
        let is_whole = is_whole && !sum.is_long;
        Some(Number {
            text: self.since(start),
            value: Some(sum.significand).filter(|_| is_whole && !has_sign),
            is_negative: is_whole && has_sign && (1..=1 << 63).contains(&sum.significand),
            overflow,
        })
    }
}

/// What 64 bits hold of a number's digits, and the power of ten that goes with it.
#[derive(Default)]
struct Digits {
    significand: u64,
    exponent: i64,
    is_long: bool,
}

/// Whether a number is beyond all that JavaScript has.
#[allow(clippy::cast_precision_loss, reason = "the magnitude counts")]
fn is_infinite(significand: u64, exponent: i64) -> bool {
    exponent > 308 || (0..exponent).fold(significand as f64, |number, _| number * 10.0).is_infinite()
}
