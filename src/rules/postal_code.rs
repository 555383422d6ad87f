//! Postal codes. Seed 003 gives `customer_zip_code` size 5, yet its own samples carry "06510" and "065100".

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::country::Country;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Characters of the longest.
pub(crate) const LONGEST: usize = 10;
const DOCUMENTED_SIZE: usize = 5;

/// Codes of the countries whose codes have a pattern: others have digits and letters where these have them.
const EXAMPLES: &[([u8; 2], &[&str])] = &[
    (*b"CA", &["K1A 0B1", "K1A0B1"]),
    (*b"FR", &["75001"]),
    (*b"GN", &["001"]),
    (*b"NE", &["8001"]),
    (*b"SN", &["12500"]),
    (*b"US", &["10001", "10001-0001"]),
];

/// Reads a postal code: 1 to 10 characters; the country's pattern and the documented size are advice.
///
/// # Errors
/// `zip_code_length`, `not_text`.
pub fn read(value: &Value, country: Option<Country>) -> Read<String> {
    let code = text::as_text(value)?.trim();
    let length = text::length(code);
    if length > LONGEST {
        return Err(Issue::error(IssueCode::ZipCodeLength)
            .with_number("maximum", LONGEST as u64)
            .with_number("length", length as u64));
    }
    Ok((code.to_owned(), advice(code, country)))
}

/// What a person probably got wrong.
pub(crate) fn advice(code: &str, country: Option<Country>) -> Option<Issue> {
    let examples = country.and_then(|country| {
        EXAMPLES
            .iter()
            .find(|(letters, _)| *letters == country.letters())
            .map(|(_, examples)| *examples)
    });
    match (examples, country) {
        (Some(examples), Some(country)) => (!examples.iter().any(|example| is_like(code, example)))
            .then(|| {
                Issue::warning(IssueCode::ZipCodePattern)
                    .with("country", country.code())
                    .with("expected", examples.first().copied().unwrap_or_default())
            }),
        _ => {
            let length = text::length(code);
            (length != DOCUMENTED_SIZE).then(|| {
                Issue::warning(IssueCode::ZipCodeSize).with_number("length", length as u64)
            })
        }
    }
}

fn is_like(code: &str, example: &str) -> bool {
    code.len() == example.len()
        && code.bytes().zip(example.bytes()).all(|(got, shown)| {
            if shown.is_ascii_digit() {
                got.is_ascii_digit()
            } else if shown.is_ascii_alphabetic() {
                got.is_ascii_alphabetic()
            } else {
                got == shown
            }
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn zip(code: &str, country: &str) -> Result<Option<IssueCode>, IssueCode> {
        read(&code.into(), Country::find(country))
            .map(|(_, advice)| advice.map(|issue| issue.code))
            .map_err(|issue| issue.code)
    }

    #[test]
    fn one_to_ten_characters_pass_and_five_are_documented() {
        assert_eq!(zip("06510", "CM"), Ok(None));
        assert_eq!(zip("065100", "CM"), Ok(Some(IssueCode::ZipCodeSize)));
        assert_eq!(zip("0123456789", "CI"), Ok(Some(IssueCode::ZipCodeSize)));
        assert_eq!(zip("01234567890", "CI"), Err(IssueCode::ZipCodeLength));
    }

    #[test]
    fn countries_with_a_pattern_are_compared_with_it() {
        for (code, country) in [
            ("10001", "US"),
            ("10001-1234", "US"),
            ("h2x 1y4", "CA"),
            ("H2X1Y4", "CA"),
            ("123", "GN"),
            ("8001", "NE"),
            ("12500", "SN"),
            ("75011", "FR"),
        ] {
            assert_eq!(zip(code, country), Ok(None), "{code} {country}");
        }
        for (code, country) in [("1000", "US"), ("HHX 1Y4", "CA"), ("12345", "GN"), ("7501", "FR")]
        {
            assert_eq!(zip(code, country), Ok(Some(IssueCode::ZipCodePattern)), "{code} {country}");
        }
    }
}
