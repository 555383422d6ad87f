//! The validators as one function, so that the module carries one of each conversion.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use guichet_phone::Plan;
use wasm_bindgen::prelude::wasm_bindgen;

use super::scratch::Local;
use super::{json, phone, scratch, wire};
use crate::account::{Contact, Send, Service};
use crate::aurore::method::Served;
use crate::aurore::{AuroreRequest, Kind};
use crate::checkout::request::{Context, Credentials, NAMES, check_parameter, check_parameters};
use crate::checkout::written::{self, Checked};
use crate::easytransfert::request::ApiKey;
use crate::easytransfert::{Airtime, Services};
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::cut;
use crate::rules::issue::Severity;
use crate::rules::{Issue, IssueCode, Lang, Report, Value, state, text};

/// How a caller wants a value checked.
struct Options(Value);

impl Options {
    fn strict(&self) -> bool {
        matches!(self.0.get("strict"), Some(Value::Bool(true)))
    }

    fn currency(&self) -> Option<Currency> {
        self.0.get("currency").and_then(Value::as_text).and_then(Currency::find)
    }

    /// The one that the caller's account collects.
    fn account(&self) -> Option<Currency> {
        self.0.get("accountCurrency").and_then(Value::as_text).and_then(Currency::find)
    }

    fn country(&self) -> Option<Country> {
        self.0.get("country").and_then(Value::as_text).and_then(Country::find)
    }

    /// Whether the caller wants to hear of a field; `invoice_data.x` belongs to `invoice_data`.
    fn wants(&self, path: &str) -> bool {
        let Some(Value::List(only)) = self.0.get("only") else {
            return true;
        };
        let field = cut::first(path, b'.').map_or(path, |(field, _)| field);
        only.iter().any(|name| name.as_text() == Some(field))
    }
}

/// Checks one value: takes `[what, value, options]` from the scratch buffer, `what` being the name of a whole request or
/// of one of checkout's parameters, and gives JSON text.
#[wasm_bindgen]
#[must_use]
pub fn check(length: usize) -> String {
    let mut parts = match scratch::read(length, wire::decode) {
        Value::List(parts) => parts.into_iter(),
        _ => Vec::new().into_iter(),
    };
    let mut next = || parts.next().unwrap_or(Value::Null);
    let (what, value, options) = (next(), next(), Options(next()));
    let report = |plan: Option<&Plan>| match what.as_text() {
        Some("checkout") => {
            let around = Context { plan, account: options.account(), ..Context::default() };
            check_parameters(&value, Credentials::FromClient, &around)
        }
        Some("contact") => Contact::check_by(plan, &value),
        Some("transfer") => Send::check_by(plan, Service::Transfer, &value),
        Some("airtime") => Send::check_by(plan, Service::Airtime, &value),
        Some("easytransfert") => easytransfert(plan, &value, &options),
        Some("aurore_payment") => aurore(plan, Kind::Payment, &value, &options),
        Some("aurore_transfer") => aurore(plan, Kind::Transfer, &value, &options),
        parameter => field(parameter.unwrap_or_default(), &value, &options, plan),
    };
    let report = phone::with_plan(|plan| report(Some(plan))).unwrap_or_else(|| report(None));
    answer(&if options.strict() { report.strict() } else { report }, &options)
}

/// The names of checkout's parameters in the documentation's order, a space between.
#[wasm_bindgen]
#[must_use]
pub fn checkout_names() -> String {
    text::row(NAMES.into_iter(), " ")
}

/// What is to be said of the last request that `checkout_written` looked at, until JavaScript has read it.
static ANSWER: Local<Option<Checked>> = Local::new(None);

/// Checks the request at the start of the phone numbers' buffer, which never moves; written as `checkout/written.rs` says. 0: it cannot be; 1: nothing is to be said of it,
/// and it is sent as it was given; 2: `checkout_answer` says.
#[wasm_bindgen]
#[must_use]
pub fn checkout_written(length: usize) -> u32 {
    let checked = phone::with_texts(|plan, texts| {
        let bytes = texts.get_mut(..length)?;
        let checked = written::check(bytes, plan);
        // It may be a customer's details.
        bytes.fill(0);
        checked
    });
    match checked.flatten() {
        None => 0,
        Some(checked) if checked.is_right => 1,
        other => ANSWER.with(|answer| *answer = other).map_or(0, |()| 2),
    }
}

