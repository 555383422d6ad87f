//! The JavaScript platform as it runs in Node and in a browser: a fetch of any kind, time, giving up.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where something is wrong"
)]

use guichet::client::platform::{Platform, SendFailure};
use guichet::client::web::WebPlatform;
use guichet::client::{HttpRequest, Method};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

#[wasm_bindgen(inline_js = r#"
export const answering = () => async (url, options) => ({
  status: 201,
  headers: { get: (name) => (name === 'content-type' ? 'application/json' : null) },
  text: async () => JSON.stringify({ url, method: options.method, body: options.body, type: options.headers['content-type'], redirect: options.redirect }),
})
export const throwing = () => () => { throw Object.assign(new TypeError('key 12345 in https://x'), { cause: { code: 'ECONNREFUSED' } }) }
export const hanging = () => () => new Promise(() => {})
export const headless = () => async () => ({ status: 200, text: async () => 'ok' })
export const senseless = () => async () => 42
"#)]
extern "C" {
    fn answering() -> js_sys::Function;
    fn throwing() -> js_sys::Function;
    fn hanging() -> js_sys::Function;
    fn headless() -> js_sys::Function;
    fn senseless() -> js_sys::Function;
}

fn request() -> HttpRequest {
    HttpRequest::post(
        "https://example.com/v2/payment".to_owned(),
        "application/json",
        "{}".to_owned(),
    )
}

async fn send(fetch: js_sys::Function, timeout_ms: u64) -> Result<(u16, String), SendFailure> {
    let reply = WebPlatform::new(Some(fetch)).send(&request(), timeout_ms, None).await?;
    Ok((reply.status, reply.body))
}

#[wasm_bindgen_test]
async fn a_fetch_that_is_given_takes_the_address_and_plain_options() {
    let (status, body) = send(answering(), 1000).await.unwrap();
    assert_eq!(status, 201);
    assert_eq!(
        body,
        r#"{"url":"https://example.com/v2/payment","method":"POST","body":"{}","type":"application/json","redirect":"manual"}"#
    );
}

#[wasm_bindgen_test]
async fn a_reply_without_headers_is_read_all_the_same() {
    assert_eq!(send(headless(), 1000).await.unwrap(), (200, "ok".to_owned()));
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_is_a_network_failure_that_keeps_only_the_systems_word() {
    let reason = Some("ECONNREFUSED".to_owned());
    assert_eq!(send(throwing(), 1000).await.unwrap_err(), SendFailure::Network { reason });
    assert_eq!(send(senseless(), 1000).await.unwrap_err(), SendFailure::Network { reason: None });
}

#[wasm_bindgen_test]
async fn a_fetch_that_hangs_is_left_in_time() {
    assert_eq!(send(hanging(), 20).await.unwrap_err(), SendFailure::TimedOut);
}

#[wasm_bindgen_test]
async fn the_callers_signal_ends_a_request_and_a_wait() {
    let platform = WebPlatform::new(Some(hanging()));
    let controller = AbortController::new().unwrap();
    let signal = controller.signal();
    let request = request();
    let sent = platform.send(&request, 10_000, Some(&signal));
    let aborted = async {
        platform.sleep(5, None).await.unwrap();
        controller.abort();
    };
    let (sent, ()) = futures_util::future::join(sent, aborted).await;
    assert_eq!(sent.unwrap_err(), SendFailure::Aborted);
    assert_eq!(platform.sleep(10_000, Some(&signal)).await, Err(SendFailure::Aborted));
}

#[wasm_bindgen_test]
async fn the_global_fetch_takes_a_built_request() {
    let platform = WebPlatform::new(None);
    let refused = HttpRequest {
        method: Method::Get,
        url: "http://127.0.0.1:1/".to_owned(),
        headers: vec![("accept".to_owned(), "application/json".to_owned())],
        body: String::new(),
    };
    assert!(matches!(platform.send(&refused, 5000, None).await, Err(SendFailure::Network { .. })));
}

#[wasm_bindgen_test]
fn random_numbers_and_time_come_from_the_runtime() {
    let platform = WebPlatform::new(None);
    let drawn: Vec<u64> = (0..8).map(|_| platform.random()).collect();
    assert!(drawn.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(drawn.iter().any(|number| *number > u64::from(u32::MAX)));
    assert!(platform.now_ms() > 1_700_000_000_000);
}
