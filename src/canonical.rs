//! A policy held to P-4 and P-9 as `validate.rs` does it, but in few words, for the builds that ship to phones: an entry is canonical or it
//! is not. What is wrong with one that is not, the console says. Tests hold this to `validate.rs`: it refuses the same policies, at the
//! same place.

use crate::api_name::ApiName;
use crate::domain::{EntryParts, RESERVED, last_label};
use crate::hidden::is_bidi_control;
use crate::host::{self, Host, has_a_label};
use crate::index::{Index, hash};
use crate::policy::{DomainList, List, MAX_REMARK, Policy};
use crate::policy_error::PolicyError;
use crate::text::{any_char, count, joined, push_all, push_number};

/// An entry and its remark, by its number.
type Lines<'f, 'a> = &'f dyn Fn(usize) -> Option<(&'a str, &'a str)>;

/// The first thing that is wrong with a policy.
pub(crate) fn first_fault(policy: &Policy) -> Option<PolicyError> {
    let apis = &policy.apis.entries;
    let api = |number: usize| apis.get(number).map(|entry| (&*entry.api, &*entry.remark));
    check_domains(List::ServerDomains, &policy.server_domains)
        .or_else(|| check(List::Apis, apis.len(), &api))
        .or_else(|| check_domains(List::WebViewDomains, &policy.web_view_domains))
}

fn check_domains(list: List, domains: &DomainList) -> Option<PolicyError> {
    let domain = |number: usize| domains.entries.get(number).map(|entry| (&*entry.domain, &*entry.remark));
    check(list, domains.entries.len(), &domain)
}

#[inline(never)]
fn check(list: List, length: usize, lines: Lines<'_, '_>) -> Option<PolicyError> {
    let mut path = joined(&[list.name(), ".entries"]);
    if length > list.limit() {
        return Some(PolicyError::value(&path, "list_too_long", ""));
    }
    let mut seen = Index::new(length);
    let mut number = 0_usize;
    while let Some((text, remark)) = lines(number) {
        let entry = if list == List::Apis { "api" } else { "domain" };
        let (field, problem, detail) = if !is_canonical(list, text) {
            (entry, "not_canonical", text)
        } else if seen.find(hash(text), &mut |other| lines(other).is_some_and(|(other, _)| other == text)).is_some() {
            (entry, "entry_duplicate", text)
        } else if any_char(remark, |c| c.is_control() || is_bidi_control(c)) {
            ("remark", "control_character", "")
        } else if count(remark) > MAX_REMARK {
            ("remark", "remark_too_long", "")
        } else {
            seen.add(text, number);
            number = number.wrapping_add(1);
            continue;
        };
        path.push('[');
        push_number(&mut path, u64::try_from(number).unwrap_or_default(), 10);
        push_all(&mut path, &["].", field]);
        return Some(PolicyError::value(&path, problem, detail));
    }
    None
}

/// Whether an entry is written as `entry.rs` would write it.
pub(crate) fn is_canonical(list: List, text: &str) -> bool {
    if list == List::Apis {
        return ApiName::parse(text).is_ok_and(|name| name.as_str().len() == text.len());
    }
    let Some(EntryParts { domain: host, .. }) = EntryParts::read(text) else { return false };
    let ending = last_label(host);
    if RESERVED.contains(&ending) {
        return false;
    }
    // A number at the end may be an address, and of A-labels IDNA must be asked.
    let is_sure = ending.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && !has_a_label(host.as_bytes());
    is_sure || matches!(host::read(host), Some(Host::Name(name)) if name == host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{self, Random};
    use crate::validate::{first_problem, read_entry};

    #[test]
    fn an_entry_is_canonical_where_the_form_leaves_it_as_it_is() {
        let mut canonical = 0;
        let counted = &mut canonical;
        generate::repeat(60_000, |random| {
            let (list, text) = match random.below(3) {
                0 => (List::Apis, generate::api(random)),
                1 => (List::WebViewDomains, generate::odd_host(random)),
                _ => (List::ServerDomains, generate::entry(random)),
            };
            let read = read_entry(list, &text);
            for text in read.iter().map(|(read, _)| read).chain([&text]) {
                let is_fixed = read_entry(list, text).is_ok_and(|(read, _)| read == *text);
                assert_eq!(is_canonical(list, text), is_fixed, "{text:?}");
                *counted += u64::from(is_fixed);
            }
        });
        assert!(canonical > 10_000, "{canonical}");
    }

    /// What both say of a policy: where, and what; but that an entry is no entry at all, only one of them says.
    fn place(error: Option<PolicyError>) -> Option<(String, String)> {
        let Some(PolicyError::PolicyInvalid { path, problem, .. }) = error else { return None };
        let is_of_an_entry = problem.starts_with("domain_") || problem.starts_with("api_");
        let is_hidden = problem == "control_character" && !path.ends_with(".remark");
        Some((path, if is_of_an_entry || is_hidden { "not_canonical".into() } else { problem }))
    }

    #[test]
    fn a_policy_is_refused_where_the_form_refuses_it() {
        let mut refused = 0;
        let counted = &mut refused;
        generate::repeat(20_000, |random| {
            let policy = policy(random);
            let fault = first_fault(&policy);
            *counted += u64::from(fault.is_some());
            assert_eq!(place(fault), place(first_problem(&policy)), "{policy:?}");
        });
        assert!(refused > 1_000, "{refused}");
    }

    /// A policy with entries and remarks of every kind, some of them twice.
    fn policy(random: &mut Random) -> Policy {
        let text = generate::document(random);
        let mut policy = Policy::from_json(&text).unwrap_or_else(|_| Policy::from_json(GOOD).unwrap());
        let remark = |random: &mut Random| match random.below(8) {
            0 => "\u{202e}".into(),
            1 => "\u{7f}".into(),
            2 => "\u{e9}".repeat(random.below(3).saturating_add(199)),
            _ => String::new(),
        };
        for list in [&mut policy.server_domains, &mut policy.web_view_domains] {
            for _ in 0..random.below(8).pow(2) {
                let domain = if random.chance(80) {
                    format!("h{}.example.com", random.below(9))
                } else {
                    generate::entry(random)
                };
                list.entries.push(crate::policy::DomainEntry { domain, remark: remark(random) });
            }
        }
        if random.chance(30) {
            let api = if random.chance(70) { "tinyToNative".into() } else { generate::api(random) };
            policy.apis.entries.push(crate::policy::ApiEntry { api, remark: remark(random) });
        }
        policy
    }

    const GOOD: &str = r#"{"format":1,"appId":"2018080616290001","revision":1,"mode":"enforce","serverDomains":{"entries":[]},"apis":{"entries":[]},"webViewDomains":{"entries":[]}}"#;
}
