//! What may be asked of `POST {base_url}/airtime`: every parameter of seed 004, valid by construction.

use guichet_phone::Plan;

use super::services::{self, ServiceInfo, Services};
use crate::account::number;
use crate::account::request::national;
use crate::rules::amount::{self, Amount};
use crate::rules::issue::Read;
use crate::rules::reader::{self, sent};
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Report, Severity, Value, one_time_code, text, url};

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

/// When a parameter must be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    /// Always on the wire; a client gives it its account's own.
    OfAccount,
    Never,
}

/// What a parameter's rule depends on besides its own value.
struct Context<'a> {
    plan: Option<&'a Plan>,
    /// What is known of the service that is asked.
    service: Option<ServiceInfo<'a>>,
}

/// A parameter: its documented name, when it must be given, and its rule.
struct Parameter(&'static str, Need, fn(&Value, &Context<'_>) -> Read<Value>);

/// The documented parameters, in the order of the samples.
const PARAMETERS: &[Parameter] = &[
    Parameter("amount", Need::Always, amount),
    Parameter("api_key", Need::OfAccount, key),
    Parameter("destination", Need::Always, destination),
    Parameter("service_id", Need::Always, service_id),
    Parameter("ipn_url", Need::Always, address),
    Parameter("custom_data", Need::Never, free_text),
    Parameter("om_otp", Need::Never, otp),
];

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
            .typed(Self::of)
    }

    /// The same by a plan of numbers: whether it can be sent, without making a request of it.
    #[must_use]
    pub fn check_by(
        plan: Option<&Plan>,
        given: &Value,
        services: &Services,
        api_key: ApiKey,
    ) -> Report<()> {
        reader::check(given, &mut |reader| {
            let service = reader.given("service_id").and_then(|value| id_of(value).ok());
            let context = Context { plan, service: service.and_then(|id| services.find(id)) };
            for Parameter(name, need, rule) in PARAMETERS {
                let is_needed = match need {
                    Need::Always => true,
                    Need::OfAccount => api_key == ApiKey::Required,
                    Need::Never => false,
                };
                match reader.given(name) {
                    Some(value) => reader.keep(name, rule(value, &context)),
                    None if is_needed => reader.issue_at(name, Issue::error(IssueCode::Required)),
                    None => {}
                }
            }
            if let Some(service) = context.service.filter(ServiceInfo::needs_otp)
                && reader.given("om_otp").is_none()
            {
                let ussd = service.ussd().unwrap_or("#144#");
                reader.issue_at("om_otp", Issue::error(IssueCode::OtpRequired).with("ussd", ussd));
            }
            reader
                .undocumented(|fits| PARAMETERS.iter().map(|Parameter(name, ..)| *name).find(fits));
        })
    }

    #[cfg(feature = "clients")]
    fn of(fields: &Record) -> Option<Self> {
        let amount = Amount::of(field(fields, "amount")?)?;
        let service_id = id_of(field(fields, "service_id")?).ok()?;
        Some(Self { fields: fields.clone(), amount, service_id })
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

fn amount(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(Amount::read(value, &amount::easytransfert()), Amount::value)
}

fn free_text(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(text::read(value, text::LONGEST), Value::Text)
}

fn key(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(text::read(value, text::LONGEST_KEY), Value::Text)
}

fn address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::read(value), Value::Text)
}

/// A number of the service's country, where that is known.
fn destination(value: &Value, context: &Context<'_>) -> Read<Value> {
    let national = national(value)?;
    let country = context.service.and_then(|service| service.country);
    match (context.plan, country) {
        (Some(plan), Some(country)) => sent(number::read_in(plan, country, national), Value::Text),
        _ => Ok((Value::Text(national), None)),
    }
}

fn service_id(value: &Value, _: &Context<'_>) -> Read<Value> {
    id_of(value).map(|id| (Value::Number(f64::from(id)), None))
}

/// As a number or in digits.
fn id_of(value: &Value) -> Result<u32, Issue> {
    let invalid = || Issue::error(IssueCode::ServiceIdInvalid);
    match value {
        Value::Text(typed) => services::read_id(typed.trim()),
        Value::Number(number) => match amount::as_digits(*number) {
            Some(digits) => services::read_id(&digits),
            None if (0.0..9e15).contains(number) => {
                Err(invalid().with("got", &amount::decimal(*number)))
            }
            None => Err(invalid().with_word("got", text::kind(value))),
        },
        Value::Unusable(why) => Err(text::unusable(*why)),
        other => Err(invalid().with_word("got", text::kind(other))),
    }
}

