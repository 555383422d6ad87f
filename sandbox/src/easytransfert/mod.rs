//! EasyTransfert: cash-in and cash-out by one endpoint, and the question how one went (seed 004).

mod judge;
mod transaction;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use guichet::client::json as values;
use guichet::client::{HttpReply, HttpRequest, Method};
use serde_json::{Value as Json, json};

use crate::account;
use crate::answer;
use crate::incoming::Incoming;
use crate::sandbox::Sandbox;
use crate::state;

use judge::Asked;
pub(crate) use transaction::{Action, Transaction};

/// What an account has at first, in FCFA.
const USUAL_BALANCE: u64 = 10_000_000;
/// A question about the same transaction within this time counts as too fast; so many of them block the account for a while.
const PATIENCE_MS: u64 = 5_000;
const FORGIVEN: usize = 5;
const BLOCKED_MS: u64 = 10 * 60 * 1000;

/// Everything of EasyTransfert.
#[derive(Default)]
pub(crate) struct EasyTransfert {
    pub(crate) all: Vec<Transaction>,
    by_id: HashMap<String, usize>,
    /// What each account has.
    pub(crate) balances: BTreeMap<String, u64>,
    agenda: BTreeSet<(u64, usize)>,
    asked: HashMap<String, VecDeque<u64>>,
    blocked_until: HashMap<String, u64>,
}

