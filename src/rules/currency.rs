//! The currencies that CinetPay collects (seed 003). XOF, XAF and GNF have no minor unit; USD and CDF are taken in whole units (amount is an Integer).

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// A currency of the services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Currency {
    /// CFA franc of West Africa (BCEAO).
    Xof,
    /// CFA franc of Central Africa (BEAC).
    Xaf,
    /// Congolese franc.
    Cdf,
    /// Guinean franc.
    Gnf,
    /// United States dollar.
    Usd,
}

impl Currency {
    /// Every currency, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Xof, Self::Xaf, Self::Cdf, Self::Gnf, Self::Usd];

    /// The ISO 4217 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xof => "XOF",
            Self::Xaf => "XAF",
            Self::Cdf => "CDF",
            Self::Gnf => "GNF",
            Self::Usd => "USD",
        }
    }

    /// Finds a currency by its code, in any case.
    #[must_use]
    pub fn find(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::ALL.into_iter().find(|currency| currency.code().eq_ignore_ascii_case(code))
    }

    /// The currency of mobile money in the country of a calling code, where the services are.
    #[must_use]
    pub fn of_prefix(prefix: &str) -> Option<Self> {
        Some(match prefix {
            "225" | "221" | "223" | "228" | "229" | "226" | "227" | "245" => Self::Xof,
            "237" | "241" | "242" | "235" | "236" | "240" => Self::Xaf,
            "224" => Self::Gnf,
            "243" => Self::Cdf,
            _ => return None,
        })
    }

    /// Reads a currency.
    ///
    /// # Errors
    /// `currency_unknown`, `not_text`.
    pub fn read(value: &Value) -> Read<Self> {
        let code = text::as_text(value)?;
        Self::find(code).map(|currency| (currency, None)).ok_or_else(|| {
            Issue::error(IssueCode::CurrencyUnknown)
                .with("got", code)
                .with("expected", "XOF, XAF, CDF, GNF, USD")
        })
    }
}
