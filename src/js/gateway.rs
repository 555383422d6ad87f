//! One order for both generations, seen from JavaScript: what `CinetPay` and `Aurore` can both do.

use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::aurore::Aurore;
use super::cinetpay::CinetPay;
use super::convert::{PlainIssue, ended, issues, json};
use super::host::CallersSignal;
use super::{scratch, tasks, wire};
use crate::gateway::Opened;
use crate::notification::aurore;

/// A counter that was opened for an order, with its warnings.
#[derive(Serialize)]
struct OpenedAnswer<'a> {
    #[serde(flatten)]
    opened: &'a Opened,
    issues: Vec<PlainIssue<'a>>,
}

#[wasm_bindgen]
impl CinetPay {
    /// Opens a counter for the order of the scratch buffer's `[order]`, as the task of that number.
    pub fn open(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                let (opened, warnings) = checkout.open(parts.item(0), &call).await?;
                Ok(json(&OpenedAnswer { opened: &opened, issues: issues(&warnings, lang) }))
            };
            ended(answer.await, lang)
        })
    }

    /// What came of the order of the scratch buffer's `[reference, asked]`, as the task of that number.
    pub fn outcome(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (checkout, lang) = (Rc::clone(&self.checkout), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = checkout.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&checkout.outcome(parts.item(0), parts.item(1), &call).await?))
            };
            ended(answer.await, lang)
        })
    }
}

#[wasm_bindgen]
impl Aurore {
    /// Opens a counter for the order of the scratch buffer's `[order, country]`, as the task of that number.
    pub fn open(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let (order, country) = (parts.item(0), Some(parts.item(1)));
                let (opened, warnings) = client.open(order, country, &call).await?;
                Ok(json(&OpenedAnswer { opened: &opened, issues: issues(&warnings, lang) }))
            };
            ended(answer.await, lang)
        })
    }

    /// What came of the order of the scratch buffer's `[reference, asked]`, as the task of that number.
    pub fn outcome(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&aurore::outcome(&client, parts.item(0), parts.item(1), &call).await?))
            };
            ended(answer.await, lang)
        })
    }
}
