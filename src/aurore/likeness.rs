//! Whether what the service has under an identifier is what was asked.

use super::answer::Operation;
use super::request::{AuroreRequest, Kind};
use crate::rules::amount::same_amount;

/// Whether what was found is what was asked, as far as the service says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// As far as it says, and it says enough.
    Same,
    /// It says too little.
    Unsaid,
    /// Something that it says is another's.
    Other,
}

/// An operation is told by its amount and its person. A payment, of which the service gives no amount, is told by its customer alone where it is `ours`.
pub(super) fn likeness(found: &Operation, request: &AuroreRequest, ours: bool) -> Likeness {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let asked_amount = request.amount().units().to_string();
    let amount = found.text("amount").map(|amount| same_amount(&amount, &asked_amount));
    let currency =
        found.text("currency").map(|code| code.eq_ignore_ascii_case(request.currency().code()));
    let number = found.text("phone_number").or_else(|| found.user("phone_number"));
    let number = number.zip(request.phone()).map(|(found, asked)| digits(&found) == digits(asked));
    let email = found.user("email").zip(request.text("client_email"));
    let email = email.map(|(found, asked)| found.eq_ignore_ascii_case(asked));
    if [amount, currency, number, email].contains(&Some(false)) {
        return Likeness::Other;
    }
    let told = match request.kind() {
        Kind::Transfer => amount.and(number),
        Kind::Payment if ours => email.or(number),
        Kind::Payment => amount.and(email.or(number)),
    };
    if told.is_some() { Likeness::Same } else { Likeness::Unsaid }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aurore::State;
    use crate::client::json;
    use crate::rules::Value;

    fn found(body: &str) -> Operation {
        let Some(Value::Record(fields)) = json::parse(body) else { panic!("a record") };
        Operation { fields, state: State::Pending, is_final: false }
    }

    #[test]
    fn a_transfer_is_known_by_amount_and_receiver_and_a_payment_by_its_customer() {
        let transfer = json::parse(
            r#"{"currency":"XOF","merchant_transaction_id":"PAY-1","phone_number":"+2250707000001","amount":5000,
                "payment_method":"OM_CI","reason":"Salary","notify_url":"https://shop.example/n"}"#,
        );
        let payment = json::parse(
            r#"{"currency":"XOF","merchant_transaction_id":"ORDER-1","amount":2500,"lang":"fr","designation":"Order 1",
                "client_email":"awa@exemple.ci","client_first_name":"Awa","client_last_name":"Kone",
                "success_url":"https://shop.example/ok","failed_url":"https://shop.example/ko","notify_url":"https://shop.example/n"}"#,
        );
        for (kind, asked, body, expected) in [
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":"5000","phone_number":"+2250707000001"}"#,
                Likeness::Same,
            ),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":5000,"phone_number":"2250707000001","currency":"XOF"}"#,
                Likeness::Same,
            ),
            (Kind::Transfer, &transfer, r#"{"amount":5000}"#, Likeness::Unsaid),
            (Kind::Transfer, &transfer, "{}", Likeness::Unsaid),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":500,"phone_number":"+2250707000001"}"#,
                Likeness::Other,
            ),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":5000,"phone_number":"+2250707000002"}"#,
                Likeness::Other,
            ),
            (Kind::Transfer, &transfer, r#"{"currency":"XAF"}"#, Likeness::Other),
            (Kind::Payment, &payment, r#"{"user":{"email":"AWA@exemple.ci"}}"#, Likeness::Same),
            (Kind::Payment, &payment, r#"{"user":{"email":"other@exemple.ci"}}"#, Likeness::Other),
            (
                Kind::Payment,
                &payment,
                r#"{"user":{"phone_number":"+2250707070700"}}"#,
                Likeness::Unsaid,
            ),
        ] {
            let asked = AuroreRequest::check(kind, asked.as_ref().unwrap(), None).value.unwrap();
            assert_eq!(likeness(&found(body), &asked, true), expected, "{body}");
            let of_payment = kind == Kind::Payment && expected == Likeness::Same;
            let unless_ours = if of_payment { Likeness::Unsaid } else { expected };
            assert_eq!(likeness(&found(body), &asked, false), unless_ours, "{body}");
        }
    }
}
