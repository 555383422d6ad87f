//! EasyTransfert: the request, the question how it went, and patience.

use serde_json::{Value, json};

use crate::site::{Site, site, with_options};

/// The first example of seed 004.
fn example(changes: Value) -> Value {
    let mut request = json!({
        "amount": 5000, "api_key": "xxxxxxxxxxxxxxx", "destination": "0503444777", "service_id": 25,
        "ipn_url": "https://votre_webhook.url", "custom_data": "order_789"
    });
    for (name, value) in changes.as_object().unwrap() {
        request[name.as_str()] = value.clone();
    }
    request
}

fn status(site: &mut Site, id: &str) -> (u16, Value) {
    site.post(
        "/easytransfert/status",
        &json!({ "api_key": "xxxxxxxxxxxxxxx", "transaction_id": id }),
    )
}

#[test]
fn the_examples_are_taken_and_end_on_the_clock() {
    let mut site = site();
    for (at, request) in [
        example(json!({})),
        example(json!({ "destination": "0701234567", "service_id": 27, "om_otp": "1234" })),
        example(json!({ "destination": "0500000901" })),
    ]
    .iter()
    .enumerate()
    {
        let (code, answer) = site.post("/easytransfert/airtime", request);
        assert_eq!((code, &answer["data"]["state"]), (200, &json!("PENDING1")), "{answer}");
        assert_eq!(answer["data"]["transaction_id"], format!("EFB.{:06}", 1158 + at));
    }
    let mut states = Vec::new();
    for (after, id) in
        [(0, "EFB.001158"), (6_000, "EFB.001158"), (20_000, "EFB.001158"), (0, "EFB.001160")]
    {
        site.now += after;
        let (_, answer) = status(&mut site, id);
        assert_eq!(answer["statut_code"], 200);
        states.push(answer["data"]["state"].as_str().unwrap().to_owned());
    }
    assert_eq!(states, ["PENDING1", "PENDING2", "SUCCESSFUL", "FAILED"]);
    let due = site.sandbox.take_due(site.now);
    assert_eq!(due.len(), 3);
    let ipn: Value = serde_json::from_str(&due[0].request.body).unwrap();
    assert_eq!(
        (&ipn["data"]["custom_data"], &ipn["data"]["state"]),
        (&json!("order_789"), &json!("SUCCESSFUL"))
    );
}

#[test]
fn what_is_wrong_is_refused() {
    let mut site = site();
    for (changes, code) in [
        (json!({ "amount": 5050 }), 422),
        (json!({ "destination": "" }), 422),
        (json!({ "ipn_url": Value::Null }), 422),
        (json!({ "service_id": 27 }), 422),
        (json!({ "service_id": 25.5 }), 422),
        (json!({ "api_key": "an-invalid-key" }), 401),
    ] {
        let (status, answer) = site.post("/easytransfert/airtime", &example(changes.clone()));
        assert_eq!((status, &answer["statut_code"]), (code, &json!(code)), "{changes} {answer}");
    }
    assert_eq!(site.state()["easytransfert"], json!([]));
    assert_eq!(status(&mut site, "EFB.000001").0, 404);
}

#[test]
fn a_code_is_asked_for_where_payment_is_by_code() {
    let mut site = site();
    // 133: Senegal's Orange, 93: Cameroon's, whose customers confirm after a push message; by the published glossary.
    for (changes, code) in [
        (json!({ "service_id": 133, "destination": "771234567" }), 422),
        (json!({ "service_id": 133, "destination": "771234567", "om_otp": "1234" }), 200),
        (json!({ "service_id": 93, "destination": "690123456" }), 200),
        (json!({ "service_id": 93, "destination": "690123456", "om_otp": "1234" }), 200),
    ] {
        assert_eq!(
            site.post("/easytransfert/airtime", &example(changes.clone())).0,
            code,
            "{changes}"
        );
    }
}

#[test]
fn money_collected_is_added_and_money_paid_is_taken_unless_it_fails() {
    let mut site = with_options(r#"{"balance":10000}"#);
    // 58: cash-in of Mali's Orange, by the published glossary. 25: cash-out.
    assert_eq!(site.post("/easytransfert/airtime", &example(json!({ "service_id": 58 }))).0, 200);
    assert_eq!(
        site.post("/easytransfert/airtime", &example(json!({ "service_id": 58, "amount": 5100 })))
            .0,
        402
    );
    assert_eq!(site.post("/easytransfert/airtime", &example(json!({ "amount": 200 }))).0, 200);
    site.now += 60_000;
    site.get("/_sandbox/state");
    let refused =
        site.post("/easytransfert/airtime", &example(json!({ "service_id": 58, "amount": 5300 })));
    assert!(refused.1["message"].as_str().unwrap().contains("5200 FCFA are left"), "{refused:?}");
}

#[test]
fn impatient_questions_block_the_account_for_ten_minutes() {
    let mut site = site();
    site.post("/easytransfert/airtime", &example(json!({})));
    for _ in 0..20 {
        site.now += 10_000;
        assert_eq!(status(&mut site, "EFB.001158").0, 200);
    }
    let mut codes = Vec::new();
    for _ in 0..7 {
        site.now += 1_000;
        codes.push(status(&mut site, "EFB.001158").0);
    }
    assert_eq!(codes.last(), Some(&403), "{codes:?}");
    assert_eq!(site.post("/easytransfert/airtime", &example(json!({}))).0, 403);
    site.now += 10 * 60_000;
    assert_eq!(status(&mut site, "EFB.001158").0, 200);
}
