//! Which path is what, and which methods it takes.

use crate::form;

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Index,
    Payment,
    Check,
    Counter { token: String },
    Style,
    State,
    PaymentControl { transaction_id: String },
    ClockControl,
    FaultControl,
    Reset,
}

impl Route {
    pub(crate) fn of(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] => Self::Index,
            ["v2", "payment"] => Self::Payment,
            ["v2", "payment", "check"] => Self::Check,
            ["payment", token] => Self::Counter { token: form::decode_segment(token) },
            ["_sandbox", "counter.css"] => Self::Style,
            ["_sandbox", "state"] => Self::State,
            ["_sandbox", "payments", id] => {
                Self::PaymentControl { transaction_id: form::decode_segment(id) }
            }
            ["_sandbox", "clock"] => Self::ClockControl,
            ["_sandbox", "faults"] => Self::FaultControl,
            ["_sandbox", "reset"] => Self::Reset,
            _ => return None,
        })
    }

    /// The methods as the header `allow` lists them.
    pub(crate) const fn allowed(&self) -> &'static str {
        match self {
            Self::Index | Self::Style | Self::State => "GET, OPTIONS",
            Self::Counter { .. } => "GET, POST, OPTIONS",
            Self::Payment
            | Self::Check
            | Self::PaymentControl { .. }
            | Self::ClockControl
            | Self::FaultControl
            | Self::Reset => "POST, OPTIONS",
        }
    }

    pub(crate) fn allows(&self, method: &str) -> bool {
        self.allowed().split(", ").any(|allowed| allowed == method)
    }

    /// Whether faults and limits apply: to the services and their counter, never to control.
    pub(crate) const fn is_service(&self) -> bool {
        matches!(self, Self::Payment | Self::Check | Self::Counter { .. })
    }
}
