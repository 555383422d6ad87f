//! EasyTransfert's IPN. Its shape and signature are not documented: it is read as the status answer's, and believed in nothing before `/status` says so.

use serde::Serialize;

use super::compared::{Compared, Same, expected, is_credible};
use super::desk::{Confirms, Named};
use super::form::{self, Fields};
use crate::account::compare::same_number;
use crate::checkout::confirm::Difference;
use crate::checkout::notification::field;
use crate::client::error::GuichetError;
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::easytransfert::EasyTransfertClient;
use crate::easytransfert::answer::Transaction;
use crate::rules::amount::same_amount;
use crate::rules::{Issue, IssueCode, Value};

/// Reads an IPN: JSON or a form, its fields in `data` or by themselves. What holds more than a text, a number or a flag is left out.
///
/// # Errors
/// `required` when it names no transaction; as [`form::read`].
pub fn read(body: &Value) -> Result<Fields, Issue> {
    let parsed = match body {
        Value::Text(text) if text.trim_start().starts_with('{') => json::parse(text),
        other => Some(other.clone()),
    };
    let parsed = parsed.unwrap_or(Value::Null);
    let given = match parsed.get("data") {
        Some(data @ Value::Record(_)) => data.clone(),
        _ => parsed,
    };
    let flat = match given {
        Value::Record(record) => {
            let plain =
                |(_, value): &(String, Value)| !matches!(value, Value::List(_) | Value::Record(_));
            Value::Record(record.into_iter().filter(plain).collect())
        }
        other => other,
    };
    let fields = form::read(&flat)?;
    if field(&fields, "transaction_id").trim().is_empty() {
        return Err(Issue::error(IssueCode::Required).at("transaction_id"));
    }
    Ok(fields)
}

/// What the service answers, and whether it is what was expected.
#[derive(Serialize)]
pub struct TransfertConfirmation {
    /// SUCCESSFUL, with the amount and customer expected: the only thing to deliver upon.
    pub paid: bool,
    /// Where the transaction stands, in the service's word.
    pub state: Option<String>,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether everything compared is as expected.
    pub matches: bool,
    /// What is not.
    pub differences: Vec<Difference>,
    /// The answer itself.
    pub transaction: Transaction,
}

/// Asks where a notified transaction stands, and compares it with what was asked or, where `asked` is None, notified. `asked` is the request as it
/// was sent, or a record with `amount` and `destination`; `custom_data` is compared where it has it. The service's `amount` may carry its `fee` (seed 004).
///
/// # Errors
/// `validation` when the IPN names no transaction; else any kind but `outcome_unknown`: the question was not answered.
pub async fn confirm<P: Platform>(
    client: &EasyTransfertClient<P>,
    notified: &[(String, String)],
    asked: Option<&Value>,
    call: &Call<P::Signal>,
) -> Result<TransfertConfirmation, GuichetError> {
    let id = Value::from(field(notified, "transaction_id").trim());
    Ok(compare(client.status(&id, call).await?, notified, asked))
}

fn compare(
    transaction: Transaction,
    notified: &[(String, String)],
    asked: Option<&Value>,
) -> TransfertConfirmation {
    let said =
        |name: &str| Some(field(notified, name).trim().to_owned()).filter(|text| !text.is_empty());
    let expected = |name: &str| expected(asked, name, || said(name));
    let reference = asked.and_then(|asked| json::text(asked, "custom_data"));
    let answered = |name: &str| transaction.text(name);
    let mut compared = Compared::default();
    let amount = answered("amount");
    let without_fee = amount
        .as_deref()
        .zip(answered("fee").as_deref())
        .and_then(|(amount, fee)| less(amount, fee));
    let is_asked = |amount: &Option<String>| matches!((expected("amount"), amount), (Some(a), Some(b)) if same_amount(&a, b));
    let shown = if is_asked(&without_fee) { without_fee } else { amount };
    compared.must("amount", expected("amount"), shown, same_amount);
    compared.must_hidden(
        "destination",
        expected("destination"),
        answered("destination"),
        same_number,
    );
    if let Some(reference) = reference.or_else(|| said("custom_data")) {
        compared.must("custom_data", Some(reference), answered("custom_data"), |a, b| a == b);
    }
    compared
        .must("transaction_id", said("transaction_id"), answered("transaction_id"), |a, b| a == b);
    let differences = compared.differences;
    TransfertConfirmation {
        paid: transaction.successful && differences.is_empty(),
        state: answered("state"),
        is_final: transaction.is_final,
        matches: differences.is_empty(),
        differences,
        transaction,
    }
}

/// Whole units only: FCFA has no others.
fn less(amount: &str, fee: &str) -> Option<String> {
    let (amount, fee) = (amount.parse::<u64>().ok()?, fee.parse::<u64>().ok()?);
    amount.checked_sub(fee).map(|rest| rest.to_string())
}

