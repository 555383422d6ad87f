//! What the sandbox holds, for people and tests to look at: keys and phone numbers masked.

use serde_json::{Value as Json, json};

use crate::date::Date;
use crate::delivery::{Entry, Stage};
use crate::easytransfert::Transaction;
use crate::payment::Payment;
use crate::payouts::{self, Payout};
use crate::sandbox::Sandbox;
use crate::{account, phone};

pub(crate) fn of(sandbox: &Sandbox, now: u64) -> Json {
    json!({
        "now_ms": now,
        "now": Date::of(now).full(),
        "settings": sandbox.options.describe(),
        "payments": sandbox.ledger.iter().map(payment).collect::<Vec<_>>(),
        "accounts": payouts::accounts(&sandbox.payouts),
        "payouts": sandbox.payouts.all.iter().map(payout).collect::<Vec<_>>(),
        "easytransfert": sandbox.described_transferts(),
        "deliveries": sandbox.deliveries.iter().map(delivery).collect::<Vec<_>>(),
        "faults": sandbox.faults.describe(),
        "faults_waiting": sandbox.faults.waiting(),
        "weather": sandbox.faults.weather(),
        "requests_held": sandbox.network.waiting(),
        "requests": sandbox.log.describe(),
    })
}

pub(crate) fn payout(payout: &Payout) -> Json {
    json!({
        "transaction_id": payout.transaction_id,
        "client_transaction_id": payout.client_transaction_id,
        "lot": payout.lot,
        "amount": payout.amount,
        "receiver": phone::masked(&payout.phone),
        "operator": payout.operator,
        "sending_status": payout.sending_status(),
        "treatment_status": payout.status.word(),
        "created": Date::of(payout.created).full(),
        "validated": payout.validated.map(|at| Date::of(at).full()),
    })
}

pub(crate) fn transfert(transaction: &Transaction) -> Json {
    json!({
        "transaction_id": transaction.transaction_id,
        "api_key": account::masked(&transaction.api_key),
        "direction": if transaction.pays_out { "cash_in" } else { "cash_out" },
        "service_id": transaction.service_id,
        "amount": transaction.amount,
        "destination": phone::masked(&transaction.destination),
        "custom_data": transaction.custom_data,
        "state": transaction.state,
        "created": Date::of(transaction.created).full(),
        "updated": Date::of(transaction.updated).full(),
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
        "method": entry.request.method.as_str(),
        "notify_url": entry.request.address(),
        "stage": stage,
        "due_ms": due,
        "tries": entry.tries,
    })
}
