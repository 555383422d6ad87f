//! The counter: what the page shows and what its buttons do.

use serde_json::{Value, json};

use crate::site::{changed, example, site};

/// The customer's details that the card option asks for.
fn card_details(channels: &str, currency: &str) -> Value {
    json!({
        "channels": channels, "currency": currency, "customer_phone_number": "+2250707123456",
        "customer_email": "a@exemple.ci", "customer_address": "BP 24", "customer_city": "Abidjan",
        "customer_country": "CI", "customer_zip_code": "00225"
    })
}

fn only_its_own_script(page: &str) -> bool {
    page.matches("<script").count() == 1
        && page.contains("<script src=\"/_sandbox/counter.js\" defer></script>")
}

#[test]
fn the_page_shows_whom_what_and_how_much() {
    let mut site = site();
    let token = site.create(&example());
    let page = site.get(&format!("/payment/{token}"));
    assert_eq!(page.status, 200);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("form-action"), "{policy}");
    for shown in [
        "<html lang=\"fr\">",
        "Payer 2\u{a0}500\u{a0}XOF",
        "XXXXX",
        "REFID12354",
        "TRANSACTION DESCRIPTION",
        "data-action=\"accept\"",
        "data-action=\"refuse\"",
        "data-action=\"cancel\"",
        "Bac à sable",
        "href=\"/_sandbox/counter.css\"",
        "<label for=\"phone\">",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    assert!(only_its_own_script(&page.body));
    assert!(!page.body.contains("style="));
    assert_eq!(site.check("REFID12354")["data"]["status"], "WAITING_FOR_CUSTOMER");
    assert!(
        site.get("/_sandbox/counter.css").header("content-type").unwrap().starts_with("text/css")
    );
}

#[test]
fn the_language_is_the_address_then_the_payment() {
    for (lang, query, heading) in [
        (json!(null), "", "Payer"),
        (json!("en"), "", "Pay 2"),
        (json!("en"), "?lang=fr", "Payer"),
        (json!("FR"), "?lang=en", "Pay 2"),
        (json!("en"), "?lang=de", "Pay 2"),
    ] {
        let mut site = site();
        let token = site.create(&changed(json!({ "lang": lang })));
        let page = site.get(&format!("/payment/{token}{query}")).body;
        assert!(page.contains(&format!("<h1>{heading}")), "{lang} {query}");
    }
}

