//! What the tests of Transfer and Airtime share: a client of the sandbox, and a platform that answers by heart and remembers what was sent.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use guichet::account::{AccountClient, AccountConfig, ItemResult, SendOptions, SendRun, Service};
use guichet::client::journal::{Journal, NoJournal};
use guichet::client::store::MemoryStore;
use guichet::client::{Call, GuichetError, HttpReply, HttpRequest, Platform, SendFailure};
use guichet_sandbox::native::{InProcess, block_on};

use crate::support::value;

pub(crate) const ACCOUNT: &str = r#"{"apikey":"XXXXXXXXXXXXXXXX","password":"test-password"}"#;

/// Answers what it was told to, in order; a text of its own at the login.
#[derive(Clone, Default)]
pub(crate) struct ByHeart {
    pub(crate) sent: Rc<RefCell<Vec<HttpRequest>>>,
    answers: Rc<RefCell<VecDeque<(u16, String)>>>,
}

impl ByHeart {
    pub(crate) fn answering(answers: &[(u16, &str)]) -> Self {
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        Self { sent: Rc::default(), answers: Rc::new(RefCell::new(answers)) }
    }

    /// What was sent after the login.
    pub(crate) fn asked(&self) -> HttpRequest {
        self.sent.borrow().last().expect("a request").clone()
    }
}

impl Platform for ByHeart {
    type Signal = ();

    async fn send(
        &self,
        request: &HttpRequest,
        _: u64,
        _: Option<&()>,
    ) -> Result<HttpReply, SendFailure> {
        self.sent.borrow_mut().push(request.clone());
        let (status, body) =
            self.answers.borrow_mut().pop_front().ok_or(SendFailure::Network { reason: None })?;
        Ok(HttpReply { status, headers: Vec::new(), body })
    }

    fn now_ms(&self) -> u64 {
        crate::support::NOW
    }

    async fn sleep(&self, _: u64, _: Option<&()>) -> Result<(), SendFailure> {
        Ok(())
    }

    fn random(&self) -> u64 {
        7
    }

    fn user_agent(&self) -> Option<&str> {
        None
    }
}

pub(crate) fn account<P: Platform>(
    platform: P,
    options: &str,
) -> Rc<AccountClient<P, MemoryStore>> {
    let config = AccountConfig::read(&value(options)).expect("options");
    Rc::new(AccountClient::new(platform, config, MemoryStore::default()))
}

pub(crate) fn call<S>() -> Call<S> {
    Call { timeout_ms: 30_000, signal: None }
}

/// A list of so many sends to Ivorian numbers.
pub(crate) fn list(count: usize) -> String {
    let items: Vec<String> = (0..count)
        .map(|at| {
            format!(
                r#"{{"prefix":"225","phone":"07{:08}","name":"A","surname":"B","email":"a@b.ci","amount":{},"client_transaction_id":"PAY-{at}","notify_url":"https://shop.example/n"}}"#,
                11_111_111 + at,
                500 + 50 * at
            )
        })
        .collect();
    format!("[{}]", items.join(","))
}

pub(crate) fn with_contacts() -> SendOptions {
    SendOptions { add_contacts: true, ..SendOptions::default() }
}

#[track_caller]
pub(crate) fn start<J: Journal>(
    client: &Rc<AccountClient<InProcess, MemoryStore>>,
    list: &str,
    options: &SendOptions,
    journal: J,
) -> SendRun<InProcess, MemoryStore, J> {
    client.send(Service::Transfer, &value(list), options, journal, call()).expect("a list")
}

/// Every result of a list.
pub(crate) fn all<P: Platform, J: Journal>(
    mut run: SendRun<P, MemoryStore, J>,
) -> (Vec<ItemResult>, Option<GuichetError>) {
    let mut results = Vec::new();
    while let Some(chunk) = block_on(run.next()) {
        results.extend(chunk);
    }
    (results, run.stopped().cloned())
}

pub(crate) fn send_all(
    client: &Rc<AccountClient<InProcess, MemoryStore>>,
    list: &str,
) -> (Vec<ItemResult>, Option<GuichetError>) {
    all(start(client, list, &with_contacts(), NoJournal))
}
