//! Notifications of payouts and transactions as the sandbox sends them, received by a merchant's server: confirmed, handed over once, and
//! never believed.

use std::cell::RefCell;

use guichet::account::Service;
use guichet::client::journal::NoJournal;
use guichet::client::store::MemoryStore;
use guichet::client::{HttpRequest, json};
use guichet::easytransfert::{EasyTransfertClient, EasyTransfertConfig};
use guichet::notification::desk::{
    Confirms, Desk, Event, Handled, Incoming, Program, Reply, Unanswered,
};
use guichet::notification::payout::{self, Payouts};
use guichet::notification::transfert::{self, Transferts};
use guichet::rules::Value;
use guichet_sandbox::native::{InProcess, block_on};
use serde::Serialize;

use crate::account_support::{ACCOUNT, account, all, call, list, start, with_contacts};
use crate::support::{sandbox, value};

/// Remembers what it hears.
#[derive(Default)]
struct Shop {
    asked: Option<String>,
    heard: RefCell<Vec<serde_json::Value>>,
}

impl Program for Shop {
    async fn asked(&self, _: &str, _: u64) -> Result<Option<Value>, Unanswered> {
        Ok(self.asked.as_deref().map(value))
    }

    async fn handle<C: Serialize>(&self, event: &Event<'_, C>, _: u64) -> Handled {
        self.heard.borrow_mut().push(serde_json::to_value(event).expect("JSON"));
        Handled::Done
    }

    async fn rest(&self, _: Reply) -> Handled {
        Handled::Done
    }
}

/// What the sandbox posts to the merchant when everything has ended.
fn posted(platform: &InProcess) -> Vec<String> {
    let mut bodies = Vec::new();
    let mut take = |request: &HttpRequest| {
        if !request.body.is_empty() {
            bodies.push(request.body.clone());
        }
        Some(200)
    };
    platform.deliver_due(&mut take);
    platform.advance(60_000);
    platform.deliver_due(&mut take);
    bodies
}

fn receive(
    desk: &Desk,
    store: &MemoryStore,
    shop: &Shop,
    service: &impl Confirms,
    body: &str,
) -> (u16, &'static str) {
    let body = Value::from(body);
    let incoming = Incoming { method: "POST", x_token: None, body: &body };
    let reply = block_on(desk.receive_unsigned(&incoming, service, store, shop));
    (reply.status, reply.text)
}

#[test]
fn a_payout_is_confirmed_and_handed_over_once_and_lies_are_not_heard() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    all(start(&client, &list(1), &with_contacts(), NoJournal));
    let bodies = posted(&platform);
    let [body] = bodies.as_slice() else { panic!("one notification, got {}", bodies.len()) };
    let (desk, store, shop) = (Desk::default(), MemoryStore::default(), Shop::default());
    let service = Payouts { client: &client, service: Service::Transfer };
    for (lie, reply) in [
        (body.replace("amount=500", "amount=50000"), (400, "not what the service says")),
        (body.replace("0711111111", "0722222222"), (400, "not what the service says")),
        (body.replace("PAY-0", "PAY-9"), (404, "not known to the service")),
        ("amount=500".to_owned(), (400, "not a notification")),
    ] {
        assert_eq!(receive(&desk, &store, &shop, &service, &lie), reply, "{lie}");
    }
    assert!(shop.heard.borrow().is_empty());
    assert_eq!(receive(&desk, &store, &shop, &service, body), (200, "handled"));
    assert_eq!(receive(&desk, &store, &shop, &service, body), (200, "handled before"));
    let heard = shop.heard.borrow();
    let [event] = heard.as_slice() else { panic!("one event") };
    for (name, expected) in
        [("service", "transfer"), ("transaction_id", "PAY-0"), ("treatment_status", "VAL")]
    {
        assert_eq!(event[name], expected);
    }
    assert_eq!(
        (&event["paid"], &event["final"], &event["matches"]),
        (&true.into(), &true.into(), &true.into())
    );
    let ping = Incoming { method: "GET", x_token: None, body: &Value::Null };
    assert_eq!(block_on(desk.receive_unsigned(&ping, &service, &store, &shop)).status, 200);
}

#[test]
fn a_payout_that_is_not_what_was_asked_is_told_with_its_differences_and_no_whole_number() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    all(start(&client, &list(1), &with_contacts(), NoJournal));
    let bodies = posted(&platform);
    let notified = payout::read(&Value::from(bodies.first().expect("a notification").as_str()))
        .expect("fields");
    let asked = value(r#"{"prefix":"225","phone":"0722222222","amount":505,"currency":"XAF"}"#);
    let confirmed =
        block_on(payout::confirm(&client, Service::Transfer, &notified, Some(&asked), &call()))
            .expect("an answer");
    let fields: Vec<_> = confirmed.differences.iter().map(|difference| difference.field).collect();
    assert_eq!(
        (fields.as_slice(), confirmed.paid),
        (["amount", "receiver", "currency"].as_slice(), false)
    );
    assert!(!format!("{confirmed:?}").contains("11111"));
    let unknown = payout::read(&"client_transaction_id=PAY-7".into()).expect("fields");
    let confirmed = block_on(payout::confirm(&client, Service::Transfer, &unknown, None, &call()))
        .expect("an answer");
    assert!(confirmed.payout.is_none() && !confirmed.matches && !confirmed.is_final);
}

#[test]
fn an_ipn_is_confirmed_by_the_status() {
    let platform = sandbox();
    let options =
        r#"{"api_key":"xxxxxxxxxxxxxxx","base_url":"http://localhost:4010/easytransfert"}"#;
    let client = EasyTransfertClient::new(
        platform.clone(),
        EasyTransfertConfig::read(&value(options), false).expect("options"),
    );
    let request = r#"{"amount":5000,"destination":"0503444777","service_id":25,"ipn_url":"https://votre_webhook.url","custom_data":"order_789"}"#;
    let (prepared, _) = client.prepare(&value(request)).expect("a request");
    block_on(client.airtime(&prepared, &call())).expect("an answer");
    let bodies = posted(&platform);
    let [body] = bodies.as_slice() else { panic!("one IPN, got {}", bodies.len()) };
    let shop = Shop { asked: Some(request.to_owned()), ..Shop::default() };
    let (desk, store, service) =
        (Desk::default(), MemoryStore::default(), Transferts { client: &client });
    let lie = body.replace("0503444777", "0503444778");
    assert_eq!(receive(&desk, &store, &shop, &service, &lie), (400, "not what the service says"));
    let sent = platform.sent();
    assert_eq!(receive(&desk, &store, &shop, &service, body), (200, "handled"));
    assert_eq!(receive(&desk, &store, &shop, &service, body), (200, "handled before"));
    assert_eq!(platform.sent(), sent, "the end is known: whoever asks too fast gets blocked");
    let heard = shop.heard.borrow();
    let event = heard.first().expect("an event");
    assert_eq!(
        (&event["service"], &event["transaction_id"], &event["paid"]),
        (&"easytransfert".into(), &"order_789".into(), &true.into())
    );
    let fields = transfert::read(&Value::from(body.as_str())).expect("fields");
    assert!(json::parse(body).is_some() && fields.iter().any(|(name, _)| name == "state"));
}
