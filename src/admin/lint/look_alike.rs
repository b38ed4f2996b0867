//! Entries that a reader takes for one another. Names are compared by what they look like (`skeleton.rs`), through one map: the
//! first with a look is kept, and a later one with the same look and another text is told.

use std::collections::HashMap;

use super::public_suffix::registered;
use super::{Line, lineage};
use crate::admin::skeleton::look;

/// The looks of a list of domains.
#[derive(Default)]
pub(super) struct DomainLooks<'a> {
    /// Look → the name that has it, and the entry.
    hosts: HashMap<String, (&'a str, &'a str)>,
    /// The same for what somebody has registered: `a.examp1e.com` is a look-alike of `b.example.com`.
    registered: HashMap<String, (&'a str, &'a str)>,
}

impl<'a> DomainLooks<'a> {
    /// The entry before this one that looks like it. Another port, and a name above or below, look like themselves.
    pub(super) fn take(&mut self, line: &'a Line<'_>, unicode: &str) -> Option<&'a str> {
        let (host, text) = (line.host(), line.text);
        let registered = registered(host);
        let dots = |name: &str| name.bytes().filter(|b| *b == b'.').count();
        let read = lineage(unicode).nth(dots(host).saturating_sub(dots(registered))).unwrap_or(unicode);
        let other = keep(&mut self.registered, look(read), registered, text);
        keep(&mut self.hosts, look(unicode), host, text).or(other)
    }
}

/// The looks of a list of APIs.
#[derive(Default)]
pub(super) struct ApiLooks<'a> {
    looks: HashMap<String, (&'a str, &'a str)>,
    /// Names without regard to letter case.
    folded: HashMap<String, (&'a str, &'a str)>,
}

impl<'a> ApiLooks<'a> {
    /// The entry before this one that looks like it, or differs by letter case only.
    pub(super) fn take(&mut self, name: &'a str) -> Option<&'a str> {
        let folded = keep(&mut self.folded, name.to_ascii_lowercase(), name, name);
        let alike = keep(&mut self.looks, look(name), name, name);
        folded.or(alike)
    }
}

/// Keeps the first name with a look. The entry of the one that is kept, when it is another name.
fn keep<'a>(
    looks: &mut HashMap<String, (&'a str, &'a str)>,
    look: String,
    name: &'a str,
    entry: &'a str,
) -> Option<&'a str> {
    let (first, other) = *looks.entry(look).or_insert((name, entry));
    (first != name).then_some(other)
}
