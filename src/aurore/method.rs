//! `payment_method`: an operator in a country, such as `OM_CI`; which there are, and what a country's currencies are.

use alloc::string::String;

use crate::rules::currency::Currency::{self, Cdf, Gnf, Usd, Xaf, Xof};
use crate::rules::issue::Read;
use crate::rules::{Issue, IssueCode, Value, cut, text};

/// A country that Aurore serves. One account serves one.
#[derive(Debug, PartialEq, Eq)]
pub struct Served {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Its calling code.
    pub prefix: &'static str,
    /// What is paid in there.
    pub currencies: &'static [Currency],
    /// The operators' words, without the country.
    pub operators: &'static [&'static str],
}

const fn served(
    country: &'static str,
    prefix: &'static str,
    currencies: &'static [Currency],
    operators: &'static [&'static str],
) -> Served {
    Served { country, prefix, currencies, operators }
}

/// The provider's SDKs. The last five stand in one of them alone, without operators.
static SERVED: [Served; 15] = [
    served("CI", "225", &[Xof], &["OM", "MOOV", "MTN", "WAVE"]),
    served("BF", "226", &[Xof], &["OM", "MOOV", "WAVE"]),
    served("ML", "223", &[Xof], &["OM", "MOOV"]),
    served("SN", "221", &[Xof], &["OM", "FREE", "EXPRESSO", "WAVE"]),
    served("TG", "228", &[Xof], &["MOOV", "TMONEY"]),
    served("GN", "224", &[Gnf], &["OM", "MTN"]),
    served("CM", "237", &[Xaf], &["OM", "MTN"]),
    served("BJ", "229", &[Xof], &["MOOV", "MTN"]),
    served("CD", "243", &[Cdf, Usd], &["OM", "AIRTEL", "MPESA", "AFRICELL"]),
    served("NE", "227", &[Xof], &["AIRTEL", "MOOV", "ZAMANI"]),
    served("TD", "235", &[Xaf], &[]),
    served("CG", "242", &[Xaf], &[]),
    served("CF", "236", &[Xaf], &[]),
    served("GA", "241", &[Xaf], &[]),
    served("GQ", "240", &[Xaf], &[]),
];

impl Served {
    /// Every country served.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &SERVED
    }

    /// Finds a country by its two letters, in any case.
    #[must_use]
    pub fn find(country: &str) -> Option<&'static Self> {
        SERVED.iter().find(|served| served.country.eq_ignore_ascii_case(country.trim()))
    }

    /// The country of an E.164 number.
    #[must_use]
    pub fn of_number(e164: &str) -> Option<&'static Self> {
        let digits = e164.strip_prefix('+')?;
        SERVED.iter().find(|served| digits.starts_with(served.prefix))
    }

    /// Reads a country.
    ///
    /// # Errors
    /// `country_not_served`, `not_text`.
    #[cfg(feature = "clients")]
    pub fn read(value: &Value) -> Result<&'static Self, Issue> {
        let word = text::as_text(value)?;
        Self::find(word).ok_or_else(|| {
            Issue::error(IssueCode::CountryNotServed)
                .with("got", word)
                .with("expected", &text::listed(SERVED.iter().map(|served| served.country)))
        })
    }

    /// The country's methods as they travel, for messages.
    #[must_use]
    pub fn methods(&self) -> String {
        let travelling = |operator: &&str| text::joined(&[operator, "_", self.country]);
        text::listed(self.operators.iter().map(travelling))
    }
}

/// An operator in a country. An operator that is not listed passes, with advice: lists age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentMethod {
    word: String,
    served: &'static Served,
}

impl PaymentMethod {
    /// As it travels: `OM_CI`.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Its country.
    #[must_use]
    pub const fn country(&self) -> &'static Served {
        self.served
    }

    /// Reads a method, in any case.
    ///
    /// ```
    /// use guichet::aurore::method::PaymentMethod;
    ///
    /// let (method, advice) = PaymentMethod::read(&"om_ci".into()).unwrap();
    /// assert_eq!((method.word(), method.country().country, advice), ("OM_CI", "CI", None));
    /// assert!(PaymentMethod::read(&"OM".into()).is_err());
    /// ```
    ///
    /// # Errors
    /// `payment_method_format` when it is no operator and country, or no country that is served; `not_text`.
    pub fn read(value: &Value) -> Read<Self> {
        let word = text::as_text(value)?;
        let method = Self::find(word).ok_or_else(|| {
            let word = text::upper(word.trim());
            Issue::error(IssueCode::PaymentMethodFormat).with("got", &word)
        })?;
        let advice = (!method.is_listed()).then(|| {
            Issue::warning(IssueCode::PaymentMethodUnknown)
                .with("got", &method.word)
                .with("country", method.served.country)
                .with("expected", &method.served.methods())
        });
        Ok((method, advice))
    }

    /// Finds a method by its word, in any case: an operator, listed or not, in a country that is served.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        let word = text::upper(word.trim());
        let (operator, country) = cut::last(&word, b'_')?;
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        let served = Served::find(country)?;
        (!operator.is_empty() && operator.bytes().all(plain)).then_some(Self { word, served })
    }

    fn is_listed(&self) -> bool {
        let operator = cut::last(&self.word, b'_').map(|(operator, _)| operator);
        operator.is_some_and(|operator| self.served.operators.contains(&operator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_method_is_known_and_its_country_has_a_currency() {
        let mut count = 0;
        for served in Served::all() {
            assert!(!served.currencies.is_empty(), "{}", served.country);
            for currency in served.currencies.iter().filter(|currency| **currency != Usd) {
                assert!(Currency::of_prefix(served.prefix).contains(currency));
            }
            for operator in served.operators {
                let word = format!("{operator}_{}", served.country);
                let (method, advice) = PaymentMethod::read(&word.as_str().into()).unwrap();
                assert_eq!((method.word(), advice), (word.as_str(), None));
                count += 1;
            }
        }
        assert_eq!(count, 28);
    }

    #[test]
    fn a_method_is_an_operator_and_a_country_that_is_served() {
        for (word, expected) in [
            ("OM_CI", Ok(None)),
            ("wave_sn", Ok(None)),
            ("WAVE_ML", Ok(Some(IssueCode::PaymentMethodUnknown))),
            ("AIRTEL_TD", Ok(Some(IssueCode::PaymentMethodUnknown))),
            ("OM", Err(IssueCode::PaymentMethodFormat)),
            ("_CI", Err(IssueCode::PaymentMethodFormat)),
            ("OM_FR", Err(IssueCode::PaymentMethodFormat)),
            ("OM-CI", Err(IssueCode::PaymentMethodFormat)),
            ("O M_CI", Err(IssueCode::PaymentMethodFormat)),
        ] {
            let read = PaymentMethod::read(&word.into());
            let codes = read.map(|(_, advice)| advice.map(|issue| issue.code));
            assert_eq!(codes.map_err(|issue| issue.code), expected, "{word}");
        }
    }
}
