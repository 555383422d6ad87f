//! A list beside what its journal says: whether it is the journal's list, and where each item stands.
//!
//! The rules of it:
//! 1. A journal belongs to one list: the same items in the same places. Only where an item was refused, before anything was done, may
//!    another stand.
//! 2. What was accepted is told from the journal. What is open is looked for under the identifier that it left with.
//! 3. What was refused may leave again, under the same identifier: the service has said that it did nothing, and should it have done
//!    something after all, one of the two meets 805.
//! 4. Where the account's key was renewed since, the service alone can say what was sent: each item is looked for. One that is not found
//!    never leaves again, since the key may be another account's.

use super::belonging::{Belonging, Seal, Sum};
use super::history::{Done, History, Place};
use super::list::Entry;
use super::look_up::KNOWN_ID;
use super::result::Outcome;
use super::service::Service;
use super::unfit::Unfit;

/// Who sends the list, and where.
pub(super) struct Sender<'a> {
    pub(super) apikey: &'a str,
    pub(super) service: Service,
    pub(super) base_url: &'a str,
}

/// Takes up what earlier runs have done: of the entries from `next` on, since those before are this run's own. Gives the line that the
/// journal must get before anything leaves, where it must get one.
///
/// # Errors
/// [`Unfit::Another`]; then no entry has changed.
pub(super) fn take_up(
    entries: &mut [Entry],
    next: usize,
    history: &History,
    sender: &Sender<'_>,
    new_salt: String,
) -> Result<Option<Belonging>, Unfit> {
    let known = history.belonging.as_ref();
    let renewed = known
        .is_some_and(|known| known.key != Seal { apikey: sender.apikey, salt: &known.salt }.key());
    let salt = known.filter(|_| !renewed).map_or(new_salt.as_str(), |known| &known.salt);
    let seal = Seal { apikey: sender.apikey, salt };
    let mut list = Sum::default();
    for entry in entries.iter_mut() {
        entry.seal(&seal, sender.service);
        list.turn(seal.in_place(&entry.written));
    }
    if let Some(known) = known {
        let there = Seal { apikey: sender.apikey, salt: &known.salt };
        let last = history.last_place().is_none_or(|last| last < entries.len());
        let all = known.items == entries.len() && last;
        if !all || known.to != there.to(sender.service, sender.base_url) {
            return Err(Unfit::Another);
        }
        let stands =
            |entry: &Entry| history.of(entry.index).is_none_or(|place| fits(entry, place, renewed));
        let same = renewed || is_same_list(entries, known.list, list, history, &seal);
        if !same || !entries.iter().all(stands) {
            return Err(Unfit::Another);
        }
    }
    for entry in entries.iter_mut().skip(next) {
        if let Some(place) = history.of(entry.index) {
            entry.take_up(place, renewed);
        }
    }
    let begins = known.is_none() || renewed;
    Ok(begins.then(|| Belonging {
        salt: seal.salt.to_owned(),
        to: seal.to(sender.service, sender.base_url),
        key: seal.key(),
        items: entries.len(),
        list,
    }))
}

/// Whether the items are those that the journal was begun with, leaving out the places where one was refused.
fn is_same_list(
    entries: &[Entry],
    mut known: Sum,
    mut list: Sum,
    history: &History,
    seal: &Seal<'_>,
) -> bool {
    for entry in entries {
        let place = history.of(entry.index).filter(|place| place.refused);
        if let Some(first) = place.and_then(Place::first) {
            known.turn(seal.in_place(first));
            list.turn(seal.in_place(&entry.written));
        }
    }
    known == list
}

/// Whether the item may stand where the journal knows one: the same, or any where that one was refused.
fn fits(entry: &Entry, place: &Place, renewed: bool) -> bool {
    place.is_refused() || is_same(entry, place, place.comparable && !renewed)
}

fn is_same(entry: &Entry, place: &Place, comparable: bool) -> bool {
    let (item, last) = (&entry.written, &place.last);
    // Who gives the identifier that was made for the item gives the same item.
    (if item.own { item.id == last.id } else { !last.own })
        && (!comparable || item.digest == last.digest)
}

impl Entry {
    /// Where an earlier run has left it.
    fn take_up(&mut self, place: &Place, renewed: bool) {
        let comparable = place.comparable && !renewed;
        // Before its name is taken over: two that were made are the same whatever they are.
        let same = comparable && is_same(self, place, comparable);
        if !self.written.own && !place.last.own {
            self.rename(&place.last.id);
        }
        match &place.done {
            Some(done) if may_leave_again(done, same) => return,
            Some(done) if same => {
                self.result = Some(place.result(done));
                self.kept = true;
            }
            Some(_) | None => {
                self.copy = Some(place.asked_at);
                self.lost = self.copy;
                self.only_sought = !comparable;
            }
        }
        self.earlier = true;
    }
}

/// Whether what was refused leaves again. An identifier that is another payment's stays so: that item needs another.
fn may_leave_again(done: &Done, same: bool) -> bool {
    done.outcome == Outcome::Rejected && !(same && done.code.as_deref() == Some(KNOWN_ID))
}
