//! Whether what the service knows is what was asked: the same amount to the same person.

use super::client::Found;
use super::request::Send;
use crate::rules::amount::same_amount;

/// What comparing says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Amount and receiver are those asked.
    Same,
    /// One of them is another.
    Other,
    /// The service does not say enough.
    Unsaid,
}

/// Compares a send that was found with what was asked.
#[must_use]
pub fn compare(found: &Found, asked: &Send) -> Likeness {
    let amount =
        found.text("amount").map(|text| same_amount(&text, &asked.amount().units().to_string()));
    let whole = found.text("receiver_e164").map(|text| same_number(&text, &asked.receiver()));
    let receiver =
        whole.or_else(|| found.text("receiver").map(|text| same_number(&text, asked.phone())));
    match (amount, receiver) {
        (Some(false), _) | (_, Some(false)) => Likeness::Other,
        (Some(true), Some(true)) => Likeness::Same,
        _ => Likeness::Unsaid,
    }
}

/// Digits of the shortest number that is compared by its end.
const SHORTEST: usize = 8;

/// Whether two writings are one number. A country that renumbers puts digits before the old number, so the end decides:
/// `07895086` and `+225 07 07 89 50 86` are one.
#[must_use]
pub fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (one, other) = (digits(one), digits(other));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short == long || (short.len() >= SHORTEST && same_end(&long, &short))
}

/// The country code may stand before both: the old national number is the end of the new one.
fn same_end(long: &str, short: &str) -> bool {
    long.ends_with(short)
        || short
            .len()
            .checked_sub(SHORTEST)
            .filter(|prefix| (1..=3).contains(prefix))
            .and_then(|prefix| Some((short.get(..prefix)?, short.get(prefix..)?)))
            .is_some_and(|(prefix, national)| long.starts_with(prefix) && long.ends_with(national))
}

#[cfg(test)]
mod tests {
    use super::super::service::Service;
    use super::*;
    use crate::client::json;
    use crate::rules::Value;

    #[test]
    fn numbers_are_one_before_and_after_a_renumbering() {
        for (one, other, same) in [
            ("07895086", "07895086", true),
            ("+22507895086", "22507895086", true),
            ("+2250707895086", "22507895086", true),
            ("0707895086", "07895086", true),
            ("+22507895086", "22507895087", false),
            ("+22107895086", "22507895086", false),
            ("+2250507895087", "22507895086", false),
            ("95086", "07895086", false),
            ("", "07895086", false),
        ] {
            assert_eq!(same_number(one, other), same, "{one} {other}");
            assert_eq!(same_number(other, one), same, "{other} {one}");
        }
    }

    #[test]
    fn amount_and_receiver_decide_and_what_is_not_said_is_not_guessed() {
        let asked = json::parse(r#"{"prefix":"225","phone":"07895086","amount":500,"notify_url":"https://a.example/n"}"#).unwrap();
        let (asked, _) = Send::check(Service::Transfer, &asked).into_result().unwrap();
        for (found, expected) in [
            (
                r#"{"amount":"500","receiver":"07895086","receiver_e164":"+22507895086"}"#,
                Likeness::Same,
            ),
            (r#"{"amount":500,"receiver":"07895086"}"#, Likeness::Same),
            (r#"{"amount":"500.00","receiver_e164":"+2250707895086"}"#, Likeness::Same),
            (r#"{"amount":"5000","receiver":"07895086"}"#, Likeness::Other),
            (r#"{"amount":"500","receiver":"07895087"}"#, Likeness::Other),
            (r#"{"receiver":"07895087"}"#, Likeness::Other),
            (r#"{"amount":"500"}"#, Likeness::Unsaid),
            (r#"{"receiver":"07895086"}"#, Likeness::Unsaid),
            ("{}", Likeness::Unsaid),
        ] {
            let Some(Value::Record(fields)) = json::parse(found) else { panic!("a record") };
            assert_eq!(compare(&Found::of(fields), &asked), expected, "{found}");
        }
    }
}
