//! One-time codes that customers are given: digits, as text, since a number would lose its zeros.

use core::ops::RangeInclusive;

use alloc::string::String;

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Reads a code of so many digits, without the blanks between.
///
/// # Errors
/// `otp_invalid`, `not_text`.
pub fn read(value: &Value, length: &RangeInclusive<usize>) -> Read<String> {
    let code = text::only(text::as_text(value)?, |c| !c.is_whitespace());
    if text::is_digits(code.as_bytes(), length) {
        Ok((code, None))
    } else {
        Err(Issue::error(IssueCode::OtpInvalid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_digits_as_text() {
        for (value, expected) in [
            ("1234".into(), Ok("1234")),
            (" 01 23 ".into(), Ok("0123")),
            ("123456".into(), Ok("123456")),
            ("123".into(), Err(IssueCode::OtpInvalid)),
            ("1234567".into(), Err(IssueCode::OtpInvalid)),
            ("12a4".into(), Err(IssueCode::OtpInvalid)),
            (Value::Number(1234.0), Err(IssueCode::NotText)),
            (Value::Bool(true), Err(IssueCode::NotText)),
        ] {
            let read = read(&value, &(4..=6));
            let read = read.map(|(code, _)| code).map_err(|issue| issue.code);
            assert_eq!(read, expected.map(String::from), "{value:?}");
        }
    }
}
