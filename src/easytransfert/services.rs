//! Which service_id does what. It differs from account to account, so the caller's own map comes first; seed 004's four and the published glossary are presets.

use alloc::string::String;
use alloc::vec::Vec;

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
    /// The operator in small letters: `orange`, `mtn`, `moov`, `wave`, …
    pub operator: &'a str,
    /// Which way money goes.
    pub direction: Direction,
}

impl ServiceInfo<'_> {
    /// Whether the customer must give a one-time code: Orange Money cash-out (seed 004).
    #[must_use]
    pub fn needs_otp(&self) -> bool {
        self.operator == "orange" && self.direction == Direction::CashOut
    }

    /// What the customer dials for the one-time code or the confirmation; None where nothing is dialled.
    #[must_use]
    pub fn ussd(&self) -> Option<&'static str> {
        let country = self.country?;
        USSD.iter()
            .find(|(of, operator, _)| *of == country && *operator == self.operator)
            .and_then(|(_, _, code)| *code)
    }
}

/// What customers dial, by country and operator (seed 004).
pub const USSD: &[(&str, &str, Option<&str>)] = &[
    ("CI", "orange", Some("#144*82#")),
    ("CI", "moov", None),
    ("CI", "mtn", Some("*133#")),
    ("CI", "wave", None),
    ("SN", "orange", Some("#144#391#")),
    ("SN", "expresso", Some("*444*3*3#")),
    ("SN", "free", None),
    ("SN", "wave", None),
    ("ML", "orange", Some("#144#77#")),
    ("ML", "moov", None),
    ("TG", "tmoney", None),
    ("TG", "flooz", None),
    ("BJ", "moov", Some("*855*7*8#")),
    ("BJ", "mtn", None),
    ("BF", "orange", Some("*144*4_*6_*100#")),
    ("BF", "moov", Some("*555*6#")),
    ("CM", "orange", Some("#150*50#")),
    ("CM", "mtn", Some("*126#")),
    ("CM", "express union", None),
    ("CD", "orange", None),
    ("CD", "mpesa", None),
    ("CD", "airtel", None),
    ("GN", "orange", Some("#144#, 4, 2")),
    ("GN", "mtn", None),
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
        (23, service(None, "orange", CashOut)),
        (25, service(Some("CI"), "mtn", CashOut)),
        (27, service(Some("CI"), "orange", CashOut)),
        (29, service(None, "orange", CashOut)),
        (125, service(Some("CI"), "orange", CashOut)),
        (123, service(Some("CI"), "moov", CashOut)),
        (121, service(Some("CI"), "mtn", CashOut)),
        (119, service(Some("CI"), "wave", CashOut)),
        (133, service(Some("SN"), "orange", CashOut)),
        (131, service(Some("SN"), "wave", CashOut)),
        (135, service(Some("SN"), "free", CashOut)),
        (137, service(Some("ML"), "orange", CashOut)),
        (139, service(Some("ML"), "moov", CashOut)),
        (141, service(Some("BF"), "orange", CashOut)),
        (83, service(Some("BF"), "moov", CashOut)),
        (143, service(Some("BJ"), "mtn", CashOut)),
        (87, service(Some("BJ"), "moov", CashOut)),
        (89, service(Some("TG"), "tmoney", CashOut)),
        (91, service(Some("TG"), "moov", CashOut)),
        (93, service(Some("CM"), "orange", CashOut)),
        (95, service(Some("CM"), "mtn", CashOut)),
        (58, service(Some("ML"), "orange", CashIn)),
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
    country: Option<String>,
    operator: String,
    direction: Direction,
}

impl Services {
    /// Reads the caller's map: `{ "27": { country: "CI", operator: "orange", direction: "cash-out" } }`.
    ///
    /// # Errors
    /// `service_id_invalid`, `not_a_record`, `required` with the path of the entry.
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
            let word = |name: &str| entry.get(name).and_then(Value::as_text).map(str::trim);
            let missing =
                |name: &str| Issue::error(IssueCode::Required).at(&text::joined(&[id, ".", name]));
            let operator = text::lower(word("operator").ok_or_else(|| missing("operator"))?);
            let direction = word("direction").and_then(Direction::find);
            let direction = direction.ok_or_else(|| missing("direction"))?;
            let country = word("country").map(text::upper);
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
                country: country.as_deref(),
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
            "[]",
        ] {
            assert!(Services::read(&json::parse(wrong).unwrap()).is_err(), "{wrong}");
        }
        assert!(Services::read(&Value::Null).is_ok());
    }
}
