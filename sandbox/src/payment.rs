//! One payment: waiting, then accepted, refused, cancelled or expired, for good.

use guichet::checkout::CheckoutRequest;
use guichet::checkout::codes::{About, CheckoutCode, PaymentState};
use guichet::rules::Value;
use guichet::rules::value::field;

use crate::operator::{self, Operator};

/// A payment waits for its customer one day.
pub(crate) const LIFETIME_MS: u64 = 24 * 3600 * 1000;

/// What can be done to a waiting payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Accept,
    /// The operator says no, for the reason that the code gives.
    Refuse(&'static str),
    Cancel,
    Expire,
}

/// Why a payment is refused when nobody says: 600 PAYMENT_FAILED.
pub(crate) const PAYMENT_FAILED: &str = "600";

impl Action {
    /// Reads the word of a button or of control.
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "accept" => Some(Self::Accept),
            "refuse" => Some(Self::Refuse(PAYMENT_FAILED)),
            "cancel" => Some(Self::Cancel),
            "expire" => Some(Self::Expire),
            _ => None,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Accept => "00",
            Self::Refuse(code) => code,
            Self::Cancel => "627",
            Self::Expire => "625",
        }
    }
}

/// How a payment ended.
pub(crate) struct End {
    pub(crate) action: Action,
    pub(crate) at: u64,
    pub(crate) operator: Option<&'static Operator>,
    /// As the customer gave it.
    pub(crate) phone: Option<String>,
    /// The operator's reference; only of accepted payments.
    pub(crate) operator_id: Option<String>,
}

/// A payment of the sandbox. It has no Debug: it carries keys and the customer's details.
pub(crate) struct Payment {
    pub(crate) site_id: String,
    pub(crate) apikey_masked: String,
    pub(crate) secret_key: String,
    pub(crate) token: String,
    pub(crate) request: CheckoutRequest,
    /// What the token belongs to besides the identifier.
    pub(crate) parameters: String,
    pub(crate) created: u64,
    /// Whether the customer has seen the counter.
    pub(crate) opened: bool,
    pub(crate) end: Option<End>,
}

impl Payment {
    /// Ends a waiting payment; an ended one stays as it is. Whether anything changed.
    pub(crate) fn finish(&mut self, end: End) -> bool {
        let waiting = self.end.is_none();
        if waiting {
            self.end = Some(end);
        }
        waiting
    }

    /// The documented code of where it stands.
    pub(crate) fn code(&self) -> &'static str {
        self.end.as_ref().map_or("662", |end| end.action.code())
    }

    /// The word of `data.status`.
    pub(crate) fn status(&self) -> &'static str {
        match &self.end {
            Some(end) if end.action == Action::Accept => "ACCEPTED",
            Some(_) => "REFUSED",
            None if self.opened => "WAITING_FOR_CUSTOMER",
            None => "PENDING",
        }
    }

    /// The word for people who read the sandbox's state.
    pub(crate) fn state(&self) -> &'static str {
        match self.end.as_ref().map(|end| end.action) {
            None => "waiting",
            Some(Action::Accept) => "accepted",
            Some(Action::Refuse(_)) => "refused",
            Some(Action::Cancel) => "cancelled",
            Some(Action::Expire) => "expired",
        }
    }

    /// What the counter offers.
    pub(crate) fn offered(&self) -> Vec<&'static Operator> {
        operator::offered(&self.request)
    }

    /// The customer's number that the merchant gave.
    pub(crate) fn phone_given(&self) -> Option<&str> {
        self.request.text("customer_phone_number")
    }

    /// Whether the customer must pay from the number that the merchant gave.
    pub(crate) fn phone_locked(&self) -> bool {
        let flag = field(self.request.fields(), "lock_phone_number");
        flag == Some(&Value::Bool(true)) && self.phone_given().is_some()
    }

    /// The customer's way back.
    pub(crate) fn return_address(&self) -> String {
        let fields = [
            ("transaction_id".to_owned(), self.request.transaction_id().as_str().to_owned()),
            ("token".to_owned(), self.token.clone()),
        ];
        crate::form::add_to_query(self.request.text("return_url").unwrap_or("/"), &fields)
    }
}

/// The documented code of a refusal, where it is one.
pub(crate) fn refusal(code: &str) -> Option<&'static str> {
    CheckoutCode::find(code)
        .filter(|known| known.meaning == About::Payment(PaymentState::Refused))
        .map(|known| known.code)
}

/// The service's name for a code.
pub(crate) fn code_name(code: &str) -> &'static str {
    CheckoutCode::find(code).map_or("", |known| known.name)
}
