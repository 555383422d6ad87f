//! What a journal says of a list: whose it is, which items were asked for under which identifiers, and what became of them.
//!
//! A line is JSON, and begins with `{"v":2,`:
//! - `"salt":…,"to":…,"key":…,"items":…,"list":…` is the first: what the journal belongs to ([`Belonging`]). Where the account's key was
//!   renewed since, another follows, and what stands before it is compared by place and identifier alone.
//! - `"at":…,"asked":[[place, id, digest, own],…]` is on the disk before a request leaves. `own` tells the merchant's identifiers from those
//!   made for it.
//! - `"done":[{"item":[place, id, digest, own],"outcome":…},…]` follows what is known for good.
//!
//! A number of a person stands in none of them. A digest is keyed with the account's apikey, which is not there either: whoever has the
//! journal alone cannot find a number by trying all there are.

use std::collections::BTreeMap;

use super::belonging::Belonging;
use super::result::{ItemResult, Outcome};
use super::unfit::Unfit;
use crate::client::json;
use crate::rules::{Record, Value};

const VERSION: f64 = 2.0;
/// How every line begins, and what stands nowhere else in one: quotes within texts are escaped.
const BEGINNING: &str = "{\"v\":";

/// An item as a journal names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Its place in the list.
    pub(super) place: usize,
    pub(super) id: String,
    /// Of service, receiver and amount.
    pub(super) digest: String,
    /// Whether the identifier is the merchant's own.
    pub(super) own: bool,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) outcome: Outcome,
    pub(super) code: Option<String>,
    transaction_id: Option<String>,
    lot: Option<String>,
    message: Option<String>,
    treatment_status: Option<String>,
}

/// What a journal says of one place of the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The item that first stood there, where that is another than the last.
    first: Option<Box<Written>>,
    /// The item that was last sent or refused.
    pub(super) last: Written,
    /// Whether `last` was written under the present key, so that digests can be compared.
    pub(super) comparable: bool,
    /// When a request for it was last about to leave.
    pub(super) asked_at: u64,
    pub(super) done: Option<Done>,
    /// Whether an item was ever refused there: then another may stand there now.
    pub(super) refused: bool,
}

/// Everything that a journal says.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) belonging: Option<Belonging>,
    places: BTreeMap<usize, Place>,
}

impl Written {
    fn read(given: &Value) -> Option<Self> {
        let (Value::Number(_), Value::Text(id), Value::Text(digest), Value::Bool(own)) =
            (given.item(0), given.item(1), given.item(2), given.item(3))
        else {
            return None;
        };
        let place = usize::try_from(whole(given.item(0))?).ok()?;
        Some(Self { place, id: id.clone(), digest: digest.clone(), own: *own })
    }

    #[expect(clippy::cast_precision_loss, reason = "places are far below 2^53")]
    fn value(&self) -> Value {
        Value::List(vec![
            Value::Number(self.place as f64),
            self.id.as_str().into(),
            self.digest.as_str().into(),
            Value::Bool(self.own),
        ])
    }
}

impl Done {
    fn read(given: &Value) -> Option<Self> {
        let text = |name| given.get(name).and_then(Value::as_text).map(str::to_owned);
        let outcome = text("outcome")?;
        Some(Self {
            outcome: Outcome::SETTLED.into_iter().find(|known| known.word() == outcome)?,
            transaction_id: text("transaction_id"),
            lot: text("lot"),
            code: text("code"),
            message: text("message"),
            treatment_status: text("treatment_status"),
        })
    }
}

impl Place {
    /// The result of an item that is still the one written.
    pub(super) fn result(&self, done: &Done) -> ItemResult {
        let mut result = ItemResult::new(self.last.place, &self.last.id, done.outcome);
        result.transaction_id.clone_from(&done.transaction_id);
        result.lot.clone_from(&done.lot);
        result.code.clone_from(&done.code);
        result.message.clone_from(&done.message);
        result.stand(done.treatment_status.clone());
        result
    }

    /// The item that stood there when the journal was begun; None where that was under an earlier key.
    pub(super) fn first(&self) -> Option<&Written> {
        self.comparable.then(|| self.first.as_deref().unwrap_or(&self.last))
    }

    /// Whether what was last there was refused.
    pub(super) fn is_refused(&self) -> bool {
        self.done.as_ref().is_some_and(|done| done.outcome == Outcome::Rejected)
    }
}

