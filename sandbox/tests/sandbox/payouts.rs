//! Transfer and Airtime: tokens, contacts, money, identifiers, the way of a payout on the clock.

use guichet::client::HttpReply;
use serde_json::{Value, json};

use crate::site::{NOW, Site, site, with_options};

const FORM: &str = "application/x-www-form-urlencoded";

fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl Site {
    fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> HttpReply {
        self.answer("POST", path, FORM, &encoded(fields)).reply.unwrap()
    }

    #[track_caller]
    pub(crate) fn token(&mut self) -> String {
        let reply = self.form(
            "/v1/auth/login?lang=fr",
            &[("apikey", "XXXXXXXXXXXXXXXX"), ("password", "secret")],
        );
        read(&reply)["data"]["token"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn data(&mut self, path: &str, token: &str, data: &Value) -> Value {
        read(&self.form(&format!("{path}?token={token}"), &[("data", &data.to_string())]))
    }

    #[track_caller]
    fn contact(&mut self, token: &str, phone: &str) {
        let contact = json!([{ "prefix": "225", "phone": phone, "name": "A", "surname": "B", "email": "a@b.ci" }]);
        let added = self.data("/v1/transfer/contact", token, &contact);
        assert_eq!(added["data"][0][0]["code"], 0, "{added}");
    }

    /// Sends one payout. Gives its answer, or the whole refusal.
    #[track_caller]
    fn pay(&mut self, token: &str, item: &Value) -> Value {
        let answer = self.data("/v1/transfer/money/send/contact", token, &json!([item]));
        if answer["code"] == 0 { answer["data"][0][0].clone() } else { answer }
    }

    #[track_caller]
    fn find(&mut self, token: &str, key: &str, id: &str) -> Value {
        read(&self.get(&format!("/v1/transfer/check/money?token={token}&{key}={id}")))
    }

    #[track_caller]
    fn balance(&mut self, token: &str) -> Value {
        read(&self.get(&format!("/v1/transfer/check/balance?token={token}")))["data"].clone()
    }
}

#[track_caller]
fn read(reply: &HttpReply) -> Value {
    serde_json::from_str(&reply.body).unwrap()
}

fn item(phone: &str, amount: impl Into<Value>, id: &str) -> Value {
    json!({ "prefix": "225", "phone": phone, "amount": amount.into(), "client_transaction_id": id, "notify_url": "https://shop.example/notify" })
}

/// A sandbox whose merchant has logged in and knows a number.
fn ready(options: &str) -> (Site, String) {
    let mut site = with_options(options);
    let token = site.token();
    site.contact(&token, "0707123456");
    (site, token)
}

#[test]
fn a_token_is_asked_for_in_the_address_and_lives_five_minutes() {
    let mut site = site();
    let token = site.token();
    for (path, code) in [
        (format!("/v1/transfer/check/balance?token={token}"), json!(0)),
        (format!("/v1/airtime/check/balance/?token={token}&lang=en"), json!(0)),
        ("/v1/transfer/check/balance".to_owned(), json!("706")),
        ("/v1/transfer/check/balance?token=other".to_owned(), json!("706")),
    ] {
        assert_eq!(read(&site.get(&path))["code"], code, "{path}");
    }
    let in_the_body = site.form("/v1/transfer/contact", &[("token", &token), ("data", "[]")]);
    assert_eq!((in_the_body.status, &read(&in_the_body)["code"]), (401, &json!("706")));
    site.now += 5 * 60_000 - 1;
    assert_eq!(site.balance(&token)["available"], 10_000_000);
    site.now += 1;
    let reply = site.get(&format!("/v1/transfer/check/balance?token={token}&lang=en"));
    assert_eq!((reply.status, &read(&reply)["code"]), (401, &json!("705")));
    assert_eq!(read(&reply)["description"], "Your token has expired");
}

#[test]
fn a_login_is_refused_for_what_is_wrong_with_it() {
    let mut site = site();
    for (apikey, password, code) in [
        ("a-wrong-apikey", "secret", "701"),
        ("XXXXXXXXXXXXXXXX", "wrong", "701"),
        ("key-code-702", "secret", "702"),
        ("key-code-703", "secret", "703"),
        ("key-code-707", "secret", "707"),
        ("", "secret", "704"),
    ] {
        let reply = site.form("/v1/auth/login", &[("apikey", apikey), ("password", password)]);
        assert_eq!(read(&reply)["code"], code, "{apikey}");
    }
    assert_eq!(site.get("/v1/auth/login").status, 422, "the credentials belong in the body");
}

#[test]
fn a_contact_is_added_once_and_then_known() {
    let mut site = site();
    let token = site.token();
    let contact = json!({ "prefix": "225", "phone": "0707123456", "name": "A", "surname": "B", "email": "a@b.ci" });
    let added = site.data("/v1/transfer/contact", &token, &json!([contact, contact]));
    let answers = added["data"][0].as_array().unwrap();
    assert_eq!(
        answers.iter().map(|one| (&one["code"], &one["status"])).collect::<Vec<_>>(),
        [(&json!(0), &json!("success")), (&json!(726), &json!("ERROR_PHONE_ALREADY_MY_CONTACT"))]
    );
    assert_eq!(answers[0]["name"], "A", "the contact is repeated");
    assert_eq!(answers[0]["lot"], answers[1]["lot"]);
    assert_eq!(site.state()["accounts"][0]["contacts"], 1);
}

#[test]
fn data_must_be_a_list_in_json() {
    let (mut site, token) = ready("{}");
    for (data, code, status) in [
        ("", json!("704"), 422),
        ("[{]", json!(718), 422),
        ("{}", json!(716), 422),
        ("[]", json!(716), 422),
    ] {
        let path = format!("/v1/transfer/money/send/contact?token={token}");
        let reply = site.form(&path, &[("data", data)]);
        assert_eq!((&read(&reply)["code"], reply.status), (&code, status), "{data}");
    }
    assert_eq!(read(&site.get(&format!("/v1/transfer/check/money?token={token}")))["code"], "704");
}

#[test]
fn each_item_is_judged_for_itself() {
    let (mut site, token) = ready("{}");
    assert_eq!(site.pay(&token, &item("0707123456", 500, "A-1"))["code"], 0);
    for (item, code) in [
        (item("0707123456", 500, "A-1"), 805),
        (item("0700000000", 500, "A-2"), 724),
        (item("0707123456", 100, "A-2"), 719),
        (item("0707123456", 1_500_000, "A-2"), 720),
        (item("0707123456", "many", "A-2"), 801),
        (item("07071", 500, "A-2"), 802),
        (
            json!({ "prefix": "225", "phone": "0707123456", "amount": 500, "client_transaction_id": "A-2", "notify_url": "nowhere" }),
            725,
        ),
    ] {
        assert_eq!(site.pay(&token, &item)["code"], code, "{item}");
    }
    assert_eq!(site.balance(&token)["inUsing"], 500);
}

#[test]
fn an_identifier_given_twice_in_one_request_is_taken_once() {
    let (mut site, token) = ready("{}");
    let items = json!([item("0707123456", 500, "A-1"), item("0707123456", 500, "A-1")]);
    let answer = site.data("/v1/transfer/money/send/contact", &token, &items);
    assert_eq!(
        (&answer["data"][0][0]["code"], &answer["data"][0][1]["code"]),
        (&json!(0), &json!(805))
    );
    assert_eq!(site.state()["payouts"].as_array().unwrap().len(), 1);
}

#[test]
fn the_balance_is_reserved_then_spent_or_given_back_and_refuses() {
    let (mut site, token) = ready(r#"{"balance":10000}"#);
    assert_eq!(site.pay(&token, &item("0707123456", 4000, "A-1"))["code"], 0);
    assert_eq!(
        site.balance(&token),
        json!({ "amount": 10_000, "inUsing": 4000, "available": 6000 })
    );
    let refused = site.pay(&token, &item("0707123456", 6005, "A-2"));
    assert_eq!(
        (&refused["code"], &refused["message"]),
        (&json!(602), &json!("INSUFFICIENT_BALANCE"))
    );
    assert_eq!(
        refused["description"],
        "Fonds Insuffisant :disponible 6 000,00, Total de l'operation à effectuer : 6 005,00"
    );
    site.post("/_sandbox/payouts/A-1", &json!({ "action": "validate" }));
    assert_eq!(site.balance(&token), json!({ "amount": 6000, "inUsing": 0, "available": 6000 }));
    site.pay(&token, &item("0707123456", 6000, "A-2"));
    site.post("/_sandbox/payouts/A-2", &json!({ "action": "reject" }));
    assert_eq!(site.balance(&token), json!({ "amount": 6000, "inUsing": 0, "available": 6000 }));
    assert_eq!(site.sandbox.balances(10_000), Ok(()));
}

#[test]
fn a_payout_goes_its_way_on_the_clock_and_is_notified_at_the_end() {
    let (mut site, token) = ready("{}");
    site.contact(&token, "0700000901");
    site.contact(&token, "0700000902");
    let sent = site.pay(&token, &item("0707123456", 500, "PAID"));
    site.pay(&token, &item("0700000901", 500, "REJECTED"));
    site.pay(&token, &item("0700000902", 500, "HELD"));
    let mut seen = Vec::new();
    for (after, id) in [
        (0, "PAID"),
        (5_000, "PAID"),
        (20_000, "PAID"),
        (20_000, "REJECTED"),
        (20_000, "HELD"),
        (200_000, "HELD"),
    ] {
        site.now = NOW + after;
        let found = site.find(&token, "client_transaction_id", id);
        seen.push(found["data"][0]["treatment_status"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, ["NEW", "REC", "VAL", "REJ", "NOS", "NOS"]);
    let lot = sent["lot"].as_str().unwrap();
    let by_lot = site.find(&token, "lot", lot);
    assert_eq!(by_lot["data"][0]["transaction_id"], sent["transaction_id"]);
    assert_eq!(by_lot["data"][0]["validated_at"], "2022-09-15 22:57:35");
    site.now = NOW + 620_000;
    let due = site.sandbox.take_due(site.now);
    assert_eq!(
        due.iter().map(|one| one.request.method.as_str()).collect::<Vec<_>>(),
        ["GET", "POST", "POST", "POST"]
    );
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(due[1].request.body.as_bytes()).into_owned().collect();
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "transaction_id",
            "client_transaction_id",
            "lot",
            "amount",
            "receiver",
            "operator",
            "treatment_status",
            "sending_status",
            "comment",
            "operator_transaction_id",
            "validated_at"
        ]
    );
    assert!(due[3].request.body.contains("treatment_status=VAL"), "the held one, at last");
    let token = site.token();
    assert_eq!(site.find(&token, "transaction_id", "EA000000.000000.A000000")["code"], 723);
}

#[test]
fn a_payout_waits_for_the_mail_unless_its_sender_is_trusted() {
    let (mut site, token) = ready(r#"{"confirm_by_mail":true,"trusted_ips":["10.0.0.7"]}"#);
    site.pay(&token, &item("0707123456", 500, "A-1"));
    site.now += 3_600_000;
    let token = site.token();
    let found = site.find(&token, "client_transaction_id", "A-1");
    assert_eq!(
        (
            &found["data"][0]["sending_status"],
            &found["data"][0]["treatment_status"],
            &found["data"][0]["transfer_valid"]
        ),
        (&json!("PENDING"), &json!("NEW"), &json!("N"))
    );
    assert_eq!(
        site.post("/_sandbox/payouts/A-1", &json!({ "action": "confirm" })).1["changed"],
        true
    );
    site.now += 20_000;
    assert_eq!(
        site.find(&token, "client_transaction_id", "A-1")["data"][0]["treatment_status"],
        "VAL"
    );

    let request = guichet_sandbox::Incoming {
        method: "POST".into(),
        url: format!("http://localhost/v1/transfer/money/send/contact?token={token}"),
        headers: vec![("x-forwarded-for".into(), "10.0.0.7, 10.0.0.1".into())],
        body: encoded(&[("data", &json!([item("0707123456", 500, "A-2")]).to_string())]),
    };
    site.sandbox.serve(&request, site.now);
    assert_eq!(
        site.find(&token, "client_transaction_id", "A-2")["data"][0]["sending_status"],
        "CONFIRM"
    );
}

#[test]
fn every_code_has_its_number() {
    let (mut site, token) = ready("{}");
    for code in [717, 719, 720, 721, 724, 801, 802, 804] {
        let phone = format!("0700000{code}");
        let answer = site.pay(&token, &item(&phone, 500, "A-1"));
        assert_eq!(answer["code"], code);
        assert_ne!(answer["status"], "", "{code}");
    }
    for code in [602, 709, 710, 715] {
        let answer = site.pay(&token, &item(&format!("0700000{code}"), 500, "A-1"));
        assert_eq!(answer["code"], code);
        assert_ne!(answer["message"], "", "{code}");
    }
    assert_eq!(site.pay(&token, &item("0700000001", 500, "A-1"))["code"], -1);
    assert_eq!(site.pay(&token, &item("0700000708", 500, "A-1"))["code"], "708");
    assert_eq!(site.state()["payouts"], json!([]));
}

#[test]
fn airtime_has_its_own_paths_multiples_and_money() {
    let (mut site, token) = ready("{}");
    let contact = json!([{ "prefix": "225", "phone": "0707123456", "name": "A", "surname": "B", "email": "a@b.ci" }]);
    site.data("/v1/airtime/contact", &token, &contact);
    let sent = site.data(
        "/v1/airtime/money/send/contact",
        &token,
        &json!([item("0707123456", 550, "T-1"), item("0707123456", 505, "T-2")]),
    );
    assert_eq!(
        (&sent["data"][0][0]["code"], &sent["data"][0][0]["treatment_status"]),
        (&json!(0), &json!("NEW"))
    );
    assert_eq!(sent["data"][0][1]["code"], 801, "Orange takes multiples of 50");
    assert_eq!(site.balance(&token)["inUsing"], 0, "Transfer's money is another");
    let path = format!("/v1/airtime/check/send?token={token}&client_transaction_id=T-1");
    assert_eq!(read(&site.get(&path))["data"][0]["amount"], "550");
    assert_eq!(site.get(&format!("/v1/airtime/check/money?token={token}")).status, 404);
}

#[test]
fn a_limit_is_counted_down_and_refuses() {
    let mut site = with_options(r#"{"rate_limit_per_minute":3}"#);
    let token = site.token();
    let path = format!("/v1/transfer/check/balance?token={token}");
    for left in ["1", "0"] {
        assert_eq!(site.get(&path).header("x-ratelimit-remaining"), Some(left));
    }
    let refused = site.get(&path);
    assert_eq!(
        (refused.status, refused.header("retry-after"), refused.header("x-ratelimit-limit")),
        (429, Some("60"), Some("3"))
    );
}

#[test]
fn one_merchant_does_not_see_anothers_payouts() {
    let (mut site, token) = ready("{}");
    let id = site.pay(&token, &item("0707123456", 500, "A-1"))["transaction_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let reply =
        site.form("/v1/auth/login", &[("apikey", "YYYYYYYYYYYYYYYY"), ("password", "secret")]);
    let other = read(&reply)["data"]["token"].as_str().unwrap().to_owned();
    for (key, id) in [("transaction_id", id.as_str()), ("client_transaction_id", "A-1")] {
        assert_eq!(site.find(&other, key, id)["code"], 723);
    }
}
