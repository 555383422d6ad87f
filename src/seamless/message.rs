//! What a counter's page may say to the page that opened it. Both generations' documented answers count, exact in shape; nothing else does.

use crate::checkout::codes::PaymentState;
use crate::client::json;
use crate::rules::value::field;
use crate::rules::{Record, Value};

/// Longer texts are not read. The longest documented answer has a tenth of it.
const LONGEST: usize = 16_384;
/// The same for one field.
const LONGEST_FIELD: usize = 4_096;

/// What `waitResponse` gets: the documented fields, all of them texts (seed 003 and provider documentation).
pub const RESPONSE: [&str; 8] = [
    "amount",
    "currency",
    "status",
    "payment_method",
    "description",
    "metadata",
    "operator_id",
    "payment_date",
];

/// What the successor's answers hold besides; `details` is a record of its own.
const OF_AURORE: [&str; 8] = [
    "code",
    "message",
    "details",
    "payment_token",
    "transaction_id",
    "merchant_transaction_id",
    "phone_number",
    "must_be_redirected",
];

/// A documented word for where a payment stands, in either generation.
const STATES: [(&str, PaymentState); 12] = [
    ("ACCEPTED", PaymentState::Accepted),
    ("REFUSED", PaymentState::Refused),
    ("SUCCESS", PaymentState::Accepted),
    ("FAILED", PaymentState::Refused),
    ("INSUFFICIENT_BALANCE", PaymentState::Refused),
    ("CANCELED", PaymentState::Refused),
    ("CANCELLED", PaymentState::Refused),
    ("PENDING", PaymentState::Pending),
    ("INITIATED", PaymentState::Pending),
    ("WAITING_FOR_CUSTOMER", PaymentState::Pending),
    // The successor lists it as not final.
    ("EXPIRED", PaymentState::Pending),
    ("UNKNOWN", PaymentState::Unknown),
];

/// The state that a documented word stands for.
#[must_use]
pub fn state(word: &str) -> Option<PaymentState> {
    STATES.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, state)| *state)
}

/// What a counter said of its payment.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Where it stands by the counter's word.
    pub state: PaymentState,
    /// The documented fields.
    pub response: Response,
    /// The merchant's identifier, where the counter names it.
    pub transaction_id: Option<String>,
}

/// The documented fields as texts; what was not given is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response(pub Vec<(&'static str, String)>);

impl Response {
    /// The fields that a record has, with the word that pages know for the state.
    #[must_use]
    pub fn of(record: &Value, state: PaymentState) -> Self {
        let word = match state {
            PaymentState::Accepted => "ACCEPTED",
            PaymentState::Refused => "REFUSED",
            PaymentState::Pending | PaymentState::Unknown => "PENDING",
        };
        let text = |name: &'static str| {
            let given = || json::text(record, name).unwrap_or_default();
            (name, if name == "status" { word.to_owned() } else { given() })
        };
        Self(RESPONSE.map(text).to_vec())
    }
}

