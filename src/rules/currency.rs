//! The currencies that CinetPay collects (seed 003). XOF, XAF and GNF have no minor unit; USD and CDF are taken in whole units (amount is an Integer).

use super::country::Country;
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

/// Some of the currencies: what an amount may be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currencies(u8);

/// What people write for currencies around an amount, in any case, without blanks and full stops.
const WORDS: [(&str, Currencies); 15] = {
    use Currency::{Cdf, Gnf, Usd, Xaf, Xof};
    const FRANCS: Currencies = Currencies::of(&[Xof, Xaf, Cdf, Gnf]);
    [
        ("F", FRANCS),
        ("Fr", FRANCS),
        ("Frs", FRANCS),
        ("₣", FRANCS),
        ("FCFA", Currencies::FCFA),
        ("CFA", Currencies::FCFA),
        ("XOF", Currencies::of(&[Xof])),
        ("XAF", Currencies::of(&[Xaf])),
        ("FC", Currencies::of(&[Cdf])),
        ("CDF", Currencies::of(&[Cdf])),
        ("FG", Currencies::of(&[Gnf])),
        ("GNF", Currencies::of(&[Gnf])),
        ("$", Currencies::of(&[Usd])),
        ("US$", Currencies::of(&[Usd])),
        ("USD", Currencies::of(&[Usd])),
    ]
};