#[test]
fn operators_follow_currency_and_channels() {
    for (change, codes) in [
        (json!({}), "OM MOMO FLOOZ WAVECI"),
        (json!({"channels": "WALLET"}), "WAVECI"),
        (json!({"channels": "ALL"}), "OM MOMO FLOOZ WAVECI"),
        (json!({"currency": "XAF"}), "OM MOMO"),
        (json!({"currency": "GNF"}), "OM MOMO"),
        (json!({"currency": "CDF"}), "OM MPESA AIRTEL"),
        (json!({"currency": "USD"}), "OM MPESA AIRTEL"),
        (json!({"currency": "XAF", "channels": "WALLET"}), ""),
        (card_details("ALL", "XAF"), "OM MOMO VISAM"),
        (card_details("CREDIT_CARD", "XOF"), "VISAM"),
        (card_details("MOBILE_MONEY", "XAF"), "OM MOMO"),
    ] {
        let mut site = site();
        let token = site.create(&changed(change.clone()));
        let page = site.get(&format!("/payment/{token}")).body;
        let shown: Vec<&str> = page
            .split("name=\"payment_method\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(shown.join(" "), codes, "{change}");
        assert_eq!(page.contains("data-action=\"accept\""), !codes.is_empty());
        assert_eq!(page.contains("id=\"phone\""), !matches!(codes, "" | "VISAM"));
    }
}

#[test]
fn a_button_ends_the_payment_and_leads_back() {
    for (form, code) in [
        ("action=accept&payment_method=MOMO&phone=%2B2250707123456", "00"),
        ("action=refuse&payment_method=MOMO", "600"),
        ("action=cancel", "627"),
    ] {
        let mut site = site();
        let token = site
            .create(&changed(json!({ "return_url": "https://www.exemple.com/return?a=1#top" })));
        let back = site.press(&token, form);
        assert_eq!(back.status, 303);
        let way = format!(
            "https://www.exemple.com/return?a=1&transaction_id=REFID12354&token={token}#top"
        );
        assert_eq!(back.header("location"), Some(way.as_str()));
        assert_eq!(site.check("REFID12354")["code"], code);
    }
}

#[test]
fn the_way_back_fits_into_a_header_whatever_its_letters() {
    let mut site = site();
    let token = site.create(&changed(json!({ "return_url": "https://exemplé.ci/ça?né=1" })));
    let back = site.press(&token, "action=cancel");
    let location = back.header("location").unwrap();
    assert!(location.starts_with("https://exempl%C3%A9.ci/%C3%A7a?n%C3%A9=1&transaction_id="));
}

#[test]
fn an_ended_payment_never_changes_and_is_notified_once() {
    let mut site = site();
    let token = site.create(&example());
    site.press(&token, "action=cancel");
    assert_eq!(
        site.press(&token, "action=accept&payment_method=OM&phone=2250707123456").status,
        303
    );
    assert_eq!(site.check("REFID12354")["code"], "627");
    assert_eq!(site.sandbox.take_due(site.now).len(), 1);
    let page = site.get(&format!("/payment/{token}?lang=en")).body;
    assert!(
        page.contains("Payment cancelled")
            && page.contains("https://www.exemple.com/return?transaction_id=REFID12354&amp;token=")
    );
    assert!(!page.contains("<form"));
}

#[test]
fn paying_with_mobile_money_needs_a_phone_number_and_an_operator() {
    for (form, says) in [
        ("action=accept&payment_method=OM", "Donnez un numéro"),
        ("action=accept&payment_method=OM&phone=+", "Donnez un numéro"),
        ("action=accept&payment_method=OM&phone=12", "Donnez un numéro"),
        ("action=accept&payment_method=VISAM&phone=2250707123456", "Choisissez"),
        ("action=accept&phone=2250707123456", "Choisissez"),
        ("action=expire", "Appuyez"),
        ("action=steal", "Appuyez"),
        ("", "Appuyez"),
    ] {
        let mut site = site();
        let token = site.create(&example());
        let page = site.press(&token, form);
        assert_eq!(page.status, 422, "{form}");
        assert!(page.body.contains(says) && page.body.contains("role=\"alert\""), "{form}");
        assert_eq!(site.check("REFID12354")["code"], "662", "{form}");
    }
    let mut site = site();
    let token = site.create(&changed(card_details("CREDIT_CARD", "XOF")));
    assert_eq!(site.press(&token, "action=accept&payment_method=VISAM").status, 303);
}

#[test]
fn a_locked_number_is_shown_and_cannot_be_replaced() {
    let mut site = site();
    let lock = json!({"lock_phone_number": true, "customer_phone_number": "2250504315545"});
    let token = site.create(&changed(lock));
    let page = site.get(&format!("/payment/{token}")).body;
    assert!(page.contains("value=\"2250504315545\" readonly"));
    site.press(&token, "action=accept&payment_method=OM&phone=2250707123456");
    let body = &site.sandbox.take_due(site.now)[0].request.body;
    assert!(body.contains("cel_phone_num=0504315545&cpm_phone_prefixe=225"), "{body}");
}

#[test]
fn what_merchants_and_customers_type_is_shown_as_text() {
    let script = "\"><script>alert('x')</script>&";
    let mut site = site();
    let token = site.create(&changed(json!({
        "description": script, "transaction_id": "a\"'<b>", "return_url": "https://x.ci/?q='onclick='x",
    })));
    let escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";
    for page in [
        site.get(&format!("/payment/{token}")),
        site.press(
            &token,
            "action=accept&payment_method=OM&phone=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        ),
    ] {
        assert!(page.body.contains(escaped) && page.body.contains("a&quot;&#39;&lt;b&gt;"));
        assert!(only_its_own_script(&page.body) && !page.body.contains("<b>"));
    }
    assert!(!site.get("/").body.contains("<b>"));
    site.press(&token, "action=cancel");
    assert!(site.get(&format!("/payment/{token}")).body.contains("q=&#39;onclick=&#39;x"));
}

#[test]
fn an_unknown_token_is_404_in_both_languages() {
    let mut site = site();
    for (path, says) in [
        ("/payment/nothing", "Paiement inconnu"),
        ("/payment/%3Cscript%3E?lang=en", "Unknown payment"),
    ] {
        let page = site.get(path);
        assert_eq!(page.status, 404);
        assert!(page.body.contains(says) && only_its_own_script(&page.body));
        assert_eq!(site.answer("POST", path, "", "action=accept").reply.unwrap().status, 404);
    }
}

/// What the page's script posts to the page behind the counter, once the button is pressed.
fn speech(manner: &Value, path: &str, action: &str) -> Value {
    let mut site = site();
    let token = site.create(&example());
    site.post("/_sandbox/settings", &json!({ "counter": manner }));
    let form = format!("action={action}&payment_method=OM&phone=%2B2250707123456&listener=1");
    let page = site.post_form(&format!("/{path}/{token}"), &form);
    assert_eq!(page.status, 200);
    let (_, said) = page.body.split_once("hidden>").unwrap();
    let said = said.split("</p>").next().unwrap().replace("&quot;", "\"");
    serde_json::from_str(&said).unwrap()
}

#[test]
fn the_page_behind_hears_how_it_ended_in_documented_words() {
    for (manner, path, action, heard) in [
        (json!({}), "payment", "accept", json!(["ACCEPTED"])),
        (json!({}), "payment", "refuse", json!(["REFUSED"])),
        (json!({ "messages": "twice" }), "payment", "accept", json!(["ACCEPTED", "ACCEPTED"])),
        (json!({ "messages": "silent" }), "payment", "accept", json!([])),
    ] {
        let said = speech(&manner, path, action);
        let words: Vec<&Value> =
            said.as_array().unwrap().iter().map(|one| &one["status"]).collect();
        assert_eq!(json!(words), heard, "{manner}");
    }
    for (path, manner) in [("checkout", json!({})), ("payment", json!({ "messages": "aurore" }))] {
        let said = speech(&manner, path, "refuse");
        let text: Value = serde_json::from_str(said[0].as_str().unwrap()).unwrap();
        assert_eq!(text["details"]["status"], "FAILED");
        assert_eq!(text["merchant_transaction_id"], "REFID12354");
    }
    assert!(
        speech(&json!({ "messages": "garbage" }), "payment", "accept").as_array().unwrap().len()
            > 3
    );
}

#[test]
fn the_newer_counter_refuses_frames_and_the_other_when_told_to() {
    let mut site = site();
    let token = site.create(&example());
    assert_eq!(site.get(&format!("/payment/{token}")).header("x-frame-options"), None);
    assert_eq!(site.get(&format!("/checkout/{token}")).header("x-frame-options"), Some("DENY"));
    site.post("/_sandbox/settings", &json!({ "counter": { "framing": false } }));
    let page = site.get(&format!("/payment/{token}"));
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    assert!(page.header("content-security-policy").unwrap().ends_with("; frame-ancestors 'none'"));
}

#[test]
fn a_counter_that_hangs_leaves_the_payment_waiting() {
    let mut site = site();
    let token = site.create(&example());
    site.post("/_sandbox/settings", &json!({ "counter": { "messages": "hang" } }));
    assert_eq!(site.press(&token, "action=cancel").status, 200);
    assert_eq!(site.check("REFID12354")["code"], "662");
}
