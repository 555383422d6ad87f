//! What the plans of the services' home countries say of a receiver's number: advice, since plans age and numbers are carried from one operator to
//! another.

use guichet_phone::plan::Operator;
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, Status};

use crate::rules::phone;
use crate::rules::{Issue, IssueCode, text};

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

/// What a person probably got wrong in a national number of a country, by its calling code. Nothing where no plan is known.
#[must_use]
pub fn advice(plan: &Plan, prefix: &str, national: &str) -> Option<Issue> {
    judged(plan, &international(plan, prefix, national), national)
}

/// The same by the country's two letters.
pub(crate) fn advice_in(plan: &Plan, country: &str, national: &str) -> Option<Issue> {
    let default = DefaultCountry::find(plan, country);
    judged(plan, &PhoneNumber::parse(plan, national, default), national)
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

fn judged(plan: &Plan, number: &PhoneNumber, national: &str) -> Option<Issue> {
    if number.status() == Status::UnknownPlan {
        return None;
    }
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

    #[test]
    fn a_number_of_before_the_renumbering_is_told_with_what_stands_before_it_today() {
        let home = Plan::home();
        let issue = advice(&home, "225", "07895086").unwrap();
        assert_eq!(issue.code, IssueCode::PhoneOldFormat);
        let message = issue.at("phone").message(Lang::En);
        assert!(message.ends_with("(07…)") && !message.contains("895086"), "{message}");
        assert_eq!(
            advice_in(&home, "CI", "07895086").map(|issue| issue.code),
            Some(IssueCode::PhoneOldFormat)
        );
    }

    #[test]
    fn todays_numbers_and_those_of_unknown_plans_pass_without_a_word() {
        let home = Plan::home();
        for (prefix, national) in
            [("225", "0707123456"), ("221", "771234567"), ("227", "90123456"), ("1", "2125550100")]
        {
            assert_eq!(advice(&home, prefix, national), None, "{prefix} {national}");
        }
        assert_eq!(
            advice(&home, "225", "070712345").map(|issue| issue.code),
            Some(IssueCode::PhoneTooShort)
        );
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
