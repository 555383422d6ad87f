//! Text: what counts as text, how long it may be, and how foreign text is shown in messages.

use alloc::borrow::ToOwned;
use alloc::string::String;

use core::ops::RangeInclusive;

use super::cut;
use super::issue::{Issue, IssueCode, Read, Word};
use super::value::{Unusable, Value};

/// Longest free text, in characters. No service documents a limit; this stops what can only be a mistake.
pub const LONGEST: usize = 2000;
/// Longest name of a field, in characters.
pub const LONGEST_NAME: usize = 200;
/// Longest key or password.
pub const LONGEST_KEY: usize = 200;

/// Reads text, kept as it is.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn read(value: &Value, longest: usize) -> Read<String> {
    Ok((within(value, longest)?.to_owned(), None))
}

/// The text in a value, where it is not too long.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn within(value: &Value, longest: usize) -> Result<&str, Issue> {
    fitting(value, longest, |text| text)
}

/// The text in a value without white space around it, where that is not too long.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn trimmed(value: &Value, longest: usize) -> Result<&str, Issue> {
    fitting(value, longest, str::trim)
}

fn fitting(value: &Value, longest: usize, of: fn(&str) -> &str) -> Result<&str, Issue> {
    if let Value::Unusable(Unusable::TooLong) = value {
        return Err(too_long(longest));
    }
    let text = of(as_text(value)?);
    if length(text) > longest { Err(too_long(longest)) } else { Ok(text) }
}

/// The issue of a text that is.
#[must_use]
pub fn too_long(maximum: usize) -> Issue {
    Issue::error(IssueCode::TextTooLong).with_number("maximum", maximum as u64)
}

/// The text in a value.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn as_text(value: &Value) -> Result<&str, Issue> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Unusable(why) => Err(unusable(*why)),
        other => Err(Issue::error(IssueCode::NotText).with_word("got", kind(other))),
    }
}

/// Reads `true` or `false`, or the words that forms have for them.
///
/// # Errors
/// `not_a_boolean`.
pub fn read_flag(value: &Value) -> Read<bool> {
    match value {
        Value::Bool(flag) => Ok((*flag, None)),
        Value::Unusable(why) => Err(unusable(*why)),
        other => match flag_of(other.as_text().unwrap_or("?")) {
            Some(flag) => Ok((flag, None)),
            None => Err(Issue::error(IssueCode::NotABoolean).with_word("got", kind(other))),
        },
    }
}

/// A form sends a ticked box as `on`, and one that is not ticked not at all.
fn flag_of(word: &str) -> Option<bool> {
    let word = word.trim();
    if among(word, &["true", "on", "1"]).is_some() {
        Some(true)
    } else {
        among(word, &["false", "off", "0", ""]).map(|_| false)
    }
}

/// Whether a flag is given and raised.
#[must_use]
pub fn is_raised(flag: Option<&Value>) -> bool {
    flag.is_some_and(|value| matches!(read_flag(value), Ok((true, _))))
}

/// The issue of a value that cannot be read at all.
#[must_use]
pub fn unusable(why: Unusable) -> Issue {
    match why {
        Unusable::Type | Unusable::Unreadable | Unusable::TooDeep => {
            Issue::error(IssueCode::Unreadable)
        }
        Unusable::BrokenText => Issue::error(IssueCode::BrokenText),
        Unusable::TooLong => too_long(LONGEST),
        Unusable::LongName => too_long(LONGEST_NAME),
    }
}

/// Whether a value can be sent as it is.
///
/// # Errors
/// The issue of the first part that cannot be read.
pub fn carriable(value: &Value) -> Result<(), Issue> {
    match value {
        Value::Null | Value::Bool(_) | Value::Text(_) => Ok(()),
        Value::Number(number) if number.is_finite() => Ok(()),
        Value::Number(_) => Err(Issue::error(IssueCode::Unreadable)),
        Value::List(items) => items.iter().try_for_each(carriable),
        Value::Record(record) => record.iter().try_for_each(|(_, value)| carriable(value)),
        Value::Unusable(why) => Err(unusable(*why)),
    }
}

/// What kind of thing a value is, in English by JavaScript's word.
#[must_use]
pub const fn kind(value: &Value) -> Word {
    match value {
        Value::Null => ["null", "null"],
        Value::Bool(_) => ["boolean", "vrai ou faux"],
        Value::Number(_) => ["number", "un nombre"],
        Value::Text(_) => ["string", "un texte"],
        Value::List(_) => ["array", "une liste"],
        Value::Record(_) => ["object", "un objet"],
        Value::Unusable(Unusable::TooLong) => {
            ["array, text or object that is too long", "une valeur trop longue"]
        }
        Value::Unusable(_) => ["unusable value", "une valeur illisible"],
    }
}

