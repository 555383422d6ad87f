//! What a journal says of a list: which items were asked for under which identifiers, and what became of them.
//!
//! A line is JSON. `{"v":1,"at":…,"asked":[[id, digest, own],…]}` is on the disk before a request leaves; `{"v":1,"done":[…]}` follows what
//! is known for good. A number of a person stands in none of them: the digest is keyed with the account's apikey. `own` tells the merchant's
//! identifiers from those made for it.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::result::{ItemResult, Outcome};

const VERSION: u64 = 1;

#[derive(Serialize, Deserialize)]
struct Line {
    v: u64,
    /// Milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    asked: Vec<(String, String, bool)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    done: Vec<Done>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Done {
    id: String,
    outcome: Outcome,
    transaction_id: Option<String>,
    lot: Option<String>,
    code: Option<String>,
    message: Option<String>,
    treatment_status: Option<String>,
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
            let Ok(json) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            if json.get("v").and_then(serde_json::Value::as_u64).is_some_and(|v| v > VERSION) {
                return Err(TooNew);
            }
            if let Ok(line) = serde_json::from_value(json) {
                history.add(line);
            }
        }
        Ok(history)
    }

    fn add(&mut self, line: Line) {
        let at = line.at.unwrap_or_default();
        for (id, digest, own) in line.asked {
            if !own && !self.items.contains_key(&id) {
                self.made.entry(digest.clone()).or_default().push_back(id.clone());
            }
            // What was asked for anew under the same identifier is open anew.
            self.items.insert(id, Earlier { digest, asked_at: at, done: None });
        }
        for done in line.done {
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

/// The line to keep before a request leaves: identifier, digest, whether the identifier is the merchant's own.
pub(super) fn asked(at: u64, items: Vec<(String, String, bool)>) -> String {
    written(&Line { v: VERSION, at: Some(at), asked: items, done: Vec::new() })
}

/// The line to keep of what is known for good.
pub(super) fn done<'a>(results: impl Iterator<Item = &'a ItemResult>) -> String {
    let done = results.map(|result| Done {
        id: result.client_transaction_id.clone(),
        outcome: result.outcome,
        transaction_id: result.transaction_id.clone(),
        lot: result.lot.clone(),
        code: result.code.clone(),
        message: result.message.clone(),
        treatment_status: result.treatment_status.clone(),
    });
    written(&Line { v: VERSION, at: None, asked: Vec::new(), done: done.collect() })
}

/// Writing to memory fails only for map keys that are no text; ours always are.
fn written(line: &Line) -> String {
    serde_json::to_string(line).unwrap_or_default()
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
