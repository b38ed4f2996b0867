//! Drafts and whole policies, held to the one reading of entries in `entry.rs` (P-4, P-9, C-1). So what a form accepts always loads,
//! and what loads a form accepts.

use alloc::string::String;
use alloc::vec::Vec;

use crate::entry::{self, check_remark};
#[cfg(feature = "admin")]
pub(crate) use crate::entry::{REGEX, shown};
use crate::index::{Index, hash};
use crate::issue::{Issue, Notice, PathPart, Problem, Severity, What};
use crate::policy::{DomainList, List, Policy};
use crate::policy_error::PolicyError;

/// What an admin types into one line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Draft<'a> {
    /// The domain or API name.
    pub text: &'a str,
    /// A note for people.
    pub remark: &'a str,
}

/// A draft that holds: its canonical text, and what the admin should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validated {
    /// What is stored.
    pub value: String,
    /// What was changed, or is worth knowing.
    pub notices: Vec<Issue>,
}

/// Checks one line of a list, with the entries that stand beside it (C-1).
///
/// # Errors
/// At least one [`Issue`] of severity error; notices are left out then.
/// ```
/// # use minifence::{Draft, List, validate_entry};
/// let draft = Draft { text: "https://API.example.com/", remark: "orders" };
/// let entry = validate_entry(List::ServerDomains, draft, &[]).map_err(|issues| format!("{issues:?}"))?;
/// assert_eq!(entry.value, "api.example.com");
/// # Ok::<(), String>(())
/// ```
pub fn validate_entry(list: List, draft: Draft<'_>, others: &[&str]) -> Result<Validated, Vec<Issue>> {
    check_draft(list, draft, others.len(), |value| {
        let is_same =
            |other: &&str| **other == *value || read_entry(list, other).is_ok_and(|(other, _)| other == value);
        others.iter().any(is_same)
    })
}

/// The same check beside entries that are only known by their number, and by whether a canonical text is among them.
pub(crate) fn check_draft(
    list: List,
    draft: Draft<'_>,
    others: usize,
    is_listed: impl FnOnce(&str) -> bool,
) -> Result<Validated, Vec<Issue>> {
    let mut issues = Vec::new();
    let text = [PathPart::Field("text")];
    let read = read_entry(list, draft.text).and_then(|entry| {
        if is_listed(&entry.0) { Err(Problem::EntryDuplicate { value: entry.0 }) } else { Ok(entry) }
    });
    let length = others.saturating_add(1);
    if length > list.limit() {
        issues.push(Issue::new(Problem::ListTooLong { length, limit: list.limit() }, &text));
    }
    if let Some(problem) = check_remark(draft.remark) {
        issues.push(Issue::new(problem, &[PathPart::Field("remark")]));
    }
    match read {
        Ok((value, notices)) if issues.is_empty() => {
            Ok(Validated { value, notices: notices.into_iter().map(|notice| Issue::new(notice, &text)).collect() })
        }
        Ok(_) => Err(issues),
        Err(problem) => {
            issues.insert(0, Issue::new(problem, &text));
            Err(issues)
        }
    }
}

/// Checks a policy: every entry canonical and unique (P-9), every limit kept (P-4). Errors come first, then notices.
pub fn validate_policy(policy: &Policy) -> Vec<Issue> {
    let (mut issues, notices): (Vec<_>, Vec<_>) =
        check_policy(policy).into_iter().partition(|issue| issue.severity() == Severity::Error);
    issues.extend(notices);
    issues
}

/// The first of its errors.
pub(crate) fn first_problem(policy: &Policy) -> Option<PolicyError> {
    check_policy(policy).iter().find_map(|issue| match &issue.what {
        What::Problem(problem) => Some(PolicyError::value(&issue.path_text(), problem.code(), problem.about())),
        _ => None,
    })
}

/// One line as typed → its canonical text, and what is worth knowing.
pub(crate) fn read_entry(list: List, text: &str) -> Result<(String, Vec<Notice>), Problem> {
    let mut notices = Vec::new();
    let value = entry::read(list, text, &mut notices)?;
    Ok((value, notices))
}

fn check_policy(policy: &Policy) -> Vec<Issue> {
    let mut issues = Vec::new();
    check_list(List::ServerDomains, &domain_lines(&policy.server_domains), &mut issues);
    let apis: Vec<Line<'_>> = policy.apis.entries.iter().map(|entry| (&*entry.api, &*entry.remark)).collect();
    check_list(List::Apis, &apis, &mut issues);
    check_list(List::WebViewDomains, &domain_lines(&policy.web_view_domains), &mut issues);
    issues
}

/// One line of a list: its text and its remark.
type Line<'a> = (&'a str, &'a str);

fn domain_lines(list: &DomainList) -> Vec<Line<'_>> {
    list.entries.iter().map(|entry| (&*entry.domain, &*entry.remark)).collect()
}

fn check_list(list: List, lines: &[Line<'_>], issues: &mut Vec<Issue>) {
    let at = [PathPart::Field(list.name()), PathPart::Field("entries")];
    if lines.len() > list.limit() {
        issues.push(Issue::new(Problem::ListTooLong { length: lines.len(), limit: list.limit() }, &at));
        return;
    }
    let is = |text: &str, number: usize| lines.get(number).is_some_and(|(other, _)| *other == text);
    let mut seen = Index::new(lines.len());
    let [a, b] = at;
    for (index, (text, remark)) in lines.iter().enumerate() {
        let path = |field| [a.clone(), b.clone(), PathPart::Index(index), PathPart::Field(field)];
        let field = if list == List::Apis { "api" } else { "domain" };
        match read_entry(list, text) {
            Err(problem) => issues.push(Issue::new(problem, &path(field))),
            Ok((canonical, _)) if canonical != *text => {
                issues.push(Issue::new(Problem::NotCanonical { canonical }, &path(field)));
            }
            Ok((value, _)) if seen.find(hash(text), &mut |number| is(text, number)).is_some() => {
                issues.push(Issue::new(Problem::EntryDuplicate { value }, &path(field)));
            }
            Ok((_, notices)) => {
                seen.add(text, index);
                issues.extend(notices.into_iter().map(|notice| Issue::new(notice, &path(field))));
            }
        }
        if let Some(problem) = check_remark(remark) {
            issues.push(Issue::new(problem, &path("remark")));
        }
    }
}
