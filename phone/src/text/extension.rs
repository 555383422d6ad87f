//! Extensions: `ext. 123`, `x123`, `#123`, `;ext=123`, `,,123`, `- 123#`, `доб. 123`, `anexo 123` and their full-width forms.
//!
//! The clearer the label, the more digits it may have: 20 after an explicit one, 15 after what a phone dials by itself, 9 after one
//! character, 6 where only a closing `#` says so.

use super::units::{WIDE, digit};
use super::{Extension, is_viable};

/// Takes the extension off the end. The first place from which the rest of the text is an extension decides, and what is before must be a number.
pub(super) fn split(text: &[u8]) -> (&[u8], Option<Extension>) {
    let found = (0..text.len()).find_map(|at| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, matches(rest)?))
    });
    match found {
        Some((before, digits)) if is_viable(before) => (before, Extension::new(digits)),
        _ => (text, None),
    }
}

/// Whether the whole text is an extension, and its digits.
pub(super) fn matches(text: &[u8]) -> Option<&[u8]> {
    let closed = text.strip_suffix(b"#");
    let body = closed.unwrap_or(text);
    let count = body.iter().rev().take_while(|letter| digit(**letter).is_some()).count();
    let (label, digits) = body.split_at_checked(body.len() - count)?;
    (count > 0 && count <= most(label, closed.is_some())).then_some(digits)
}

/// How many digits a label may have; 0 for none. `closed`: whether a `#` follows them.
fn most(label: &[u8], closed: bool) -> usize {
    if after(label, b";ext=") == Some(&[]) {
        return if closed { 0 } else { 20 };
    }
    let spaced = skip(label, b" \xA0\t,");
    if ends(explicit(spaced)) {
        return 20;
    }
    if ends(ambiguous(spaced)) {
        return 9;
    }
    // `- 123#`, as Americans write.
    if closed && !label.is_empty() && skip(label, b" -").is_empty() {
        return 6;
    }
    let dialled = skip(label, b" \xA0\t");
    if ends(after(dialled, b",,").or_else(|| after(dialled, b";"))) {
        return 15;
    }
    // Commas alone: pauses in dialling.
    let paused = skip(dialled, b",");
    if paused.len() < dialled.len() && ends(Some(paused)) { 9 } else { 0 }
}

fn explicit(text: &[u8]) -> Option<&[u8]> {
    let latin = after(after(text, b"e").unwrap_or(text), b"xt").map(|rest| {
        let long = after(rest, b"ensi").and_then(|rest| {
            [&b"o\x85"[..], b"o", b"\x84"].iter().find_map(|ending| after(rest, ending))
        });
        let rest = long.unwrap_or(rest);
        after(rest, b"n").unwrap_or(rest)
    });
    latin
        .or_else(|| {
            after(after(text, &[b'e' | WIDE]).unwrap_or(text), &[b'x' | WIDE, b't' | WIDE])
                .map(|rest| after(rest, &[b'n' | WIDE]).unwrap_or(rest))
        })
        .or_else(|| after(text, b"\x81\x82\x83"))
        .or_else(|| after(text, b"anexo"))
}

fn ambiguous(text: &[u8]) -> Option<&[u8]> {
    let wide_int = &[b'i' | WIDE, b'n' | WIDE, b't' | WIDE];
    match text.split_first() {
        Some((first, rest)) if matches!(first & !WIDE, b'x' | b'#' | b'~') || *first == b'X' => {
            Some(rest)
        }
        _ => after(text, b"int").or_else(|| after(text, wide_int)),
    }
}

/// Whether a label was found, and nothing comes after it but a full stop or colon, then spaces, commas and hyphens.
fn ends(after_label: Option<&[u8]>) -> bool {
    after_label.is_some_and(|rest| {
        let rest = match rest.split_first() {
            Some((b':' | b'.' | 0xAE, rest)) => rest,
            _ => rest,
        };
        skip(rest, b" \xA0\t,-").is_empty()
    })
}

fn skip<'a>(text: &'a [u8], skipped: &[u8]) -> &'a [u8] {
    let mut rest = text;
    while let Some((first, following)) = rest.split_first()
        && skipped.contains(first)
    {
        rest = following;
    }
    rest
}

/// What follows a label, in whatever case the label is.
fn after<'a>(text: &'a [u8], label: &[u8]) -> Option<&'a [u8]> {
    let (first, rest) = text.split_at_checked(label.len())?;
    first.eq_ignore_ascii_case(label).then_some(rest)
}
