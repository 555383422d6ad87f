//! Transfer and Airtime: login, balance, contacts, send, find (seeds 000, 001, 002). One shape, two services.

mod book;
mod control;
pub(crate) mod envelope;
mod judge;
mod notification;
mod payout;
mod progress;
mod reply;
mod send;
mod token;
mod trigger;

use std::collections::{BTreeSet, HashMap, HashSet};

use guichet::client::HttpReply;
use guichet::rules::Lang;
use serde_json::{Value as Json, json};

use crate::account;
use crate::form;
use crate::incoming::Incoming;
use crate::rate_limit::RateLimit;
use crate::sandbox::Sandbox;

use book::{Books, Place, USUAL_BALANCE};
use envelope::Refusal;
pub(crate) use payout::{Payout, Status};
use token::{Refused, Tokens};

use guichet::account::AccountCode;
pub(crate) use guichet::account::Service;

/// What a request without a limit is told, as in the sample of seed 002.
const SHOWN_LIMIT: (u32, u32) = (60, 59);

/// Everything of Transfer and Airtime.
#[derive(Default)]
pub(crate) struct Payouts {
    pub(crate) tokens: Tokens,
    pub(crate) books: Books,
    pub(crate) all: Vec<Payout>,
    by_id: HashMap<String, usize>,
    by_lot: HashMap<String, Vec<usize>>,
    /// When the clock changes which payout next.
    agenda: BTreeSet<(u64, usize)>,
    /// The addresses that have been asked whether they are there.
    pinged: HashSet<String>,
    lots: u64,
    rate_limit: RateLimit,
}

/// What is asked of one of the two services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Balance,
    Contact,
    Send,
    Find,
}

/// The documented name of a code. 429 is Checkout's; the provider documents none for these two.
pub(crate) fn code_name(code: &str) -> &'static str {
    if code == "429" {
        return "TOO_MANY_REQUEST";
    }
    AccountCode::find(code).map_or("", |known| known.name)
}

impl Sandbox {
    pub(crate) fn login(&mut self, request: &Incoming, now: u64) -> HttpReply {
        let lang = lang(request);
        self.limited(now, lang, |sandbox| {
            let token = sandbox.log_in(request, now)?;
            Ok(json!({ "token": token }))
        })
    }

    pub(crate) fn ask(
        &mut self,
        service: Service,
        question: Question,
        request: &Incoming,
        now: u64,
    ) -> HttpReply {
        let lang = lang(request);
        self.limited(now, lang, |sandbox| {
            let place = sandbox.admitted(service, request, now)?;
            match question {
                Question::Balance => Ok(sandbox.balance(place)),
                Question::Contact => sandbox.add_contacts(place, request, now),
                Question::Send => sandbox.send(place, request, now),
                Question::Find => sandbox.find_payouts(place, request),
            }
        })
    }

    /// Counts the request, answers it, and says how many more are allowed.
    fn limited(
        &mut self,
        now: u64,
        lang: Lang,
        answer: impl FnOnce(&mut Self) -> Result<Json, Refusal>,
    ) -> HttpReply {
        let limit = self.options.rate_limit_per_minute;
        let (most, left) = match limit {
            None => SHOWN_LIMIT,
            Some(most) => match self.payouts.rate_limit.take(most, now) {
                Ok(()) => (most, self.payouts.rate_limit.left(most)),
                Err(wait) => {
                    let refused = envelope::refusal(&Refusal::new("429"), lang);
                    let refused = envelope::with_limit(refused, most, 0);
                    return crate::answer::with(refused, "retry-after", &wait.to_string());
                }
            },
        };
        let reply = match answer(self) {
            Ok(data) => envelope::success(&data),
            Err(refused) => envelope::refusal(&refused, lang),
        };
        envelope::with_limit(reply, most, left)
    }

    fn log_in(&mut self, request: &Incoming, now: u64) -> Result<String, Refusal> {
        let fields = form::decode(&request.body);
        let given = |name| form::first(&fields, name).filter(|text| !text.trim().is_empty());
        let (Some(apikey), Some(password)) = (given("apikey"), given("password")) else {
            return Err(Refusal::new("704"));
        };
        if let Some(code) = trigger::of_key(apikey) {
            return Err(Refusal::new(code));
        }
        if !account::may_log_in(&self.options.accounts, apikey, password) {
            return Err(Refusal::new("701"));
        }
        Ok(self.payouts.tokens.issue(self.options.seed, apikey, now))
    }

    /// The book of the token's holder. The token travels in the address; one in the body is not seen.
    fn admitted(
        &mut self,
        service: Service,
        request: &Incoming,
        now: u64,
    ) -> Result<Place, Refusal> {
        let token = request.query("token").unwrap_or_default();
        let holder = self.payouts.tokens.holder(&token, now).map_err(|refused| {
            Refusal::new(match refused {
                Refused::Expired => "705",
                Refused::Unknown => "706",
            })
        })?;
        let balance = self.options.balance.unwrap_or(USUAL_BALANCE);
        Ok(self.payouts.books.open(holder, service, balance))
    }

    fn balance(&self, place: Place) -> Json {
        let book = self.payouts.books.get(place);
        let (amount, in_using) = book.map_or((0, 0), |book| (book.amount, book.in_using));
        json!({ "amount": amount, "inUsing": in_using, "available": amount.saturating_sub(in_using) })
    }

    fn find_payouts(&self, place: Place, request: &Incoming) -> Result<Json, Refusal> {
        let given = |name| request.query(name).filter(|text| !text.trim().is_empty());
        let payouts = &self.payouts;
        let places: Vec<usize> = if let Some(id) = given("transaction_id") {
            payouts.by_id.get(&id).copied().into_iter().collect()
        } else if let Some(id) = given("client_transaction_id") {
            let book = payouts.books.get(place);
            book.and_then(|book| book.by_client_id.get(&id)).copied().into_iter().collect()
        } else if let Some(lot) = given("lot") {
            payouts.by_lot.get(&lot).cloned().unwrap_or_default()
        } else {
            return Err(Refusal::new("704"));
        };
        let own = |at: usize| payouts.all.get(at).filter(|payout| payout.book == place);
        let found: Vec<Json> = places.into_iter().filter_map(own).map(reply::found).collect();
        if found.is_empty() { Err(Refusal::new("723")) } else { Ok(Json::Array(found)) }
    }
}

impl Payouts {
    /// The payouts that an identifier names: the service's, the merchant's, or a lot's.
    pub(crate) fn named(&self, id: &str) -> Vec<usize> {
        if let Some(place) = self.by_id.get(id) {
            return vec![*place];
        }
        if let Some(lot) = self.by_lot.get(id) {
            return lot.clone();
        }
        self.books.iter().filter_map(|book| book.by_client_id.get(id).copied()).collect()
    }

    pub(crate) fn next_due(&self) -> Option<u64> {
        self.agenda.first().map(|(due, _)| *due)
    }
}

/// The language asked for; French, the provider's own, when none is.
fn lang(request: &Incoming) -> Lang {
    request.query("lang").and_then(|tag| Lang::parse(&tag)).unwrap_or(Lang::Fr)
}

/// What each account has at each service, for people and tests to look at.
pub(crate) fn accounts(payouts: &Payouts) -> Vec<Json> {
    let describe = |book: &book::Book| {
        json!({
            "apikey": account::masked(&book.apikey),
            "service": book.service.word(),
            "amount": book.amount,
            "inUsing": book.in_using,
            "available": book.available(),
            "contacts": book.contacts.len(),
        })
    };
    payouts.books.iter().map(describe).collect()
}
