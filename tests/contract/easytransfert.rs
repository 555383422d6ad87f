//! EasyTransfert: the examples of seed 004 byte for byte, and the client against the sandbox.

use guichet::client::{Call, ErrorKind, HttpRequest, Platform};
use guichet::easytransfert::{EasyTransfertClient, EasyTransfertConfig, Started};
use guichet::rules::Value;
use guichet_sandbox::native::{Cancel, InProcess, block_on};

use crate::account_support::{ByHeart, call};
use crate::support::{NOW, sandbox, value};

/// "Exemple – MTN Cashout" and "Exemple – Orange CI Cashout avec OTP", without the blanks between.
const MTN: &str = r#"{"amount":5000,"api_key":"xxxxxxxxxxxxxxx","destination":"0503444777","service_id":25,"ipn_url":"https://votre_webhook.url","custom_data":"order_789"}"#;
const ORANGE: &str = r#"{"amount":5000,"api_key":"xxxxxxxxxxxxxxx","destination":"0701234567","service_id":27,"ipn_url":"https://votre_webhook.url","custom_data":"order_789","om_otp":"1234"}"#;
/// "Exemple de réponse", without the dots that stand for more.
const ANSWER: &str =
    r#"{"data":{"transaction_id":"EFB.001158","amount":12250,"state":"PENDING1"}}"#;

fn client<P: Platform>(platform: P) -> EasyTransfertClient<P> {
    let options =
        r#"{"api_key":"xxxxxxxxxxxxxxx","base_url":"http://localhost:4010/easytransfert"}"#;
    EasyTransfertClient::new(
        platform,
        EasyTransfertConfig::read(&value(options), false).expect("options"),
    )
}

fn start<P: Platform>(
    client: &EasyTransfertClient<P>,
    request: &str,
) -> Result<Started, guichet::client::GuichetError> {
    let (request, _) = client.prepare(&value(request))?;
    block_on(client.airtime(&request, &call()))
}

#[track_caller]
fn fault(platform: &InProcess, order: &str) {
    let url = "http://localhost:4010/_sandbox/faults".to_owned();
    let reply = platform.request(&HttpRequest::post(url, "application/json", order.to_owned()));
    assert!(reply.is_some_and(|reply| reply.status < 300), "{order}");
}

