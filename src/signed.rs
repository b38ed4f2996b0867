//! Policies that travel signed: a compact JWS (RFC 7515) over the policy text, byte for byte, by Ed25519 (RFC 8037). It says whether a
//! text comes from who holds a key, unchanged and not expired, and gives the policy text out of it. It judges nothing, reads no policy,
//! and has no clock: the time is given.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::text::joined;

mod error;
mod header;
#[cfg(test)]
mod vectors;

pub use error::{SignatureFault, SignedError};
pub use header::TYPE;
use header::{Header, is_kid};

/// A policy text whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The text that was signed.
    pub policy: String,
    /// The number of the key, as they were given, from 0.
    pub key: usize,
    /// From when on it is not taken any more, in seconds since 1970.
    pub expires: Option<u64>,
}

/// The keys that are trusted.
#[derive(Debug)]
pub struct Verifier {
    keys: Vec<(String, VerifyingKey)>,
    leeway: u64,
}

impl Verifier {
    /// Takes keys, a line each: the key id, a space, and `x` of the JWK (RFC 8037). `leeway` is how many seconds the clock may be wrong.
    ///
    /// # Errors
    /// A sentence that names the line, counted from 1.
    pub fn new(lines: &str, leeway: u64) -> Result<Self, String> {
        let mut keys: Vec<(String, VerifyingKey)> = Vec::new();
        for line in lines.split('\n') {
            let Some((kid, x)) = line.split_once(' ') else { return Err("a key needs `kid` and `x`".into()) };
            if !is_kid(kid) {
                return Err("a key id has 1 to 128 printable ASCII characters, and no spaces".into());
            }
            if keys.iter().any(|(other, _)| other == kid) {
                return Err(joined(&["the key id `", kid, "` is there twice"]));
            }
            let bytes = BASE64URL.decode(x).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            let key = bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok()).filter(|key| !key.is_weak());
            let Some(key) = key else { return Err(joined(&["`x` of `", kid, "` is no public key of Ed25519"])) };
            keys.push((kid.into(), key));
        }
        Ok(Self { keys, leeway })
    }

    /// Reads a signed policy. The time is in seconds since 1970; without one, nothing that expires is taken.
    ///
    /// # Errors
    /// [`SignedError`]; of an expiry only when all else holds.
    pub fn verify(&self, text: &[u8], now: Option<u64>) -> Result<Signed, SignedError> {
        let [header, payload, signature] = parts(text).ok_or(SignedError::Unsigned)?;
        // What was signed is the text as it came, up to the second dot.
        let signed = text.get(..header.len().saturating_add(payload.len()).saturating_add(1)).unwrap_or_default();
        let [header, payload, signature] = [decode(header)?, decode(payload)?, decode(signature)?];
        let header = Header::read(&header)?;
        let found = self.keys.iter().enumerate().find(|(_, (kid, _))| *kid == header.kid);
        let Some((number, (_, key))) = found else { return Err(SignedError::Key { kid: header.kid }) };
        if !holds(key, signed, &signature) {
            return Err(SignedError::fault(SignatureFault::Signature));
        }
        if let Some(expires) = header.expires {
            let is_fresh = now.is_some_and(|now| now < expires.saturating_add(self.leeway));
            if !is_fresh {
                return Err(SignedError::Expired { expires, now: now.unwrap_or_default() });
            }
        }
        let policy = String::from_utf8(payload).map_err(|_| SignedError::fault(SignatureFault::Payload))?;
        Ok(Signed { policy, key: number, expires: header.expires })
    }
}

/// Strict: no point of small order, nothing that could be written in two ways.
fn holds(key: &VerifyingKey, signed: &[u8], signature: &[u8]) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(signed, &signature).is_ok())
}

/// Three parts with a dot between them, none of them empty, of base64url's characters alone: no padding, no spaces.
fn parts(text: &[u8]) -> Option<[&[u8]; 3]> {
    let mut parts = text.split(|byte| *byte == b'.');
    let found = [parts.next()?, parts.next()?, parts.next()?];
    let is_plain = |part: &&[u8]| {
        !part.is_empty() && part.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    (parts.next().is_none() && found.iter().all(is_plain)).then_some(found)
}

/// Strict: what is left over in the last character is zero.
fn decode(part: &[u8]) -> Result<Vec<u8>, SignedError> {
    BASE64URL.decode(part).map_err(|_| SignedError::fault(SignatureFault::Encoding))
}
