//! What became of items whose copies got no clear answer: they are looked for by their identifiers.

use super::client::{FindKey, Found};
use super::codes::AccountCode;
use super::compare::{Likeness, compare};
use super::delivery::Delivery;
use super::list::{Entry, Refusal};
use super::patience;
use super::result::Outcome;
use crate::client::error::{ErrorKind, GuichetError};
use crate::client::journal::Journal;
use crate::client::platform::Platform;
use crate::client::store::Store;

/// How often the service must say that it knows nothing of an item before it leaves again.
pub(super) const ABSENT: u8 = 2;
/// Between the two: a request overtaken by the question is there by then.
const SETTLE_MS: u64 = 5_000;
/// A request that has not arrived by then never will: connections and queues on the way live for seconds to a few minutes.
const UNDER_WAY_MS: u64 = 10 * 60 * 1000;

pub(super) const KNOWN_ID: &str = "805";

/// Whether a copy that left then can no longer arrive.
pub(super) const fn is_too_old(left: u64, now: u64) -> bool {
    now >= left.saturating_add(UNDER_WAY_MS)
}

impl<P: Platform, S: Store, J: Journal> Delivery<'_, P, S, J> {
    /// Finds out what became of the open items: each is found, or twice unknown to the service.
    pub(super) async fn resolve(&self, chunk: &mut [Entry]) -> Result<(), GuichetError> {
        if !self.look_up {
            for entry in chunk.iter_mut().filter(|entry| entry.is_open() && entry.refusal.is_none())
            {
                entry.rename(&self.client.new_id());
                (entry.copy, entry.lost) = (None, None);
            }
            return Ok(());
        }
        for pass in 0..ABSENT {
            if pass > 0 && chunk.iter().any(|entry| entry.is_open() && entry.absent > 0) {
                patience::pause(self.client, self.call, SETTLE_MS).await?;
            }
            for at in 0..chunk.len() {
                let Some(entry) =
                    chunk.get_mut(at).filter(|entry| entry.is_open() && entry.absent == pass)
                else {
                    continue;
                };
                let key = FindKey::ClientTransactionId(entry.id().to_owned());
                let Some(found) = self.find(&key).await? else { continue };
                let Some(first) = own(&found, entry) else {
                    // An answer without the item that was asked for is no word that there is none.
                    if found.is_empty() {
                        entry.absent += 1;
                    }
                    continue;
                };
                judge(entry, first);
                if let Some(lot) = first.text("lot").filter(|_| chunk.iter().any(Entry::is_open)) {
                    self.resolve_lot(chunk, lot).await?;
                }
            }
        }
        // A copy too old to arrive, and unknown to the service: what was said of a later one counts.
        let now = self.now();
        for entry in chunk.iter_mut().filter(|entry| entry.is_open() && entry.absent >= ABSENT) {
            let too_old = entry.lost.is_none_or(|left| is_too_old(left, now));
            if too_old
                && entry.refusal.as_ref().is_some_and(|refusal| refusal.code != KNOWN_ID)
                && let Some(refusal) = entry.refusal.take()
            {
                entry.settle_refused(refusal);
            }
        }
        Ok(())
    }

    /// What was sent together is found together.
    async fn resolve_lot(&self, chunk: &mut [Entry], lot: String) -> Result<(), GuichetError> {
        let Some(found) = self.find(&FindKey::Lot(lot)).await? else { return Ok(()) };
        for entry in chunk.iter_mut().filter(|entry| entry.is_open()) {
            if let Some(found) = found.iter().find(|found| is_of(found, entry)) {
                judge(entry, found);
            }
        }
        Ok(())
    }

    /// None when the service does not say: the item stays open.
    async fn find(&self, key: &FindKey) -> Result<Option<Vec<Found>>, GuichetError> {
        let question = async || self.client.find(self.service, key, self.call).await;
        match patience::ask(self.client, self.call, question).await {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind == ErrorKind::Api && !error.retryable => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The item of an answer to a question for its identifier. An answer that names none is about the one asked for.
fn own<'a>(found: &'a [Found], entry: &Entry) -> Option<&'a Found> {
    let named = found.iter().find(|found| is_of(found, entry));
    named.or_else(|| match found {
        [only] if only.text("client_transaction_id").is_none() => Some(only),
        _ => None,
    })
}

fn is_of(found: &Found, entry: &Entry) -> bool {
    found.text("client_transaction_id").as_deref() == Some(entry.id())
}

/// A payment has the item's identifier: is it the item?
fn judge(entry: &mut Entry, found: &Found) {
    match compare(found, &entry.send) {
        // Nobody else can have made an identifier of ours.
        Likeness::Unsaid if entry.written.own => {
            let result = entry.settle(Outcome::Unknown);
            result.transaction_id = found.text("transaction_id");
        }
        Likeness::Same | Likeness::Unsaid => {
            let result = entry.settle(Outcome::Accepted);
            result.transaction_id = found.text("transaction_id");
            result.lot = found.text("lot");
            result.stand(found.text("treatment_status"));
        }
        Likeness::Other => {
            let message = AccountCode::find(KNOWN_ID).map(|known| known.name.to_owned());
            let known_before =
                entry.refusal.as_ref().is_some_and(|refusal| refusal.code == KNOWN_ID);
            if known_before && entry.written.own && entry.lost.is_none() {
                // The identifier was another payment's before this one left, so this one cannot be made under it.
                entry.settle_refused(Refusal { code: KNOWN_ID.to_owned(), message, lot: None });
            } else {
                // Another payment, or this one altered on its way: a person must look.
                let result = entry.settle(Outcome::Unknown);
                result.code = Some(KNOWN_ID.to_owned());
                result.message = message;
                result.transaction_id = found.text("transaction_id");
            }
        }
    }
}
