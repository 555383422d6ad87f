//! What the merchant's server says of a payment: what `checkout.check` gave it, the service's own answer, or a word.

use super::message::{self, Response};
use crate::checkout::codes::PaymentState;
use crate::rules::Value;

/// Where the payment stands by the merchant's server.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// `Unknown` when the answer contradicts itself or says nothing.
    pub state: PaymentState,
    /// The documented fields that it gives.
    pub response: Response,
}

/// Reads an answer. Its words are `state`, `status` and `data.status`: all that are there must agree.
#[must_use]
pub fn read(given: &Value) -> Answer {
    let data = given.get("data").filter(|data| data.as_record().is_some()).unwrap_or(given);
    let word = |of: &Value, name| of.get(name).and_then(Value::as_text).map(str::to_owned);
    let words = [
        given.as_text().map(str::to_owned),
        word(given, "state"),
        word(given, "status"),
        word(data, "status"),
    ];
    let mut state = None;
    for said in words.into_iter().flatten().filter(|said| said != "OK") {
        let said = message::state(&said).unwrap_or(PaymentState::Unknown);
        state = match state {
            None => Some(said),
            Some(before) if before == said => Some(said),
            Some(_) => Some(PaymentState::Unknown),
        };
    }
    // Code and status must agree, as in the service's answer itself.
    let code = given.get("code").and_then(|_| crate::client::json::text(given, "code"));
    let state = match (state.unwrap_or(PaymentState::Unknown), code.as_deref()) {
        (PaymentState::Accepted, Some(code)) if !matches!(code, "00" | "100" | "200") => {
            PaymentState::Unknown
        }
        (PaymentState::Refused, Some("00" | "100")) => PaymentState::Unknown,
        (state, _) => state,
    };
    Answer { state, response: Response::of(data, state) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[test]
    fn the_answer_of_a_merchants_server_is_read_in_each_of_its_shapes() {
        use PaymentState::{Accepted, Pending, Refused, Unknown};
        for (text, state) in [
            (
                r#"{"state":"accepted","final":true,"code":"00","data":{"status":"ACCEPTED","amount":"100"}}"#,
                Accepted,
            ),
            (r#"{"code":"00","message":"SUCCES","data":{"status":"ACCEPTED"}}"#, Accepted),
            (r#"{"code":"600","data":{"status":"REFUSED"}}"#, Refused),
            (r#"{"status":"REFUSED"}"#, Refused),
            (r#"{"status":"SUCCESS","code":100}"#, Accepted),
            (r#"{"code":"662","data":{"status":"WAITING_FOR_CUSTOMER"}}"#, Pending),
            (r#""accepted""#, Accepted),
            (r#"{"state":"pending"}"#, Pending),
            (r#"{"state":"unknown"}"#, Unknown),
            (r#"{"state":"accepted","data":{"status":"REFUSED"}}"#, Unknown),
            (r#"{"code":"600","data":{"status":"ACCEPTED"}}"#, Unknown),
            (r#"{"code":"00","data":{"status":"REFUSED"}}"#, Unknown),
            (r#"{"paid":true}"#, Unknown),
            (r#"{"status":200}"#, Unknown),
            ("null", Unknown),
            ("[]", Unknown),
        ] {
            assert_eq!(read(&json::parse(text).unwrap()).state, state, "{text}");
        }
    }
}
