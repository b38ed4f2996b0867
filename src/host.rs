//! Hosts: text → what the URL standard makes of it (U-5). The reading of the `url` crate defines the truth; tests hold this
//! one to it, byte for byte. IDNA itself is the business of the `idna` crate.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ip::{ends_in_number, read_v4, read_v6};
use crate::text::has;

/// A host that is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Host {
    /// A name in ASCII: A-labels, lower case. Not yet a domain by the grammar of U-6.
    Name(String),
    /// An address, in canonical notation.
    Ip(String),
    /// A name in other characters, which this build cannot read: it carries no tables of IDNA.
    #[cfg(not(feature = "idna"))]
    Idn,
}

/// Reads the host of an `https` URL; `None` when the standard refuses it.
pub(crate) fn read(text: &str) -> Option<Host> {
    if text.starts_with('[') {
        return read_v6(text).map(Host::Ip);
    }
    let name = unescaped(text);
    #[cfg(feature = "idna")]
    let name = if !is_ascii(&name) || has_a_label(&name) { by_idna(&name, false)? } else { lower_case(name)? };
    #[cfg(not(feature = "idna"))]
    let name = if is_ascii(&name) { lower_case(name)? } else { return Some(Host::Idn) };
    if name.is_empty() {
        return None;
    }
    if ends_in_number(&name) {
        return read_v4(&name).map(Host::Ip);
    }
    Some(Host::Name(name))
}

/// The standard library's own is made for long texts.
fn is_ascii(name: &[u8]) -> bool {
    name.iter().all(u8::is_ascii)
}

/// The bytes behind percent escapes. A `%` that begins none stays, and is refused later.
fn unescaped(text: &str) -> Vec<u8> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let mut byte = *first;
        rest = behind;
        if let (b'%', [high, low, behind @ ..]) = (byte, behind)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            byte = high << 4 | low;
            rest = behind;
        }
        bytes.push(byte);
    }
    bytes
}

/// The standard's "domain to ASCII" for a name in ASCII: lower case, and some characters refused. IDNA has more to say about A-labels.
fn lower_case(mut name: Vec<u8>) -> Option<String> {
    name.make_ascii_lowercase();
    let is_forbidden = |b: &u8| *b <= b' ' || has(b"%#/:<>?@[\\]^|\x7f", *b);
    if name.iter().any(is_forbidden) {
        return None;
    }
    String::from_utf8(name).ok()
}

/// Whether a label begins with `xn--`, in any case.
pub(crate) fn has_a_label(name: &[u8]) -> bool {
    name.split(|b| *b == b'.').any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"xn--")))
}

/// The Unicode form of a name that was read.
#[cfg(feature = "idna")]
pub(crate) fn to_unicode(name: &str) -> Option<String> {
    by_idna(name.as_bytes(), true)
}

/// IDNA by UTS 46, as the URL standard asks for it: A-labels, or their Unicode form. One call for both, so that the code is there once.
#[cfg(feature = "idna")]
fn by_idna(name: &[u8], to_unicode: bool) -> Option<String> {
    use idna::uts46::{AsciiDenyList, ErrorPolicy, Hyphens, ProcessingSuccess, Uts46};
    let mut text = String::new();
    let as_unicode = |_: &[char], _: &[char], _: bool| to_unicode;
    let (deny, policy) = (AsciiDenyList::URL, ErrorPolicy::FailFast);
    match Uts46::new().process(name, deny, Hyphens::Allow, policy, as_unicode, &mut text, None) {
        Ok(ProcessingSuccess::WroteToSink) => Some(text),
        Ok(ProcessingSuccess::Passthrough) => core::str::from_utf8(name).ok().map(Into::into),
        Err(_) => None,
    }
}
