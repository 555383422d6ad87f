//! How the counter behaves towards the page that opened it: what it says there, and whether it lets itself be framed.

use serde::{Deserialize, Serialize};

/// What the counter says to the page behind it when a payment ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Messages {
    /// The documented answer of Checkout.
    #[default]
    Checkout,
    /// The documented answer of its successor, as JSON text.
    Aurore,
    /// Nothing: it only sends the customer back.
    Silent,
    /// Nothing that is documented.
    Garbage,
    /// The documented answer, twice.
    Twice,
    /// Nothing, ever: a button leads to a page that waits, and the payment goes on waiting.
    Hang,
}

/// The counter's manner.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Manner {
    /// What it says there.
    pub messages: Messages,
    /// Whether another page may frame it.
    pub framing: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { messages: Messages::default(), framing: true }
    }
}

impl Manner {
    /// The manner of one counter: the newer one never lets itself be framed, and has its own words.
    pub(crate) const fn of(self, aurore: bool) -> Self {
        match (aurore, self.messages) {
            (true, Messages::Checkout) => Self { messages: Messages::Aurore, framing: false },
            (true, _) => Self { framing: false, ..self },
            (false, _) => self,
        }
    }

    pub(crate) const fn hangs(self) -> bool {
        matches!(self.messages, Messages::Hang)
    }
}
