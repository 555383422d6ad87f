//! The notification of a final payout: an unsigned form (seeds 001 and 002, and the fields of newer accounts).

use guichet::client::{HttpRequest, Method};

use super::payout::Payout;
use crate::date::Date;
use crate::form;

/// The request; None where the payout names no address to notify.
pub(super) fn request(payout: &Payout) -> Option<HttpRequest> {
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("user-agent", "guichet-sandbox")];
    Some(HttpRequest {
        method: Method::Post,
        url: payout.notify_url.clone()?,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: form::encode(&fields(payout)),
    })
}

fn fields(payout: &Payout) -> Vec<(String, String)> {
    let validated = payout.validated.map_or_else(String::new, |at| Date::of(at).full());
    [
        ("transaction_id", payout.transaction_id.clone()),
        ("client_transaction_id", payout.client_transaction_id.clone().unwrap_or_default()),
        ("lot", payout.lot.clone()),
        ("amount", payout.amount.to_string()),
        ("receiver", payout.phone.clone()),
        ("operator", payout.operator.clone()),
        ("treatment_status", payout.status.word().to_owned()),
        ("sending_status", payout.sending_status().to_owned()),
        ("comment", payout.comment().to_owned()),
        ("operator_transaction_id", payout.operator_transaction_id().unwrap_or_default()),
        ("validated_at", validated),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}
