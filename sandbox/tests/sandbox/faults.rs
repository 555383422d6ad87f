//! Faults on order: what the client gets, and whether the service has done what was asked.

use guichet_sandbox::Answer;
use serde_json::{Value, json};

use crate::site::{Site, example, site};

/// Orders a fault and sends a create into it. Gives the answer and whether the payment was made all the same.
fn meet(order: Value) -> (Answer, bool) {
    let mut site = site();
    let (status, body) = site.post("/_sandbox/faults", &order);
    assert_eq!(status, 200, "{body}");
    let answer = create(&mut site);
    let made = !site.state()["payments"].as_array().unwrap().is_empty();
    assert_eq!(create(&mut site).reply.unwrap().status, 201, "a fault comes once");
    (answer, made)
}

fn create(site: &mut Site) -> Answer {
    site.answer("POST", "/v2/payment", "application/json", &example().to_string())
}

#[test]
fn a_status_fault_carries_the_services_code_and_has_no_effect() {
    let order = json!({"times": 1, "path": "/v2/payment", "status": 429, "code": "429", "message": "TOO_MANY_REQUEST", "retry_after": 7});
    let (answer, made) = meet(order);
    let reply = answer.reply.unwrap();
    assert_eq!((reply.status, reply.header("retry-after"), made), (429, Some("7"), false));
    let body: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!((&body["code"], &body["message"]), (&json!("429"), &json!("TOO_MANY_REQUEST")));
    assert!(meet(json!({"status": 500, "effect": true})).1);
}

#[test]
fn nonsense_comes_after_the_effect_and_is_no_json() {
    for (kind, status) in [("garbage", 201), ("empty", 201), ("truncated", 201)] {
        let (answer, made) = meet(json!({ "kind": kind }));
        let reply = answer.reply.unwrap();
        assert_eq!((reply.status, made), (status, true), "{kind}");
        assert!(serde_json::from_str::<Value>(&reply.body).is_err(), "{kind}");
    }
    let (answer, made) = meet(json!({"kind": "html", "status": 403}));
    let reply = answer.reply.unwrap();
    assert_eq!((reply.status, reply.body.contains("<h1>"), made), (403, true, false));
}

#[test]
fn a_connection_breaks_before_or_after_the_effect() {
    for (kind, effect) in [("drop_before", false), ("drop_after", true)] {
        let (answer, made) = meet(json!({"kind": kind, "delay_ms": 5}));
        assert_eq!((answer, made), (Answer { delay_ms: 5, reply: None }, effect));
    }
}

#[test]
fn a_late_answer_is_the_true_one() {
    for order in [json!({"kind": "delay", "delay_ms": 3000}), json!({"delay_ms": 3000})] {
        let (answer, made) = meet(order);
        assert_eq!((answer.delay_ms, answer.reply.unwrap().status, made), (3000, 201, true));
    }
}

#[test]
fn faults_come_in_their_order_to_their_path_and_never_to_control() {
    let mut site = site();
    site.post("/_sandbox/faults", &json!({"status": 500, "times": 2, "path": "/v2/payment/check"}));
    site.post("/_sandbox/faults", &json!({"status": 503}));
    assert_eq!(site.state()["faults_waiting"], 3);
    assert_eq!(create(&mut site).reply.unwrap().status, 503);
    assert_eq!(create(&mut site).reply.unwrap().status, 201);
    for code in ["500", "500", "662"] {
        assert_eq!(site.check("REFID12354")["code"], code);
    }
}

#[test]
fn a_late_request_has_its_effect_when_its_client_has_given_up() {
    let mut site = site();
    site.post(
        "/_sandbox/faults",
        &json!({"kind": "late", "delay_ms": 2000, "arrives_after_ms": 9000}),
    );
    assert_eq!(create(&mut site), Answer { delay_ms: 2000, reply: None });
    site.now += 8_999;
    assert_eq!(site.state()["payments"], json!([]));
    site.now += 1;
    assert_eq!(site.state()["payments"][0]["transaction_id"], "REFID12354");
}

#[test]
fn a_request_arrives_twice_or_behind_the_next_one() {
    let mut site = site();
    let token = site.token();
    let send = |site: &mut Site, id: &str| {
        site.data("/v1/transfer/money/send/contact", &token, &json!([{"prefix": "225", "phone": "0707123456", "amount": 500, "client_transaction_id": id, "notify_url": "https://x.ci/n"}]))
    };
    let contact = json!([{"prefix": "225", "phone": "0707123456", "name": "A", "surname": "B", "email": "a@b.ci"}]);
    let path = "/v1/transfer/contact";
    for (kind, code) in [("duplicate", 0), ("resent", 726)] {
        site.post("/_sandbox/reset", &json!({}));
        let token = site.token();
        site.post("/_sandbox/faults", &json!({"kind": kind, "path": path}));
        let answer = site.data(path, &token, &contact);
        assert_eq!(answer["data"][0][0]["code"], code, "{kind}");
    }
    site.post("/_sandbox/reset", &json!({}));
    let again = site.token();
    assert_eq!(again, token, "the same sandbox again");
    site.data(path, &token, &contact);
    site.post(
        "/_sandbox/faults",
        &json!({"kind": "reorder", "path": "/v1/transfer/money/send/contact"}),
    );
    let form = format!(
        "data={}",
        r#"[{"prefix":"225","phone":"0707123456","amount":500,"client_transaction_id":"FIRST","notify_url":"https://x.ci/n"}]"#
    );
    let lost =
        site.answer("POST", &format!("/v1/transfer/money/send/contact?token={token}"), "", &form);
    assert_eq!((lost.reply, &site.state()["payouts"]), (None, &json!([])));
    send(&mut site, "SECOND");
    let order: Vec<Value> = site.state()["payouts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["client_transaction_id"].clone())
        .collect();
    assert_eq!(order, ["SECOND", "FIRST"]);
}

#[test]
fn a_services_error_keeps_the_services_shape() {
    let mut site = site();
    for (path, field) in [
        ("/v1/auth/login", "data"),
        ("/easytransfert/status", "statut_code"),
        ("/v2/payment", "api_response_id"),
    ] {
        for kind in ["rate_limited", "server_error"] {
            site.post("/_sandbox/faults", &json!({"kind": kind, "path": path}));
            let (status, body) = site.post(path, &json!({}));
            assert_eq!(status, if kind == "rate_limited" { 429 } else { 500 });
            assert!(body.get(field).is_some(), "{path} {body}");
        }
    }
}

#[test]
fn weather_meets_services_and_never_control_nor_customers() {
    let story = |seed: u64| {
        let mut site = site();
        let (status, _) = site.post("/_sandbox/faults", &json!({"seed": seed, "rate": 0.5}));
        assert_eq!(status, 200);
        let answers: Vec<Answer> = (0..40).map(|_| create(&mut site)).collect();
        assert_eq!(site.get("/payment/none").status, 404);
        let met = site.state()["weather"]["met"].as_u64().unwrap();
        assert!((8..32).contains(&met), "{met}");
        site.post("/_sandbox/faults", &json!({"rate": 0}));
        assert_eq!(site.state()["weather"], Value::Null);
        answers
    };
    assert_eq!(story(3), story(3));
    assert_ne!(story(3), story(4));
}