impl serde::Serialize for Response {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

/// Reads a message; None for whatever is not exactly an answer of a counter.
#[must_use]
pub fn read(data: &Value) -> Option<Said> {
    match data {
        Value::Text(text) if text.len() <= LONGEST => record(json::parse(text)?.as_record()?),
        Value::Record(given) => record(given),
        _ => None,
    }
}

fn record(given: &Record) -> Option<Said> {
    let known = |name: &str| RESPONSE.contains(&name) || OF_AURORE.contains(&name);
    if !given.iter().all(|(name, value)| known(name) && fits(name, value)) {
        return None;
    }
    let details = field(given, "details").and_then(Value::as_record);
    let inner = details.and_then(|details| field(details, "status")).and_then(Value::as_text);
    // The successor's root status says that its call worked.
    let outer = field(given, "status").and_then(Value::as_text).filter(|word| *word != "OK");
    let state = match (outer.map(state), inner.map(state)) {
        (Some(one), Some(other)) if one != other => return None,
        (Some(state), _) | (None, Some(state)) => state?,
        (None, None) => return None,
    };
    let whole = Value::Record(given.clone());
    let transaction_id = json::text(&whole, "merchant_transaction_id")
        .or_else(|| json::text(&whole, "transaction_id"));
    Some(Said { state, response: Response::of(&whole, state), transaction_id })
}

/// Plain values only, `details` one level of them.
fn fits(name: &str, value: &Value) -> bool {
    match value {
        Value::Record(inner) if name == "details" => {
            let named =
                |name: &str| matches!(name, "code" | "status" | "message" | "must_be_redirected");
            inner.iter().all(|(name, value)| named(name) && plain(value))
        }
        _ => plain(value),
    }
}

fn plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.is_finite(),
        Value::Text(text) => text.len() <= LONGEST_FIELD,
        Value::List(_) | Value::Record(_) | Value::Unusable(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<PaymentState> {
        let by_text = read(&text.into()).map(|said| said.state);
        let by_record = json::parse(text).and_then(|value| read(&value)).map(|said| said.state);
        assert_eq!(by_text, by_record);
        by_text
    }

    #[test]
    fn both_generations_documented_answers_count() {
        use PaymentState::{Accepted, Pending, Refused};
        for (text, state) in [
            (
                r#"{"amount":"100","currency":"XOF","status":"ACCEPTED","payment_method":"OM","description":"d",
                    "metadata":null,"operator_id":"MP22","payment_date":"2022-09-15 22:57:15"}"#,
                Accepted,
            ),
            (r#"{"status":"REFUSED"}"#, Refused),
            (r#"{"amount":100,"status":"REFUSED","operator_id":null}"#, Refused),
            (r#"{"code":200,"status":"OK","details":{"code":100,"status":"SUCCESS"}}"#, Accepted),
            (
                r#"{"code":100,"status":"SUCCESS","merchant_transaction_id":"A1","transaction_id":"x"}"#,
                Accepted,
            ),
            (r#"{"status":"OK","details":{"status":"FAILED","message":"no"}}"#, Refused),
            (r#"{"status":"OK","details":{"status":"PENDING"}}"#, Pending),
        ] {
            assert_eq!(said(text), Some(state), "{text}");
        }
    }

    #[test]
    fn nothing_else_counts() {
        for text in [
            "{}",
            "[]",
            "null",
            "1",
            r#""ACCEPTED""#,
            r#"{"status":true}"#,
            r#"{"status":["ACCEPTED"]}"#,
            r#"{"status":"ACCEPTED","evil":1}"#,
            r#"{"__proto__":{"status":"ACCEPTED"}}"#,
            r#"{"status":"ACCEPTED","__proto__":null}"#,
            r#"{"constructor":1,"status":"ACCEPTED"}"#,
            r#"{"data":{"status":"ACCEPTED"}}"#,
            r#"{"status":"ACCEPTED","amount":{"a":1}}"#,
            r#"{"status":"ACCEPTED","details":{"status":"FAILED"}}"#,
            r#"{"status":"ACCEPTED","details":{"status":{}}}"#,
            r#"{"status":"OK"}"#,
            r#"{"status":"PAID"}"#,
            r#"{"details":{"status":"SUCCESS","more":1}}"#,
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        assert_eq!(read(&"{\"status\":\"ACCEPTED\"".into()), None);
        let large = format!(r#"{{"status":"ACCEPTED","description":"{}"}}"#, "a".repeat(LONGEST));
        assert!(said(&large).is_none());
    }

    #[test]
    fn pages_get_texts() {
        let said = read(&r#"{"amount":100,"status":"SUCCESS","metadata":null}"#.into()).unwrap();
        let text =
            |name| said.response.0.iter().find(|(known, _)| *known == name).unwrap().1.as_str();
        assert_eq!((text("amount"), text("status"), text("metadata")), ("100", "ACCEPTED", ""));
        assert_eq!(said.response.0.len(), 8);
    }
}
