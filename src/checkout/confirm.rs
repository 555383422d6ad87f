//! A payment as the service answers, beside what was asked or notified: only when they agree may anything be delivered.

use serde::Serialize;

use super::answer::Checked;
use super::codes::PaymentState;
use super::notification::field;
use crate::client::json;
use crate::rules::Value;
use crate::rules::amount::same_amount;

/// What the service answers, and whether it is what was expected.
#[derive(Serialize)]
pub struct Confirmation {
    /// Accepted, with the amount and currency expected: the only thing to deliver upon.
    pub paid: bool,
    /// Where the payment stands.
    pub state: PaymentState,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether amount and currency are those expected.
    pub matches: bool,
    /// Those that are not.
    pub differences: Vec<Difference>,
    /// The answer itself.
    pub payment: Checked,
}

/// A field that is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `amount` or `currency`.
    pub field: &'static str,
    /// What was asked or, where nobody looked, notified; None where the merchant's records do not say.
    pub expected: Option<String>,
    /// What the service answers; None when it says nothing of it.
    pub answered: Option<String>,
}

/// What a payment should amount to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Expected {
    amount: Option<String>,
    currency: Option<String>,
}

impl Expected {
    /// What the merchant asked, from a record with `amount` and `currency`.
    #[must_use]
    pub fn asked(record: &Value) -> Self {
        Self { amount: json::text(record, "amount"), currency: json::text(record, "currency") }
    }

    /// What the notification says, where nobody looks at the merchant's records.
    #[must_use]
    pub fn notified(fields: &[(String, String)]) -> Self {
        let notified = |name| Some(field(fields, name).to_owned()).filter(|text| !text.is_empty());
        Self { amount: notified("cpm_amount"), currency: notified("cpm_currency") }
    }

    /// The answer beside this. What is expected of nothing agrees with nothing: money is not guessed about.
    #[must_use]
    pub fn confirm(self, payment: Checked) -> Confirmation {
        let answered = |name| {
            let value = payment.data.iter().find(|(key, _)| key == name);
            value.and_then(|(_, value)| json::plain_text(value))
        };
        let mut differences = Vec::new();
        let mut compare = |field, expected: Option<String>, same: fn(&str, &str) -> bool| {
            let answered = answered(field);
            let agree = matches!((&expected, &answered), (Some(a), Some(b)) if same(a, b));
            if !agree {
                differences.push(Difference { field, expected, answered });
            }
        };
        compare("amount", self.amount, same_amount);
        compare("currency", self.currency, |a, b| a.eq_ignore_ascii_case(b));
        Confirmation {
            paid: payment.state == PaymentState::Accepted && differences.is_empty(),
            state: payment.state,
            is_final: payment.is_final,
            matches: differences.is_empty(),
            differences,
            payment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::HttpReply;
    use crate::client::secret::Secret;

    fn answered(data: &str) -> Checked {
        let body = format!(r#"{{"code":"00","message":"SUCCES","data":{data}}}"#);
        let reply = HttpReply { status: 200, headers: Vec::new(), body };
        Checked::read(&reply, &Secret::new("key".to_owned())).unwrap()
    }

    fn differing(asked: &str, data: &str) -> Vec<&'static str> {
        let expected = Expected::asked(&json::parse(asked).unwrap());
        expected.confirm(answered(data)).differences.into_iter().map(|d| d.field).collect()
    }

    #[test]
    fn amount_and_currency_must_both_be_answered_and_be_those_asked() {
        let asked = r#"{"amount":2500,"currency":"XOF"}"#;
        for (data, fields) in [
            (r#"{"status":"ACCEPTED","amount":"2500","currency":"XOF"}"#, vec![]),
            (r#"{"status":"ACCEPTED","amount":2500,"currency":"xof"}"#, vec![]),
            (r#"{"status":"ACCEPTED","amount":"2500.00","currency":"XOF"}"#, vec![]),
            (r#"{"status":"ACCEPTED","amount":"25000","currency":"XOF"}"#, vec!["amount"]),
            (
                r#"{"status":"ACCEPTED","amount":"100","currency":"GNF"}"#,
                vec!["amount", "currency"],
            ),
            (r#"{"status":"ACCEPTED","amount":"2500"}"#, vec!["currency"]),
            (r#"{"status":"ACCEPTED","amount":"NaN","currency":"XOF"}"#, vec!["amount"]),
            (r#"{"status":"ACCEPTED","amount":"2500.5","currency":"XOF"}"#, vec!["amount"]),
            (r#"{"status":"ACCEPTED","amount":"-2500","currency":"XOF"}"#, vec!["amount"]),
        ] {
            assert_eq!(differing(asked, data), fields, "{data}");
        }
        let accepted = r#"{"status":"ACCEPTED","amount":"1","currency":"XOF"}"#;
        for nothing in ["{}", "null", r#"{"total":1}"#] {
            assert_eq!(differing(nothing, accepted), ["amount", "currency"], "{nothing}");
        }
        assert_eq!(differing(r#"{"amount":1}"#, accepted), ["currency"]);
    }

    #[test]
    fn what_is_notified_is_expected_where_nothing_else_is() {
        let notified = [("cpm_amount", "100"), ("cpm_currency", "")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let Expected { amount, currency } = Expected::notified(&notified);
        assert_eq!((amount.as_deref(), currency), (Some("100"), None));
    }
}
