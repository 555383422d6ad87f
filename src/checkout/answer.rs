//! What comes back from Checkout, typed; codes and fields that nobody documents pass through.

use serde::Serialize;

use super::codes::{About, CheckoutCode, PaymentState};
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::HttpReply;
use crate::client::json;
use crate::client::secret::{Secret, hide_numbers};
use crate::rules::{Record, Value, url};

/// The answer to `POST /v2/payment`, with the service's own names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Created {
    /// "201".
    pub code: String,
    /// "CREATED".
    pub message: String,
    /// A sentence of the service's.
    pub description: String,
    /// Where to send the customer.
    pub data: CreatedData,
    /// The service's name for this answer, to give to its support.
    pub api_response_id: Option<String>,
}

/// The counter that was opened.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CreatedData {
    /// The counter's token, bound to the transaction_id and all its parameters.
    pub payment_token: String,
    /// The counter's address. Use it as given.
    pub payment_url: String,
}

/// The answer to `POST /v2/payment/check`, with the service's own names, and what it means.
#[derive(Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The service's code, such as "00" or "662".
    pub code: String,
    /// The service's name for the code.
    pub message: String,
    /// What the service says of the payment: amount, currency, status, payment_method, …; every field may be missing.
    #[serde(serialize_with = "object")]
    pub data: Record,
    /// The service's name for this answer.
    pub api_response_id: Option<String>,
    /// Where the payment stands: `accepted`, `refused`, `pending` or `unknown`.
    pub state: PaymentState,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
}

fn object<S: serde::Serializer>(record: &Record, out: S) -> Result<S::Ok, S::Error> {
    json::Fields(record).serialize(out)
}

impl Created {
    /// Reads the answer.
    ///
    /// # Errors
    /// `api`, `auth` with the service's code; `protocol` when it is not an answer of the service.
    pub fn read(reply: &HttpReply, apikey: &Secret) -> Result<Self, GuichetError> {
        let envelope = Envelope::read(reply)?;
        if envelope.about() != Some(About::Created) {
            return Err(envelope.error(reply, apikey));
        }
        let payment_token = json::text(&envelope.data, "payment_token");
        let payment_url = json::text(&envelope.data, "payment_url")
            .filter(|address| url::read(&address.as_str().into()).is_ok());
        let (Some(payment_token), Some(payment_url)) = (payment_token, payment_url) else {
            return Err(GuichetError::protocol(reply.status));
        };
        Ok(Self {
            code: envelope.code,
            message: envelope.message,
            description: envelope.description.unwrap_or_default(),
            data: CreatedData { payment_token, payment_url },
            api_response_id: envelope.api_response_id,
        })
    }
}

impl Checked {
    /// Reads the answer. A code that nobody documents is not an error: its state is unknown.
    ///
    /// # Errors
    /// `api`, `auth` when the service speaks of the request and not of the payment; `protocol` when it is not an answer of the service.
    pub fn read(reply: &HttpReply, apikey: &Secret) -> Result<Self, GuichetError> {
        let envelope = Envelope::read(reply)?;
        let about = envelope.about();
        let status = json::text(&envelope.data, "status");
        let of_the_request =
            matches!(about, Some(About::Request | About::Service | About::Created));
        let undocumented_failure = about.is_none() && reply.status >= 400;
        if status.is_none() && (of_the_request || undocumented_failure) {
            return Err(envelope.error(reply, apikey));
        }
        let state = state(about, status.as_deref());
        let mut data = match envelope.data {
            Value::Record(data) => data,
            _ => Record::new(),
        };
        // Documented as a text; some answers have a number.
        for (_, value) in data.iter_mut().filter(|(name, _)| name == "amount") {
            if let Value::Number(_) = value {
                *value = json::plain_text(value).map_or(Value::Null, Value::Text);
            }
        }
        Ok(Self {
            code: envelope.code,
            message: envelope.message,
            data,
            api_response_id: envelope.api_response_id,
            state,
            is_final: state.is_final(),
        })
    }
}

