//! Aurore: login, payments, transfers and balances of CinetPay's new generation, and its notifications.

mod counter;
mod operation;
mod story;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use guichet::aurore::{AuroreRequest, Kind};
use guichet::client::{HttpReply, json as values};
use guichet::rules::currency::Currency;
use guichet::rules::{Issue, Lang, Severity, Value};
use serde_json::{Value as Json, json};

use crate::account;
use crate::answer;
use crate::incoming::Incoming;
use crate::payment::Action;
use crate::payouts::{Refused, Tokens};
use crate::random;
use crate::sandbox::Sandbox;

use operation::Names;
pub(crate) use operation::Operation;
use story::Fate;

/// What an account has at first, in its currency's units.
const USUAL_BALANCE: u64 = 10_000_000;
/// What `expires_in` says as a rule.
const TOKEN_LIFE_S: u64 = 86_400;
const TOKEN_LENGTH: usize = 64;

/// What an account has.
#[derive(Clone, Copy)]
pub(crate) struct Balance {
    pub(crate) amount: u64,
    /// What transfers under way hold.
    pub(crate) reserved: u64,
    pub(crate) currency: &'static str,
}

/// Everything of Aurore.
#[derive(Default)]
pub(crate) struct Aurore {
    pub(crate) all: Vec<Operation>,
    pub(crate) tokens: Tokens,
    pub(crate) balances: BTreeMap<String, Balance>,
    /// By account, kind and the merchant's identifier.
    by_own_id: HashMap<(String, &'static str, String), usize>,
    /// By the service's identifier, and by the counter's token.
    by_id: HashMap<String, usize>,
    agenda: BTreeSet<(u64, usize)>,
}

/// Why a request is not taken: the HTTP status, the code, and a sentence.
pub(crate) struct Refusal(u16, &'static str, String);

impl Refusal {
    fn invalid(why: impl Into<String>) -> Self {
        Self(422, "1004", why.into())
    }
}

/// An error in the service's shape.
pub(crate) fn error(status: u16, code: &str, name: &str, description: &str) -> HttpReply {
    let code = code.parse::<i64>().map_or_else(|_| Json::from(code), Json::from);
    answer::json(status, &json!({ "code": code, "status": name, "description": description }))
}

/// What a path of Aurore asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Login,
    Create(Kind),
    Find(Kind, String),
    Balances,
}

impl Sandbox {
    pub(crate) fn aurore(&mut self, ask: &Ask, request: &Incoming, now: u64) -> HttpReply {
        let answered = match ask {
            Ask::Login => self.aurore_login(request, now),
            Ask::Create(kind) => self.aurore_create(*kind, request, now),
            Ask::Find(kind, id) => self.aurore_find(*kind, id, request, now),
            Ask::Balances => self.aurore_balances(request, now),
        };
        match answered {
            Ok(body) => answer::json(200, &body),
            Err(Refusal(status, code, why)) => error(status, code, story::name(code), &why),
        }
    }

    fn aurore_login(&mut self, request: &Incoming, now: u64) -> Result<Json, Refusal> {
        self.aurore_allowed(request)?;
        let given = body(request)?;
        let required = |name| {
            values::text(&given, name)
                .ok_or_else(|| Refusal::invalid(format!("{name} is required")))
        };
        let (api_key, password) = (required("api_key")?, required("api_password")?);
        if api_key.contains("code-2011") {
            return Err(not_allowed(request));
        }
        let known = if self.options.aurore_accounts.is_empty() {
            account::may_log_in(&self.options.accounts, &api_key, &password)
        } else {
            self.options.aurore_accounts.iter().any(|own| own.opens(&api_key, &password))
        };
        if !known {
            return Err(Refusal(401, "1005", "api_key or api_password is not correct".into()));
        }
        let life = self.options.aurore_token_seconds.unwrap_or(TOKEN_LIFE_S);
        let life_ms = life.saturating_mul(1000);
        let token = self.aurore.tokens.issue(self.options.seed, &api_key, life_ms, now);
        Ok(json!({
            "code": 200,
            "status": "OK",
            "access_token": token,
            "token_type": "bearer",
            "expires_in": life,
        }))
    }

