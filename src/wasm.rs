//! The boundary: with `wasm/console.rs` the only file that names `wasm_bindgen`. It translates, and decides nothing about
//! permissions.
//!
//! The judging path crosses with numbers only. JavaScript writes a subject into the scratch buffer, calls a check with its
//! length, and reads the texts of the answer from the output buffer. Such an export needs no generated glue at run time, and
//! the runtime build imports nothing, so no poisoned built-in lies between a decision and its answer (G-1).
//! One instance holds one engine: a new policy is a new instance (G-8).

#![allow(unreachable_pub, reason = "wasm_bindgen exports public items only")]

use alloc::vec::Vec;

use atomic_refcell::AtomicRefCell;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::buffers::{self, text};
use crate::decision::{Decision, UrlFault};
use crate::engine::Engine;
use crate::policy::{AppIdForm, List, Mode, Policy};
use crate::wire::{detail, is_same_policy, manifest, push_exact, translate, translate_authority, translate_error};
use crate::{ApiName, PolicyError};

/// Given as a length by the airlock when the subject is no primitive string (U-2, A-1).
const NOT_A_STRING: u32 = u32::MAX;

struct State {
    scratch: Vec<u8>,
    output: Vec<u8>,
    engine: Option<Engine>,
}

static STATE: AtomicRefCell<State> =
    AtomicRefCell::new(State { scratch: Vec::new(), output: Vec::new(), engine: None });

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

/// Puts the tables of codes and URL rules into the output.
#[wasm_bindgen]
pub fn tables() {
    with(|state| state.output = manifest().into_bytes());
}

/// Compiles the policy text in the scratch buffer: 1 when this instance now judges by it, with the appId in the output;
/// else the number of the error's code, which is another, with its params.
#[wasm_bindgen]
pub fn compile(length: u32, token_app_id: bool) -> u32 {
    with(|state| {
        let not_text = || PolicyError::PolicySyntax { line: 1, column: 1, detail: "not well-formed Unicode".into() };
        let compiled = text(&state.scratch, length)
            .ok_or_else(not_text)
            .and_then(|text| Policy::from_json_as(text, form(token_app_id)));
        // Memory never shrinks: the engine has the room in which the text was.
        state.scratch = Vec::new();
        match compiled.and_then(Engine::from_policy) {
            Ok(engine) => {
                state.output = engine.app_id().as_bytes().to_vec();
                state.engine = Some(engine);
                1
            }
            Err(error) => {
                state.output.clear();
                translate_error(&error, &mut state.output)
            }
        }
    })
}

/// 0 without an engine, 1 off, 2 report, 3 enforce.
#[wasm_bindgen]
pub fn mode() -> u32 {
    with(|state| match state.engine.as_ref().map(Engine::mode) {
        None => 0,
        Some(Mode::Off) => 1,
        Some(Mode::Report) => 2,
        Some(Mode::Enforce) => 3,
    })
}

/// The policy's revision; −1 without an engine.
#[wasm_bindgen]
#[allow(clippy::cast_precision_loss, reason = "a revision is at most 2^53 - 1 (P-5)")]
pub fn revision() -> f64 {
    with(|state| state.engine.as_ref().map_or(-1.0, |engine| engine.revision() as f64))
}

/// Whether the two policy texts that lie one behind the other in the scratch buffer hold the same policy (P-5).
#[wasm_bindgen]
pub fn same_policy(first: u32, second: u32, token_app_id: bool) -> u32 {
    with(|state| {
        let Some((a, rest)) = state.scratch.split_at_checked(first as usize) else { return 0 };
        let texts = (core::str::from_utf8(a), text(rest, second));
        match texts {
            (Ok(a), Some(b)) => u32::from(is_same_policy(a, b, form(token_app_id))),
            _ => 0,
        }
    })
}

/// Judges the URL of a request or upload.
#[wasm_bindgen]
pub fn check_request(length: u32) -> u32 {
    check(length, List::ServerDomains, Engine::check_request)
}

