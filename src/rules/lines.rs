//! Texts kept as the lines of one: a table of texts would carry an address and a length for each besides.

/// Puts texts known when the program is compiled together, a line each; [`line`] gives them back.
macro_rules! lines {
    ($texts:expr) => {{
        const TEXTS: &[&str] = $texts;
        const BYTES: [u8; $crate::rules::lines::length(TEXTS)] =
            $crate::rules::lines::joined(TEXTS);
        $crate::rules::lines::as_text(&BYTES)
    }};
}

pub(crate) use lines;

use super::cut;

/// The line at that place, the first being 0; nothing where there are fewer.
pub(crate) fn line(lines: &'static str, place: usize) -> &'static str {
    cut::parts(lines, b'\n').nth(place).unwrap_or_default()
}

/// How many bytes the lines have together.
pub(crate) const fn length(mut texts: &[&str]) -> usize {
    let mut length = 0;
    while let [text, rest @ ..] = texts {
        length += text.len() + 1;
        texts = rest;
    }
    length
}

#[expect(clippy::indexing_slicing, reason = "at compile time")]
pub(crate) const fn joined<const LENGTH: usize>(mut texts: &[&str]) -> [u8; LENGTH] {
    let mut joined = [b'\n'; LENGTH];
    let mut to = 0;
    while let [text, rest @ ..] = texts {
        let mut from = 0;
        while from < text.len() {
            joined[to] = text.as_bytes()[from];
            from += 1;
            to += 1;
        }
        to += 1;
        texts = rest;
    }
    joined
}

pub(crate) const fn as_text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}
