//! Transfer and Airtime, seen from JavaScript: the calls of one account, and lists under way.

use std::cell::RefCell;
use std::rc::Rc;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::cinetpay::CinetPay;
use super::convert::{PlainIssue, Texts, ThrownError, ended, issues, json, plain, thrown};
use super::host::{CallersSignal, Host};
use super::merchant::{GivenJournal, GivenStore, Handlers};
use super::{scratch, tasks, wire};
use crate::account::client::ContactResult;
use crate::account::sending::journal_in_use;
use crate::account::{AccountClient, FindKey, ItemResult, SendOptions, SendRun, Service};
use crate::client::GuichetError;
use crate::notification::desk::Incoming;
use crate::notification::payout::{self, Payouts};
use crate::rules::{Lang, Value};

pub(super) type Account = AccountClient<Host, GivenStore>;

fn service(word: &str) -> Service {
    Service::ALL.into_iter().find(|service| service.word() == word).unwrap_or(Service::Transfer)
}

/// What became of a contact, with its warnings.
#[derive(Serialize)]
struct ToldContact<'a> {
    #[serde(flatten)]
    result: &'a ContactResult,
    issues: Vec<PlainIssue<'a>>,
}

/// What became of an item, with its warnings.
#[derive(Serialize)]
struct ToldItem<'a> {
    #[serde(flatten)]
    result: &'a ItemResult,
    issues: Vec<PlainIssue<'a>>,
}

