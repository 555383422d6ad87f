//! Notifications of Transfer and Airtime. They are unsigned (seeds 001, 002): anybody can post one, so nothing in them is believed before the service
//! has been asked, and its answer is compared with what was asked for.

use serde::Serialize;

use super::compared::{Compared, Same, expected, is_credible};
use super::desk::{Confirms, Named};
use super::form::{self, Fields};
use crate::account::compare::same_number;
use crate::account::status::Treatment;
use crate::account::{AccountClient, FindKey, Service};
use crate::checkout::confirm::Difference;
use crate::checkout::notification::field;
use crate::client::error::GuichetError;
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::store::Store;
use crate::rules::amount::same_amount;
use crate::rules::currency::Currency;
use crate::rules::{Issue, IssueCode, Value};

pub use crate::account::client::Found;

/// Reads a notification: form-encoded text, JSON text, or a record of texts.
///
/// # Errors
/// `required` when it names no transaction; as [`form::read`].
pub fn read(body: &Value) -> Result<Fields, Issue> {
    let fields = form::read(body)?;
    let named = ["transaction_id", "client_transaction_id"]
        .into_iter()
        .any(|name| !field(&fields, name).trim().is_empty());
    if named { Ok(fields) } else { Err(Issue::error(IssueCode::Required).at("transaction_id")) }
}

/// What the service answers, and whether it is what was expected.
#[derive(Serialize)]
pub struct PayoutConfirmation {
    /// `VAL`, with the amount and receiver expected: the only thing to take for paid.
    pub paid: bool,
    /// Where the payout stands, in the service's word; None when the service does not know it.
    pub treatment_status: Option<String>,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether everything compared is as expected.
    pub matches: bool,
    /// What is not.
    pub differences: Vec<Difference>,
    /// The answer itself.
    pub payout: Option<Found>,
}

/// Asks where a notified payout stands, and compares it with what was asked or, where `asked` is None, notified. `asked` is the item as it was
/// sent, or a record with `amount` and `receiver`; `currency` and `client_transaction_id` are compared where it has them.
///
/// # Errors
/// `validation` when the notification names no transaction; else any kind but `outcome_unknown`: the question was not answered.
pub async fn confirm<P: Platform, S: Store>(
    client: &AccountClient<P, S>,
    service: Service,
    notified: &[(String, String)],
    asked: Option<&Value>,
    call: &Call<P::Signal>,
) -> Result<PayoutConfirmation, GuichetError> {
    let own_id = own(asked, "client_transaction_id").map(|id| id.trim().to_owned());
    let own_id = own_id.or_else(|| said(notified, "client_transaction_id"));
    // The merchant's own identifier binds the answer to what was asked; the service's may be anybody's.
    let key = match (&own_id, said(notified, "transaction_id")) {
        (Some(id), _) => FindKey::ClientTransactionId(id.clone()),
        (None, Some(id)) => FindKey::TransactionId(id),
        (None, None) => {
            let issue = Issue::error(IssueCode::Required).at("transaction_id");
            return Err(GuichetError::validation(vec![issue]));
        }
    };
    let payout = client.find(service, &key, call).await?.into_iter().next();
    Ok(compare(payout, notified, asked, own_id))
}

fn compare(
    payout: Option<Found>,
    notified: &[(String, String)],
    asked: Option<&Value>,
    own_id: Option<String>,
) -> PayoutConfirmation {
    let answered = |name: &str| payout.as_ref().and_then(|payout| payout.text(name));
    let mut compared = Compared::default();
    let amount = expected(asked, "amount", || said(notified, "amount"));
    compared.must("amount", amount, answered("amount"), same_amount);
    let receiver = answered("receiver_e164").or_else(|| answered("receiver"));
    compared.must_hidden(
        "receiver",
        asked.map_or_else(|| said(notified, "receiver"), receiver_asked),
        receiver,
        same_number,
    );
    // The services name no currency: the receiver's country does.
    if let Some(currency) = own(asked, "currency") {
        let of_country = answered("receiver_e164")
            .as_deref()
            .and_then(currency_of)
            .map(|currency| currency.code().to_owned());
        compared.must("currency", Some(currency), answered("currency").or(of_country), |a, b| {
            a.eq_ignore_ascii_case(b)
        });
    }
    if own_id.is_some() {
        compared.must(
            "client_transaction_id",
            own_id,
            answered("client_transaction_id"),
            |a, b| a == b,
        );
    }
    if let Some(id) = said(notified, "transaction_id") {
        compared.must("transaction_id", Some(id), answered("transaction_id"), |a, b| a == b);
    }
    let differences = compared.differences;
    let treatment_status = answered("treatment_status");
    let treatment = treatment_status.as_deref().map(Treatment::of);
    PayoutConfirmation {
        paid: treatment == Some(Treatment::Valid) && differences.is_empty(),
        is_final: treatment.is_some_and(|treatment| treatment.is_final()),
        treatment_status,
        matches: differences.is_empty(),
        differences,
        payout,
    }
}

fn own(asked: Option<&Value>, name: &str) -> Option<String> {
    json::text(asked?, name)
}

fn said(notified: &[(String, String)], name: &str) -> Option<String> {
    Some(field(notified, name).trim().to_owned()).filter(|text| !text.is_empty())
}

/// `prefix` and `phone` as they were sent, or `receiver`.
fn receiver_asked(asked: &Value) -> Option<String> {
    match (json::text(asked, "prefix"), json::text(asked, "phone")) {
        (Some(prefix), Some(phone)) => Some(format!("{prefix}{phone}")),
        _ => json::text(asked, "receiver"),
    }
}

