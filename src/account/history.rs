//! What a journal says of a list: which items were asked for under which identifiers, and what became of them.
//!
//! A line is JSON. `{"v":1,"at":…,"asked":[[id, digest, own],…]}` is on the disk before a request leaves; `{"v":1,"done":[…]}` follows what
//! is known for good. A number of a person stands in none of them: the digest is keyed with the account's apikey. `own` tells the merchant's
//! identifiers from those made for it.

use std::collections::{BTreeMap, VecDeque};

use super::result::{ItemResult, Outcome};
use crate::client::json;
use crate::rules::{Record, Value};

const VERSION: f64 = 1.0;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Done {
    id: String,
    outcome: Outcome,
    transaction_id: Option<String>,
    lot: Option<String>,
    code: Option<String>,
    message: Option<String>,
    treatment_status: Option<String>,
}

impl Done {
    fn read(given: &Value) -> Option<Self> {
        let text = |name| given.get(name).and_then(Value::as_text).map(str::to_owned);
        let outcome = text("outcome")?;
        Some(Self {
            id: text("id")?,
            outcome: Outcome::SETTLED.into_iter().find(|known| known.word() == outcome)?,
            transaction_id: text("transaction_id"),
            lot: text("lot"),
            code: text("code"),
            message: text("message"),
            treatment_status: text("treatment_status"),
        })
    }
}

/// An item of an earlier life.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Earlier {
    digest: String,
    /// When a request for it was last about to leave.
    pub(super) asked_at: u64,
    done: Option<Done>,
}

/// The journal was written by a later version: what it says is not known here, so nothing may be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooNew;

/// Everything that a journal says.
#[derive(Debug, Default)]
pub(super) struct History {
    items: BTreeMap<String, Earlier>,
    /// Identifiers that were made, by what they were made for, in the order of the list.
    made: BTreeMap<String, VecDeque<String>>,
}

impl History {
    /// Reads the lines. One that is cut off says nothing: an intent that is not whole was never acted upon, and a result that is lost is
    /// asked for again.
    ///
    /// # Errors
    /// [`TooNew`].
    pub(super) fn read(lines: &[String]) -> Result<Self, TooNew> {
        let mut history = Self::default();
        for line in lines {
            let Some(line) = json::parse(line) else { continue };
            match line.get("v") {
                Some(Value::Number(version)) if *version > VERSION => return Err(TooNew),
                Some(Value::Number(_)) => history.add(&line),
                _ => {}
            }
        }
        Ok(history)
    }

    fn add(&mut self, line: &Value) {
        let asked_at = line.get("at").and_then(moment).unwrap_or_default();
        for item in items(line.get("asked")) {
            let (Value::Text(id), Value::Text(digest)) = (item.item(0), item.item(1)) else {
                continue;
            };
            let own = *item.item(2) == Value::Bool(true);
            if !own && !self.items.contains_key(id) {
                self.made.entry(digest.clone()).or_default().push_back(id.clone());
            }
            // What was asked for anew under the same identifier is open anew.
            let earlier = Earlier { digest: digest.clone(), asked_at, done: None };
            self.items.insert(id.clone(), earlier);
        }
        for done in items(line.get("done")).iter().filter_map(Done::read) {
            if let Some(item) = self.items.get_mut(&done.id) {
                item.done = Some(done);
            }
        }
    }

    /// The identifier that was made for the next item with this digest.
    pub(super) fn made_for(&mut self, digest: &str) -> Option<String> {
        self.made.get_mut(digest)?.pop_front()
    }

    /// What is known of an identifier.
    pub(super) fn of(&self, id: &str) -> Option<&Earlier> {
        self.items.get(id)
    }
}

impl Earlier {
    /// What became of it, where that is known and the item is still the same.
    pub(super) fn result(&self, index: usize, digest: &str) -> Option<ItemResult> {
        let done = self.done.as_ref().filter(|_| self.digest == digest)?;
        let mut result = ItemResult::new(index, &done.id, done.outcome);
        result.transaction_id.clone_from(&done.transaction_id);
        result.lot.clone_from(&done.lot);
        result.code.clone_from(&done.code);
        result.message.clone_from(&done.message);
        result.stand(done.treatment_status.clone());
        Some(result)
    }
}