    fn aurore_create(&mut self, kind: Kind, request: &Incoming, now: u64) -> Result<Json, Refusal> {
        let api_key = self.aurore_holder(request, now)?;
        let given = body(request)?;
        let home = self.options.aurore_accounts.iter().find(|own| own.api_key == api_key);
        let home = home.and_then(|own| own.country);
        let report = AuroreRequest::check(kind, &given, home);
        let asked = report.into_result().map_err(|issues| Refusal::invalid(sentence(&issues)))?.0;
        let own = (api_key.clone(), kind.word(), asked.id().to_owned());
        if let Some(earlier) =
            self.aurore.by_own_id.get(&own).and_then(|at| self.aurore.all.get(*at))
        {
            let same = earlier.parameters() == values::write(asked.fields());
            let which = if same { "the same request" } else { "another request" };
            let why = format!("{which} has this merchant_transaction_id already");
            return Err(Refusal(409, "1200", why));
        }
        let to_be_opened = kind == Kind::Payment && !asked.is_direct();
        let number = asked.phone().filter(|_| !to_be_opened);
        let fate = number.map(|number| story::of(kind, number));
        let script = match fate {
            Some(Fate::Refused(code)) => {
                let status = if code == "-1" { 400 } else { 402 };
                return Err(Refusal(status, code, "a test number".into()));
            }
            Some(Fate::Made(script)) => Some(script),
            None => None,
        };
        if kind == Kind::Transfer {
            let balance = self.aurore_balance(&api_key, asked.currency());
            let free = balance.amount.saturating_sub(balance.reserved);
            if free < asked.amount().units() {
                let why = format!("{free} are left");
                return Err(Refusal(402, "2005", why));
            }
            balance.reserved += asked.amount().units();
        }
        let origin = self.options.origin.clone().unwrap_or_else(|| request.origin().to_owned());
        let at = self.aurore.all.len();
        let derived = |what: &str, length| {
            let parts = [what, &own.0, own.1, &own.2, &at.to_string()];
            random::derived_hex(self.options.seed, &parts, length)
        };
        let names = Names {
            api_key,
            transaction_id: format!("AU{}", derived("transaction", 22).to_uppercase()),
            payment_token: (kind == Kind::Payment).then(|| derived("counter", TOKEN_LENGTH)),
            notify_token: derived("notify", TOKEN_LENGTH),
        };
        let operation = Operation::new(asked, names, script, now);
        self.aurore.by_own_id.insert(own, at);
        self.aurore.by_id.insert(operation.transaction_id.clone(), at);
        if let Some(token) = &operation.payment_token {
            self.aurore.by_id.insert(token.clone(), at);
        }
        self.aurore.all.push(operation);
        self.aurore_plan(at);
        // What happens at once has happened when the answer comes.
        self.progress_aurore(now);
        let made = self.aurore.all.get(at).map(|operation| operation.made(&origin));
        Ok(made.unwrap_or(Json::Null))
    }

    fn aurore_find(
        &mut self,
        kind: Kind,
        id: &str,
        request: &Incoming,
        now: u64,
    ) -> Result<Json, Refusal> {
        let api_key = self.aurore_holder(request, now)?;
        let own = (api_key.clone(), kind.word(), id.to_owned());
        let at = self.aurore.by_own_id.get(&own).or_else(|| self.aurore.by_id.get(id));
        let found = at.and_then(|at| self.aurore.all.get(*at));
        let found = found.filter(|found| found.api_key == api_key && found.kind() == kind);
        found
            .map(Operation::found)
            .ok_or_else(|| Refusal(404, "404", format!("no {} has this identifier", kind.word())))
    }

    fn aurore_balances(&mut self, request: &Incoming, now: u64) -> Result<Json, Refusal> {
        let api_key = self.aurore_holder(request, now)?;
        let own = self.options.aurore_accounts.iter().find(|own| own.api_key == api_key);
        let currency = own.and_then(|own| own.country?.currencies.first().copied());
        let balance = *self.aurore_balance(&api_key, currency.unwrap_or(Currency::Xof));
        Ok(json!({
            "code": 200,
            "status": "OK",
            "available_balance": balance.amount.saturating_sub(balance.reserved),
            "currency": balance.currency,
        }))
    }

    fn aurore_balance(&mut self, api_key: &str, currency: Currency) -> &mut Balance {
        let amount = self.options.balance.unwrap_or(USUAL_BALANCE);
        let first = Balance { amount, reserved: 0, currency: currency.code() };
        self.aurore.balances.entry(api_key.to_owned()).or_insert(first)
    }

    /// Whose token the request carries.
    fn aurore_holder(&self, request: &Incoming, now: u64) -> Result<String, Refusal> {
        self.aurore_allowed(request)?;
        let header = request.header("authorization").unwrap_or_default();
        let token =
            header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let token = token.map(|(_, token)| token.trim()).unwrap_or_default();
        let holder = self.aurore.tokens.holder(token, now).map_err(|refused| match refused {
            Refused::Expired => Refusal(401, "1003", "the token has expired".into()),
            Refused::Unknown => Refusal(401, "1002", "no such token was given".into()),
        })?;
        Ok(holder.to_owned())
    }

