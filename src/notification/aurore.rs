//! Aurore's notifications. They carry a token that only the service and the merchant know, and no state: that is asked for, and since the service
//! does not say the amount again, what was asked is kept and compared with the merchant's own books.

use serde::Serialize;

use super::compared::{Compared, Same, expected, is_credible};
use super::desk::{Confirms, Named};
use super::form::{self, Fields};
use crate::aurore::memory::{Kept, same_token};
use crate::aurore::{AuroreClient, AuroreCode, FindKey, Kind, Operation, State};
use crate::checkout::confirm::Difference;
use crate::checkout::notification::field;
use crate::client::SendFailure;
use crate::client::error::GuichetError;
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::retry;
use crate::client::store::{self, Store};
use crate::gateway::{Generation, Outcome};
use crate::rules::amount::same_amount;
use crate::rules::{Issue, IssueCode, Value};

/// Reads a notification: JSON or a form. What holds more than a text, a number or a flag, such as `user`, is left out.
///
/// # Errors
/// `required` when it names no payment; as [`form::read`].
pub fn read(body: &Value) -> Result<Fields, Issue> {
    let parsed = match body {
        Value::Text(text) if text.trim_start().starts_with('{') => {
            json::parse(text).unwrap_or(Value::Null)
        }
        other => other.clone(),
    };
    let plain = |(_, value): &(String, Value)| !matches!(value, Value::List(_) | Value::Record(_));
    let flat = match parsed {
        Value::Record(record) => Value::Record(record.into_iter().filter(plain).collect()),
        other => other,
    };
    let fields = form::read(&flat)?;
    if own_id(&fields).is_empty() {
        return Err(Issue::error(IssueCode::Required).at("merchant_transaction_id"));
    }
    Ok(fields)
}

fn own_id(fields: &[(String, String)]) -> &str {
    field(fields, "merchant_transaction_id").trim()
}

/// What the service answers, and whether it is what was asked.
#[derive(Serialize)]
pub struct AuroreConfirmation {
    /// SUCCESS, of what was asked: the only thing to deliver upon.
    pub paid: bool,
    /// Where it stands; None when the service does not know it.
    pub state: Option<State>,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether everything compared is as expected.
    pub matches: bool,
    /// What is not.
    pub differences: Vec<Difference>,
    /// What was asked when it was made, in whole units: the service does not say it again.
    pub amount: Option<String>,
    /// In which currency.
    pub currency: Option<String>,
    /// The answer itself.
    pub transaction: Option<Operation>,
    /// Whose it is, by the account's place; the first where the store does not know.
    #[serde(skip)]
    account: usize,
}

/// Whether a notification carries the token that its payment was made with, by the store or by `asked`, the merchant's own record with `notify_token`.
/// None when that token is not known, as after an answer that was lost.
///
/// # Errors
/// `timeout`, `aborted`: the store did not say.
pub async fn verify<P: Platform, S: Store>(
    client: &AuroreClient<P, S>,
    kind: Kind,
    notified: &[(String, String)],
    asked: Option<&Value>,
    call: &Call<P::Signal>,
) -> Result<Option<bool>, GuichetError> {
    let given = field(notified, "notify_token").trim();
    if let Some(own) = asked.and_then(|asked| json::text(asked, "notify_token")) {
        return Ok(Some(same_token(&own, given)));
    }
    let until = call.beginning(client.now_ms());
    let kept = client.kept(kind, own_id(notified), until).await.map_err(store::silent)?;
    Ok(kept.and_then(|(_, kept)| kept.is_notified_by(given)))
}

/// Asks where a notified payment or transfer stands. The amount and currency that were asked are those of the store; `asked`, the merchant's own record
/// where it was looked at, must agree with them.
///
/// # Errors
/// `validation` when the notification names no payment; else any kind but `outcome_unknown`: the question was not answered.
pub async fn confirm<P: Platform, S: Store>(
    client: &AuroreClient<P, S>,
    kind: Kind,
    notified: &[(String, String)],
    asked: Option<&Value>,
    call: &Call<P::Signal>,
) -> Result<AuroreConfirmation, GuichetError> {
    let id = own_id(notified);
    let until = call.beginning(client.now_ms());
    let kept = client.kept(kind, id, until).await.map_err(store::silent)?;
    let (account, mut kept) = kept.unwrap_or_default();
    if kept.is_under_way(client.now_ms()) {
        kept = Kept::default();
    }
    let country =
        asked.and_then(|asked| asked.get("country")).filter(|country| !country.is_blank());
    let found = client.find(kind, &FindKey::read(&id.into())?, country, call).await?;
    Ok(AuroreConfirmation { account, ..compare(found, id, notified, asked, &kept) })
}

