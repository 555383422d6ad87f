//! `EasyTransfert`: one merchant's account, seen from JavaScript.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::{self, PlainIssue, Texts, ended, issues, json, thrown};
use super::host::{CallersSignal, Host};
use super::merchant::{GivenStore, Handlers};
use super::payouts::{asked, incoming};
use super::{scratch, tasks, wire};
use crate::client::GuichetError;
use crate::client::web;
use crate::easytransfert::{EasyTransfertClient, EasyTransfertConfig, Started};
use crate::notification::desk::Desk;
use crate::notification::transfert::{self, Transferts};
use crate::rules::Lang;

/// One merchant's account with EasyTransfert.
#[wasm_bindgen]
pub struct EasyTransfert {
    client: Rc<EasyTransfertClient<Host>>,
    desk: Rc<Desk>,
    listened_to: Rc<Cell<bool>>,
    lang: Lang,
}

/// What `airtime` answers, with its warnings.
#[derive(Serialize)]
struct StartedAnswer<'a> {
    #[serde(flatten)]
    started: &'a Started,
    issues: Vec<PlainIssue<'a>>,
}

#[wasm_bindgen]
impl EasyTransfert {
    /// Reads the options from the scratch buffer. Requests go through `fetch` when one is given.
    ///
    /// # Errors
    /// `validation`; also for a key in a page.
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize, fetch: &JsValue) -> Result<EasyTransfert, JsValue> {
        let options = scratch::read(length, wire::decode);
        let lang = super::lang(&options);
        let config = EasyTransfertConfig::read(&options, web::is_page())
            .map_err(|error| thrown(&error, lang))?;
        let own_fetch =
            convert::gives_function("fetch", fetch).map_err(|error| thrown(&error, lang))?;
        let listened_to = Rc::default();
        let host = Host::new(own_fetch, &listened_to);
        let client = Rc::new(EasyTransfertClient::new(host, config));
        Ok(Self { client, desk: Rc::default(), listened_to, lang })
    }

    /// Whether the requests of this account are to be told of.
    pub fn listen(&self, listened_to: bool) {
        self.listened_to.set(listened_to);
    }

    /// `POST /airtime` with the request in the scratch buffer, as the task of that number.
    pub fn airtime(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let request = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let (request, warnings) = client.prepare(&request)?;
                let started = client.airtime(&request, &call).await?;
                Ok(json(&StartedAnswer { started: &started, issues: issues(&warnings, lang) }))
            };
            ended(answer.await, lang)
        })
    }

    /// `POST /status` for the identifier in the scratch buffer, as the task of that number.
    pub fn status(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let id = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&client.status(&id, &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Asks until the transaction in the scratch buffer has ended, as the task of that number.
    pub fn wait_for(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let id = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.wait(timeout_ms, Some(CallersSignal))?;
                Ok(json(&client.wait_for(&id, &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// The named texts of the IPN in the scratch buffer, as JSON.
    ///
    /// # Errors
    /// `validation` for what is no IPN.
    pub fn notification(&self, length: usize) -> Result<String, JsValue> {
        let fields = transfert::read(&scratch::read(length, wire::decode));
        fields
            .map(|fields| json(&Texts(&fields)))
            .map_err(|issue| thrown(&GuichetError::validation(vec![issue]), self.lang))
    }

    /// Confirms the IPN of the scratch buffer's `[body, asked]` or `[body]`, as the task of that number.
    pub fn confirm(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let fields = transfert::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                Ok(json(&transfert::confirm(&client, &fields, asked(&parts), &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Answers the IPN of the scratch buffer's `[method, x_token, body]`, as the task of that number.
    pub fn receive(&self, task: u32, length: usize) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, desk, lang) = (Rc::clone(&self.client), Rc::clone(&self.desk), self.lang);
        tasks::start(task, async move {
            let transferts = Transferts { client: &client };
            let reply =
                desk.receive_unsigned(&incoming(&parts), &transferts, &GivenStore, &Handlers).await;
            ended(Ok(json(&reply)), lang)
        })
    }
}
