//! The validators: each takes `[value, options]` from the scratch buffer and gives JSON text.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{scratch, wire};
use crate::checkout::{CheckoutRequest, Credentials};
use crate::rules::amount::{self, Amount};
use crate::rules::channel::Channels;
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::issue::any_error;
use crate::rules::reader::Read;
use crate::rules::transaction_id::TransactionId;
use crate::rules::{Issue, IssueCode, Lang, Report, Value, email, phone_shape, url};

/// How a caller wants a value checked.
struct Options(Value);

impl Options {
    fn lang(&self) -> Lang {
        self.0.get("lang").and_then(Value::as_text).and_then(Lang::parse).unwrap_or_default()
    }

    fn strict(&self) -> bool {
        self.0.get("strict") == Some(&Value::Bool(true))
    }

    fn currency(&self) -> Option<Currency> {
        self.0.get("currency").and_then(Value::as_text).and_then(Currency::find)
    }

    /// Whether the caller wants to hear of a field; `invoice_data.x` belongs to `invoice_data`.
    fn wants(&self, path: &str) -> bool {
        let Some(Value::List(only)) = self.0.get("only") else {
            return true;
        };
        let field = path.split('.').next().unwrap_or(path);
        only.iter().any(|name| name.as_text() == Some(field))
    }
}

fn checked(length: usize, check: impl FnOnce(&Value, &Options) -> Report<()>) -> String {
    let (value, options) = match scratch::read(length, wire::decode) {
        Value::List(pair) => {
            let mut pair = pair.into_iter();
            (pair.next().unwrap_or(Value::Null), Options(pair.next().unwrap_or(Value::Null)))
        }
        other => (other, Options(Value::Null)),
    };
    let report = check(&value, &options);
    answer(if options.strict() { report.strict() } else { report }, &options)
}

/// `{"ok":…,"value":…,"issues":[…]}`; a field's value stands under the empty name.
fn answer(mut report: Report<()>, options: &Options) -> String {
    report.issues.retain(|issue| options.wants(&issue.path));
    let mut json = wire::Json::default();
    let ok = !any_error(&report.issues);
    json.raw(if ok { "{\"ok\":true,\"value\":" } else { "{\"ok\":false,\"issues\":" });
    if ok {
        report.fields.retain(|(name, _)| options.wants(name));
        match report.fields.as_slice() {
            [(name, value)] if name.is_empty() => json.value(value),
            _ => json.record(&report.fields),
        };
        json.raw(",\"issues\":");
    }
    json.issues(&report.issues, options.lang()).raw("}");
    json.finish()
}

fn field<T>(
    length: usize,
    read: impl FnOnce(&Value, &Options) -> Read<T>,
    normalise: impl FnOnce(&T) -> Value,
) -> String {
    checked(length, |value, options| {
        let mut report = Report { value: Some(()), fields: Vec::new(), issues: Vec::new() };
        let outcome = if value.is_blank() {
            Err(Issue::error(IssueCode::Required))
        } else {
            read(value, options)
        };
        match outcome {
            Ok((typed, advice)) => {
                report.fields.push((String::new(), normalise(&typed)));
                report.issues.extend(advice);
            }
            Err(issue) => report.issues.push(issue),
        }
        report
    })
}

fn text(text: &String) -> Value {
    Value::Text(text.clone())
}

/// Checks a whole checkout request (seed 003), but for the credentials, which the client adds.
#[wasm_bindgen(js_name = checkCheckout)]
#[must_use]
pub fn check_checkout(length: usize) -> String {
    checked(length, |request, _| {
        let report = CheckoutRequest::check(request, Credentials::FromClient);
        Report { value: report.value.map(|_| ()), fields: report.fields, issues: report.issues }
    })
}

/// Checks an amount of checkout; the option `currency` decides its multiple and minimum.
#[wasm_bindgen(js_name = checkAmount)]
#[must_use]
pub fn check_amount(length: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "an amount is at most 2^53")]
    let units = |amount: &Amount| Value::Number(amount.units() as f64);
    field(
        length,
        |value, options| Amount::read(value, &amount::checkout(options.currency())),
        units,
    )
}

/// Checks a currency of checkout.
#[wasm_bindgen(js_name = checkCurrency)]
#[must_use]
pub fn check_currency(length: usize) -> String {
    field(length, |value, _| Currency::read(value), |currency| currency.code().into())
}

/// Checks a country code.
#[wasm_bindgen(js_name = checkCountry)]
#[must_use]
pub fn check_country(length: usize) -> String {
    field(length, |value, _| Country::read(value), |country| country.code().into())
}

/// Checks the channels of the counter.
#[wasm_bindgen(js_name = checkChannels)]
#[must_use]
pub fn check_channels(length: usize) -> String {
    field(length, |value, _| Channels::read(value), |channels| channels.word().into())
}

/// Checks a merchant's identifier of a payment.
#[wasm_bindgen(js_name = checkTransactionId)]
#[must_use]
pub fn check_transaction_id(length: usize) -> String {
    field(length, |value, _| TransactionId::read(value), |id| id.as_str().into())
}

/// Checks the shape of a phone number (E.164).
#[wasm_bindgen(js_name = checkPhone)]
#[must_use]
pub fn check_phone(length: usize) -> String {
    field(length, |value, _| phone_shape::read_customer(value), text)
}

/// Checks an e-mail address.
#[wasm_bindgen(js_name = checkEmail)]
#[must_use]
pub fn check_email(length: usize) -> String {
    field(length, |value, _| email::read(value), text)
}

/// Checks an address that the service calls or sends the customer to.
#[wasm_bindgen(js_name = checkUrl)]
#[must_use]
pub fn check_url(length: usize) -> String {
    field(length, |value, _| url::read(value), text)
}
