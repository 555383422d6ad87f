//! Any text as a request of every service, as a counter's message and as an answer: nothing panics, and what is checked twice stays what it is.
#![no_main]

use guichet::account::{Contact, Send, Service};
use guichet::aurore::{AuroreRequest, Kind};
use guichet::checkout::request::{Context, Credentials, check_parameters};
use guichet::client::json;
use guichet::easytransfert::request::ApiKey;
use guichet::easytransfert::{Airtime, Services};
use guichet::rules::{Report, Value};
use guichet::seamless::message;
use libfuzzer_sys::fuzz_target;

/// A request that passes is normalised: checked again, it passes as it is.
fn settles<T>(check: impl Fn(&Value) -> Report<T>, given: &Value) {
    let first = check(given);
    if first.value.is_some() {
        let again = check(&Value::Record(first.fields.clone()));
        assert!(again.value.is_some() && again.fields == first.fields);
    }
}

fuzz_target!(|text: &str| {
    let Some(value) = json::parse(text) else { return };
    let _ = message::read(&value);
    settles(|value| check_parameters(value, Credentials::FromClient, &Context::default()), &value);
    settles(Contact::check, &value);
    for service in [Service::Transfer, Service::Airtime] {
        settles(|value| Send::check(service, value), &value);
    }
    for kind in [Kind::Payment, Kind::Transfer] {
        settles(|value| AuroreRequest::check(kind, value, None), &value);
    }
    let services = Services::default();
    settles(|value| Airtime::check(value, &services, ApiKey::FromClient), &value);
});
