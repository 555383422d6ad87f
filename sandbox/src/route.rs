//! Which path is what, and which methods it takes.

use guichet::client::HttpReply;

use crate::payouts::{Question, Service, envelope};
use crate::{answer, easytransfert, form};

/// Whose shape an answer has that no service gives: a fault, a limit, a wrong method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Checkout's, which control uses too.
    Checkout,
    /// Transfer's and Airtime's.
    Account,
    EasyTransfert,
}

impl Format {
    pub(crate) fn error(
        self,
        status: u16,
        code: &str,
        message: &str,
        description: &str,
        response_id: &str,
    ) -> HttpReply {
        match self {
            Self::Checkout => answer::error(status, code, message, description, response_id),
            Self::Account => envelope::named_error(status, code, true, message, description),
            Self::EasyTransfert => easytransfert::error(status, message, description),
        }
    }
}

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Index,
    Payment,
    Check,
    Counter { token: String, aurore: bool },
    Login,
    Account { service: Service, question: Question },
    EasyTransfert,
    EasyTransfertStatus,
    Style,
    Script,
    InspectorStyle,
    State,
    PaymentControl { transaction_id: String },
    PayoutControl { id: String },
    DeliveryControl { id: String },
    TokenControl,
    SettingsControl,
    ClockControl,
    FaultControl,
    Reset,
}

impl Route {
    pub(crate) fn of(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] | ["_sandbox"] => Self::Index,
            ["v2", "payment"] => Self::Payment,
            ["v2", "payment", "check"] => Self::Check,
            ["payment", token] => {
                Self::Counter { token: form::decode_segment(token), aurore: false }
            }
            ["checkout", token] => {
                Self::Counter { token: form::decode_segment(token), aurore: true }
            }
            ["v1", "auth", "login"] => Self::Login,
            ["v1", path @ ..] => account(&format!("/{}", path.join("/")))?,
            ["easytransfert", "airtime"] => Self::EasyTransfert,
            ["easytransfert", "status"] => Self::EasyTransfertStatus,
            ["_sandbox", "counter.css"] => Self::Style,
            ["_sandbox", "counter.js"] => Self::Script,
            ["_sandbox", "inspector.css"] => Self::InspectorStyle,
            ["_sandbox", "state"] => Self::State,
            ["_sandbox", "payments", id] => {
                Self::PaymentControl { transaction_id: form::decode_segment(id) }
            }
            ["_sandbox", "payouts", id] => Self::PayoutControl { id: form::decode_segment(id) },
            ["_sandbox", "deliveries", id] => {
                Self::DeliveryControl { id: form::decode_segment(id) }
            }
            ["_sandbox", "tokens"] => Self::TokenControl,
            ["_sandbox", "settings"] => Self::SettingsControl,
            ["_sandbox", "clock"] => Self::ClockControl,
            ["_sandbox", "faults"] => Self::FaultControl,
            ["_sandbox", "reset"] => Self::Reset,
            _ => return None,
        })
    }

    /// The methods as the header `allow` lists them.
    pub(crate) const fn allowed(&self) -> &'static str {
        match self {
            Self::Style
            | Self::Script
            | Self::InspectorStyle
            | Self::State
            | Self::Account { question: Question::Balance | Question::Find, .. } => "GET, OPTIONS",
            Self::Index
            | Self::Counter { .. }
            | Self::Login
            | Self::Account { question: Question::Contact | Question::Send, .. } => {
                "GET, POST, OPTIONS"
            }
            Self::Payment
            | Self::Check
            | Self::EasyTransfert
            | Self::EasyTransfertStatus
            | Self::PaymentControl { .. }
            | Self::PayoutControl { .. }
            | Self::DeliveryControl { .. }
            | Self::TokenControl
            | Self::SettingsControl
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
        self.is_api() || matches!(self, Self::Counter { .. })
    }

    /// Whether programs ask here, not customers: what the weather meets.
    pub(crate) const fn is_api(&self) -> bool {
        matches!(
            self,
            Self::Payment
                | Self::Check
                | Self::Login
                | Self::Account { .. }
                | Self::EasyTransfert
                | Self::EasyTransfertStatus
        )
    }

    pub(crate) const fn format(&self) -> Format {
        match self {
            Self::Login | Self::Account { .. } => Format::Account,
            Self::EasyTransfert | Self::EasyTransfertStatus => Format::EasyTransfert,
            _ => Format::Checkout,
        }
    }
}

/// The question that a path under `/v1` asks, and of which service.
fn account(path: &str) -> Option<Route> {
    Service::ALL.into_iter().find_map(|service| {
        let questions = [
            (service.balance_path(), Question::Balance),
            (service.contact_path(), Question::Contact),
            (service.send_path(), Question::Send),
            (service.find_path(), Question::Find),
        ];
        let (_, question) = questions.into_iter().find(|(known, _)| *known == path)?;
        Some(Route::Account { service, question })
    })
}