fn currency_of(e164: &str) -> Option<Currency> {
    let digits = e164.trim().trim_start_matches('+');
    Currency::of_prefix(digits.get(..3)?).first().copied()
}

/// Confirms the notifications of one of the two services, for the desk.
pub struct Payouts<'a, P, S> {
    /// Who asks.
    pub client: &'a AccountClient<P, S>,
    /// Which service.
    pub service: Service,
}

impl<P: Platform, S: Store> Confirms for Payouts<'_, P, S> {
    type Answer = PayoutConfirmation;

    fn read(&self, body: &Value) -> Result<Fields, Issue> {
        read(body)
    }

    fn named<'f>(&self, fields: &'f Fields) -> Named<'f> {
        let own = field(fields, "client_transaction_id");
        let id = if own.is_empty() { field(fields, "transaction_id") } else { own };
        Named { service: self.service.word(), id }
    }

    fn platform(&self) -> &impl Platform {
        self.client.platform()
    }

    fn account(&self, _: &PayoutConfirmation) -> String {
        self.client.account_name()
    }

    async fn confirm(
        &self,
        fields: &Fields,
        asked: Option<&Value>,
        timeout_ms: u64,
    ) -> Result<PayoutConfirmation, GuichetError> {
        confirm(self.client, self.service, fields, asked, &Call { timeout_ms, signal: None }).await
    }

    fn is_credible(&self, fields: &Fields, answer: &PayoutConfirmation) -> bool {
        const COMPARED: &[(&str, Same)] = &[
            ("transaction_id", |a, b| a == b),
            ("client_transaction_id", |a, b| a == b),
            ("amount", same_amount),
            ("receiver", same_number),
        ];
        let answered = |name: &str| answer.payout.as_ref().and_then(|payout| payout.text(name));
        is_credible(fields, answered, COMPARED)
    }

    fn state(answer: &PayoutConfirmation) -> Option<&str> {
        answer.treatment_status.as_deref()
    }
}

impl std::fmt::Debug for PayoutConfirmation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let status = self.treatment_status.as_deref().unwrap_or("unknown");
        write!(f, "{status}, paid: {}, {:?}", self.paid, self.differences)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTIFIED: &str = "transaction_id=EA1.M1&client_transaction_id=PAY-1&lot=1&amount=500&receiver=07895086&operator=OM&treatment_status=VAL";
    const FOUND: &str = r#"{"transaction_id":"EA1.M1","client_transaction_id":"PAY-1","lot":"1","amount":"500","receiver":"07895086","receiver_e164":"+22507895086","treatment_status":"VAL"}"#;

    /// The records were not looked at.
    const UNASKED: &str = "\"unasked\"";

    fn differing(asked: &str, found: &str) -> Vec<&'static str> {
        let notified = read(&NOTIFIED.into()).unwrap();
        let asked = json::parse(asked).filter(|asked| *asked != Value::Text("unasked".to_owned()));
        let asked = asked.as_ref();
        let payout = match json::parse(found).unwrap() {
            Value::Record(fields) => Some(Found::of(fields)),
            _ => None,
        };
        let own_id = own(asked, "client_transaction_id")
            .or_else(|| said(&notified, "client_transaction_id"));
        let confirmation = compare(payout, &notified, asked, own_id);
        assert_eq!(confirmation.paid, confirmation.matches, "{asked:?}");
        confirmation.differences.into_iter().map(|difference| difference.field).collect()
    }

    #[test]
    fn what_was_asked_comes_before_what_is_notified() {
        for (asked, found, fields) in [
            (UNASKED, FOUND.to_owned(), vec![]),
            ("null", FOUND.to_owned(), vec!["amount", "receiver"]),
            (r#"{"total":500}"#, FOUND.to_owned(), vec!["amount", "receiver"]),
            (
                r#"{"prefix":"225","phone":"07895086","amount":500,"currency":"XOF","client_transaction_id":"PAY-1"}"#,
                FOUND.to_owned(),
                vec![],
            ),
            (r#"{"amount":5000,"receiver":"07895086"}"#, FOUND.to_owned(), vec!["amount"]),
            (
                r#"{"amount":500,"prefix":"225","phone":"07895087"}"#,
                FOUND.to_owned(),
                vec!["receiver"],
            ),
            (r#"{"amount":500}"#, FOUND.to_owned(), vec!["receiver"]),
            (
                r#"{"amount":500,"receiver":"07895086","currency":"XAF"}"#,
                FOUND.to_owned(),
                vec!["currency"],
            ),
            (
                r#"{"amount":500,"receiver":"07895086","client_transaction_id":"PAY-2"}"#,
                FOUND.to_owned(),
                vec!["client_transaction_id"],
            ),
            (UNASKED, FOUND.replace("EA1.M1", "EA1.M2"), vec!["transaction_id"]),
            (
                UNASKED,
                "null".to_owned(),
                vec!["amount", "receiver", "client_transaction_id", "transaction_id"],
            ),
        ] {
            assert_eq!(differing(asked, &found), fields, "{asked}");
        }
    }

    #[test]
    fn a_notification_that_names_nothing_is_none() {
        assert!(read(&"amount=500".into()).is_err());
        assert!(read(&"transaction_id=+&client_transaction_id=".into()).is_err());
        assert_eq!(read(&"transaction_id=EA1".into()).map(|fields| fields.len()), Ok(1));
        assert_eq!(crate::notification::compared::hidden("+22507895086"), "•••86");
    }
}
