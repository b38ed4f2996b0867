//! Report mode that teaches (C-5): from what a recorder has seen to a policy that lists it, and what no policy can allow. The
//! verdicts are the engine's, the entries are those that `explain` would propose.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::edit::{entries, push};
use super::explain::{judge, wanted};
use super::growing::GrowingList;
use super::observation::{Observation, read_observations};
use super::{read, write};
use crate::api_name::ApiName;
use crate::decision::{Decision, Grant};
use crate::engine::Engine;
use crate::issue::{Issue, PathPart, Severity};
use crate::policy::{AppIdForm, List, MAX_REVISION, Mode, Policy};
use crate::validate::Draft;

/// Denials of how a call was made. Whatever is listed, they stay.
const NEVER_MENDED: [&str; 6] =
    ["invalid_url", "ambiguous_url", "not_https", "ip_not_allowed", "invalid_api", "header_not_allowed"];

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DraftResult {
    /// A policy, and how it came about.
    Drafted {
        /// The policy as JSON text.
        value: String,
        /// Seen but not listed: what was added, the most often seen first.
        added: Vec<Proposal>,
        /// Seen, and no entry was added for it, in the order of the observations.
        left: Vec<Left>,
        /// Listed but never seen.
        unused: Vec<Unused>,
    },
    /// The policy does not load, or the observations are none.
    Refused {
        /// What to mend.
        issues: Vec<Issue>,
    },
}

/// An entry that was added, with how often and when its subjects were seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    list: List,
    text: String,
    count: u64,
    first: u64,
    last: u64,
}

/// An observation that stays denied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    observation: Observation,
    issue: Reason,
}

/// Why it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reason {
    /// No entry can be listed for it, or the list is full.
    Issue(Issue),
    /// No entry would allow it.
    Denial {
        /// Always an error.
        severity: Severity,
        /// The code of the denial.
        code: String,
        /// Its params; none when the subject alone does not show them again.
        params: serde_json::Value,
        /// Empty: it is about a call, not a field.
        path: Vec<PathPart>,
    },
}

/// An entry for which nothing was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unused {
    list: List,
    entry: String,
}

/// Proposes a policy in which what was observed is listed (C-5). `observations` is JSON text: a list of `{ list, subject, code,
/// count, first, last }`, all of them there and no other.
///
/// Subjects are judged by the given policy as if it were in force: mode `enforce`, every list on. Its switch, its settings and its
/// entries stay as they are. For each denied subject that an entry can allow, that entry is added; subjects with one entry are
/// counted together. The most often seen come first, so they are in when a list gets full. What cannot be listed goes to `left`,
/// and so does what was denied for how it was called, as its `code` says.
///
/// Refused: a policy that does not load; observations that are not such JSON, over 16 MiB, or with a number or code that cannot be
/// (`argument_invalid`); an unknown list (`list_unknown`); a proposal over 16 MiB (`policy_too_large`).
pub fn draft_policy(observations: &str, policy: &str, form: AppIdForm) -> DraftResult {
    let draft = || {
        let mut policy = read(policy, form)?;
        let observations = read_observations(observations)?;
        let engine = Engine::new(&in_force(&policy)).map_err(|error| vec![Issue::new(error, &[])])?;
        let mut seen = Seen { left: observations.iter().map(|_| None).collect(), ..Seen::default() };
        for (index, (list, observation)) in observations.iter().enumerate() {
            seen.judge(&engine, *list, observation, index);
        }
        let unused = seen.unused(&policy);
        let added = seen.propose(&mut policy);
        let left = observations.into_iter().zip(seen.left);
        let left = left.filter_map(|((_, observation), issue)| Some(Left { observation, issue: issue? })).collect();
        Ok(DraftResult::Drafted { value: write(&policy)?, added, left, unused })
    };
    draft().unwrap_or_else(|issues| DraftResult::Refused { issues })
}

/// The policy with everything switched on: what is off would allow whatever was seen.
fn in_force(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    policy.mode = Mode::Enforce;
    policy.server_domains.enabled = true;
    policy.apis.enabled = true;
    policy.web_view_domains.enabled = true;
    policy
}

