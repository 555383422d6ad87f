//! The platform where there is JavaScript: browsers, Node, Deno, Bun, Workers.

use std::pin::pin;

use futures_util::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestRedirect};

use super::http::{HEADERS_READ, HttpReply, HttpRequest, Method};
use super::platform::{Platform, SendFailure};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(task: &Function, ms: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill_randomly(bytes: &mut [u8]) -> Result<(), JsValue>;
}

/// What this software calls itself.
pub const USER_AGENT: &str = concat!("guichet/", env!("CARGO_PKG_VERSION"));

/// The runtime that the page or server gives.
pub struct WebPlatform {
    fetch: Option<Function>,
    user_agent: Option<String>,
}

impl WebPlatform {
    /// Sends through `fetch`, the global one when None. A browser forbids scripts to name themselves, so it gives no user agent.
    #[must_use]
    pub fn new(fetch: Option<Function>) -> Self {
        let user_agent = (!is_page()).then(|| USER_AGENT.to_owned());
        Self { fetch, user_agent }
    }

    /// The global fetch takes a request that gloo-net builds. One that the caller gives takes the address and plain options, as
    /// code written by hand would call it: another realm's fetch refuses our Request object.
    fn start(&self, request: &HttpRequest, signal: &AbortSignal) -> Result<JsValue, JsValue> {
        match &self.fetch {
            None => global_fetch(&built(request, signal)?),
            Some(fetch) => {
                let url = JsValue::from_str(&request.url);
                fetch.call2(&JsValue::UNDEFINED, &url, &options(request, signal)?)
            }
        }
    }

    async fn exchange(
        &self,
        request: &HttpRequest,
        signal: &AbortSignal,
    ) -> Result<HttpReply, JsValue> {
        let response = resolved(&self.start(request, signal)?).await?;
        let status = Reflect::get(&response, &"status".into())?.as_f64().unwrap_or_default();
        let headers = headers(&response)?;
        let body = method(&response, "text")?.call0(&response)?;
        let body = resolved(&body).await?.as_string().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float to integer cast saturates"
        )]
        Ok(HttpReply { status: status as u16, headers, body })
    }
}

impl Platform for WebPlatform {
    type Signal = AbortSignal;

    async fn send(
        &self,
        request: &HttpRequest,
        timeout_ms: u64,
        signal: Option<&AbortSignal>,
    ) -> Result<HttpReply, SendFailure> {
        let controller =
            AbortController::new().map_err(|_| SendFailure::Network { reason: None })?;
        let stop = Stop::after(timeout_ms, signal)?;
        let inner = controller.signal();
        let reply = pin!(self.exchange(request, &inner));
        let stopped = pin!(stop.wait());
        match select(reply, stopped).await {
            Either::Left((Ok(reply), _)) => Ok(reply),
            Either::Left((Err(error), _)) => Err(SendFailure::Network { reason: reason(&error) }),
            Either::Right((why, _)) => {
                controller.abort();
                Err(why)
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float to integer cast saturates"
    )]
    fn now_ms(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    async fn sleep(&self, ms: u64, signal: Option<&AbortSignal>) -> Result<(), SendFailure> {
        match Stop::after(ms, signal)?.wait().await {
            SendFailure::TimedOut => Ok(()),
            why => Err(why),
        }
    }

    async fn within<T>(
        &self,
        ms: u64,
        signal: Option<&AbortSignal>,
        work: impl Future<Output = T>,
    ) -> Result<T, SendFailure> {
        let stop = Stop::after(ms, signal)?;
        match select(pin!(work), pin!(stop.wait())).await {
            Either::Left((done, _)) => Ok(done),
            Either::Right((why, _)) => Err(why),
        }
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        if fill_randomly(&mut bytes).is_err() {
            bytes = js_sys::Math::random().to_bits().to_le_bytes();
        }
        u64::from_le_bytes(bytes)
    }

    fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_deref()
    }
}

/// A promise that a timer or the caller's signal settles, whichever comes first. Both are let go when it is dropped.
struct Stop<'a> {
    settled: Promise,
    timer: JsValue,
    listener: Option<(&'a AbortSignal, Function)>,
}

const TIMED_OUT: u32 = 1;
const ABORTED: u32 = 2;

impl<'a> Stop<'a> {
    fn after(ms: u64, signal: Option<&'a AbortSignal>) -> Result<Self, SendFailure> {
        /// Longest time that a timer of JavaScript takes.
        const LONGEST: u64 = 0x7fff_ffff;
        if signal.is_some_and(AbortSignal::aborted) {
            return Err(SendFailure::Aborted);
        }
        let mut resolve = None;
        let settled = Promise::new(&mut |settle, _| resolve = Some(settle));
        let Some(resolve) = resolve else {
            return Err(SendFailure::Network { reason: None });
        };
        let settle_with = |why: u32| -> Function {
            resolve.bind1(&JsValue::UNDEFINED, &why.into()).unchecked_into()
        };
        let on_abort = settle_with(ABORTED);
        let listener = signal.map(|signal| {
            // Refused only for a signal that is none; the timer bounds the wait then.
            let _ = signal.add_event_listener_with_callback("abort", &on_abort);
            (signal, on_abort)
        });
        let ms = u32::try_from(ms.min(LONGEST)).unwrap_or(u32::MAX);
        let timer = set_timeout(&settle_with(TIMED_OUT), ms).unwrap_or(JsValue::UNDEFINED);
        Ok(Self { settled, timer, listener })
    }

