//! The header of a signed policy. It is a closed one: `alg`, `kid`, `typ`, and `exp` and `iat` where they are. Nothing else is known, so
//! there is no algorithm to choose, no key in the header, and no extension (`crit`, `b64`, `jwk` …) to be fooled by.

use alloc::string::String;

use super::{SignatureFault, SignedError};
use crate::json::Reader;

/// What `typ` says: a signed policy, and no other thing that the same key may have signed.
pub const TYPE: &str = "minifence-policy+jws";
/// What `alg` may say: one algorithm, by the name of RFC 8037 and by that of RFC 9864.
const ALGORITHMS: [&str; 2] = ["EdDSA", "Ed25519"];
/// The longest key id, in bytes.
const MAX_KID: usize = 128;
/// How much of what is wrong with a header is repeated, in characters.
const MAX_DETAIL: usize = 256;
/// Numbers that JavaScript has whole, as for a revision (P-5).
const MAX_NUMBER: u64 = (1 << 53) - 1;

/// What of it is asked later.
pub(super) struct Header {
    pub(super) kid: String,
    pub(super) expires: Option<u64>,
}

impl Header {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, SignedError> {
        let wrong = |detail: &str| SignedError::Signature { fault: SignatureFault::Header, detail: detail.into() };
        let Ok(text) = core::str::from_utf8(bytes) else { return Err(wrong("not well-formed Unicode")) };
        let mut reader = Reader::new(text);
        let [mut algorithm, mut kid, mut typ] = [const { String::new() }; 3];
        let [mut expires, mut issued] = [None; 2];
        let read = reader
            .object(&["alg", "kid", "typ", "exp", "iat"], 7, &mut |reader, field| {
                match field {
                    0 => algorithm = read_text(reader)?,
                    1 => kid = read_text(reader)?,
                    2 => typ = read_text(reader)?,
                    3 => expires = Some(reader.whole_number()?),
                    _ => issued = Some(reader.whole_number()?),
                }
                Some(())
            })
            .and_then(|()| reader.end());
        if read.is_none() {
            return Err(wrong(&reader.refusal.detail.chars().take(MAX_DETAIL).collect::<String>()));
        }
        if !ALGORITHMS.contains(&algorithm.as_str()) {
            return Err(SignedError::fault(SignatureFault::Algorithm));
        }
        if typ != TYPE {
            return Err(SignedError::fault(SignatureFault::Type));
        }
        if !is_kid(&kid) {
            return Err(wrong("a key id has 1 to 128 printable ASCII characters, and no spaces"));
        }
        if expires.max(issued).is_some_and(|time| time > MAX_NUMBER) {
            return Err(wrong("a time is too large"));
        }
        Ok(Self { kid, expires })
    }
}

fn read_text(reader: &mut Reader<'_>) -> Option<String> {
    reader.text()?;
    Some(core::mem::take(&mut reader.string))
}

/// Printable, and not long: it stands in a line of its own with its key.
pub(super) fn is_kid(text: &str) -> bool {
    (1..=MAX_KID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}