/// Judges the URL of a socket.
#[wasm_bindgen]
pub fn check_socket(length: u32) -> u32 {
    check(length, List::ServerDomains, Engine::check_socket)
}

/// Judges the URL of a download.
#[wasm_bindgen]
pub fn check_download(length: u32) -> u32 {
    check(length, List::ServerDomains, Engine::check_download)
}

/// Judges the path or URL of a file that is read.
#[wasm_bindgen]
pub fn check_read(length: u32) -> u32 {
    check(length, List::ServerDomains, Engine::check_read)
}

/// Judges a page that an API opens.
#[wasm_bindgen]
pub fn check_page(length: u32) -> u32 {
    check(length, List::WebViewDomains, Engine::check_page)
}

/// Judges the URL of a web-view.
#[wasm_bindgen]
pub fn check_web_view(length: u32) -> u32 {
    check(length, List::WebViewDomains, Engine::check_web_view)
}

/// Judges an API name, and tells the rule of its URL beside the code.
#[wasm_bindgen]
pub fn check_api(length: u32) -> u32 {
    check(length, List::Apis, Engine::check_api) | detail(rule(length))
}

/// Judges a URL for the server list by its authority, which is in the scratch buffer: as [`check_request`] or [`check_socket`],
/// provided that the rest of the URL is canonical. 0 says "ask with the whole URL".
#[wasm_bindgen]
pub fn find_server(length: u32) -> u32 {
    find(length, List::ServerDomains)
}

/// The same for the web-view list, as [`check_web_view`] and [`check_page`].
#[wasm_bindgen]
pub fn find_page(length: u32) -> u32 {
    find(length, List::WebViewDomains)
}

/// Puts the entries of the server list that are one host and a port into the output, each behind its number. 1 when they are all that
/// the list allows.
#[wasm_bindgen]
pub fn exact_servers() -> u32 {
    exact(List::ServerDomains)
}

/// The same for the web-view list.
#[wasm_bindgen]
pub fn exact_pages() -> u32 {
    exact(List::WebViewDomains)
}

/// As many entries are told to JavaScript: it looks for them one by one, where a longer list is faster asked for here.
const MAX_EXACT: usize = 64;

fn find(length: u32, list: List) -> u32 {
    with(|State { scratch, output, engine }| {
        output.clear();
        let asked = engine.as_ref().zip(text(scratch, length));
        let found = asked.and_then(|(engine, authority)| engine.check_authority(list, authority));
        found.map_or(0, |(authority, found)| translate_authority(&authority, found, output))
    })
}

fn exact(list: List) -> u32 {
    with(|State { output, engine, .. }| {
        output.clear();
        let Some(set) = engine.as_ref().and_then(|engine| engine.short_list(list, MAX_EXACT)) else { return 0 };
        push_exact(set.exact(), output);
        u32::from(!set.reaches_down())
    })
}

fn rule(length: u32) -> Option<usize> {
    with(|state| ApiName::parse(text(&state.scratch, length)?).ok()?.url_rule())
}

fn check(length: u32, list: List, judge: for<'a> fn(&'a Engine, &'a str) -> Decision<'a>) -> u32 {
    with(|State { scratch, output, engine }| {
        output.clear();
        let Some(engine) = engine else { return 0 };
        let subject = text(scratch, length);
        let fault = if length == NOT_A_STRING { UrlFault::NotAString } else { UrlFault::NotWellFormed };
        let decision = subject.map_or_else(|| engine.check_fault(list, fault), |subject| judge(engine, subject));
        translate(&decision, subject.unwrap_or_default(), output)
    })
}

fn with<T>(run: impl FnOnce(&mut State) -> T) -> T {
    run(&mut STATE.borrow_mut())
}

fn form(token: bool) -> AppIdForm {
    if token { AppIdForm::Token } else { AppIdForm::Digits16 }
}

#[cfg(feature = "runtime")]
mod bare;
#[cfg(feature = "admin")]
mod console;
