//! What a name looks like: the skeleton of UTS #39, section 4. Two names with one skeleton can be taken for one another (`rn` and `m`,
//! `1` and `l`, Latin and Cyrillic `a`).
//!
//! The prototypes are data in `look_alikes.txt`, taken from the crate `unicode-security` for the characters that a domain or an API
//! name can have; `tests/lists.rs` holds them to it. The crate's own function brings tables four times as big.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Character → its prototype, where that is another.
static PROTOTYPES: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("look_alikes.txt").lines().filter_map(|row| row.split_once('\t'));
    rows.flat_map(|(prototype, looks)| looks.chars().map(move |c| (c, prototype))).collect()
});

/// A host as people read it: its A-labels in Unicode.
pub(super) fn unicode(host: &str) -> Cow<'_, str> {
    if host.contains("xn--") { idna::domain_to_unicode(host).0.into() } else { host.into() }
}

/// The skeleton of a text.
fn skeleton(text: &str) -> String {
    if text.is_ascii() {
        return prototypes(text.chars());
    }
    let normalizer = const { DecomposingNormalizerBorrowed::new_nfd() };
    normalizer.normalize(&prototypes(normalizer.normalize_iter(text.chars()))).into_owned()
}

fn prototypes(chars: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    for c in chars {
        match PROTOTYPES.get(&c) {
            Some(prototype) => text.push_str(prototype),
            None => text.push(c),
        }
    }
    text
}

/// The skeleton without letter case: a domain is read in either, so `0` looks like `o`, whose capital is the prototype.
pub(super) fn look(text: &str) -> String {
    skeleton(&skeleton(text).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the table leaves out, the crate must not need.
    fn assert_same(text: &str) {
        assert_eq!(skeleton(text), unicode_security::skeleton(text).collect::<String>(), "{text:?}");
    }

    #[test]
    fn it_is_the_skeleton_of_unicode_security() {
        assert_same("the quick brown fox, 0123456789: MIND THE |GAP|");
        let (mut chars, mut run) = (0, String::new());
        for c in ('\u{80}'..='\u{3ffff}').filter(|c| is_domain_character(*c)) {
            chars += 1;
            assert_same(&c.to_string());
            // Runs of characters too: marks are put in order.
            run.push(c);
            if run.chars().count() == 7 {
                assert_same(&run);
                run.clear();
            }
        }
        assert!(chars > 100_000, "{chars}");
    }

    /// Whether IDNA leaves the character as it is, in some surroundings.
    fn is_domain_character(c: char) -> bool {
        let kept = |label: &str| {
            idna::domain_to_ascii_cow(label.as_bytes(), idna::AsciiDenyList::STD3)
                .is_ok_and(|ascii| idna::domain_to_unicode(&ascii).0 == label)
        };
        // Marks need a letter before them, letters of right-to-left scripts one of their kind, joiners a virama.
        ["", "a", "א", "क्"].iter().any(|before| kept(&format!("{before}{c}")))
    }

    #[test]
    fn names_that_look_alike_have_one_look() {
        for (a, b) in [
            ("rn", "m"),
            ("0", "o"),
            ("1", "l"),
            ("paypal", "раура1"),
            ("apple", "аррӏе"),
            ("bücher", "bu\u{308}cher"),
            ("Ꮇ", "rn"),
        ] {
            assert_eq!(look(a), look(b), "{a} {b}");
        }
        assert_ne!(look("a"), look("e"));
        assert_ne!(look("bücher"), look("bucher"));
    }
}
