//! The merchant's own program and store, as the core reaches them: by orders to `pkg/api/host.js`.

use serde::Serialize;

use super::convert::json;
use super::tasks;
use crate::client::journal::{Journal, Unkept};
use crate::client::store::Store;
use crate::notification::desk::{Event, Handled, Program, Reply, Unanswered};
use crate::rules::Value;

/// What an order to the merchant's code comes to. 0 and 1 are failed and late, as with requests.
const LATE: u32 = 1;
const DONE: u32 = 3;
/// Nothing is there.
const MISSING: u32 = 4;

/// The store that the client was given, or its own.
pub(super) struct GivenStore;

#[derive(Serialize)]
struct Entry<'a> {
    key: &'a str,
    ttl: Option<u64>,
}

impl Store for GivenStore {
    async fn get(&self, key: &str) -> Option<String> {
        let outcome = tasks::order("store_get", &Entry { key, ttl: None }, "").await;
        (outcome.number == DONE).then_some(outcome.text)
    }

    async fn set(&self, key: &str, value: &str, ttl: Option<u64>) {
        tasks::order("store_set", &Entry { key, ttl }, value).await;
    }

    async fn delete(&self, key: &str) {
        tasks::order("store_delete", &Entry { key, ttl: None }, "").await;
    }
}

/// The journal that a list was given, if it was given one.
pub(super) struct GivenJournal {
    pub(super) given: bool,
    /// How long a line may take, in milliseconds.
    pub(super) patience: u64,
}

impl GivenJournal {
    const fn details(&self) -> Patience {
        Patience { patience: self.patience }
    }
}

impl Journal for GivenJournal {
    fn keeps(&self) -> bool {
        self.given
    }

    async fn append(&self, line: &str) -> Result<(), Unkept> {
        if !self.given {
            return Ok(());
        }
        match tasks::order("journal_append", &self.details(), line).await.number {
            DONE => Ok(()),
            _ => Err(Unkept),
        }
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        if !self.given {
            return Ok(Vec::new());
        }
        let outcome = tasks::order("journal_read", &self.details(), "").await;
        if outcome.number != DONE {
            return Err(Unkept);
        }
        Ok(outcome.text.lines().map(str::to_owned).collect())
    }
}

/// The functions that were given for a notification.
pub(super) struct Handlers;

#[derive(Serialize)]
struct Patience {
    patience: u64,
}

impl Program for Handlers {
    async fn asked(
        &self,
        transaction_id: &str,
        patience: u64,
    ) -> Result<Option<Value>, Unanswered> {
        let outcome = tasks::order("asked", &Patience { patience }, transaction_id).await;
        match outcome.number {
            DONE => crate::client::json::parse(&outcome.text).map(Some).ok_or(Unanswered),
            MISSING => Ok(None),
            _ => Err(Unanswered),
        }
    }

    async fn handle<C: Serialize>(&self, event: &Event<'_, C>, patience: u64) -> Handled {
        let outcome = tasks::order("handle", &Patience { patience }, &json(event)).await;
        handled(outcome.number)
    }

    async fn rest(&self, early: Reply) -> Handled {
        handled(tasks::order("rest", &(), &json(&early)).await.number)
    }
}

const fn handled(number: u32) -> Handled {
    match number {
        DONE => Handled::Done,
        LATE => Handled::Late,
        _ => Handled::Failed,
    }
}
