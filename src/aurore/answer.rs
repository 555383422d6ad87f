//! What comes back from Aurore: one envelope whose code and status stand at its root, and the state of what it speaks of.

use serde::Serialize;

use super::codes::{AuroreCode, Meaning, State, state_of};
use super::request::Kind;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::HttpReply;
use crate::client::json;
use crate::client::secret::{Secret, hide_numbers};
use crate::rules::value::field;
use crate::rules::{Record, Value, url};

/// An answer of the service. It has no Debug: it carries tokens and somebody's details.
pub struct Answer {
    /// The code as text; the service writes 200 and "200".
    pub code: String,
    /// The service's name for it.
    pub status: String,
    /// Every field.
    pub fields: Record,
    known: Option<&'static AuroreCode>,
    http_status: u16,
    /// What it was asked with.
    pub(super) token: Option<Secret>,
}

/// A payment or transfer as the service tells it, and what its state means.
#[derive(Clone, PartialEq, Serialize)]
pub struct Operation {
    /// Every field of the service's, those that nobody documents too.
    #[serde(flatten, serialize_with = "fields")]
    pub fields: Record,
    /// Where it stands.
    pub state: State,
    /// Whether that can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
}

fn fields<S: serde::Serializer>(record: &Record, out: S) -> Result<S::Ok, S::Error> {
    json::Fields(record).serialize(out)
}

impl Operation {
    /// A field as text; amounts come as numbers or texts.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        field(&self.fields, name).and_then(json::plain_text)
    }

    /// A field of the person whom the service names, such as `email`.
    #[must_use]
    pub fn user(&self, name: &str) -> Option<String> {
        json::text(field(&self.fields, "user")?, name)
    }

    /// Adds what is known besides, where the service does not say it.
    pub(super) fn complete(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value
            && self.text(name).is_none()
        {
            self.fields.retain(|(known, _)| known != name);
            self.fields.push((name.to_owned(), value.into()));
        }
    }
}

/// Shows the state only: the rest is somebody's.
impl std::fmt::Debug for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, final: {}", self.state.word(), self.is_final)
    }
}

impl Answer {
    /// Reads a reply.
    ///
    /// # Errors
    /// `protocol` when it is not an answer of the service: HTML of a proxy, nothing, half of a JSON text, JSON without a code.
    pub fn read(reply: &HttpReply) -> Result<Self, GuichetError> {
        let not_the_service = || GuichetError::protocol(reply.status);
        let body = json::parse(&reply.body).ok_or_else(not_the_service)?;
        let code = json::text(&body, "code").ok_or_else(not_the_service)?;
        let status = json::text(&body, "status").or_else(|| json::text(&body, "message"));
        let Value::Record(fields) = body else { return Err(not_the_service()) };
        Ok(Self {
            known: AuroreCode::find(&code),
            code,
            status: status.unwrap_or_default(),
            fields,
            http_status: reply.status,
            token: None,
        })
    }

    /// The answer to a request that carried that token.
    pub(super) fn to(self, token: &Secret) -> Self {
        Self { token: Some(token.clone()), ..self }
    }

    /// What the code says. A server that failed says nothing certain, whatever it wrote; neither does a code that nobody documents.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        if self.has_failed() {
            return Meaning::Unclear;
        }
        match self.known.map(|known| known.meaning) {
            // A gateway that knows no such path has a 404 too; the service says it in words.
            Some(Meaning::NotFound) if !self.status.eq_ignore_ascii_case("NOT_FOUND") => {
                Meaning::Unclear
            }
            known => known.unwrap_or(Meaning::Unclear),
        }
    }

    /// Whether a server, or what stands before it, says that it did not get to the question.
    const fn has_failed(&self) -> bool {
        self.http_status >= 500 || matches!(self.http_status, 408 | 429)
    }

    /// Whether a server that did not fail gives a code that nobody documents.
    #[must_use]
    pub const fn is_undocumented(&self) -> bool {
        self.known.is_none() && !self.has_failed()
    }

    /// Whether it names a transaction of the service's.
    #[must_use]
    pub fn names_one(&self) -> bool {
        self.text("transaction_id").is_some()
    }

    /// A field as text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        field(&self.fields, name).and_then(json::plain_text)
    }

    /// What was made: the state of a payment is in `details`, of a transfer at the root. None for a payment whose counter has no address
    /// to send anybody to.
    #[must_use]
    pub fn made(self, kind: Kind) -> Option<Operation> {
        let state = match (kind, field(&self.fields, "details")) {
            (Kind::Payment, Some(details @ Value::Record(_))) => state_of(
                json::text(details, "code").as_deref(),
                json::text(details, "status").as_deref(),
            ),
            _ => self.root_state(),
        };
        if let Some(address) = self.text("payment_url")
            && url::read(&address.as_str().into()).is_err()
        {
            return None;
        }
        Some(Operation { fields: self.fields, state, is_final: state.is_final() })
    }

    /// What was found: the state stands at the root.
    #[must_use]
    pub fn found(self) -> Operation {
        let state = self.root_state();
        Operation { fields: self.fields, state, is_final: state.is_final() }
    }

    fn root_state(&self) -> State {
        let word = Some(self.status.as_str()).filter(|word| !word.is_empty());
        state_of(Some(&self.code), word)
    }

    /// The answer as an error; texts without the secrets given.
    #[must_use]
    pub fn error(&self, secrets: &[&Secret]) -> GuichetError {
        const UNDOCUMENTED: Advice = Advice {
            en: "This code is not documented; look for the operation by its merchant_transaction_id before trying again, and ask the service's support.",
            fr: "Ce code n'est pas documenté ; recherchez l'opération par son merchant_transaction_id avant de réessayer et demandez au support du service.",
        };
        let kind = match self.known.map(|known| known.meaning) {
            Some(Meaning::Account | Meaning::Token) => ErrorKind::Auth,
            _ => ErrorKind::Api,
        };
        let advice = self.known.map_or(UNDOCUMENTED, |known| known.advice);
        let mut error = GuichetError::new(kind, advice);
        error.retryable = self.meaning() == Meaning::Unclear;
        error.http_status = Some(self.http_status);
        error.code = Some(public(&self.code, secrets));
        error.service_message = Some(public(&self.status, secrets)).filter(|name| !name.is_empty());
        let sentence = self.text("description").or_else(|| self.text("message"));
        error.description =
            sentence.filter(|said| *said != self.status).map(|said| public(&said, secrets));
        error
    }
}

