//! Control: orders followed, and orders refused with a sentence.

use serde_json::{Value, json};

use crate::site::{changed, example, site};

#[test]
fn the_state_shows_everything_but_keys_and_phone_numbers() {
    let mut site = site();
    site.create(&changed(json!({ "customer_phone_number": "+2250707123456", "notify_url": "https://x.ci/n?key=abc" })));
    site.order(
        "REFID12354",
        json!({"action": "accept", "payment_method": "FLOOZ", "phone": "2250504315545"}),
    );
    let text = site.get("/_sandbox/state").body;
    let state: Value = serde_json::from_str(&text).unwrap();
    let payment = &state["payments"][0];
    assert_eq!(
        (&payment["state"], &payment["code"], &payment["payment_method"]),
        (&json!("accepted"), &json!("00"), &json!("FLOOZ"))
    );
    assert_eq!((&payment["apikey"], &payment["phone"]), (&json!("•••XX"), &json!("•••45")));
    assert_eq!(state["deliveries"][0]["stage"], "waiting");
    for secret in ["XXXXXXXX", "0707123456", "0504315545", "sandbox-secret-key", "key=abc"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn the_same_order_twice_changes_nothing_the_second_time() {
    let mut site = site();
    site.create(&example());
    assert_eq!(site.order("REFID12354", json!({"action": "accept"})).1["changed"], true);
    for action in ["accept", "refuse", "cancel", "expire"] {
        let (status, body) = site.order("REFID12354", json!({ "action": action }));
        assert_eq!(
            (status, &body["changed"], &body["payment"]["state"]),
            (200, &json!(false), &json!("accepted"))
        );
    }
    assert_eq!(site.sandbox.take_due(site.now).len(), 1);
}

#[test]
fn an_identifier_may_be_percent_encoded() {
    let mut site = site();
    site.create(&changed(json!({ "transaction_id": "Nº 12" })));
    assert_eq!(site.order("N%C2%BA%2012", json!({"action": "cancel"})).0, 200);
}

#[test]
fn several_sites_with_one_identifier_are_told_apart() {
    let mut site = site();
    site.create(&example());
    site.create(&changed(json!({ "site_id": "445160" })));
    let (status, body) = site.order("REFID12354", json!({"action": "accept"}));
    assert_eq!(status, 400);
    assert!(body["description"].as_str().unwrap().contains("add site_id"));
    assert_eq!(site.order("REFID12354", json!({"action": "accept", "site_id": "445160"})).0, 200);
    assert_eq!(site.check("REFID12354")["code"], "662");
}

#[test]
fn bad_orders_are_refused_with_a_sentence() {
    let mut site = site();
    site.create(&example());
    for (path, body, status, says) in [
        ("/_sandbox/payments/REFID12354", "", 400, "cannot be read"),
        ("/_sandbox/payments/REFID12354", "{}", 400, "missing field `action`"),
        (
            "/_sandbox/payments/REFID12354",
            r#"{"action":"pay"}"#,
            400,
            "accept, refuse, cancel or expire",
        ),
        (
            "/_sandbox/payments/REFID12354",
            r#"{"action":"accept","operator":"OM"}"#,
            400,
            "unknown field",
        ),
        (
            "/_sandbox/payments/REFID12354",
            r#"{"action":"accept","payment_method":"VISAM"}"#,
            400,
            "OM, MOMO, FLOOZ, WAVECI",
        ),
        (
            "/_sandbox/payments/REFID12354",
            r#"{"action":"accept","code":"602"}"#,
            400,
            "refuse only",
        ),
        (
            "/_sandbox/payments/REFID12354",
            r#"{"action":"refuse","code":"00"}"#,
            400,
            "code of a refusal",
        ),
        ("/_sandbox/payments/NOTHING", r#"{"action":"accept"}"#, 404, "create it first"),
        ("/_sandbox/clock", r#"{"advance_ms":-1}"#, 400, "-1"),
        ("/_sandbox/clock", r#"{"advance":1}"#, 400, "unknown field"),
        ("/_sandbox/faults", "{}", 400, "needs a kind"),
        ("/_sandbox/faults", r#"{"kind":"fire"}"#, 400, "unknown variant"),
        ("/_sandbox/faults", r#"{"status":99}"#, 400, "200 to 599"),
        ("/_sandbox/faults", r#"{"status":204}"#, 400, "carries a body"),
        ("/_sandbox/faults", r#"{"status":600}"#, 400, "200 to 599"),
        ("/_sandbox/faults", r#"{"kind":"delay"}"#, 400, "needs a delay_ms"),
        ("/_sandbox/faults", r#"{"delay_ms":600001}"#, 400, "at most"),
        ("/_sandbox/faults", r#"{"status":500,"times":0}"#, 400, "at least 1"),
        ("/_sandbox/faults", r#"{"status":500,"path":"v2"}"#, 400, "like /v2/payment"),
    ] {
        let reply = site.answer("POST", path, "", body).reply.unwrap();
        assert_eq!(reply.status, status, "{path} {body}");
        let json: Value = serde_json::from_str(&reply.body).unwrap();
        let description = json["description"].as_str().unwrap();
        assert!(description.contains(says) && !description.contains(" at line "), "{description}");
    }
    assert_eq!(site.check("REFID12354")["code"], "662");
    assert_eq!(site.state()["faults_waiting"], 0);
}

#[test]
fn the_clock_is_driven_forward_and_no_further_than_a_century() {
    let mut site = site();
    let (_, body) = site.post("/_sandbox/clock", &json!({ "advance_ms": 45_000 }));
    assert_eq!(body["now"], "2022-09-15 22:58:00");
    assert_eq!(site.state()["now"], "2022-09-15 22:58:00");
    for _ in 0..2 {
        site.post("/_sandbox/clock", &json!({ "advance_ms": u64::MAX }));
    }
    assert!(site.state()["now"].as_str().unwrap().starts_with("2122-"));
}

#[test]
fn reset_forgets_everything_but_the_options() {
    let mut site = site();
    let token = site.create(&example());
    site.order("REFID12354", json!({"action": "accept"}));
    site.post("/_sandbox/faults", &json!({"status": 500, "times": 3}));
    site.post("/_sandbox/clock", &json!({ "advance_ms": 1000 }));
    assert_eq!(site.post("/_sandbox/reset", &json!({})).0, 200);
    let state = site.state();
    assert_eq!(
        (&state["payments"], &state["deliveries"], &state["faults_waiting"], &state["now"]),
        (&json!([]), &json!([]), &json!(0), &json!("2022-09-15 22:57:15"))
    );
    assert_eq!(site.create(&example()), token, "the same sandbox again");
}

#[test]
fn the_first_page_lists_payments_and_paths() {
    let mut site = site();
    assert!(site.get("/?lang=en").body.contains("None yet."));
    site.create(&example());
    let page = site.get("/?lang=fr").body;
    assert!(page.contains("REFID12354") && page.contains("POST /_sandbox/faults"));
    assert!(page.contains("href=\"/_sandbox/state\""));
}
