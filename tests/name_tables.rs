//! The tables behind the console's advice, held to the crates that they are taken from. After an update of `psl` or
//! `unicode-security` they differ; `make tables` writes them anew.
#![cfg(all(feature = "admin", not(target_arch = "wasm32")))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    unreachable_pub,
    reason = "a test speaks by panicking"
)]

mod packages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use icu_normalizer::DecomposingNormalizerBorrowed;
use minifence::{AppIdForm, admin};
use publicsuffix::{List, Psl};
use serde_json::json;

const SUFFIXES: &str = "src/admin/lint/public_suffixes.txt";
const LOOK_ALIKES: &str = "src/admin/look_alikes.txt";

/// The file says what the crate says. With `MINIFENCE_WRITE_TABLES=1` it is made to.
fn assert_table(file: &str, expected: &str) {
    let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("MINIFENCE_WRITE_TABLES").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap();
    let differ = |a: &str, b: &str| a.lines().filter(|row| !b.lines().any(|other| other == *row)).count();
    assert!(
        found == expected,
        "{file} differs from its crate in {} rows of {}: `make tables` writes it anew",
        differ(expected, &found),
        expected.lines().count()
    );
}

/// The rules of the Public Suffix List, in ASCII.
fn rules() -> Vec<String> {
    let text = fs::read_to_string(packages::folder("psl").join("data/rules.txt")).expect("psl has its rules");
    let ascii = |rule: &str| {
        let (mark, name) =
            ["!", "*."].iter().find_map(|mark| Some((*mark, rule.strip_prefix(mark)?))).unwrap_or(("", rule));
        format!("{mark}{}", idna::domain_to_ascii(name).expect("a name"))
    };
    text.lines().map(str::trim).filter(|rule| !rule.is_empty() && !rule.starts_with("//")).map(ascii).collect()
}

#[test]
fn the_public_suffixes_are_those_of_psl() {
    let mut rows: BTreeMap<Vec<&str>, BTreeSet<String>> = BTreeMap::new();
    let rules = rules();
    for rule in &rules {
        let (mark, name) = rule.strip_prefix('!').map_or(("", rule.as_str()), |name| ("!", name));
        let Some((label, parent)) = name.split_once('.') else { continue };
        rows.entry(parent.rsplit('.').collect()).or_default().insert(format!("{mark}{label}"));
    }
    let mut table = String::from(
        "# Public suffixes of two labels or more. Data, not code: read by `public_suffix.rs`, taken from the crate `psl` by `make tables`.\n\
         # A row is a name and what may stand before it; `*` is every label, but for those with `!`.\n\
         # The Public Suffix List (publicsuffix.org) is under the Mozilla Public License, v. 2.0 (mozilla.org/MPL/2.0).\n",
    );
    for (parent, labels) in &rows {
        let parent: Vec<_> = parent.iter().rev().copied().collect();
        let labels: Vec<_> = labels.iter().map(String::as_str).collect();
        table += &format!("{} {}\n", parent.join("."), labels.join(" "));
    }
    assert!(rows.len() > 1_000);
    assert_table(SUFFIXES, &table);
}

#[test]
fn the_look_alikes_are_those_of_unicode_security() {
    let normalizer = DecomposingNormalizerBorrowed::new_nfd();
    let nfd = |text: &str| normalizer.normalize(text).into_owned();
    let mut rows: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    let mut keep = |c: char| {
        let text = c.to_string();
        let prototype: String = unicode_security::skeleton(&text).collect();
        if prototype != nfd(&text) {
            rows.entry(prototype).or_default().insert(c);
        }
    };
    // A character that changes, or the parts of one that comes apart, when a domain or an API name can have it.
    for c in '\0'..=char::MAX {
        let parts = nfd(&c.to_string());
        let changes = unicode_security::skeleton(&parts).ne(parts.chars());
        if changes && is_in_names(c) {
            parts.chars().for_each(&mut keep);
        }
    }
    let mut table = String::from(
        "# Characters and what they look like. Data, not code: read by `skeleton.rs`, taken from the crate `unicode-security` by `make tables`.\n\
         # A row is a prototype, a tab, and all that looks like it. The confusables of UTS #39 that a domain or an API name can have.\n",
    );
    for (prototype, looks) in &rows {
        table += &format!("{prototype}\t{}\n", looks.iter().collect::<String>());
    }
    assert!(rows.len() > 1_000);
    assert_table(LOOK_ALIKES, &table);
}