#[wasm_bindgen]
impl CinetPay {
    /// What the account has with a service, as the task of that number.
    pub fn payout_balance(&self, task: u32, of: &str, timeout_ms: Option<f64>) -> String {
        let (account, lang, service) = (Rc::clone(&self.account), self.lang, service(of));
        tasks::start(task, async move {
            let answer = async {
                let call = account.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&account.balance(service, &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Adds the contacts in the scratch buffer, as the task of that number.
    pub fn payout_contacts(
        &self,
        task: u32,
        of: &str,
        length: usize,
        timeout_ms: Option<f64>,
    ) -> String {
        let list = scratch::read(length, wire::decode);
        let (account, lang, service) = (Rc::clone(&self.account), self.lang, service(of));
        tasks::start(task, async move {
            let answer = async {
                let call = account.call(timeout_ms, Some(CallersSignal))?;
                let results = account.add_contacts(service, &list, &call).await?;
                let told: Vec<ToldContact<'_>> = results
                    .iter()
                    .map(|result| ToldContact { result, issues: issues(&result.issues, lang) })
                    .collect();
                Ok(json(&told))
            };
            ended(answer.await, lang)
        })
    }

    /// Looks up the key in the scratch buffer, as the task of that number.
    pub fn payout_find(
        &self,
        task: u32,
        of: &str,
        length: usize,
        timeout_ms: Option<f64>,
    ) -> String {
        let key = scratch::read(length, wire::decode);
        let (account, lang, service) = (Rc::clone(&self.account), self.lang, service(of));
        tasks::start(task, async move {
            let answer = async {
                let call = account.call(timeout_ms, Some(CallersSignal))?;
                Ok(json(&account.find(service, &FindKey::read(&key)?, &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// The list and options of the scratch buffer's `[list, options]`, ready to be sent chunk by chunk.
    ///
    /// # Errors
    /// `validation`, naming every item that breaks a rule.
    pub fn payout_send(
        &self,
        of: &str,
        length: usize,
        timeout_ms: Option<f64>,
        journal: bool,
    ) -> Result<PayoutRun, JsValue> {
        let parts = scratch::read(length, wire::decode);
        let run = || {
            let call = self.account.call(timeout_ms, Some(CallersSignal))?;
            let options = SendOptions::read(parts.item(1))?;
            let journal = GivenJournal { given: journal, patience: call.timeout_ms };
            self.account.send(service(of), parts.item(0), &options, journal, call)
        };
        let run = run().map_err(|error: GuichetError| thrown(&error, self.lang))?;
        Ok(PayoutRun { total: run.len(), run: Rc::new(RefCell::new(Some(run))), lang: self.lang })
    }

    /// The named texts of the payout notification in the scratch buffer, as JSON.
    ///
    /// # Errors
    /// `validation` for what is no notification.
    pub fn payout_notification(&self, length: usize) -> Result<String, JsValue> {
        let fields = payout::read(&scratch::read(length, wire::decode));
        fields
            .map(|fields| json(&Texts(&fields)))
            .map_err(|issue| thrown(&GuichetError::validation(vec![issue]), self.lang))
    }

    /// Whether notifications of a service can be answered.
    ///
    /// # Errors
    /// `validation`, for what the options lack: Checkout's are verified with `site_id` and `secret_key`, the others asked about with `password`.
    pub fn receives(&self, word: &str) -> Result<(), JsValue> {
        let ready = match word {
            "checkout" => self.checkout.can_verify(),
            _ => self.account.can_ask(),
        };
        ready.map_err(|error| thrown(&error, self.lang))
    }

    /// Confirms the notification of the scratch buffer's `[body, asked]` or `[body]`, as the task of that number.
    pub fn payout_confirm(
        &self,
        task: u32,
        of: &str,
        length: usize,
        timeout_ms: Option<f64>,
    ) -> String {
        let parts = scratch::read(length, wire::decode);
        let (account, lang, service) = (Rc::clone(&self.account), self.lang, service(of));
        tasks::start(task, async move {
            let answer = async {
                let call = account.call(timeout_ms, Some(CallersSignal))?;
                let fields = payout::read(parts.item(0))
                    .map_err(|issue| GuichetError::validation(vec![issue]))?;
                let asked = asked(&parts);
                Ok(json(&payout::confirm(&account, service, &fields, asked, &call).await?))
            };
            ended(answer.await, lang)
        })
    }

    /// Answers the payout notification of the scratch buffer's `[method, x_token, body]`, as the task of that number.
    pub fn payout_receive(&self, task: u32, of: &str, length: usize) -> String {
        let parts = scratch::read(length, wire::decode);
        let (account, desk) = (Rc::clone(&self.account), Rc::clone(&self.desk));
        let (lang, service) = (self.lang, service(of));
        tasks::start(task, async move {
            let payouts = Payouts { client: &account, service };
            let reply =
                desk.receive_unsigned(&incoming(&parts), &payouts, &GivenStore, &Handlers).await;
            ended(Ok(json(&reply)), lang)
        })
    }
}

/// What was asked, of `[body, asked]`; None of `[body]`.
pub(super) fn asked(parts: &Value) -> Option<&Value> {
    match parts {
        Value::List(parts) => parts.get(1),
        _ => None,
    }
}

/// `[method, x_token, body]`.
pub(super) fn incoming(parts: &Value) -> Incoming<'_> {
    Incoming {
        method: parts.item(0).as_text().unwrap_or_default(),
        x_token: parts.item(1).as_text(),
        body: parts.item(2),
    }
}

type Run = SendRun<Host, GivenStore, GivenJournal>;

/// A list of payouts under way.
#[wasm_bindgen]
pub struct PayoutRun {
    /// Away while a chunk is on its way.
    run: Rc<RefCell<Option<Run>>>,
    total: usize,
    lang: Lang,
}

/// A chunk's results; null when there are no more. And why the list stopped, if it did.
#[derive(Serialize)]
struct Chunk<'a> {
    results: Option<Vec<ToldItem<'a>>>,
    stopped: Option<ThrownError<'a>>,
}

#[wasm_bindgen]
impl PayoutRun {
    /// How many items the list has.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Says that another run is using the journal.
    ///
    /// # Errors
    /// Always.
    pub fn refuse_journal(&self) -> Result<(), JsValue> {
        Err(thrown(&journal_in_use(), self.lang))
    }

    /// Lets other runs use the journal.
    pub fn let_go(&self) {
        if let Some(run) = self.run.borrow_mut().as_mut() {
            run.let_go();
        }
    }

    /// Sends the next chunk, as the task of that number.
    pub fn next(&self, task: u32) -> String {
        let (place, lang) = (Rc::clone(&self.run), self.lang);
        tasks::start(task, async move {
            let taken = place.borrow_mut().take();
            let Some(mut run) = taken else {
                return Ok(json(&Chunk { results: None, stopped: None }));
            };
            let taken_up = run.take_up().await;
            if taken_up.is_err() {
                place.borrow_mut().replace(run);
                return ended(taken_up.map(|()| String::new()), lang);
            }
            let results = run.next().await;
            let told = results.as_ref().map(|results| {
                let told = |result| ToldItem { result, issues: issues(&result.issues, lang) };
                results.iter().map(told).collect()
            });
            let stopped = run.stopped().map(|error| plain(error, lang));
            let answer = json(&Chunk { results: told, stopped });
            place.borrow_mut().replace(run);
            Ok(answer)
        })
    }
}
