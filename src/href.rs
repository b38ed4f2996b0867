//! The canonical text of a URL (U-9): dot segments resolved, the rest percent-encoded where the URL standard asks for it. The text of
//! the `url` crate defines the truth; tests hold this one to it, byte for byte.

use alloc::string::String;

use crate::text::{cut, has, next_part};
use crate::written::is_drive_letter;

/// Appends path, query and fragment in canonical form to a URL; they are given as written, without controls, and without backslashes
/// in the path. False for a path with a drive letter that goes up: parsers go up from different places.
pub(crate) fn push_rest(href: &mut String, rest: &str) -> bool {
    let (before, fragment) = cut(rest, b"#");
    let (path, query) = cut(before, b"?");
    let holds = push_path(href, path.strip_prefix('/').unwrap_or(path));
    push_encoded(href, query, b"'");
    push_encoded(href, fragment, b"`");
    holds
}

fn push_path(href: &mut String, path: &str) -> bool {
    let start = href.len();
    href.push('/');
    let (mut goes_up, mut has_drive_letter) = (false, false);
    let mut rest = Some(path);
    while let Some(segment) = next_part(&mut rest, b'/') {
        match dots(segment) {
            1 => {}
            2 => {
                goes_up = true;
                pop(href, start);
            }
            _ => {
                // Some never go up past it, so it counts even where it is gone.
                has_drive_letter |= is_drive_letter(segment);
                push_encoded(href, segment, b"`{}");
                if rest.is_some() {
                    href.push('/');
                }
            }
        }
    }
    !(goes_up && has_drive_letter)
}

/// Takes the last segment of a path away, if there is one; a slash stands behind it.
fn pop(href: &mut String, start: usize) {
    let mut end = href.len().wrapping_sub(1);
    while end > start {
        if href.as_bytes().get(end.wrapping_sub(1)) == Some(&b'/') {
            href.truncate(end);
            return;
        }
        end = end.wrapping_sub(1);
    }
}

/// How many dots a segment consists of, escaped ones too; 0 when of anything else.
fn dots(segment: &str) -> usize {
    let (mut rest, mut count) = (segment.as_bytes(), 0_usize);
    loop {
        rest = match rest {
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            [] => return count,
            _ => return 0,
        };
        count = count.wrapping_add(1);
    }
}

/// Appends a part, percent-encoded where a path, a query and a fragment all are, and at the characters of `also`.
#[inline(never)]
fn push_encoded(href: &mut String, part: &str, also: &[u8]) {
    for byte in part.bytes() {
        if (b'!'..=b'~').contains(&byte) && !has(b"\"<>", byte) && !has(also, byte) {
            href.push(char::from(byte));
            continue;
        }
        href.push('%');
        for digit in [byte >> 4, byte & 15] {
            href.extend(b"0123456789ABCDEF".get(usize::from(digit)).copied().map(char::from));
        }
    }
}
