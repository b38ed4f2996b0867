//! Pasted lines and CSV (C-5): every line that is not blank comes back, accepted or with its issues. Nothing is saved here;
//! `add_entries` takes what was accepted.

use serde::Serialize;

use super::growing::GrowingList;
use super::rows::{Row, count_lines, read_rows};
use super::{Answer, bad_argument, read_list};
use crate::issue::Issue;
use crate::policy::{List, MAX_BYTES};
use crate::validate::Draft;

/// The most lines that are read at once: twice what the longest list holds.
const MAX_LINES: usize = 200_000;

/// What a first line may call the column of domains, in lower case.
const DOMAIN_WORDS: [&str; 21] = [
    "domain",
    "domains",
    "domain name",
    "server domain",
    "server domains",
    "web-view domain",
    "web-view domains",
    "webview domain",
    "webview domains",
    "host",
    "hosts",
    "hostname",
    "url",
    "域名",
    "服务器域名",
    "web-view 域名",
    "webview 域名",
    "h5 域名",
    "主机",
    "主机名",
    "网址",
];
/// What it may call the column of API names. None of these is an official API.
const API_WORDS: [&str; 15] = [
    "api",
    "apis",
    "api name",
    "api names",
    "name",
    "jsapi",
    "jsapi name",
    "api 名称",
    "api名称",
    "api 名",
    "api名",
    "接口",
    "接口名",
    "接口名称",
    "名称",
];
/// What it may call the column of remarks.
const REMARK_WORDS: [&str; 13] = [
    "remark",
    "remarks",
    "note",
    "notes",
    "comment",
    "comments",
    "description",
    "purpose",
    "备注",
    "说明",
    "描述",
    "注释",
    "用途",
];

/// What a paste holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulkResult {
    /// Whether the first line named columns and was left out.
    pub header: bool,
    /// Every line that is not blank, in order.
    pub lines: Vec<BulkLine>,
    /// The lines that hold, canonical, in order.
    pub entries: Vec<BulkEntry>,
}

/// One line that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulkLine {
    /// Counted from 1; of a quoted cell over several lines, the first.
    pub line: usize,
    /// The entry as typed, without indentation by tabs.
    pub text: String,
    /// Its remark, without the spaces around it.
    pub remark: String,
    /// Whether it holds beside the given entries and the accepted lines before it.
    pub result: Answer,
}

/// A line that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BulkEntry {
    /// The canonical text.
    pub text: String,
    /// Its remark.
    pub remark: String,
}

/// Reads pasted lines of the list of that name, beside the entries that it has (C-5).
///
/// A line is an entry and, behind the first comma, tab or semicolon, its remark; the delimiter is the one that comes first on most
/// lines. Cells may be quoted as in CSV. A first line that names columns is left out; it may name them in another order, and
/// further columns that it names are not read. A byte-order mark and any ends of lines are fine. Lines without anything but spaces
/// and delimiters are skipped. Each line has the answer of [`validate_entry`](crate::validate_entry), beside `others` and the
/// lines accepted before it.
///
/// A text over 16 MiB or 200,000 lines, or another list's name, gives one empty line with the issue `argument_invalid` or
/// `list_unknown`.
pub fn parse_lines(list: &str, text: &str, others: &[&str]) -> BulkResult {
    let list = match check_size(text).and_then(|()| read_list(list)) {
        Ok(list) => list,
        Err(issues) => return BulkResult::refused(issues),
    };
    let (delimiter, mut rows) = read_rows(text, |cells| Columns::named(list, cells).is_some());
    let named = rows.first().and_then(|row| Columns::named(list, &row.cells));
    if named.is_some() {
        rows.remove(0);
    }
    let columns = named.unwrap_or(Columns::USUAL);
    let mut growing = GrowingList::new(list, others.iter().copied());
    let mut result = BulkResult { header: named.is_some(), lines: Vec::with_capacity(rows.len()), entries: Vec::new() };
    for row in rows {
        result.push(columns.read(&row, delimiter), &mut growing);
    }
    result
}

fn check_size(text: &str) -> Result<(), Vec<Issue>> {
    let too_long = |expected| Err(vec![bad_argument("text", expected)]);
    if text.len() > MAX_BYTES {
        return too_long("at most 16 MiB");
    }
    if count_lines(text) > MAX_LINES {
        return too_long("at most 200,000 lines");
    }
    Ok(())
}

impl BulkResult {
    fn refused(issues: Vec<Issue>) -> Self {
        let line = BulkLine { line: 1, text: String::new(), remark: String::new(), result: Answer::Refused { issues } };
        Self { header: false, lines: vec![line], entries: Vec::new() }
    }

    fn push(&mut self, (line, text, remark): (usize, String, String), growing: &mut GrowingList) {
        let entry = growing.take(Draft { text: &text, remark: &remark });
        self.entries.extend(entry.iter().map(|entry| BulkEntry { text: entry.value.clone(), remark: remark.clone() }));
        self.lines.push(BulkLine { line, text, remark, result: entry.into() });
    }
}

/// Which cell of a row is what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Columns {
    text: usize,
    remark: Option<usize>,
    /// No column follows the remark, so all that follows belongs to it.
    is_remark_last: bool,
}

impl Columns {
    const USUAL: Self = Self { text: 0, remark: Some(1), is_remark_last: true };

    /// The columns that a first row names: with a word for the entry at the start, or words for both anywhere.
    fn named(list: List, cells: &[String]) -> Option<Self> {
        let words: &[&str] = if list == List::Apis { &API_WORDS } else { &DOMAIN_WORDS };
        let find =
            |words: &[&str]| cells.iter().position(|cell| words.contains(&cell.trim().to_ascii_lowercase().as_str()));
        let (text, remark) = (find(words)?, find(&REMARK_WORDS));
        if cells.len() == 1 {
            return Some(Self::USUAL);
        }
        let is_remark_last = remark.is_some_and(|remark| remark.saturating_add(1) == cells.len());
        (text == 0 || remark.is_some()).then_some(Self { text, remark, is_remark_last })
    }

    fn read(self, row: &Row, delimiter: char) -> (usize, String, String) {
        let text = row.cells.get(self.text).map(|cell| cell.trim_matches('\t').to_owned()).unwrap_or_default();
        let cells = self.remark.and_then(|start| row.cells.get(start..)).unwrap_or_default();
        let count = if self.is_remark_last { cells.len() } else { 1 };
        // A spreadsheet fills short rows up with empty cells.
        let is_used = |cell: &String| !cell.trim().is_empty();
        let used = cells.iter().take(count).rposition(is_used).map_or(0, |last| last.saturating_add(1));
        let remark = cells.get(..used).unwrap_or_default().join(&delimiter.to_string());
        (row.line, text, remark.trim().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_for_a_column_is_an_official_api() {
        for word in API_WORDS {
            assert!(!crate::ApiName::parse(word).is_ok_and(crate::ApiName::is_official), "{word}");
        }
    }
}
