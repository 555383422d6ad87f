//! How the counter behaves towards the page that opened it: what it says there, and whether it lets itself be framed.

use serde::{Deserialize, Serialize};

/// What the counter says to the page behind it when a payment ends.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Messages {
    /// The documented answer of Checkout.
    #[default]
    Checkout,
    /// The documented answer of its successor, as JSON text; at the successor's own counter, it is the first that is.
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
    /// Whether another page may frame it. The successor's counter lets nobody.
    pub framing: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { messages: Messages::default(), framing: true }
    }
}

impl Manner {
    pub(crate) const fn hangs(self) -> bool {
        matches!(self.messages, Messages::Hang)
    }
}
