//! What the plans of the services' home countries make of a receiver's number: how it is sent, and advice, since plans age and numbers are carried from
//! one operator to another.

use alloc::string::String;

use guichet_phone::plan::Operator;
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, Status};

use crate::rules::issue::Read;
use crate::rules::{Issue, IssueCode, phone, text};

#[cfg(feature = "clients")]
std::thread_local! {
    /// Reading it takes longer than asking it.
    static HOME: Plan = Plan::home();
}

/// Calls with the plans of the home countries.
#[cfg(feature = "clients")]
pub fn with_home<T>(call: impl FnOnce(&Plan) -> T) -> T {
    HOME.with(call)
}

/// A national number as it is sent to the country with that calling code, with what a person probably got wrong: without its trunk prefix, so that a person is one
/// receiver, however the number was written. Where no plan is known it stays as it is.
///
/// # Errors
/// `phone_not_national`: it has the country's code before it.
pub fn read(plan: &Plan, prefix: &str, typed: String) -> Read<String> {
    let number = international(plan, prefix, &typed);
    let Some((code, national)) = number.contact() else { return Ok((typed, None)) };
    // What is no calling code may make one with the number's digits.
    if code != prefix {
        return Ok((typed, None));
    }
    if number.status() == Status::Valid {
        return Ok((national, phone::on_landline(number.kind())));
    }
    if let Some(rest) = typed.strip_prefix(prefix)
        && international(plan, prefix, rest).status() == Status::Valid
    {
        return Err(Issue::error(IssueCode::PhoneNotNational));
    }
    let advice = advice(plan, &number, &typed);
    Ok((typed, advice))
}

/// The same by the country's two letters.
///
/// # Errors
/// `phone_not_national`.
pub(crate) fn read_in(plan: &Plan, country: &str, typed: String) -> Read<String> {
    match DefaultCountry::find(plan, country) {
        DefaultCountry::Known(region) => {
            read(plan, &text::digits(plan.code_of(region).into()), typed)
        }
        _ => Ok((typed, None)),
    }
}

/// Who issued the number's range, or that of the number which one of before a renumbering became.
#[must_use]
pub fn operator(plan: &Plan, prefix: &str, national: &str) -> Option<Operator> {
    let number = international(plan, prefix, national);
    number.suggestion(plan).unwrap_or(number).operator(plan)
}

fn international(plan: &Plan, prefix: &str, national: &str) -> PhoneNumber {
    PhoneNumber::parse(plan, &text::joined(&["+", prefix, national]), DefaultCountry::None)
}

fn advice(plan: &Plan, number: &PhoneNumber, national: &str) -> Option<Issue> {
    let issue = phone::advice(number).ok().flatten()?;
    if issue.code != IssueCode::PhoneOldFormat {
        return Some(issue);
    }
    // The digits that stand before it today, not the number: issues carry none.
    let today = number.suggestion(plan).and_then(|today| today.destination());
    Some(match today.as_deref().and_then(|today| today.strip_suffix(national)) {
        Some(before) => issue.with("suggestion", before),
        None => issue,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Lang;

    #[track_caller]
    fn advice(prefix: &str, national: &str) -> Option<Issue> {
        let (sent, issue) = read(&Plan::home(), prefix, national.to_owned()).unwrap();
        assert_eq!(sent, national, "{prefix} {national}");
        issue
    }

    #[test]
    fn a_number_of_before_the_renumbering_is_told_with_what_stands_before_it_today() {
        let issue = advice("225", "07895086").unwrap();
        assert_eq!(issue.code, IssueCode::PhoneOldFormat);
        let message = issue.at("phone").message(Lang::En);
        assert!(message.ends_with("(07…)") && !message.contains("895086"), "{message}");
        let (_, issue) = read_in(&Plan::home(), "CI", "07895086".to_owned()).unwrap();
        assert_eq!(issue.map(|issue| issue.code), Some(IssueCode::PhoneOldFormat));
    }

    #[test]
    fn todays_numbers_and_those_of_unknown_plans_pass_without_a_word() {
        for (prefix, national) in [
            ("225", "0707123456"),
            ("221", "771234567"),
            ("227", "90123456"),
            ("1", "2125550100"),
            ("33", "0612345678"),
            ("", "221771234567"),
            ("22", "50707123456"),
        ] {
            assert_eq!(advice(prefix, national), None, "{prefix} {national}");
        }
        assert_eq!(
            advice("225", "070712345").map(|issue| issue.code),
            Some(IssueCode::PhoneTooShort)
        );
    }

    #[test]
    fn a_person_is_one_receiver_with_and_without_trunk_prefix() {
        for (country, prefix, typed, sent) in [
            ("CD", "243", "0812345678", "812345678"),
            ("CD", "243", "812345678", "812345678"),
            // Where the zero is the number's own, it stays.
            ("CI", "225", "0707123456", "0707123456"),
            ("BJ", "229", "0197123456", "0197123456"),
        ] {
            let plan = Plan::home();
            for read in [read(&plan, prefix, typed.into()), read_in(&plan, country, typed.into())] {
                assert_eq!(read.unwrap(), (sent.to_owned(), None), "{typed}");
            }
        }
        // What is not valid is left for a person to look at.
        for (prefix, typed) in [("243", "0012345678"), ("221", "0771234567"), ("225", "707123456")]
        {
            assert!(advice(prefix, typed).is_some(), "{prefix} {typed}");
        }
    }

    #[test]
    fn a_national_number_has_not_its_countrys_code_before_it() {
        let plan = Plan::home();
        for (country, prefix, national) in [
            ("SN", "221", "771234567"),
            ("CM", "237", "670123456"),
            ("ML", "223", "70123456"),
            ("CD", "243", "812345678"),
            ("BJ", "229", "0197123456"),
        ] {
            let typed = [prefix, national].concat();
            for read in [read(&plan, prefix, typed.clone()), read_in(&plan, country, typed.clone())]
            {
                assert_eq!(read.unwrap_err().code, IssueCode::PhoneNotNational, "{typed}");
            }
        }
        // Old numbers began so, and those of another country do: that is advice.
        assert_eq!(advice("225", "22512345").unwrap().code, IssueCode::PhoneOldFormat);
        assert_eq!(advice("221", "22177123456").unwrap().code, IssueCode::PhoneTooLong);
        assert_eq!(advice("225", "221771234567").unwrap().code, IssueCode::PhoneTooLong);
    }

    #[test]
    fn a_landline_takes_neither_money_nor_airtime() {
        for (prefix, national, fixed) in [
            ("221", "338211234", true),
            ("225", "2720212345", true),
            ("237", "222123456", true),
            ("221", "771234567", false),
            ("225", "0707123456", false),
        ] {
            let code = advice(prefix, national).map(|issue| issue.code);
            assert_eq!(code, fixed.then_some(IssueCode::PhoneNotMobile), "{prefix} {national}");
        }
    }

    #[test]
    fn the_samples_numbers_have_their_operators() {
        let home = Plan::home();
        for (prefix, national, word) in [
            ("225", "07895086", Some("OM")),
            ("225", "0707895086", Some("OM")),
            ("225", "0503444777", Some("MOMO")),
            ("225", "0103444777", Some("FLOOZ")),
            ("225", "03798593", Some("FLOOZ")),
            ("221", "770000000", Some("OMSN")),
            ("1", "2125550100", None),
        ] {
            let found = operator(&home, prefix, national)
                .and_then(|operator| operator.words.first().copied());
            assert_eq!(found, word, "{prefix} {national}");
        }
    }
}
