//! `/v2/payment` and `/v2/payment/check`: the examples and the errors of seed 003.

use serde_json::{Value, json};

use crate::site::{NOW, changed, example, site, with_options};

/// The sample of seed 003 that axios sends, with the credentials that it leaves blank.
fn axios_sample() -> Value {
    json!({
        "apikey": "XXXXXXXXXXXXXXXX", "site_id": "XXXXX",
        "transaction_id": "YOUR_TRANSACTION_ID", "amount": 34, "currency": "USD", "alternative_currency": "",
        "description": " TEST INTEGRATION ", "customer_id": "172", "customer_name": "KOUADIO",
        "customer_surname": "Francisse", "customer_email": "[email protected]",
        "customer_phone_number": "+225004315545", "customer_address": "Antananarivo",
        "customer_city": "Antananarivo", "customer_country": "CM", "customer_state": "CM",
        "customer_zip_code": "065100",
        "notify_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
        "return_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
        "channels": "ALL", "metadata": "user1", "lang": "FR",
        "invoice_data": {"Donnee1": "", "Donnee2": "", "Donnee3": ""}
    })
}

/// The Seamless sample of seed 003, with what its setConfig adds and a way back.
fn seamless_sample() -> Value {
    json!({
        "apikey": "XXXXXXXXXXXXXXXX", "site_id": "XXXXX", "notify_url": "http://mondomaine.com/notify/",
        "return_url": "http://mondomaine.com/return/", "transaction_id": "48151623", "amount": 100,
        "currency": "XOF", "channels": "ALL", "description": "Test paiement", "customer_name": "Joe",
        "customer_surname": "Down", "customer_email": "[email protected]",
        "customer_phone_number": "088767611", "customer_address": "BP 0024",
        "customer_city": "Antananarivo", "customer_country": "CM", "customer_state": "CM",
        "customer_zip_code": "06510"
    })
}

#[track_caller]
fn refused(request: &Value, status: u16, code: &str, name: &str, says: &str) {
    let (got, body) = site().post("/v2/payment", request);
    assert_eq!(
        (got, &body["code"], &body["message"]),
        (status, &json!(code), &json!(name)),
        "{body}"
    );
    let description = body["description"].as_str().unwrap();
    assert!(description.contains(says), "{description}");
    assert!(body.get("data").is_none());
    assert!(body["api_response_id"].is_string());
}

