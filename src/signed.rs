//! Policies that travel signed: a compact JWS (RFC 7515) over the policy text, byte for byte, by Ed25519 (RFC 8037). It says whether a
//! text comes from who holds a key, unchanged and not expired, and gives the policy text out of it. It judges nothing, reads no policy,
//! and has no clock: the time is given.
//!
//! The header is a closed one: `alg`, `kid`, `typ`, and `exp` and `iat` where they are. Nothing else is known, so there is no algorithm to
//! choose, no key in the header, and no extension (`crit`, `b64`, `jwk` …) to be fooled by.

use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::json::Reader;
use crate::text::{joined, push_all, push_number};

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

/// Why a text is not the signed policy that is wanted. It repeats what the text says only in `detail` and `kid`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedError {
    /// Not three parts of base64url: a bare policy, a page, half a download.
    Unsigned,
    /// In three parts, and not a signature that counts.
    Signature {
        /// What does not hold.
        fault: SignatureFault,
        /// What is wrong with the header; else empty.
        detail: String,
    },
    /// No key of that id is trusted.
    Key {
        /// The id that the header names.
        kid: String,
    },
    /// Authentic, and too old to be taken.
    Expired {
        /// In seconds since 1970.
        expires: u64,
        /// In seconds since 1970; 0 where there is no time.
        now: u64,
    },
}

/// What does not hold of a text in three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureFault {
    /// A part is not what its bytes would be written as.
    Encoding,
    /// The header is not JSON, or has other fields.
    Header,
    /// Another algorithm.
    Algorithm,
    /// Another kind of document.
    Type,
    /// The signature is not that of this key over these bytes.
    Signature,
    /// What was signed is not text.
    Payload,
}

impl SignatureFault {
    /// As it crosses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Header => "header",
            Self::Algorithm => "algorithm",
            Self::Type => "type",
            Self::Signature => "signature",
            Self::Payload => "payload",
        }
    }
}

impl SignedError {
    /// The code, as in `docs/codes.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsigned => "policy_unsigned",
            Self::Signature { .. } => "policy_signature",
            Self::Key { .. } => "policy_key",
            Self::Expired { .. } => "policy_expired",
        }
    }

    /// As JSON text, `{ code, params }` as `types.d.ts` has it.
    pub fn to_json(&self) -> String {
        let mut json = String::from("{");
        put_text(&mut json, "code", self.code());
        json.push_str(",\"params\":{");
        match self {
            Self::Unsigned => {}
            Self::Signature { fault, detail } => {
                put_text(&mut json, "reason", fault.name());
                put_text(&mut json, "detail", detail);
            }
            Self::Key { kid } => put_text(&mut json, "kid", kid),
            Self::Expired { expires, now } => {
                for (name, time) in [("expires", expires), ("now", now)] {
                    put_name(&mut json, name);
                    push_number(&mut json, *time, 10);
                }
            }
        }
        json.push_str("}}");
        json
    }

    fn fault(fault: SignatureFault) -> Self {
        Self::Signature { fault, detail: String::new() }
    }
}

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

struct Header {
    kid: String,
    expires: Option<u64>,
}

impl Header {
    fn read(bytes: &[u8]) -> Result<Self, SignedError> {
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

fn put_name(json: &mut String, name: &str) {
    let comma = if json.ends_with('{') { "" } else { "," };
    push_all(json, &[comma, "\"", name, "\":"]);
}

fn put_text(json: &mut String, name: &str, text: &str) {
    put_name(json, name);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            ..' ' => {
                json.push_str(if c < '\u{10}' { "\\u000" } else { "\\u00" });
                push_number(json, u32::from(c).into(), 16);
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}

fn read_text(reader: &mut Reader<'_>) -> Option<String> {
    reader.text()?;
    Some(core::mem::take(&mut reader.string))
}

/// Strict: no point of small order, nothing that could be written in two ways.
fn holds(key: &VerifyingKey, signed: &[u8], signature: &[u8]) -> bool {
    Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(signed, &signature).is_ok())
}

fn is_kid(text: &str) -> bool {
    (1..=MAX_KID).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, A.4: a JWS of the standard's own, whose header is not that of a policy.
    #[test]
    fn the_signature_of_the_standard_holds() {
        let text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        let verifier = Verifier::new("a 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", 0).unwrap();
        let refused = verifier.verify(text.as_bytes(), Some(0)).unwrap_err();
        assert_eq!(refused.code(), "policy_signature");
        let (signed, signature) = text.rsplit_once('.').unwrap();
        let [header, payload, _] = parts(text.as_bytes()).unwrap();
        assert_eq!(decode(header).unwrap(), br#"{"alg":"EdDSA"}"#);
        assert_eq!(decode(payload).unwrap(), b"Example of Ed25519 signing");
        let (_, key) = verifier.keys.first().unwrap();
        assert!(holds(key, signed.as_bytes(), &decode(signature.as_bytes()).unwrap()));
        assert!(!holds(key, b"Example of Ed25519 signing", &decode(signature.as_bytes()).unwrap()));
    }
}
