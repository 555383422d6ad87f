//! What the services' phone fields take: E.164, or its digits where the counter is locked to a number.
//!
//! A number that no plan knows is advice, never refused: plans age, and a service may know better. Only what is no number at all is refused.

use alloc::string::String;

use guichet_phone::{DefaultCountry, PhoneNumber, Plan, Reason, Status};

use super::country::Country;
use super::issue::{Issue, IssueCode, Read, Severity};
use super::text;
use super::value::Value;

/// Shortest and longest E.164 number.
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// Reads the customer's phone number. Without its country code it is a number of `country`, if it is a valid one there, and else kept in digits with
/// advice (a sample of seed 003 sends "088767611").
///
/// # Errors
/// `phone_invalid`, `not_text`.
pub fn read_customer(value: &Value, plan: &Plan, country: Option<Country>) -> Read<String> {
    let typed = text::as_text(value)?.trim();
    let default =
        country.map_or(DefaultCountry::None, |country| DefaultCountry::find(plan, country.code()));
    let at_home = PhoneNumber::parse(plan, typed, default);
    if at_home.status() == Status::Valid {
        return accepted(&at_home, true);
    }
    let digits = digits(typed.strip_prefix('+').unwrap_or(typed))
        .ok_or_else(|| Issue::error(IssueCode::PhoneInvalid))?;
    if !DIGITS.contains(&digits.len()) {
        return Err(Issue::error(IssueCode::PhoneInvalid));
    }
    if !typed.starts_with('+') && digits.starts_with('0') {
        return Ok((digits, Some(Issue::warning(IssueCode::PhoneNotInternational))));
    }
    // Country code and number in digits alone, as seed 003 writes them.
    let number = PhoneNumber::parse(plan, &text::joined(&["+", &digits]), DefaultCountry::None);
    accepted(&number, typed.starts_with('+'))
}

/// Whether a customer's number is valid, and written as it is kept.
pub(crate) fn is_plain(number: &[u8], plan: &Plan) -> bool {
    let [b'+', digits @ ..] = number else { return false };
    DIGITS.contains(&digits.len()) && PhoneNumber::is_e164(plan, digits)
}

/// Reads the number that the counter is locked to: country code and number in digits alone, such as 2250504315545 (seed 003).
/// A leading `+` is taken off.
///
/// # Errors
/// `phone_invalid`, `phone_not_international`, `not_text`.
pub fn read_locked(value: &Value, plan: &Plan, country: Option<Country>) -> Read<String> {
    let (number, advice) = read_international(value, plan, country)?;
    Ok((number.strip_prefix('+').unwrap_or(&number).into(), advice))
}

/// Reads a number that must have its country code, or be one of `country`.
///
/// # Errors
/// `phone_invalid`, `phone_not_international`, `not_text`.
pub fn read_international(value: &Value, plan: &Plan, country: Option<Country>) -> Read<String> {
    match read_customer(value, plan, country)? {
        (_, Some(mut issue)) if issue.code == IssueCode::PhoneNotInternational => {
            issue.severity = Severity::Error;
            Err(issue)
        }
        read => Ok(read),
    }
}

/// The number as it is sent, with what a person probably got wrong.
fn accepted(number: &PhoneNumber, plus: bool) -> Read<String> {
    let invalid = || Issue::error(IssueCode::PhoneInvalid);
    let digits = number.locked().filter(|digits| DIGITS.contains(&digits.len()));
    let digits = digits.ok_or_else(invalid)?;
    let advice = advice(number).map_err(|()| invalid())?;
    Ok((text::joined(&[if plus { "+" } else { "" }, &digits]), advice))
}