fn items(list: Option<&Value>) -> &[Value] {
    match list {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float to integer cast saturates"
)]
const fn moment(at: &Value) -> Option<u64> {
    match at {
        Value::Number(ms) => Some(*ms as u64),
        _ => None,
    }
}

/// The line to keep before a request leaves: identifier, digest, whether the identifier is the merchant's own.
#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^53")]
pub(super) fn asked(at: u64, items: Vec<(String, String, bool)>) -> String {
    let item = |(id, digest, own)| {
        Value::List(vec![Value::Text(id), Value::Text(digest), Value::Bool(own)])
    };
    let items = items.into_iter().map(item).collect();
    written(vec![("at", Value::Number(at as f64)), ("asked", Value::List(items))])
}

/// The line to keep of what is known for good.
pub(super) fn done<'a>(results: impl Iterator<Item = &'a ItemResult>) -> String {
    let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    let done = results.map(|result| {
        Value::Record(named(vec![
            ("id", result.client_transaction_id.as_str().into()),
            ("outcome", result.outcome.word().into()),
            ("transaction_id", text(&result.transaction_id)),
            ("lot", text(&result.lot)),
            ("code", text(&result.code)),
            ("message", text(&result.message)),
            ("treatment_status", text(&result.treatment_status)),
        ]))
    });
    written(vec![("done", Value::List(done.collect()))])
}

fn written(fields: Vec<(&str, Value)>) -> String {
    let mut line = vec![("v", Value::Number(VERSION))];
    line.extend(fields);
    json::write(&named(line))
}

fn named(fields: Vec<(&str, Value)>) -> Record {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, digest: &str, own: bool) -> (String, String, bool) {
        (id.to_owned(), digest.to_owned(), own)
    }

    #[test]
    fn the_lines_are_a_format_that_stays() {
        let mut result = ItemResult::new(3, "A", Outcome::Accepted);
        result.stand(Some("NEW".to_owned()));
        result.transaction_id = Some("EA1".to_owned());
        assert_eq!(
            asked(7, vec![item("A", "d", true)]),
            r#"{"v":1,"at":7,"asked":[["A","d",true]]}"#
        );
        assert_eq!(
            done([&result].into_iter()),
            r#"{"v":1,"done":[{"id":"A","outcome":"accepted","transaction_id":"EA1","lot":null,"code":null,"message":null,"treatment_status":"NEW"}]}"#
        );
    }

    #[test]
    fn made_identifiers_are_given_to_equal_items_in_their_order_and_own_ones_to_nobody() {
        let lines = [asked(
            1,
            vec![item("own", "d", true), item("m1", "d", false), item("m2", "d", false)],
        )];
        let mut history = History::read(&lines).unwrap();
        assert_eq!(history.made_for("d").as_deref(), Some("m1"));
        assert_eq!(history.made_for("d").as_deref(), Some("m2"));
        assert_eq!(history.made_for("d"), None);
        assert_eq!(history.made_for("other"), None);
    }

    #[test]
    fn a_result_counts_for_the_same_item_alone_and_an_intent_after_it_opens_it_again() {
        let result = ItemResult::new(0, "A", Outcome::Rejected);
        let mut lines = vec![asked(1, vec![item("A", "d", true)]), done([&result].into_iter())];
        let history = History::read(&lines).unwrap();
        let earlier = history.of("A").unwrap();
        assert_eq!(
            earlier.result(5, "d").map(|result| (result.index, result.outcome)),
            Some((5, Outcome::Rejected))
        );
        assert_eq!(earlier.result(5, "other"), None);
        lines.push(asked(9, vec![item("A", "d", true)]));
        let history = History::read(&lines).unwrap();
        assert_eq!(
            (history.of("A").unwrap().asked_at, history.of("A").unwrap().result(0, "d")),
            (9, None)
        );
    }

    #[test]
    fn a_torn_line_says_nothing_and_a_later_version_stops() {
        let whole = asked(1, vec![item("A", "d", true)]);
        for cut in 0..whole.len() {
            let cut_off = whole.chars().take(cut).collect();
            let lines = [cut_off, asked(2, vec![item("B", "d", true)])];
            let history = History::read(&lines).unwrap();
            assert!(history.of("A").is_none() && history.of("B").is_some(), "{cut}");
        }
        assert_eq!(History::read(&[r#"{"v":2,"paid":["A"]}"#.to_owned()]).err(), Some(TooNew));
    }
}