/// A text of the service's without secrets and whole numbers of phones.
fn public(text: &str, secrets: &[&Secret]) -> String {
    const LONGEST: usize = 300;
    let text = secrets.iter().fold(text.to_owned(), |text, secret| secret.redact(&text));
    hide_numbers(&text).chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<Answer, GuichetError> {
        Answer::read(&HttpReply { status, headers: Vec::new(), body: body.to_owned() })
    }

    #[test]
    fn the_state_of_a_payment_that_was_made_is_in_its_details() {
        for (body, state) in [
            (
                r#"{"code":200,"status":"OK","transaction_id":"T","details":{"code":2001,"status":"INITIATED","must_be_redirected":true}}"#,
                State::Pending,
            ),
            (
                r#"{"code":"200","status":"OK","details":{"code":"100","status":"SUCCESS"}}"#,
                State::Accepted,
            ),
            (r#"{"code":200,"status":"OK","details":{"status":"FAILED"}}"#, State::Refused),
            (
                r#"{"code":100,"status":"SUCCESS","details":{"code":2010,"status":"FAILED"}}"#,
                State::Refused,
            ),
            (r#"{"code":200,"status":"OK"}"#, State::Unknown),
        ] {
            let made = read(200, body).unwrap().made(Kind::Payment).unwrap();
            assert_eq!((made.state, made.is_final), (state, state.is_final()), "{body}");
        }
        let found = r#"{"code":2002,"status":"PENDING","details":{"status":"SUCCESS"}}"#;
        assert_eq!(read(200, found).unwrap().found().state, State::Pending);
        let hostile = r#"{"code":200,"status":"OK","payment_url":"javascript:alert(1)"}"#;
        assert!(read(200, hostile).unwrap().made(Kind::Payment).is_none());
    }

    #[test]
    fn what_is_not_an_answer_is_a_protocol_error() {
        for body in
            ["", "<html>502</html>", r#"{"code":200,"sta"#, "[]", r#"{"status":"OK"}"#, "null"]
        {
            assert_eq!(read(200, body).err().unwrap().kind, ErrorKind::Protocol, "{body}");
        }
    }

    #[test]
    fn a_failing_server_is_never_certain_and_a_gateways_404_is_no_word_of_the_services() {
        let unknown = r#"{"code":404,"status":"NOT_FOUND"}"#;
        assert_eq!(read(404, unknown).unwrap().meaning(), Meaning::NotFound);
        for (status, body) in [
            (500, unknown),
            (429, unknown),
            (404, r#"{"code":404,"message":"no route matched"}"#),
            (200, r#"{"code":9999,"status":"NEW"}"#),
        ] {
            assert_eq!(read(status, body).unwrap().meaning(), Meaning::Unclear, "{body}");
        }
        let new = r#"{"code":9999,"status":"NEW","transaction_id":"T"}"#;
        for (status, is_the_services) in
            [(200, true), (400, true), (408, false), (429, false), (500, false)]
        {
            assert_eq!(read(status, new).unwrap().is_undocumented(), is_the_services, "{status}");
        }
    }

    #[test]
    fn an_error_says_what_to_do_and_tells_no_secret() {
        let body = r#"{"code":2011,"status":"NOT_ALLOWED","message":"2001:db8::1 may not use sk_live_abc, call 2250707123456"}"#;
        let error = read(403, body).unwrap().error(&[&Secret::new("sk_live_abc".to_owned())]);
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Auth, Some("2011")));
        assert_eq!(error.description.as_deref(), Some("2001:db8::1 may not use •••, call •••"));
        assert!(error.advice.en.contains("IPv6"));
    }
}
