//! `CinetPay`: one merchant's account, seen from JavaScript.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::{self, PlainIssue, ended, issues, json, thrown};
use super::host::{CallersSignal, Host};
#[cfg(feature = "everything")]
use super::merchant::GivenStore;
use super::{scratch, tasks, wire};
use crate::checkout::answer::Created;
use crate::checkout::client::{CheckoutClient, PaymentKey};
use crate::checkout::config::CheckoutConfig;
use crate::client::web;
use crate::rules::Lang;

/// One merchant's account.
#[wasm_bindgen]
pub struct CinetPay {
    pub(super) checkout: Rc<CheckoutClient<Host>>,
    #[cfg(feature = "everything")]
    pub(super) account: Rc<super::payouts::Account>,
    #[cfg(feature = "everything")]
    pub(super) desk: Rc<crate::notification::desk::Desk>,
    listened_to: Rc<Cell<bool>>,
    pub(super) lang: Lang,
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
    /// Reads the options from the scratch buffer. Requests go through `fetch` when one is given.
    ///
    /// # Errors
    /// `validation`; also for a secret in a page.
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize, fetch: &JsValue) -> Result<CinetPay, JsValue> {
        let options = scratch::read(length, wire::decode);
        let lang = super::lang(&options);
        let config =
            CheckoutConfig::read(&options, web::is_page()).map_err(|error| thrown(&error, lang))?;
        #[cfg(feature = "everything")]
        let account =
            crate::account::AccountConfig::read(&options).map_err(|error| thrown(&error, lang))?;
        let own_fetch =
            convert::gives_function("fetch", fetch).map_err(|error| thrown(&error, lang))?;
        let listened_to = Rc::default();
        let host = || Host::new(own_fetch, &listened_to);
        let checkout = Rc::new(CheckoutClient::new(host(), config));
        Ok(Self {
            checkout,
            #[cfg(feature = "everything")]
            account: Rc::new(super::payouts::Account::new(host(), account, GivenStore)),
            #[cfg(feature = "everything")]
            desk: Rc::default(),
            listened_to,
            lang,
        })
    }

    /// Whether the requests of this account are to be told of.
    pub fn listen(&self, listened_to: bool) {
        self.listened_to.set(listened_to);
    }

    /// `POST /v2/payment` with the request in the scratch buffer, as the task of that number.
    pub fn create(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let request = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                let (request, warnings) = checkout.prepare(&request)?;
                let created = checkout.create(&request, &call).await?;
                Ok(json(&CreatedAnswer {
                    created: &created,
                    transaction_id: request.transaction_id().as_str(),
                    issues: issues(&warnings, lang),
                }))
            };
            ended(answer.await, lang)
        })
    }

    /// `POST /v2/payment/check` for the transaction_id or record in the scratch buffer, as the task of that number.
    pub fn check(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let key = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&checkout.check(&PaymentKey::read(&key)?, &call).await?))
            };
            ended(answer.await, lang)
        })
    }
}
