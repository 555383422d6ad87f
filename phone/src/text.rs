//! Reads a text as people and programs write phone numbers, before any plan is asked: which digits, whether a `+` leads them, which extension.
//!
//! What is accepted, and where a text is cut, is what libphonenumber does (its JavaScript), down to the order of the cuts.

mod extension;
mod rfc3966;
mod units;

use alloc::boxed::Box;
use alloc::string::String;

use crate::digits::Digits;
use units::{digit, is_letter, is_plus, is_punctuation};

/// Longest text read, in UTF-16 units.
pub(crate) const LONGEST: usize = 250;

/// Most digits kept. Whatever prefixes are taken off, a longer number is too long by far, so the rest of it changes no answer.
pub(crate) const MOST_DIGITS: usize = 48;

/// The digits of a text.
pub(crate) type TextDigits = Digits<MOST_DIGITS>;

/// Where the digits of a text are put, so that they are written once and not moved.
pub(crate) type Room = [u8; MOST_DIGITS];

/// The digits of an extension, at most twenty, as they stand in the text (in any script).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    units: [u16; 20],
    length: u8,
}

impl Extension {
    fn new(written: &[u16]) -> Option<Self> {
        let mut units = [0; 20];
        for (place, unit) in units.get_mut(..written.len())?.iter_mut().zip(written) {
            *place = *unit;
        }
        Some(Self { units, length: u8::try_from(written.len()).ok()? })
    }

    /// The characters as they were written. libphonenumber keeps other scripts' digits too.
    pub fn chars(&self) -> impl Iterator<Item = char> + '_ {
        self.units
            .iter()
            .take(usize::from(self.length))
            .filter_map(|unit| char::from_u32(u32::from(*unit)))
    }
}

/// An extension is a part of somebody's number: only its length is shown.
impl core::fmt::Debug for Extension {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "extension of {} digits", self.length)
    }
}

/// A text that can be a number.
pub(crate) struct Reading<'room> {
    /// Whether a `+` (of any width) leads.
    pub(crate) plus: bool,
    /// The digits; letters have become those of their keys.
    pub(crate) digits: &'room [u8],
    /// What follows `ext.` and the like.
    pub(crate) extension: Option<Box<Extension>>,
}

/// Why a text cannot be a number at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Longer than [`LONGEST`].
    TooLong,
    /// No number in it.
    NotANumber,
}

/// What an ASCII character does in a plain number: a value below 10 is that digit.
const PLAIN: u8 = 10;
const PLUS: u8 = 11;
const SPECIAL: u8 = 12;
static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [SPECIAL; 256];
    let mut digit = 0;
    while digit < 10 {
        #[expect(
            clippy::indexing_slicing,
            reason = "computed by the compiler, which sees every index"
        )]
        {
            classes[(b'0' + digit) as usize] = digit;
        }
        digit += 1;
    }
    let plain = b" -.()/[]";
    let mut at = 0;
    while at < plain.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "computed by the compiler, which sees every index"
        )]
        {
            classes[plain[at] as usize] = PLAIN;
        }
        at += 1;
    }
    #[expect(clippy::indexing_slicing, reason = "computed by the compiler, which sees every index")]
    {
        classes[b'+' as usize] = PLUS;
    }
    classes
}

/// Whether a character may stand between the digits of a number that is written out.
pub(crate) fn is_separator(character: char) -> bool {
    // A capital X is a letter there.
    character != 'X' && u16::try_from(u32::from(character)).is_ok_and(is_punctuation)
}

/// The ASCII digit of a digit of any script.
pub(crate) fn digit_of(character: char) -> Option<char> {
    let value = digit(u16::try_from(u32::from(character)).ok()?)?;
    Some(char::from(b'0' + value))
}

/// Whether a character is a plus, of any width.
pub(crate) fn is_plus_sign(character: char) -> bool {
    u16::try_from(u32::from(character)).is_ok_and(is_plus)
}

