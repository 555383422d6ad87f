//! What came of an order, in one shape for both generations.

use serde::Serialize;

use super::order::Generation;
use crate::aurore::Operation;
use crate::checkout::answer::Created;
use crate::checkout::confirm::{Confirmation, Difference};
use crate::client::json;
use crate::rules::value::field;

/// A counter that waits for its customer.
#[derive(Serialize)]
pub struct Opened {
    /// `v2` or `aurore`.
    pub generation: &'static str,
    /// The merchant's own identifier.
    pub reference: String,
    /// Where to send the customer. Use it as given.
    pub url: Option<String>,
    /// The counter's.
    pub token: Option<String>,
    /// `pending`, unless the service knew more at once.
    pub state: &'static str,
    /// Whether that can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
}

/// Where a payment stands, beside what was asked.
#[derive(Serialize)]
pub struct Outcome {
    /// `v2` or `aurore`.
    pub generation: &'static str,
    /// The merchant's own identifier.
    pub reference: String,
    /// Paid, with the amount and currency asked: the only thing to deliver upon.
    pub paid: bool,
    /// `accepted`, `refused`, `pending` or `unknown`.
    pub state: &'static str,
    /// Whether it can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Whether amount and currency are those asked.
    pub matches: bool,
    /// Those that are not.
    pub differences: Vec<Difference>,
    /// How much: v2 says it, of Aurore it is what was asked.
    pub amount: Option<String>,
    /// In which currency.
    pub currency: Option<String>,
    /// The operator's word, where the service says it.
    pub method: Option<String>,
    /// The service's code.
    pub code: Option<String>,
}

impl Opened {
    /// Of v2.
    #[must_use]
    pub fn v2(reference: &str, created: Created) -> Self {
        Self {
            generation: Generation::V2.word(),
            reference: reference.to_owned(),
            url: Some(created.data.payment_url),
            token: Some(created.data.payment_token),
            state: "pending",
            is_final: false,
        }
    }

    /// Of Aurore.
    #[must_use]
    pub fn aurore(reference: &str, created: &Operation) -> Self {
        Self {
            generation: Generation::Aurore.word(),
            reference: reference.to_owned(),
            url: created.text("payment_url"),
            token: created.text("payment_token"),
            state: created.state.word(),
            is_final: created.is_final,
        }
    }
}

impl Outcome {
    /// Of v2, whose answer tells amount and currency.
    #[must_use]
    pub fn v2(reference: &str, confirmed: &Confirmation) -> Self {
        let said = |name| field(&confirmed.payment.data, name).and_then(json::plain_text);
        Self {
            generation: Generation::V2.word(),
            reference: reference.to_owned(),
            paid: confirmed.paid,
            state: confirmed.state.word(),
            is_final: confirmed.is_final,
            matches: confirmed.matches,
            differences: confirmed.differences.clone(),
            amount: said("amount"),
            currency: said("currency"),
            method: said("payment_method"),
            code: Some(confirmed.payment.code.clone()),
        }
    }
}
