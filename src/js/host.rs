//! The platform of the clients that JavaScript sees: what they need is ordered from `pkg/api/host.js`.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Date, Math};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::convert::Texts;
use super::numbered::Numbered;
use super::tasks::{self, Outcome};
use crate::client::hooks::{Notice, What};
use crate::client::http::{HEADERS_READ, HttpReply, HttpRequest};
use crate::client::platform::{Platform, SendFailure};
use crate::client::web;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill_randomly(bytes: &mut [u8]) -> Result<(), JsValue>;
}

/// The caller's AbortSignal stays in JavaScript, with the task; an order only says whether it is to be heard.
#[derive(Clone, Copy)]
pub(super) struct CallersSignal;

/// The runtime that the page or server gives.
pub(super) struct Host {
    user_agent: Option<String>,
    /// Whether the caller gives a fetch of its own.
    own_fetch: bool,
    /// Whether anybody listens to what the client does.
    listened_to: Rc<Cell<bool>>,
}

thread_local! {
    /// What waits for the global fetch, by the number of its order.
    static REQUESTS: RefCell<Numbered<HttpRequest>> = RefCell::default();
}

impl Host {
    /// A browser forbids scripts to name themselves, so it gives no user agent.
    pub(super) fn new(own_fetch: bool, listened_to: &Rc<Cell<bool>>) -> Self {
        let user_agent = (!web::is_page()).then(|| web::USER_AGENT.to_owned());
        Self { user_agent, own_fetch, listened_to: Rc::clone(listened_to) }
    }

    /// The global fetch takes a request that gloo-net builds. One that the caller gives takes the address and plain options, as
    /// code written by hand would call it: another realm's fetch refuses our Request object.
    async fn exchange(&self, request: &HttpRequest, timeout: u64, abortable: bool) -> Outcome {
        if self.own_fetch {
            let details = Send {
                method: request.method.as_str(),
                url: &request.url,
                headers: Texts(&request.headers),
                timeout,
                abortable,
            };
            return tasks::order("send", &details, &request.body).await;
        }
        let ordered = tasks::order("fetch", &Wait { timeout, abortable }, "");
        let number = ordered.number();
        REQUESTS.with_borrow_mut(|requests| requests.insert(number, request.clone()));
        let outcome = ordered.await;
        REQUESTS.with_borrow_mut(|requests| requests.remove(number));
        outcome
    }
}

/// The headers of replies that the core wants to hear of, one a line.
#[wasm_bindgen]
#[must_use]
pub fn headers_read() -> String {
    HEADERS_READ.join("\n")
}

/// What an order may come to when no answer came; HTTP statuses are above.
const FAILED: u32 = 0;
const TIMED_OUT: u32 = 1;
const ABORTED: u32 = 2;

#[derive(Serialize)]
struct Send<'a> {
    method: &'a str,
    url: &'a str,
    headers: Texts<'a>,
    timeout: u64,
    abortable: bool,
}

#[derive(Serialize)]
struct Wait {
    timeout: u64,
    abortable: bool,
}

/// The request of an order `fetch`, for the global fetch.
///
/// # Errors
/// What JavaScript says of an address or header that it does not take.
#[wasm_bindgen]
pub fn built_request(order: u32, signal: &AbortSignal) -> Result<web_sys::Request, JsValue> {
    let request = REQUESTS.with_borrow(|requests| requests.get(order).cloned());
    web::built(&request.ok_or(JsValue::UNDEFINED)?, signal)
}

impl Platform for Host {
    type Signal = CallersSignal;

    async fn send(
        &self,
        request: &HttpRequest,
        timeout_ms: u64,
        signal: Option<&CallersSignal>,
    ) -> Result<HttpReply, SendFailure> {
        let Outcome { number, text } = self.exchange(request, timeout_ms, signal.is_some()).await;
        match number {
            FAILED => Err(SendFailure::Network { reason: web::system_word(text) }),
            TIMED_OUT => Err(SendFailure::TimedOut),
            ABORTED => Err(SendFailure::Aborted),
            status => Ok(reply(status, &text)),
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float to integer cast saturates"
    )]
    fn now_ms(&self) -> u64 {
        Date::now() as u64
    }

    async fn sleep(&self, ms: u64, signal: Option<&CallersSignal>) -> Result<(), SendFailure> {
        let details = Wait { timeout: ms, abortable: signal.is_some() };
        match tasks::order("sleep", &details, "").await.number {
            ABORTED => Err(SendFailure::Aborted),
            _ => Ok(()),
        }
    }

    async fn within<T>(
        &self,
        ms: u64,
        signal: Option<&CallersSignal>,
        work: impl Future<Output = T>,
    ) -> Result<T, SendFailure> {
        // Asked for once the work turns out to wait.
        match select(pin!(work), pin!(self.sleep(ms, signal))).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right((slept, _)) => Err(slept.err().unwrap_or(SendFailure::TimedOut)),
        }
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        if fill_randomly(&mut bytes).is_err() {
            bytes = Math::random().to_bits().to_le_bytes();
        }
        u64::from_le_bytes(bytes)
    }

    fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_deref()
    }

    fn notice(&self, notice: Notice<'_>) {
        if self.listened_to.get() {
            tasks::tell("notice", &Told::of(notice));
        }
    }
}

/// A notice as listeners get it; what does not belong to its kind is left out.
#[derive(Serialize)]
struct Told<'a> {
    event: &'a str,
    method: &'a str,
    url: &'a str,
    attempt: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<u64>,
}

impl<'a> Told<'a> {
    fn of(Notice { what, method, url, attempt }: Notice<'a>) -> Self {
        let event = what.word();
        let (status, failure, duration, pause) = match what {
            What::Request => (None, None, None, None),
            What::Response { status, failure, duration_ms } => {
                (status, failure, Some(duration_ms), None)
            }
            What::Retry { pause_ms } => (None, None, None, Some(pause_ms)),
        };
        Self { event, method, url, attempt, status, failure, duration, pause }
    }
}

/// The values of the headers read, one a line in their order, then the body.
fn reply(status: u32, text: &str) -> HttpReply {
    let mut rest = text;
    let mut headers = Vec::new();
    for name in HEADERS_READ {
        let (value, after) = rest.split_once('\n').unwrap_or_default();
        if !value.is_empty() {
            headers.push((name.to_owned(), value.to_owned()));
        }
        rest = after;
    }
    HttpReply { status: u16::try_from(status).unwrap_or_default(), headers, body: rest.to_owned() }
}
