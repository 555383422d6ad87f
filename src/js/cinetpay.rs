//! `CinetPay`: one merchant's account, seen from JavaScript.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::{self, PlainIssue, Texts, ended, issues, json, thrown};
use super::host::{CallersSignal, Host};
use super::merchant::{GivenStore, Handlers};
use super::payouts::{Account, incoming};
use super::{scratch, tasks, wire};
use crate::account::AccountConfig;
use crate::checkout::answer::Created;
use crate::checkout::client::{CheckoutClient, PaymentKey};
use crate::checkout::config::CheckoutConfig;
use crate::checkout::notification::SignedOrder;
use crate::client::GuichetError;
use crate::client::web;
use crate::notification::desk::Desk;
use crate::notification::form;
use crate::rules::{Lang, Value};

/// One merchant's account.
#[wasm_bindgen]
pub struct CinetPay {
    checkout: Rc<CheckoutClient<Host>>,
    pub(super) account: Rc<Account>,
    pub(super) desk: Rc<Desk>,
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
        let account = AccountConfig::read(&options).map_err(|error| thrown(&error, lang))?;
        let own_fetch =
            convert::gives_function("fetch", fetch).map_err(|error| thrown(&error, lang))?;
        let listened_to = Rc::default();
        let host = || Host::new(own_fetch, &listened_to);
        let checkout = Rc::new(CheckoutClient::new(host(), config));
        let account = Rc::new(Account::new(host(), account, GivenStore));
        Ok(Self { checkout, account, desk: Rc::default(), listened_to, lang })
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

    /// Whether the scratch buffer's `[body, x_token, received_order]` is a notification of the service's to this account.
    ///
    /// # Errors
    /// `validation` for what is no form, and when the account's secret key was not given.
    pub fn verify(&self, length: usize) -> Result<bool, JsValue> {
        let parts = scratch::read(length, wire::decode);
        let part = |at| parts.item(at);
        let verified = form::read(part(0)).map_err(|issue| GuichetError::validation(vec![issue]));
        let order = match part(2) {
            Value::Bool(true) => SignedOrder::Received,
            _ => SignedOrder::Documented,
        };
        let x_token = part(1).as_text().unwrap_or_default();
        verified
            .and_then(|fields| self.checkout.verify(&fields, x_token, order))
            .map_err(|error| thrown(&error, self.lang))
    }

    /// The named texts of the notification in the scratch buffer, as JSON.
    ///
    /// # Errors
    /// `validation` for what is no form.
    pub fn notification(&self, length: usize) -> Result<String, JsValue> {
        let fields = form::read(&scratch::read(length, wire::decode));
        fields
            .map(|fields| json(&Texts(&fields)))
            .map_err(|issue| thrown(&GuichetError::validation(vec![issue]), self.lang))
    }

    /// Confirms the notification of the scratch buffer's `[body, asked]`, as the task of that number.
    pub fn confirm(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                let fields = form::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                Ok(json(&checkout.confirm(&fields, parts.item(1), &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Answers the request of the scratch buffer's `[method, x_token, body]`, as the task of that number.
    pub fn receive(&self, task: u32, length: usize) -> String {
        let parts = scratch::read(length, wire::decode);
        let (checkout, desk) = (Rc::clone(&self.checkout), Rc::clone(&self.desk));
        let lang = self.lang;
        tasks::start(task, async move {
            let reply = desk.receive(&incoming(&parts), &checkout, &GivenStore, &Handlers).await;
            ended(reply.map(|reply| json(&reply)), lang)
        })
    }
}
