//! Numbers while they are typed: formatted at each keystroke, the caret where the person left it, what cannot become a number kept out where that is asked.
//!
//! Everything follows from the text as it is, the text as it was, and where the caret is: no state can get out of step with the field.

mod formatter;
mod strict;

use alloc::string::String;

use crate::line::Line;
use crate::number::{PhoneNumber, Status};
use crate::parse::DefaultCountry;
pub use crate::plan::Ahead;
use crate::plan::{Kinds, Plan};
use crate::text::{self, TextDigits};
use formatter::Formatter;

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Whose numbers are typed without a calling code.
    pub country: DefaultCountry,
    /// Keeps out digits that cannot lead to a number.
    pub strict: bool,
    /// Only numbers of these kinds.
    pub kinds: Kinds,
    /// Only numbers of this operator, by its service's word or its name; empty takes all.
    pub operator: &'a str,
}

/// What was done to a field before it is formatted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Something else, or not known: typing, pasting, filling in.
    Other,
    /// The character before the caret was deleted.
    DeletedBackward,
    /// The character after the caret was deleted.
    DeletedForward,
}

/// What a field shows after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The text to show.
    pub text: String,
    /// Where the caret goes: so many characters before it.
    pub caret: usize,
    /// What the text is as a number.
    pub number: PhoneNumber,
    /// What may still follow.
    pub ahead: Ahead,
}

/// Digits and a leading plus of a text, and how many of them stand before the caret.
#[derive(Default)]
struct Keys {
    plus: bool,
    digits: TextDigits,
    before_caret: usize,
}

/// Most digits of a field: a calling code and the longest national number, an international prefix before them.
const MOST: usize = 30;

impl Keys {
    /// Reads a text, keeping digits of any script as ASCII. `caret` counts UTF-16 units, as fields do.
    fn read(text: &str, caret: usize) -> Self {
        let mut keys = Self::default();
        for (at, unit) in text.encode_utf16().enumerate() {
            let Some(key) = text::key_of(unit) else { continue };
            let plus = key == b'+';
            if plus && (keys.plus || !keys.digits.is_empty()) {
                continue;
            }
            keys.plus |= plus;
            if !plus && keys.digits.len() < MOST {
                keys.digits.push(key);
            }
            keys.before_caret += usize::from(at < caret);
        }
        keys.before_caret = keys.before_caret.min(keys.count());
        keys
    }

    fn count(&self) -> usize {
        self.digits.len() + usize::from(self.plus)
    }

    fn same_as(&self, other: &Self) -> bool {
        self.plus == other.plus && *self.digits == *other.digits
    }

    /// Takes out the key at that place.
    fn remove(&mut self, place: usize) {
        match place.checked_sub(usize::from(self.plus)) {
            None => self.plus = false,
            Some(at) => {
                let mut kept = TextDigits::EMPTY;
                for (place, digit) in self.digits.iter().enumerate() {
                    if place != at {
                        kept.push(*digit);
                    }
                }
                self.digits = kept;
            }
        }
    }

    /// What was typed, as one text.
    fn line(&self) -> Line {
        let mut line = Line::from(if self.plus { &b"+"[..] } else { b"" });
        line.extend_digits(&self.digits);
        line
    }
}

/// Formats a field after an edit: `was` is what it showed before.
#[must_use]
pub fn edit(
    plan: &Plan,
    field: &Field<'_>,
    was: &str,
    now: &str,
    caret: usize,
    edit: Edit,
) -> Typed {
    let mut keys = Keys::read(now, caret);
    // Deleting a separator would change nothing: the digit beyond it was meant.
    let shrunk = characters(now) < characters(was);
    let old = Keys::read(was, 0);
    if shrunk && edit != Edit::Other && keys.same_as(&old) {
        match (edit, keys.before_caret.checked_sub(1)) {
            (Edit::DeletedForward, _) => keys.remove(keys.before_caret),
            (_, Some(place)) => {
                keys.remove(place);
                keys.before_caret = place;
            }
            (_, None) => {}
        }
    }
    if field.strict {
        strict::keep_possible(plan, field, &old, &mut keys);
    }
    let shown = format(plan, field.country, &keys);
    let caret = caret_after(&shown, keys.before_caret, keys.count());
    let number = PhoneNumber::parse_bytes(plan, &keys.line(), field.country);
    let ahead = strict::ahead(plan, field, &keys);
    Typed { text: shown.into(), caret, number, ahead }
}

/// How many characters a text has.
fn characters(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xC0 != 0x80).count()
}

/// The text that libphonenumber's formatter shows after these keys.
fn format(plan: &Plan, country: DefaultCountry, keys: &Keys) -> Line {
    let mut formatter = Formatter::new(plan, country);
    let mut shown = Line::EMPTY;
    for key in &*keys.line() {
        shown = formatter.input(*key);
    }
    shown
}

/// Formats keys typed one after another: digits, and a plus before them.
#[must_use]
pub fn format_keys(plan: &Plan, country: DefaultCountry, keys: &str) -> String {
    format(plan, country, &Keys::read(keys, 0)).into()
}

/// Right behind the key that it stood behind; at the end where it stood behind the last.
fn caret_after(shown: &[u8], keys_before: usize, keys: usize) -> usize {
    let mut left = if keys_before == keys { usize::MAX } else { keys_before };
    let behind = shown.iter().take_while(|character| {
        let before = left > 0;
        left -= usize::from(before && (**character == b'+' || character.is_ascii_digit()));
        before
    });
    behind.count()
}

impl Typed {
    /// Whether the number is complete.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.number.status() == Status::Valid
    }
}
