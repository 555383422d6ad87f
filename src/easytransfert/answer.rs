//! What comes back from EasyTransfert: `{data, message, statut_code}`, in its own spelling; every field may be missing.

use serde::Serialize;

use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::HttpReply;
use crate::client::json;
use crate::client::secret::{Secret, hide_numbers};
use crate::rules::value::field;
use crate::rules::{Record, Value};

/// The states that can no longer change (provider documentation). Anything else is pending.
const SUCCESSFUL: &str = "SUCCESSFUL";
const FAILED: &str = "FAILED";

/// A transaction as the service tells it.
#[derive(Clone, PartialEq, Serialize)]
pub struct Transaction {
    /// Every field of the service's, those that nobody documents too. `amount` may include fees.
    #[serde(flatten, serialize_with = "fields")]
    pub fields: Record,
    /// Whether `state` can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether it has succeeded.
    pub successful: bool,
}

fn fields<S: serde::Serializer>(record: &Record, out: S) -> Result<S::Ok, S::Error> {
    json::Fields(record).serialize(out)
}

impl Transaction {
    fn of(fields: Record) -> Self {
        let state = field(&fields, "state").and_then(Value::as_text).unwrap_or_default();
        let successful = state == SUCCESSFUL;
        let is_final = successful || state == FAILED;
        Self { fields, is_final, successful }
    }

    /// A field as text; amounts come as numbers or texts.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        field(&self.fields, name).and_then(json::plain_text)
    }
}

/// Shows the state only: the rest is somebody's.
impl std::fmt::Debug for Transaction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a transaction, {}", self.text("state").unwrap_or_default())
    }
}

/// What a reply says.
pub(crate) enum Said {
    /// The transaction.
    Transaction(Transaction),
    /// The service read the request and did not take it.
    Refused(GuichetError),
    /// Nothing that can be relied on.
    Unclear(GuichetError),
}

/// Reads a reply. A refusal is the service's own word with a status from 400 to 499 that is not about time or pace: whatever a proxy writes,
/// and whatever a failing server says, leaves open what was done.
pub(crate) fn read(reply: &HttpReply, api_key: &Secret) -> Said {
    let Some(body) = json::parse(&reply.body).filter(|body| body.as_record().is_some()) else {
        return Said::Unclear(GuichetError::protocol(reply.status));
    };
    let said = json::text(&body, "statut_code").and_then(|text| text.parse().ok());
    let status: u16 = if reply.status >= 400 { reply.status } else { said.unwrap_or(reply.status) };
    let data = first_record(body.get("data"));
    let has_id = |data: &Record| field(data, "transaction_id").and_then(json::plain_text).is_some();
    match (status, data) {
        (200..=299, Some(data)) if has_id(&data) => Said::Transaction(Transaction::of(data)),
        (400..=499, _)
            if !matches!(status, 408 | 409 | 425 | 429)
                && (said.is_some() || body.get("message").is_some()) =>
        {
            Said::Refused(error(status, &body, api_key))
        }
        (400..=599, _) => Said::Unclear(error(status, &body, api_key)),
        _ => Said::Unclear(GuichetError::protocol(reply.status)),
    }
}

fn first_record(data: Option<&Value>) -> Option<Record> {
    match data? {
        Value::Record(record) => Some(record.clone()),
        Value::List(items) => items.iter().find_map(|item| first_record(Some(item))),
        _ => None,
    }
}

fn error(status: u16, body: &Value, api_key: &Secret) -> GuichetError {
    const KEY: Advice = Advice {
        en: "The service did not accept the api_key, or has blocked the account; ask its support.",
        fr: "Le service n'a pas accepté l'api_key ou a bloqué le compte ; demandez à son support.",
    };
    const REFUSED: Advice = Advice {
        en: "The service refused; compare the request with its documentation.",
        fr: "Le service a refusé ; comparez la demande à sa documentation.",
    };
    const LATER: Advice = Advice {
        en: "The service could not answer; ask again later.",
        fr: "Le service n'a pas pu répondre ; redemandez plus tard.",
    };
    let (kind, advice, retryable) = match status {
        401 | 403 => (ErrorKind::Auth, KEY, false),
        408 | 409 | 425 | 429 | 500.. => (ErrorKind::Api, LATER, true),
        _ => (ErrorKind::Api, REFUSED, false),
    };
    const LONGEST: usize = 300;
    let mut error = GuichetError::new(kind, advice);
    error.retryable = retryable;
    error.http_status = Some(status);
    error.code = Some(status.to_string());
    let message = json::text(body, "message").map(|text| hide_numbers(&api_key.redact(&text)));
    error.service_message = message.map(|text| text.chars().take(LONGEST).collect());
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, body: &str) -> Said {
        let reply = HttpReply { status, headers: Vec::new(), body: body.to_owned() };
        read(&reply, &Secret::new("key-1234".to_owned()))
    }

    #[test]
    fn states_are_final_when_the_documentation_says_so() {
        for (state, is_final, successful) in [
            ("PENDING1", false, false),
            ("PENDING2", false, false),
            ("SUCCESSFUL", true, true),
            ("FAILED", true, false),
            ("REFUNDED", false, false),
        ] {
            let body = format!(
                r#"{{"data":{{"transaction_id":"EFB.001158","state":"{state}"}},"statut_code":200}}"#
            );
            let Said::Transaction(transaction) = said(200, &body) else { panic!("{state}") };
            assert_eq!(
                (transaction.is_final, transaction.successful),
                (is_final, successful),
                "{state}"
            );
        }
    }

    #[test]
    fn only_the_services_own_refusal_is_one() {
        for (status, body) in [
            (422, r#"{"data":null,"message":"BAD_REQUEST: amount","statut_code":422}"#),
            (200, r#"{"data":null,"message":"BAD_REQUEST","statut_code":"422"}"#),
            (401, r#"{"message":"UNAUTHORIZED"}"#),
        ] {
            assert!(matches!(said(status, body), Said::Refused(_)), "{body}");
        }
        for (status, body) in [
            (200, ""),
            (200, "<html>"),
            (403, "<html>Error 1010</html>"),
            (200, r#"{"data":{"transac"#),
            (200, r#"{"data":{},"statut_code":200}"#),
            (200, "[]"),
            (400, "{}"),
            (429, r#"{"message":"TOO_MANY","statut_code":429}"#),
            (500, r#"{"data":{"transaction_id":"EFB.1"},"message":"x","statut_code":422}"#),
            (504, r#"{"message":"x"}"#),
        ] {
            assert!(matches!(said(status, body), Said::Unclear(_)), "{status} {body}");
        }
    }

    #[test]
    fn an_error_shows_neither_key_nor_number() {
        let Said::Refused(error) =
            said(422, r#"{"message":"key-1234 of 0701234567","statut_code":422}"#)
        else {
            panic!("refused")
        };
        assert_eq!(error.service_message.as_deref(), Some("••• of •••"));
    }
}
