//! What the contract tests share: an account, its client, a sandbox to talk to.

use guichet::checkout::answer::{Checked, Created};
use guichet::checkout::client::{CheckoutClient, PaymentKey};
use guichet::checkout::config::CheckoutConfig;
use guichet::client::{Call, GuichetError, json};
use guichet::rules::Value;
use guichet_sandbox::native::{Cancel, InProcess, block_on};
use guichet_sandbox::{Options, Sandbox};

/// A moment in 2026, in milliseconds since 1970.
pub(crate) const NOW: u64 = 1_790_000_000_000;

/// The documented example of a request (seed 003, "Example of query").
pub(crate) const EXAMPLE: &str = r#"{
  "amount": 2500,
  "currency": "XOF",
  "apikey": "XXXXXXXXXXXXXXXX",
  "site_id": "XXXXX",
  "transaction_id": "REFID12354",
  "description": "TRANSACTION DESCRIPTION",
  "return_url": "https://www.exemple.com/return",
  "notify_url": "https://www.exemple.com/notify",
  "metadata": "user001",
  "customer_id": "001",
  "customer_name": "John",
  "customer_surname": "Doe",
  "channels": "MOBILE_MONEY"
}"#;

#[track_caller]
pub(crate) fn value(json: &str) -> Value {
    json::parse(json).expect("JSON")
}

/// The example with some fields changed; null takes one out.
#[track_caller]
pub(crate) fn example_with(changes: &str) -> Value {
    let Value::Record(mut record) = value(EXAMPLE) else { panic!("a record") };
    let Value::Record(changes) = value(changes) else { panic!("a record") };
    for (name, value) in changes {
        record.retain(|(known, _)| *known != name);
        record.push((name, value));
    }
    Value::Record(record)
}

pub(crate) fn sandbox() -> InProcess {
    InProcess::new(Sandbox::new(Options::default()), NOW, 1)
}

pub(crate) fn client(platform: &InProcess) -> CheckoutClient<InProcess> {
    client_of(platform, r#"{"apikey":"XXXXXXXXXXXXXXXX","site_id":"XXXXX"}"#)
}

#[track_caller]
pub(crate) fn client_of(platform: &InProcess, options: &str) -> CheckoutClient<InProcess> {
    CheckoutClient::new(
        platform.clone(),
        CheckoutConfig::read(&value(options), false).expect("options"),
    )
}

pub(crate) fn call() -> Call<Cancel> {
    Call { timeout_ms: 30_000, signal: None }
}

pub(crate) fn create(
    client: &CheckoutClient<InProcess>,
    request: &Value,
) -> Result<Created, GuichetError> {
    let (request, _) = client.prepare(request)?;
    block_on(client.create(&request, &call()))
}

pub(crate) fn check(client: &CheckoutClient<InProcess>, id: &str) -> Result<Checked, GuichetError> {
    let key = PaymentKey::read(&id.into())?;
    block_on(client.check(&key, &call()))
}
