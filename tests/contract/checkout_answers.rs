//! The documented answers of seed 003 and of the provider's documentation, read and typed.

use guichet::checkout::answer::{Checked, Created};
use guichet::checkout::codes::PaymentState;
use guichet::client::secret::Secret;
use guichet::client::{ErrorKind, HttpReply};

fn reply(status: u16, body: &str) -> HttpReply {
    HttpReply { status, headers: Vec::new(), body: body.to_owned() }
}

fn apikey() -> Secret {
    Secret::new("XXXXXXXXXXXXXXXX".to_owned())
}

#[test]
fn the_successful_response() {
    let body = r#"{
        "code": "201",
        "message": "CREATED",
        "description": "Transaction created with success",
        "data": {
            "payment_token": "5df64dd9c5447739327eb88e1e4ea0ac015555cc262ea308c91acbd4e5c8fb95f4bd0bd7cad877a452f877fa6f51fe74184d00a84ab7f9",
            "payment_url": "https://checkout.cinetpay.com/payment/5df64dd9c5447739327eb88e1e4ea0ac015555cc262ea308c91acbd4e5c8fb95f4bd0bd7cad877a452f877fa6f51fe74184d00a84ab7f9"
        },
        "api_response_id": "1632143554.8513"
    }"#;
    let created = Created::read(&reply(201, body), &apikey()).unwrap();
    assert_eq!(created.code, "201");
    assert_eq!(created.data.payment_token.len(), 110);
    assert!(created.data.payment_url.ends_with(&created.data.payment_token));
    assert_eq!(created.api_response_id.as_deref(), Some("1632143554.8513"));
    let written: serde_json::Value = serde_json::to_value(&created).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(body).unwrap());
}

#[test]
fn the_error_response_with_a_code_that_nobody_documents() {
    let body = r#"{"code": "ERROR_CODE", "message": "ERROR_MESSAGE ", "description": "ERROR_DESCRIPTION", "api_response_id": "RESPONSE_ID_HERE"}"#;
    let error = Created::read(&reply(400, body), &apikey()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Api);
    assert_eq!(error.code.as_deref(), Some("ERROR_CODE"));
    assert!(!error.retryable);
}

#[test]
fn the_documented_refusals() {
    let currency = "You cannot create a transaction in a different currency than the one allowed to your account. Transaction currency:'EUR' Account currency:'XAF'";
    for (status, code, name, description, kind, advice) in [
        (
            400,
            "608",
            "MINIMUM_REQUIRED_FIELDS",
            "description is required",
            ErrorKind::Api,
            "table of parameters",
        ),
        (400, "608", "MINIMUM_REQUIRED_FIELDS", currency, ErrorKind::Api, currency),
        (403, "609", "AUTH_NOT_FOUND", "", ErrorKind::Auth, "apikey is not correct"),
        (404, "613", "ERROR_SITE_ID_NOTVALID", "", ErrorKind::Auth, "site_id is not correct"),
        (429, "429", "TOO_MANY_REQUEST", "", ErrorKind::Api, "slow down"),
    ] {
        let body = serde_json::json!({"code": code, "message": name, "description": description, "api_response_id": "1.2"});
        let error = Created::read(&reply(status, &body.to_string()), &apikey()).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (kind, Some(code)));
        assert!(error.to_string().contains(advice), "{error}");
    }
}

#[test]
fn an_accepted_payment() {
    let body = r#"{"code":"00","message":"SUCCES","data":{"amount":"100","currency":"XOF","status":"ACCEPTED","payment_method":"OM","description":"GFGHHG","metadata":null,"operator_id":"MP220915.2257.A76307","payment_date":"2022-09-15 22:57:15","fund_availability_date":"2022-09-17 00:00:00"},"api_response_id":"1663282669.5577"}"#;
    let checked = Checked::read(&reply(200, body), &apikey()).unwrap();
    assert_eq!((checked.state, checked.is_final), (PaymentState::Accepted, true));
    let mut written = serde_json::to_value(&checked).unwrap();
    assert_eq!(written["state"], "accepted");
    assert_eq!(written["final"], true);
    let added = written.as_object_mut().unwrap();
    added.remove("state");
    added.remove("final");
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(body).unwrap());
}

#[test]
fn a_cancelled_payment() {
    let body = r#"{"code":"627","message":"TRANSACTION_CANCEL","data":{"amount":"100","currency":"XOF","status":"REFUSED","payment_method":"OM","description":"x","metadata":"","operator_id":null,"payment_date":" ","fund_availability_date":" "},"api_response_id":"1663282669.5577"}"#;
    let checked = Checked::read(&reply(200, body), &apikey()).unwrap();
    assert_eq!((checked.state, checked.is_final), (PaymentState::Refused, true));
}

#[test]
fn older_answers_leave_fields_out_or_add_some() {
    let body = r#"{"code":"00","message":"SUCCES","data":{"phone_number":"0707123456","phone_prefix":"225"},"api_response_id":null}"#;
    let checked = Checked::read(&reply(200, body), &apikey()).unwrap();
    assert_eq!(checked.state, PaymentState::Accepted);
    assert_eq!(format!("{checked:?}"), "00 SUCCES: accepted");
}
