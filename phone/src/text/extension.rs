//! Extensions: `ext. 123`, `x123`, `#123`, `;ext=123`, `,,123`, `- 123#`, `доб. 123`, `anexo 123` and their full-width forms.
//!
//! The clearer the label, the more digits it may have: 20 after an explicit one, 15 after what a phone dials by itself, 9 after one
//! character, 6 where only a closing `#` says so.

use super::units::{digit, folded};
use super::{Extension, is_viable};

/// Takes the extension off the end. The first place from which the rest of the text is an extension decides, and what is before must be a number.
pub(super) fn split(text: &[u16]) -> (&[u16], Option<Extension>) {
    // Without digits at the end, one `#` aside, there is none.
    let body = text.strip_suffix(&[u16::from(b'#')]).unwrap_or(text);
    if !body.last().is_some_and(|unit| digit(*unit).is_some())
        || !text.iter().any(|unit| opens(*unit))
    {
        return (text, None);
    }
    let found = (0..text.len()).find_map(|at| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, matches(rest)?))
    });
    match found {
        Some((before, written)) if is_viable(before) => (before, Extension::new(written)),
        _ => (text, None),
    }
}

/// Whether a character can belong to a label, so that most numbers are done with at once.
fn opens(unit: u16) -> bool {
    !(digit(unit).is_some() || matches!(unit, 0x20 | 0x28..=0x2B | 0x2D..=0x2F))
}

/// Whether the whole text is an extension, and its digits.
pub(super) fn matches(text: &[u16]) -> Option<&[u16]> {
    after(text, ";ext=").and_then(|rest| number(rest, 20, Hash::No)).or_else(|| {
        let spaced = skip(text, &[0x20, 0xA0, 0x9, 0x2C]);
        explicit_label(spaced)
            .and_then(|rest| number(after_label(rest), 20, Hash::Maybe))
            .or_else(|| {
                ambiguous_label(spaced).and_then(|rest| number(after_label(rest), 9, Hash::Maybe))
            })
            .or_else(|| closed_by_hash(text))
            .or_else(|| {
                let spaced = skip(text, &[0x20, 0xA0, 0x9]);
                after(spaced, ",,")
                    .or_else(|| after(spaced, ";"))
                    .and_then(|rest| number(after_label(rest), 15, Hash::Maybe))
                    .or_else(|| commas(spaced))
            })
    })
}

/// Whether a `#` may or must follow the digits.
#[derive(Clone, Copy, PartialEq)]
enum Hash {
    No,
    Maybe,
    Must,
}

/// The whole text as that many digits at most.
fn number(text: &[u16], most: usize, hash: Hash) -> Option<&[u16]> {
    let closed = text.strip_suffix(&[u16::from(b'#')]);
    let digits = match hash {
        Hash::No => text,
        Hash::Maybe => closed.unwrap_or(text),
        Hash::Must => closed?,
    };
    let fits = (1..=most).contains(&digits.len());
    (fits && digits.iter().all(|unit| digit(*unit).is_some())).then_some(digits)
}

/// `- 123#`, as Americans write.
fn closed_by_hash(text: &[u16]) -> Option<&[u16]> {
    let rest = skip(text, &[0x20, 0x2D]);
    if rest.len() == text.len() { None } else { number(rest, 6, Hash::Must) }
}

/// Commas alone: pauses in dialling.
fn commas(text: &[u16]) -> Option<&[u16]> {
    let rest = skip(text, &[0x2C]);
    if rest.len() == text.len() { None } else { number(after_label(rest), 9, Hash::Maybe) }
}

fn explicit_label(text: &[u16]) -> Option<&[u16]> {
    let latin = after(after(text, "e").unwrap_or(text), "xt").map(|rest| {
        let long = after(rest, "ensi").and_then(|rest| {
            after(rest, "o\u{301}").or_else(|| after(rest, "o")).or_else(|| after(rest, "ó"))
        });
        let rest = long.unwrap_or(rest);
        after(rest, "n").unwrap_or(rest)
    });
    latin
        .or_else(|| {
            after(after(text, "ｅ").unwrap_or(text), "ｘｔ")
                .map(|rest| after(rest, "ｎ").unwrap_or(rest))
        })
        .or_else(|| after(text, "доб"))
        .or_else(|| after(text, "anexo"))
}

fn ambiguous_label(text: &[u16]) -> Option<&[u16]> {
    ["x", "ｘ", "#", "＃", "~", "～", "int", "ｉｎｔ"].iter().find_map(|label| after(text, label))
}

/// A full stop or colon, then spaces, commas and hyphens.
fn after_label(text: &[u16]) -> &[u16] {
    let text = match text.split_first() {
        Some((0x3A | 0x2E | 0xFF0E, rest)) => rest,
        _ => text,
    };
    skip(text, &[0x20, 0xA0, 0x9, 0x2C, 0x2D])
}

fn skip<'a>(text: &'a [u16], skipped: &[u16]) -> &'a [u16] {
    let count = text.iter().take_while(|unit| skipped.contains(unit)).count();
    text.get(count..).unwrap_or_default()
}

/// What follows a label, in whatever case the label is.
fn after<'a>(text: &'a [u16], label: &str) -> Option<&'a [u16]> {
    let mut rest = text;
    for wanted in label.encode_utf16() {
        let (unit, following) = rest.split_first()?;
        if folded(*unit) != wanted {
            return None;
        }
        rest = following;
    }
    Some(rest)
}
