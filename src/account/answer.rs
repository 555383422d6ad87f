//! What comes back from Transfer and Airtime: one envelope, whatever shape its code and data have.

use super::codes::{AccountCode, Meaning};
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::HttpReply;
use crate::client::json;
use crate::client::secret::{Secret, hide_numbers};
use crate::rules::{Record, Value};

/// An answer of the service, with its own names.
pub struct Answer {
    /// The code as text; the service writes 0 and "701".
    pub code: String,
    /// The service's name for it.
    pub message: String,
    /// A sentence of the service's.
    pub description: Option<String>,
    /// The records in `data`, however they are nested: an object, `[]`, `[…]`, `[[…]]`.
    pub items: Vec<Record>,
    /// What is documented of the code.
    pub known: Option<&'static AccountCode>,
    http_status: u16,
    /// What it was asked with.
    pub(super) token: Option<Secret>,
}

impl Answer {
    /// Reads a reply.
    ///
    /// # Errors
    /// `protocol` when it is not an answer of the service: HTML of a proxy, nothing, half of a JSON text, a code without a meaning at all.
    pub fn read(reply: &HttpReply) -> Result<Self, GuichetError> {
        let not_the_service = || GuichetError::protocol(reply.status);
        let body = json::parse(&reply.body).ok_or_else(not_the_service)?;
        let code = json::text(&body, "code").ok_or_else(not_the_service)?;
        let mut items = Vec::new();
        if let Some(data) = body.get("data") {
            flatten(data, &mut items);
        }
        Ok(Self {
            known: AccountCode::find(&code),
            code,
            message: json::text(&body, "message").unwrap_or_default(),
            description: json::text(&body, "description"),
            items,
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
        if self.http_status >= 500 || self.http_status == 408 {
            return Meaning::Unclear;
        }
        self.known.map_or(Meaning::Unclear, |known| known.meaning)
    }

    /// Whether the service itself speaks, having had the request: a documented code, with a status that no gateway gives while the request
    /// goes on behind it.
    #[must_use]
    pub fn is_the_services(&self) -> bool {
        self.known.is_some() && self.http_status < 500 && !matches!(self.http_status, 408 | 429)
    }

    /// The HTTP status that it came with.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The answer as an error; texts without the secrets given.
    #[must_use]
    pub fn error(&self, secrets: &[&Secret]) -> GuichetError {
        const UNDOCUMENTED: Advice = Advice {
            en: "This code is not documented; look for the operation by its identifier before trying again, and ask the service's support.",
            fr: "Ce code n'est pas documenté ; recherchez l'opération par son identifiant avant de réessayer et demandez au support du service.",
        };
        let kind = match self.known.map(|known| known.meaning) {
            Some(Meaning::Account | Meaning::Token) => ErrorKind::Auth,
            _ => ErrorKind::Api,
        };
        let mut error =
            GuichetError::new(kind, self.known.map_or(UNDOCUMENTED, |known| known.advice));
        let failed = self.known.is_some_and(|known| known.meaning == Meaning::Unclear);
        error.retryable =
            failed || self.http_status >= 500 || self.http_status == 429 || self.code == "702";
        error.http_status = Some(self.http_status);
        error.service_message =
            Some(public(&self.message, secrets)).filter(|name| !name.is_empty());
        error.description = self.description.as_deref().map(|text| public(text, secrets));
        error.code = Some(public(&self.code, secrets));
        error
    }
}

/// A text of the service's without secrets and whole numbers of phones.
pub(super) fn public(text: &str, secrets: &[&Secret]) -> String {
    const LONGEST: usize = 300;
    let text = secrets.iter().fold(text.to_owned(), |text, secret| secret.redact(&text));
    hide_numbers(&text).chars().take(LONGEST).collect()
}

fn flatten(data: &Value, items: &mut Vec<Record>) {
    match data {
        Value::Record(record) => items.push(record.clone()),
        Value::List(list) => list.iter().for_each(|item| flatten(item, items)),
        _ => {}
    }
}

/// Shows the code only: items hold people's numbers.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({} items)", self.code, self.message, self.items.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(status: u16, body: &str) -> Result<Answer, GuichetError> {
        Answer::read(&HttpReply { status, headers: Vec::new(), body: body.to_owned() })
    }

    #[test]
    fn codes_are_numbers_or_texts_and_data_comes_in_every_nesting() {
        for (data, count) in [
            ("[]", 0),
            (r#"{"amount":663}"#, 1),
            (r#"[{"a":1},{"a":2}]"#, 2),
            (r#"[[{"a":1},{"a":2}]]"#, 2),
            ("null", 0),
            ("\"x\"", 0),
        ] {
            for code in ["0", "\"0\""] {
                let answer = read(
                    200,
                    &format!(r#"{{"code":{code},"message":"OPERATION_SUCCES","data":{data}}}"#),
                )
                .unwrap();
                assert_eq!(
                    (answer.items.len(), answer.meaning()),
                    (count, Meaning::Done),
                    "{data}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_an_answer_is_a_protocol_error() {
        for body in
            ["", "<html>502</html>", r#"{"code":0,"mess"#, "[]", r#"{"message":"no code"}"#, "null"]
        {
            assert_eq!(read(200, body).unwrap_err().kind, ErrorKind::Protocol, "{body}");
        }
    }

    #[test]
    fn a_failing_server_is_never_certain_and_a_refusal_with_401_is() {
        let body = r#"{"code":"602","message":"INSUFFICIENT_BALANCE","data":[]}"#;
        assert_eq!(read(500, body).unwrap().meaning(), Meaning::Unclear);
        assert_eq!(read(422, body).unwrap().meaning(), Meaning::Refused);
        assert_eq!(read(200, r#"{"code":"999","data":[]}"#).unwrap().meaning(), Meaning::Unclear);
        let refused = read(401, r#"{"code":"701","message":"INVALID_CREDENTIALS","description":"secret-1 of 2250707123456","data":[]}"#).unwrap();
        let error = refused.error(&[&Secret::new("secret-1".to_owned())]);
        assert_eq!((error.kind, error.http_status), (ErrorKind::Auth, Some(401)));
        assert_eq!(error.description.as_deref(), Some("••• of •••"));
    }
}
