//! What the sandbox holds, for people and tests to look at: keys and phone numbers masked.

use serde_json::{Value as Json, json};

use crate::date::Date;
use crate::delivery::{Deliveries, Entry, Stage};
use crate::faults::Faults;
use crate::ledger::Ledger;
use crate::payment::Payment;
use crate::phone;

pub(crate) fn of(ledger: &Ledger, deliveries: &Deliveries, faults: &Faults, now: u64) -> Json {
    json!({
        "now_ms": now,
        "now": Date::of(now).full(),
        "payments": ledger.iter().map(payment).collect::<Vec<_>>(),
        "deliveries": deliveries.iter().map(delivery).collect::<Vec<_>>(),
        "faults_waiting": faults.waiting(),
    })
}

pub(crate) fn payment(payment: &Payment) -> Json {
    let request = &payment.request;
    let end = payment.end.as_ref();
    let phone_number = end.and_then(|end| end.phone.as_deref()).or(payment.phone_given());
    json!({
        "site_id": payment.site_id,
        "apikey": payment.apikey_masked,
        "transaction_id": request.transaction_id().as_str(),
        "amount": request.amount().units(),
        "currency": request.currency().code(),
        "description": request.text("description"),
        "state": payment.state(),
        "code": payment.code(),
        "payment_method": end.and_then(|end| end.operator).map(|operator| operator.code),
        "phone": phone_number.map(phone::masked),
        "created": Date::of(payment.created).full(),
        "ended": end.map(|end| Date::of(end.at).full()),
        "counter": format!("/payment/{}", payment.token),
    })
}

fn delivery(entry: &Entry) -> Json {
    let (stage, due) = match entry.stage {
        Stage::Waiting { due } => ("waiting", Some(due)),
        Stage::UnderWay => ("under_way", None),
        Stage::Delivered => ("delivered", None),
        Stage::GivenUp => ("given_up", None),
    };
    json!({
        "id": entry.id,
        "site_id": entry.site_id,
        "transaction_id": entry.transaction_id,
        "notify_url": entry.request.address(),
        "stage": stage,
        "due_ms": due,
        "tries": entry.tries,
    })
}
