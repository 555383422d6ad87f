//! What the tests of Aurore share: an account, requests, a sandbox to talk to.

use guichet::aurore::{AuroreClient, AuroreConfig, FindKey, Kind, Operation};
use guichet::client::store::MemoryStore;
use guichet::client::{GuichetError, HttpReply, HttpRequest, Platform};
use guichet::rules::Value;
use guichet_sandbox::native::{Cancel, InProcess, block_on};
use guichet_sandbox::{Options, Sandbox};
use std::rc::Rc;

use crate::support::{NOW, call, value};

pub(crate) const ACCOUNT: &str = r#"{"api_key":"sk_test_0123456789","api_password":"test-password",
    "base_url":"http://localhost:4010","notify_url":"https://shop.example/notify",
    "success_url":"https://shop.example/ok","failed_url":"https://shop.example/ko"}"#;
pub(crate) const PAYMENT: &str = r#"{"currency":"XOF","amount":2500,"designation":"Order 1","client_email":"awa@exemple.ci",
    "client_first_name":"Awa","client_last_name":"Kone"}"#;
pub(crate) const TRANSFER: &str = r#"{"currency":"XOF","amount":5000,"phone_number":"+2250707000001","payment_method":"OM_CI",
    "reason":"Salary"}"#;

pub(crate) type Client<P = InProcess> = AuroreClient<P, Rc<MemoryStore>>;

pub(crate) fn sandbox_with(options: &str) -> InProcess {
    let Ok(options) = Options::parse(options) else { panic!("options: {options}") };
    InProcess::new(Sandbox::new(options), NOW, 1)
}

#[track_caller]
pub(crate) fn client_of<P: Platform>(platform: P, options: &str) -> Client<P> {
    let config = AuroreConfig::read(&value(options), false).expect("options");
    AuroreClient::new(platform, config, Rc::default())
}

pub(crate) fn client(platform: &InProcess) -> Client {
    client_of(platform.clone(), ACCOUNT)
}

/// A request with some fields changed; null takes one out.
#[track_caller]
pub(crate) fn with(request: &str, changes: &str) -> Value {
    let Value::Record(mut record) = value(request) else { panic!("a record") };
    let Value::Record(changes) = value(changes) else { panic!("a record") };
    for (name, value) in changes {
        record.retain(|(known, _)| *known != name);
        record.push((name, value));
    }
    Value::Record(record)
}

/// A payment that asks the customer's telephone at once.
#[track_caller]
pub(crate) fn direct(phone: &str, id: &str) -> Value {
    with(
        PAYMENT,
        &format!(
            r#"{{"direct_pay":true,"payment_method":"OM_CI","client_phone_number":"{phone}","merchant_transaction_id":"{id}"}}"#
        ),
    )
}

pub(crate) fn create<P: Platform<Signal = Cancel>>(
    client: &Client<P>,
    kind: Kind,
    request: &Value,
) -> Result<Operation, GuichetError> {
    let (prepared, _) = client.prepare(kind, request, None)?;
    block_on(client.create(&prepared, &call()))
}

pub(crate) fn find<P: Platform<Signal = Cancel>>(
    client: &Client<P>,
    kind: Kind,
    id: &str,
) -> Result<Option<Operation>, GuichetError> {
    block_on(client.find(kind, &FindKey::read(&id.into())?, None, &call()))
}

#[track_caller]
pub(crate) fn order(platform: &InProcess, path: &str, order: &str) -> HttpReply {
    let url = format!("http://localhost:4010/_sandbox/{path}");
    let reply = platform.request(&HttpRequest::post(url, "application/json", order.to_owned()));
    reply.filter(|reply| reply.status < 300).expect(order)
}

/// The operations that the sandbox has, as its state tells them.
pub(crate) fn held(platform: &InProcess) -> Vec<Value> {
    let now = platform.now_ms();
    let state = value(&platform.sandbox().state(now));
    match state.get("aurore") {
        Some(Value::List(list)) => list.clone(),
        _ => Vec::new(),
    }
}
