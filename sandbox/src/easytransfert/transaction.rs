//! One transaction: PENDING1, PENDING2, then SUCCESSFUL or FAILED, for good.

use serde_json::{Value as Json, json};

use super::judge::Asked;
use crate::date::Date;

/// What moves a transaction on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The operator has it: PENDING2.
    Forward,
    Succeed,
    Fail,
}

const FORWARD_MS: u64 = 5_000;
const END_MS: u64 = 20_000;
/// A number that ends so fails, as in Transfer's and Airtime's table.
const FAILS: &str = "0000901";

/// A transaction of the sandbox. It has no Debug: it carries a key and a person's number.
pub(crate) struct Transaction {
    pub(crate) transaction_id: String,
    pub(crate) api_key: String,
    pub(crate) amount: u64,
    pub(crate) destination: String,
    pub(crate) service_id: u32,
    pub(crate) pays_out: bool,
    pub(crate) ipn_url: String,
    pub(crate) custom_data: Option<String>,
    pub(crate) state: &'static str,
    pub(crate) created: u64,
    pub(crate) updated: u64,
}

impl Transaction {
    pub(super) fn new(transaction_id: String, asked: Asked, now: u64) -> Self {
        Self {
            transaction_id,
            api_key: asked.api_key,
            amount: asked.amount,
            destination: asked.destination,
            service_id: asked.service_id,
            pays_out: asked.pays_out,
            ipn_url: asked.ipn_url,
            custom_data: asked.custom_data,
            state: "PENDING1",
            created: now,
            updated: now,
        }
    }

    pub(crate) fn is_final(&self) -> bool {
        matches!(self.state, "SUCCESSFUL" | "FAILED")
    }

    /// When the clock moves it next, and how.
    pub(super) fn next_step(&self) -> Option<(u64, Action)> {
        let end = if self.destination.ends_with(FAILS) { Action::Fail } else { Action::Succeed };
        match self.state {
            "PENDING1" => Some((self.created.saturating_add(FORWARD_MS), Action::Forward)),
            "PENDING2" => Some((self.created.saturating_add(END_MS).max(self.updated), end)),
            _ => None,
        }
    }

    /// Whether anything changed.
    pub(super) fn apply(&mut self, action: Action, now: u64) -> bool {
        if self.is_final() || (action == Action::Forward && self.state != "PENDING1") {
            return false;
        }
        self.state = match action {
            Action::Forward => "PENDING2",
            Action::Succeed => "SUCCESSFUL",
            Action::Fail => "FAILED",
        };
        self.updated = now;
        true
    }

    /// What the account gets now that the transaction has moved: a payment collected, or one that did not reach anybody.
    pub(super) fn gives_back(&self) -> u64 {
        match (self.state, self.pays_out) {
            ("SUCCESSFUL", false) | ("FAILED", true) => self.amount,
            _ => 0,
        }
    }

    /// The immediate answer of seed 004.
    pub(super) fn started(&self) -> Json {
        json!({ "data": self.data(), "message": "success", "statut_code": 200 })
    }

    /// What `/status` says, with its fields' own spelling.
    pub(super) fn describe(&self) -> Json {
        json!({ "data": self.data(), "message": "success", "statut_code": 200 })
    }

    fn data(&self) -> Json {
        json!({
            "transaction_id": self.transaction_id,
            "amount": self.amount,
            "benefice": 0,
            "commission": 0,
            "destination": self.destination,
            "fee": 0,
            "error": if self.state == "FAILED" { Json::from("The operator refused") } else { Json::Null },
            "service_id": self.service_id,
            "customer_name": Json::Null,
            "state": self.state,
            "custom_data": self.custom_data,
            "ipn_url": self.ipn_url,
            "provider_id": Json::Null,
            "created_at": Date::of(self.created).full(),
            "updated_at": Date::of(self.updated).full(),
        })
    }
}
