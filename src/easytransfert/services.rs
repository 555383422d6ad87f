//! Which service_id does what. It differs from account to account, so the caller's own map comes first; seed 004's four and the published glossary are presets.

use alloc::string::String;
use alloc::vec::Vec;

use guichet_phone::plan::Operator;

use crate::rules::country::Country;
use crate::rules::{Issue, IssueCode, Value, text};

/// Which way money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The account pays the customer.
    CashIn,
    /// The customer pays the account.
    CashOut,
}

impl Direction {
    fn find(word: &str) -> Option<Self> {
        let is = |words| text::among(word, words).is_some();
        if is(&["cash-in", "cashin", "cash_in"]) {
            Some(Self::CashIn)
        } else if is(&["cash-out", "cashout", "cash_out"]) {
            Some(Self::CashOut)
        } else {
            None
        }
    }
}

/// What a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceInfo<'a> {
    /// ISO 3166-1 alpha-2, where it is known.
    pub country: Option<&'a str>,
    /// The operator in small letters, by one name for all that it is called: `orange`, `mtn`, `moov`, `wave`, …
    pub operator: &'a str,
    /// Which way money goes.
    pub direction: Direction,
}

impl ServiceInfo<'_> {
    /// Whether the customer must give a one-time code: a cash-out of Orange Money in a country where the code is dialled for, or in one that is not told
    /// (seed 004). Elsewhere customers confirm with their operator.
    #[must_use]
    pub fn needs_otp(&self) -> bool {
        self.operator == ORANGE
            && self.direction == Direction::CashOut
            && (self.country.is_none() || self.ussd().is_some())
    }

    /// What Orange's customers dial for the one-time code; None where none is given by dialling, and where the country is not told.
    #[must_use]
    pub fn ussd(&self) -> Option<&'static str> {
        let of_country = |(country, _): &&(&str, _)| Some(*country) == self.country;
        OTP.iter().find(of_country).map(|(_, code)| *code)
    }
}

/// The operator whose payments go by one-time codes.
const ORANGE: &str = "orange";

/// Where Orange's payments are "by otp code", and what customers dial for it (seed 004). In its other countries, Cameroon and DR Congo, they are confirmed "by secret code
/// after receiving the push sms", as every other operator's are by push, QR code or app.
const OTP: &[(&str, &str)] = &[
    ("CI", "#144*82#"),
    ("SN", "#144#391#"),
    ("ML", "#144#77#"),
    ("BF", "*144*4_*6_*100#"),
    ("GN", "#144#, 4, 2"),
];

const fn service(
    country: Option<&'static str>,
    operator: &'static str,
    direction: Direction,
) -> ServiceInfo<'static> {
    ServiceInfo { country, operator, direction }
}

/// The preset map: seed 004's Orange cash-out 23, 27 (Côte d'Ivoire by its example), 29 and MTN cash-out 25; then the published glossary.
static PRESETS: [(u32, ServiceInfo<'static>); 23] = {
    use Direction::{CashIn, CashOut};
    [
        (23, service(None, ORANGE, CashOut)),
        (25, service(Some("CI"), "mtn", CashOut)),
        (27, service(Some("CI"), ORANGE, CashOut)),
        (29, service(None, ORANGE, CashOut)),
        (125, service(Some("CI"), ORANGE, CashOut)),
        (123, service(Some("CI"), "moov", CashOut)),
        (121, service(Some("CI"), "mtn", CashOut)),
        (119, service(Some("CI"), "wave", CashOut)),
        (133, service(Some("SN"), ORANGE, CashOut)),
        (131, service(Some("SN"), "wave", CashOut)),
        (135, service(Some("SN"), "free", CashOut)),
        (137, service(Some("ML"), ORANGE, CashOut)),
        (139, service(Some("ML"), "moov", CashOut)),
        (141, service(Some("BF"), ORANGE, CashOut)),
        (83, service(Some("BF"), "moov", CashOut)),
        (143, service(Some("BJ"), "mtn", CashOut)),
        (87, service(Some("BJ"), "moov", CashOut)),
        (89, service(Some("TG"), "tmoney", CashOut)),
        (91, service(Some("TG"), "moov", CashOut)),
        (93, service(Some("CM"), ORANGE, CashOut)),
        (95, service(Some("CM"), "mtn", CashOut)),
        (58, service(Some("ML"), ORANGE, CashIn)),
        (60, service(Some("ML"), "moov", CashIn)),
    ]
};

/// An account's services.
#[derive(Clone, Debug, Default)]
pub struct Services(Vec<Own>);

/// An entry of the caller's map.
#[derive(Clone, Debug)]
struct Own {
    id: u32,
    country: Option<Country>,
    operator: String,
    direction: Direction,
}

impl Services {
    /// Reads the caller's map: `{ "27": { country: "CI", operator: "orange", direction: "cash-out" } }`.
    ///
    /// # Errors
    /// `service_id_invalid`, `not_a_record`, `required`, `country_unknown`, `not_text` with the path of the entry.
    pub fn read(given: &Value) -> Result<Self, Issue> {
        let mut services = Self::default();
        if given.is_blank() {
            return Ok(services);
        }
        let Some(record) = given.as_record() else {
            return Err(Issue::error(IssueCode::NotARecord).with_word("got", text::kind(given)));
        };
        for (id, entry) in record {
            let number = read_id(id).map_err(|issue| issue.at(id))?;
            let given = |name: &str| entry.get(name).filter(|value| !value.is_blank());
            let at = |issue: Issue, name: &str| issue.at(&text::joined(&[id, ".", name]));
            let word = |name: &str| given(name).and_then(Value::as_text).map(str::trim);
            let missing = |name: &str| at(Issue::error(IssueCode::Required), name);
            let operator = word("operator").ok_or_else(|| missing("operator"))?;
            let known = Operator::called(operator).map(|operator| operator.name);
            let operator = text::lower(known.unwrap_or(operator));
            let direction = word("direction").and_then(Direction::find);
            let direction = direction.ok_or_else(|| missing("direction"))?;
            let country = given("country").map(Country::read).transpose();
            let country =
                country.map_err(|issue| at(issue, "country"))?.map(|(country, _)| country);
            services.0.push(Own { id: number, country, operator, direction });
        }
        Ok(services)
    }

    /// What a service is; None for one that neither the caller's map nor the presets have.
    #[must_use]
    pub fn find(&self, id: u32) -> Option<ServiceInfo<'_>> {
        if let Some(own) = self.0.iter().rev().find(|own| own.id == id) {
            let Own { country, operator, direction, .. } = own;
            return Some(ServiceInfo {
                country: country.map(Country::code),
                operator,
                direction: *direction,
            });
        }
        PRESETS.iter().find(|(known, _)| *known == id).map(|(_, preset)| *preset)
    }
}

