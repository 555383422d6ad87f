//! Adding contacts and sending: each item is judged for itself, the balance for all of them together.

use std::collections::HashSet;

use guichet::client::json as values;
use guichet::rules::{Record, Value};
use serde_json::{Value as Json, json};

use super::book::Place;
use super::envelope::{Refusal, money};
use super::judge::{self, Contact, Item, Refused};
use super::payout::{Payout, Status};
use super::trigger::{self, Story, Trigger};
use super::{Payouts, reply};
use crate::date::Date;
use crate::form;
use crate::incoming::Incoming;
use crate::random;
use crate::sandbox::Sandbox;

impl Sandbox {
    pub(super) fn add_contacts(
        &mut self,
        place: Place,
        request: &Incoming,
        now: u64,
    ) -> Result<Json, Refusal> {
        let given = list(request)?;
        let strict = self.options.strict_numbers;
        let judged: Vec<_> = given.iter().map(|item| judge::contact(item, strict)).collect();
        refused_whole(judged.iter().flatten().map(|contact| contact.phone.as_str()))?;
        let lot = self.lot(place, now);
        let Some(book) = self.payouts.books.get_mut(place) else { return Ok(json!([[]])) };
        let answers = given.iter().zip(judged).map(|(item, judged)| {
            let code = match judged.and_then(|contact| allowed(contact, OF_CONTACTS)) {
                Err(refused) => refused.code,
                Ok(contact) if book.contacts.insert(contact.digits()) => "0",
                Ok(_) => "726",
            };
            reply::contact(item, code, &lot)
        });
        Ok(json!([answers.collect::<Vec<_>>()]))
    }

    pub(super) fn send(
        &mut self,
        place: Place,
        request: &Incoming,
        now: u64,
    ) -> Result<Json, Refusal> {
        let given = list(request)?;
        let judged = self.judged(place, &given)?;
        let total: u64 = judged.iter().flatten().map(|item| item.amount).sum();
        let available = self.payouts.books.get(place).map_or(0, super::book::Book::available);
        if total > available {
            return Err(Refusal::saying(
                "602",
                format!(
                    "Fonds Insuffisant :disponible {}, Total de l'operation à effectuer : {}",
                    money(available),
                    money(total)
                ),
            ));
        }
        let lot = self.lot(place, now);
        let service = self.payouts.books.get(place).map(|book| book.service);
        let confirmed = self.confirms_by_itself(request).then_some(now);
        let answers: Vec<Json> = given
            .iter()
            .zip(judged)
            .map(|(item, judged)| match judged {
                Err(refused) => reply::refused_item(item, &refused, &lot),
                Ok(taken) => {
                    let at = self.take(place, taken, &lot, confirmed, now);
                    self.payouts.all.get(at).map_or(Json::Null, |made| reply::sent(made, service))
                }
            })
            .collect();
        Ok(json!([answers]))
    }

    /// What the service makes of each item before any money moves.
    fn judged(&self, place: Place, given: &[Value]) -> Result<Vec<Result<Item, Refused>>, Refusal> {
        let Some(book) = self.payouts.books.get(place) else { return Err(Refusal::new("703")) };
        let strict = self.options.strict_numbers;
        let read: Vec<_> =
            given.iter().map(|item| judge::item(book.service, item, strict)).collect();
        refused_whole(read.iter().flatten().map(|item| item.contact.phone.as_str()))?;
        let mut ids_here = HashSet::new();
        let mut known = |item: Item| {
            let id = item.client_transaction_id.clone();
            if id.is_some_and(|id| book.by_client_id.contains_key(&id) || !ids_here.insert(id)) {
                return Err(Refused::of("805"));
            }
            if !book.contacts.contains(&item.contact.digits()) {
                return Err(Refused::of("724"));
            }
            Ok(item)
        };
        let items = read.into_iter().map(|item| {
            let item = item?;
            let contact = allowed(item.contact, OF_PAYOUTS)?;
            known(Item { contact, ..item })
        });
        Ok(items.collect())
    }

    /// Whether the merchant need not confirm by mail (seeds 000 and 001: a list of addresses).
    fn confirms_by_itself(&self, request: &Incoming) -> bool {
        if !self.options.confirm_by_mail {
            return true;
        }
        let from = request.header("x-forwarded-for").unwrap_or_default();
        let from = from.split(',').next().unwrap_or_default().trim();
        self.options.trusted_ips.iter().any(|ip| ip == from)
    }