    /// Only the addresses on the list, where there is one, may ask.
    fn aurore_allowed(&self, request: &Incoming) -> Result<(), Refusal> {
        let list = &self.options.allowed_ips;
        let from = sender(request);
        if list.is_empty() || list.iter().any(|known| known == from) {
            return Ok(());
        }
        Err(not_allowed(request))
    }

    /// Carries out every step that is due, in the order of time.
    pub(crate) fn progress_aurore(&mut self, now: u64) {
        while let Some((due, at)) = self.aurore.agenda.first().copied() {
            if due > now {
                break;
            }
            self.aurore.agenda.pop_first();
            let Some(operation) = self.aurore.all.get_mut(at) else { continue };
            if let Some((when, code)) = operation.next_step()
                && when == due
                && operation.step(code, due)
            {
                self.aurore_ended(at, due);
            }
            self.aurore_plan(at);
        }
    }

    fn aurore_plan(&mut self, at: usize) {
        let next = self.aurore.all.get(at).and_then(Operation::next_step);
        if let Some((due, _)) = next {
            self.aurore.agenda.insert((due, at));
        }
    }

    /// It has ended: money moves, and the merchant is notified.
    fn aurore_ended(&mut self, at: usize, now: u64) {
        let Some(operation) = self.aurore.all.get(at) else { return };
        let (kind, paid, amount) = (operation.kind(), operation.is_paid(), operation.amount());
        let (api_key, currency) = (operation.api_key.clone(), operation.request.currency());
        let (id, request) = (operation.id().to_owned(), operation.notification());
        let balance = self.aurore_balance(&api_key, currency);
        match (kind, paid) {
            (Kind::Payment, true) => balance.amount = balance.amount.saturating_add(amount),
            (Kind::Payment, false) => {}
            (Kind::Transfer, paid) => {
                balance.reserved = balance.reserved.saturating_sub(amount);
                if paid {
                    balance.amount = balance.amount.saturating_sub(amount);
                }
            }
        }
        self.deliveries.queue("", &id, request, now);
    }

    /// Ends an operation on order. Whether anything changed.
    fn aurore_order(&mut self, at: usize, code: &'static str, now: u64) -> bool {
        let Some(operation) = self.aurore.all.get_mut(at) else { return false };
        if operation.is_final() {
            return false;
        }
        if operation.end(code, now) {
            self.aurore_ended(at, now);
        }
        true
    }

    /// The operations of that kind with an identifier: the service's, or the merchant's.
    fn aurore_named(&self, kind: Kind, id: &str) -> Vec<usize> {
        let named = |operation: &Operation| {
            operation.kind() == kind && (operation.transaction_id == id || operation.id() == id)
        };
        let all = self.aurore.all.iter().enumerate();
        all.filter(|(_, operation)| named(operation)).map(|(at, _)| at).collect()
    }

    /// Follows an order about a payment: accept, refuse, cancel or expire. None when it names none.
    pub(crate) fn order_aurore_payment(
        &mut self,
        id: &str,
        action: Action,
        now: u64,
    ) -> Option<Json> {
        let code = match action {
            Action::Accept => "100",
            Action::Refuse(_) | Action::Cancel => "2010",
            Action::Expire => "2003",
        };
        self.order_aurore(Kind::Payment, id, code, now)
    }

    /// The same for transfers, by the code to come to.
    pub(crate) fn order_aurore(
        &mut self,
        kind: Kind,
        id: &str,
        code: &'static str,
        now: u64,
    ) -> Option<Json> {
        let places = self.aurore_named(kind, id);
        let at = *places.first()?;
        let changed = self.aurore_order(at, code, now);
        let described = self.aurore.all.get(at).map(crate::state::aurore)?;
        Some(json!({ "changed": changed, "aurore": described }))
    }
}

impl Aurore {
    pub(crate) fn next_due(&self) -> Option<u64> {
        self.agenda.first().map(|(due, _)| *due)
    }
}

fn not_allowed(request: &Incoming) -> Refusal {
    Refusal(403, "2011", format!("the address {} is not on the list", sender(request)))
}

/// Where a request comes from: what the first proxy says, as for Transfer and Airtime.
fn sender(request: &Incoming) -> &str {
    let from = request.header("x-forwarded-for").unwrap_or_default();
    from.split(',').next().unwrap_or_default().trim()
}

fn body(request: &Incoming) -> Result<Value, Refusal> {
    let parsed = values::parse(&request.body).filter(|body| body.as_record().is_some());
    parsed.ok_or_else(|| Refusal::invalid("the body must be a JSON object"))
}

fn sentence(issues: &[Issue]) -> String {
    let errors = issues.iter().filter(|issue| issue.severity == Severity::Error);
    errors.map(|issue| issue.message(Lang::En)).collect::<Vec<_>>().join("; ")
}
