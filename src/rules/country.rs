//! Countries: ISO 3166-1 alpha-2.

use core::cmp::Ordering;

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// The 249 officially assigned codes, two letters each, in alphabetical order.
const CODES: &str = "\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
    COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM\
    HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK\
    MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW\
    SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI\
    VNVUWFWSYEYTZAZMZW";

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country(&'static str);

impl Country {
    /// Finds a country by its two letters, in any case.
    #[must_use]
    pub fn find(code: &str) -> Option<Self> {
        let &[first, second] = code.trim().as_bytes() else { return None };
        let wanted = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
        let (mut low, mut high) = (0, CODES.len() / 2);
        while low < high {
            let middle = low.midpoint(high);
            let code = CODES.get(middle * 2..middle * 2 + 2)?;
            match code.as_bytes().cmp(&wanted) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(Self(code)),
            }
        }
        None
    }

    /// Every country, in alphabetical order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CODES.len()).step_by(2).filter_map(|at| CODES.get(at..at + 2)).map(Self)
    }

    /// The two letters, in upper case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The two letters, to be compared.
    #[must_use]
    pub(crate) const fn letters(self) -> [u8; 2] {
        match *self.0.as_bytes() {
            [first, second] => [first, second],
            _ => [0; 2],
        }
    }

    /// Reads a country.
    ///
    /// # Errors
    /// `country_unknown`, with the official code where a well-known other one was given; `not_text`.
    pub fn read(value: &Value) -> Read<Self> {
        let code = text::as_text(value)?;
        Self::find(code).map(|country| (country, None)).ok_or_else(|| {
            let issue = Issue::error(IssueCode::CountryUnknown).with("got", code);
            match text::upper(code.trim()).as_str() {
                "UK" | "EN" => issue.with("suggestion", "GB"),
                "ZR" => issue.with("suggestion", "CD"),
                "DY" => issue.with("suggestion", "BJ"),
                "HV" => issue.with("suggestion", "BF"),
                _ => issue,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_249_countries_in_order_without_repeats() {
        let all: Vec<&str> = Country::all().map(Country::code).collect();
        assert_eq!(all.len(), 249);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn countries_are_two_letters_in_any_case() {
        for code in ["CI", "ci", " Sn "] {
            assert!(Country::find(code).is_some(), "{code}");
        }
        for code in ["XX", "C", "CIV", "", "IC", "AN", "É"] {
            assert!(Country::find(code).is_none(), "{code}");
        }
        assert_eq!(Country::find("ml").map(Country::code), Some("ML"));
    }

    #[test]
    fn former_and_mistaken_codes_are_corrected() {
        let issue = Country::read(&"UK".into()).unwrap_err().at("customer_country");
        assert!(issue.message(crate::rules::Lang::En).ends_with("(GB?)"));
    }
}