/// Asks what came of an order, and compares it with what was asked.
///
/// # Errors
/// As [`confirm`]; `api` with 404 where nobody has opened it.
pub async fn outcome<P: Platform, S: Store>(
    client: &AuroreClient<P, S>,
    reference: &Value,
    asked: &Value,
    call: &Call<P::Signal>,
) -> Result<Outcome, GuichetError> {
    let key = FindKey::read(reference)?;
    let named = [("merchant_transaction_id".to_owned(), key.as_str().to_owned())];
    let confirmed = confirm(client, Kind::Payment, &named, Some(asked), call).await?;
    if confirmed.transaction.is_none() {
        return Err(AuroreCode::error(NOT_FOUND));
    }
    Ok(confirmed.outcome(key.as_str()))
}

fn compare(
    found: Option<Operation>,
    id: &str,
    notified: &[(String, String)],
    asked: Option<&Value>,
    kept: &Kept,
) -> AuroreConfirmation {
    let answered = |name: &str| found.as_ref().and_then(|found| found.text(name));
    let mut compared = Compared::default();
    // The service's own word comes first, where it gives one; then what this client asked.
    let amount = answered("amount").or_else(|| kept.amount.clone());
    let currency = answered("currency").or_else(|| kept.currency.clone());
    let expected = |name: &str, kept: &Option<String>| expected(asked, name, || kept.clone());
    compared.must("amount", expected("amount", &kept.amount), amount.clone(), same_amount);
    let same_currency: Same = |a, b| a.eq_ignore_ascii_case(b);
    compared.must(
        "currency",
        expected("currency", &kept.currency),
        currency.clone(),
        same_currency,
    );
    let same: Same = |a, b| a == b;
    compared.must(
        "merchant_transaction_id",
        Some(id.to_owned()),
        answered("merchant_transaction_id"),
        same,
    );
    let theirs = Some(field(notified, "transaction_id").trim().to_owned());
    if let Some(theirs) = theirs.filter(|id| !id.is_empty()) {
        compared.must("transaction_id", Some(theirs), answered("transaction_id"), same);
    }
    let differences = compared.differences;
    let state = found.as_ref().map(|found| found.state);
    AuroreConfirmation {
        paid: state == Some(State::Accepted) && differences.is_empty(),
        state,
        is_final: state.is_some_and(State::is_final),
        matches: differences.is_empty(),
        differences,
        amount,
        currency,
        transaction: found,
        account: 0,
    }
}

/// Nothing is known by this identifier.
const NOT_FOUND: &str = "404";
/// How long a call under way is waited for before the service is told to come again.
const OVERTAKEN_MS: u64 = 1_000;

/// Confirms notifications of payments or of transfers, for the desk.
pub struct Aurores<'a, P, S> {
    /// Who asks.
    pub client: &'a AuroreClient<P, S>,
    /// What the address is notified of.
    pub kind: Kind,
}

impl<P: Platform, S: Store> Confirms for Aurores<'_, P, S> {
    type Answer = AuroreConfirmation;
    /// The service waits ten seconds for its answer: these, and what a call under way is waited for.
    const CONFIRM_MS: u64 = 3_000;
    const PATIENCE_MS: u64 = 5_000;

    /// Whose token is not known, since the answer that held it was lost, is believed in nothing but the service's own word.
    async fn is_authentic(
        &self,
        fields: &Fields,
        asked: Option<&Value>,
    ) -> Result<bool, GuichetError> {
        let (client, id) = (self.client, own_id(fields));
        let call = Call { timeout_ms: Self::CONFIRM_MS, signal: None };
        let until = call.beginning(client.now_ms());
        // A notification may overtake the answer that holds its token.
        let settled = client.kept_and_settled(self.kind, id, OVERTAKEN_MS, until).await;
        let kept = settled.map_err(store::silent)?;
        let verified = verify(client, self.kind, fields, asked, &call).await?;
        Ok(verified.unwrap_or(kept.is_some()))
    }

    fn read(&self, body: &Value) -> Result<Fields, Issue> {
        read(body)
    }

    fn named<'f>(&self, fields: &'f Fields) -> Named<'f> {
        Named { service: self.kind.word(), id: own_id(fields) }
    }

    fn platform(&self) -> &impl Platform {
        self.client.platform()
    }

    fn account(&self, answer: &AuroreConfirmation) -> String {
        self.client.account_name(answer.account)
    }

    async fn confirm(
        &self,
        fields: &Fields,
        asked: Option<&Value>,
        timeout_ms: u64,
    ) -> Result<AuroreConfirmation, GuichetError> {
        let call = Call { timeout_ms, signal: None };
        let now = self.client.now_ms();
        let kept = self.client.kept(self.kind, own_id(fields), call.beginning(now)).await;
        if kept.map_err(store::silent)?.is_some_and(|(_, kept)| kept.is_under_way(now)) {
            return Err(retry::failure(SendFailure::TimedOut));
        }
        confirm(self.client, self.kind, fields, asked, &call).await
    }

    fn is_credible(&self, fields: &Fields, answer: &AuroreConfirmation) -> bool {
        const COMPARED: &[(&str, Same)] =
            &[("transaction_id", |a, b| a == b), ("merchant_transaction_id", |a, b| a == b)];
        let answered = |name: &str| answer.transaction.as_ref().and_then(|found| found.text(name));
        is_credible(fields, answered, COMPARED)
    }

    fn outcome(&self, id: &str, answer: &AuroreConfirmation) -> Option<Outcome> {
        (self.kind == Kind::Payment).then(|| answer.outcome(id))
    }

    fn state(answer: &AuroreConfirmation) -> Option<&str> {
        answer.state.map(State::word)
    }
}

