//! `CinetPay`: one merchant's account, seen from JavaScript.

use std::rc::Rc;

use js_sys::Promise;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::convert::{self, PlainIssue, thrown, to_js};
use super::{scratch, wire};
use crate::checkout::answer::Created;
use crate::checkout::client::{CheckoutClient, PaymentKey};
use crate::checkout::config::CheckoutConfig;
use crate::client::web::{self, WebPlatform};
use crate::rules::Lang;

/// One merchant's account.
#[wasm_bindgen]
pub struct CinetPay {
    checkout: Rc<CheckoutClient<WebPlatform>>,
    lang: Lang,
}

/// What `create` answers: the service's own answer, the identifier it belongs to, and the warnings.
#[derive(Serialize)]
struct CreatedAnswer<'a> {
    #[serde(flatten)]
    created: &'a Created,
    transaction_id: &'a str,
    issues: Vec<PlainIssue<'a>>,
}

#[wasm_bindgen]
impl CinetPay {
    /// Reads the options from the scratch buffer. Sends through `fetch` when one is given.
    ///
    /// # Errors
    /// `validation`; also for a secret in a page.
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize, fetch: &JsValue) -> Result<CinetPay, JsValue> {
        let options = scratch::read(length, wire::decode);
        let lang = super::lang(&options);
        let config =
            CheckoutConfig::read(&options, web::is_page()).map_err(|error| thrown(&error, lang))?;
        let fetch = convert::function("fetch", fetch).map_err(|error| thrown(&error, lang))?;
        let checkout = Rc::new(CheckoutClient::new(WebPlatform::new(fetch), config));
        Ok(Self { checkout, lang })
    }

    /// `POST /v2/payment` with the request in the scratch buffer.
    pub fn create(
        &self,
        length: usize,
        timeout_ms: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let request = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        future_to_promise(async move {
            let call = checkout.call(timeout_ms, signal).map_err(|error| thrown(&error, lang))?;
            let (request, warnings) =
                checkout.prepare(&request).map_err(|error| thrown(&error, lang))?;
            let created = checkout.create(&request, &call).await;
            let created = created.map_err(|error| thrown(&error, lang))?;
            to_js(&CreatedAnswer {
                created: &created,
                transaction_id: request.transaction_id().as_str(),
                issues: convert::issues(&warnings, lang),
            })
        })
    }

    /// `POST /v2/payment/check` for the transaction_id or record in the scratch buffer.
    pub fn check(
        &self,
        length: usize,
        timeout_ms: Option<f64>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let key = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        future_to_promise(async move {
            let call = checkout.call(timeout_ms, signal).map_err(|error| thrown(&error, lang))?;
            let key = PaymentKey::read(&key).map_err(|error| thrown(&error, lang))?;
            let checked = checkout.check(&key, &call).await;
            to_js(&checked.map_err(|error| thrown(&error, lang))?)
        })
    }
}
