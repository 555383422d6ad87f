//! Notifications: what they say, that they are signed, and that they are tried again.

use guichet::checkout::notification::{SignedOrder, verify_of_site};
use serde_json::{Value, json};

use crate::site::{Site, changed, example, site, with_options};

/// Whether the notification is signed for the example's site.
fn verify(fields: &[(String, String)], token: &str, key: &str) -> bool {
    verify_of_site("XXXXX", SignedOrder::Documented, fields, token, key)
}

/// Percent-decodes a form, by hand and apart from the sandbox's own decoder.
fn fields(body: &str) -> Vec<(String, String)> {
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let hex = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
                }
                byte => byte,
            });
        }
        String::from_utf8(bytes).unwrap()
    };
    body.split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

#[test]
fn an_accepted_payment_is_notified_with_every_documented_field() {
    let mut site = site();
    site.create(&changed(json!({ "description": "Reste à payer & co", "lang": "en" })));
    site.order(
        "REFID12354",
        json!({"action": "accept", "payment_method": "MOMO", "phone": "+2250504315545"}),
    );
    let due = site.sandbox.take_due(site.now);
    assert_eq!(due.len(), 1);
    let request = &due[0].request;
    assert_eq!(
        (request.method.as_str(), request.url.as_str()),
        ("POST", "https://www.exemple.com/notify")
    );
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let fields = fields(&request.body);
    let token = request.header("x-token").unwrap();
    assert!(verify(&fields, token, "sandbox-secret-key"));
    assert!(!verify(&fields, token, "another key"));
    let shown: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "signature")
        .collect();
    assert_eq!(
        shown,
        [
            ("cpm_site_id", "XXXXX"),
            ("cpm_trans_id", "REFID12354"),
            ("cpm_trans_date", "2022-09-15 22:57:15"),
            ("cpm_amount", "2500"),
            ("cpm_currency", "XOF"),
            ("payment_method", "MOMO"),
            ("cel_phone_num", "0504315545"),
            ("cpm_phone_prefixe", "225"),
            ("cpm_language", "en"),
            ("cpm_version", "V4"),
            ("cpm_payment_config", "SINGLE"),
            ("cpm_page_action", "PAYMENT"),
            ("cpm_custom", "user001"),
            ("cpm_designation", "Reste à payer & co"),
            ("cpm_error_message", "SUCCES"),
        ]
    );
}

#[test]
fn the_error_message_names_how_it_ended() {
    for (order, message) in [
        (json!({"action": "refuse"}), "PAYMENT_FAILED"),
        (json!({"action": "refuse", "code": "602"}), "INSUFFICIENT_BALANCE"),
        (json!({"action": "cancel"}), "TRANSACTION_CANCEL"),
        (json!({"action": "expire"}), "ABONNEMENT_OR_TRANSACTIONS_EXPIRED"),
    ] {
        let mut site = site();
        site.create(&example());
        site.order("REFID12354", order);
        let due = site.sandbox.take_due(site.now);
        assert!(due[0].request.body.ends_with(&format!("cpm_error_message={message}")));
    }
}

#[test]
fn it_is_signed_with_the_key_of_the_account_else_of_the_sandbox() {
    for (options, key) in [
        (r#"{"secret_key":"ours"}"#, "ours"),
        (
            r#"{"secret_key":"ours","accounts":[{"apikey":"XXXXXXXXXXXXXXXX","site_id":"XXXXX","secret_key":"own"}]}"#,
            "own",
        ),
    ] {
        let mut site = with_options(options);
        site.create(&example());
        site.order("REFID12354", json!({"action": "accept"}));
        let due = site.sandbox.take_due(site.now);
        let request = &due[0].request;
        assert!(verify(&fields(&request.body), request.header("x-token").unwrap(), key));
    }
}

fn deliveries(site: &mut Site) -> Value {
    site.state()["deliveries"].clone()
}

#[test]
fn a_failed_delivery_is_tried_again_on_the_sandboxs_clock() {
    let mut site = site();
    site.create(&example());
    site.order("REFID12354", json!({"action": "accept"}));
    for wait in [30_000, 300_000, 1_800_000] {
        let due = site.sandbox.take_due(site.now);
        assert_eq!(due.len(), 1);
        site.sandbox.settle(due[0].id, Some(500), site.now);
        assert_eq!(site.sandbox.next_due(site.now), Some(wait));
        assert_eq!(site.post("/_sandbox/clock", &json!({ "advance_ms": wait })).0, 200);
        assert_eq!(site.sandbox.next_due(site.now), Some(0));
    }
    let due = site.sandbox.take_due(site.now);
    site.sandbox.settle(due[0].id, None, site.now);
    assert_eq!(site.sandbox.next_due(site.now), None);
    let log = deliveries(&mut site);
    assert_eq!(
        (&log[0]["stage"], &log[0]["tries"]),
        (&json!("given_up"), &json!([500, 500, 500, null]))
    );
}

#[test]
fn a_day_on_the_clock_expires_and_notifies() {
    let mut site = site();
    site.create(&example());
    site.post("/_sandbox/clock", &json!({ "advance_ms": 86_400_000 }));
    let due = site.sandbox.take_due(site.now);
    assert_eq!(due.len(), 1);
    site.sandbox.settle(due[0].id, Some(200), site.now);
    assert_eq!(deliveries(&mut site)[0]["stage"], "delivered");
}
