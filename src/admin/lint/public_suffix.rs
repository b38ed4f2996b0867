//! Names under which anybody can register (the Public Suffix List, both its sections: registries such as `co.uk`, and companies
//! that give names away such as `github.io`). The names are data in `public_suffixes.txt`, taken from the crate `psl`;
//! `tests/lists.rs` holds them to it. Compiled into code, as that crate has them, they are five times as big.
//!
//! Suffixes of one label are left out, and so is the list's rule for unknown ones: an entry has two labels or more (U-6).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::lineage;

/// The list, as rows of the table: what comes before the parent, in the order of the alphabet.
struct Suffixes {
    rows: HashMap<&'static str, Vec<&'static str>>,
    /// For every name above a row, the row with the fewest labels.
    below: HashMap<&'static str, &'static str>,
}

static SUFFIXES: LazyLock<Suffixes> = LazyLock::new(|| read(include_str!("public_suffixes.txt")));

fn read(text: &'static str) -> Suffixes {
    let mut suffixes = Suffixes { rows: HashMap::new(), below: HashMap::new() };
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let Some((parent, labels)) = row.split_once(' ') else { continue };
        suffixes.rows.insert(parent, labels.split(' ').collect());
        for name in lineage(parent) {
            let nearest = suffixes.below.entry(name).or_insert(parent);
            if count(parent) < count(nearest) {
                *nearest = parent;
            }
        }
    }
    suffixes
}

fn count(name: &str) -> usize {
    name.bytes().filter(|b| *b == b'.').count()
}

/// Whether anybody can register under this very name. Always false for one label.
fn is_suffix(name: &str) -> bool {
    let Some((label, parent)) = name.split_once('.') else { return false };
    let Some(row) = SUFFIXES.rows.get(parent) else { return false };
    let has = |label: &str| row.binary_search(&label).is_ok();
    // `*` stands for every label but those with `!`.
    has(label) || (has("*") && !has(&["!", label].concat()))
}

/// The public suffix that an entry for this name opens: the name itself; else, when the entry reaches down, one below it.
pub(super) fn opened(name: &str, reaches_down: bool) -> Option<Cow<'_, str>> {
    if is_suffix(name) {
        return Some(name.into());
    }
    let parent = SUFFIXES.below.get(name).filter(|_| reaches_down)?;
    let row = SUFFIXES.rows.get(parent)?;
    // Where every name below is a suffix, they are named by their parent.
    Some(if row.contains(&"*") { (*parent).into() } else { [row.first()?, ".", parent].concat().into() })
}

/// The part of a host that somebody has registered: a public suffix before its own end, and one label more.
pub(in crate::admin) fn registered(host: &str) -> &str {
    let mut registered = host;
    // From the end: below a name that has no suffix below it there is nothing to look for.
    let names: Vec<&str> = lineage(host).collect();
    for (name, child) in names.iter().rev().zip(names.iter().rev().skip(1)) {
        if is_suffix(name) || !name.contains('.') {
            registered = child;
        }
        if !SUFFIXES.below.contains_key(name) {
            break;
        }
    }
    registered
}
