//! What may be asked of `POST /v2/payment`: every parameter of seed 003, valid by construction.

use crate::rules::amount::{self, Amount};
use crate::rules::channel::{self, Channels};
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::reader::{Read, Reader};
use crate::rules::text::{self, LONGEST};
use crate::rules::transaction_id::TransactionId;
use crate::rules::{
    Issue, IssueCode, Lang, Record, Report, Value, email, phone_shape, postal_code, state, url,
};

/// The documented parameters, in the order of seed 003.
pub const FIELDS: &[&str] = &[
    "apikey",
    "site_id",
    "transaction_id",
    "amount",
    "currency",
    "alternative_currency",
    "description",
    "notify_url",
    "return_url",
    "channels",
    "lang",
    "metadata",
    "invoice_data",
    "lock_phone_number",
    "customer_id",
    "customer_name",
    "customer_surname",
    "customer_phone_number",
    "customer_email",
    "customer_address",
    "customer_city",
    "customer_country",
    "customer_state",
    "customer_zip_code",
];

/// The customer's details that paying by card requires together. The state is required besides where the country has them.
pub const CARD_FIELDS: &[&str] = &[
    "customer_name",
    "customer_surname",
    "customer_phone_number",
    "customer_email",
    "customer_address",
    "customer_city",
    "customer_country",
    "customer_zip_code",
];

/// The entries of `invoice_data` that CinetPay prints.
const INVOICE_ENTRIES: usize = 3;

/// Whether `apikey` and `site_id` are part of what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// They must be in the request: what the service sees.
    Required,
    /// The client adds its own: what a merchant's code or a form gives.
    FromClient,
}

/// A request that the service accepts, as far as rules can tell. It has no Debug: it carries the apikey and the customer's details.
#[derive(Clone, PartialEq)]
pub struct CheckoutRequest {
    transaction_id: TransactionId,
    amount: Amount,
    currency: Currency,
    channels: Channels,
    fields: Record,
}

impl CheckoutRequest {
    /// Checks a request against every rule of seed 003.
    #[must_use]
    pub fn check(request: &Value, credentials: Credentials) -> Report<Self> {
        match Reader::new(request) {
            Ok(reader) => check_fields(reader, credentials),
            Err(issue) => Report { value: None, fields: Record::new(), issues: vec![issue] },
        }
    }

    /// The merchant's identifier of the payment.
    #[must_use]
    pub fn transaction_id(&self) -> &TransactionId {
        &self.transaction_id
    }

    /// The amount, in whole units of the currency.
    #[must_use]
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// What the counter offers.
    #[must_use]
    pub fn channels(&self) -> Channels {
        self.channels
    }

    /// Every parameter that is sent, normalised, documented ones first and in their order.
    #[must_use]
    pub fn fields(&self) -> &Record {
        &self.fields
    }

    /// The text of a parameter; None when it is not given or no text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        crate::rules::value::field(&self.fields, name).and_then(Value::as_text)
    }
}

fn check_fields(mut reader: Reader<'_>, credentials: Credentials) -> Report<CheckoutRequest> {
    for name in ["apikey", "site_id"] {
        match credentials {
            Credentials::Required => {
                reader.required(name, read_credential, |text| Value::Text(text.clone()));
            }
            Credentials::FromClient => {
                reader.optional(name, read_credential, |text| Value::Text(text.clone()));
            }
        }
    }
    let transaction_id =
        reader.required("transaction_id", TransactionId::read, |id| id.as_str().into());
    let (amount, currency) = check_amount(&mut reader);
    reader.optional("alternative_currency", Currency::read, |currency| currency.code().into());
    reader.required_text("description", LONGEST);
    reader.required("notify_url", url::read, |url| Value::Text(url.clone()));
    reader.required("return_url", url::read, |url| Value::Text(url.clone()));
    let channels = check_channels(&mut reader);
    reader.optional("lang", channel::read_lang, |lang: &Lang| lang.tag().into());
    reader.optional_text("metadata", LONGEST);
    reader.optional("invoice_data", read_invoice_data, |record| Value::Record(record.clone()));
    let locked = reader.optional("lock_phone_number", text::read_flag, |flag| Value::Bool(*flag));
    check_customer(&mut reader, locked == Some(true));
    check_card_details(&mut reader, channels);
    reader.undocumented(FIELDS);
    reader.finish_with(|fields| {
        Some(CheckoutRequest {
            transaction_id: transaction_id?,
            amount: amount?,
            currency: currency?,
            channels: channels?,
            fields: fields.clone(),
        })
    })
}

/// The documentation's types say text; accounts show the site_id as a number.
fn read_credential(value: &Value) -> Read<String> {
    match value {
        Value::Number(_) => {
            TransactionId::read(value).map(|(id, _)| (id.as_str().to_owned(), None))
        }
        other => text::read(other, 200).map(|(text, _)| (text.trim().to_owned(), None)),
    }
}