/// What a person probably got wrong.
///
/// # Errors
/// It is no number at all.
#[expect(clippy::result_unit_err, reason = "what it is instead, each caller knows")]
pub fn advice(number: &PhoneNumber) -> Result<Option<Issue>, ()> {
    Ok(match (number.status(), number.reason()) {
        (Status::Valid, _) => None,
        (Status::UnknownPlan, _) => Some(Issue::warning(IssueCode::PhonePlanUnknown)),
        (_, Some(Reason::OldFormat)) => Some(Issue::warning(IssueCode::PhoneOldFormat)),
        (_, Some(Reason::TooShort | Reason::LocalOnly)) => {
            Some(Issue::warning(IssueCode::PhoneTooShort))
        }
        (_, Some(Reason::TooLong)) => Some(Issue::warning(IssueCode::PhoneTooLong)),
        (_, Some(Reason::InvalidLength | Reason::NoSuchPrefix)) => {
            Some(Issue::warning(IssueCode::PhoneUnlikely))
        }
        (_, Some(Reason::InvalidCountryCode | Reason::NotANumber) | None) => return Err(()),
    })
}

/// The digits of a number written with the usual punctuation; None when anything else is in it.
pub(crate) fn digits(number: &str) -> Option<String> {
    let mut digits = String::new();
    for character in number.chars() {
        match character {
            '0'..='9' => digits.push(character),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' => {}
            _ => return None,
        }
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;

    use super::*;

    fn read(typed: &str, country: &str) -> Read<String> {
        read_customer(&typed.into(), &Plan::home(), Country::find(country))
    }

    #[test]
    fn valid_numbers_are_kept_in_e164_or_in_digits_as_they_were_written() {
        for (typed, country, kept) in [
            ("+225 07 07 12 34 56", "", "+2250707123456"),
            ("2250504315545", "", "2250504315545"),
            ("0707123456", "CI", "+2250707123456"),
            ("07 07 12 34 56", "ci", "+2250707123456"),
            ("+243 0 81 234 56 78", "", "+243812345678"),
            ("++2250707123456", "", "+2250707123456"),
            ("0812345678", "CD", "+243812345678"),
            ("+2250707123456", "SN", "+2250707123456"),
        ] {
            assert_eq!(read(typed, country).unwrap(), (kept.to_owned(), None), "{typed}");
        }
    }

    #[test]
    fn what_a_plan_does_not_know_is_advice() {
        for (typed, country, kept, advice) in [
            ("088767611", "", "088767611", IssueCode::PhoneNotInternational),
            ("088767611", "CM", "088767611", IssueCode::PhoneNotInternational),
            ("+22507895086", "", "+22507895086", IssueCode::PhoneOldFormat),
            ("22995123456", "", "22995123456", IssueCode::PhoneOldFormat),
            ("+225004315545", "", "+225004315545", IssueCode::PhoneTooShort),
            ("+22507071234567", "", "+22507071234567", IssueCode::PhoneTooLong),
            ("+2259907123456", "", "+2259907123456", IssueCode::PhoneUnlikely),
            ("+1 (212) 555-0100", "", "+12125550100", IssueCode::PhonePlanUnknown),
        ] {
            let (number, issue) = read(typed, country).unwrap();
            assert_eq!(
                (number.as_str(), issue.map(|issue| issue.code)),
                (kept, Some(advice)),
                "{typed}"
            );
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for typed in ["+0707123456", "12345", "+1234567890123456", "07 07 AB", "+"] {
            assert_eq!(read(typed, "").unwrap_err().code, IssueCode::PhoneInvalid, "{typed}");
        }
    }

    #[test]
    fn a_locked_number_is_digits_with_the_country_code() {
        let locked = |typed: &str, country| read_locked(&typed.into(), &Plan::home(), country);
        assert_eq!(locked("+2250504315545", None).unwrap().0, "2250504315545");
        assert_eq!(locked("2250504315545", None).unwrap().0, "2250504315545");
        assert_eq!(locked("0504315545", Country::find("CI")).unwrap().0, "2250504315545");
        assert_eq!(locked("0504315545", None).unwrap_err().code, IssueCode::PhoneNotInternational);
    }
}
