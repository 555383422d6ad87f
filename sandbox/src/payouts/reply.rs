//! What an answer says of a contact, of a payout just sent, and of one that was asked for.

use guichet::rules::{Record, Value};
use serde_json::{Map, Value as Json, json};

use super::judge::Refused;
use super::payout::Payout;
use super::send::fields;
use super::{Service, code_name};
use crate::date::Date;

/// The item's own fields as they were given, then what became of it.
fn echo(asked: &Record, rest: Json) -> Json {
    let asked = serde_json::to_value(guichet::client::json::Fields(asked));
    let mut answer = match asked {
        Ok(Json::Object(fields)) => fields,
        _ => Map::new(),
    };
    if let Json::Object(rest) = rest {
        answer.extend(rest);
    }
    Json::Object(answer)
}

/// `success`, or the name of the code.
fn status(code: &str) -> &str {
    if code == "0" { "success" } else { code_name(code) }
}

/// Per-item codes are numbers in the samples.
fn number(code: &str) -> Json {
    code.parse::<i64>().map_or_else(|_| Json::from(code), Json::from)
}

pub(super) fn contact(item: &Value, code: &str, lot: &str) -> Json {
    echo(&fields(item), json!({ "code": number(code), "status": status(code), "lot": lot }))
}

pub(super) fn refused_item(item: &Value, refused: &Refused, lot: &str) -> Json {
    let mut answer = json!({ "code": number(refused.code), "status": status(refused.code) });
    if let (Some(answer), Some(why)) = (answer.as_object_mut(), &refused.why) {
        answer.insert("description".into(), why.as_str().into());
    }
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("lot".into(), lot.into());
    }
    echo(&fields(item), answer)
}

/// A payout that was taken. Airtime says `treatment_status` at once (seed 000); Transfer's sample does not (seed 001).
pub(super) fn sent(payout: &Payout, service: Option<Service>) -> Json {
    let mut rest = Map::new();
    rest.insert("code".into(), 0.into());
    rest.insert("status".into(), "success".into());
    if service == Some(Service::Airtime) {
        rest.insert("treatment_status".into(), payout.status.word().into());
    }
    rest.insert("transaction_id".into(), payout.transaction_id.as_str().into());
    rest.insert("lot".into(), payout.lot.as_str().into());
    echo(&payout.asked, Json::Object(rest))
}

/// What `check/money` and `check/send` say of a payout, in the order of the sample of seed 001.
pub(super) fn found(payout: &Payout) -> Json {
    json!({
        "transaction_id": payout.transaction_id,
        "client_transaction_id": payout.client_transaction_id,
        "lot": payout.lot,
        "amount": payout.amount.to_string(),
        "receiver": payout.phone,
        "receiver_e164": payout.e164(),
        "operator": payout.operator,
        "sending_status": payout.sending_status(),
        "transfer_valid": if payout.confirmed.is_some() { "Y" } else { "N" },
        "treatment_status": payout.status.word(),
        "comment": payout.comment(),
        "validated_at": payout.validated.map_or_else(String::new, |at| Date::of(at).full()),
    })
}
