//! What may be asked of `POST {base_url}/airtime`: every parameter of seed 004, valid by construction.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use guichet_phone::Plan;

use super::services::Services;
use crate::account::number;
use crate::account::request::{as_digits, national};
use crate::rules::amount::{self, Amount};
use crate::rules::issue::Read;
use crate::rules::reader::Reader;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Report, Value, text, url};

/// The documented parameters, in the order of the samples.
const PARAMETERS: [&str; 7] =
    ["amount", "api_key", "destination", "service_id", "ipn_url", "custom_data", "om_otp"];
/// Digits of a one-time code.
const OTP: core::ops::RangeInclusive<usize> = 4..=8;

/// Whether `api_key` is part of what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKey {
    /// It must be in the request: what the service sees.
    Required,
    /// The client adds its own.
    FromClient,
}

/// One cash-in or cash-out. It has no Debug: it carries the api_key and somebody's number.
#[derive(Clone, PartialEq)]
pub struct Airtime {
    fields: Record,
    amount: Amount,
    service_id: u32,
}

impl Airtime {
    /// Checks a request against the rules of seed 004, with what the home countries' plans say of its number.
    #[cfg(feature = "clients")]
    #[must_use]
    pub fn check(given: &Value, services: &Services, api_key: ApiKey) -> Report<Self> {
        number::with_home(|plan| Self::check_by(Some(plan), given, services, api_key))
    }

    /// The same by a plan of numbers.
    #[must_use]
    pub fn check_by(
        plan: Option<&Plan>,
        given: &Value,
        services: &Services,
        api_key: ApiKey,
    ) -> Report<Self> {
        let mut reader = match Reader::new(given) {
            Ok(reader) => reader,
            Err(issue) => return Report { value: None, fields: Vec::new(), issues: vec![issue] },
        };
        let (mut amount, mut service_id) = (None, None);
        let service = reader.given("service_id").and_then(|value| number_of(value).ok());
        let country = service.and_then(|id| services.find(id)).and_then(|info| info.country);
        for name in PARAMETERS {
            let Some(value) = reader.given(name) else {
                let required = match name {
                    "api_key" => api_key == ApiKey::Required,
                    "custom_data" | "om_otp" => false,
                    _ => true,
                };
                if required {
                    reader.issue(Issue::error(IssueCode::Required).at(name));
                }
                continue;
            };
            let read: Read<Value> = match name {
                "amount" => Amount::read(value, &amount::easytransfert()).map(|(read, advice)| {
                    amount = Some(read);
                    (read.value(), advice)
                }),
                "destination" => national(value).map(|national| {
                    let of_plan = plan
                        .and_then(|plan| number::advice_in(plan, country.as_deref()?, &national));
                    (Value::Text(national), of_plan)
                }),
                "service_id" => number_of(value).map(|id| {
                    service_id = Some(id);
                    (Value::Number(f64::from(id)), None)
                }),
                "ipn_url" => url::read(value).map(|(url, advice)| (Value::Text(url), advice)),
                "om_otp" => otp(value),
                _ => text::read(value, text::LONGEST)
                    .map(|(text, advice)| (Value::Text(text), advice)),
            };
            reader.keep(name, read);
        }
        let info = service_id.and_then(|id| services.find(id));
        if let Some(info) = info.filter(|info| info.needs_otp() && reader.given("om_otp").is_none())
        {
            let ussd = info.ussd().unwrap_or("#144#");
            reader.issue(Issue::error(IssueCode::OtpRequired).with("ussd", ussd).at("om_otp"));
        }
        reader.undocumented(|fits| PARAMETERS.into_iter().find(|name| fits(name)));
        reader.finish_with(|fields| {
            Some(Self { fields: fields.clone(), amount: amount?, service_id: service_id? })
        })
    }

    /// The fields as they are sent.
    #[must_use]
    pub const fn fields(&self) -> &Record {
        &self.fields
    }

    /// How much, in FCFA.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// Which service.
    #[must_use]
    pub const fn service_id(&self) -> u32 {
        self.service_id
    }

    /// The customer's national number.
    #[must_use]
    pub fn destination(&self) -> &str {
        self.word("destination").unwrap_or_default()
    }

    /// Where the outcome is told.
    #[must_use]
    pub fn ipn_url(&self) -> &str {
        self.word("ipn_url").unwrap_or_default()
    }

    /// A field's text.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        field(&self.fields, name).and_then(Value::as_text)
    }
}

/// A whole number, as a number or in digits.
fn number_of(value: &Value) -> Result<u32, Issue> {
    let digits = as_digits(value)?;
    digits
        .parse()
        .map_err(|_| Issue::error(IssueCode::ServiceIdInvalid).with("got", &text::excerpt(&digits)))
}

/// The code that the customer was given: digits, which a number would rob of its zeros.
fn otp(value: &Value) -> Read<Value> {
    let code: String = text::as_text(value)?.chars().filter(|c| !c.is_whitespace()).collect();
    if OTP.contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok((Value::Text(code), None))
    } else {
        Err(Issue::error(IssueCode::OtpInvalid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[track_caller]
    fn codes(changes: &str) -> Vec<String> {
        let base = r#"{"amount":5000,"api_key":"k","destination":"0503444777","service_id":25,"ipn_url":"https://a.example/ipn"}"#;
        let Some(Value::Record(mut record)) = json::parse(base) else { panic!("a record") };
        let Some(Value::Record(changes)) = json::parse(changes) else { panic!("a record") };
        for (name, value) in changes {
            record.retain(|(known, _)| *known != name);
            record.push((name, value));
        }
        let report = Airtime::check(&Value::Record(record), &Services::default(), ApiKey::Required);
        report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.name())).collect()
    }

    #[test]
    fn amounts_are_multiples_of_100() {
        assert_eq!(codes("{}"), Vec::<String>::new());
        assert_eq!(codes(r#"{"amount":5050}"#), ["amount amount_not_multiple"]);
        assert_eq!(codes(r#"{"amount":0}"#), ["amount amount_too_small"]);
        assert_eq!(codes(r#"{"amount":100}"#), Vec::<String>::new());
    }

    #[test]
    fn orange_cash_out_needs_the_customers_code() {
        assert_eq!(codes(r#"{"service_id":27}"#), ["om_otp otp_required"]);
        assert_eq!(codes(r#"{"service_id":27,"om_otp":"1234"}"#), Vec::<String>::new());
        assert_eq!(codes(r#"{"service_id":27,"om_otp":"12"}"#), ["om_otp otp_invalid"]);
        assert_eq!(codes(r#"{"service_id":27,"om_otp":1234}"#), ["om_otp not_text"]);
        assert_eq!(codes(r#"{"service_id":9999}"#), Vec::<String>::new());
    }

    #[test]
    fn destinations_are_national_and_parameters_are_there() {
        assert_eq!(
            codes(r#"{"destination":"+2250103444777"}"#),
            ["destination phone_not_national"]
        );
        assert_eq!(codes(r#"{"service_id":"x"}"#), ["service_id service_id_invalid"]);
        assert_eq!(
            codes(
                r#"{"api_key":null,"destination":null,"service_id":null,"ipn_url":null,"amount":null}"#
            ),
            [
                "amount required",
                "api_key required",
                "destination required",
                "service_id required",
                "ipn_url required"
            ]
        );
    }
}
