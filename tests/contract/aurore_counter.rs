//! Aurore's counter: the test numbers typed there, frames refused, and what the page behind it hears.

use guichet::aurore::{Kind, State};
use guichet::client::{HttpReply, HttpRequest, Method, json};
use guichet::rules::Value;
use guichet_sandbox::native::InProcess;

use crate::aurore_support::{PAYMENT, client, create, find, order, with};
use crate::support::{sandbox, value};

/// The address of a counter that waits.
fn opened(platform: &InProcess) -> String {
    let request = with(PAYMENT, r#"{"merchant_transaction_id":"ORDER-1"}"#);
    let made = create(&client(platform), Kind::Payment, &request).unwrap();
    assert_eq!(made.state, State::Pending);
    made.text("payment_url").unwrap()
}

fn page(platform: &InProcess, url: &str) -> HttpReply {
    let (url, headers) = (url.to_owned(), vec![]);
    platform
        .request(&HttpRequest { method: Method::Get, url, headers, body: String::new() })
        .unwrap()
}

fn press(platform: &InProcess, url: &str, form: &str) -> HttpReply {
    let pressed =
        HttpRequest::post(url.to_owned(), "application/x-www-form-urlencoded", form.to_owned());
    platform.request(&pressed).unwrap()
}

#[test]
fn the_same_numbers_behave_so_at_the_counter() {
    for (number, state) in [
        ("0707070700", State::Accepted),
        ("0707070703", State::Refused),
        ("0707070706", State::Pending),
        ("0701234567", State::Accepted),
    ] {
        let platform = sandbox();
        let url = opened(&platform);
        let page = page(&platform, &url);
        assert_eq!((page.status, page.header("x-frame-options")), (200, Some("DENY")));
        assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
        let pressed = press(&platform, &url, &format!("action=accept&phone={number}"));
        assert_eq!(pressed.status, 303);
        let back = pressed.header("location").unwrap();
        let failed = state == State::Refused;
        assert!(back.starts_with(if failed {
            "https://shop.example/ko"
        } else {
            "https://shop.example/ok"
        }));
        assert_eq!(
            find(&client(&platform), Kind::Payment, "ORDER-1").unwrap().unwrap().state,
            state,
            "{number}"
        );
    }
}

/// What the page's script posts to the page behind the counter.
fn said(manner: &str, form: &str) -> Vec<Value> {
    let platform = sandbox();
    let url = opened(&platform);
    order(&platform, "settings", &format!(r#"{{"counter":{manner}}}"#));
    let page = press(&platform, &url, &format!("{form}&listener=1"));
    assert_eq!((page.status, page.header("x-frame-options")), (200, Some("DENY")));
    let (_, said) = page.body.split_once("hidden>").unwrap();
    let said = said.split("</p>").next().unwrap().replace("&quot;", "\"");
    let Value::List(said) = value(&said) else { panic!("a list") };
    said
}

#[test]
fn the_page_behind_hears_how_it_ended_in_the_successors_words() {
    for (manner, form, heard) in [
        ("{}", "action=accept&phone=0701234567", vec![("100", "SUCCESS")]),
        ("{}", "action=accept&phone=0707070701", vec![("2002", "PENDING")]),
        ("{}", "action=cancel", vec![("2010", "FAILED")]),
        (r#"{"messages":"aurore"}"#, "action=refuse", vec![("2010", "FAILED")]),
        (r#"{"messages":"twice"}"#, "action=refuse", vec![("2010", "FAILED"); 2]),
        (r#"{"messages":"silent"}"#, "action=refuse", vec![]),
    ] {
        let said: Vec<(String, String)> = said(manner, form)
            .iter()
            .map(|text| {
                let answer = value(text.as_text().unwrap());
                assert_eq!(
                    json::text(&answer, "merchant_transaction_id").as_deref(),
                    Some("ORDER-1")
                );
                let details = answer.get("details").unwrap();
                (json::text(details, "code").unwrap(), json::text(details, "status").unwrap())
            })
            .collect();
        let said: Vec<(&str, &str)> =
            said.iter().map(|(code, word)| (code.as_str(), word.as_str())).collect();
        assert_eq!(said, heard, "{manner} {form}");
    }
    assert!(said(r#"{"messages":"garbage"}"#, "action=refuse").len() > 3);
}

#[test]
fn the_page_says_how_far_the_payment_has_come() {
    for (end, title) in [
        (r#"{"action":"accept"}"#, "Paiement accepté"),
        (r#"{"action":"refuse"}"#, "Paiement refusé"),
        (r#"{"action":"expire"}"#, "Paiement expiré"),
    ] {
        let platform = sandbox();
        let url = opened(&platform);
        order(&platform, "payments/ORDER-1", end);
        assert!(page(&platform, &url).body.contains(title), "{title}");
    }
    let platform = sandbox();
    let url = opened(&platform);
    press(&platform, &url, "action=accept&phone=0707070701");
    assert!(page(&platform, &url).body.contains("Paiement en cours"));
    platform.advance(20_000);
    assert!(page(&platform, &url).body.contains("Paiement accepté"));
}

#[test]
fn a_counter_that_hangs_leaves_the_payment_waiting() {
    let platform = sandbox();
    let url = opened(&platform);
    order(&platform, "settings", r#"{"counter":{"messages":"hang"}}"#);
    assert_eq!(press(&platform, &url, "action=accept&phone=0701234567").status, 200);
    let found = find(&client(&platform), Kind::Payment, "ORDER-1").unwrap().unwrap();
    assert_eq!(found.text("status").as_deref(), Some("INITIATED"));
}
