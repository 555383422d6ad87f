//! `Aurore`: a merchant's accounts of CinetPay's new generation, seen from JavaScript.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::{self, PlainIssue, Texts, ended, issues, json, thrown};
use super::host::{CallersSignal, Host};
use super::merchant::{GivenStore, Handlers};
use super::payouts::{asked, incoming};
use super::{scratch, tasks, wire};
use crate::aurore::{AuroreClient, AuroreConfig, FindKey, Kind, Operation};
use crate::client::GuichetError;
use crate::client::json::Fields;
use crate::client::web;
use crate::notification::aurore::{self, Aurores};
use crate::notification::desk::Desk;
use crate::rules::Lang;

/// A merchant's accounts with Aurore.
#[wasm_bindgen]
pub struct Aurore {
    pub(super) client: Rc<AuroreClient<Host, GivenStore>>,
    desk: Rc<Desk>,
    listened_to: Rc<Cell<bool>>,
    pub(super) lang: Lang,
}

/// What `create` answers, with its warnings.
#[derive(Serialize)]
struct CreatedAnswer<'a> {
    #[serde(flatten)]
    created: &'a Operation,
    issues: Vec<PlainIssue<'a>>,
}

#[wasm_bindgen]
impl Aurore {
    /// Reads the options from the scratch buffer. Requests go through `fetch` when one is given.
    ///
    /// # Errors
    /// `validation`; also for secrets in a page.
    #[wasm_bindgen(constructor)]
    pub fn new(length: usize, fetch: &JsValue) -> Result<Aurore, JsValue> {
        let options = scratch::read(length, wire::decode);
        let lang = super::lang(&options);
        let config =
            AuroreConfig::read(&options, web::is_page()).map_err(|error| thrown(&error, lang))?;
        let own_fetch =
            convert::gives_function("fetch", fetch).map_err(|error| thrown(&error, lang))?;
        let listened_to = Rc::default();
        let host = Host::new(own_fetch, &listened_to);
        let client = Rc::new(AuroreClient::new(host, config, GivenStore));
        Ok(Self { client, desk: Rc::default(), listened_to, lang })
    }

    /// Where requests go.
    pub fn base_url(&self) -> String {
        self.client.base_url().to_owned()
    }

    /// Whether the requests of these accounts are to be told of.
    pub fn listen(&self, listened_to: bool) {
        self.listened_to.set(listened_to);
    }

    /// Makes what the scratch buffer's `[request, country]` asks, as the task of that number.
    pub fn create(&self, task: u32, word: &str, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang, kind) = (Rc::clone(&self.client), self.lang, Kind::of(word));
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let (prepared, warnings) =
                    client.prepare(kind, parts.item(0), Some(parts.item(1)))?;
                let created = client.create(&prepared, &call).await?;
                Ok(json(&CreatedAnswer { created: &created, issues: issues(&warnings, lang) }))
            };
            ended(answer.await, lang)
        })
    }

    /// Finds what the scratch buffer's `[key, country]` names, as the task of that number.
    pub fn find(&self, task: u32, word: &str, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang, kind) = (Rc::clone(&self.client), self.lang, Kind::of(word));
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let key = FindKey::read(parts.item(0))?;
                Ok(json(&client.find(kind, &key, Some(parts.item(1)), &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// What every account has, or that of the country in the scratch buffer, as the task of that number.
    pub fn balances(&self, task: u32, length: usize, timeout_ms: Option<f64>) -> String {
        let country = scratch::read(length, wire::decode);
        let (client, lang) = (Rc::clone(&self.client), self.lang);
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let balances = client.balances(Some(&country), &call).await?;
                Ok(json(&balances.iter().map(Fields).collect::<Vec<_>>()))
            };
            ended(answer.await, lang)
        })
    }

    /// The named texts of the notification in the scratch buffer, as JSON.
    ///
    /// # Errors
    /// `validation` for what is no notification.
    pub fn notification(&self, length: usize) -> Result<String, JsValue> {
        let fields = aurore::read(&scratch::read(length, wire::decode));
        fields
            .map(|fields| json(&Texts(&fields)))
            .map_err(|issue| thrown(&GuichetError::validation(vec![issue]), self.lang))
    }

    /// Whether the notification of the scratch buffer's `[body, asked]` or `[body]` carries the token of its payment, as the task of that number.
    pub fn verify(&self, task: u32, word: &str, length: usize) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang, kind) = (Rc::clone(&self.client), self.lang, Kind::of(word));
        tasks::start(task, async move {
            let answer = async {
                let fields = aurore::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                let call = client.call(None, Some(CallersSignal))?;
                let verified = aurore::verify(&client, kind, &fields, asked(&parts), &call).await?;
                Ok(json(&verified.unwrap_or(false)))
            };
            ended(answer.await, lang)
        })
    }

    /// Confirms the notification of the scratch buffer's `[body, asked]` or `[body]`, as the task of that number.
    pub fn confirm(&self, task: u32, word: &str, length: usize, timeout_ms: Option<f64>) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, lang, kind) = (Rc::clone(&self.client), self.lang, Kind::of(word));
        tasks::start(task, async move {
            let answer = async {
                let call = client.call(timeout_ms, Some(CallersSignal))?;
                let fields = aurore::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                Ok(json(&aurore::confirm(&client, kind, &fields, asked(&parts), &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Answers the notification of the scratch buffer's `[method, x_token, body]`, as the task of that number.
    pub fn receive(&self, task: u32, word: &str, length: usize) -> String {
        let parts = scratch::read(length, wire::decode);
        let (client, desk, lang) = (Rc::clone(&self.client), Rc::clone(&self.desk), self.lang);
        let kind = Kind::of(word);
        tasks::start(task, async move {
            let aurores = Aurores { client: &client, kind };
            let reply =
                desk.receive_unsigned(&incoming(&parts), &aurores, &GivenStore, &Handlers).await;
            ended(Ok(json(&reply)), lang)
        })
    }
}