    /// Takes an item that nothing stops. Gives its place.
    fn take(
        &mut self,
        place: Place,
        item: Item,
        lot: &str,
        confirmed: Option<u64>,
        now: u64,
    ) -> usize {
        let transaction_id = self.transaction_id(now);
        let at = self.payouts.all.len();
        if let Some(book) = self.payouts.books.get_mut(place) {
            book.in_using = book.in_using.saturating_add(item.amount);
            if let Some(id) = &item.client_transaction_id {
                book.by_client_id.insert(id.clone(), at);
            }
        }
        if let Some(url) = item.notify_url.as_deref()
            && self.payouts.pinged.insert(url.to_owned())
        {
            self.deliveries.queue_ping("", &transaction_id, url, now);
        }
        let story = match trigger::of_number(&item.contact.phone) {
            Some(Trigger::Story(story)) => story,
            _ => Story::Paid,
        };
        self.payouts.add(Payout {
            book: place,
            transaction_id,
            client_transaction_id: item.client_transaction_id,
            lot: lot.to_owned(),
            amount: item.amount,
            prefix: item.contact.prefix,
            phone: item.contact.phone,
            operator: item.operator,
            notify_url: item.notify_url,
            asked: item.asked,
            story,
            created: now,
            confirmed,
            status: Status::New,
            validated: None,
            steps: 0,
            by_order: false,
        });
        at
    }

    /// `EA180627.122753.M279245`
    fn transaction_id(&mut self, now: u64) -> String {
        loop {
            let draw = self.random.next();
            let letter = char::from(b'A' + u8::try_from(draw % 26).unwrap_or(0));
            let number = (draw >> 8) % 1_000_000;
            let id = format!("EA{}.{letter}{number:06}", Date::of(now).compact_seconds());
            if !self.payouts.by_id.contains_key(&id) {
                return id;
            }
        }
    }

    /// Twenty-two digits, such as `0044557641201530102473`: the last ten are seconds since 1970.
    fn lot(&mut self, place: Place, now: u64) -> String {
        self.payouts.lots += 1;
        let parts = [place.to_string(), self.payouts.lots.to_string()];
        let hex = random::derived_hex(self.options.seed, &["lot", &parts[0], &parts[1]], 12);
        let digits = u64::from_str_radix(&hex, 16).unwrap_or(0) % 10_000_000_000;
        format!("00{digits:010}{:010}", now / 1000 % 10_000_000_000)
    }
}

impl Payouts {
    fn add(&mut self, payout: Payout) {
        let at = self.all.len();
        self.by_id.insert(payout.transaction_id.clone(), at);
        self.by_lot.entry(payout.lot.clone()).or_default().push(at);
        if let Some((due, _)) = payout.next_step() {
            self.agenda.insert((due, at));
        }
        self.all.push(payout);
    }
}

/// The list that `data` holds.
fn list(request: &Incoming) -> Result<Vec<Value>, Refusal> {
    let fields = form::decode(&request.body);
    let Some(data) = form::first(&fields, "data").filter(|data| !data.trim().is_empty()) else {
        return Err(Refusal::new("704"));
    };
    match values::parse(data) {
        None => Err(Refusal::new("718")),
        Some(Value::List(items)) if !items.is_empty() => Ok(items),
        Some(_) => Err(Refusal::new("716")),
    }
}

/// Refuses the whole request where a number asks for it.
fn refused_whole<'a>(mut phones: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let code = phones.find_map(|phone| match trigger::of_number(phone) {
        Some(Trigger::Request(code)) => Some(code),
        _ => None,
    });
    code.map_or(Ok(()), |code| Err(Refusal::new(code)))
}

/// The codes that a number triggers when it becomes a contact; the others wait until money is sent to it.
const OF_CONTACTS: fn(&str) -> bool = |code| matches!(code, "717" | "802");
const OF_PAYOUTS: fn(&str) -> bool = |_| true;

/// Refuses the item alone where its number asks for it.
fn allowed(contact: Contact, here: fn(&str) -> bool) -> Result<Contact, Refused> {
    match trigger::of_number(&contact.phone) {
        Some(Trigger::Item(code)) if here(code) => Err(Refused::of(code)),
        _ => Ok(contact),
    }
}

/// The item's own fields, as they were given.
pub(super) fn fields(item: &Value) -> Record {
    item.as_record().cloned().unwrap_or_default()
}