/// Whether IDNA leaves the character as it is, in some surroundings; or API names have it.
fn is_in_names(c: char) -> bool {
    let kept = |label: &str| idna::domain_to_ascii(label).is_ok_and(|ascii| idna::domain_to_unicode(&ascii).0 == label);
    // Marks need a letter before them, letters of right-to-left scripts one of their kind, joiners a virama.
    c.is_ascii() || ["", "a", "א", "क्"].iter().any(|before| kept(&format!("{before}{c}")))
}

/// What `lint` says about a list of pages that are asked for one by one.
fn suffix_of(entry: &str, rule: &str) -> Option<String> {
    let policy = json!({
        "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "enforce", "serverDomains": { "entries": [] },
        "apis": { "entries": [] }, "webViewDomains": { "hostRule": rule, "entries": [{ "domain": entry }] },
    });
    let advice = serde_json::to_value(admin::lint(&policy.to_string(), AppIdForm::Digits16)).unwrap();
    let told = advice.as_array().unwrap().iter().find(|issue| issue["code"] == "public_suffix")?;
    Some(told["params"]["suffix"].as_str().unwrap().to_owned())
}

/// A second opinion: the crate `publicsuffix` reads the same rules, with code of its own.
#[test]
fn a_name_is_a_public_suffix_where_another_reader_says_so() {
    let rules = rules();
    let list: List = format!("// ===BEGIN ICANN DOMAINS===\n{}", rules.join("\n")).parse().expect("a list");
    let is_suffix =
        |name: &str| list.suffix(name.as_bytes()).is_some_and(|suffix| suffix.is_known() && suffix == name.as_bytes());
    let (mut asked, mut told, mut differences) = (0, 0, BTreeSet::new());
    for rule in &rules {
        let name = rule.trim_start_matches(['!', '*', '.']);
        // Names at the rule, above it, and below it.
        let above = name.split_once('.').map_or(name, |(_, above)| above);
        for entry in [name, above, &format!("a.{name}"), &format!("b.a.{name}")] {
            let is_entry = minifence::validate_entry(
                minifence::List::WebViewDomains,
                minifence::Draft { text: entry, remark: "" },
                &[],
            )
            .is_ok();
            if !is_entry {
                continue;
            }
            asked += 1;
            told += usize::from(is_suffix(entry));
            let suffix = suffix_of(entry, "exact");
            assert!(suffix.as_ref().is_none_or(|suffix| suffix == entry), "{entry}");
            if suffix.is_some() != is_suffix(entry) {
                differences.insert(entry.to_owned());
            }
            // Below a suffix nothing else is asked for: it reaches over the suffix too.
            let wild = suffix_of(&format!("*.{entry}"), "exact");
            assert_eq!(wild, suffix_of(entry, "suffix"), "{entry}");
            assert!(wild.is_some() || !is_suffix(entry), "{entry}");
        }
    }
    // A name with rules of its own below it, that `*` beside it makes a suffix: the other reader forgets the `*`.
    for name in &differences {
        let parent = name.split_once('.').expect("a parent").1;
        let has_below = rules.iter().any(|rule| rule.ends_with(&format!(".{name}")));
        assert!(has_below && !is_suffix(name) && rules.contains(&format!("*.{parent}")), "{name}");
    }
    assert!(differences.len() < 50, "{differences:?}");
    assert!(asked > 25_000 && told > 8_000, "{told} of {asked}");
    println!("{asked} names, {told} of them public suffixes");
}
