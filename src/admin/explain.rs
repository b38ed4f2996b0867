//! The "test it" box (C-2): the decision for a URL or API name, the entry that allowed it, or the nearest entries and the
//! entry that would.

use serde::Serialize;

use super::edit::entries;
use super::nearest::nearest;
use super::read_list;
use crate::decision::{Decision, Denial, Grant};
use crate::domain::{Domain, DomainPattern};
use crate::engine::Engine;
use crate::issue::Issue;
use crate::policy::{List, Mode, Policy};
use crate::subject::{self, Scheme};
use crate::validate::{Draft, check_draft};

/// What the box shows.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Explanation<'a> {
    /// The subject was judged.
    Judged {
        /// The engine's own answer.
        decision: serde_json::Value,
        /// In `report` a denial is told, not carried out (P-1).
        mode: Mode,
        /// The entry that allowed it.
        #[serde(skip_serializing_if = "Option::is_none")]
        entry: Option<String>,
        /// Entries that come close, the closest first; at most three.
        nearest: Vec<String>,
        /// What to add, so that it is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        add: Option<Addition<'a>>,
    },
    /// It could not be: the policy or the list is not one.
    Refused {
        /// What to mend.
        issues: Vec<Issue>,
    },
}

/// An entry that would allow the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addition<'a> {
    /// The list it belongs to.
    pub list: &'a str,
    /// Its canonical text.
    pub text: String,
}

/// Explains what the policy says about a subject of that list.
pub fn explain<'a>(policy: &Policy, list: &'a str, subject: &str) -> Explanation<'a> {
    let engine = Engine::new(policy).map_err(|error| vec![Issue::new(error, &[])]);
    let (engine, kind) = match (engine, read_list(list)) {
        (Ok(engine), Ok(kind)) => (engine, kind),
        (Err(issues), _) | (_, Err(issues)) => return Explanation::Refused { issues },
    };
    let decision = judge(&engine, kind, subject);
    let entry = match &decision {
        Decision::Allow { grant: Grant::Listed { entry, .. }, .. } => Some((*entry).to_owned()),
        Decision::Allow { grant: Grant::ApiListed { api }, .. } => listing(&entries(policy, kind), api),
        _ => None,
    };
    let near = wanted(&decision, subject);
    let nearest = near.as_deref().map(|text| nearest(policy, kind, text)).unwrap_or_default();
    // What cannot be listed (a reserved name, a full list) is not proposed. What is denied is not listed yet.
    let add = near.filter(|text| {
        let length = entries(policy, kind).len();
        check_draft(kind, Draft { text, remark: "" }, length, |_| false).is_ok()
    });
    Explanation::Judged {
        decision: serde_json::to_value(&decision).unwrap_or_default(),
        mode: engine.mode(),
        entry,
        nearest,
        add: add.map(|text| Addition { list, text }),
    }
}

/// The server list governs sockets too: their scheme says which check it is.
pub(super) fn judge<'a>(engine: &'a Engine, list: List, subject: &'a str) -> Decision<'a> {
    let is_socket = |text: &str| text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("wss:"));
    match list {
        List::Apis => engine.check_api(subject),
        List::WebViewDomains => engine.check_web_view(subject),
        List::ServerDomains if is_socket(subject) => engine.check_socket(subject),
        List::ServerDomains => engine.check_request(subject),
    }
}

/// The entry that would turn this denial into a grant.
pub(super) fn wanted(decision: &Decision<'_>, text: &str) -> Option<String> {
    let scheme = match decision {
        Decision::Deny(Denial::ApiNotListed { api }) => return Some((*api).to_owned()),
        Decision::Deny(Denial::HostNotListed { scheme, .. } | Denial::PortNotListed { scheme, .. }) => *scheme,
        _ => return None,
    };
    let target = subject::read(text, if scheme == "wss" { Scheme::Wss } else { Scheme::Https }).ok()?;
    let domain = Domain::new(&target.host).ok()?;
    Some(DomainPattern::new(false, domain, Some(target.port)).to_string())
}

/// The entry that admits an API: its own name, or the alias that was listed.
fn listing(entries: &[String], api: &str) -> Option<String> {
    let partners: Vec<_> = crate::ApiName::parse(api).map(|name| name.partners().collect()).unwrap_or_default();
    entries.iter().find(|entry| *entry == api || partners.contains(&entry.as_str())).cloned()
}