/// Accepted and refused need code and status to agree; older answers give no status, then the code alone decides.
fn state(about: Option<About>, status: Option<&str>) -> PaymentState {
    use PaymentState::{Accepted, Pending, Refused, Unknown};
    let by_code = match about {
        Some(About::Payment(state)) => state,
        _ => Unknown,
    };
    let Some(status) = status else {
        return by_code;
    };
    match status.to_ascii_uppercase().as_str() {
        "ACCEPTED" if by_code == Accepted => Accepted,
        "REFUSED" | "CANCELED" | "CANCELLED" if !matches!(by_code, Accepted | Pending) => Refused,
        "PENDING" | "WAITING_FOR_CUSTOMER" => Pending,
        _ => Unknown,
    }
}

/// What every answer of Checkout is wrapped in.
struct Envelope {
    code: String,
    /// What is documented of the code.
    known: Option<&'static CheckoutCode>,
    message: String,
    description: Option<String>,
    data: Value,
    api_response_id: Option<String>,
}

impl Envelope {
    fn read(reply: &HttpReply) -> Result<Self, GuichetError> {
        let not_the_service = || GuichetError::protocol(reply.status);
        let body = json::parse(&reply.body).ok_or_else(not_the_service)?;
        let code = json::text(&body, "code").ok_or_else(not_the_service)?;
        Ok(Self {
            known: CheckoutCode::find(&code),
            code,
            message: json::text(&body, "message").unwrap_or_default(),
            description: json::text(&body, "description"),
            api_response_id: json::text(&body, "api_response_id"),
            data: body.get("data").cloned().unwrap_or(Value::Null),
        })
    }

    fn about(&self) -> Option<About> {
        self.known.map(|known| known.meaning)
    }

    fn error(self, reply: &HttpReply, apikey: &Secret) -> GuichetError {
        const UNDOCUMENTED: Advice = Advice {
            en: "This code is not documented; check the payment before trying again, and ask the service's support.",
            fr: "Ce code n'est pas documenté ; vérifiez le paiement avant de réessayer et demandez au support du service.",
        };
        const LONGEST: usize = 300;
        let retryable = self.about() == Some(About::Service) || reply.status >= 500;
        let kind = match self.code.as_str() {
            "609" | "613" => ErrorKind::Auth,
            _ => ErrorKind::Api,
        };
        let advice = self.known.map_or(UNDOCUMENTED, |known| known.advice);
        let public = |text: String| -> String {
            hide_numbers(&apikey.redact(&text)).chars().take(LONGEST).collect()
        };
        let mut error = GuichetError::new(kind, advice);
        error.retryable = retryable;
        error.http_status = Some(reply.status);
        error.service_message = Some(public(self.message)).filter(|name| !name.is_empty());
        error.description = self.description.map(public);
        error.code = Some(public(self.code));
        error
    }
}

/// Shows neither the token nor the address, which holds it.
impl std::fmt::Debug for CreatedData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a counter")
    }
}