/// Reads the identifier of a service from its digits.
///
/// # Errors
/// `service_id_invalid`.
pub(super) fn read_id(digits: &str) -> Result<u32, Issue> {
    text::whole(digits).ok_or_else(|| {
        Issue::error(IssueCode::ServiceIdInvalid).with("got", &text::excerpt(digits))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[test]
    fn the_seeds_orange_cash_outs_need_a_code() {
        let services = Services::default();
        for (id, needed) in
            [(23, true), (25, false), (27, true), (29, true), (125, true), (58, false)]
        {
            assert_eq!(services.find(id).map(|info| info.needs_otp()), Some(needed), "{id}");
        }
        assert_eq!(services.find(9999), None);
        assert_eq!(services.find(27).and_then(|info| info.ussd()), Some("#144*82#"));
    }

    fn needed(entry: &str) -> (bool, Option<&'static str>) {
        let map = json::parse(&format!(r#"{{"70":{entry}}}"#)).unwrap();
        let services = Services::read(&map).unwrap();
        let info = services.find(70).unwrap();
        (info.needs_otp(), info.ussd().filter(|_| info.needs_otp()))
    }

    /// The table of seed 004: "Payment by otp code", or not.
    #[test]
    fn a_code_is_needed_where_the_table_says_that_payment_is_by_code() {
        for (country, operator, ussd) in [
            ("CI", "Orange", Some("#144*82#")),
            ("CI", "Moov", None),
            ("CI", "Mtn CI", None),
            ("CI", "Wave", None),
            ("SN", "Orange", Some("#144#391#")),
            ("SN", "Expresso", None),
            ("SN", "Free", None),
            ("SN", "Wave", None),
            ("ML", "Orange", Some("#144#77#")),
            ("ML", "Moov", None),
            ("TG", "Tmoney", None),
            ("TG", "Flooz", None),
            ("BJ", "Moov", None),
            ("BJ", "Mtn", None),
            ("BF", "Orange", Some("*144*4_*6_*100#")),
            ("BF", "Moov", None),
            ("CM", "Orange", None),
            ("CM", "Mtn", None),
            ("CM", "Express Union", None),
            ("CD", "Orange CD", None),
            ("CD", "MPesa CD", None),
            ("CD", "Airtel CD", None),
            ("CD", "Orange CDUSD", None),
            ("CD", "Mpesa CDUSD", None),
            ("GN", "Orange", Some("#144#, 4, 2")),
            ("GN", "Mtn", None),
        ] {
            let of = |direction: &str| {
                needed(&format!(
                    r#"{{"country":"{country}","operator":"{operator}","direction":"{direction}"}}"#
                ))
            };
            assert_eq!(of("cash-out"), (ussd.is_some(), ussd), "{country} {operator}");
            assert_eq!(of("cash-in"), (false, None), "{country} {operator}");
        }
        for country in ["", r#""country":"","#, r#""country":null,"#] {
            let entry = format!(r#"{{{country}"operator":"Orange","direction":"cash-out"}}"#);
            assert_eq!(needed(&entry), (true, None), "{country}");
        }
    }

    #[test]
    fn operators_are_read_by_any_of_their_names() {
        for operator in ["OM", "Orange Money", "ORANGE_CI", " orange ", "OM_CI", "omsn"] {
            let entry =
                format!(r#"{{"country":"ci","operator":"{operator}","direction":"cashout"}}"#);
            assert_eq!(needed(&entry), (true, Some("#144*82#")), "{operator}");
        }
    }

    #[test]
    fn the_callers_map_comes_first_and_is_read_with_care() {
        let map =
            json::parse(r#"{"25":{"country":"sn","operator":"Orange","direction":"cash-out"}}"#)
                .unwrap();
        let services = Services::read(&map).unwrap();
        let info = services.find(25).unwrap();
        assert_eq!((info.needs_otp(), info.ussd()), (true, Some("#144#391#")));
        for wrong in [
            r#"{"x":{}}"#,
            r#"{"25":{"operator":"orange"}}"#,
            r#"{"25":{"direction":"cash-in"}}"#,
            r#"{"25":{"operator":"orange","direction":"cash-out","country":"CIV"}}"#,
            r#"{"25":{"operator":"orange","direction":"cash-out","country":225}}"#,
            "[]",
        ] {
            assert!(Services::read(&json::parse(wrong).unwrap()).is_err(), "{wrong}");
        }
        assert!(Services::read(&Value::Null).is_ok());
    }
}
