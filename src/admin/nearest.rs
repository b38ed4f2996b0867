//! The entries that come close to what was asked for and denied (C-2): what somebody meant who mistyped, or listed a little less.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lint::public_suffix::registered;
use super::skeleton::{look, unicode};
use crate::domain::DomainPattern;
use crate::policy::{HostRule, List, Policy};

/// How many are named.
const NEAREST: usize = 3;

/// How an entry is near; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// The same host: on another port, or only what is below it.
    Host,
    /// It looks the same, or differs by letter case only.
    Look,
    /// A slip of the finger: how many characters are another, more, fewer or in another order.
    Slip(usize),
    /// The same domain elsewhere; the more labels are shared the nearer. An API of that name in another namespace.
    Elsewhere(Reverse<usize>),
}

/// The nearest entries of a list to the entry that would be needed, at most three. Of entries that are as near the first come first.
pub(super) fn nearest(policy: &Policy, list: List, wanted: &str) -> Vec<String> {
    let domains = match list {
        List::Apis => {
            let names = policy.apis.entries.iter().map(|entry| &*entry.api);
            let look = look(wanted);
            return first(names, |entry| near_name(wanted, &look, entry));
        }
        List::ServerDomains => &policy.server_domains,
        List::WebViewDomains => &policy.web_view_domains,
    };
    let host = wanted.split(':').next().unwrap_or_default();
    let wanted = Wanted::new(host, domains.host_rule);
    first(domains.entries.iter().map(|entry| &*entry.domain), |entry| wanted.near(&entry.parse().ok()?))
}

/// The first three by nearness, then by their place.
fn first<'a>(entries: impl Iterator<Item = &'a str>, near: impl Fn(&str) -> Option<Near>) -> Vec<String> {
    let mut nearest = BinaryHeap::new();
    for (index, entry) in entries.enumerate() {
        nearest.extend(near(entry).map(|near| (near, index, entry)));
        if nearest.len() > NEAREST {
            nearest.pop();
        }
    }
    nearest.into_sorted_vec().into_iter().map(|(_, _, entry)| entry.to_owned()).collect()
}

fn near_name(wanted: &str, wanted_look: &str, entry: &str) -> Option<Near> {
    if entry.eq_ignore_ascii_case(wanted) || look(entry) == wanted_look {
        return Some(Near::Look);
    }
    let last = |name: &str| name.rsplit('.').next() == wanted.rsplit('.').next();
    slip(wanted, entry).or(last(entry).then_some(Near::Elsewhere(Reverse(1))))
}

/// A host that no entry covers.
struct Wanted<'a> {
    host: &'a str,
    rule: HostRule,
    unicode: String,
    look: String,
    registered: &'a str,
}

impl<'a> Wanted<'a> {
    fn new(host: &'a str, rule: HostRule) -> Self {
        let unicode = unicode(host);
        Self { host, rule, look: look(&unicode), unicode: unicode.into(), registered: registered(host) }
    }

    fn near(&self, entry: &DomainPattern) -> Option<Near> {
        let host = entry.domain().as_str();
        if host == self.host || entry.matches(self.host, entry.port(), self.rule) {
            return Some(Near::Host);
        }
        let unicode = unicode(host);
        if look(&unicode) == self.look {
            return Some(Near::Look);
        }
        slip(&self.unicode, &unicode).or_else(|| self.elsewhere(host))
    }

    fn elsewhere(&self, host: &str) -> Option<Near> {
        let before = host.strip_suffix(self.registered)?;
        let shared = host.rsplit('.').zip(self.host.rsplit('.')).take_while(|(a, b)| a == b).count();
        (before.is_empty() || before.ends_with('.')).then_some(Near::Elsewhere(Reverse(shared)))
    }
}

/// One mistake in five to nine characters, two in more. Anything is two mistakes away from a very short name.
fn slip(wanted: &str, entry: &str) -> Option<Near> {
    let length = wanted.chars().count();
    let most = (length / 5).min(2);
    if length.abs_diff(entry.chars().count()) > most {
        return None;
    }
    let slips = strsim::osa_distance(wanted, entry);
    (slips <= most).then_some(Near::Slip(slips))
}