/// Where the services are: ISO 3166-1 alpha-2, calling code, and what is collected there, mobile money's first. USD is for accounts of DR Congo and for cards.
const COUNTRIES: &[([u8; 2], &str, &[Currency])] = {
    use Currency::{Cdf, Gnf, Usd, Xaf, Xof};
    &[
        (*b"CI", "225", &[Xof]),
        (*b"SN", "221", &[Xof]),
        (*b"ML", "223", &[Xof]),
        (*b"TG", "228", &[Xof]),
        (*b"BJ", "229", &[Xof]),
        (*b"BF", "226", &[Xof]),
        (*b"NE", "227", &[Xof]),
        (*b"GW", "245", &[Xof]),
        (*b"CM", "237", &[Xaf]),
        (*b"GA", "241", &[Xaf]),
        (*b"CG", "242", &[Xaf]),
        (*b"TD", "235", &[Xaf]),
        (*b"CF", "236", &[Xaf]),
        (*b"GQ", "240", &[Xaf]),
        (*b"GN", "224", &[Gnf]),
        (*b"CD", "243", &[Cdf, Usd]),
    ]
};

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

    /// What is collected in the country of a calling code, mobile money's currency first; nothing where the services are not.
    #[must_use]
    pub fn of_prefix(prefix: &str) -> &'static [Self] {
        let row = COUNTRIES.iter().find(|(_, known, _)| *known == prefix);
        row.map_or(&[], |(.., currencies)| currencies)
    }

    /// What is collected in a country, mobile money's currency first; None where the services are not.
    #[must_use]
    pub fn of_country(country: Country) -> Option<&'static [Self]> {
        let row = COUNTRIES.iter().find(|(letters, ..)| *letters == country.letters())?;
        Some(row.2)
    }

    /// What a person probably got wrong: a currency that is not collected where the customer is.
    /// A card pays in any currency; USD is taken for a card's unless `mobile` says that none can be used.
    #[must_use]
    pub fn advice(self, country: Country, mobile: bool) -> Option<Issue> {
        let own = Self::of_country(country)?;
        let card = self == Self::Usd && !mobile;
        let expected = own.first().filter(|_| !own.contains(&self) && !card)?;
        Some(
            Issue::warning(IssueCode::CurrencyNotOfCountry)
                .with("got", self.code())
                .with("country", country.code())
                .with("expected", expected.code()),
        )
    }

    /// What the service refuses (608): an account collects its own currency alone (seed 003, "Good to know").
    ///
    /// # Errors
    /// `currency_not_of_account`.
    pub fn must_be(self, account: Self) -> Result<(), Issue> {
        if self == account {
            return Ok(());
        }
        Err(Issue::error(IssueCode::CurrencyNotOfAccount)
            .with("got", self.code())
            .with("expected", account.code()))
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

impl Currencies {
    /// None: while it is not known which.
    pub const UNKNOWN: Self = Self(0);
    /// The CFA francs of both regions, which have one name.
    pub const FCFA: Self = Self::of(&[Currency::Xof, Currency::Xaf]);

    /// Those of a list.
    #[must_use]
    pub const fn of(mut list: &[Currency]) -> Self {
        let mut bits = 0;
        while let [first, rest @ ..] = list {
            bits |= 1 << *first as u8;
            list = rest;
        }
        Self(bits)
    }

    /// The one that is known.
    #[must_use]
    pub const fn known(currency: Option<Currency>) -> Self {
        match currency {
            Some(currency) => Self(1 << currency as u8),
            None => Self::UNKNOWN,
        }
    }

    /// What a word around an amount may mean ("FCFA", "F.CFA", "$"); None for what is no word of a currency.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let word = text::only(word, |c| !(c.is_whitespace() || c == '.'));
        let (_, meant) = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word))?;
        Some(*meant)
    }

    /// Whether one of these may be one of those.
    #[must_use]
    pub const fn fit(self, those: Self) -> bool {
        self.0 & those.0 != 0
    }

    /// What messages call them: of several the first, but CFA francs by their name; nothing while they are not known.
    #[must_use]
    pub fn word(self) -> &'static str {
        if self == Self::FCFA {
            return "FCFA";
        }
        let first = Currency::ALL.into_iter().find(|one| self.fit(Self::known(Some(*one))));
        first.map_or("", Currency::code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_customers_country_and_the_currency_agree() {
        use Currency::{Cdf, Usd, Xaf, Xof};
        for (country, currency, mobile, expected) in [
            ("CI", Xof, true, None),
            ("CI", Xaf, false, Some("XOF")),
            ("CM", Xof, false, Some("XAF")),
            ("CM", Xaf, true, None),
            ("CD", Cdf, true, None),
            ("CD", Usd, true, None),
            ("CD", Xof, true, Some("CDF")),
            ("CI", Usd, false, None),
            ("CI", Usd, true, Some("XOF")),
            ("FR", Xof, true, None),
        ] {
            let advice = currency.advice(Country::find(country).unwrap(), mobile);
            let found = advice.map(|issue| issue.params.last().cloned().unwrap().1);
            let expected = expected.map(|code| super::super::issue::Param::Text(code.into()));
            assert_eq!(found, expected, "{country} {currency:?}");
        }
    }

    #[test]
    fn a_word_around_an_amount_names_currencies() {
        use Currency::{Cdf, Gnf, Usd, Xaf, Xof};
        const FRANCS: &[Currency] = &[Xof, Xaf, Cdf, Gnf];
        for (words, expected) in [
            (&["F", "f", "Fr", "fr.", "Frs", "FRS", "₣"][..], Some(FRANCS)),
            (&["FCFA", "fcfa", "F CFA", "F.CFA", "F. C. F. A.", "CFA"], Some(&[Xof, Xaf])),
            (&["FC", "fc", "CDF"], Some(&[Cdf])),
            (&["FG", "F.G.", "gnf"], Some(&[Gnf])),
            (&["$", "US$", "us $", "USD", "usd"], Some(&[Usd])),
            (&["XOF", "xof"], Some(&[Xof])),
            (&["XAF"], Some(&[Xaf])),
            (&["", " ", "k", "M", "O", "mil", "EUR", "€", "FF", "CF", "francs", "US"], None),
        ] {
            for word in words {
                assert_eq!(Currencies::named(word), expected.map(Currencies::of), "{word:?}");
            }
        }
    }

    #[test]
    fn currencies_have_a_word() {
        for currency in Currency::ALL {
            let known = Currencies::known(Some(currency));
            assert_eq!(
                (known.word(), Currencies::named(currency.code())),
                (currency.code(), Some(known))
            );
        }
        assert_eq!(Currencies::FCFA.word(), "FCFA");
        assert_eq!(Currencies::of(Currency::of_prefix("243")).word(), "CDF");
        assert_eq!(
            (Currencies::known(None), Currencies::UNKNOWN.word()),
            (Currencies::of(&[]), "")
        );
    }

    #[test]
    fn an_account_collects_its_own_currency() {
        assert!(Currency::Xaf.must_be(Currency::Xaf).is_ok());
        let issue = Currency::Xof.must_be(Currency::Xaf).unwrap_err();
        assert_eq!(issue.code, IssueCode::CurrencyNotOfAccount);
    }
}
