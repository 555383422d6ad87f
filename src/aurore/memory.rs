//! What is remembered of a payment or transfer from before it leaves: what was asked, since the service does not say it again; when a copy left
//! that nobody answered; and the tokens of its answer.

use super::config::Account;
use super::request::{AuroreRequest, Kind};
use crate::client::digest::digest;
use crate::client::json;
use crate::client::platform::{Platform, SendFailure, Until};
use crate::client::store::{self, Store};
use crate::rules::{Record, Value};

/// Longer than any payment is disputed at the counter; what is older is the merchant's own books' matter.
const REMEMBERED_MS: u64 = 90 * 24 * 3_600_000;

/// How often a call that is under way is looked for.
const LOOK_AGAIN_MS: u64 = 200;

/// One operation, as the store keeps it. It has no Debug: it holds tokens.
#[derive(Clone, Default)]
pub struct Kept {
    /// What was asked, in whole units.
    pub amount: Option<String>,
    /// In which currency.
    pub currency: Option<String>,
    /// A name for everything that was asked, which tells nothing of it.
    pub(super) content: String,
    /// When the last copy left that was not answered.
    pub(super) left: Option<u64>,
    /// When the call that made that copy must have ended.
    pub(super) until: Option<u64>,
    /// Whether the service has answered that it exists.
    pub(super) answered: bool,
    /// The service's identifier, from its answer.
    pub(super) transaction_id: Option<String>,
    /// What its notifications carry.
    pub(super) notify_token: Option<String>,
    /// The counter's.
    pub(super) payment_token: Option<String>,
    /// The counter's address.
    pub(super) payment_url: Option<String>,
}

impl Kept {
    /// What is known before anything leaves.
    pub(super) fn of(request: &AuroreRequest, account: &Account) -> Self {
        let content = digest(account.api_key.reveal(), &[&json::write(request.fields())]);
        Self {
            amount: Some(request.amount().units().to_string()),
            currency: Some(request.currency().code().to_owned()),
            content,
            ..Self::default()
        }
    }

    /// Whether a notification carries the token that was given when this was made. None while the answer that held it is not known.
    #[must_use]
    pub fn is_notified_by(&self, token: &str) -> Option<bool> {
        self.notify_token.as_deref().map(|own| same_token(own, token))
    }

    /// Whether a call is under way that may yet find out that the identifier is another payment's: until then it is not known what was asked.
    #[must_use]
    pub fn is_under_way(&self, now: u64) -> bool {
        !self.answered && self.until.is_some_and(|until| now < until)
    }

    fn read(text: &str) -> Option<Self> {
        let record = json::parse(text)?;
        let word = |name: &str| json::text(&record, name);
        Some(Self {
            amount: word("amount"),
            currency: word("currency"),
            content: word("content")?,
            left: word("left").and_then(|moment| moment.parse().ok()),
            until: word("until").and_then(|moment| moment.parse().ok()),
            answered: word("answered").is_some(),
            transaction_id: word("transaction_id"),
            notify_token: word("notify_token"),
            payment_token: word("payment_token"),
            payment_url: word("payment_url"),
        })
    }

    fn write(&self) -> String {
        let left = self.left.map(|moment| moment.to_string());
        let until = self.until.map(|moment| moment.to_string());
        let answered = self.answered.then(|| "1".to_owned());
        let fields = [
            ("amount", &self.amount),
            ("currency", &self.currency),
            ("content", &Some(self.content.clone())),
            ("left", &left),
            ("until", &until),
            ("answered", &answered),
            ("transaction_id", &self.transaction_id),
            ("notify_token", &self.notify_token),
            ("payment_token", &self.payment_token),
            ("payment_url", &self.payment_url),
        ];
        let given = fields.into_iter().filter_map(|(name, value)| {
            value.as_ref().map(|text| (name.to_owned(), Value::Text(text.clone())))
        });
        json::write(&given.collect::<Record>())
    }
}

