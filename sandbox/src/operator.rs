//! The means of payment that the counter shows, by currency and channels.

use guichet::checkout::CheckoutRequest;
use guichet::checkout::request::CARD_FIELDS;
use guichet::rules::channel::Channels;
use guichet::rules::currency::Currency::{self, Cdf, Gnf, Usd, Xaf, Xof};

/// What a means of payment is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    MobileMoney,
    /// Shown among mobile money too: it is paid with a phone.
    Wallet,
    Card,
}

/// One means of payment.
#[derive(PartialEq, Eq)]
pub(crate) struct Operator {
    /// What `payment_method` holds afterwards.
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    currencies: &'static [Currency],
}

static OPERATORS: [Operator; 7] = [
    Operator {
        code: "OM",
        name: "Orange Money",
        kind: Kind::MobileMoney,
        currencies: &[Xof, Xaf, Gnf, Cdf, Usd],
    },
    Operator {
        code: "MOMO",
        name: "MTN MoMo",
        kind: Kind::MobileMoney,
        currencies: &[Xof, Xaf, Gnf],
    },
    Operator {
        code: "FLOOZ",
        name: "Moov Money (Flooz)",
        kind: Kind::MobileMoney,
        currencies: &[Xof],
    },
    Operator { code: "WAVECI", name: "Wave", kind: Kind::Wallet, currencies: &[Xof] },
    Operator { code: "MPESA", name: "M-Pesa", kind: Kind::MobileMoney, currencies: &[Cdf, Usd] },
    Operator {
        code: "AIRTEL",
        name: "Airtel Money",
        kind: Kind::MobileMoney,
        currencies: &[Cdf, Usd],
    },
    Operator {
        code: "VISAM",
        name: "Visa, Mastercard",
        kind: Kind::Card,
        currencies: &Currency::ALL,
    },
];

impl Operator {
    /// Whether paying needs a phone number.
    pub(crate) fn needs_phone(&self) -> bool {
        self.kind != Kind::Card
    }
}

/// What the counter offers for a request; the card only when all the customer's details are there (seed 003).
pub(crate) fn offered(request: &CheckoutRequest) -> Vec<&'static Operator> {
    let card_details = CARD_FIELDS.iter().all(|name| request.text(name).is_some());
    let shown = |kind: Kind| match (request.channels(), kind) {
        (Channels::All | Channels::CreditCard, Kind::Card) => card_details,
        (Channels::All | Channels::MobileMoney, Kind::MobileMoney | Kind::Wallet)
        | (Channels::Wallet, Kind::Wallet) => true,
        (Channels::MobileMoney | Channels::Wallet, Kind::Card)
        | (Channels::CreditCard, Kind::MobileMoney | Kind::Wallet)
        | (Channels::Wallet, Kind::MobileMoney) => false,
    };
    OPERATORS
        .iter()
        .filter(|operator| {
            operator.currencies.contains(&request.currency()) && shown(operator.kind)
        })
        .collect()
}