/// Texts put together.
pub(crate) fn joined(first: &str, second: &str) -> String {
    let mut text = String::with_capacity(first.len() + second.len());
    text.push_str(first);
    text.push_str(second);
    text
}

/// Reads Rust's text.
pub(crate) fn read_str<'room>(
    text: &str,
    room: &'room mut Room,
) -> Result<Reading<'room>, Unreadable> {
    if let Some(plain) = read_plain(text.as_bytes(), room) {
        return plain.reading(room);
    }
    let mut units = [0; LONGEST];
    let mut length = 0;
    for unit in text.encode_utf16() {
        *units.get_mut(length).ok_or(Unreadable::TooLong)? = unit;
        length += 1;
    }
    read_units(units.get(..length).unwrap_or_default(), room)
}

/// Reads a text of ASCII alone.
#[inline]
pub(crate) fn read_ascii<'room>(
    text: &[u8],
    room: &'room mut Room,
) -> Result<Reading<'room>, Unreadable> {
    match read_plain(text, room) {
        Some(plain) => plain.reading(room),
        None => read_ascii_with_more(text, room),
    }
}

#[cold]
fn read_ascii_with_more<'room>(
    text: &[u8],
    room: &'room mut Room,
) -> Result<Reading<'room>, Unreadable> {
    let mut units = [0; LONGEST];
    let wide = units.get_mut(..text.len()).ok_or(Unreadable::TooLong)?;
    for (unit, byte) in wide.iter_mut().zip(text) {
        *unit = u16::from(*byte);
    }
    read_units(wide, room)
}

/// What the short way found: how many digits, and whether a plus leads.
struct Plain {
    plus: bool,
    seen: usize,
    viable: bool,
}

impl Plain {
    #[inline]
    fn reading(self, room: &Room) -> Result<Reading<'_>, Unreadable> {
        if self.viable {
            let digits = room.get(..self.seen).unwrap_or(room);
            Ok(Reading { plus: self.plus, digits, extension: None })
        } else {
            Err(Unreadable::NotANumber)
        }
    }
}

/// Eight ASCII digits as their values, first to last; None where a byte is none.
#[inline]
fn eight(bytes: [u8; 8]) -> Option<[u8; 8]> {
    const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
    const TO_TOP: u64 = u64::from_le_bytes([0x80 - b'9' - 1; 8]);
    const TOPS: u64 = u64::from_le_bytes([0x80; 8]);
    let text = u64::from_le_bytes(bytes);
    // A byte over '9' sets its top bit with TO_TOP added, one under '0' with ZEROS taken off; the bytes before it cannot reach it.
    let outside = (text.wrapping_add(TO_TOP) | text.wrapping_sub(ZEROS)) & TOPS;
    (outside == 0).then(|| (text ^ ZEROS).to_le_bytes())
}

/// The short way, for texts of digits, a `+` and the usual punctuation: no extension, no second number can be in them.
/// None when the text has anything else.
#[inline]
fn read_plain(text: &[u8], digits: &mut Room) -> Option<Plain> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut plus, mut rest) = match text {
        [b'+', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    // Most texts are digits alone: eight at a time, as long as there are as many.
    let mut seen = 0usize;
    while let Some((first, further)) = rest.split_first_chunk::<8>()
        && let Some(values) = eight(*first)
        && let Some(places) = digits.get_mut(seen..).and_then(|room| room.first_chunk_mut())
    {
        *places = values;
        seen += 8;
        rest = further;
    }
    let (mut first, mut last) = (0, seen);
    for (at, byte) in rest.iter().enumerate() {
        let class = CLASS.get(usize::from(*byte)).copied().unwrap_or(SPECIAL);
        if class < 10 {
            if let Some(place) = digits.get_mut(seen) {
                *place = class;
            }
            if seen == 0 {
                first = at;
            }
            last = at;
            seen += 1;
        } else if class == PLUS && seen == 0 && !plus {
            plus = true;
        } else if class != PLAIN {
            return None;
        }
    }
    // Two digits are a number only without anything between or before them.
    let viable = seen >= 3 || (seen == 2 && !plus && last == first + 1);
    Some(Plain { plus, seen, viable })
}

/// Reads text as JavaScript has it: UTF-16, well-formed or not.
pub(crate) fn read_units<'room>(
    text: &[u16],
    room: &'room mut Room,
) -> Result<Reading<'room>, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut joined = [0; LONGEST];
    let number = rfc3966::number_part(text, &mut joined)?;
    if !is_viable(number) {
        return Err(Unreadable::NotANumber);
    }
    let (number, extension) = extension::split(number);
    let after_plus = number.iter().position(|unit| !is_plus(*unit)).unwrap_or(number.len());
    let (pluses, number) = number.split_at_checked(after_plus).unwrap_or((&[], number));
    let extension = extension.map(Box::new);
    Ok(Reading { plus: !pluses.is_empty(), digits: normalised(number, room), extension })
}

