//! Numbers while they are typed: formatted at each keystroke, the caret where the person left it, what cannot become a number kept out where that is asked.
//!
//! Everything follows from the text as it is, the text as it was, and where the caret is: no state can get out of step with the field.

mod formatter;
mod strict;

use alloc::string::String;

use crate::number::{PhoneNumber, Status};
use crate::parse::DefaultCountry;
pub use crate::plan::Ahead;
use crate::plan::{NumberType, Plan};
use crate::text;
use formatter::Formatter;

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Whose numbers are typed without a calling code.
    pub country: DefaultCountry,
    /// Keeps out digits that cannot lead to a number.
    pub strict: bool,
    /// Only numbers of these kinds; empty takes all.
    pub kinds: &'a [NumberType],
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
#[derive(Clone, PartialEq, Eq, Default)]
struct Keys {
    plus: bool,
    digits: String,
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
                keys.digits.push(char::from(key));
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
        self.plus == other.plus && self.digits == other.digits
    }

    /// Takes out the key at that place.
    fn remove(&mut self, place: usize) {
        match place.checked_sub(usize::from(self.plus)) {
            None => self.plus = false,
            Some(at) => {
                let kept = self.digits.chars().enumerate().filter(|(place, _)| *place != at);
                self.digits = kept.map(|(_, digit)| digit).collect();
            }
        }
    }

    /// What was typed, as one text.
    fn text(&self) -> String {
        let mut text = String::from(if self.plus { "+" } else { "" });
        text.push_str(&self.digits);
        text
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
    let shrunk = now.chars().count() < was.chars().count();
    if shrunk && edit != Edit::Other && keys.same_as(&Keys::read(was, 0)) {
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
        strict::keep_possible(plan, field, &Keys::read(was, 0), &mut keys);
    }
    let text = format(plan, field.country, &keys);
    let caret = caret_after(&text, keys.before_caret, keys.count());
    let number = PhoneNumber::parse(plan, &keys.text(), field.country);
    let ahead = strict::ahead(plan, field, &keys);
    Typed { text, caret, number, ahead }
}

/// The text that libphonenumber's formatter shows after these keys.
fn format(plan: &Plan, country: DefaultCountry, keys: &Keys) -> String {
    let mut formatter = Formatter::new(plan, country);
    let mut shown = String::new();
    for key in keys.text().bytes() {
        shown = formatter.input(key);
    }
    shown
}

/// Formats keys typed one after another: digits, and a plus before them.
#[must_use]
pub fn format_keys(plan: &Plan, country: DefaultCountry, keys: &str) -> String {
    format(plan, country, &Keys::read(keys, 0))
}

/// Right behind the key that it stood behind; at the end where it stood behind the last.
fn caret_after(text: &str, keys_before: usize, keys: usize) -> usize {
    if keys_before == keys {
        return text.chars().count();
    }
    let is_key = |character: char| character == '+' || character.is_ascii_digit();
    let mut left = keys_before;
    text.chars()
        .take_while(|character| {
            let before = left > 0;
            left -= usize::from(before && is_key(*character));
            before
        })
        .count()
}

impl Typed {
    /// Whether the number is complete.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.number.status() == Status::Valid
    }
}
