//! What became of one item of a list.

use serde::Serialize;

use super::status::Treatment;
use crate::client::error::GuichetError;
use crate::rules::Issue;

/// What is known of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The service has taken it, once. Where the payout stands is another question: `treatment_status`.
    Accepted,
    /// The service has refused it; nothing was paid.
    Rejected,
    /// It may have been taken: ask by its identifiers before anything else.
    Unknown,
    /// It was never sent, or turned back before the service looked at it; nothing was paid.
    NotSent,
}

impl Outcome {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Unknown => "unknown",
            Self::NotSent => "not_sent",
        }
    }

    /// What is known for good.
    pub(super) const SETTLED: [Self; 2] = [Self::Accepted, Self::Rejected];

    /// Whether it is known for good.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected)
    }
}

/// What became of one item.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ItemResult {
    /// Its place in the list.
    pub index: usize,
    /// The merchant's identifier: the one given, or the one that was made for it.
    pub client_transaction_id: String,
    /// The service's identifier, once it is known.
    pub transaction_id: Option<String>,
    /// What was sent together, by the service's number.
    pub lot: Option<String>,
    /// What is known.
    pub outcome: Outcome,
    /// The service's code, where it gave one.
    pub code: Option<String>,
    /// The service's name for the code; for what was not answered, why: `network`, `timeout`, `aborted`, ….
    pub message: Option<String>,
    /// Where the payout stands, in the service's word.
    pub treatment_status: Option<String>,
    /// Whether `treatment_status` can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether an earlier run with the same journal has sent it, and nothing left for it in this one.
    pub earlier: bool,
    /// Warnings about what was asked.
    #[serde(skip)]
    pub issues: Vec<Issue>,
}

impl ItemResult {
    pub(super) fn new(index: usize, id: &str, outcome: Outcome) -> Self {
        Self {
            index,
            client_transaction_id: id.to_owned(),
            transaction_id: None,
            lot: None,
            outcome,
            code: None,
            message: None,
            treatment_status: None,
            is_final: false,
            earlier: false,
            issues: Vec::new(),
        }
    }

    /// Notes where the payout stands.
    pub(super) fn stand(&mut self, treatment_status: Option<String>) {
        let word = treatment_status.as_deref();
        self.is_final = word.is_some_and(|word| Treatment::of(word).is_final());
        self.treatment_status = treatment_status;
    }

    pub(super) fn because(mut self, error: Option<&GuichetError>) -> Self {
        if let Some(error) = error {
            self.code.clone_from(&error.code);
            let word = || Some(error.kind.word().to_owned());
            self.message = error.service_message.clone().or_else(word);
        }
        self
    }
}

/// Shows what is known, not whom it is about.
impl std::fmt::Debug for ItemResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let code = self.code.as_deref().unwrap_or("-");
        write!(f, "{} {} {code}", self.index, self.outcome.word())
    }
}
