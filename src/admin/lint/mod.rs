//! Advice (C-4): what loads and works, and yet may not be what was meant. It refuses nothing; what must be mended is the business of
//! `validate.rs`. One pass a list, whatever its length: every question is a look-up by name.

mod look_alike;
pub(super) mod public_suffix;
mod reserved;
mod same_api;
mod script;
mod shadow;

use look_alike::{ApiLooks, DomainLooks};
use same_api::Aliases;
use shadow::Covers;

use super::read;
use super::skeleton::unicode;
use crate::domain::DomainPattern;
use crate::issue::{Issue, Notice, PathPart};
use crate::policy::{ApiList, AppIdForm, DomainList, HostRule, List};

/// Advice about a policy's text, in the order of its lists and entries. Empty: nothing to say.
///
/// Every issue is a notice, about an entry: `["serverDomains", "entries", 3, "domain"]`. A policy that does not load is answered with
/// its issues of severity error instead. The mode and the switches of the lists make no difference.
/// ```
/// # use minifence::{AppIdForm, admin};
/// let policy = r#"{ "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "enforce",
///   "serverDomains": { "entries": [ { "domain": "*.github.io" } ] }, "apis": { "entries": [] }, "webViewDomains": { "entries": [] } }"#;
/// let advice = admin::lint(policy, AppIdForm::Digits16);
/// assert_eq!(advice.iter().map(minifence::Issue::code).collect::<Vec<_>>(), ["public_suffix"]);
/// ```
pub fn lint(text: &str, form: AppIdForm) -> Vec<Issue> {
    let policy = match read(text, form) {
        Ok(policy) => policy,
        Err(issues) => return issues,
    };
    let mut advice = domain_advice(List::ServerDomains, &policy.server_domains);
    advice.extend(api_advice(&policy.apis));
    advice.extend(domain_advice(List::WebViewDomains, &policy.web_view_domains));
    advice
}

/// One domain entry, read.
struct Line<'a> {
    index: usize,
    text: &'a str,
    pattern: DomainPattern,
}

impl Line<'_> {
    fn host(&self) -> &str {
        self.pattern.domain().as_str()
    }
}

/// A name, and the names above it: one label less each.
fn lineage(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| parent(name))
}

fn parent(name: &str) -> Option<&str> {
    name.split_once('.').map(|(_, parent)| parent)
}

fn domain_advice(list: List, domains: &DomainList) -> Vec<Issue> {
    let rule = domains.host_rule;
    let read = |(index, text): (usize, _)| Some(Line { index, text, pattern: str::parse(text).ok()? });
    let lines: Vec<Line<'_>> =
        domains.entries.iter().map(|entry| &*entry.domain).enumerate().filter_map(read).collect();
    let covers = Covers::new(&lines, rule);
    let mut looks = DomainLooks::default();
    let mut advice = Vec::new();
    for line in &lines {
        let unicode = unicode(line.host());
        let found = [
            public_suffix(line, rule),
            covers.over(line).map(|by| Notice::EntryShadowed { entry: line.text.into(), by: by.into() }),
            looks.take(line, &unicode).map(|other| look_alike(line.text, other)),
            mixed_script(line, &unicode),
            reserved::suffix(line.host())
                .map(|suffix| Notice::NameReserved { entry: line.text.into(), suffix: suffix.into() }),
        ];
        advice.extend(found.into_iter().flatten().map(|notice| place(list, line.index, "domain", notice)));
    }
    advice
}

fn public_suffix(line: &Line<'_>, rule: HostRule) -> Option<Notice> {
    let reaches_down = line.pattern.is_wildcard() || rule == HostRule::Suffix;
    let suffix = public_suffix::opened(line.host(), reaches_down)?;
    Some(Notice::PublicSuffix { entry: line.text.into(), suffix: suffix.into() })
}

fn mixed_script(line: &Line<'_>, unicode: &str) -> Option<Notice> {
    let is_mixed = unicode.split('.').any(script::is_mixed);
    // The entry with its host in Unicode: the star and the port stay.
    is_mixed.then(|| Notice::MixedScript { entry: line.text.into(), unicode: line.text.replace(line.host(), unicode) })
}

fn api_advice(apis: &ApiList) -> Vec<Issue> {
    let names: Vec<&str> = apis.entries.iter().map(|entry| &*entry.api).collect();
    let aliases = Aliases::new(&names);
    let mut looks = ApiLooks::default();
    let mut advice = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let found = [
            aliases.of(index, name).map(|other| Notice::EntrySameApi { entry: (*name).into(), other: other.into() }),
            looks.take(name).map(|other| look_alike(name, other)),
        ];
        advice.extend(found.into_iter().flatten().map(|notice| place(List::Apis, index, "api", notice)));
    }
    advice
}

fn look_alike(entry: &str, other: &str) -> Notice {
    Notice::EntryLookAlike { entry: entry.into(), other: other.into() }
}

fn place(list: List, index: usize, field: &'static str, notice: Notice) -> Issue {
    let path =
        [PathPart::Field(list.name()), PathPart::Field("entries"), PathPart::Index(index), PathPart::Field(field)];
    Issue::new(notice, &path)
}