/// How many characters a text has.
#[must_use]
pub fn length(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

/// Whether the byte may stand in a word of any script: beyond ASCII nobody checks.
#[must_use]
pub const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// The text in capital letters, those beyond ASCII as they are.
#[must_use]
pub fn upper(text: &str) -> String {
    let mut upper = text.to_owned();
    upper.make_ascii_uppercase();
    upper
}

/// The text in small letters, those beyond ASCII as they are.
#[must_use]
pub fn lower(text: &str) -> String {
    let mut lower = text.to_owned();
    lower.make_ascii_lowercase();
    lower
}

/// The characters of a text that are kept.
#[must_use]
pub fn only(text: &str, is_kept: fn(char) -> bool) -> String {
    let mut kept = String::new();
    for character in text.chars() {
        if is_kept(character) {
            kept.push(character);
        }
    }
    kept
}

/// Whether it is digits alone, so many.
#[must_use]
pub fn is_digits(text: &[u8], length: &RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.iter().all(u8::is_ascii_digit)
}

/// The number that digits make, perhaps with a plus before them. The parser of the standard library would weigh more.
#[must_use]
pub fn whole(digits: &str) -> Option<u32> {
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let mut number = (!digits.is_empty()).then_some(0_u32)?;
    for byte in digits.bytes() {
        number = number.checked_mul(10)?.checked_add(char::from(byte).to_digit(10)?)?;
    }
    Some(number)
}

/// The digits of a number. The standard formatter would weigh more than the rules that use it.
#[must_use]
pub fn digits(number: u64) -> String {
    let mut digits = String::new();
    push_digits(&mut digits, number);
    digits
}

/// Writes the digits of a number behind a text.
pub fn push_digits(text: &mut String, number: u64) {
    if number > 9 {
        push_digits(text, number / 10);
    }
    text.extend(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
}

/// Words in a row, for messages: `XOF, XAF`.
#[must_use]
pub fn listed<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    row(words, ", ")
}

/// Words in a row, with something between them.
#[must_use]
pub fn row<T: AsRef<str>>(words: impl Iterator<Item = T>, between: &str) -> String {
    let mut row = String::new();
    for word in words {
        if !row.is_empty() {
            row.push_str(between);
        }
        row.push_str(word.as_ref());
    }
    row
}

/// The word of a list that was meant, in any case.
#[must_use]
pub fn among(word: &str, list: &[&'static str]) -> Option<&'static str> {
    list.iter().copied().find(|known| known.eq_ignore_ascii_case(word))
}

/// Texts put together.
#[must_use]
pub fn joined(parts: &[&str]) -> String {
    let mut whole = String::new();
    for part in parts {
        whole.push_str(part);
    }
    whole
}

/// The start of foreign text, for a path or a program: longer than any identifier, credential or name of a field may be.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST_NAME).map(|(end, _)| end);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default().to_owned()
}

/// Writes the start of foreign text behind a sentence, as long as a person reads; what nobody would see, as a mark.
pub fn show(sentence: &mut String, text: &str) {
    const LONGEST: usize = 60;
    for (place, character) in text.chars().enumerate() {
        if place == LONGEST {
            sentence.push('…');
            return;
        }
        sentence.push(match character {
            // Unicode has a picture of each.
            '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('␀'),
            '\x7f' => '␡',
            hidden if is_hidden(hidden) => '\u{fffd}',
            shown => shown,
        });
    }
}

/// Whether a person sees every character of it.
#[must_use]
pub fn is_visible(text: &str) -> bool {
    text.chars().all(|character| !character.is_whitespace() && !is_hidden(character))
}

/// Whether nobody sees the character: controls beyond ASCII, separators of lines, marks of direction, what joins or takes no room.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Whether an ASCII character stands in a text.
#[must_use]
pub fn has(text: &str, character: u8) -> bool {
    text.bytes().any(|byte| byte == character)
}

/// How far a wrong name is from the documented one, where it was probably meant to be that: the same letters, or one within the other.
/// A customer's own come first, whatever their length.
#[must_use]
pub fn distance(name: &str, documented: &str) -> Option<usize> {
    const FAR: usize = 1_000;
    let bare = |text: &str| lower(&only(text, |c| c.is_ascii_alphanumeric()));
    let (name, documented) = (bare(name), bare(documented));
    let is_meant = (4..=60).contains(&name.len())
        && (cut::position(&documented, &name).is_some()
            || cut::position(&name, &documented).is_some());
    let rank = if documented.starts_with("customer") { 0 } else { FAR };
    is_meant.then_some(rank + name.len().abs_diff(documented.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_shown_short_and_what_is_hidden_as_a_mark() {
        let shown = |text: &str| {
            let mut sentence = String::from("got ");
            show(&mut sentence, text);
            sentence
        };
        for (text, expected) in [
            ("", "got "),
            ("é€😀 \u{a0}\u{202f}x", "got é€😀 \u{a0}\u{202f}x"),
            ("A\tB\0\r\n\u{1b}[1m\u{7f}", "got A␉B␀␍␊␛[1m␡"),
            (
                "\u{85}\u{ad}\u{200b}\u{200e}\u{202e}\u{2028}\u{2060}\u{feff}\u{e0041}x",
                "got \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}x",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
        assert_eq!(shown(&"é".repeat(60)), format!("got {}", "é".repeat(60)));
        assert_eq!(shown(&"é".repeat(61)), format!("got {}…", "é".repeat(60)));
        assert_eq!(excerpt(&"é".repeat(1_000_000)), "é".repeat(LONGEST_NAME));
    }

    #[test]
    fn flags_are_booleans_and_what_forms_send_for_them() {
        let flag = |value: &Value| read_flag(value).map(|(flag, _)| flag).map_err(|i| i.code);
        for word in ["true", "on", "1", "TRUE", "On", " true "] {
            assert_eq!(flag(&word.into()), Ok(true), "{word:?}");
            assert!(is_raised(Some(&word.into())));
        }
        for word in ["false", "off", "0", "False", "", " "] {
            assert_eq!(flag(&word.into()), Ok(false), "{word:?}");
            assert!(!is_raised(Some(&word.into())));
        }
        assert_eq!((flag(&true.into()), flag(&false.into())), (Ok(true), Ok(false)));
        let others = ["yes", "oui", "2", "tru", "01", "onn"].map(Value::from);
        for value in others.iter().chain(&[Value::Number(1.0), Value::Null, Value::List(vec![])]) {
            assert_eq!(flag(value), Err(IssueCode::NotABoolean));
            assert!(!is_raised(Some(value)));
        }
        assert!(!is_raised(None));
    }
}
