//! The merchant's own identifier of a payment (seed 003, "Good to know").

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::amount::as_digits;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Longest identifier taken. No limit is documented.
const LONGEST: usize = 100;

/// A merchant's identifier of a payment, unique among its payments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransactionId(String);

impl TransactionId {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads an identifier. Seed 003 advises against special characters "in order to avoid failures" and names `# / $ _ &`:
    /// these are refused, but for `_`, which its own sample carries; it is advised against, as all other special characters are.
    ///
    /// # Errors
    /// `transaction_id_characters` with a cleaned identifier, `text_too_long`, `not_text`.
    pub fn read(value: &Value) -> Read<Self> {
        Self::read_within(value, LONGEST)
    }

    /// The same of a service that takes fewer characters.
    ///
    /// # Errors
    /// `transaction_id_characters` with a cleaned identifier, `text_too_long`, `not_text`.
    pub fn read_within(value: &Value, longest: usize) -> Read<Self> {
        // An order number is kept as the digits it is.
        let digits = match value {
            Value::Number(number) => as_digits(*number),
            _ => None,
        };
        let id = match &digits {
            Some(digits) => digits,
            None => text::trimmed(value, longest)?,
        };
        let issue = |issue: Issue| issue.with("got", id).with("suggestion", &cleaned(id));
        let refused = |b: u8| matches!(b, b'#' | b'/' | b'$' | b'&') || b.is_ascii_control();
        if id.bytes().any(refused) {
            return Err(issue(Issue::error(IssueCode::TransactionIdCharacters)));
        }
        let advice = (!id.bytes().all(is_plain_byte))
            .then(|| issue(Issue::warning(IssueCode::TransactionIdAdvice)));
        Ok((Self(id.to_owned()), advice))
    }
}

/// Whether nothing can be said against an identifier.
pub(crate) fn is_plain(id: &[u8]) -> bool {
    id.len() <= LONGEST && id.iter().all(|byte| is_plain_byte(*byte))
}

const fn is_plain_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.')
}

/// The same identifier with a hyphen for each run of special characters; never empty.
fn cleaned(id: &str) -> String {
    let mut clean = String::new();
    let mut is_run = false;
    for character in id.chars() {
        if !character.is_ascii_alphanumeric() {
            is_run = true;
            continue;
        }
        if is_run && !clean.is_empty() {
            clean.push('-');
        }
        is_run = false;
        clean.push(character);
    }
    if clean.is_empty() { "ORDER-1".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::issue::Param;

    #[track_caller]
    fn id(text: &str) -> Result<Option<IssueCode>, IssueCode> {
        TransactionId::read(&text.into())
            .map(|(_, advice)| advice.map(|issue| issue.code))
            .map_err(|issue| issue.code)
    }

    #[test]
    fn named_characters_are_refused_and_the_underscore_of_the_sample_is_advice() {
        for text in ["REFID12354", "cmd-2026.11.20", "0"] {
            assert_eq!(id(text), Ok(None), "{text}");
        }
        for text in ["A/1", "A#1", "A$1", "A&1", "A\n1"] {
            assert_eq!(id(text), Err(IssueCode::TransactionIdCharacters), "{text:?}");
        }
        for text in ["YOUR_TRANSACTION_ID", "Nº 12", "a b", "a:b"] {
            assert_eq!(id(text), Ok(Some(IssueCode::TransactionIdAdvice)), "{text}");
        }
    }

    #[test]
    fn a_cleaned_identifier_is_suggested_and_passes() {
        for (text, clean) in [("A/1", "A-1"), ("#A//1$", "A-1"), ("///", "ORDER-1")] {
            let issue = TransactionId::read(&text.into()).unwrap_err();
            assert!(issue.message(crate::rules::Lang::En).ends_with(clean), "{text}");
            assert_eq!(id(clean), Ok(None));
        }
    }

    #[test]
    fn the_longest_identifier_is_suggested_whole() {
        for text in ["é".repeat(LONGEST), ["A/", &"x".repeat(LONGEST - 2)].concat()] {
            let read = TransactionId::read(&text.as_str().into());
            let issue = read.map_or_else(|issue| issue, |(_, advice)| advice.unwrap());
            let Some((_, Param::Text(clean))) = issue.params.last() else { panic!("{text}") };
            assert_eq!(id(clean), Ok(None), "{text}");
            assert_eq!(issue.params.first(), Some(&("got", Param::Text(text))));
        }
    }

    #[test]
    fn an_order_number_becomes_its_digits() {
        let (id, _) = TransactionId::read(&Value::Number(42.0)).unwrap();
        assert_eq!(id.as_str(), "42");
        assert!(TransactionId::read(&Value::Number(0.5)).is_err());
    }
}
