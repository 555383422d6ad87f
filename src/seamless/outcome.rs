//! How a counter ended.

use serde::Serialize;

use super::message::Response;
use crate::checkout::codes::CheckoutCode;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::json::{self, Fields};
use crate::rules::{Issue, Lang, Record, Value};

/// What whoever opened the counter gets. One for each counter, ever.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// `accepted`, `refused`, `pending`, `closed` or `failed`.
    pub state: &'static str,
    /// Whether the merchant's server said so. The counter's own word confirms nothing.
    pub confirmed: bool,
    /// The merchant's identifier, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// The counter's token, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_token: Option<String>,
    /// The documented fields, of accepted and refused payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<Response>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failure>,
}

/// An error as JavaScript sees it.
#[derive(Clone, PartialEq)]
pub struct Failure(pub Record);

impl Serialize for Failure {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        Fields(&self.0).serialize(out)
    }
}

/// The kind alone: the rest may speak of the customer.
impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = json::text(&Value::Record(self.0.clone()), "kind");
        f.debug_tuple("Failure").field(&kind).finish()
    }
}

impl Failure {
    /// An error of whoever was to make the payment, with the service's own name for its code, which pages know. What says nothing to a
    /// person becomes a sentence: no error at all, an answer without a counter in it, one that is no JSON.
    #[must_use]
    pub fn told(error: Value, lang: Lang) -> Self {
        const ADVICE: Advice = Advice {
            en: "The shop's server gave no payment counter to open; try again later.",
            fr: "Le serveur de la boutique n'a donné aucun guichet à ouvrir ; réessayez plus tard.",
        };
        let text = |name| json::text(&error, name);
        let unread = text("name").is_some_and(|name| name == "SyntaxError");
        if unread || text("message").is_none() {
            let mut failure = GuichetError::new(ErrorKind::Protocol, ADVICE);
            failure.http_status = text("httpStatus").and_then(|status| status.parse().ok());
            return Self::of(&failure, lang);
        }
        let known = text("code").and_then(|code| CheckoutCode::find(&code));
        let kind = text("kind").unwrap_or_else(|| ErrorKind::Network.word().to_owned());
        let Value::Record(mut record) = error else { return Self(Record::new()) };
        record.retain(|(name, _)| name != "name" && name != "kind");
        record.push(("kind".into(), kind.as_str().into()));
        if let Some(known) = known {
            record.push(("service_message".into(), known.name.into()));
        }
        Self(record)
    }

    /// What was asked for breaks rules.
    #[must_use]
    pub fn validation(issues: Vec<Issue>, lang: Lang) -> Self {
        Self::of(&GuichetError::validation(issues), lang)
    }

    /// The page gave up.
    #[must_use]
    pub fn aborted(lang: Lang) -> Self {
        const ADVICE: Advice = Advice {
            en: "The counter was given up; ask your server where the payment stands before you offer another.",
            fr: "Le guichet a été abandonné ; demandez à votre serveur l'état du paiement avant d'en proposer un autre.",
        };
        Self::of(&GuichetError::new(ErrorKind::Aborted, ADVICE), lang)
    }

    fn of(error: &GuichetError, lang: Lang) -> Self {
        let issue = |issue: &Issue| {
            Value::Record(vec![
                ("path".into(), issue.path.as_str().into()),
                ("code".into(), issue.code.name().into()),
                ("severity".into(), issue.severity.word().into()),
                ("message".into(), issue.message(lang).into()),
                ("params".into(), Value::Record(Record::new())),
            ])
        };
        Self(vec![
            ("kind".into(), error.kind.word().into()),
            ("message".into(), error.message(lang).into()),
            (
                "httpStatus".into(),
                error.http_status.map_or(Value::Null, |status| Value::Number(f64::from(status))),
            ),
            ("issues".into(), Value::List(error.issues.iter().map(issue).collect())),
        ])
    }
}
