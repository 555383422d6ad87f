//! One payout: what was asked, and how far it has come on the clock.

use super::trigger::Story;
use crate::date::Date;
use guichet::rules::Record;

/// `treatment_status` (seed 001, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    New,
    Rec,
    Nos,
    Val,
    Rej,
}

impl Status {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Rec => "REC",
            Self::Nos => "NOS",
            Self::Val => "VAL",
            Self::Rej => "REJ",
        }
    }

    pub(crate) const fn is_final(self) -> bool {
        matches!(self, Self::Val | Self::Rej)
    }
}

const HELD_MS: u64 = 10 * 60 * 1000;

/// What happens, in milliseconds after the confirmation.
const fn script(story: Story) -> &'static [(u64, Status)] {
    match story {
        Story::Paid => &[(5_000, Status::Rec), (20_000, Status::Val)],
        Story::Rejected => &[(5_000, Status::Rec), (20_000, Status::Rej)],
        Story::HeldThenPaid => {
            &[(5_000, Status::Rec), (20_000, Status::Nos), (20_000 + HELD_MS, Status::Val)]
        }
        Story::HeldThenRejected => {
            &[(5_000, Status::Rec), (20_000, Status::Nos), (20_000 + HELD_MS, Status::Rej)]
        }
    }
}

/// A payout of the sandbox. It has no Debug: it carries a key and a person's number.
pub(crate) struct Payout {
    /// Which account's, at which service.
    pub(crate) book: super::book::Place,
    pub(crate) transaction_id: String,
    pub(crate) client_transaction_id: Option<String>,
    pub(crate) lot: String,
    pub(crate) amount: u64,
    pub(crate) prefix: String,
    pub(crate) phone: String,
    pub(crate) operator: String,
    pub(crate) notify_url: Option<String>,
    /// What was asked, as it was given.
    pub(crate) asked: Record,
    pub(crate) story: Story,
    pub(crate) created: u64,
    /// When the merchant confirmed it, by mail or by being trusted.
    pub(crate) confirmed: Option<u64>,
    pub(crate) status: Status,
    pub(crate) validated: Option<u64>,
    /// How many steps of the script are done.
    pub(crate) steps: usize,
    /// Whether an order has taken it out of its script.
    pub(crate) by_order: bool,
}

impl Payout {
    /// When the clock changes it next, and to what.
    pub(crate) fn next_step(&self) -> Option<(u64, Status)> {
        if self.by_order || self.status.is_final() {
            return None;
        }
        let (after, status) = script(self.story).get(self.steps).copied()?;
        Some((self.confirmed?.saturating_add(after), status))
    }

    pub(crate) const fn sending_status(&self) -> &'static str {
        if self.confirmed.is_some() { "CONFIRM" } else { "PENDING" }
    }

    /// The reference that the operator gives.
    pub(crate) fn operator_transaction_id(&self) -> Option<String> {
        let digits: String = self.transaction_id.chars().filter(char::is_ascii_digit).collect();
        let at = self.validated.filter(|_| self.status == Status::Val)?;
        let tail = digits.len().checked_sub(6).and_then(|from| digits.get(from..)).unwrap_or("");
        Some(format!("PP{}.C{tail}", Date::of(at).compact()))
    }

    pub(crate) fn e164(&self) -> String {
        format!("+{}{}", self.prefix, self.phone)
    }

    /// What `comment` says of where it stands (seed 001 has the sentence of a payout that succeeded).
    pub(crate) const fn comment(&self) -> &'static str {
        match self.status {
            Status::Val => "Transfert effectué avec succès",
            Status::Rej => "Transfert rejeté par l'opérateur",
            Status::Nos => "Transfert en attente chez l'opérateur",
            Status::New | Status::Rec => "",
        }
    }
}