/// Digits of any script; with three letters or more, letters are those of the keypad, with fewer they are dropped.
fn normalised<'room>(number: &[u16], room: &'room mut Room) -> &'room [u8] {
    let vanity = number.iter().filter(|unit| is_letter(**unit)).count() >= 3;
    let values = number
        .iter()
        .filter_map(|unit| digit(*unit).or_else(|| if vanity { units::key(*unit) } else { None }));
    let mut length = 0;
    for (place, value) in room.iter_mut().zip(values) {
        *place = value;
        length += 1;
    }
    room.get(..length).unwrap_or_default()
}

/// From the first digit or plus, without what trails, up to a second number (`/ x` or `\ x`).
fn possible_part(text: &[u16]) -> &[u16] {
    let Some(start) = text.iter().position(|unit| is_plus(*unit) || digit(*unit).is_some()) else {
        return &[];
    };
    let text = text.get(start..).unwrap_or_default();
    let wanted =
        |unit: &u16| digit(*unit).is_some() || is_letter(*unit) || *unit == u16::from(b'#');
    let end = text.iter().rposition(wanted).map_or(0, |last| last + 1);
    let text = text.get(..end).unwrap_or_default();
    let second =
        (0..text.len()).find(|at| starts_second_number(text.get(*at..).unwrap_or_default()));
    text.get(..second.unwrap_or(text.len())).unwrap_or_default()
}

fn starts_second_number(text: &[u16]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    let is_slash = *first == u16::from(b'/') || *first == u16::from(b'\\');
    is_slash && rest.iter().find(|unit| **unit != u16::from(b' ')) == Some(&u16::from(b'x'))
}

/// Whether a text looks like a number: two digits, or pluses, then three digits or more with punctuation and `*` among them, then
/// the same with letters, then at most an extension.
fn is_viable(text: &[u16]) -> bool {
    if text.len() == 2 && text.iter().all(|unit| digit(*unit).is_some()) {
        return true;
    }
    let text =
        text.get(text.iter().take_while(|unit| is_plus(**unit)).count()..).unwrap_or_default();
    let separator = |unit: u16| is_punctuation(unit) || unit == u16::from(b'*');
    let mut digits = 0;
    let Some(third) = text.iter().position(|unit| {
        digits += usize::from(digit(*unit).is_some());
        digits == 3 || !(digit(*unit).is_some() || separator(*unit))
    }) else {
        return false;
    };
    if digits < 3 {
        return false;
    }
    let tail = text.get(third + 1..).unwrap_or_default();
    let plain = tail
        .iter()
        .take_while(|unit| separator(**unit) || is_letter(**unit) || digit(**unit).is_some())
        .count();
    plain == tail.len()
        || (0..=plain).any(|at| extension::matches(tail.get(at..).unwrap_or_default()).is_some())
}

#[cfg(test)]
mod tests;
