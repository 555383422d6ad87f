//! Checkout's notifications, as a merchant's server gets them.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::cinetpay::CinetPay;
use super::convert::{Texts, ended, json, thrown};
use super::host::CallersSignal;
use super::merchant::{GivenStore, Handlers};
use super::payouts::{asked, incoming};
use super::{scratch, tasks, wire};
use crate::checkout::notification::SignedOrder;
use crate::client::GuichetError;
use crate::notification::form;
use crate::rules::Value;

#[wasm_bindgen]
impl CinetPay {
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

    /// Confirms the notification of the scratch buffer's `[body, asked]` or `[body]`, as the task of that number.
    pub fn confirm(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                let fields = form::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                Ok(json(&checkout.confirm(&fields, asked(&parts), &call).await?))
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