/// The code that the customer was given. Where customers confirm otherwise, nobody reads it.
fn otp(value: &Value, context: &Context<'_>) -> Read<Value> {
    let is_read = context.service.is_none_or(|service| service.needs_otp());
    match one_time_code::read(value, &OTP) {
        Err(mut issue) if issue.code == IssueCode::OtpInvalid && !is_read => {
            issue.severity = Severity::Warning;
            Ok((value.clone(), Some(issue)))
        }
        read => sent(read, Value::Text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;
    use crate::rules::Lang;

    fn shown(issue: &Issue) -> String {
        format!("{} {}", issue.path, issue.code.name())
    }

    fn codes(changes: &str) -> Vec<String> {
        check(changes).issues.iter().map(shown).collect()
    }

    #[track_caller]
    fn check(changes: &str) -> Report<Airtime> {
        let base = r#"{"amount":5000,"api_key":"k","destination":"0503444777","service_id":25,"ipn_url":"https://a.example/ipn"}"#;
        let Some(Value::Record(mut record)) = json::parse(base) else { panic!("a record") };
        let Some(Value::Record(changes)) = json::parse(changes) else { panic!("a record") };
        for (name, value) in changes {
            record.retain(|(known, _)| *known != name);
            record.push((name, value));
        }
        Airtime::check(&Value::Record(record), &Services::default(), ApiKey::Required)
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
        assert_eq!(codes(r#"{"service_id":9999,"om_otp":"12"}"#), ["om_otp otp_invalid"]);
    }

    #[test]
    fn where_customers_confirm_otherwise_no_code_is_asked_for_and_one_given_passes() {
        let cameroon = r#""service_id":93,"destination":"690123456""#;
        assert_eq!(codes(&format!("{{{cameroon}}}")), Vec::<String>::new());
        for (otp, expected) in [("\"1234\"", vec![]), ("\"12\"", vec!["om_otp otp_invalid"])] {
            let report = check(&format!(r#"{{{cameroon},"om_otp":{otp}}}"#));
            let found: Vec<String> = report.issues.iter().map(shown).collect();
            assert_eq!(found, expected, "{otp}");
            assert!(report.value.is_some(), "{otp}");
        }
    }

    #[test]
    fn service_ids_are_whole_numbers() {
        for (id, got) in [
            ("25.5", "25.5"),
            ("\"-1\"", "-1"),
            ("\"25.5\"", "25.5"),
            ("-1", "number"),
            ("1e300", "number"),
            ("true", "boolean"),
            ("[25]", "array"),
        ] {
            let report = check(&format!(r#"{{"service_id":{id}}}"#));
            let [issue] = report.issues.as_slice() else { panic!("{id}: {:?}", report.issues) };
            assert_eq!(issue.code, IssueCode::ServiceIdInvalid, "{id}");
            assert!(issue.message(Lang::En).ends_with(got), "{id}");
        }
        assert_eq!(codes(r#"{"service_id":" 25 "}"#), Vec::<String>::new());
    }

    #[test]
    fn keys_have_200_characters_at_most() {
        let key = |length| format!(r#"{{"api_key":"{}"}}"#, "k".repeat(length));
        assert_eq!(codes(&key(200)), Vec::<String>::new());
        assert_eq!(codes(&key(201)), ["api_key text_too_long"]);
    }

    #[test]
    fn destinations_are_national_and_parameters_are_there() {
        assert_eq!(
            codes(r#"{"destination":"+2250103444777"}"#),
            ["destination phone_not_national"]
        );
        for (service, destination, expected) in [
            (131, "771234567", vec![]),
            (131, "221771234567", vec!["destination phone_not_national"]),
            (131, "22177123456", vec!["destination phone_too_long"]),
            (131, "338211234", vec!["destination phone_not_mobile"]),
            (25, "221771234567", vec!["destination phone_too_long"]),
            // Whose country is not known, nobody can say.
            (9999, "221771234567", vec![]),
        ] {
            let changes = format!(r#"{{"service_id":{service},"destination":"{destination}"}}"#);
            assert_eq!(codes(&changes), expected, "{service} {destination}");
        }
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
