//! What the services' phone fields take: E.164, or its digits where the counter is locked to a number.
//!
//! A number that no plan knows is advice, never refused: plans age, and a service may know better. Only what is no number at all is refused.

use alloc::string::String;

use guichet_phone::{DefaultCountry, NumberType, PhoneNumber, Plan, Reason, Status};

use super::country::Country;
use super::issue::{Issue, IssueCode, Read, Severity};
use super::text;
use super::value::Value;

/// Shortest and longest E.164 number.
const DIGITS: core::ops::RangeInclusive<usize> = 7..=15;

/// Reads the customer's phone number. Without its country code it is a number of `country`, valid or not: what is wrong with it is said of that country's plan
/// (a sample of seed 003 sends "088767611" from Cameroon). Only what is longer than any number there can be another country's, if that has it.
///
/// # Errors
/// `phone_invalid`, `not_text`.
pub fn read_customer(value: &Value, plan: &Plan, country: Option<Country>) -> Read<String> {
    read(value, plan, country, false)
}

fn read(value: &Value, plan: &Plan, country: Option<Country>, locked: bool) -> Read<String> {
    let typed = text::as_text(value)?.trim();
    let default =
        country.map_or(DefaultCountry::None, |country| DefaultCountry::find(plan, country.code()));
    let at_home = PhoneNumber::parse(plan, typed, default);
    if at_home.status() == Status::Valid {
        return accepted(&at_home, true);
    }
    let after_plus = typed.strip_prefix('+');
    let written = digits(after_plus.unwrap_or(typed)).ok_or_else(invalid)?;
    // What is dialled for the plus in most countries.
    let after_00 = written.strip_prefix("00").filter(|rest| !rest.starts_with('0'));
    let digits = after_00.unwrap_or(&written);
    if !DIGITS.contains(&digits.len()) {
        return Err(invalid());
    }
    let number = PhoneNumber::parse(plan, &text::joined(&["+", digits]), DefaultCountry::None);
    if after_plus.is_some() || after_00.is_some() {
        return accepted(&number, true);
    }
    let mut is_too_long = false;
    if let DefaultCountry::Known(region) = default {
        let reason = at_home.reason();
        is_too_long = reason == Some(Reason::TooLong);
        let has_code = number.calling_code() == Some(plan.code_of(region));
        let fits = matches!(number.status(), Status::Valid | Status::Possible);
        if has_code && (fits || locked && reason != Some(Reason::OldFormat)) {
            return accepted(&number, true);
        }
        // The counter is locked to digits that have their code; plans do not know every country's.
        let is_anothers =
            is_too_long && !digits.starts_with('0') && (locked || number.status() == Status::Valid);
        if !is_anothers && let Ok(read) = accepted(&at_home, true) {
            return Ok(read);
        }
    }
    let mut advice = None;
    if digits.starts_with('0') {
        advice = Some(IssueCode::PhoneNotInternational);
    } else if is_too_long && number.status() != Status::Valid {
        advice = Some(IssueCode::PhoneTooLong);
    }
    match advice {
        Some(code) => Ok((digits.into(), Some(Issue::warning(code)))),
        // Country code and number in digits alone, as seed 003 writes them.
        None => accepted(&number, false),
    }
}

fn invalid() -> Issue {
    Issue::error(IssueCode::PhoneInvalid)
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
    let (number, advice) = international(read(value, plan, country, true)?)?;
    let digits = number.strip_prefix('+').unwrap_or(&number);
    Ok((
        digits.into(),
        advice.or_else(|| on_landline(PhoneNumber::e164_kind(plan, digits.as_bytes()))),
    ))
}

/// What is to be said of a kind of line where a mobile one is needed.
pub(crate) fn on_landline(kind: Option<NumberType>) -> Option<Issue> {
    (kind == Some(NumberType::FixedLine)).then(|| Issue::warning(IssueCode::PhoneNotMobile))
}

/// Reads a number that must have its country code, or be one of `country`.
///
/// # Errors
/// `phone_invalid`, `phone_not_international`, `not_text`.
pub fn read_international(value: &Value, plan: &Plan, country: Option<Country>) -> Read<String> {
    international(read_customer(value, plan, country)?)
}

