//! API names: grammar (A-1), aliases (A-2), the official table (A-3) and which APIs carry a URL (A-4, A-6).
//! The names themselves are data in `official_apis.txt`; this file only reads and looks up.

use alloc::boxed::Box;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use crate::byte::{self, DOT, LINE, SPACE, WORD};
use crate::index::{Index, hash};
use crate::text::next_part;

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
        // Dots separate parts, none of which is empty.
        let mut was_dot = true;
        for byte in name.bytes() {
            let class = byte::class(byte) & (WORD | DOT);
            if class == 0 || (class == DOT && was_dot) {
                return Err(ApiFault::Grammar);
            }
            was_dot = class == DOT;
        }
        if was_dot {
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
        table().any(self.0, &mut |_| true)
    }

    /// The names that are the same API by the official table: JSAPI names of a `my.*` name, and the reverse (A-2).
    pub fn partners(self) -> impl Iterator<Item = &'static str> {
        let mut names = Vec::new();
        table().any(self.0, &mut |(name, partners)| {
            // A `my.*` name knows all its JSAPI names, a JSAPI name the `my.*` names it serves.
            let mut others = Some(if name == self.0 { partners } else { name });
            while let Some(other) = next_part(&mut others, SPACE) {
                names.extend((!other.is_empty()).then_some(other));
            }
            false
        });
        names.into_iter()
    }

    /// Where this API carries a URL, as an index into [`url_rules`]. Letter case is ignored here: a native layer that
    /// compares names loosely must not turn another spelling into an unjudged URL.
    pub fn url_rule(self) -> Option<usize> {
        rule_rows().position(|(_, name, _)| name.eq_ignore_ascii_case(self.0))
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
    static RULES: OnceBox<Vec<UrlRule>> = OnceBox::new();
    let rule = |(kind, name, fields): (&str, _, &'static str)| {
        Some(UrlRule { kind: url_kind(kind)?, name, fields: fields.split(' ').collect() })
    };
    RULES.get_or_init(|| Box::new(rule_rows().filter_map(rule).collect()))
}

/// The rows of these: kind, name, fields.
pub(crate) fn rule_rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rows(URL_ROWS).map(|row| {
        let (kind, row) = split(row);
        let (name, fields) = split(row);
        (kind, name, fields)
    })
}

/// Every name of the official table, `my.*` names and JSAPI names, in the order of the alphabet (A-3).
#[cfg(feature = "admin")]
pub(crate) fn official_names() -> Vec<&'static str> {
    let mut names: Vec<_> = rows(API_ROWS).flat_map(|row| row.split(' ')).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The official names, each with the row that it stands in: a `my.*` name, and the JSAPI names that carry it out.
struct Table {
    names: Vec<(&'static str, &'static str)>,
    index: Index,
}

impl Table {
    /// Whether a row with that name pleases.
    fn any(&self, name: &str, pleases: &mut dyn FnMut((&'static str, &'static str)) -> bool) -> bool {
        let text_of = |number: usize| self.names.get(number).map(|(name, _)| *name);
        let found = self.index.find(name, hash(name), &text_of, &mut |number| {
            self.names.get(number).is_some_and(|(_, row)| pleases(split(row)))
        });
        found.is_some()
    }
}

fn table() -> &'static Table {
    static TABLE: OnceBox<Table> = OnceBox::new();
    TABLE.get_or_init(|| {
        let mut names = Vec::new();
        for row in rows(API_ROWS) {
            let mut words = Some(row);
            while let Some(name) = next_part(&mut words, SPACE) {
                names.push((name, row));
            }
        }
        let mut index = Index::new(names.len());
        for (number, (name, _)) in names.iter().enumerate() {
            index.add(name, number);
        }
        Box::new(Table { names, index })
    })
}

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || next_part(&mut rest, LINE)).filter(|row| !row.is_empty())
}

/// A word, and what follows its space.
fn split(row: &'static str) -> (&'static str, &'static str) {
    let mut rest = Some(row);
    (next_part(&mut rest, SPACE).unwrap_or_default(), rest.unwrap_or_default())
}

const FILE: &[u8] = include_bytes!("official_apis.txt");

/// The rows of a kind as a runtime carries them: without the kind, without comments, with one space between words.
const API_ROWS: &str = {
    const LENGTH: usize = rows_of::<0>(*b"api ").1;
    const BYTES: [u8; LENGTH] = rows_of(*b"api ").0;
    as_text(&BYTES)
};
const URL_ROWS: &str = {
    const LENGTH: usize = rows_of::<0>(*b"url ").1;
    const BYTES: [u8; LENGTH] = rows_of(*b"url ").0;
    as_text(&BYTES)
};

const fn as_text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

/// As many bytes of these rows as there is room for, and how many there are.
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "runs in the compiler only")]
const fn rows_of<const N: usize>(kind: [u8; 4]) -> ([u8; N], usize) {
    let (mut out, mut length, mut at) = ([0; N], 0, 0);
    while at < FILE.len() {
        let is_wanted = starts_with(at, kind);
        let mut previous = b' ';
        at += if is_wanted { kind.len() } else { 0 };
        while at < FILE.len() && previous != b'\n' {
            let byte = FILE[at];
            if is_wanted && !(byte == b' ' && previous == b' ') {
                if length < N {
                    out[length] = byte;
                }
                length += 1;
            }
            previous = byte;
            at += 1;
        }
    }
    (out, length)
}

#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "runs in the compiler only")]
const fn starts_with(at: usize, kind: [u8; 4]) -> bool {
    let mut i = 0;
    while i < kind.len() {
        if at + i >= FILE.len() || FILE[at + i] != kind[i] {
            return false;
        }
        i += 1;
    }
    true
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
