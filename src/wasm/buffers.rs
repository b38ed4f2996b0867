//! The two pieces of a wasm's memory that JavaScript writes and reads: what it asks about comes in the one, what is answered goes out in
//! the other (G-1). Both boundaries have them, the engine's and the verifier's.

use alloc::vec;
use alloc::vec::Vec;

/// Puts a buffer of that many bytes in place of the one before; its address.
pub(crate) fn renew(buffer: &mut Vec<u8>, length: u32) -> u32 {
    *buffer = Vec::new();
    *buffer = vec![0; length as usize];
    address(buffer)
}

/// An address as JavaScript sees it. Exposed, since JavaScript reads and writes there.
#[allow(clippy::cast_possible_truncation, reason = "addresses of wasm32 have 32 bits")]
pub(crate) fn address(buffer: &mut Vec<u8>) -> u32 {
    buffer.as_mut_ptr().expose_provenance() as u32
}

pub(crate) fn length(buffer: &[u8]) -> u32 {
    u32::try_from(buffer.len()).unwrap_or_default()
}

/// The text in the first bytes of a buffer.
pub(crate) fn text(bytes: &[u8], length: u32) -> Option<&str> {
    core::str::from_utf8(bytes.get(..length as usize)?).ok()
}
