//! An identifier that somebody else has used, or this merchant's own server before it forgot: the service does not say a payment's amount, so nothing
//! is taken for what was asked that is not known to be it.

use guichet::aurore::{AuroreClient, AuroreConfig, Kind, State};
use guichet::client::store::{MemoryStore, Store};
use guichet::client::{Call, ErrorKind, json};
use guichet::notification::aurore::{Aurores, outcome};
use guichet::notification::desk::{Desk, Event, Handled, Incoming, Program, Reply, Unanswered};
use guichet::rules::Value;
use guichet_sandbox::native::{InProcess, block_on};
use std::cell::RefCell;
use std::rc::Rc;

use crate::aurore_support::{
    ACCOUNT, PAYMENT, TRANSFER, client, create, direct, held, order, sandbox_with, with,
};
use crate::support::{call, sandbox, value};

fn payment(amount: u32) -> Value {
    with(PAYMENT, &format!(r#"{{"merchant_transaction_id":"ORDER-1","amount":{amount}}}"#))
}

#[test]
fn a_payment_of_before_lends_its_state_to_no_order_of_another_price() {
    for accepted_before in [false, true] {
        let platform = sandbox();
        create(&client(&platform), Kind::Payment, &payment(2500)).unwrap();
        let accept = || order(&platform, "payments/ORDER-1", r#"{"action":"accept"}"#);
        if accepted_before {
            accept();
        }
        // The server was started again and has forgotten; the price has changed.
        let restarted = client(&platform);
        for _ in 0..2 {
            let error = create(&restarted, Kind::Payment, &payment(25_000)).unwrap_err();
            assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Api, Some("1200")));
            let names: Vec<&str> = error.ids.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, ["merchant_transaction_id", "transaction_id"]);
        }
        if !accepted_before {
            accept();
        }
        let asked = value(r#"{"amount":25000,"currency":"XOF"}"#);
        let found = block_on(outcome(&restarted, &"ORDER-1".into(), &asked, &call())).unwrap();
        assert_eq!((found.state, found.paid, found.matches), ("accepted", false, false));
        assert_eq!(held(&platform).len(), 1);
    }
}

#[test]
fn nor_does_a_direct_one_and_whether_it_is_this_one_is_unknown() {
    let platform = sandbox();
    let number = "+2250707070700";
    create(&client(&platform), Kind::Payment, &direct(number, "ORDER-1")).unwrap();
    let restarted = client(&platform);
    let dearer = with(PAYMENT, r#"{"amount":25000}"#);
    let Value::Record(fields) = direct(number, "ORDER-1") else { panic!("a record") };
    let mut dearer = dearer;
    if let Value::Record(dearer) = &mut dearer {
        dearer.extend(fields.into_iter().filter(|(name, _)| {
            name.contains("pay") || name.contains("phone") || name.contains("merchant")
        }));
    }
    for request in [dearer, direct(number, "ORDER-1")] {
        for _ in 0..2 {
            let error = create(&restarted, Kind::Payment, &request).unwrap_err();
            let case = json::write(request.as_record().unwrap());
            assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{case}");
            assert_eq!(error.code.as_deref(), Some("1200"));
        }
        let asked = value(r#"{"amount":25000,"currency":"XOF"}"#);
        let found = block_on(outcome(&restarted, &"ORDER-1".into(), &asked, &call())).unwrap();
        assert_eq!((found.state, found.paid), ("accepted", false));
    }
    assert_eq!(held(&platform).len(), 1);
}

#[test]
fn a_payment_whose_own_answer_was_lost_is_known_for_what_it_is() {
    let platform = sandbox();
    let client = client(&platform);
    order(&platform, "faults", r#"{"kind":"drop_after","path":"/v1/payment"}"#);
    let made = create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-1")).unwrap();
    assert_eq!(made.state, State::Accepted);
    let asked = value(r#"{"amount":2500,"currency":"XOF"}"#);
    let found = block_on(outcome(&client, &"ORDER-1".into(), &asked, &call())).unwrap();
    assert_eq!((found.state, found.paid), ("accepted", true));
}

#[test]
fn a_call_that_ended_without_knowing_leaves_its_payment_to_the_next() {
    let platform = sandbox();
    let client = client(&platform);
    order(&platform, "faults", r#"{"kind":"drop_after","path":"/v1/payment"}"#);
    order(&platform, "faults", r#"{"kind":"server_error","path":"/v1/payment/ORDER-1","times":5}"#);
    let request = direct("+2250707070700", "ORDER-1");
    let (prepared, _) = client.prepare(Kind::Payment, &request, None).ok().unwrap();
    let short = Call { timeout_ms: 3_000, signal: None };
    let error = block_on(client.create(&prepared, &short)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    let made = create(&client, Kind::Payment, &request).unwrap();
    assert_eq!(made.state, State::Accepted);
    let asked = value(r#"{"amount":2500,"currency":"XOF"}"#);
    assert!(block_on(outcome(&client, &"ORDER-1".into(), &asked, &call())).unwrap().paid);
}

#[test]
fn a_transfer_says_its_amount_and_receiver_so_a_server_that_forgot_finds_it() {
    let platform = sandbox_with(r#"{"balance":100000}"#);
    let request = with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1"}"#);
    let first = create(&client(&platform), Kind::Transfer, &request).unwrap();
    let again = create(&client(&platform), Kind::Transfer, &request).unwrap();
    assert_eq!(first.text("transaction_id"), again.text("transaction_id"));
    for changes in [r#"{"amount":6000}"#, r#"{"phone_number":"+2250701234567"}"#] {
        let other = with(&json::write(request.as_record().unwrap()), changes);
        let error = create(&client(&platform), Kind::Transfer, &other).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::OutcomeUnknown, Some("1200")));
    }
    assert_eq!(held(&platform).len(), 1);
}

/// A store of two servers, in which something happens once a payment has been noted and before it leaves.
struct Shared {
    kept: Rc<MemoryStore>,
    meanwhile: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl Store for Shared {
    async fn get(&self, key: &str) -> Option<String> {
        self.kept.get(key).await
    }

    async fn set(&self, key: &str, value: &str, ttl_ms: Option<u64>) {
        self.kept.set(key, value, ttl_ms).await;
        let meanwhile = self.meanwhile.borrow_mut().take_if(|_| key.contains("payment"));
        if let Some(act) = meanwhile {
            act();
        }
    }

    async fn delete(&self, key: &str) {
        self.kept.delete(key).await;
    }
}

/// Nobody's program should hear anything.
struct Deaf;

impl Program for Deaf {
    async fn asked(&self, _: &str, _: u64) -> Result<Option<Value>, Unanswered> {
        Ok(Some(value(r#"{"amount":25000,"currency":"XOF"}"#)))
    }
    async fn handle<C: serde::Serialize>(&self, _: &Event<'_, C>, _: u64) -> Handled {
        panic!("heard of a payment that is another's")
    }
    async fn rest(&self, _: Reply) -> Handled {
        Handled::Done
    }
}

#[test]
fn while_a_call_is_under_way_nobody_knows_what_it_asks_for() {
    let platform = sandbox();
    create(&client(&platform), Kind::Payment, &payment(2500)).unwrap();
    let config = || AuroreConfig::read(&value(ACCOUNT), false).ok().unwrap();
    let kept = Rc::new(MemoryStore::default());
    let beside = Rc::new(AuroreClient::new(platform.clone(), config(), Rc::clone(&kept)));
    let notified = Rc::new(RefCell::new(String::new()));
    let (there, at, body) = (platform.clone(), Rc::clone(&beside), Rc::clone(&notified));
    let asked = value(r#"{"amount":25000,"currency":"XOF"}"#);
    let told = asked.clone();
    // The price has changed, the server has forgotten, and the customer pays at the old counter while the new call is under way.
    let meanwhile = move || {
        order(&there, "payments/ORDER-1", r#"{"action":"accept"}"#);
        there.deliver_due(|request| {
            request.body.clone_into(&mut body.borrow_mut());
            Some(200)
        });
        let notification = body.borrow().clone();
        assert_eq!(post(&at, &notification), (503, "not confirmed yet"));
        let found = block_on(outcome(&at, &"ORDER-1".into(), &told, &call())).unwrap();
        assert_eq!((found.state, found.paid), ("accepted", false));
        // And presses twice.
        let error = create(&at, Kind::Payment, &payment(25_000)).unwrap_err();
        assert_eq!(error.code.as_deref(), Some("1200"));
        let found = block_on(outcome(&at, &"ORDER-1".into(), &told, &call())).unwrap();
        assert!(!found.paid);
    };
    let shared = Shared { kept, meanwhile: RefCell::new(Some(Box::new(meanwhile))) };
    let restarted = AuroreClient::new(platform.clone(), config(), shared);
    let (prepared, _) = restarted.prepare(Kind::Payment, &payment(25_000), None).ok().unwrap();
    let error = block_on(restarted.create(&prepared, &call())).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("1200"));
    assert_eq!(post(&beside, &notified.borrow()).0, 401);
    assert!(!block_on(outcome(&beside, &"ORDER-1".into(), &asked, &call())).unwrap().paid);
}

fn post<S: Store>(client: &AuroreClient<InProcess, S>, body: &str) -> (u16, &'static str) {
    let incoming = Incoming { method: "POST", x_token: None, body: &body.into() };
    let aurores = Aurores { client, kind: Kind::Payment };
    let store = MemoryStore::default();
    let reply = block_on(Desk::default().receive_unsigned(&incoming, &aurores, &store, &Deaf));
    (reply.status, reply.text)
}

#[test]
fn two_servers_that_make_the_same_at_once_have_one_counter() {
    let platform = sandbox();
    let kept = Rc::new(MemoryStore::default());
    let config = || AuroreConfig::read(&value(ACCOUNT), false).ok().unwrap();
    let other = AuroreClient::new(platform.clone(), config(), Rc::clone(&kept));
    let first = Rc::new(RefCell::new(None));
    let told = Rc::clone(&first);
    let meanwhile = move || {
        *told.borrow_mut() = create(&other, Kind::Payment, &payment(2500)).ok();
    };
    let shared =
        Shared { kept: Rc::clone(&kept), meanwhile: RefCell::new(Some(Box::new(meanwhile))) };
    let second = AuroreClient::new(platform.clone(), config(), shared);
    let (prepared, _) = second.prepare(Kind::Payment, &payment(2500), None).ok().unwrap();
    let made = block_on(second.create(&prepared, &call())).unwrap();
    let first = first.borrow_mut().take().unwrap();
    for name in ["payment_url", "notify_token", "transaction_id"] {
        assert!(made.text(name).is_some());
        assert_eq!(made.text(name), first.text(name), "{name}");
    }
    assert_eq!(held(&platform).len(), 1);
    order(&platform, "payments/ORDER-1", r#"{"action":"accept"}"#);
    let asked = value(r#"{"amount":2500,"currency":"XOF"}"#);
    let found = block_on(outcome(&second, &"ORDER-1".into(), &asked, &call())).unwrap();
    assert!(found.paid);
}
