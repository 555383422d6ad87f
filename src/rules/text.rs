//! Text: what counts as text, how long it may be, and how foreign text is shown in messages.

use super::issue::{Issue, IssueCode};
use super::reader::Read;
use super::value::{Unusable, Value};

/// Longest free text, in characters. No service documents a limit; this stops what can only be a mistake.
pub const LONGEST: usize = 2000;

/// Reads text, kept as it is.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn read(value: &Value, longest: usize) -> Read<String> {
    let text = as_text(value)?;
    if text.chars().count() > longest {
        return Err(Issue::error(IssueCode::TextTooLong).with_number("maximum", longest as u64));
    }
    Ok((text.to_owned(), None))
}

/// The text in a value.
///
/// # Errors
/// `not_text`, `text_too_long`, `broken_text`, `unreadable`.
pub fn as_text(value: &Value) -> Result<&str, Issue> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Unusable(why) => Err(unusable(*why)),
        other => Err(Issue::error(IssueCode::NotText).with("got", kind(other))),
    }
}

/// Reads `true` or `false`.
///
/// # Errors
/// `not_a_boolean`.
pub fn read_flag(value: &Value) -> Read<bool> {
    match value {
        Value::Bool(flag) => Ok((*flag, None)),
        Value::Unusable(why) => Err(unusable(*why)),
        other => Err(Issue::error(IssueCode::NotABoolean).with("got", kind(other))),
    }
}

/// The issue of a value that cannot be read at all.
#[must_use]
pub fn unusable(why: Unusable) -> Issue {
    match why {
        Unusable::Type | Unusable::Unreadable | Unusable::TooDeep => {
            Issue::error(IssueCode::Unreadable)
        }
        Unusable::BrokenText => Issue::error(IssueCode::BrokenText),
        Unusable::TooLong => {
            Issue::error(IssueCode::TextTooLong).with_number("maximum", LONGEST as u64)
        }
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

/// What kind of thing a value is, in a word of JavaScript's.
#[must_use]
pub const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Text(_) => "string",
        Value::List(_) => "array",
        Value::Record(_) => "object",
        Value::Unusable(_) => "unusable value",
    }
}

/// The start of foreign text, for a message or a path.
#[must_use]
pub fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}

/// The documented name that a wrong one was probably meant to be: same letters, or one within or around the other.
#[must_use]
pub fn resembling<'a>(name: &str, documented: &[&'a str]) -> Option<&'a str> {
    let bare = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let wanted = bare(name);
    if wanted.len() < 4 || wanted.len() > 60 {
        return None;
    }
    documented.iter().copied().find(|known| bare(known) == wanted).or_else(|| {
        documented.iter().copied().find(|known| {
            let known = bare(known);
            known.contains(&wanted) || wanted.contains(&known)
        })
    })
}