/// JSON text: the verdict, the issues, and of a request that passes the parameters that are sent otherwise than they were given, and a bit for each that is not.
#[wasm_bindgen]
#[must_use]
pub fn checkout_answer(strict: bool, french: bool) -> String {
    let Some(Checked { settled, report, .. }) = ANSWER.with(Option::take).flatten() else {
        return String::new();
    };
    let report = if strict { report.strict() } else { report };
    let lang = if french { Lang::Fr } else { Lang::En };
    let mut json = json::Json::default();
    if report.value.is_some() {
        json.raw("{\"ok\":true,\"settled\":").raw(&text::digits(settled.into()));
        json.raw(",\"others\":").record(&report.fields);
    } else {
        json.raw("{\"ok\":false");
    }
    json.raw(",\"issues\":").issues(&report.issues, lang).raw("}");
    json.finish()
}

/// Aurore's request, of an account of the country that the caller tells.
fn aurore(plan: Option<&Plan>, kind: Kind, value: &Value, options: &Options) -> Report<()> {
    let country = options.0.get("country").and_then(Value::as_text).and_then(Served::find);
    AuroreRequest::check_by(plan, kind, value, country)
}

/// EasyTransfert's request with the account's own services, where the caller tells them.
fn easytransfert(plan: Option<&Plan>, value: &Value, options: &Options) -> Report<()> {
    match Services::read(options.0.get("services").unwrap_or(&Value::Null)) {
        Ok(services) => Airtime::check_by(plan, value, &services, ApiKey::FromClient),
        Err(issue) => {
            let path = text::joined(&["services.", &issue.path]);
            Report { value: None, fields: Vec::new(), issues: vec![issue.at(&path)] }
        }
    }
}

/// One value by the rule of a parameter. It stands under the empty name.
fn field(parameter: &str, value: &Value, options: &Options, plan: Option<&Plan>) -> Report<()> {
    let mut report = Report { value: Some(()), fields: Vec::new(), issues: Vec::new() };
    let context = Context {
        plan,
        currency: options.currency(),
        country: options.country(),
        account: options.account(),
        ..Context::default()
    };
    match check_parameter(parameter, value, &context) {
        Some(Ok((normalised, advice))) => {
            report.fields.push((String::new(), normalised));
            report.issues.extend(advice);
        }
        Some(Err(issue)) => report.issues.push(issue),
        None => report.issues.push(Issue::error(IssueCode::FieldUnknown).at(parameter)),
    }
    report
}

/// `{"ok":true,"value":…,"issues":[…]}` or `{"ok":false,"issues":[…]}`, of what the caller wants to hear.
fn answer(report: &Report<()>, options: &Options) -> String {
    let mut json = json::Json::default();
    let wanted = |issue: &&Issue| options.wants(&issue.path);
    let stops = |issue: &Issue| issue.severity == Severity::Error;
    if report.issues.iter().filter(wanted).any(stops) {
        json.raw("{\"ok\":false");
    } else {
        json.raw("{\"ok\":true,\"value\":");
        match report.fields.as_slice() {
            [(name, value)] if name.is_empty() => json.value(value),
            fields => json.record(fields.iter().filter(|(name, _)| options.wants(name))),
        };
    }
    json.raw(",\"issues\":")
        .issues(report.issues.iter().filter(wanted), super::lang(&options.0))
        .raw("}");
    json.finish()
}

/// The countries' codes in alphabetical order, a space between.
#[wasm_bindgen]
#[must_use]
pub fn countries() -> String {
    text::row(Country::all().map(Country::code), " ")
}

/// The states of a country where the service asks for one, a space between; else nothing.
#[wasm_bindgen]
#[must_use]
pub fn states(country: &str) -> String {
    Country::find(country).and_then(state::of).unwrap_or_default().into()
}
