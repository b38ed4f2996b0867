//! Pasted text → rows of cells: plain lines, CSV, cells copied from a spreadsheet. It finds the delimiter and undoes quoting;
//! what a cell means is the business of `bulk.rs`.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

/// What may stand between two cells. None of them occurs in a domain or an API name.
const DELIMITERS: [char; 3] = ['\t', ',', ';'];
const LINE_ENDS: [char; 2] = ['\n', '\r'];
/// What some programs write in front of a text. The CSV reader drops it there.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// One row that has at least one cell with something in it.
pub(super) struct Row {
    /// The line it begins on, counted from 1.
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// Every row of the text, and what delimits its cells. `is_header` says whether a first row names columns: then that row
/// knows the delimiter best, whatever the remarks below it are full of.
pub(super) fn read_rows(text: &str, is_header: impl Fn(&[String]) -> bool) -> (char, Vec<Row>) {
    let first = text.split(LINE_ENDS).find(|line| !is_blank(line)).unwrap_or_default();
    let named = first_delimiter(first).filter(|delimiter| {
        let rows = split(first, *delimiter);
        rows.first().is_some_and(|row| is_header(&row.cells))
    });
    let delimiter = named.unwrap_or_else(|| usual_delimiter(text));
    (delimiter, split(text, delimiter))
}

/// How many lines have something in them.
pub(super) fn count_lines(text: &str) -> usize {
    text.split(LINE_ENDS).filter(|line| !is_blank(line)).count()
}

/// Whether there is nothing in it that anybody typed.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == BYTE_ORDER_MARK)
}

/// The first delimiter on most lines: whatever follows it may be a remark, in which any of them may stand.
fn usual_delimiter(text: &str) -> char {
    let firsts: Vec<char> = text.split(LINE_ENDS).filter_map(first_delimiter).collect();
    let votes = |delimiter: &char| firsts.iter().filter(|first| *first == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(votes).unwrap_or(',')
}

/// Indentation delimits nothing.
fn first_delimiter(line: &str) -> Option<char> {
    line.trim().chars().find(|c| DELIMITERS.contains(c))
}

fn split(text: &str, delimiter: char) -> Vec<Row> {
    let mut cursor = Cursor { text: format!("{text}\n"), at: 0, line: 1 };
    let mut cell = vec![0; cursor.text.len()];
    let mut rows = Vec::new();
    // A quotation mark that never closes would swallow the rest of the paste: from its row on, marks are letters.
    for quoting in [true, false] {
        let mut reader = ReaderBuilder::new().delimiter(delimiter as u8).quoting(quoting).build();
        while let Some(row) = cursor.read_row(&mut reader, &mut cell) {
            if !row.cells.iter().all(|cell| is_blank(cell)) {
                rows.push(row);
            }
        }
    }
    rows
}

/// A place in the text, and the line it is on.
struct Cursor {
    text: String,
    at: usize,
    line: usize,
}

impl Cursor {
    /// The next row. `None` at the end, and at a row that does not end: there the cursor stays before it.
    fn read_row(&mut self, reader: &mut Reader, cell: &mut [u8]) -> Option<Row> {
        let rest = self.text.get(self.at..)?;
        let blank = rest.find(|c| !LINE_ENDS.contains(&c))?;
        self.advance(blank);
        let rest = self.text.as_bytes().get(self.at..)?;
        let (mut cells, mut used) = (Vec::new(), 0_usize);
        loop {
            let (result, read, written) = reader.read_field(rest.get(used..)?, cell);
            let ReadFieldResult::Field { record_end } = result else { return None };
            used = used.saturating_add(read);
            cells.push(std::str::from_utf8(cell.get(..written)?).ok()?.to_owned());
            if record_end {
                let row = Row { line: self.line, cells };
                self.advance(used);
                return Some(row);
            }
        }
    }

    fn advance(&mut self, length: usize) {
        let end = self.at.saturating_add(length);
        let passed = self.text.get(self.at..end).unwrap_or_default();
        let is_split =
            passed.starts_with('\n') && self.text.get(..self.at).is_some_and(|before| before.ends_with('\r'));
        // `\r\n` is one end of a line, though the reader may stop between the two.
        let ends = passed.matches(LINE_ENDS).count().saturating_sub(passed.matches("\r\n").count());
        self.line = self.line.saturating_add(ends).saturating_sub(usize::from(is_split));
        self.at = end;
    }
}
