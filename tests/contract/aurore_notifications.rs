//! Aurore's notifications: sent by the sandbox, believed in nothing before the service is asked.

use std::cell::RefCell;
use std::rc::Rc;

use guichet::aurore::Kind;
use guichet::client::store::MemoryStore;
use guichet::client::{HttpRequest, json};
use guichet::notification::aurore::{Aurores, confirm, read, verify};
use guichet::notification::desk::{Desk, Event, Handled, Incoming, Program, Reply, Unanswered};
use guichet::rules::Value;
use guichet_sandbox::native::{InProcess, block_on};
use serde::Serialize;

use crate::aurore_support::{Client, PAYMENT, client, create, direct, order, with};
use crate::support::{call, sandbox, value};

/// A shop that knows its orders, and notes what it hears.
#[derive(Default)]
struct Shop {
    asked: Option<&'static str>,
    heard: RefCell<Vec<String>>,
}

impl Program for Shop {
    async fn asked(&self, _: &str, _: u64) -> Result<Option<Value>, Unanswered> {
        Ok(self.asked.map(value))
    }

    async fn handle<C: Serialize>(&self, event: &Event<'_, C>, patience_ms: u64) -> Handled {
        assert!(patience_ms <= 5_000, "the service waits ten seconds in all");
        let text = serde_json::to_string(event).unwrap();
        let told = value(&text);
        let word = |name| json::text(&told, name).unwrap_or_default();
        let paid = told.get("paid") == Some(&Value::Bool(true));
        self.heard.borrow_mut().push(format!(
            "{} {} {} {paid} {} {}",
            word("service"),
            word("transaction_id"),
            word("state"),
            word("amount"),
            word("currency")
        ));
        Handled::Done
    }

    async fn rest(&self, _: Reply) -> Handled {
        Handled::Done
    }
}

/// The notifications that are due.
fn due(platform: &InProcess) -> Vec<HttpRequest> {
    let mut requests = Vec::new();
    platform.deliver_due(|request| {
        requests.push(request.clone());
        Some(200)
    });
    requests
}

fn post(client: &Client, shop: &Shop, store: &MemoryStore, body: &str) -> (u16, &'static str) {
    let incoming = Incoming { method: "POST", x_token: None, body: &body.into() };
    let aurores = Aurores { client, kind: Kind::Payment };
    let reply = block_on(Desk::default().receive_unsigned(&incoming, &aurores, store, shop));
    (reply.status, reply.text)
}

#[test]
fn a_payment_is_handed_over_once_with_the_amount_that_was_asked() {
    let platform = sandbox();
    let (client, store) = (client(&platform), Rc::new(MemoryStore::default()));
    create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    let notifications = due(&platform);
    let [notification] = notifications.as_slice() else { panic!("one") };
    assert_eq!(notification.header("content-type"), Some("application/json"));
    assert!(!notification.body.contains("SUCCESS"), "no state is in it");
    let shop = Shop { asked: Some(r#"{"amount":2500,"currency":"XOF"}"#), ..Shop::default() };
    assert_eq!(post(&client, &shop, &store, &notification.body), (200, "handled"));
    assert_eq!(post(&client, &shop, &store, &notification.body), (200, "handled before"));
    assert_eq!(*shop.heard.borrow(), ["payment ORDER-1 accepted true 2500 XOF"]);
}

#[test]
fn a_wrong_token_is_401_and_what_nobody_asked_for_too() {
    let platform = sandbox();
    let (client, store) = (client(&platform), MemoryStore::default());
    create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    let body = due(&platform).remove(0).body;
    let shop = Shop::default();
    let token = json::text(&value(&body), "notify_token").unwrap();
    for forged in [
        body.replace(&token, "0000000000000000"),
        body.replace(&token, ""),
        body.replace("ORDER-1", "ORDER-2"),
        r#"{"merchant_transaction_id":"ORDER-1"}"#.to_owned(),
    ] {
        assert_eq!(post(&client, &shop, &store, &forged).0, 401, "{forged}");
    }
    assert_eq!(post(&client, &shop, &store, "{}").0, 400);
    // The token is right, the service's identifier is another's.
    let theirs = json::text(&value(&body), "transaction_id").unwrap();
    assert_eq!(post(&client, &shop, &store, &body.replace(&theirs, "AU0")).0, 400);
    assert!(shop.heard.borrow().is_empty());
}

#[test]
fn the_shops_own_books_must_agree_with_what_was_asked() {
    let platform = sandbox();
    let (client, store) = (client(&platform), MemoryStore::default());
    create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    let body = due(&platform).remove(0).body;
    let shop = Shop { asked: Some(r#"{"amount":25000,"currency":"XOF"}"#), ..Shop::default() };
    assert_eq!(post(&client, &shop, &store, &body).0, 200);
    assert_eq!(*shop.heard.borrow(), ["payment ORDER-1 accepted false 2500 XOF"]);
}

#[test]
fn a_payment_whose_answer_was_lost_is_confirmed_by_the_service_alone() {
    let platform = sandbox();
    let (client, store) = (client(&platform), MemoryStore::default());
    order(&platform, "faults", r#"{"kind":"drop_after","path":"/v1/payment"}"#);
    create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    let body = due(&platform).remove(0).body;
    let fields = read(&body.as_str().into()).unwrap();
    assert_eq!(block_on(verify(&client, Kind::Payment, &fields, None, &call())), Ok(None));
    let shop = Shop::default();
    assert_eq!(post(&client, &shop, &store, &body), (200, "handled"));
    assert_eq!(*shop.heard.borrow(), ["payment ORDER-1 accepted true 2500 XOF"]);
}

#[test]
fn a_shop_without_a_store_gives_token_and_amount_from_its_own_books() {
    let platform = sandbox();
    let made = create(
        &client(&platform),
        Kind::Payment,
        &with(PAYMENT, r#"{"merchant_transaction_id":"ORDER-1"}"#),
    );
    let token = made.unwrap().text("notify_token").unwrap();
    order(&platform, "payments/ORDER-1", r#"{"action":"accept"}"#);
    let body = due(&platform).remove(0).body;
    let fields = read(&body.as_str().into()).unwrap();
    let elsewhere = client(&platform);
    let asked = value(&format!(r#"{{"amount":2500,"currency":"XOF","notify_token":"{token}"}}"#));
    let verified = |asked| block_on(verify(&elsewhere, Kind::Payment, &fields, asked, &call()));
    assert_eq!(verified(Some(&asked)), Ok(Some(true)));
    assert_eq!(verified(None), Ok(None));
    let confirmed =
        block_on(confirm(&elsewhere, Kind::Payment, &fields, Some(&asked), &call())).unwrap();
    // What was really asked is known to nobody here.
    assert!(!confirmed.paid && confirmed.is_final && confirmed.differences.len() == 2);
}

#[test]
fn a_service_that_cannot_be_asked_is_told_to_come_again() {
    let platform = sandbox();
    let (client, store) = (client(&platform), MemoryStore::default());
    create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    let body = due(&platform).remove(0).body;
    order(&platform, "faults", r#"{"kind":"server_error","times":9}"#);
    let shop = Shop::default();
    assert_eq!(post(&client, &shop, &store, &body), (503, "not confirmed yet"));
    assert!(shop.heard.borrow().is_empty());
}
