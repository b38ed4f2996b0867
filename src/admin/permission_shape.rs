//! The shape of the vendor's permission file (C-5): JSON text → its three lists, read strictly where it means something here, and
//! the names of the fields that do not. What the lists mean is said in `permission_file.rs`.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::issue::{Issue, Problem};
use crate::policy::{HostRule, List, MAX_BYTES};
use crate::policy_serde::detail_of;
use crate::strict::Object;

/// The most entries that a list of the file may have: twice what the longest list of a policy holds.
const MAX_ITEMS: usize = 200_000;
/// The most fields that an object of the file may have.
const MAX_FIELDS: usize = 1_000;

/// What is read from where. Any other field has no place in a policy.
enum Place {
    Level,
    Entries(List),
    Settings,
}

pub(super) const SERVER_DOMAINS: [&str; 3] = ["JSAPI_SP_Config", "httpRequest", "allowedDomain"];
pub(super) const APIS: [&str; 1] = ["JSAPI_List"];
pub(super) const WEB_VIEW_DOMAINS: [&str; 2] = ["Webview_Config", "allowedDomain"];

const PLACES: [(&[&str], Place); 8] = [
    (&["JSAPI_SP_Config"], Place::Level),
    (&["JSAPI_SP_Config", "startApp"], Place::Level),
    (&["JSAPI_SP_Config", "httpRequest"], Place::Level),
    (&SERVER_DOMAINS, Place::Entries(List::ServerDomains)),
    (&APIS, Place::Entries(List::Apis)),
    (&["Webview_Config"], Place::Level),
    (&WEB_VIEW_DOMAINS, Place::Entries(List::WebViewDomains)),
    (&["minifence"], Place::Settings),
];

/// What the file says.
#[derive(Default)]
pub(super) struct PermissionFile {
    pub(super) server_domains: Vec<String>,
    pub(super) apis: Vec<String>,
    pub(super) web_view_domains: Vec<String>,
    pub(super) settings: Settings,
    /// The dotted names of fields that hold something and have no place in a policy.
    pub(super) not_carried: Vec<String>,
}

/// What the vendor's shape cannot say, in a field of our own. The defaults are what a file without it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub(super) struct Settings {
    /// The vendor family matches server domains with their subdomains (U-7).
    pub(super) server_host_rule: HostRule,
    pub(super) web_view_host_rule: HostRule,
    /// The one flat list of the file holds official APIs too (P-6).
    pub(super) official: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { server_host_rule: HostRule::Suffix, web_view_host_rule: HostRule::Exact, official: false }
    }
}

/// A file as it is written. What else the vendor's files have, a policy does not know.
#[derive(Serialize)]
pub(super) struct VendorFile {
    #[serde(rename = "JSAPI_SP_Config")]
    pub(super) requests: Requests,
    #[serde(rename = "Webview_Config")]
    pub(super) web_view: AllowedDomain,
    #[serde(rename = "JSAPI_List")]
    pub(super) apis: Vec<String>,
    #[serde(rename = "minifence", skip_serializing_if = "Option::is_none")]
    pub(super) settings: Option<Settings>,
}

#[derive(Serialize)]
pub(super) struct Requests {
    #[serde(rename = "httpRequest")]
    pub(super) http_request: AllowedDomain,
}

#[derive(Serialize)]
pub(super) struct AllowedDomain {
    #[serde(rename = "allowedDomain")]
    pub(super) allowed_domain: Vec<String>,
}

impl VendorFile {
    pub(super) fn to_json(&self) -> String {
        // Texts and booleans only: there is nothing that could fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// Reads the text of a permission file.
pub(super) fn read(text: &str) -> Result<PermissionFile, Vec<Issue>> {
    if text.len() > MAX_BYTES {
        let detail = format!("{} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(invalid(1, 1, detail));
    }
    let mut file = PermissionFile::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let level = Level { file: &mut file, path: Vec::new() };
    let read = level.deserialize(&mut json).and_then(|()| json.end());
    read.map(|()| file).map_err(|error| invalid(error.line().max(1), error.column().max(1), detail_of(&error)))
}

fn invalid(line: usize, column: usize, detail: String) -> Vec<Issue> {
    vec![Issue::new(Problem::PermissionFileInvalid { line, column, detail }, &[])]
}

/// One object of the file, and the fields that lead to it.
struct Level<'f> {
    file: &'f mut PermissionFile,
    path: Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Level<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Level<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let path = [self.path.as_slice(), std::slice::from_ref(&name)].concat();
            if seen.len() >= MAX_FIELDS {
                return Err(A::Error::custom(format!("more than {MAX_FIELDS} fields")));
            }
            if !seen.insert(name) {
                return Err(A::Error::custom(format!("duplicate field `{}`", path.join(".").escape_debug())));
            }
            match PLACES.iter().find(|(place, _)| *place == path).map(|(_, place)| place) {
                Some(Place::Level) => map.next_value_seed(Level { file: self.file, path })?,
                Some(Place::Entries(list)) => *self.file.list(*list) = map.next_value::<Entries>()?.0,
                Some(Place::Settings) => self.file.settings = map.next_value::<Object<Settings>>()?.0,
                None => {
                    let Anything { says_something } = map.next_value()?;
                    self.file.not_carried.extend(says_something.then(|| path.join(".")));
                }
            }
        }
        Ok(())
    }
}

impl PermissionFile {
    fn list(&mut self, list: List) -> &mut Vec<String> {
        match list {
            List::ServerDomains => &mut self.server_domains,
            List::Apis => &mut self.apis,
            List::WebViewDomains => &mut self.web_view_domains,
        }
    }
}

/// A list of texts.
struct Entries(Vec<String>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<String>::deserialize(deserializer)?;
        if entries.len() > MAX_ITEMS {
            return Err(D::Error::custom(format!("{} entries; at most {MAX_ITEMS} are read", entries.len())));
        }
        Ok(Self(entries))
    }
}

/// Any value. An empty one says nothing: null, `""`, `[]`, `{}`.
struct Anything {
    says_something: bool,
}

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnythingVisitor).map(|says_something| Self { says_something })
    }
}

struct AnythingVisitor;

impl<'de> Visitor<'de> for AnythingVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_str<E>(self, text: &str) -> Result<bool, E> {
        Ok(!text.is_empty())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let mut says_something = false;
        while items.next_element::<IgnoredAny>()?.is_some() {
            says_something = true;
        }
        Ok(says_something)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<bool, A::Error> {
        let mut says_something = false;
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            says_something = true;
        }
        Ok(says_something)
    }
}
