//! Extensions: `ext. 123`, `x123`, `#123`, `;ext=123`, `,,123`, `- 123#`, `доб. 123`, `anexo 123` and their full-width forms.
//!
//! The clearer the label, the more digits it may have: 20 after an explicit one, 15 after what a phone dials by itself, 9 after one
//! character, 6 where only a closing `#` says so.

use super::units::{WIDE, is_digit};
use super::{Extension, is_viable};

/// Takes the extension off the end. The first place from which the rest of the text is an extension decides, and what is before must be a number.
pub(super) fn split(text: &[u8]) -> (&[u8], Option<Extension>) {
    for at in 0..text.len() {
        let (before, rest) = text.split_at_checked(at).unwrap_or_default();
        let digits = digits(rest);
        if digits > 0 && is_viable(before) {
            return (before, Extension::new(rest.strip_suffix(b"#").unwrap_or(rest), digits));
        }
        if digits > 0 {
            break;
        }
    }
    (text, None)
}

/// How many digits an extension has that the whole text is; 0 where it is none.
pub(super) fn digits(text: &[u8]) -> usize {
    let closed = text.strip_suffix(b"#");
    let body = closed.unwrap_or(text);
    let digits = body.iter().rev().take_while(|letter| is_digit(letter)).count();
    let label = body.get(..body.len() - digits).unwrap_or_default();
    if digits <= most(Label(label), closed.is_some()) { digits } else { 0 }
}

/// How many digits a label may have; 0 for none. `closed`: whether a `#` follows them.
fn most(label: Label<'_>, closed: bool) -> usize {
    if label.0.eq_ignore_ascii_case(b";ext=") {
        return if closed { 0 } else { 20 };
    }
    let mut spaced = label;
    spaced.skip(b" \xA0\t,");
    if spaced.is_explicit() {
        return 20;
    }
    if spaced.is_ambiguous() {
        return 9;
    }
    // `- 123#`, as Americans write.
    let mut hyphens = label;
    if closed && hyphens.skip(b" -") && hyphens.0.is_empty() {
        return 6;
    }
    let mut dialled = label;
    dialled.skip(b" \xA0\t");
    let mut paused = dialled;
    if (dialled.take(b",,") || dialled.take(b";")) && dialled.ends() {
        return 15;
    }
    // Commas alone: pauses in dialling.
    if paused.skip(b",") && paused.ends() { 9 } else { 0 }
}

/// What is before the digits, or what is left of it.
#[derive(Clone, Copy)]
struct Label<'a>(&'a [u8]);

impl Label<'_> {
    fn is_explicit(self) -> bool {
        let mut latin = self;
        latin.take(b"e");
        if latin.take(b"xt") {
            let whole = !latin.take(b"ensi")
                || latin.take(b"o\x85")
                || latin.take(b"o")
                || latin.take(b"\x84");
            latin.take(b"n");
            return whole && latin.ends();
        }
        let mut wide = self;
        wide.take(&[b'e' | WIDE]);
        if wide.take(&[b'x' | WIDE, b't' | WIDE]) {
            wide.take(&[b'n' | WIDE]);
            return wide.ends();
        }
        let mut other = self;
        (other.take(b"\x81\x82\x83") || other.take(b"anexo")) && other.ends()
    }

    fn is_ambiguous(mut self) -> bool {
        let labels: [&[u8]; 8] = [
            b"x",
            &[b'x' | WIDE],
            b"#",
            &[b'#' | WIDE],
            b"~",
            &[b'~' | WIDE],
            b"int",
            &[b'i' | WIDE, b'n' | WIDE, b't' | WIDE],
        ];
        labels.iter().any(|label| self.take(label)) && self.ends()
    }

    /// Whether nothing is left but a full stop or colon, then spaces, commas and hyphens.
    fn ends(mut self) -> bool {
        if let [b':' | b'.' | 0xAE, rest @ ..] = self.0 {
            self.0 = rest;
        }
        self.skip(b" \xA0\t,-");
        self.0.is_empty()
    }

    /// Leaves out what begins with these; says whether anything did.
    fn skip(&mut self, skipped: &[u8]) -> bool {
        let before = self.0.len();
        while let [first, rest @ ..] = self.0
            && skipped.contains(first)
        {
            self.0 = rest;
        }
        self.0.len() < before
    }

    /// Takes a word off, in whatever case it is; says whether it was there.
    fn take(&mut self, word: &[u8]) -> bool {
        match self.0.split_at_checked(word.len()) {
            Some((first, rest)) if first.eq_ignore_ascii_case(word) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }
}