fn international(read: (String, Option<Issue>)) -> Read<String> {
    match read {
        (_, Some(mut issue)) if issue.code == IssueCode::PhoneNotInternational => {
            issue.severity = Severity::Error;
            Err(issue)
        }
        read => Ok(read),
    }
}

/// The number as it is sent, with what a person probably got wrong.
fn accepted(number: &PhoneNumber, plus: bool) -> Read<String> {
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

    fn world() -> Plan {
        Plan::load(include_bytes!("../../phone/tables/world.bin")).unwrap()
    }

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
            ("0707123456", "FR", "0707123456", IssueCode::PhoneNotInternational),
            ("612345678", "FR", "612345678", IssueCode::PhonePlanUnknown),
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
    fn a_countrys_number_stays_one_when_it_is_not_valid_there() {
        for (typed, country, kept, advice) in [
            ("088767611", "CM", "+237088767611", IssueCode::PhoneUnlikely),
            ("77 123 456", "SN", "+22177123456", IssueCode::PhoneTooShort),
            ("712345678", "CM", "+237712345678", IssueCode::PhoneUnlikely),
            ("991234567", "SN", "+221991234567", IssueCode::PhoneUnlikely),
            ("97123456", "BJ", "+22997123456", IssueCode::PhoneOldFormat),
            ("07123456", "CI", "+22507123456", IssueCode::PhoneOldFormat),
            ("22412345", "CI", "+22522412345", IssueCode::PhoneOldFormat),
            ("22512345", "CI", "+22522512345", IssueCode::PhoneOldFormat),
            ("7712345678", "SN", "+2217712345678", IssueCode::PhoneTooLong),
            ("07071234567", "CI", "+22507071234567", IssueCode::PhoneTooLong),
            // As long as the country's own, whoever else has such numbers.
            ("2412345678", "CI", "+2252412345678", IssueCode::PhoneUnlikely),
            // With the country's own code.
            ("22177123456", "SN", "+22177123456", IssueCode::PhoneTooShort),
            ("237712345678", "CM", "+237712345678", IssueCode::PhoneUnlikely),
            ("22507123456", "CI", "+22507123456", IssueCode::PhoneOldFormat),
        ] {
            for plan in [Plan::home(), world()] {
                let country = Country::find(country);
                let (number, issue) = read_customer(&typed.into(), &plan, country).unwrap();
                let code = issue.map(|issue| issue.code);
                assert_eq!((number.as_str(), code), (kept, Some(advice)), "{typed}");
            }
        }
    }

    #[test]
    fn what_can_be_no_number_of_the_country_is_anothers_only_if_that_has_it() {
        for (typed, country, kept, advice) in [
            ("2250707123456", "SN", "2250707123456", None),
            ("221 77 123 45 67", "CI", "221771234567", None),
            ("8613812345678", "CI", "8613812345678", Some(IssueCode::PhoneTooLong)),
            ("0707123456789", "CI", "0707123456789", Some(IssueCode::PhoneNotInternational)),
        ] {
            let (number, issue) = read(typed, country).unwrap();
            assert_eq!((number.as_str(), issue.map(|issue| issue.code)), (kept, advice), "{typed}");
        }
        let (kept, issue) =
            read_customer(&"33612345678".into(), &world(), Country::find("CI")).unwrap();
        assert_eq!((kept.as_str(), issue), ("33612345678", None));
    }

    #[test]
    fn a_leading_00_is_a_plus() {
        for country in ["", "CI", "SN", "FR", "US"] {
            for (typed, kept, advice) in [
                ("00225 07 07 12 34 56", "+2250707123456", None),
                ("00 22507123456", "+22507123456", Some(IssueCode::PhoneOldFormat)),
                ("0033612345678", "+33612345678", Some(IssueCode::PhonePlanUnknown)),
            ] {
                let (number, issue) = read(typed, country).unwrap();
                let code = issue.map(|issue| issue.code);
                assert_eq!((number.as_str(), code), (kept, advice), "{typed} {country}");
            }
        }
        assert_eq!(read("000707123456", "").unwrap().0, "000707123456");
    }

    #[test]
    fn other_texts_are_refused() {
        for (typed, country) in [
            ("+0707123456", ""),
            ("12345", ""),
            ("12345", "CI"),
            ("+1234567890123456", ""),
            ("07 07 AB", ""),
            ("07 07 AB", "CI"),
            ("+", ""),
        ] {
            assert_eq!(read(typed, country).unwrap_err().code, IssueCode::PhoneInvalid, "{typed}");
        }
    }

    #[test]
    fn a_locked_number_is_digits_with_the_country_code() {
        let locked = |typed: &str, country| read_locked(&typed.into(), &Plan::home(), country);
        assert_eq!(locked("+2250504315545", None).unwrap().0, "2250504315545");
        assert_eq!(locked("2250504315545", None).unwrap().0, "2250504315545");
        assert_eq!(locked("0504315545", Country::find("CI")).unwrap().0, "2250504315545");
        assert_eq!(locked("0504315545", None).unwrap_err().code, IssueCode::PhoneNotInternational);
        for (typed, country, kept, advice) in [
            ("77 123 456", "SN", "22177123456", IssueCode::PhoneTooShort),
            ("712345678", "CM", "237712345678", IssueCode::PhoneUnlikely),
            ("07123456", "CI", "22507123456", IssueCode::PhoneOldFormat),
            ("97123456", "BJ", "22997123456", IssueCode::PhoneOldFormat),
            ("07071234567", "CI", "22507071234567", IssueCode::PhoneTooLong),
            ("2250707123", "CI", "2250707123", IssueCode::PhoneTooShort),
            // As the documentation has it: country code and number. Of which country, no plan may know.
            ("233241234567", "CI", "233241234567", IssueCode::PhoneTooLong),
            ("22507123456", "SN", "22507123456", IssueCode::PhoneTooLong),
        ] {
            let (number, issue) = locked(typed, Country::find(country)).unwrap();
            let code = issue.map(|issue| issue.code);
            assert_eq!((number.as_str(), code), (kept, Some(advice)), "{typed}");
        }
    }

    #[test]
    fn the_counter_is_locked_to_a_mobile_phone() {
        for (typed, country, advice) in [
            ("+221338211234", "", Some(IssueCode::PhoneNotMobile)),
            ("2720212345", "CI", Some(IssueCode::PhoneNotMobile)),
            ("+221771234567", "", None),
            // A plan that does not tell the two apart says nothing.
            ("+12125550123", "", None),
        ] {
            let country = Country::find(country);
            let (_, locked) = read_locked(&typed.into(), &world(), country).unwrap();
            assert_eq!(locked.map(|issue| issue.code), advice, "{typed}");
            let (_, free) = read_customer(&typed.into(), &world(), country).unwrap();
            assert_eq!(free, None, "{typed}");
        }
    }

    /// What a form sends on is read again by a server, which must not make another number of it.
    #[test]
    fn a_number_that_was_read_is_read_as_the_same() {
        let rests = [
            "0707123",
            "07123456",
            "0707123456",
            "77123456",
            "712345678",
            "22512345",
            "07071234567",
        ];
        let codes = [
            "", "+", "00225", "225", "+225", "221", "+221", "233", "+233", "33", "+33", "7", "001",
        ];
        for plan in [Plan::home(), world()] {
            for country in ["", "CI", "SN", "BJ", "CM", "CD", "FR", "US"] {
                let country = Country::find(country);
                for typed in codes.iter().flat_map(|code| rests.map(|rest| [*code, rest].concat()))
                {
                    for read in [read_customer, read_locked] {
                        let Ok((once, _)) = read(&typed.as_str().into(), &plan, country) else {
                            continue;
                        };
                        // Without its plus, one as short as the country's own is read as that.
                        if !once.starts_with('+') && once.len() < 11 {
                            continue;
                        }
                        let again = read(&once.as_str().into(), &plan, country);
                        assert_eq!(again.ok().map(|(again, _)| again), Some(once), "{typed}");
                    }
                }
            }
        }
    }
}
