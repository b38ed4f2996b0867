//! The boundary of a wasm that only verifies signed policies (`signed.rs`), as `wasm.rs` is that of the engine: numbers cross, texts lie
//! in a scratch buffer and in an output buffer, and nothing is imported (G-1). It has no engine.

#![allow(unreachable_pub, reason = "wasm_bindgen exports public items only")]

use alloc::string::String;
use alloc::vec::Vec;

use atomic_refcell::AtomicRefCell;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::buffers::{self, text};
use crate::signed::Verifier;

struct State {
    scratch: Vec<u8>,
    output: Vec<u8>,
    verifier: Option<Verifier>,
    expires: Option<u64>,
}

static STATE: AtomicRefCell<State> =
    AtomicRefCell::new(State { scratch: Vec::new(), output: Vec::new(), verifier: None, expires: None });

/// The address of a scratch buffer of that many bytes, in place of the one before.
#[wasm_bindgen]
pub fn scratch(length: u32) -> u32 {
    with(|state| buffers::renew(&mut state.scratch, length))
}

/// The address of the output buffer. It moves with every answer.
#[wasm_bindgen]
pub fn output() -> u32 {
    with(|state| buffers::address(&mut state.output))
}

/// How many bytes of the output are the answer.
#[wasm_bindgen]
pub fn output_length() -> u32 {
    with(|state| buffers::length(&state.output))
}

/// Takes the keys in the scratch buffer, a line each: 1; else 0, with a sentence in the output.
#[wasm_bindgen]
pub fn trust(length: u32, leeway: f64) -> u32 {
    with(|state| {
        let verifier = text(&state.scratch, length)
            .ok_or_else(|| String::from("the keys are no text"))
            .and_then(|lines| Verifier::new(lines, seconds(leeway).unwrap_or_default()));
        let (verifier, output) = match verifier {
            Ok(verifier) => (Some(verifier), Vec::new()),
            Err(sentence) => (None, sentence.into_bytes()),
        };
        state.verifier = verifier;
        state.output = output;
        u32::from(state.verifier.is_some())
    })
}

/// Verifies the text in the scratch buffer: the number of the key that signed it, from 1, with the policy text in the output; else 0,
/// with the error as JSON text. The time is in seconds since 1970.
#[wasm_bindgen]
pub fn verify(length: u32, now: f64) -> u32 {
    with(|state| {
        state.expires = None;
        state.output = Vec::new();
        let text = core::mem::take(&mut state.scratch);
        let Some((verifier, text)) = state.verifier.as_ref().zip(text.get(..length as usize)) else { return 0 };
        match verifier.verify(text, seconds(now)) {
            Ok(signed) => {
                state.expires = signed.expires;
                state.output = signed.policy.into_bytes();
                u32::try_from(signed.key).unwrap_or_default().wrapping_add(1)
            }
            Err(error) => {
                state.output = error.to_json().into_bytes();
                0
            }
        }
    })
}

/// When the policy that was verified last expires, in seconds since 1970; −1: never.
#[wasm_bindgen]
#[allow(clippy::cast_precision_loss, reason = "the verifier takes no larger number than 2^53 - 1")]
pub fn expires() -> f64 {
    with(|state| state.expires.map_or(-1.0, |expires| expires as f64))
}

/// A time as JavaScript tells it. What is no time is none: nothing that expires is taken then.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, from 0, that 53 bits hold")]
fn seconds(time: f64) -> Option<u64> {
    (0.0..9_007_199_254_740_992.0).contains(&time).then_some(time as u64)
}

fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
    run(&mut STATE.borrow_mut())
}

#[cfg(feature = "runtime")]
mod bare;