/// Shows the code and state only: the data may hold the customer's number.
impl std::fmt::Debug for Checked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}: {}", self.code, self.message, self.state.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> HttpReply {
        HttpReply { status, headers: Vec::new(), body: body.to_owned() }
    }

    fn key() -> Secret {
        Secret::new("12912847765bc0db748fdd44.40081707".to_owned())
    }

    #[track_caller]
    fn checked(body: &str) -> (PaymentState, bool) {
        let checked = Checked::read(&reply(200, body), &key()).unwrap();
        (checked.state, checked.is_final)
    }

    #[test]
    fn code_and_status_must_agree_before_anything_is_final() {
        use PaymentState::*;
        for (code, status, expected) in [
            ("00", Some("ACCEPTED"), Accepted),
            ("00", None, Accepted),
            ("627", Some("REFUSED"), Refused),
            ("600", None, Refused),
            ("602", Some("CANCELLED"), Refused),
            ("999", Some("REFUSED"), Refused),
            ("662", Some("WAITING_FOR_CUSTOMER"), Pending),
            ("623", None, Pending),
            ("00", Some("PENDING"), Pending),
            ("804", Some("REFUSED"), Refused),
            ("00", Some("REFUSED"), Unknown),
            ("600", Some("ACCEPTED"), Unknown),
            ("662", Some("REFUSED"), Unknown),
            ("999", Some("ACCEPTED"), Unknown),
            ("00", Some("SOMETHING_NEW"), Unknown),
            ("999", None, Unknown),
        ] {
            let status = status.map_or(String::new(), |word| format!(r#""status":"{word}""#));
            let body = format!(r#"{{"code":"{code}","message":"M","data":{{{status}}}}}"#);
            assert_eq!(checked(&body), (expected, expected.is_final()), "{body}");
        }
    }

    #[test]
    fn an_amount_is_a_text_whichever_way_it_is_written() {
        for (written, read) in [
            ("2500", "\"2500\""),
            ("\"2500\"", "\"2500\""),
            ("2500.5", "\"2500.5\""),
            ("null", "null"),
            ("[1]", "[1]"),
        ] {
            let body =
                format!(r#"{{"code":"00","message":"M","data":{{"amount":{written},"n":1}}}}"#);
            let checked = Checked::read(&reply(200, &body), &key()).unwrap();
            assert_eq!(json::write(&checked.data), format!(r#"{{"amount":{read},"n":1}}"#));
        }
    }

    #[test]
    fn a_refused_request_says_nothing_of_the_payment() {
        for (code, http, kind, retryable) in [
            ("608", 400, ErrorKind::Api, false),
            ("609", 403, ErrorKind::Auth, false),
            ("613", 404, ErrorKind::Auth, false),
            ("429", 429, ErrorKind::Api, true),
            ("603", 200, ErrorKind::Api, true),
            ("999", 500, ErrorKind::Api, true),
        ] {
            let body = format!(r#"{{"code":{code},"message":"M","description":"D"}}"#);
            let error = Checked::read(&reply(http, &body), &key()).unwrap_err();
            assert_eq!((error.kind, error.retryable), (kind, retryable), "{code}");
            assert_eq!(error.code.as_deref(), Some(code));
        }
    }

    #[test]
    fn replies_of_something_else_are_protocol_errors() {
        for body in [
            "",
            "<html>502</html>",
            "{",
            "[]",
            "null",
            r#"{"message":"no code"}"#,
            r#"{"code":"201","data":{}}"#,
            r#"{"code":"201","data":{"payment_token":"t","payment_url":"javascript:alert(1)"}}"#,
        ] {
            let error = Created::read(&reply(200, body), &key()).unwrap_err();
            assert_eq!(error.kind, ErrorKind::Protocol, "{body}");
        }
        assert!(GuichetError::protocol(502).retryable);
    }

    #[test]
    fn the_counters_token_shows_in_no_debug_output() {
        let body = r#"{"code":"201","message":"CREATED","data":{"payment_token":"5df64dd9","payment_url":"https://checkout.cinetpay.com/payment/5df64dd9"}}"#;
        let created = Created::read(&reply(201, body), &key()).unwrap();
        assert!(!format!("{created:?}").contains("5df64dd9"));
    }

    #[test]
    fn neither_the_key_nor_a_phone_number_reaches_the_error() {
        let body = format!(
            r#"{{"code":"609","message":"AUTH_NOT_FOUND","description":"apikey {} of 2250707123456"}}"#,
            key().reveal()
        );
        let error = Created::read(&reply(403, &body), &key()).unwrap_err();
        assert_eq!(error.description.as_deref(), Some("apikey ••• of •••"));
        assert!(!format!("{error:?}").contains("129128"));
    }
}
