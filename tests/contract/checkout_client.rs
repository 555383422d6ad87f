//! The client against the sandbox: what is sent, sent again, and never sent.

use guichet::checkout::client::PaymentKey;
use guichet::checkout::codes::PaymentState;
use guichet::checkout::config::CheckoutConfig;
use guichet::client::{Call, ErrorKind, HttpRequest, json};
use guichet::rules::Record;
use guichet_sandbox::native::{Cancel, InProcess, block_on};

use crate::support::{
    EXAMPLE, call, check, client, client_of, create, example_with, sandbox, value,
};

/// Orders something of the sandbox.
#[track_caller]
fn order(platform: &InProcess, path: &str, body: &str) {
    let request = HttpRequest::post(
        format!("https://api-checkout.cinetpay.com{path}"),
        "application/json",
        body.to_owned(),
    );
    let reply = platform.request(&request).expect("a reply");
    assert!(reply.status < 300, "{} {}", reply.status, reply.body);
}

#[track_caller]
fn press(platform: &InProcess, id: &str, action: &str) {
    order(platform, &format!("/_sandbox/payments/{id}"), &format!(r#"{{"action":"{action}"}}"#));
}

#[test]
fn a_payment_is_created_paid_and_checked() {
    let platform = sandbox();
    let client = client(&platform);
    let created = create(&client, &value(EXAMPLE)).unwrap();
    assert_eq!((created.code.as_str(), created.message.as_str()), ("201", "CREATED"));
    assert_eq!(check(&client, "REFID12354").unwrap().state, PaymentState::Pending);
    press(&platform, "REFID12354", "accept");
    let checked = check(&client, "REFID12354").unwrap();
    assert_eq!((checked.state, checked.is_final), (PaymentState::Accepted, true));
    let data = guichet::rules::Value::Record(checked.data);
    assert_eq!(json::text(&data, "amount").as_deref(), Some("2500"));
    assert_eq!(json::text(&data, "metadata").as_deref(), Some("user001"));
    let by_token = PaymentKey::Token(created.data.payment_token);
    assert_eq!(block_on(client.check(&by_token, &call())).unwrap().state, PaymentState::Accepted);
}

#[test]
fn refused_cancelled_and_expired_payments_are_final_refusals() {
    for (action, code) in [("refuse", "600"), ("cancel", "627"), ("expire", "625")] {
        let platform = sandbox();
        let client = client(&platform);
        create(&client, &value(EXAMPLE)).unwrap();
        press(&platform, "REFID12354", action);
        let checked = check(&client, "REFID12354").unwrap();
        assert_eq!(
            (checked.code.as_str(), checked.state),
            (code, PaymentState::Refused),
            "{action}"
        );
    }
}

#[test]
fn the_same_request_gives_the_same_counter_and_a_changed_one_none() {
    let platform = sandbox();
    let client = client(&platform);
    let first = create(&client, &value(EXAMPLE)).unwrap();
    let again = create(&client, &value(EXAMPLE)).unwrap();
    assert_eq!(first.data, again.data);
    let error = create(&client, &example_with(r#"{"amount":2505}"#)).unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Api, Some("608")));
}

#[test]
fn a_wrong_request_is_not_sent() {
    let platform = sandbox();
    let client = client(&platform);
    for wrong in [
        r#"{"amount":2501}"#,
        r#"{"currency":"EUR"}"#,
        r#"{"notify_url":null}"#,
        r#"{"channels":"CARD"}"#,
    ] {
        let error = create(&client, &example_with(wrong)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Validation, "{wrong}");
    }
    assert!(check(&client, " ").is_err());
    assert_eq!(platform.sent(), 0);
}

#[test]
fn wrong_credentials_are_named_and_not_shown() {
    let platform = sandbox();
    for (options, code) in [
        (r#"{"apikey":"wrong-key-0123456789","site_id":"445160"}"#, "609"),
        (r#"{"apikey":"12912847765bc0db748fdd44.40081707","site_id":"invalid"}"#, "613"),
    ] {
        let client = client_of(&platform, options);
        let error =
            create(&client, &example_with(r#"{"apikey":null,"site_id":null}"#)).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Auth, Some(code)));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("wrong-key") && !shown.contains("129128"), "{shown}");
    }
}

#[test]
fn passing_faults_are_tried_again_and_lasting_ones_told() {
    let platform = sandbox();
    let client = client(&platform);
    for fault in [
        r#"{"kind":"drop_before","times":2}"#,
        r#"{"kind":"drop_after","times":1}"#,
        r#"{"times":1,"status":503,"code":"603","message":"SERVICE_UNAVAILABLE"}"#,
    ] {
        order(&platform, "/_sandbox/faults", fault);
        assert!(create(&client, &value(EXAMPLE)).is_ok(), "{fault}");
    }
    for (fault, kind, retryable) in [
        (r#"{"kind":"drop_before","times":100}"#, ErrorKind::Network, true),
        (r#"{"kind":"html","times":100}"#, ErrorKind::Protocol, true),
        (r#"{"kind":"empty","times":100}"#, ErrorKind::Protocol, false),
        (r#"{"kind":"truncated","times":100}"#, ErrorKind::Protocol, false),
        (
            r#"{"times":100,"status":429,"code":"429","message":"TOO_MANY_REQUEST"}"#,
            ErrorKind::Api,
            true,
        ),
    ] {
        let platform = sandbox();
        let client = crate::support::client(&platform);
        order(&platform, "/_sandbox/faults", fault);
        let before = platform.sent();
        let error = create(&client, &value(EXAMPLE)).unwrap_err();
        assert_eq!((error.kind, error.retryable), (kind, retryable), "{fault} {error}");
        assert!(platform.sent() - before <= 4, "{fault}");
    }
}

#[test]
fn a_slow_service_ends_in_time_and_an_abort_at_once() {
    let platform = sandbox();
    let client = client(&platform);
    let (request, _) = client.prepare(&value(EXAMPLE)).unwrap();
    order(&platform, "/_sandbox/faults", r#"{"kind":"delay","delay_ms":600000,"times":100}"#);
    let start = guichet::client::Platform::now_ms(&platform);
    let error =
        block_on(client.create(&request, &Call { timeout_ms: 20_000, signal: None })).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Timeout);
    assert!(guichet::client::Platform::now_ms(&platform) - start <= 20_000);

    let cancel = Cancel::default();
    cancel.cancel_at(guichet::client::Platform::now_ms(&platform) + 50);
    let aborted =
        block_on(client.create(&request, &Call { timeout_ms: 20_000, signal: Some(cancel) }));
    let error = aborted.unwrap_err();
    assert_eq!((error.kind, error.retryable), (ErrorKind::Aborted, false));
}

#[test]
fn the_account_gives_what_requests_leave_out() {
    let platform = sandbox();
    let client = client_of(
        &platform,
        r#"{"apikey":"XXXXXXXXXXXXXXXX","site_id":445160,"notify_url":"https://shop.example/n","return_url":"https://shop.example/r"}"#,
    );
    let (request, _) = client
        .prepare(&value(
            r#"{"transaction_id":"A-1","amount":"2 500 F","currency":"xof","description":"Order"}"#,
        ))
        .unwrap();
    let sent: &Record = request.fields();
    assert_eq!(
        json::write(sent),
        r#"{"apikey":"XXXXXXXXXXXXXXXX","site_id":"445160","transaction_id":"A-1","amount":2500,"currency":"XOF","description":"Order","notify_url":"https://shop.example/n","return_url":"https://shop.example/r","channels":"ALL"}"#
    );
}

#[test]
fn an_account_that_only_pays_out_has_no_site_and_no_checkout() {
    let platform = sandbox();
    let client =
        client_of(&platform, r#"{"apikey":"XXXXXXXXXXXXXXXX","password":"p","secret_key":"s"}"#);
    let without_site = example_with(r#"{"site_id":null}"#);
    for error in [
        client.prepare(&without_site).err().unwrap(),
        check(&client, "REFID12354").err().unwrap(),
        client.verify(&[], "x", Default::default()).err().unwrap(),
    ] {
        let issues: Vec<_> = error.issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!((error.kind, issues), (ErrorKind::Validation, vec!["site_id"]));
    }
    assert_eq!(platform.sent(), 0);
}

#[test]
fn a_client_needs_credentials_and_a_page_no_secret() {
    let issues = |options: &str, in_page: bool| -> Vec<String> {
        match CheckoutConfig::read(&value(options), in_page) {
            Ok(_) => Vec::new(),
            Err(error) => {
                error.issues.iter().map(|i| format!("{} {}", i.path, i.code.name())).collect()
            }
        }
    };
    assert_eq!(issues("{}", false), ["apikey required", "site_id required"]);
    assert_eq!(issues("null", false), ["apikey required", "site_id required"]);
    assert_eq!(issues(r#"{"apikey":{},"site_id":"1"}"#, false), ["apikey not_text"]);
    let with_secret = r#"{"apikey":"XXXXXXXX","site_id":"445160","secret_key":"s"}"#;
    assert_eq!(issues(with_secret, false), Vec::<String>::new());
    assert_eq!(issues(with_secret, true), ["secret_key secret_in_page"]);
    let senseless =
        r#"{"apikey":"XXXXXXXX","site_id":"445160","timeout":"5s","strict":"yes","lang":"de"}"#;
    assert_eq!(
        issues(senseless, false),
        ["timeout not_a_duration", "strict not_a_boolean", "lang lang_unknown"]
    );
    assert_eq!(
        issues(
            r#"{"apikey":"XXXXXXXX","site_id":"445160","base_url":"http://api.example.com"}"#,
            false
        ),
        ["base_url url_invalid"]
    );
}