/// Why a request is not taken: the HTTP status and a sentence.
pub(crate) struct Refusal(pub(crate) u16, pub(crate) &'static str, pub(crate) String);

/// An error in the service's shape; `statut_code` is its spelling.
pub(crate) fn error(status: u16, message: &str, description: &str) -> HttpReply {
    let message = if description.is_empty() {
        message.to_owned()
    } else {
        format!("{message}: {description}")
    };
    answer::json(status, &json!({ "data": null, "message": message, "statut_code": status }))
}

impl Sandbox {
    pub(crate) fn start_transfert(&mut self, request: &Incoming, now: u64) -> HttpReply {
        told(self.take_transfert(request, now))
    }

    pub(crate) fn transfert_status(&mut self, request: &Incoming, now: u64) -> HttpReply {
        told(self.find_transfert(request, now))
    }

    fn take_transfert(&mut self, request: &Incoming, now: u64) -> Result<Json, Refusal> {
        let given = body(request)?;
        let asked = judge::read(&given)?;
        self.admit(&asked.api_key, now)?;
        let usual = self.options.balance.unwrap_or(USUAL_BALANCE);
        let balance = self.easytransfert.balances.entry(asked.api_key.clone()).or_insert(usual);
        if asked.pays_out {
            *balance = balance.checked_sub(asked.amount).ok_or_else(|| {
                Refusal(402, "INSUFFICIENT_BALANCE", format!("{balance} FCFA are left"))
            })?;
        }
        let transaction = self.new_transaction(asked, now);
        let answer = transaction.started();
        let at = self.easytransfert.all.len();
        if let Some((due, _)) = transaction.next_step() {
            self.easytransfert.agenda.insert((due, at));
        }
        self.easytransfert.by_id.insert(transaction.transaction_id.clone(), at);
        self.easytransfert.all.push(transaction);
        Ok(answer)
    }

    /// `EFB.001158`
    fn new_transaction(&mut self, asked: Asked, now: u64) -> Transaction {
        let number = self.easytransfert.all.len() + 1158;
        Transaction::new(format!("EFB.{number:06}"), asked, now)
    }

    fn find_transfert(&mut self, request: &Incoming, now: u64) -> Result<Json, Refusal> {
        let given = body(request)?;
        let required = |name| {
            values::text(&given, name)
                .ok_or_else(|| Refusal(422, "BAD_REQUEST", format!("{name} is required")))
        };
        let (api_key, id) = (required("api_key")?, required("transaction_id")?);
        self.admit(&api_key, now)?;
        let at = self.easytransfert.by_id.get(&id).copied();
        let own = |transaction: &&Transaction| transaction.api_key == api_key;
        let found = at.and_then(|at| self.easytransfert.all.get(at)).filter(own);
        let answer = found.map(Transaction::describe).ok_or_else(|| {
            Refusal(404, "NOT_FOUND", "no transaction has this transaction_id".into())
        })?;
        self.easytransfert.note_question(&api_key, &id, now);
        Ok(answer)
    }

    fn admit(&self, api_key: &str, now: u64) -> Result<(), Refusal> {
        if !account::has_key(&self.options.accounts, api_key) {
            return Err(Refusal(401, "UNAUTHORIZED", "the api_key is not correct".into()));
        }
        if self.easytransfert.blocked_until.get(api_key).is_some_and(|until| now < *until) {
            let why = "the account is blocked for ten minutes: it asked for a status too fast";
            return Err(Refusal(403, "BLOCKED", why.into()));
        }
        Ok(())
    }

    /// Carries out every step that is due, in the order of time.
    pub(crate) fn progress_transferts(&mut self, now: u64) {
        while let Some((due, at)) = self.easytransfert.agenda.first().copied() {
            if due > now {
                break;
            }
            self.easytransfert.agenda.pop_first();
            let Some(transaction) = self.easytransfert.all.get(at) else { continue };
            if let Some((when, action)) = transaction.next_step()
                && when == due
            {
                self.move_transfert(at, action, due);
            }
            let next = self.easytransfert.all.get(at).and_then(Transaction::next_step);
            if let Some((due, _)) = next {
                self.easytransfert.agenda.insert((due, at));
            }
        }
    }

    /// Where the transaction of an identifier lies.
    pub(crate) fn transfert_place(&self, id: &str) -> Option<usize> {
        self.easytransfert.by_id.get(id).copied()
    }

    /// Moves a transaction on; a final one stays as it is. Whether anything changed.
    pub(crate) fn move_transfert(&mut self, at: usize, action: Action, now: u64) -> bool {
        let Some(transaction) = self.easytransfert.all.get_mut(at) else { return false };
        if !transaction.apply(action, now) {
            return false;
        }
        let money = transaction.gives_back();
        if let Some(balance) = self.easytransfert.balances.get_mut(&transaction.api_key) {
            *balance = balance.saturating_add(money);
        }
        if transaction.is_final() {
            let request = ipn(transaction);
            let id = transaction.transaction_id.clone();
            self.deliveries.queue("", &id, request, now);
        }
        true
    }

    pub(crate) fn described_transferts(&self) -> Vec<Json> {
        self.easytransfert.all.iter().map(state::transfert).collect()
    }
}

impl EasyTransfert {
    pub(crate) fn next_due(&self) -> Option<u64> {
        self.agenda.first().map(|(due, _)| *due)
    }

    /// Blocks the account that asks about one transaction too fast too often.
    fn note_question(&mut self, api_key: &str, id: &str, now: u64) {
        let moments = self.asked.entry(id.to_owned()).or_default();
        let fast = moments.back().is_some_and(|last| now < last.saturating_add(PATIENCE_MS));
        if !fast {
            moments.clear();
        }
        moments.push_back(now);
        if moments.len() > FORGIVEN {
            moments.clear();
            self.blocked_until.insert(api_key.to_owned(), now.saturating_add(BLOCKED_MS));
        }
    }
}

fn told(outcome: Result<Json, Refusal>) -> HttpReply {
    match outcome {
        Ok(body) => answer::json(200, &body),
        Err(Refusal(status, message, why)) => error(status, message, &why),
    }
}

fn body(request: &Incoming) -> Result<guichet::rules::Value, Refusal> {
    values::parse(&request.body)
        .filter(|body| body.as_record().is_some())
        .ok_or_else(|| Refusal(422, "BAD_REQUEST", "the body must be a JSON object".into()))
}

/// The IPN. Its shape is not documented: the status answer's, as JSON, unsigned.
fn ipn(transaction: &Transaction) -> HttpRequest {
    let headers = [("content-type", "application/json"), ("user-agent", "guichet-sandbox")];
    HttpRequest {
        method: Method::Post,
        url: transaction.ipn_url.clone(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: transaction.describe().to_string(),
    }
}
