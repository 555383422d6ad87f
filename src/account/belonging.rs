//! What a journal belongs to: one list, sent for one service at one address. Its first line, and how a list is held against it.

use super::history::{Written, whole, written};
use super::service::Service;
use crate::client::digest::digest;
use crate::client::json;
use crate::rules::Value;

/// A journal's first line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Belonging {
    /// Random: what is written in one journal has nothing in common with what is written in another.
    pub(super) salt: String,
    /// A digest of service and address. Not keyed with the account's key, which may be renewed.
    pub(super) to: String,
    /// Tells the key that the other digests are made with from others.
    pub(super) key: String,
    /// How many items the list has.
    pub(super) items: usize,
    /// The sum of all its items, each in its place.
    pub(super) list: Sum,
}

/// What the digests of one journal are made with.
pub(super) struct Seal<'a> {
    pub(super) apikey: &'a str,
    pub(super) salt: &'a str,
}

impl Seal<'_> {
    /// Of what an item pays to whom.
    pub(super) fn of_item(&self, service: Service, receiver: &str, amount: &str) -> String {
        digest(self.apikey, &[self.salt, service.word(), receiver, amount])
    }

    /// Of an item in its place, as part of its list. Identifiers are compared one by one, where items have left with them.
    pub(super) fn in_place(&self, item: &Written) -> Sum {
        let place = item.place.to_string();
        let text = digest(self.apikey, &[self.salt, "place", &place, &item.digest]);
        Sum::read(&text).unwrap_or_default()
    }

    /// What tells the key from others.
    pub(super) fn key(&self) -> String {
        digest(self.apikey, &[self.salt, "key"])
    }

    /// Where the list is sent.
    pub(super) fn to(&self, service: Service, base_url: &str) -> String {
        digest(self.salt, &[service.word(), base_url])
    }
}

/// A sum of digests from which each can be taken out again: what stood in a place can be left out of the comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum(u128);

impl Sum {
    /// With one more, or without it.
    pub(super) fn turn(&mut self, other: Self) {
        self.0 ^= other.0;
    }

    fn read(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(Self)
    }
}

impl Belonging {
    pub(super) fn read(line: &Value) -> Option<Self> {
        Some(Self {
            salt: json::text(line, "salt")?,
            to: json::text(line, "to")?,
            key: json::text(line, "key")?,
            items: usize::try_from(line.get("items").and_then(whole)?).ok()?,
            list: Sum::read(line.get("list")?.as_text()?)?,
        })
    }

    /// As a line.
    #[expect(clippy::cast_precision_loss, reason = "lists are far below 2^53")]
    pub(super) fn line(&self) -> String {
        written(vec![
            ("salt", self.salt.as_str().into()),
            ("to", self.to.as_str().into()),
            ("key", self.key.as_str().into()),
            ("items", Value::Number(self.items as f64)),
            ("list", format!("{:032x}", self.list.0).into()),
        ])
    }
}
