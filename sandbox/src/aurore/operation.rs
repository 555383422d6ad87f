//! One payment or transfer of Aurore: what was asked, and how far it has come on the clock.

use guichet::aurore::codes::{AuroreCode, Meaning, State};
use guichet::aurore::{AuroreRequest, Kind};
use guichet::client::json;
use guichet::client::{HttpRequest, Method};
use serde_json::{Value as Json, json};

use super::story::{self, Script};

/// A customer who does not pay within a day finds the counter closed.
const LIFETIME_MS: u64 = 24 * 3600 * 1000;

/// It has no Debug: it carries a key, tokens and somebody's details.
pub(crate) struct Operation {
    pub(crate) api_key: String,
    pub(crate) request: AuroreRequest,
    pub(crate) transaction_id: String,
    pub(crate) payment_token: Option<String>,
    pub(super) notify_token: String,
    /// The number that pays or is paid; of a counter, once the customer has given it.
    pub(crate) phone: Option<String>,
    pub(crate) code: &'static str,
    pub(crate) created: u64,
    pub(crate) updated: u64,
    /// What the clock does to it, and since when; None while it waits for its customer.
    script: Option<(u64, Script)>,
    steps: usize,
}

/// What is made of a request besides.
pub(super) struct Names {
    pub(super) api_key: String,
    pub(super) transaction_id: String,
    pub(super) payment_token: Option<String>,
    pub(super) notify_token: String,
}

impl Operation {
    pub(super) fn new(
        request: AuroreRequest,
        names: Names,
        script: Option<Script>,
        now: u64,
    ) -> Self {
        Self {
            phone: request.phone().map(str::to_owned),
            request,
            api_key: names.api_key,
            transaction_id: names.transaction_id,
            payment_token: names.payment_token,
            notify_token: names.notify_token,
            code: "2001",
            created: now,
            updated: now,
            script: script.map(|script| (now, script)),
            steps: 0,
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.request.kind()
    }

    pub(crate) fn amount(&self) -> u64 {
        self.request.amount().units()
    }

    pub(crate) fn id(&self) -> &str {
        self.request.id()
    }

    /// The service's name for where it stands.
    pub(crate) fn status(&self) -> &'static str {
        story::name(self.code)
    }

    pub(super) fn state(&self) -> State {
        match AuroreCode::find(self.code).map(|known| known.meaning) {
            Some(Meaning::State(state)) => state,
            _ => State::Unknown,
        }
    }

    pub(crate) fn is_final(&self) -> bool {
        self.state().is_final()
    }

    pub(crate) fn is_paid(&self) -> bool {
        self.state() == State::Accepted
    }

    /// Whether the customer came too late, which the service does not call final.
    pub(crate) fn has_expired(&self) -> bool {
        self.code == "2003"
    }

    /// Whether the customer may still pay at the counter.
    pub(crate) fn waits_for_customer(&self) -> bool {
        self.script.is_none() && !self.is_final() && !self.has_expired()
    }

    /// When the clock changes it next, and to which code.
    pub(super) fn next_step(&self) -> Option<(u64, &'static str)> {
        if self.is_final() {
            return None;
        }
        match self.script {
            Some((since, script)) => {
                let (after, code) = script.get(self.steps).copied()?;
                Some((since.saturating_add(after), code))
            }
            None if self.kind() == Kind::Payment && !self.has_expired() => {
                Some((self.created.saturating_add(LIFETIME_MS), "2003"))
            }
            None => None,
        }
    }

    /// The customer has given a number and consents.
    pub(super) fn begin(&mut self, phone: Option<String>, script: Script, now: u64) {
        self.phone = phone.or(self.phone.take());
        self.script = Some((now, script));
        self.steps = 0;
    }

    /// Moves it on by the clock. Whether it has ended with that.
    pub(super) fn step(&mut self, code: &'static str, now: u64) -> bool {
        self.steps += 1;
        self.set(code, now)
    }

    /// An order takes it out of its script.
    pub(super) fn end(&mut self, code: &'static str, now: u64) -> bool {
        self.script = Some((now, &[]));
        self.set(code, now)
    }

    fn set(&mut self, code: &'static str, now: u64) -> bool {
        if self.is_final() {
            return false;
        }
        self.code = code;
        self.updated = now;
        self.is_final()
    }

    /// The answer to its creation.
    pub(super) fn made(&self, origin: &str) -> Json {
        match self.kind() {
            Kind::Payment => {
                let token = self.payment_token.as_deref().unwrap_or_default();
                json!({
                    "code": 200,
                    "status": "OK",
                    "merchant_transaction_id": self.id(),
                    "transaction_id": self.transaction_id,
                    "payment_token": token,
                    "notify_token": self.notify_token,
                    "payment_url": format!("{origin}/checkout/{token}"),
                    "details": {
                        "code": self.number(),
                        "status": self.status(),
                        "message": "",
                        "must_be_redirected": !self.request.is_direct(),
                    },
                })
            }
            Kind::Transfer => self.transfer(),
        }
    }

    /// What a look-up says: of a payment no amount.
    pub(super) fn found(&self) -> Json {
        match self.kind() {
            Kind::Payment => json!({
                "code": self.number(),
                "status": self.status(),
                "merchant_transaction_id": self.id(),
                "transaction_id": self.transaction_id,
                "user": self.user(),
            }),
            Kind::Transfer => self.transfer(),
        }
    }

    fn transfer(&self) -> Json {
        json!({
            "code": self.number(),
            "status": self.status(),
            "merchant_transaction_id": self.id(),
            "transaction_id": self.transaction_id,
            "notify_token": self.notify_token,
            "amount": self.amount(),
            "fee_amount": "0",
            "phone_number": self.phone,
            "currency": self.request.currency().code(),
        })
    }

    fn number(&self) -> i64 {
        self.code.parse().unwrap_or_default()
    }

    fn user(&self) -> Json {
        let word = |name| self.request.text(name).unwrap_or_default();
        let name = format!("{} {}", word("client_first_name"), word("client_last_name"));
        json!({ "name": name.trim(), "email": word("client_email"), "phone_number": self.phone })
    }

    /// What the counter says to the page behind it, as JSON text.
    pub(super) fn said(&self) -> String {
        let details = json!({ "code": self.number(), "status": self.status(), "message": "", "must_be_redirected": false });
        json!({
            "code": 200,
            "status": "OK",
            "payment_token": self.payment_token,
            "merchant_transaction_id": self.id(),
            "details": details,
        })
        .to_string()
    }

    /// The notification: who, never in which state.
    pub(super) fn notification(&self) -> HttpRequest {
        let body = json!({
            "notify_token": self.notify_token,
            "merchant_transaction_id": self.id(),
            "transaction_id": self.transaction_id,
            "user": self.user(),
        });
        let headers = [("content-type", "application/json"), ("user-agent", "guichet-sandbox")];
        HttpRequest {
            method: Method::Post,
            url: self.request.text("notify_url").unwrap_or_default().to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            body: body.to_string(),
        }
    }

    /// The customer's way back.
    pub(super) fn return_address(&self) -> String {
        let name = if self.is_paid() || !self.is_final() && !self.waits_for_customer() {
            "success_url"
        } else {
            "failed_url"
        };
        let fields = [("merchant_transaction_id".to_owned(), self.id().to_owned())];
        crate::form::add_to_query(self.request.text(name).unwrap_or("/"), &fields)
    }

    /// The request as one text, to tell a repetition from another payment.
    pub(super) fn parameters(&self) -> String {
        json::write(self.request.fields())
    }
}