#[test]
fn the_examples_are_sent_byte_for_byte_and_the_answer_is_read() {
    for example in [MTN, ORANGE] {
        let platform = ByHeart::answering(&[(200, ANSWER)]);
        let started = start(&client(platform.clone()), example).unwrap();
        let asked = platform.asked();
        assert_eq!(asked.url, "http://localhost:4010/easytransfert/airtime");
        assert_eq!(asked.body, example);
        assert_eq!(asked.header("content-type"), Some("application/json"));
        assert_eq!(started.transaction.text("transaction_id").as_deref(), Some("EFB.001158"));
        assert_eq!(started.transaction.text("amount").as_deref(), Some("12250"));
        assert!(!started.transaction.is_final && started.custom_data == "order_789");
    }
    let without_key = MTN.replace(r#""api_key":"xxxxxxxxxxxxxxx","#, "");
    let platform = ByHeart::answering(&[(200, ANSWER)]);
    start(&client(platform.clone()), &without_key).unwrap();
    assert_eq!(platform.asked().body, MTN, "the client's key stands where the sample has it");
}

#[test]
fn orange_cash_out_without_its_code_is_not_sent() {
    let platform = sandbox();
    let error =
        start(&client(platform.clone()), &ORANGE.replace(r#","om_otp":"1234""#, "")).unwrap_err();
    assert_eq!(error.issues.first().map(|issue| issue.code.name()), Some("otp_required"));
    assert_eq!(platform.sent(), 0);
}

#[test]
fn a_reference_is_made_where_none_is_given() {
    let platform = sandbox();
    let started =
        start(&client(platform), &MTN.replace(r#","custom_data":"order_789""#, "")).unwrap();
    assert_eq!(started.custom_data.len(), 16);
    assert_eq!(started.transaction.text("custom_data"), Some(started.custom_data));
}

#[test]
fn a_lost_answer_is_unknown_with_its_reference_and_nothing_is_sent_twice() {
    for lost in [
        r#"{"kind":"drop_before"}"#,
        r#"{"kind":"drop_after"}"#,
        r#"{"kind":"garbage"}"#,
        r#"{"kind":"empty"}"#,
        r#"{"kind":"truncated"}"#,
        r#"{"kind":"html","status":403}"#,
        r#"{"kind":"server_error","effect":true}"#,
        r#"{"kind":"rate_limited"}"#,
        r#"{"kind":"delay","delay_ms":60000}"#,
    ] {
        let platform = sandbox();
        fault(&platform, lost);
        let error = start(&client(platform.clone()), MTN).unwrap_err();
        assert_eq!((error.kind, error.retryable), (ErrorKind::OutcomeUnknown, false), "{lost}");
        assert_eq!(error.ids, [("custom_data", "order_789".to_owned())]);
        assert_eq!(platform.sent(), 1, "{lost}");
    }
}

#[test]
fn what_the_service_refuses_is_told_as_refused() {
    let platform = sandbox();
    let options =
        r#"{"api_key":"an-invalid-key","base_url":"http://localhost:4010/easytransfert"}"#;
    let client = EasyTransfertClient::new(
        platform,
        EasyTransfertConfig::read(&value(options), false).unwrap(),
    );
    let error = start(&client, &MTN.replace("xxxxxxxxxxxxxxx", "an-invalid-key")).unwrap_err();
    assert_eq!((error.kind, error.http_status), (ErrorKind::Auth, Some(401)));
    assert!(!format!("{error} {error:?}").contains("an-invalid-key"));
}

#[test]
fn a_transaction_is_waited_for_with_patience() {
    let platform = sandbox();
    let client = client(platform.clone());
    let started = start(&client, MTN).unwrap();
    let id = Value::from(started.transaction.text("transaction_id").unwrap());
    fault(&platform, r#"{"kind":"empty","path":"/easytransfert/status"}"#);
    let (sent, since) = (platform.sent(), platform.now_ms());
    let wait = client.wait(None, None).unwrap();
    let done = block_on(client.wait_for(&id, &wait)).unwrap();
    assert!(done.is_final && done.successful);
    // After 10 seconds it was not answered, after 30 it was done.
    assert_eq!((platform.sent() - sent, platform.now_ms() - since), (2, 30_000));
}

#[test]
fn a_transaction_that_fails_is_told_and_one_that_stays_is_a_timeout() {
    let platform = sandbox();
    let client = client(platform.clone());
    let failing = start(&client, &MTN.replace("0503444777", "0500000901")).unwrap();
    let id = Value::from(failing.transaction.text("transaction_id").unwrap());
    let done = block_on(client.wait_for(&id, &client.wait(None, None).unwrap())).unwrap();
    assert!(done.is_final && !done.successful);
    let slow = start(&client, MTN).unwrap();
    let id = slow.transaction.text("transaction_id").unwrap();
    let since = platform.now_ms();
    let call: Call<Cancel> = client.wait(Some(15_000.0), None).unwrap();
    let error = block_on(client.wait_for(&id.as_str().into(), &call)).unwrap_err();
    assert_eq!((error.kind, &error.ids), (ErrorKind::Timeout, &vec![("transaction_id", id)]));
    assert_eq!(platform.now_ms() - since, 15_000);
}

#[test]
fn questions_keep_ten_seconds_apart_and_an_abort_ends_the_wait() {
    let platform = sandbox();
    let client = client(platform.clone());
    let started = start(&client, MTN).unwrap();
    let id = Value::from(started.transaction.text("transaction_id").unwrap());
    let soon: Call<Cancel> = Call { timeout_ms: 5_000, signal: None };
    for (seconds, ended) in [(10, false), (20, true)] {
        assert_eq!(block_on(client.status(&id, &soon)).unwrap_err().kind, ErrorKind::Timeout);
        let answer = block_on(client.status(&id, &call())).unwrap();
        assert_eq!((platform.now_ms(), answer.is_final), (NOW + seconds * 1000, ended));
    }
    let sent = platform.sent();
    let again = block_on(client.status(&id, &soon)).unwrap();
    assert!(again.successful, "the end is known without another question");
    assert_eq!((platform.sent(), platform.now_ms()), (sent, NOW + 20_000));
    let other = start(&client, &MTN.replace("5000", "6000")).unwrap();
    let id = Value::from(other.transaction.text("transaction_id").unwrap());
    let cancel = Cancel::default();
    cancel.cancel_at(platform.now_ms() + 35_000);
    let wait = Call { timeout_ms: 900_000, signal: Some(cancel) };
    fault(&platform, r#"{"kind":"empty","path":"/easytransfert/status","times":9}"#);
    assert_eq!(block_on(client.wait_for(&id, &wait)).unwrap_err().kind, ErrorKind::Aborted);
}

#[test]
fn a_clock_that_is_set_back_makes_no_question_wait_longer() {
    let platform = sandbox();
    let client = client(platform.clone());
    let id = start(&client, MTN).unwrap().transaction.text("transaction_id").unwrap();
    platform.set_back(3_600_000);
    let since = platform.now_ms();
    let soon: Call<Cancel> = Call { timeout_ms: 12_000, signal: None };
    assert!(block_on(client.status(&id.as_str().into(), &soon)).is_ok());
    assert_eq!(platform.now_ms() - since, 10_000);
}
