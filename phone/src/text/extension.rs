//! Extensions: `ext. 123`, `x123`, `#123`, `;ext=123`, `,,123`, `- 123#`, `доб. 123`, `anexo 123` and their full-width forms.
//!
//! The clearer the label, the more digits it may have: 20 after an explicit one, 15 after what a phone dials by itself, 9 after one
//! character, 6 where only a closing `#` says so.

use super::units::is_digit;
use super::{Extension, is_viable};

/// Labels that say extension: in Latin letters, the accent on the o in either way; in Cyrillic ones; in full-width ones.
const EXPLICIT: &[u8] = b"xt xtn xtensio xtension xtensi\x84 xtensi\x84n xtensio\x85 xtensio\x85n \
    ext extn extensio extension extensi\x84 extensi\x84n extensio\x85 extensio\x85n anexo \
    \x81\x82\x83 \xF8\xF4 \xF8\xF4\xEE \xE5\xF8\xF4 \xE5\xF8\xF4\xEE";
/// Labels that may say something else, and their full-width forms.
const AMBIGUOUS: &[u8] = b"x # ~ int \xF8 \xA3 \xFE \xE9\xEE\xF4";

/// Takes the extension off the end. The first place from which the rest of the text is an extension decides, and what is before must be a number.
pub(super) fn split<'a>(text: &'a [u8], extension: &mut Extension) -> &'a [u8] {
    for at in 0..text.len() {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let digits = digits(rest);
        if digits > 0 {
            if !is_viable(before) {
                break;
            }
            *extension = Extension::new(rest.strip_suffix(b"#").unwrap_or(rest), digits);
            return before;
        }
    }
    text
}

/// How many digits an extension has that the whole text is; 0 where it is none.
pub(super) fn digits(text: &[u8]) -> usize {
    let closed = text.strip_suffix(b"#");
    let mut label = closed.unwrap_or(text);
    let length = label.len();
    while let [rest @ .., last] = label
        && is_digit(*last)
    {
        label = rest;
    }
    let digits = length - label.len();
    if digits <= most(label, closed.is_some()) { digits } else { 0 }
}

/// How many digits a label may have; 0 for none. `closed`: whether a `#` follows them.
fn most(label: &[u8], closed: bool) -> usize {
    if label.eq_ignore_ascii_case(b";ext=") {
        return if closed { 0 } else { 20 };
    }
    let word = without_end(without(label, b" \xA0\t,"));
    if is_listed(EXPLICIT, word) {
        return 20;
    }
    if is_listed(AMBIGUOUS, word) {
        return 9;
    }
    // `- 123#`, as Americans write.
    if closed && !label.is_empty() && without(label, b" -").is_empty() {
        return 6;
    }
    // What a phone dials by itself; commas alone are pauses.
    let dialled = without(label, b" \xA0\t");
    let paused = without(dialled, b",");
    let rest = match dialled {
        [b',', b',', rest @ ..] | [b';', rest @ ..] => rest,
        _ => dialled,
    };
    if rest.len() < dialled.len() && without_end(rest).is_empty() {
        15
    } else if paused.len() < dialled.len() && without_end(paused).is_empty() {
        9
    } else {
        0
    }
}

fn is_listed(words: &[u8], word: &[u8]) -> bool {
    words.split(|letter| *letter == b' ').any(|known| known.eq_ignore_ascii_case(word))
}

/// Leaves out what begins with these.
fn without<'a>(mut text: &'a [u8], left_out: &[u8]) -> &'a [u8] {
    while let [first, rest @ ..] = text
        && left_out.contains(first)
    {
        text = rest;
    }
    text
}

/// Leaves out what may stand between a label and its digits: a full stop or colon, then spaces, commas and hyphens.
fn without_end(mut text: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | 0xA0 | b'\t' | b',' | b'-'] = text {
        text = rest;
    }
    match text {
        [rest @ .., b':' | b'.' | 0xAE] => rest,
        _ => text,
    }
}
