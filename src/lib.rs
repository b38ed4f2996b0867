//! minifence judges what a *mini program* may reach: servers, APIs and web-view pages, by the three allowlists that an admin
//! keeps for it.
//!
//! # Syntax of a policy
//! A [`Policy`] is read from JSON text. It names the mini program (`appId`), a monotonic `revision`, the `mode` (`off`,
//! `report`, `enforce`) and the three lists. An entry is `host[:port]`, `*.host[:port]` or an API name.
//!
//! # Example
//! ```
//! use minifence::{Engine, Policy};
//! let policy = Policy::from_json(r#"{
//!   "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "enforce",
//!   "serverDomains":  { "entries": [ { "domain": "api.example.com", "remark": "orders" } ] },
//!   "apis":           { "entries": [ { "api": "tinyToNative" } ] },
//!   "webViewDomains": { "entries": [ { "domain": "*.m.example.com" } ] } }"#)?;
//! let engine = Engine::new(&policy)?;
//! assert!(engine.check_request("https://api.example.com/orders?id=1").is_allow());
//! assert_eq!(engine.check_request("https://api.example.com.evil.test/").code(), "host_not_listed");
//! assert!(engine.check_api("my.showToast").is_allow());
//! # Ok::<(), minifence::PolicyError>(())
//! ```
//!
//! # Scope of this crate
//! It is pure: no clock, no randomness, no I/O, no JavaScript, no panics. It judges; the JavaScript shim of the npm package
//! `minifence` *enforces*. It does not see redirects, nor what a native layer does after a call was handed over (U-10).
//! Rule numbers such as U-3 are explained in `docs/rules.md`, codes in `docs/codes.md`.

#![cfg_attr(feature = "runtime", no_std)]

extern crate alloc;

#[cfg(feature = "admin")]
pub mod admin;
mod api_name;
#[cfg(target_arch = "wasm32")]
#[path = "wasm/buffers.rs"]
mod buffers;
mod byte;
#[cfg(any(test, not(feature = "serde")))]
mod canonical;
mod decision;
mod domain;
mod domain_set;
mod engine;
#[cfg(feature = "serde")]
mod entry;
#[cfg(test)]
#[path = "../tests/fuzz/generate.rs"]
mod generate;
mod hidden;
mod host;
mod href;
mod index;
mod ip;
#[cfg(feature = "serde")]
mod issue;
#[cfg(any(test, feature = "signed", not(feature = "serde")))]
#[cfg_attr(
    all(feature = "signed", feature = "serde", not(test)),
    allow(dead_code, reason = "a header needs half of it")
)]
mod json;
#[cfg(test)]
mod oracle;
mod plain;
mod policy;
mod policy_error;
#[cfg(any(test, not(feature = "serde")))]
mod policy_reader;
#[cfg(feature = "serde")]
mod policy_serde;
mod records;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "signed")]
pub mod signed;
#[cfg(feature = "serde")]
mod strict;
mod subject;
mod text;
#[cfg(feature = "serde")]
mod validate;
#[cfg(all(target_arch = "wasm32", not(feature = "signed")))]
mod wasm;
#[cfg(all(target_arch = "wasm32", feature = "signed"))]
#[path = "wasm/signed.rs"]
mod wasm_signed;
pub mod wire;
mod written;

pub use api_name::{ApiFault, ApiName, UrlKind, UrlRule, url_rules};
pub use decision::{Decision, Denial, Grant, UrlFault, Violation};
pub use domain::{Domain, DomainFault, DomainPattern};
pub use domain_set::{DomainSet, Match};
pub use engine::Engine;
#[cfg(feature = "serde")]
pub use issue::{Issue, Notice, PathPart, Problem, Severity, What};
pub use plain::Authority;
pub use policy::{ApiEntry, ApiList, AppIdForm, DomainEntry, DomainList, HostRule, List, Mode, Policy};
pub use policy_error::PolicyError;
#[cfg(feature = "schema")]
pub use schema::policy_schema;
#[cfg(feature = "serde")]
pub use validate::{Draft, Validated, validate_entry, validate_policy};
