//! The sandbox as a client's platform.

use guichet::client::retry::{Repeat, exchange};
use guichet::client::{Call, ErrorKind, HttpRequest, Platform, SendFailure};
use guichet_sandbox::native::{Cancel, InProcess, block_on};
use guichet_sandbox::{Options, Sandbox};
use serde_json::{Value, json};

use crate::site::{NOW, example};

fn platform() -> InProcess {
    InProcess::new(Sandbox::new(Options::default()), NOW, 1)
}

fn post(path: &str, body: &Value) -> HttpRequest {
    let url = format!("https://api-checkout.cinetpay.com{path}");
    HttpRequest::post(url, "application/json", body.to_string())
}

fn fault(platform: &InProcess, order: Value) {
    assert_eq!(platform.request(&post("/_sandbox/faults", &order)).unwrap().status, 200);
}

fn create(platform: &InProcess, signal: Option<Cancel>) -> Result<u16, ErrorKind> {
    let call = Call { timeout_ms: 30_000, signal };
    block_on(exchange(
        platform,
        &post("/v2/payment", &example()),
        call.beginning(platform.now_ms()),
        Repeat::Safe,
    ))
    .map(|reply| reply.status)
    .map_err(|error| error.kind)
}

#[test]
fn a_client_outlives_faults_that_pass() {
    for order in [
        json!({"kind": "drop_before", "times": 3}),
        json!({"kind": "drop_after", "times": 3}),
        json!({"status": 503, "times": 3}),
        json!({"status": 429, "retry_after": 5}),
        json!({"kind": "delay", "delay_ms": 15_000}),
    ] {
        let platform = platform();
        fault(&platform, order.clone());
        assert_eq!(create(&platform, None), Ok(201), "{order}");
        assert!(platform.sent() > 1 && platform.now_ms() > NOW, "{order}");
    }
}

#[test]
fn a_client_gives_up_in_time() {
    let platform = platform();
    fault(&platform, json!({"kind": "delay", "delay_ms": 600_000, "times": 9}));
    assert_eq!(create(&platform, None), Err(ErrorKind::Timeout));
    assert_eq!(platform.now_ms(), NOW + 30_000);
}

#[test]
fn a_signal_ends_a_call_at_once_and_halfway() {
    let platform = platform();
    let signal = Cancel::default();
    signal.cancel();
    assert_eq!(create(&platform, Some(signal)), Err(ErrorKind::Aborted));
    assert_eq!(platform.sent(), 0);
    fault(&platform, json!({"kind": "delay", "delay_ms": 9000}));
    let signal = Cancel::default();
    signal.cancel_at(NOW + 4000);
    assert_eq!(create(&platform, Some(signal.clone())), Err(ErrorKind::Aborted));
    assert_eq!(platform.now_ms(), NOW + 4000);
    assert_eq!(block_on(platform.sleep(1, Some(&signal))), Err(SendFailure::Aborted));
}

#[test]
fn notifications_reach_the_merchant() {
    let platform = platform();
    assert_eq!(create(&platform, None), Ok(201));
    platform.request(&post("/_sandbox/payments/REFID12354", &json!({"action": "accept"})));
    assert_eq!(platform.deliver_due(|_| Some(500)), 1);
    assert_eq!(platform.deliver_due(|_| Some(200)), 0);
    platform.advance(30_000);
    let mut body = String::new();
    assert_eq!(
        platform.deliver_due(|request| {
            body.clone_from(&request.body);
            Some(200)
        }),
        1
    );
    assert!(body.contains("cpm_trans_id=REFID12354"));
    let state: Value = serde_json::from_str(&platform.sandbox().state(platform.now_ms())).unwrap();
    assert_eq!(state["deliveries"][0]["tries"], json!([500, 200]));
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let story = |seed| {
        let platform = InProcess::new(Sandbox::new(Options::default()), NOW, seed);
        fault(&platform, json!({"kind": "drop_before", "times": 3}));
        assert_eq!(create(&platform, None), Ok(201));
        (platform.now_ms(), platform.sandbox().state(platform.now_ms()))
    };
    assert_eq!(story(5), story(5));
    assert_ne!(story(5).0, story(6).0);
}