    async fn wait(&self) -> SendFailure {
        match JsFuture::from(self.settled.clone()).await {
            Ok(why) if why == ABORTED => SendFailure::Aborted,
            Ok(_) | Err(_) => SendFailure::TimedOut,
        }
    }
}

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some((signal, on_abort)) = &self.listener {
            let _ = signal.remove_event_listener_with_callback("abort", on_abort);
        }
    }
}

/// The request as gloo-net builds it. A redirect is not followed: it would carry the key to another address.
///
/// # Errors
/// What JavaScript says of an address or header that it does not take.
pub fn built(request: &HttpRequest, signal: &AbortSignal) -> Result<web_sys::Request, JsValue> {
    let mut builder = match request.method {
        Method::Get => gloo_net::http::Request::get(&request.url),
        Method::Post => gloo_net::http::Request::post(&request.url),
    }
    .redirect(RequestRedirect::Manual)
    .abort_signal(Some(signal));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = match request.method {
        Method::Get => builder.build(),
        Method::Post => builder.body(request.body.as_str()),
    };
    built.map(Into::into).map_err(|error| JsValue::from_str(&error.to_string()))
}

fn options(request: &HttpRequest, signal: &AbortSignal) -> Result<JsValue, JsValue> {
    let headers = Object::new();
    for (name, value) in &request.headers {
        Reflect::set(&headers, &name.into(), &value.into())?;
    }
    let options = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value);
    set("method", &request.method.as_str().into())?;
    set("headers", &headers)?;
    set("redirect", &"manual".into())?;
    set("signal", signal)?;
    if request.method == Method::Post {
        set("body", &request.body.as_str().into())?;
    }
    Ok(options.into())
}

async fn resolved(value: &JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(value)).await
}

fn method(of: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(of, &name.into())?.dyn_into()
}

/// The headers that clients look at; a reply without a `headers.get` has none.
fn headers(response: &JsValue) -> Result<Vec<(String, String)>, JsValue> {
    let from = Reflect::get(response, &"headers".into())?;
    if !from.is_object() {
        return Ok(Vec::new());
    }
    let Ok(get) = method(&from, "get") else {
        return Ok(Vec::new());
    };
    let read = |name: &str| get.call1(&from, &name.into()).ok()?.as_string();
    Ok(HEADERS_READ
        .iter()
        .filter_map(|name| read(name).map(|value| ((*name).to_owned(), value)))
        .collect())
}

/// The system's word for a broken connection, found on the error or its cause. Any other text of the error may name keys.
fn reason(error: &JsValue) -> Option<String> {
    let word = |of: &JsValue| Reflect::get(of, &"code".into()).ok()?.as_string();
    let cause = || Reflect::get(error, &"cause".into()).ok();
    word(error).or_else(|| word(&cause()?)).and_then(system_word)
}

/// The text, where it is a word of the system's such as `ECONNREFUSED`.
#[must_use]
pub fn system_word(word: String) -> Option<String> {
    let shape = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!word.is_empty() && word.len() <= 40 && word.chars().all(shape)).then_some(word)
}

/// Whether this runs in a page, where secrets have no place.
#[must_use]
pub fn is_page() -> bool {
    let global = js_sys::global();
    let has = |name: &str| Reflect::get(&global, &name.into()).is_ok_and(|value| value.is_object());
    has("window") && has("document")
}