/// What the observations come to.
#[derive(Default)]
struct Seen {
    /// The keys of entries that allowed something, and of every name of an API that did.
    used: HashSet<String>,
    /// Wanted entries in the order in which they were first seen, each with the observations that want it.
    wanted: Vec<(Proposal, Vec<usize>)>,
    /// Where in that order the entry with this key is.
    places: HashMap<String, usize>,
    /// For each observation, why it stays denied.
    left: Vec<Option<Reason>>,
}

/// One entry of one list.
fn key(list: List, text: &str) -> String {
    [list.name(), " ", text].concat()
}

impl Seen {
    fn judge(&mut self, engine: &Engine, list: List, observation: &Observation, index: usize) {
        let decision = judge(engine, list, &observation.subject);
        if NEVER_MENDED.contains(&observation.code.as_str()) {
            return self.leave(index, Some(denial(&decision, &observation.code)));
        }
        match &decision {
            Decision::Allow { grant: Grant::Listed { entry, .. }, .. } => {
                self.used.insert(key(list, entry));
            }
            Decision::Allow { grant: Grant::ApiListed { api }, .. } => {
                self.used.insert(key(list, api));
                for partner in ApiName::parse(api).into_iter().flat_map(ApiName::partners) {
                    self.used.insert(key(list, partner));
                }
            }
            Decision::Allow { .. } => {}
            Decision::Deny(_) => match wanted(&decision, &observation.subject) {
                Some(text) => self.want(list, text, observation, index),
                None => self.leave(index, Some(denial(&decision, decision.code()))),
            },
        }
    }

    fn leave(&mut self, index: usize, reason: Option<Reason>) {
        if let Some(place) = self.left.get_mut(index) {
            *place = reason;
        }
    }

    fn want(&mut self, list: List, text: String, observation: &Observation, index: usize) {
        let Observation { count, first, last, .. } = *observation;
        let place = *self.places.entry(key(list, &text)).or_insert(self.wanted.len());
        match self.wanted.get_mut(place) {
            Some((proposal, indexes)) => {
                proposal.count = proposal.count.saturating_add(count).min(MAX_REVISION);
                proposal.first = proposal.first.min(first);
                proposal.last = proposal.last.max(last);
                indexes.push(index);
            }
            None => self.wanted.push((Proposal { list, text, count, first, last }, vec![index])),
        }
    }

    /// Adds what is wanted to the policy while it has room.
    fn propose(&mut self, policy: &mut Policy) -> Vec<Proposal> {
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.sort_by_key(|(proposal, _)| std::cmp::Reverse(proposal.count));
        let growing = |list| GrowingList::new(list, entries(policy, list).iter().map(String::as_str));
        let mut servers = growing(List::ServerDomains);
        let mut apis = growing(List::Apis);
        let mut pages = growing(List::WebViewDomains);
        let mut added = Vec::new();
        for (proposal, indexes) in wanted {
            let room = match proposal.list {
                List::ServerDomains => &mut servers,
                List::Apis => &mut apis,
                List::WebViewDomains => &mut pages,
            };
            match room.take(Draft { text: &proposal.text, remark: "" }) {
                Ok(entry) => {
                    push(policy, proposal.list, entry.value, String::new());
                    added.push(proposal);
                }
                Err(issues) => {
                    let reason = issues.into_iter().next().map(|issue| Issue { path: Vec::new(), ..issue });
                    for index in indexes {
                        self.leave(index, reason.clone().map(Reason::Issue));
                    }
                }
            }
        }
        added
    }

    fn unused(&self, policy: &Policy) -> Vec<Unused> {
        let lists = [List::ServerDomains, List::Apis, List::WebViewDomains];
        let all = lists.into_iter().flat_map(|list| entries(policy, list).into_iter().map(move |entry| (list, entry)));
        all.filter(|(list, entry)| !self.used.contains(&key(*list, entry)))
            .map(|(list, entry)| Unused { list, entry })
            .collect()
    }
}

/// The denial that was observed, with its params where judging the subject again shows them.
fn denial(decision: &Decision<'_>, code: &str) -> Reason {
    let mut told = serde_json::to_value(decision).unwrap_or_default();
    let params = told.get_mut("params").filter(|_| decision.code() == code).map(serde_json::Value::take);
    let params = params.unwrap_or_else(|| serde_json::json!({}));
    Reason::Denial { severity: Severity::Error, code: code.into(), params, path: Vec::new() }
}
