//! Reads a text as people and programs write phone numbers, before any plan is asked: which digits, whether a `+` leads them, which extension.
//!
//! What is accepted, and where a text is cut, is what libphonenumber does (its JavaScript), down to the order of the cuts.

mod extension;
mod rfc3966;
mod units;

use crate::digits::Digits;
use crate::line::Line;
use crate::number::Reason;
use units::{digit, is_digit, is_plus, is_punctuation, letter};

/// Longest text read, in UTF-16 units.
pub(crate) const LONGEST: usize = 250;

/// Most digits kept. Whatever prefixes are taken off, a longer number is too long by far, so the rest of it changes no answer.
pub(crate) const MOST_DIGITS: usize = 48;

/// The digits of a text.
pub(crate) type TextDigits = Digits<MOST_DIGITS>;

/// Where the digits of a text are put, so that they are written once and not moved.
pub(crate) type Room = [u8; MOST_DIGITS];

/// Most digits of an extension.
const MOST_OF_EXTENSION: usize = 20;

/// The digits of an extension, at most twenty, as they stand in the text (in any script).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    letters: [u8; MOST_OF_EXTENSION],
    length: u8,
}

impl Extension {
    pub(crate) const NONE: Self = Self { letters: [0; MOST_OF_EXTENSION], length: 0 };

    /// The last digits of a text.
    fn new(text: &[u8], digits: usize) -> Self {
        let mut extension = Self::NONE;
        let written = text.len().checked_sub(digits).and_then(|from| text.get(from..));
        for (place, letter) in extension.letters.iter_mut().zip(written.unwrap_or_default()) {
            *place = *letter;
            extension.length += 1;
        }
        extension
    }

    pub(crate) const fn is_none(&self) -> bool {
        self.length == 0
    }

    pub(crate) fn write(&self, line: &mut Line) {
        for letter in self.letters.iter().take(usize::from(self.length)) {
            if let Some(character) = units::character(*letter) {
                line.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
    }

    /// The characters as they were written. libphonenumber keeps other scripts' digits too.
    pub fn chars(&self) -> impl Iterator<Item = char> + '_ {
        self.letters
            .iter()
            .take(usize::from(self.length))
            .filter_map(|letter| units::character(*letter))
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

/// Whether an ASCII character may stand between the digits of a number that is written out.
pub(crate) fn is_separator(character: u8) -> bool {
    // A capital X is a letter there.
    character != b'X' && is_punctuation(character)
}

/// What a UTF-16 unit is among the keys of a phone: a digit of any script or a plus of any width, in ASCII.
pub(crate) fn key_of(unit: u16) -> Option<u8> {
    let letter = letter(unit);
    if is_plus(letter) { Some(b'+') } else { is_digit(letter).then(|| digit(letter) | b'0') }
}

/// Reads a text. Its extension, what follows `ext.` and the like, is written where one is found.
#[inline]
pub(crate) fn read<'room>(
    text: &[u8],
    room: &'room mut Room,
    extension: &mut Extension,
) -> Result<Reading<'room>, Reason> {
    match read_plain(text, room) {
        Some(plain) => plain.reading(room),
        None => read_with_more(text, room, extension),
    }
}

#[cold]
fn read_with_more<'room>(
    text: &[u8],
    room: &'room mut Room,
    extension: &mut Extension,
) -> Result<Reading<'room>, Reason> {
    let text = core::str::from_utf8(text).map_err(|_| Reason::NotANumber)?;
    read_units(text.encode_utf16(), room, extension)
}

/// What the short way found: how many digits, and whether a plus leads.
struct Plain {
    plus: bool,
    seen: usize,
    viable: bool,
}

impl Plain {
    #[inline]
    fn reading(self, room: &Room) -> Result<Reading<'_>, Reason> {
        if self.viable {
            let digits = room.get(..self.seen).unwrap_or(room);
            Ok(Reading { plus: self.plus, digits })
        } else {
            Err(Reason::NotANumber)
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

/// Reads UTF-16, well-formed or not.
pub(crate) fn read_units<'room>(
    text: impl Iterator<Item = u16>,
    room: &'room mut Room,
    extension: &mut Extension,
) -> Result<Reading<'room>, Reason> {
    let mut letters = Line::EMPTY;
    for unit in text {
        letters.push(letter(unit));
    }
    // Of a longer text, the line keeps more than is read.
    if letters.len() > LONGEST {
        return Err(Reason::TooLong);
    }
    read_letters(&letters, room, extension)
}

fn read_letters<'room>(
    text: &[u8],
    room: &'room mut Room,
    extension: &mut Extension,
) -> Result<Reading<'room>, Reason> {
    let mut joined = Line::EMPTY;
    let number = rfc3966::number_part(text, &mut joined)?;
    if !is_viable(number) {
        return Err(Reason::NotANumber);
    }
    let number = extension::split(number, extension);
    let after_plus = without_plus(number);
    let plus = after_plus.len() < number.len();
    Ok(Reading { plus, digits: normalised(after_plus, room) })
}

fn without_plus(text: &[u8]) -> &[u8] {
    let pluses = text.iter().take_while(|letter| is_plus(**letter)).count();
    text.get(pluses..).unwrap_or_default()
}

/// Digits of any script; with three letters or more, letters are those of the keypad, with fewer they are dropped.
fn normalised<'room>(number: &[u8], room: &'room mut Room) -> &'room [u8] {
    let vanity = number.iter().filter(|letter| letter.is_ascii_alphabetic()).count() >= 3;
    let mut length = 0;
    for letter in number {
        let value = match digit(*letter) {
            10.. if vanity => units::key(*letter),
            value => value,
        };
        if let (0..10, Some(place)) = (value, room.get_mut(length)) {
            *place = value;
            length += 1;
        }
    }
    room.get(..length).unwrap_or(room)
}

/// From the first digit or plus, without what trails, up to a second number (`/ x` or `\ x`).
fn possible_part(text: &[u8]) -> &[u8] {
    let begins = |letter: &u8| is_plus(*letter) || is_digit(*letter);
    let start = text.iter().position(begins).unwrap_or(text.len());
    let text = text.get(start..).unwrap_or_default();
    let (mut end, mut slash) = (0, None);
    for (at, letter) in text.iter().enumerate() {
        if *letter == b'x' && slash.is_some() {
            end = slash.unwrap_or(end);
            break;
        }
        match letter {
            b'/' | b'\\' => slash = Some(at),
            b' ' => {}
            _ => slash = None,
        }
        if is_digit(*letter) || letter.is_ascii_alphabetic() || *letter == b'#' {
            end = at + 1;
        }
    }
    text.get(..end).unwrap_or(text)
}

/// Whether a text looks like a number: two digits, or pluses, then three digits or more with punctuation and `*` among them, then
/// the same with letters, then at most an extension.
fn is_viable(text: &[u8]) -> bool {
    if text.len() == 2 && text.iter().all(|letter| is_digit(*letter)) {
        return true;
    }
    let mut rest = without_plus(text);
    let (mut digits, mut tail) = (0, rest);
    while let Some((first, following)) = rest.split_first() {
        let digit = is_digit(*first);
        let fits = digit
            || is_punctuation(*first)
            || *first == b'*'
            || (digits >= 3 && first.is_ascii_alphabetic());
        if !fits {
            let more = tail.len() - rest.len();
            return digits >= 3
                && (0..=more).any(|at| extension::digits(tail.get(at..).unwrap_or_default()) > 0);
        }
        digits += usize::from(digit);
        rest = following;
        if digit && digits == 3 {
            tail = rest;
        }
    }
    digits >= 3
}

#[cfg(test)]
mod tests;