#[test]
fn every_example_of_seed_003_is_created() {
    for request in [example(), axios_sample(), seamless_sample()] {
        let (status, body) = site().post("/v2/payment", &request);
        assert_eq!(status, 201, "{body}");
        assert_eq!(body["code"], "201");
        assert_eq!(body["message"], "CREATED");
        assert_eq!(body["description"], "Transaction created with success");
        let token = body["data"]["payment_token"].as_str().unwrap();
        assert_eq!(token.len(), 110);
        assert!(token.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
        assert_eq!(body["data"]["payment_url"], format!("http://localhost:4010/payment/{token}"));
        let (seconds, rest) = body["api_response_id"].as_str().unwrap().split_once('.').unwrap();
        assert_eq!((seconds, rest.len()), ("1663282635", 4));
    }
}

#[test]
fn the_example_without_its_credentials_is_refused() {
    for blank in [json!(""), json!(null), json!(" ")] {
        let (status, body) =
            site().post("/v2/payment", &changed(json!({ "apikey": blank, "site_id": blank })));
        assert_eq!((status, &body["code"]), (400, &json!("608")));
        assert_eq!(body["description"], "apikey is required; site_id is required");
    }
}

#[test]
fn missing_misnamed_and_invalid_parameters_are_608() {
    let name = "MINIMUM_REQUIRED_FIELDS";
    for field in ["transaction_id", "amount", "currency", "description", "notify_url", "return_url"]
    {
        refused(
            &changed(json!({ field: null })),
            400,
            "608",
            name,
            &format!("{field} is required"),
        );
    }
    for (change, says) in [
        (json!({"transaction_id": null, "transactionId": "A1"}), "transaction_id is required"),
        (json!({"amount": 2501}), "the nearest are 2500 and 2505"),
        (json!({"amount": 95}), "too small"),
        (json!({"currency": "EUR"}), "currency EUR"),
        (json!({"transaction_id": "A/1"}), "A-1"),
        (json!({"channels": "CREDIT_CARD"}), "customer_email is required to pay by card"),
        (json!({"lock_phone_number": true}), "customer_phone_number is required"),
        (json!({"invoice_data": {"a": "1", "b": "2", "c": "3", "d": "4"}}), "at most 3"),
        (json!({"notify_url": "/notify"}), "notify_url must be"),
    ] {
        refused(&changed(change), 400, "608", name, says);
    }
    refused(
        &changed(json!({"amount": 2501, "currency": "EUR"})),
        400,
        "608",
        name,
        "; currency EUR",
    );
    for body in [json!([]), json!("text"), json!(null), json!(7)] {
        refused(&body, 400, "608", name, "must be an object");
    }
}

#[test]
fn what_is_not_json_is_608() {
    for (content_type, body) in [
        ("application/json", ""),
        ("application/json", "{\"amount\":2500,"),
        ("application/json", "amount=2500"),
        ("application/x-www-form-urlencoded", &example().to_string()),
        ("", &example().to_string()),
        ("text/plain", &example().to_string()),
    ] {
        let reply = site().answer("POST", "/v2/payment", content_type, body).reply.unwrap();
        let json: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!((reply.status, &json["code"]), (400, &json!("608")), "{content_type} {body}");
        assert!(json["description"].as_str().unwrap().contains("not JSON"));
    }
    let body = example().to_string();
    for content_type in ["Application/JSON", "application/json; charset=utf-8"] {
        assert_eq!(
            site().answer("POST", "/v2/payment", content_type, &body).reply.unwrap().status,
            201
        );
    }
}

#[test]
fn wrong_credentials_are_609_and_613_before_anything_else_is_looked_at() {
    for apikey in ["wrong-apikey", "short", "INVALID-XXXXXXXX"] {
        let request = changed(json!({ "apikey": apikey, "amount": 2501 }));
        refused(&request, 403, "609", "AUTH_NOT_FOUND", "apikey is not correct");
    }
    for site_id in [json!("wrong"), json!("12"), json!(12)] {
        let request = changed(json!({ "site_id": site_id, "amount": 2501 }));
        refused(&request, 400, "613", "ERROR_SITE_ID_NOTVALID", "site_id is not correct");
    }
    assert_eq!(site().post("/v2/payment", &changed(json!({ "site_id": 445160 }))).0, 201);
}

#[test]
fn an_account_collects_its_own_currency_only() {
    let mut site = with_options(
        r#"{"accounts":[{"apikey":"XXXXXXXXXXXXXXXX","site_id":"XXXXX","currency":"XAF"}]}"#,
    );
    let (status, body) = site.post("/v2/payment", &example());
    assert_eq!((status, &body["code"]), (400, &json!("608")));
    assert_eq!(
        body["description"],
        "You cannot create a transaction in a different currency than the one allowed to your account. \
         Transaction currency:'XOF' Account currency:'XAF'"
    );
    assert_eq!(site.post("/v2/payment", &changed(json!({ "currency": "XAF" }))).0, 201);
    assert_eq!(
        site.post("/v2/payment", &changed(json!({ "apikey": "YYYYYYYYYYYYYYYY" }))).1["code"],
        "609"
    );
    assert_eq!(site.post("/v2/payment", &changed(json!({ "site_id": "YYYYY" }))).1["code"], "613");
}

#[test]
fn the_same_parameters_give_the_same_token_and_changed_ones_none() {
    let mut site = site();
    let token = site.create(&example());
    assert_eq!(site.create(&example()), token);
    assert_eq!(
        site.create(&changed(json!({ "amount": "2 500" }))),
        token,
        "the same value in other words"
    );
    let mut reordered: Vec<_> = example().as_object().unwrap().clone().into_iter().collect();
    reordered.reverse();
    assert_eq!(site.create(&Value::Object(reordered.into_iter().collect())), token);
    for change in
        [json!({"amount": 2505}), json!({"metadata": null}), json!({"customer_city": "Abidjan"})]
    {
        let (status, body) = site.post("/v2/payment", &changed(change));
        assert_eq!((status, &body["code"]), (400, &json!("608")));
        assert!(body["description"].as_str().unwrap().contains("needs a new transaction_id"));
    }
    let other = site.create(&changed(json!({ "amount": 2505, "site_id": "445160" })));
    assert_ne!(other, token, "identifiers belong to their site");
    assert_eq!(site.state()["payments"].as_array().unwrap().len(), 2);
}

#[test]
fn tokens_follow_from_the_seed() {
    let token = |seed: u64| with_options(&json!({ "seed": seed }).to_string()).create(&example());
    assert_eq!(token(1), token(1));
    assert_ne!(token(1), token(2));
}

#[test]
fn the_counter_is_at_the_origin_of_the_options_or_of_the_request() {
    let mut site = with_options(r#"{"origin":"https://pay.exemple.ci"}"#);
    let body = site.post("/v2/payment", &example()).1;
    assert!(
        body["data"]["payment_url"]
            .as_str()
            .unwrap()
            .starts_with("https://pay.exemple.ci/payment/")
    );
}

#[test]
fn a_check_says_where_the_payment_stands() {
    for (order, code, name, status) in [
        (json!({"action": "accept"}), "00", "SUCCES", "ACCEPTED"),
        (json!({"action": "cancel"}), "627", "TRANSACTION_CANCEL", "REFUSED"),
        (json!({"action": "refuse"}), "600", "PAYMENT_FAILED", "REFUSED"),
        (json!({"action": "refuse", "code": "602"}), "602", "INSUFFICIENT_BALANCE", "REFUSED"),
        (json!({"action": "expire"}), "625", "ABONNEMENT_OR_TRANSACTIONS_EXPIRED", "REFUSED"),
    ] {
        let mut site = site();
        site.create(&example());
        let waiting = site.check("REFID12354");
        assert_eq!(
            (&waiting["code"], &waiting["message"]),
            (&json!("662"), &json!("WAITING_CUSTOMER_PAYMENT"))
        );
        assert_eq!(waiting["data"]["status"], "PENDING");
        assert_eq!(site.order("REFID12354", order).0, 200);
        let checked = site.check("REFID12354");
        assert_eq!((&checked["code"], &checked["message"]), (&json!(code), &json!(name)));
        let data = &checked["data"];
        assert_eq!(
            (&data["status"], &data["amount"], &data["currency"]),
            (&json!(status), &json!("2500"), &json!("XOF"))
        );
        assert_eq!(data["metadata"], "user001");
        if status == "ACCEPTED" {
            let reference = data["operator_id"].as_str().unwrap();
            assert!(
                reference.starts_with("MP220915.2257.A") && reference.len() == 20,
                "{reference}"
            );
            assert_eq!(data["payment_date"], "2022-09-15 22:57:15");
            assert_eq!(data["fund_availability_date"], "2022-09-17 00:00:00");
            assert_eq!(data["payment_method"], "OM");
        } else {
            assert_eq!((&data["operator_id"], &data["payment_date"]), (&Value::Null, &json!(" ")));
        }
    }
}

#[test]
fn a_check_by_token_finds_the_same_payment() {
    let mut site = site();
    let token = site.create(&changed(json!({ "metadata": null })));
    let ask =
        |site_id: &str| json!({"apikey": "XXXXXXXXXXXXXXXX", "site_id": site_id, "token": token});
    let (status, body) = site.post("/v2/payment/check", &ask("XXXXX"));
    assert_eq!(
        (status, &body["code"], &body["data"]["metadata"]),
        (200, &json!("662"), &Value::Null)
    );
    assert_eq!(
        site.post("/v2/payment/check", &ask("445160")).1["code"],
        "608",
        "another site's token"
    );
}

#[test]
fn an_unknown_payment_is_said_to_be_unknown_and_has_no_status() {
    let mut site = site();
    site.create(&example());
    let body = site.check("REFID99999");
    assert_eq!(body["code"], "608");
    assert!(body["description"].as_str().unwrap().contains("not known"));
    assert!(body.get("data").is_none());
    for (request, code) in [
        (json!({"apikey": "XXXXXXXXXXXXXXXX", "site_id": "XXXXX"}), "608"),
        (json!({"site_id": "XXXXX", "transaction_id": "REFID12354"}), "608"),
        (
            json!({"apikey": "wrong-apikey", "site_id": "XXXXX", "transaction_id": "REFID12354"}),
            "609",
        ),
        (
            json!({"apikey": "XXXXXXXXXXXXXXXX", "site_id": "wrong", "transaction_id": "REFID12354"}),
            "613",
        ),
        (json!([]), "608"),
    ] {
        assert_eq!(site.post("/v2/payment/check", &request).1["code"], code, "{request}");
    }
}

#[test]
fn a_payment_expires_after_24_hours() {
    let mut site = site();
    site.create(&example());
    site.now = NOW + 24 * 3_600_000 - 1;
    assert_eq!(site.check("REFID12354")["code"], "662");
    site.now += 1;
    assert_eq!(site.check("REFID12354")["code"], "625");
    assert_eq!(site.order("REFID12354", json!({"action": "accept"})).1["changed"], false);
    assert_eq!(site.check("REFID12354")["code"], "625");
}

#[test]
fn too_many_requests_in_a_minute_are_429() {
    let mut site = with_options(r#"{"rate_limit_per_minute":2}"#);
    site.create(&example());
    site.check("REFID12354");
    let body = example().to_string();
    let reply = site.answer("POST", "/v2/payment", "application/json", &body).reply.unwrap();
    assert_eq!((reply.status, reply.header("retry-after")), (429, Some("60")));
    assert!(reply.body.contains("TOO_MANY_REQUEST"));
    assert_eq!(site.get("/_sandbox/state").status, 200, "control is never limited");
    site.now += 60_000;
    site.create(&example());
}

#[test]
fn other_paths_methods_and_sizes_are_refused() {
    let mut site = site();
    for (method, path, status) in [
        ("GET", "/v3/payment", 404),
        ("POST", "/v2", 404),
        ("GET", "/v2/payment", 405),
        ("PUT", "/v2/payment", 405),
        ("DELETE", "/", 405),
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("OPTIONS", "/v2/payment", 204),
    ] {
        let reply = site.answer(method, path, "", "").reply.unwrap();
        assert_eq!(reply.status, status, "{method} {path}");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{method} {path}");
        assert_eq!(reply.body.is_empty(), matches!(method, "HEAD" | "OPTIONS"));
        if status == 405 {
            assert!(reply.header("allow").is_some());
        }
    }
    for (size, status) in [(1024 * 1024, 400), (1024 * 1024 + 1, 413)] {
        let body = " ".repeat(size);
        assert_eq!(
            site.answer("POST", "/v2/payment", "application/json", &body).reply.unwrap().status,
            status
        );
    }
}