/// Confirms IPNs, for the desk.
pub struct Transferts<'a, P> {
    /// Who asks.
    pub client: &'a EasyTransfertClient<P>,
}

impl<P: Platform> Confirms for Transferts<'_, P> {
    type Answer = TransfertConfirmation;

    fn read(&self, body: &Value) -> Result<Fields, Issue> {
        read(body)
    }

    fn named<'f>(&self, fields: &'f Fields) -> Named<'f> {
        let own = field(fields, "custom_data");
        let id = if own.is_empty() { field(fields, "transaction_id") } else { own };
        Named { service: "easytransfert", id }
    }

    fn platform(&self) -> &impl Platform {
        self.client.platform()
    }

    fn account(&self, _: &TransfertConfirmation) -> String {
        self.client.account_name()
    }

    async fn confirm(
        &self,
        fields: &Fields,
        asked: Option<&Value>,
        timeout_ms: u64,
    ) -> Result<TransfertConfirmation, GuichetError> {
        confirm(self.client, fields, asked, &Call { timeout_ms, signal: None }).await
    }

    /// The amount is left out: whether it carries the fee is not documented of the IPN.
    fn is_credible(&self, fields: &Fields, answer: &TransfertConfirmation) -> bool {
        const COMPARED: &[(&str, Same)] = &[
            ("transaction_id", |a, b| a == b),
            ("custom_data", |a, b| a == b),
            ("destination", same_number),
        ];
        is_credible(fields, |name| answer.transaction.text(name), COMPARED)
    }

    fn state(answer: &TransfertConfirmation) -> Option<&str> {
        answer.state.as_deref()
    }
}

impl std::fmt::Debug for TransfertConfirmation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, paid: {}, {:?}", self.transaction, self.paid, self.differences)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::http::HttpReply;
    use crate::client::secret::Secret;
    use crate::easytransfert::answer;

    fn transaction(data: &str) -> Transaction {
        let reply =
            HttpReply { status: 200, headers: Vec::new(), body: format!(r#"{{"data":{data}}}"#) };
        let answer::Said::Transaction(transaction) =
            answer::read(&reply, &Secret::new("k".to_owned()))
        else {
            panic!("a transaction")
        };
        transaction
    }

    #[test]
    fn an_ipn_is_read_from_every_shape() {
        for body in [
            r#"{"data":{"transaction_id":"EFB.1","amount":5000,"extra":[1]},"statut_code":200}"#,
            r#"{"transaction_id":"EFB.1","amount":"5000"}"#,
            "transaction_id=EFB.1&amount=5000",
        ] {
            let fields = read(&body.into()).unwrap();
            assert_eq!(
                (field(&fields, "transaction_id"), field(&fields, "amount")),
                ("EFB.1", "5000"),
                "{body}"
            );
        }
        for body in ["", "{", r#"{"data":{}}"#, "amount=1", "[]"] {
            assert!(read(&body.into()).is_err(), "{body}");
        }
    }

    #[test]
    fn amount_customer_and_reference_must_be_those_asked() {
        let notified = read(&"transaction_id=EFB.1&amount=1".into()).unwrap();
        let asked =
            json::parse(r#"{"amount":5000,"destination":"0503444777","custom_data":"order_789"}"#)
                .unwrap();
        let good = r#"{"transaction_id":"EFB.1","amount":5000,"fee":0,"destination":"0503444777","custom_data":"order_789","state":"SUCCESSFUL"}"#;
        for (change, fields) in [
            (("", ""), vec![]),
            (("\"amount\":5000,\"fee\":0", "\"amount\":\"5100\",\"fee\":\"100\""), vec![]),
            (("\"amount\":5000", "\"amount\":500"), vec!["amount"]),
            (("0503444777", "0503444778"), vec!["destination"]),
            (("order_789", "order_790"), vec!["custom_data"]),
            (("EFB.1", "EFB.2"), vec!["transaction_id"]),
        ] {
            let confirmation =
                compare(transaction(&good.replace(change.0, change.1)), &notified, Some(&asked));
            let differing: Vec<_> =
                confirmation.differences.iter().map(|difference| difference.field).collect();
            assert_eq!(
                (differing.as_slice(), confirmation.paid),
                (fields.as_slice(), fields.is_empty()),
                "{change:?}"
            );
        }
        for nothing in [Value::Null, json::parse(r#"{"total":5000}"#).unwrap()] {
            let unknown = compare(transaction(good), &notified, Some(&nothing));
            let differing: Vec<_> = unknown.differences.iter().map(|one| one.field).collect();
            assert_eq!(
                (differing.as_slice(), unknown.paid),
                (["amount", "destination"].as_slice(), false)
            );
        }
        let pending =
            compare(transaction(&good.replace("SUCCESSFUL", "PENDING1")), &notified, Some(&asked));
        assert!(pending.matches && !pending.paid && !pending.is_final);
    }
}
