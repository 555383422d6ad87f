//! States and provinces: seed 003 makes `customer_state` mandatory in the United States and Canada.

use alloc::string::String;

use super::country::Country;
use super::cut;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// ISO 3166-2 (50 states, the district, territories) with the postal codes that postal practice adds (AA AE AP FM MH PW).
const UNITED_STATES: &str = "AA AE AK AL AP AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO \
     MP MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR PW RI SC SD TN TX UM UT VA VI VT WA WI WV WY";

const CANADA: &str = "AB BC MB NB NL NS NT NU ON PE QC SK YT";

/// The states of a country where the service asks for one.
#[must_use]
pub fn of(country: Country) -> Option<&'static str> {
    match &country.letters() {
        b"US" => Some(UNITED_STATES),
        b"CA" => Some(CANADA),
        _ => None,
    }
}

/// Reads a state: one of the country's where the service asks for it, else two letters that nobody checks.
///
/// # Errors
/// `state_unknown`, `not_text`.
pub fn read(value: &Value, country: Option<Country>) -> Read<String> {
    let code = text::upper(text::as_text(value)?.trim());
    let states = country.and_then(of);
    let fits = match states {
        Some(states) => cut::parts(states, b' ').any(|state| state == code),
        None => code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()),
    };
    match country.filter(|_| states.is_some()) {
        _ if fits => Ok((code, None)),
        Some(country) => Err(Issue::error(IssueCode::StateUnknown)
            .with("got", &code)
            .with("country", country.code())),
        None => {
            let advice = Issue::warning(IssueCode::StateFormat).with("got", &code);
            Ok((code, Some(advice)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn state(code: &str, country: &str) -> Result<Option<IssueCode>, IssueCode> {
        read(&code.into(), Country::find(country))
            .map(|(_, advice)| advice.map(|issue| issue.code))
            .map_err(|issue| issue.code)
    }

    #[test]
    fn states_are_checked_in_the_united_states_and_canada_only() {
        assert_eq!(state("ny", "US"), Ok(None));
        assert_eq!(state("AE", "US"), Ok(None));
        assert_eq!(state("QC", "US"), Err(IssueCode::StateUnknown));
        assert_eq!(state("QC", "CA"), Ok(None));
        assert_eq!(state("NY", "CA"), Err(IssueCode::StateUnknown));
        assert_eq!(state("CM", "CM"), Ok(None));
        assert_eq!(state("Littoral", "CM"), Ok(Some(IssueCode::StateFormat)));
    }

    #[test]
    fn tables_have_the_documented_sizes() {
        assert_eq!(UNITED_STATES.split(' ').count(), 57 + 6);
        assert_eq!(CANADA.split(' ').count(), 13);
    }
}