impl History {
    /// Reads the lines. One that was cut off says nothing where it is the last, or where the next was written right behind it: nobody was
    /// told that it was there. Any other that is not as it was written makes the whole unfit: an identifier may be lost with it.
    ///
    /// # Errors
    /// [`Unfit::Damaged`], [`Unfit::Version`].
    pub(super) fn read(lines: &[String]) -> Result<Self, Unfit> {
        let mut history = Self::default();
        let mut lines = lines.iter().filter(|line| !line.is_empty()).peekable();
        while let Some(line) = lines.next() {
            let mut pieces = pieces(line).peekable();
            while let Some(piece) = pieces.next() {
                let may_be_cut_off = pieces.peek().is_some() || lines.peek().is_none();
                match json::parse(piece) {
                    Some(line) => history.add(&line)?,
                    None if may_be_cut_off && json::is_cut_off(piece) => {}
                    None => return Err(Unfit::Damaged),
                }
            }
        }
        Ok(history)
    }

    fn add(&mut self, line: &Value) -> Result<(), Unfit> {
        match line.get("v") {
            Some(Value::Number(version)) if *version == VERSION => {}
            Some(Value::Number(_)) => return Err(Unfit::Version),
            _ => return Err(Unfit::Damaged),
        }
        if line.get("salt").is_some() {
            self.belonging = Some(Belonging::read(line).ok_or(Unfit::Damaged)?);
            for place in self.places.values_mut() {
                (place.first, place.comparable) = (None, false);
            }
            return Ok(());
        }
        if self.belonging.is_none() {
            return Err(Unfit::Damaged);
        }
        let asked_at = line.get("at").and_then(whole).unwrap_or_default();
        for item in items(line.get("asked")) {
            let written = Written::read(item).ok_or(Unfit::Damaged)?;
            // What is asked for anew is open anew.
            let place = self.place_of(written);
            (place.asked_at, place.done) = (asked_at, None);
        }
        for item in items(line.get("done")) {
            let written = item.get("item").and_then(Written::read).ok_or(Unfit::Damaged)?;
            let done = Done::read(item).ok_or(Unfit::Damaged)?;
            let place = self.place_of(written);
            place.done = Some(done);
            place.refused |= place.is_refused();
        }
        Ok(())
    }

    fn place_of(&mut self, written: Written) -> &mut Place {
        let place = self.places.entry(written.place).or_insert_with(|| Place {
            first: None,
            last: written.clone(),
            comparable: true,
            asked_at: 0,
            done: None,
            refused: false,
        });
        if place.comparable && place.first.is_none() && place.last != written {
            place.first = Some(Box::new(place.last.clone()));
        }
        (place.last, place.comparable) = (written, true);
        place
    }

    /// What is known of a place of the list.
    pub(super) fn of(&self, place: usize) -> Option<&Place> {
        self.places.get(&place)
    }

    /// The last place that is spoken of.
    pub(super) fn last_place(&self) -> Option<usize> {
        self.places.keys().next_back().copied()
    }
}

/// A line, cut where another begins in the middle of it: a writer that went on behind half a line has glued the two together.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let starts = line.match_indices(BEGINNING).map(|(at, _)| at).filter(|at| *at > 0);
    let ends = starts.clone().chain([line.len()]);
    [0].into_iter().chain(starts).zip(ends).filter_map(|(start, end)| line.get(start..end))
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
pub(super) const fn whole(number: &Value) -> Option<u64> {
    match number {
        Value::Number(number) => Some(*number as u64),
        _ => None,
    }
}

/// The line to keep before a request leaves.
#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^53")]
pub(super) fn asked<'a>(at: u64, items: impl Iterator<Item = &'a Written>) -> String {
    let items = items.map(Written::value).collect();
    written(vec![("at", Value::Number(at as f64)), ("asked", Value::List(items))])
}

