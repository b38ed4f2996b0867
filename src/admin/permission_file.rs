//! The vendor's permission file, `api_permission` (C-5): import into a policy, export from one. What the file's shape is, says
//! `permission_shape.rs`; what an entry is, `validate.rs`.
//!
//! | file | policy |
//! | --- | --- |
//! | `JSAPI_SP_Config.httpRequest.allowedDomain` | server domains; `hostRule` is `suffix` |
//! | `Webview_Config.allowedDomain` | web-view domains; `hostRule` is `exact` |
//! | `JSAPI_List` | APIs; `official` is false, since the file lists official APIs too (P-6) |
//! | `.*` in a list | the list is switched off |
//! | `minifence` | ours, written when a policy differs from that: `serverHostRule`, `webViewHostRule`, `official` |

use std::collections::HashSet;

use serde::Serialize;

use super::edit::{entries, push, read_revision};
use super::growing::GrowingList;
use super::permission_shape::{
    self, APIS, AllowedDomain, PermissionFile, Requests, SERVER_DOMAINS, Settings, VendorFile, WEB_VIEW_DOMAINS,
};
use super::{Answer, read, write};
use crate::api_name::{ApiName, official_names};
use crate::issue::{Issue, Notice, PathPart, Problem, What};
use crate::policy::{AppIdForm, List, Mode, Policy};
use crate::validate::{Draft, REGEX, Validated, shown};

/// The expression that allows everything.
const ALL: &str = ".*";

/// What a file became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ImportResult {
    /// A policy, and what a person must look at.
    Imported {
        /// The policy as JSON text. It always loads.
        value: String,
        /// `allow_all` first; then `key_not_carried`; then what was changed or merged. Paths lead into the file.
        notices: Vec<Issue>,
        /// Entries that were not taken over.
        review: Vec<Review>,
    },
    /// The text is no permission file, or an option does not fit.
    Refused {
        /// What to mend.
        issues: Vec<Issue>,
    },
}

/// An entry of the file that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The list it would belong to.
    pub list: List,
    /// As the file has it.
    pub text: String,
    /// The reason. Its path leads into the file.
    pub issue: Issue,
}

/// Makes a policy from the text of a permission file (C-5).
///
/// The three lists are read by the console's parser, so capitals and the like are mended, with a notice. `.*` switches its list
/// off, with the notice `allow_all`. Any other expression, also among API names, has the issue `domain_regex` and goes to `review`;
/// so does whatever else is no entry, and a server domain too many. A repeated entry is taken once, with the notice
/// `duplicate_merged`. A list that is missing is empty. Fields that hold something and have no place in a policy are named by
/// `key_not_carried`. What the file cannot say comes from the caller: appId, revision, mode. With the field `minifence` saying
/// `official`, official names of the flat list are not taken over: they are allowed anyway.
///
/// Refused: a text that is not JSON, not such an object, over 16 MiB, or with a field twice or of another type
/// (`permission_file_invalid` with line and column); options (`app_id_invalid`, `revision_invalid`, `mode_unknown`); a policy that
/// would be over 16 MiB (`policy_too_large`).
pub fn import_permission_file(text: &str, app_id: &str, revision: f64, mode: &str, form: AppIdForm) -> ImportResult {
    let import = || {
        let policy = read_options(app_id, revision, mode, form)?;
        let file = permission_shape::read(text)?;
        let mut import = Import { policy, loud: Vec::new(), notices: Vec::new(), review: Vec::new() }.run(file);
        import.loud.append(&mut import.notices);
        Ok((write(&import.policy)?, import))
    };
    match import() {
        Ok((value, Import { loud, review, .. })) => ImportResult::Imported { value, notices: loud, review },
        Err(issues) => ImportResult::Refused { issues },
    }
}

/// Writes a policy as a permission file (C-5). Importing it again gives a policy with the same verdicts.
///
/// Lost are what the file has no place for: appId, revision, mode, remarks. `JSAPI_List` holds the entries, all official names
/// when those are allowed without listing, and the other name of an entry's API where that admits nothing more. A list that is
/// off holds `.*`.
///
/// A vendor's engine does not know the field `minifence`. It matches server domains with their subdomains, so there a server list
/// under `hostRule` `exact` reaches further than here; a web-view list under `suffix` reaches less far. It reads entries as
/// expressions; ports and wildcards are written as they stand in a policy, and what it makes of them is not documented.
///
/// Refused: a policy that does not load.
pub fn export_permission_file(policy: &str, form: AppIdForm) -> Answer {
    read(policy, form).map(|policy| Validated { value: write_file(&policy), notices: Vec::new() }).into()
}

fn read_options(app_id: &str, revision: f64, mode: &str, form: AppIdForm) -> Result<Policy, Vec<Issue>> {
    let bad = |problem, field| Err(vec![Issue::new(What::Problem(problem), &[PathPart::Field(field)])]);
    if !form.admits(app_id) {
        return bad(Problem::AppIdInvalid { found: shown(app_id) }, "appId");
    }
    let revision = read_revision(revision)?;
    let Ok(mode) = Mode::try_from(mode.to_owned()) else {
        return bad(Problem::ModeUnknown { found: shown(mode) }, "mode");
    };
    Ok(Policy::empty(app_id.to_owned(), revision, mode))
}