/// Compared in constant time. No token is like none.
#[must_use]
pub fn same_token(own: &str, given: &str) -> bool {
    use subtle::ConstantTimeEq;
    !own.is_empty() && bool::from(own.as_bytes().ct_eq(given.as_bytes()))
}

/// Where an account's operations are kept.
pub(super) struct Memory<'a, P, S> {
    pub(super) platform: &'a P,
    pub(super) store: &'a S,
    /// A name for the account, which tells nothing of its key.
    pub(super) account: &'a str,
    pub(super) kind: Kind,
}

impl<P: Platform, S: Store> Memory<'_, P, S> {
    fn place(&self, id: &str) -> String {
        format!("guichet:aurore:{}:{}:{id}", self.kind.word(), self.account)
    }

    /// What is kept.
    ///
    /// # Errors
    /// The store did not say.
    pub(super) async fn get(
        &self,
        id: &str,
        until: Until<'_, P::Signal>,
    ) -> Result<Option<Kept>, SendFailure> {
        let kept = store::within(self.platform, until, self.store.get(&self.place(id))).await?;
        Ok(kept.as_deref().and_then(Kept::read))
    }

    /// The same, once no call is under way: waited for, for so long at most, unless the caller gives up.
    pub(super) async fn settled(
        &self,
        id: &str,
        patience_ms: u64,
        until: Until<'_, P::Signal>,
    ) -> Result<Option<Kept>, SendFailure> {
        let mut kept = self.get(id, until).await?;
        // Counted, not timed: whatever the clock does, this ends.
        for _ in 0..patience_ms / LOOK_AGAIN_MS {
            let now = self.platform.now_ms();
            let under_way = kept.as_ref().is_some_and(|kept| kept.is_under_way(now));
            if !under_way || self.platform.sleep(LOOK_AGAIN_MS, until.signal).await.is_err() {
                break;
            }
            kept = self.get(id, until).await?;
        }
        Ok(kept)
    }

    /// Keeps it before anything happens that it tells of.
    ///
    /// # Errors
    /// The store did not say that it has.
    pub(super) async fn set(
        &self,
        id: &str,
        kept: &Kept,
        until: Until<'_, P::Signal>,
    ) -> Result<(), SendFailure> {
        let (place, text) = (self.place(id), kept.write());
        let set = self.store.set(&place, &text, Some(REMEMBERED_MS));
        store::within(self.platform, until, set).await
    }

    /// Keeps what has happened. A store that does not answer leaves the next call what was kept before: a copy that it looks for.
    pub(super) async fn note(&self, id: &str, kept: &Kept) {
        let (place, text) = (self.place(id), kept.write());
        let set = self.store.set(&place, &text, Some(REMEMBERED_MS));
        store::afterwards(self.platform, set).await;
    }

    /// What is kept, when the call has ended.
    pub(super) async fn left(&self, id: &str) -> Option<Kept> {
        let kept = store::afterwards(self.platform, self.store.get(&self.place(id))).await;
        kept.flatten().as_deref().and_then(Kept::read)
    }

    pub(super) async fn delete(&self, id: &str) {
        store::afterwards(self.platform, self.store.delete(&self.place(id))).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_anything_else_is_nothing() {
        let kept = Kept {
            amount: Some("2500".to_owned()),
            content: "c".to_owned(),
            left: Some(1_790_000_000_000),
            notify_token: Some("n".to_owned()),
            ..Kept::default()
        };
        let again = Kept::read(&kept.write()).unwrap();
        assert_eq!((again.left, again.amount.as_deref()), (kept.left, Some("2500")));
        assert_eq!((&again.notify_token, again.payment_url), (&kept.notify_token, None));
        assert_eq!(kept.is_notified_by("n"), Some(true));
        assert_eq!((kept.is_notified_by("m"), kept.is_notified_by("")), (Some(false), Some(false)));
        assert_eq!(Kept::default().is_notified_by(""), None);
        assert!(!same_token("", ""));
        for text in ["", "1", "{}", "{\"content\":"] {
            assert!(Kept::read(text).is_none(), "{text}");
        }
    }
}