/// The line to keep of what is known for good.
pub(super) fn done<'a>(results: impl Iterator<Item = (&'a Written, &'a ItemResult)>) -> String {
    let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
    let done = results.map(|(item, result)| {
        Value::Record(named(vec![
            ("item", item.value()),
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

/// A line with these fields.
pub(super) fn written(fields: Vec<(&str, Value)>) -> String {
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

    const FIRST: &str = r#"{"v":2,"salt":"5a","to":"70","key":"e1","items":3,"list":"0000000000000000000000000000000f"}"#;

    fn item(place: usize, id: &str) -> Written {
        Written { place, id: id.to_owned(), digest: "d".to_owned(), own: true }
    }

    fn one(place: usize, id: &str, at: u64) -> String {
        asked(at, [item(place, id)].iter())
    }

    fn ended(place: usize, id: &str, outcome: Outcome) -> String {
        let result = ItemResult::new(place, id, outcome);
        done([(&item(place, id), &result)].into_iter())
    }

    fn read(lines: &[&str]) -> Result<History, Unfit> {
        History::read(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_lines_are_a_format_that_stays() {
        let mut result = ItemResult::new(3, "A", Outcome::Accepted);
        result.stand(Some("NEW".to_owned()));
        result.transaction_id = Some("EA1".to_owned());
        assert_eq!(one(3, "A", 7), r#"{"v":2,"at":7,"asked":[[3,"A","d",true]]}"#);
        assert_eq!(
            done([(&item(3, "A"), &result)].into_iter()),
            r#"{"v":2,"done":[{"item":[3,"A","d",true],"outcome":"accepted","transaction_id":"EA1","lot":null,"code":null,"message":null,"treatment_status":"NEW"}]}"#
        );
        assert_eq!(read(&[FIRST]).unwrap().belonging.unwrap().line(), FIRST);
    }

    #[test]
    fn the_last_word_counts_and_an_intent_after_a_result_opens_the_place_again() {
        let (asked, refused) = (one(0, "A", 1), ended(0, "A", Outcome::Rejected));
        let history = read(&[FIRST, &asked, &refused]).unwrap();
        let place = history.of(0).unwrap();
        assert!(place.is_refused() && place.refused && history.of(1).is_none());
        let history = read(&[FIRST, &asked, &refused, &one(0, "B", 9)]).unwrap();
        let place = history.of(0).unwrap();
        assert!(place.done.is_none() && place.refused);
        assert_eq!((place.asked_at, place.last.id.as_str()), (9, "B"));
        assert_eq!(place.first().unwrap().id, "A");
        // A refusal before anything was asked, as of a contact.
        assert!(read(&[FIRST, &refused]).unwrap().of(0).unwrap().is_refused());
    }

    #[test]
    fn under_a_later_key_nothing_written_before_is_compared_by_digest() {
        let (before, after) = (one(0, "A", 1), one(1, "B", 2));
        let history = read(&[FIRST, &before, FIRST, &after]).unwrap();
        let of = |place| history.of(place).map(|place| (place.comparable, place.first().is_some()));
        assert_eq!((of(0), of(1)), (Some((false, false)), Some((true, true))));
    }

    #[test]
    fn half_a_line_says_nothing_at_the_end_and_before_what_is_glued_to_it() {
        let (whole, next) = (one(0, "A", 1), one(1, "B", 2));
        for cut in 1..whole.len() {
            let half = whole.get(..cut).unwrap();
            let history = read(&[FIRST, &next, half]).unwrap();
            assert!(history.of(0).is_none() && history.of(1).is_some(), "{cut}");
            let history = read(&[FIRST, &format!("{half}{next}"), &one(2, "C", 3)]).unwrap();
            assert!(history.of(0).is_none() && history.of(1).is_some(), "{cut}");
            // By itself in the middle, it may have been whole once.
            assert_eq!(read(&[FIRST, half, &next]).err(), Some(Unfit::Damaged), "{cut}");
        }
        let both = format!("{whole}{next}");
        assert!(read(&[FIRST, &both, ""]).unwrap().of(0).is_some());
        let text = one(0, r#"{"v":2,"asked""#, 1);
        assert_eq!(read(&[FIRST, &text]).unwrap().of(0).unwrap().last.id, r#"{"v":2,"asked""#);
    }

    #[test]
    fn what_is_not_a_line_of_ours_is_never_passed_over() {
        let (asked, refused) = (one(0, "A", 1), ended(0, "A", Outcome::Rejected));
        for (lines, unfit) in [
            (vec!["milk"], Unfit::Damaged),
            (vec![r#"{"milk":1}"#], Unfit::Damaged),
            (vec!["null"], Unfit::Damaged),
            (vec![&asked], Unfit::Damaged),
            (vec![FIRST, "\0\0\0"], Unfit::Damaged),
            (vec![FIRST, r#"{"v":2,"asked":[[0,"A"]]}"#], Unfit::Damaged),
            (
                vec![FIRST, r#"{"v":2,"done":[{"item":[0,"A","d",true],"outcome":"paid"}]}"#],
                Unfit::Damaged,
            ),
            (vec![r#"{"v":2,"salt":"5a"}"#], Unfit::Damaged),
            (vec![r#"{"v":1,"at":7,"asked":[["A","d",true]]}"#], Unfit::Version),
            (vec![FIRST, &refused, r#"{"v":3,"paid":["A"]}"#], Unfit::Version),
        ] {
            assert_eq!(read(&lines).err(), Some(unfit), "{lines:?}");
        }
        assert!(read(&[]).unwrap().belonging.is_none() && read(&["{\"v\":2,\"sal"]).is_ok());
    }
}
