//! API names: grammar (A-1), aliases (A-2), the official table (A-3) and which APIs carry a URL (A-4, A-6).
//! The names themselves are data in `official_apis.txt`; this file only reads and looks up.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// An API name in canonical spelling: the grammar of A-1, without a leading `my.` (A-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiName<'a>(&'a str);

/// Why a text is not an API name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiFault {
    /// No text.
    Empty,
    /// Longer than [`ApiName::MAX_LENGTH`] characters.
    TooLong,
    /// A character or a form outside the grammar.
    Grammar,
}

impl<'a> ApiName<'a> {
    /// The longest name, in characters (A-1).
    pub const MAX_LENGTH: usize = 64;

    /// Reads a name; a leading `my.` is stripped (A-2).
    ///
    /// # Errors
    /// [`ApiFault`] when the text is not `[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*` of at most 64 characters.
    /// ```
    /// # use minifence::ApiName;
    /// assert_eq!(ApiName::parse("my.showToast").map(ApiName::as_str), Ok("showToast"));
    /// assert!(ApiName::parse("__proto__").is_err());
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ApiFault> {
        let name = text.strip_prefix("my.").unwrap_or(text);
        if name.is_empty() {
            return Err(ApiFault::Empty);
        }
        // `my.my.x` would be `my.x`, and that again another name: a canonical spelling must be its own.
        if name.starts_with("my.") || !name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic()) {
            return Err(ApiFault::Grammar);
        }
        let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !name.split('.').all(is_part) {
            return Err(ApiFault::Grammar);
        }
        if name.len() > Self::MAX_LENGTH {
            return Err(ApiFault::TooLong);
        }
        Ok(Self(name))
    }

    /// The canonical spelling.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Whether the official table has this name, as a `my.*` name or as a JSAPI name (A-3).
    pub fn is_official(self) -> bool {
        TABLE.names.contains(self.0)
    }

    /// The names that are the same API by the official table: JSAPI names of a `my.*` name, and the reverse (A-2).
    pub fn partners(self) -> impl Iterator<Item = &'static str> {
        TABLE.partners.get(self.0).into_iter().flatten().copied()
    }

    /// Where this API carries a URL, as an index into [`url_rules`]. Letter case is ignored here: a native layer that
    /// compares names loosely must not turn another spelling into an unjudged URL.
    pub fn url_rule(self) -> Option<usize> {
        TABLE.rules.iter().position(|rule| rule.name.eq_ignore_ascii_case(self.0))
    }
}

/// How a URL in an API's params is judged (A-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlKind {
    /// Server list, https.
    Request,
    /// Server list, wss.
    Socket,
    /// Server list, https; a `data:` URL is no network call.
    Download,
    /// Web-view list; a page inside the package is not governed.
    Page,
    /// The first field names the API that is really called, the second holds its params.
    Indirect,
}

/// One API that carries a URL, and the fields (dotted paths) that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlRule {
    /// How the URL is judged.
    pub kind: UrlKind,
    /// The API's name.
    pub name: &'static str,
    /// Dotted paths into the params.
    pub fields: Vec<&'static str>,
}

/// Every API that carries a URL, in the order of the table.
pub fn url_rules() -> &'static [UrlRule] {
    &TABLE.rules
}

/// Every name of the official table, `my.*` names and JSAPI names, in the order of the alphabet (A-3).
#[cfg(feature = "admin")]
pub(crate) fn official_names() -> Vec<&'static str> {
    let mut names: Vec<_> = TABLE.names.iter().copied().collect();
    names.sort_unstable();
    names
}

struct Table {
    names: HashSet<&'static str>,
    partners: HashMap<&'static str, Vec<&'static str>>,
    rules: Vec<UrlRule>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read_table(include_str!("official_apis.txt")));

fn read_table(text: &'static str) -> Table {
    let mut table = Table { names: HashSet::new(), partners: HashMap::new(), rules: Vec::new() };
    for row in text.lines() {
        let mut words = row.split_ascii_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("api"), Some(name), jsapi) => {
                table.names.insert(name);
                for partner in jsapi.into_iter().chain(words) {
                    table.names.insert(partner);
                    table.partners.entry(name).or_default().push(partner);
                    table.partners.entry(partner).or_default().push(name);
                }
            }
            (Some("url"), Some(kind), Some(name)) => {
                if let Some(kind) = url_kind(kind) {
                    table.rules.push(UrlRule { kind, name, fields: words.collect() });
                }
            }
            _ => {}
        }
    }
    table
}

fn url_kind(word: &str) -> Option<UrlKind> {
    match word {
        "request" => Some(UrlKind::Request),
        "socket" => Some(UrlKind::Socket),
        "download" => Some(UrlKind::Download),
        "page" => Some(UrlKind::Page),
        "indirect" => Some(UrlKind::Indirect),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        for row in include_str!("official_apis.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
            let words: Vec<_> = row.split_ascii_whitespace().collect();
            match words.as_slice() {
                ["api", names @ ..] => {
                    assert!(!names.is_empty(), "{row}");
                    for name in names {
                        assert!(ApiName::parse(name).is_ok_and(ApiName::is_official), "{row}");
                    }
                }
                ["url", kind, name, fields @ ..] => {
                    assert!(url_kind(kind).is_some() && !fields.is_empty(), "{row}");
                    assert!(ApiName::parse(name).is_ok_and(|name| name.url_rule().is_some()), "{row}");
                }
                _ => panic!("unreadable row: {row}"),
            }
        }
    }

    #[test]
    fn names_and_their_jsapi_names_know_each_other() {
        let partners = |name| ApiName::parse(name).unwrap().partners().collect::<Vec<_>>();
        assert_eq!(partners("showToast"), ["toast"]);
        assert_eq!(partners("toast"), ["showToast"]);
        assert_eq!(partners("pushWindow"), ["navigateTo", "reLaunch", "redirectTo"]);
        assert!(partners("alert").is_empty());
    }
}
