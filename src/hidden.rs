//! Characters that a reader does not see, and that change what he sees (C-7).

/// Characters that change the direction of the text around them (C-7).
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that nobody sees. The URL parser would drop some of them in silence, so they are looked for before it runs.
/// The joiners U+200C and U+200D stay: IDNA knows where a script needs them.
#[cfg(feature = "serde")]
pub(crate) fn is_hidden(c: char) -> bool {
    is_bidi_control(c) || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
