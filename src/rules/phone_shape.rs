//! The shape of an international phone number (E.164): country code and number, 7 to 15 digits, the first not 0.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// Reads the customer's phone number. A number without its country code is advice (a sample of seed 003 sends "088767611").
///
/// # Errors
/// `phone_invalid`, `not_text`.
pub fn read_customer(value: &Value) -> Read<String> {
    let number = text::as_text(value)?.trim();
    let digits = digits(number).ok_or_else(|| Issue::error(IssueCode::PhoneInvalid))?;
    if !DIGITS.contains(&digits.len()) {
        return Err(Issue::error(IssueCode::PhoneInvalid));
    }
    let international = number.starts_with('+') || !digits.starts_with('0');
    if international && digits.starts_with('0') {
        return Err(Issue::error(IssueCode::PhoneInvalid));
    }
    if international {
        let plus = if number.starts_with('+') { "+" } else { "" };
        return Ok((text::joined(&[plus, &digits]), None));
    }
    Ok((digits, Some(Issue::warning(IssueCode::PhoneNotInternational))))
}

/// Reads the number that the counter is locked to: country code and number in digits alone, such as 2250504315545 (seed 003).
/// A leading `+` is taken off.
///
/// # Errors
/// `phone_invalid`, `not_text`.
pub fn read_locked(value: &Value) -> Read<String> {
    match read_customer(value)? {
        (number, None) => Ok((number.trim_start_matches('+').to_owned(), None)),
        (_, Some(_)) => Err(Issue::error(IssueCode::PhoneNotInternational)),
    }
}

/// The digits of a number written with the usual punctuation; None when anything else is in it.
fn digits(number: &str) -> Option<String> {
    let rest = number.strip_prefix('+').unwrap_or(number);
    let punctuation = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')');
    rest.chars()
        .all(|c| c.is_ascii_digit() || punctuation(c))
        .then(|| rest.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_numbers_are_kept_in_digits() {
        for (typed, kept) in [
            ("+225 07 07 12 34 56", "+2250707123456"),
            ("2250504315545", "2250504315545"),
            ("+1 (212) 555-0100", "+12125550100"),
        ] {
            assert_eq!(read_customer(&typed.into()).unwrap(), (kept.to_owned(), None), "{typed}");
        }
    }

    #[test]
    fn local_numbers_are_advice_and_other_texts_refused() {
        let (number, advice) = read_customer(&"088767611".into()).unwrap();
        assert_eq!(number, "088767611");
        assert_eq!(advice.map(|issue| issue.code), Some(IssueCode::PhoneNotInternational));
        for typed in
            ["+0707123456", "12345", "+1234567890123456", "07 07 AB", "++2250707123456", "+"]
        {
            assert_eq!(
                read_customer(&typed.into()).unwrap_err().code,
                IssueCode::PhoneInvalid,
                "{typed}"
            );
        }
    }

    #[test]
    fn a_locked_number_is_digits_with_the_country_code() {
        assert_eq!(read_locked(&"+2250504315545".into()).unwrap().0, "2250504315545");
        assert_eq!(read_locked(&"2250504315545".into()).unwrap().0, "2250504315545");
        assert_eq!(
            read_locked(&"0504315545".into()).unwrap_err().code,
            IssueCode::PhoneNotInternational
        );
    }
}
