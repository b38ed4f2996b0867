//! How a decision crosses into JavaScript: as one number, and a short list of texts beside it (G-1). Pure; `wasm.rs` carries
//! it over. The tables of codes, params and URL rules cross once, as the text of [`manifest`]: JavaScript has no copy of them.

use std::borrow::Cow;

use crate::api_name::{UrlKind, url_rules};
use crate::decision::{Decision, Denial, Grant};
use crate::policy::Policy;

/// Set when the first text is what goes on in place of the subject: a canonical URL, or a name without `my.`.
pub const FORWARD: u32 = 1 << 8;
/// The rule of an API that carries a URL sits here, counted from 1; 0 says that it carries none.
pub const RULE_SHIFT: u32 = 16;

/// Every code of a decision: its name, whether it allows, and its params in the order in which their texts follow.
/// `port:number` is a text that JavaScript reads as a number.
const CODES: [(&str, bool, &[&str]); 17] = [
    ("control_off", true, &[]),
    ("list_off", true, &["list"]),
    ("listed", true, &["entry"]),
    ("api_listed", true, &["api"]),
    ("api_official", true, &["api"]),
    ("not_governed", true, &[]),
    ("invalid_url", false, &["reason"]),
    ("ambiguous_url", false, &["violation"]),
    ("not_https", false, &["scheme"]),
    ("ip_not_allowed", false, &["scheme", "host"]),
    ("port_not_listed", false, &["scheme", "host", "port:number"]),
    ("host_not_listed", false, &["scheme", "host"]),
    ("invalid_api", false, &[]),
    ("api_not_listed", false, &["api"]),
    ("header_not_allowed", false, &["header"]),
    ("no_policy", false, &[]),
    ("engine_failed", false, &[]),
];

/// The tables, a line a row: `code <name> <allow|deny> <param>…` and `rule <kind> <field>…`, numbered from 1 in this order.
pub fn manifest() -> String {
    let mut text = String::new();
    for (name, allow, params) in CODES {
        text.extend(["code ", name, if allow { " allow" } else { " deny" }]);
        text.extend(params.iter().flat_map(|param| [" ", param]));
        text.push('\n');
    }
    for rule in url_rules() {
        let kind = match rule.kind {
            UrlKind::Request => "request",
            UrlKind::Socket => "socket",
            UrlKind::Download => "download",
            UrlKind::Page => "page",
            UrlKind::Indirect => "indirect",
        };
        text.extend(["rule ", kind]);
        text.extend(rule.fields.iter().flat_map(|field| [" ", field]));
        text.push('\n');
    }
    text
}

/// One decision as it crosses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire<'a> {
    /// The code's number, counted from 1; 0 is no answer, and so denies. [`FORWARD`] may be set.
    pub number: u32,
    /// What goes on in place of the subject, when [`FORWARD`] is set.
    pub forward: Option<Cow<'a, str>>,
    /// The params' texts, in the order of the manifest.
    pub params: Vec<Cow<'a, str>>,
}

/// Translates a decision about `subject`.
pub fn translate<'a>(decision: &'a Decision<'a>, subject: &str) -> Wire<'a> {
    let number = CODES.iter().zip(1..).find(|((name, ..), _)| *name == decision.code()).map_or(0, |(_, number)| number);
    let forward = forwarded(decision).filter(|text| *text != subject).map(Cow::Borrowed);
    let flag = if forward.is_some() { FORWARD } else { 0 };
    Wire { number: number | flag, forward, params: params(decision) }
}

fn forwarded<'a>(decision: &'a Decision<'a>) -> Option<&'a str> {
    match decision {
        Decision::Allow { grant: Grant::ApiListed { api } | Grant::ApiOfficial { api }, .. } => Some(api),
        _ => decision.href(),
    }
}

fn params<'a>(decision: &'a Decision<'a>) -> Vec<Cow<'a, str>> {
    match decision {
        Decision::Allow { grant, .. } => match grant {
            Grant::ControlOff {} | Grant::NotGoverned {} => vec![],
            Grant::ListOff { list } => vec![list.name().into()],
            Grant::Listed { entry } => vec![entry.to_string().into()],
            Grant::ApiListed { api } | Grant::ApiOfficial { api } => vec![(*api).into()],
        },
        Decision::Deny(denial) => match denial {
            Denial::InvalidUrl { reason } => vec![reason.name().into()],
            Denial::AmbiguousUrl { violation } => vec![violation.name().into()],
            Denial::NotHttps { scheme } => vec![scheme.as_ref().into()],
            Denial::IpNotAllowed { scheme, host } | Denial::HostNotListed { scheme, host } => {
                vec![(*scheme).into(), host.as_ref().into()]
            }
            Denial::PortNotListed { scheme, host, port } => {
                vec![(*scheme).into(), host.as_ref().into(), port.to_string().into()]
            }
            Denial::ApiNotListed { api } => vec![(*api).into()],
            Denial::HeaderNotAllowed { header } => vec![header.as_ref().into()],
            Denial::InvalidApi {} | Denial::NoPolicy {} | Denial::EngineFailed {} => vec![],
        },
    }
}

/// Whether two documents hold the same policy (P-5: an equal revision with other content is a conflict).
pub fn is_same_policy(a: &str, b: &str, form: crate::AppIdForm) -> bool {
    match (Policy::from_json_as(a, form), Policy::from_json_as(b, form)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