impl AuroreConfirmation {
    /// In one shape with v2's.
    #[must_use]
    pub fn outcome(&self, reference: &str) -> Outcome {
        Outcome {
            generation: Generation::Aurore.word(),
            reference: reference.to_owned(),
            paid: self.paid,
            state: self.state.unwrap_or(State::Unknown).word(),
            is_final: self.is_final,
            matches: self.matches,
            differences: self.differences.clone(),
            amount: self.amount.clone(),
            currency: self.currency.clone(),
            method: None,
            code: self.transaction.as_ref().and_then(|found| found.text("code")),
        }
    }
}

impl std::fmt::Debug for AuroreConfirmation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, paid: {}, {:?}", self.transaction, self.paid, self.differences)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOKS: Option<&str> = Some(r#"{"amount":2500,"currency":"XOF"}"#);

    fn found(fields: &str, state: State) -> Operation {
        let Some(Value::Record(fields)) = json::parse(fields) else { panic!("a record") };
        Operation { fields, state, is_final: state.is_final() }
    }

    #[test]
    fn a_notification_is_read_from_every_shape_and_its_user_is_left_out() {
        for body in [
            r#"{"notify_token":"n","merchant_transaction_id":"A","transaction_id":"T","user":{"name":"Awa"}}"#,
            "notify_token=n&merchant_transaction_id=A&transaction_id=T",
        ] {
            let fields = read(&body.into()).unwrap();
            assert_eq!((own_id(&fields), fields.len()), ("A", 3), "{body}");
        }
        for body in ["", "{", "{}", r#"{"transaction_id":"T"}"#, "[]"] {
            assert!(read(&body.into()).is_err(), "{body}");
        }
    }

    #[test]
    fn what_was_asked_must_be_known_and_be_what_the_books_say() {
        let notified =
            read(&r#"{"merchant_transaction_id":"A","transaction_id":"T"}"#.into()).unwrap();
        let mut kept = Kept::default();
        kept.amount = Some("2500".to_owned());
        kept.currency = Some("XOF".to_owned());
        let plain = r#"{"merchant_transaction_id":"A","transaction_id":"T"}"#;
        for (answer, asked, kept, fields) in [
            (plain, None, &kept, vec![]),
            (plain, Some("{}"), &kept, vec!["amount", "currency"]),
            (plain, Some("null"), &kept, vec!["amount", "currency"]),
            (plain, BOOKS, &kept, vec![]),
            (plain, Some(r#"{"amount":250,"currency":"XAF"}"#), &kept, vec!["amount", "currency"]),
            (plain, None, &Kept::default(), vec!["amount", "currency"]),
            (plain, BOOKS, &Kept::default(), vec!["amount", "currency"]),
            (
                r#"{"merchant_transaction_id":"A","transaction_id":"T","amount":100}"#,
                None,
                &kept,
                vec!["amount"],
            ),
            (
                r#"{"merchant_transaction_id":"A","transaction_id":"U"}"#,
                None,
                &kept,
                vec!["transaction_id"],
            ),
            (r#"{"transaction_id":"T"}"#, None, &kept, vec!["merchant_transaction_id"]),
        ] {
            let asked = asked.and_then(json::parse);
            let answer = found(answer, State::Accepted);
            let confirmation = compare(Some(answer), "A", &notified, asked.as_ref(), kept);
            let differing: Vec<_> =
                confirmation.differences.iter().map(|difference| difference.field).collect();
            assert_eq!((confirmation.paid, differing), (fields.is_empty(), fields));
        }
        let pending = compare(Some(found(plain, State::Pending)), "A", &notified, None, &kept);
        assert!(pending.matches && !pending.paid && !pending.is_final);
        assert!(!compare(None, "A", &notified, None, &kept).paid);
    }
}
