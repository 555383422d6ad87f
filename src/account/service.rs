//! How Transfer and Airtime differ: a table.

use crate::rules::amount::{self, AmountRule};

/// One of the two services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Money to mobile-money accounts (seeds 001, 002).
    Transfer,
    /// Airtime to phones (seed 000).
    Airtime,
}

impl Service {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Transfer, Self::Airtime];

    /// The word in its paths.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Airtime => "airtime",
        }
    }

    /// `GET`: what the account has.
    #[must_use]
    pub const fn balance_path(self) -> &'static str {
        match self {
            Self::Transfer => "/transfer/check/balance",
            Self::Airtime => "/airtime/check/balance",
        }
    }

    /// `POST`: adds contacts.
    #[must_use]
    pub const fn contact_path(self) -> &'static str {
        match self {
            Self::Transfer => "/transfer/contact",
            Self::Airtime => "/airtime/contact",
        }
    }

    /// `POST`: sends.
    #[must_use]
    pub const fn send_path(self) -> &'static str {
        match self {
            Self::Transfer => "/transfer/money/send/contact",
            Self::Airtime => "/airtime/money/send/contact",
        }
    }

    /// `GET`: what became of a send.
    #[must_use]
    pub const fn find_path(self) -> &'static str {
        match self {
            Self::Transfer => "/transfer/check/money",
            Self::Airtime => "/airtime/check/send",
        }
    }

    /// What is asked of an amount to a number with that country prefix; `operator` is the one that the caller names.
    #[must_use]
    pub fn amount_rule(self, prefix: &str, operator: Option<&str>) -> AmountRule {
        match self {
            Self::Transfer => amount::transfer(prefix),
            Self::Airtime => amount::airtime(operator),
        }
    }
}