/// The amount's rule depends on the currency; issues come in the order of the fields all the same.
fn check_amount(reader: &mut Reader<'_>) -> (Option<Amount>, Option<Currency>) {
    let expected = reader
        .given("currency")
        .and_then(|value| Currency::read(value).ok())
        .map(|(currency, _)| currency);
    let rule = amount::checkout(expected);
    #[expect(clippy::cast_precision_loss, reason = "an amount is at most 2^53")]
    let as_value = |amount: &Amount| Value::Number(amount.units() as f64);
    let amount = reader.required("amount", |value| Amount::read(value, &rule), as_value);
    let currency = reader.required("currency", Currency::read, |c| c.code().into());
    (amount, currency)
}

/// Required on the wire; ALL is the documented default when nothing is given.
fn check_channels(reader: &mut Reader<'_>) -> Option<Channels> {
    if reader.given("channels").is_none() {
        reader.supply("channels", Channels::default().word().into());
        return Some(Channels::default());
    }
    reader.optional("channels", Channels::read, |channels| channels.word().into())
}

fn read_invoice_data(value: &Value) -> Read<Record> {
    let Value::Record(entries) = value else {
        return Err(Issue::error(IssueCode::InvoiceDataShape).with("got", text::kind(value)));
    };
    if entries.len() > INVOICE_ENTRIES {
        return Err(Issue::error(IssueCode::InvoiceDataTooMany)
            .with_number("maximum", INVOICE_ENTRIES as u64)
            .with_number("length", entries.len() as u64));
    }
    for (name, value) in entries {
        let issue = match value {
            Value::Null | Value::Bool(_) | Value::Number(_) if name != "__proto__" => continue,
            Value::Text(_) if name != "__proto__" => match text::read(value, LONGEST) {
                Ok(_) => continue,
                Err(issue) => issue,
            },
            Value::Unusable(why) => text::unusable(*why),
            _ if name == "__proto__" => Issue::error(IssueCode::FieldForbidden),
            other => Issue::error(IssueCode::InvoiceDataShape).with("got", text::kind(other)),
        };
        return Err(issue.at(&text::excerpt(name)));
    }
    Ok((entries.clone(), None))
}

fn check_customer(reader: &mut Reader<'_>, locked: bool) {
    reader.optional_text("customer_id", LONGEST);
    reader.optional_text("customer_name", LONGEST);
    reader.optional_text("customer_surname", LONGEST);
    check_phone(reader, locked);
    reader.optional("customer_email", email::read, |email| Value::Text(email.clone()));
    reader.optional_text("customer_address", LONGEST);
    reader.optional_text("customer_city", LONGEST);
    let country =
        reader.optional("customer_country", Country::read, |country| country.code().into());
    check_state(reader, country);
    reader.optional(
        "customer_zip_code",
        |value| postal_code::read(value, country),
        |code| Value::Text(code.clone()),
    );
}

fn check_phone(reader: &mut Reader<'_>, locked: bool) {
    const FIELD: &str = "customer_phone_number";
    if locked && reader.given(FIELD).is_none() {
        reader.issue(Issue::error(IssueCode::PhoneRequiredByLock).at(FIELD));
        return;
    }
    let read = if locked { phone_shape::read_locked } else { phone_shape::read_customer };
    reader.optional(FIELD, read, |number| Value::Text(number.clone()));
}

fn check_state(reader: &mut Reader<'_>, country: Option<Country>) {
    const FIELD: &str = "customer_state";
    match country.filter(|country| state::of(*country).is_some()) {
        Some(country) if reader.given(FIELD).is_none() => {
            let issue = Issue::error(IssueCode::StateRequired).with("country", country.code());
            reader.issue(issue.at(FIELD));
        }
        _ => {
            reader.optional(FIELD, |value| state::read(value, country), |s| Value::Text(s.clone()));
        }
    }
}

/// Together or not at all: required when only the card is offered; when everything is offered, a part of them hides the card.
fn check_card_details(reader: &mut Reader<'_>, channels: Option<Channels>) {
    let Some(channels) = channels.filter(|channels| channels.include_card()) else {
        return;
    };
    let code = if channels == Channels::CreditCard {
        IssueCode::RequiredForCard
    } else if CARD_FIELDS.iter().any(|name| reader.given(name).is_some()) {
        IssueCode::CardOptionHidden
    } else {
        return;
    };
    for name in CARD_FIELDS {
        if reader.given(name).is_none() && !reader.has_issue(name) {
            let issue = match code {
                IssueCode::RequiredForCard => Issue::error(code),
                _ => Issue::warning(code),
            };
            reader.issue(issue.at(name));
        }
    }
}
