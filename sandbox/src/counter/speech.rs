//! What the counter says to the page that opened it, in the words of either generation's documentation.

use serde_json::{Value as Json, json};

use super::manner::{Manner, Messages};
use crate::checkout;
use crate::payment::Payment;

/// The messages that end this payment, in their order.
pub(crate) fn of(payment: &Payment, manner: Manner) -> Json {
    match manner.messages {
        Messages::Checkout => json!([answer(payment)]),
        Messages::Aurore => json!([aurore(payment).to_string()]),
        Messages::Twice => json!([answer(payment), answer(payment)]),
        Messages::Silent | Messages::Hang => json!([]),
        Messages::Garbage => json!([
            "]{garbage",
            null,
            42,
            [answer(payment)],
            { "status": "MAYBE" },
            { "data": answer(payment) },
            { "status": "ACCEPTED", "and": "more" },
        ]),
    }
}

/// What `waitResponse` is documented to get.
fn answer(payment: &Payment) -> Json {
    let mut said = checkout::describe(payment);
    let mut data = said.get_mut("data").map(Json::take).unwrap_or_default();
    if let Some(fields) = data.as_object_mut() {
        fields.remove("fund_availability_date");
    }
    data
}

fn aurore(payment: &Payment) -> Json {
    let (code, status) =
        if payment.status() == "ACCEPTED" { (100, "SUCCESS") } else { (2010, "FAILED") };
    json!({
        "code": 200,
        "status": "OK",
        "payment_token": payment.token,
        "merchant_transaction_id": payment.request.transaction_id().as_str(),
        "details": { "code": code, "status": status, "message": payment.code(), "must_be_redirected": false },
    })
}
