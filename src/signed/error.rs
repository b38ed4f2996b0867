//! Why a text is not the signed policy that is wanted, and how that crosses. Codes and their params; no verifying.

use alloc::string::String;

use crate::text::{push_all, push_number};

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

    pub(super) fn fault(fault: SignatureFault) -> Self {
        Self::Signature { fault, detail: String::new() }
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