/// A file on its way into a policy.
struct Import {
    policy: Policy,
    /// What must be shown before anything else.
    loud: Vec<Issue>,
    notices: Vec<Issue>,
    review: Vec<Review>,
}

impl Import {
    fn run(mut self, file: PermissionFile) -> Self {
        self.policy.server_domains.host_rule = file.settings.server_host_rule;
        self.policy.web_view_domains.host_rule = file.settings.web_view_host_rule;
        self.policy.apis.official = file.settings.official;
        for key in file.not_carried {
            self.notices.push(Issue::new(What::Notice(Notice::KeyNotCarried { key: shown(&key) }), &[]));
        }
        self.policy.server_domains.enabled = self.take(List::ServerDomains, file.server_domains, &SERVER_DOMAINS);
        self.policy.apis.enabled = self.take(List::Apis, file.apis, &APIS);
        self.policy.web_view_domains.enabled =
            self.take(List::WebViewDomains, file.web_view_domains, &WEB_VIEW_DOMAINS);
        self
    }

    /// Takes the entries of one list over. Whether the list is on: `.*` is not among them.
    fn take(&mut self, list: List, entries: Vec<String>, place: &[&'static str]) -> bool {
        let mut growing = GrowingList::new(list, []);
        let (mut is_on, mut merged) = (true, HashSet::new());
        for (index, text) in entries.into_iter().enumerate() {
            let mut path: Vec<_> = place.iter().copied().map(PathPart::Field).collect();
            path.push(PathPart::Index(index));
            if text == ALL {
                let first = std::mem::replace(&mut is_on, false);
                self.loud.extend(first.then(|| Issue::new(What::Notice(Notice::AllowAll { list }), &path)));
                continue;
            }
            if list == List::Apis && self.policy.apis.official && is_official(&text) {
                continue;
            }
            match growing.take(Draft { text: &text, remark: "" }) {
                Ok(entry) => {
                    push(&mut self.policy, list, entry.value, String::new());
                    let told = entry.notices.into_iter().map(|notice| Issue { what: notice.what, path: path.clone() });
                    // In a flat list official names are a matter of course.
                    self.notices.extend(told.filter(|notice| notice.code() != "already_official"));
                }
                Err(issues) => match issues.into_iter().next().map(|issue| issue.what) {
                    Some(What::Problem(Problem::EntryDuplicate { value })) => {
                        let again = merged.insert(value.clone());
                        let notice = || Issue::new(What::Notice(Notice::DuplicateMerged { value }), &path);
                        self.notices.extend(again.then(notice));
                    }
                    what => {
                        let what = expression(list, &text).map(What::Problem).or(what);
                        let issue = what.map(|what| Issue { what, path });
                        self.review.extend(issue.map(|issue| Review { list, text, issue }));
                    }
                },
            }
        }
        is_on
    }
}

fn is_official(api: &str) -> bool {
    ApiName::parse(api).is_ok_and(ApiName::is_official)
}

/// An expression among API names. Among domains the parser itself knows one.
fn expression(list: List, text: &str) -> Option<Problem> {
    let character = text.chars().find(|c| REGEX.contains(*c) || matches!(c, '*' | '?'))?;
    (list == List::Apis).then(|| Problem::DomainRegex { character: character.into() })
}

fn write_file(policy: &Policy) -> String {
    let list = |mut names: Vec<String>, is_on: bool| {
        names.extend((!is_on).then(|| ALL.to_owned()));
        names
    };
    let settings = Settings {
        server_host_rule: policy.server_domains.host_rule,
        web_view_host_rule: policy.web_view_domains.host_rule,
        official: policy.apis.official,
    };
    let servers = list(entries(policy, List::ServerDomains), policy.server_domains.enabled);
    let pages = list(entries(policy, List::WebViewDomains), policy.web_view_domains.enabled);
    VendorFile {
        requests: Requests { http_request: AllowedDomain { allowed_domain: servers } },
        web_view: AllowedDomain { allowed_domain: pages },
        apis: list(api_names(policy), policy.apis.enabled),
        settings: (settings != Settings::default()).then_some(settings),
    }
    .to_json()
}

/// The flat list: entries first, then the names that are allowed beside them, none that would admit another.
fn api_names(policy: &Policy) -> Vec<String> {
    let mut names = entries(policy, List::Apis);
    let listed: HashSet<String> = names.iter().cloned().collect();
    let partners = |name: &str| ApiName::parse(name).map_or_else(|_| vec![], |name| name.partners().collect());
    let admitted: HashSet<&str> =
        listed.iter().flat_map(|name| partners(name).into_iter().chain([name.as_str()])).collect();
    let widens = |name: &str| partners(name).iter().any(|partner| !admitted.contains(partner));
    let beside: Vec<String> = official_names()
        .into_iter()
        .filter(|name| policy.apis.official || (admitted.contains(name) && !widens(name)))
        .filter(|name| !listed.contains(*name))
        .map(str::to_owned)
        .collect();
    names.extend(beside);
    names
}
