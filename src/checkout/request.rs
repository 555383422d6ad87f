//! What may be asked of `POST /v2/payment`: every parameter of seed 003, valid by construction.

use guichet_phone::Plan;

use crate::rules::amount::{self, Amount};
use crate::rules::channel::{self, Channels};
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::issue::Read;
use crate::rules::reader::{self, Reader, sent};
use crate::rules::text::{self, LONGEST};
use crate::rules::transaction_id::TransactionId;
use crate::rules::value::field;
use crate::rules::{
    Issue, IssueCode, Record, Report, Value, email, phone, postal_code, state, url,
};

/// When a parameter must be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Always.
    Always,
    /// Always on the wire; a client gives it its account's own.
    OfAccount,
    /// Always on the wire; `ALL` is the documented default.
    Channels,
    /// When `lock_phone_number` is true.
    Locked,
    /// When the country has states that the service asks for.
    Country,
    /// Never.
    Never,
}

/// What a parameter's rule depends on besides its own value.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// The numbering plan that phone numbers are checked by; the home countries' where none is given.
    pub plan: Option<&'a Plan>,
    /// The payment's currency, which decides the amount's multiple and minimum.
    pub currency: Option<Currency>,
    /// The customer's country, which decides its states and postal codes.
    pub country: Option<Country>,
    /// Whether the counter is locked to the customer's number.
    pub locked: bool,
    /// What the counter offers; a card pays in any currency.
    pub channels: Option<Channels>,
    /// The one currency that the account collects, where it is known.
    pub account: Option<Currency>,
}

impl<'a> Context<'a> {
    /// What a person probably got wrong in the currency: by card, any can be paid.
    pub(super) fn advice_on(&self, currency: Currency) -> Option<Issue> {
        let card = self.channels == Some(Channels::CreditCard);
        let mobile = matches!(self.channels, Some(Channels::MobileMoney | Channels::Wallet));
        let country = self.country.filter(|_| !card);
        country.and_then(|country| currency.advice(country, mobile))
    }

    /// With what the parameters themselves say, where they are given and can be read.
    pub(super) fn told_by<'v>(self, given: impl Fn(&str) -> Option<&'v Value>) -> Self {
        let word = |name| given(name).and_then(Value::as_text);
        Self {
            channels: word("channels").and_then(Channels::find).or(self.channels),
            currency: word("currency").and_then(Currency::find).or(self.currency),
            country: word("customer_country").and_then(Country::find).or(self.country),
            locked: self.locked || text::is_raised(given("lock_phone_number")),
            ..self
        }
    }
}

/// Parameters of which nothing is left to say: given, right and sent as they are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Settled(pub(super) u32);

impl Settled {
    pub(super) const fn has(self, place: usize) -> bool {
        self.0 >> place & 1 == 1
    }

    pub(super) const fn add(&mut self, place: usize) {
        self.0 |= 1 << place;
    }
}

/// A parameter: its documented name, when it must be given, and its rule, which gives the value as it is sent.
struct Parameter(&'static str, Need, fn(&Value, &Context<'_>) -> Read<Value>);

/// The documented parameters, in the order of seed 003.
const PARAMETERS: &[Parameter] = &[
    Parameter("apikey", Need::OfAccount, credential),
    Parameter("site_id", Need::OfAccount, credential),
    Parameter("transaction_id", Need::Always, transaction_id),
    Parameter("amount", Need::Always, amount),
    Parameter("currency", Need::Always, currency),
    Parameter("alternative_currency", Need::Never, any_currency),
    Parameter("description", Need::Always, free_text),
    Parameter("notify_url", Need::Always, address),
    Parameter("return_url", Need::Always, customers_address),
    Parameter("channels", Need::Channels, channels),
    Parameter("lang", Need::Never, lang),
    Parameter("metadata", Need::Never, free_text),
    Parameter("invoice_data", Need::Never, invoice_data),
    Parameter("lock_phone_number", Need::Never, flag),
    Parameter("customer_id", Need::Never, free_text),
    Parameter("customer_name", Need::Never, free_text),
    Parameter("customer_surname", Need::Never, free_text),
    Parameter("customer_phone_number", Need::Locked, phone_number),
    Parameter("customer_email", Need::Never, email_address),
    Parameter("customer_address", Need::Never, free_text),
    Parameter("customer_city", Need::Never, free_text),
    Parameter("customer_country", Need::Never, country),
    Parameter("customer_state", Need::Country, country_state),
    Parameter("customer_zip_code", Need::Never, zip_code),
];

/// The documented names, in the order of seed 003.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
pub const NAMES: [&str; PARAMETERS.len()] = {
    let mut names = [""; PARAMETERS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = PARAMETERS[at].0;
        at += 1;
    }
    names
};

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

/// Where those stand in the documentation's order.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const CARD_PLACES: [usize; CARD_FIELDS.len()] = {
    let mut places = [0; CARD_FIELDS.len()];
    let mut at = 0;
    while at < places.len() {
        places[at] = place(CARD_FIELDS[at]);
        at += 1;
    }
    places
};

/// Where a parameter stands in the documentation's order.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
pub(super) const fn place(name: &str) -> usize {
    let mut at = 0;
    while at < NAMES.len() {
        if same(NAMES[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    NAMES.len()
}

#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The entries of `invoice_data` that CinetPay prints.
pub(super) const INVOICE_ENTRIES: usize = 3;

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
    ///
    /// ```
    /// use guichet::checkout::{CheckoutRequest, Credentials};
    /// use guichet::rules::{Lang, Value};
    ///
    /// let field = |name: &str, value: &str| (name.to_owned(), Value::from(value));
    /// let request = Value::Record(vec![
    ///     field("transaction_id", "ORDER-1"),
    ///     field("amount", "2 501"),
    ///     field("currency", "XOF"),
    ///     field("description", "Order 1"),
    ///     field("notify_url", "https://shop.example/notify"),
    ///     field("return_url", "https://shop.example/return"),
    /// ]);
    /// let report = CheckoutRequest::check(&request, Credentials::FromClient);
    /// assert!(report.value.is_none());
    /// assert_eq!(
    ///     report.issues[0].message(Lang::En),
    ///     "amount 2501 is not a multiple of 5; the nearest are 2500 and 2505"
    /// );
    /// ```
    #[must_use]
    pub fn check(request: &Value, credentials: Credentials) -> Report<Self> {
        let report = check_parameters(request, credentials, &Context::default());
        let value = report.value.and_then(|()| Self::of(&report.fields));
        Report { value, fields: report.fields, issues: report.issues }
    }

    /// The request that parameters which have passed make.
    fn of(fields: &Record) -> Option<Self> {
        let given = |name| field(fields, name);
        let currency = Currency::read(given("currency")?).ok()?.0;
        Some(Self {
            transaction_id: TransactionId::read(given("transaction_id")?).ok()?.0,
            amount: Amount::read(given("amount")?, &amount::checkout(Some(currency))).ok()?.0,
            currency,
            channels: Channels::read(given("channels")?).ok()?.0,
            fields: fields.clone(),
        })
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
        field(&self.fields, name).and_then(Value::as_text)
    }
}

/// Reads one value by the rule of a documented parameter; None for a name that is not documented.
#[must_use]
pub fn check_parameter(name: &str, value: &Value, context: &Context<'_>) -> Option<Read<Value>> {
    let Parameter(_, _, rule) = PARAMETERS.iter().find(|Parameter(known, ..)| *known == name)?;
    if value.is_blank() {
        return Some(Err(Issue::error(IssueCode::Required)));
    }
    Some(rule(value, context))
}

/// Checks every parameter of a request; of `around`, the plan and the account's currency are taken. What passes is normalised, in the order of seed 003;
/// the value says that all did.
#[must_use]
pub fn check_parameters(
    request: &Value,
    credentials: Credentials,
    around: &Context<'_>,
) -> Report<()> {
    let around = Context { plan: around.plan, account: around.account, ..Context::default() };
    check_others(request, credentials, &around, Settled::default())
}

/// Checks the parameters that are not settled: the request has those alone, and `around` tells what others say of the context.
pub(super) fn check_others(
    request: &Value,
    credentials: Credentials,
    around: &Context<'_>,
    settled: Settled,
) -> Report<()> {
    reader::check(request, &mut |reader| {
        let context = around.told_by(|name| reader.given(name));
        for (place, Parameter(name, need, rule)) in PARAMETERS.iter().enumerate() {
            if settled.has(place) {
                continue;
            }
            match reader.given(name) {
                Some(value) => reader.keep(name, rule(value, &context)),
                None => {
                    if let Some(issue) = missing(*need, &context, credentials) {
                        reader.issue_at(name, issue);
                    } else if *need == Need::Channels {
                        reader.keep(name, Ok((Channels::default().word().into(), None)));
                    }
                }
            }
        }
        check_card_details(reader, &context, settled);
        reader.undocumented(|name| PARAMETERS.iter().map(|Parameter(known, ..)| *known).find(name));
    })
}

/// The issue of a parameter that is not given, where it must be.
fn missing(need: Need, context: &Context<'_>, credentials: Credentials) -> Option<Issue> {
    let required = || Issue::error(IssueCode::Required);
    match need {
        Need::Always => Some(required()),
        Need::OfAccount => (credentials == Credentials::Required).then(required),
        Need::Locked => context.locked.then(|| Issue::error(IssueCode::PhoneRequiredByLock)),
        Need::Country => {
            let country = context.country.filter(|country| state::of(*country).is_some())?;
            Some(Issue::error(IssueCode::StateRequired).with("country", country.code()))
        }
        Need::Channels | Need::Never => None,
    }
}

/// Together or not at all: required when only the card is offered; when everything is offered, a part of them hides the card.
fn check_card_details(reader: &mut Reader<'_>, context: &Context<'_>, settled: Settled) {
    if CARD_PLACES.into_iter().all(|place| settled.has(place)) {
        return;
    }
    let is_unreadable = context.channels.is_none() && reader.given("channels").is_some();
    let is_given =
        |reader: &Reader<'_>, name, place| settled.has(place) || reader.given(name).is_some();
    let card = || CARD_FIELDS.iter().zip(CARD_PLACES);
    let issue: fn() -> Issue = match context.channels.unwrap_or_default() {
        _ if is_unreadable => return,
        Channels::CreditCard => || Issue::error(IssueCode::RequiredForCard),
        Channels::All if card().any(|(name, place)| is_given(reader, name, place)) => {
            || Issue::warning(IssueCode::CardOptionHidden)
        }
        _ => return,
    };
    for (name, place) in card() {
        if !is_given(reader, name, place) && !reader.has_issue(name) {
            reader.issue_at(name, issue());
        }
    }
}

/// The documentation's types say text; accounts show the site_id as a number.
fn credential(value: &Value, _: &Context<'_>) -> Read<Value> {
    match value {
        Value::Number(_) => sent(TransactionId::read(value), |id| id.as_str().into()),
        other => sent(text::read(other, text::LONGEST_KEY), |text| text.trim().into()),
    }
}

fn transaction_id(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(TransactionId::read(value), |id| id.as_str().into())
}

fn amount(value: &Value, context: &Context<'_>) -> Read<Value> {
    sent(Amount::read(value, &amount::checkout(context.currency)), Amount::value)
}

fn any_currency(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(Currency::read(value), |currency| currency.code().into())
}

fn currency(value: &Value, context: &Context<'_>) -> Read<Value> {
    let (currency, _) = Currency::read(value)?;
    if let Some(account) = context.account {
        currency.must_be(account)?;
    }
    Ok((currency.code().into(), context.advice_on(currency)))
}

fn free_text(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(text::read(value, LONGEST), Value::Text)
}

fn address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::read(value), Value::Text)
}

fn channels(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(Channels::read(value), |channels| channels.word().into())
}

fn lang(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(channel::read_lang(value), |lang| lang.tag().into())
}

fn flag(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(text::read_flag(value), Value::Bool)
}

fn phone_number(value: &Value, context: &Context<'_>) -> Read<Value> {
    let read = if context.locked { phone::read_locked } else { phone::read_customer };
    let read = match context.plan {
        Some(plan) => read(value, plan, context.country),
        None => read(value, &Plan::home(), context.country),
    };
    sent(read, Value::Text)
}

fn customers_address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::for_customers(url::read(value)), Value::Text)
}

fn email_address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(email::read(value), Value::Text)
}

fn country(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(Country::read(value), |country| country.code().into())
}

fn country_state(value: &Value, context: &Context<'_>) -> Read<Value> {
    sent(state::read(value, context.country), Value::Text)
}

fn zip_code(value: &Value, context: &Context<'_>) -> Read<Value> {
    sent(postal_code::read(value, context.country), Value::Text)
}

fn invoice_data(value: &Value, _: &Context<'_>) -> Read<Value> {
    let Value::Record(entries) = value else {
        return Err(Issue::error(IssueCode::InvoiceDataShape).with_word("got", text::kind(value)));
    };
    if entries.len() > INVOICE_ENTRIES {
        return Err(Issue::error(IssueCode::InvoiceDataTooMany)
            .with_number("maximum", INVOICE_ENTRIES as u64)
            .with_number("length", entries.len() as u64));
    }
    for (name, entry) in entries {
        invoice_entry(name, entry).map_err(|issue| issue.at(&text::excerpt(name)))?;
    }
    Ok((value.clone(), None))
}

/// A short text, or a number, which is printed as it is.
fn invoice_entry(name: &str, entry: &Value) -> Result<(), Issue> {
    if name == "__proto__" {
        return Err(Issue::error(IssueCode::FieldForbidden));
    }
    match entry {
        Value::Null | Value::Bool(_) | Value::Number(_) => text::carriable(entry),
        Value::Text(_) => text::within(entry, LONGEST).map(|_| ()),
        Value::Unusable(why) => Err(text::unusable(*why)),
        Value::List(_) | Value::Record(_) => {
            Err(Issue::error(IssueCode::InvoiceDataShape).with_word("got", text::kind(entry)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::issue::Param;

    fn request() -> Record {
        [
            ("transaction_id", "REFID12354"),
            ("amount", "2500"),
            ("currency", "XOF"),
            ("description", "TRANSACTION DESCRIPTION"),
            ("notify_url", "https://www.exemple.com/notify"),
            ("return_url", "https://www.exemple.com/return"),
            ("channels", "MOBILE_MONEY"),
        ]
        .map(|(name, value)| (String::from(name), value.into()))
        .to_vec()
    }

    fn with(changes: &[(&str, Value)]) -> Value {
        let mut record = request();
        for (name, value) in changes {
            record.retain(|(known, _)| known != name);
            record.push((String::from(*name), value.clone()));
        }
        Value::Record(record)
    }

    #[track_caller]
    fn issues(changes: &[(&str, Value)]) -> Vec<(String, IssueCode)> {
        CheckoutRequest::check(&with(changes), Credentials::FromClient)
            .issues
            .iter()
            .map(|issue| (issue.path.clone(), issue.code))
            .collect()
    }

    #[track_caller]
    fn one_issue(changes: &[(&str, Value)], path: &str, code: IssueCode) {
        assert_eq!(issues(changes), [(String::from(path), code)]);
    }

    fn card_details() -> Vec<(&'static str, Value)> {
        [
            ("customer_name", "KOUADIO"),
            ("customer_surname", "Francisse"),
            ("customer_phone_number", "+2250707123456"),
            ("customer_email", "awa@exemple.ci"),
            ("customer_address", "BP 0024"),
            ("customer_city", "Abidjan"),
            ("customer_country", "CI"),
            ("customer_zip_code", "06510"),
        ]
        .map(|(name, value)| (name, value.into()))
        .to_vec()
    }

    #[test]
    fn a_plain_request_passes_and_each_required_parameter_is_missed() {
        assert_eq!(issues(&[]), []);
        for name in
            ["transaction_id", "amount", "currency", "description", "notify_url", "return_url"]
        {
            one_issue(&[(name, Value::Null)], name, IssueCode::Required);
            one_issue(&[(name, " ".into())], name, IssueCode::Required);
        }
    }

    #[test]
    fn credentials_are_required_of_the_wire_only() {
        let report = CheckoutRequest::check(&with(&[]), Credentials::Required);
        let paths: Vec<&str> = report.issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["apikey", "site_id"]);
        assert!(report.value.is_none());
    }

    #[test]
    fn channels_default_to_all() {
        let report =
            CheckoutRequest::check(&with(&[("channels", Value::Null)]), Credentials::FromClient);
        let request = report.value.unwrap();
        assert_eq!((request.channels(), request.text("channels")), (Channels::All, Some("ALL")));
    }

    #[test]
    fn the_card_alone_requires_all_details_of_the_customer() {
        let channels = ("channels", Value::from("CREDIT_CARD"));
        let mut changes = card_details();
        changes.push(channels.clone());
        assert_eq!(issues(&changes), []);
        for (name, _) in card_details() {
            let mut changes = card_details();
            changes.retain(|(known, _)| *known != name);
            changes.push(channels.clone());
            one_issue(&changes, name, IssueCode::RequiredForCard);
        }
    }

    #[test]
    fn a_part_of_the_details_hides_the_card_and_none_is_fine() {
        let all = ("channels", Value::from("ALL"));
        assert_eq!(issues(std::slice::from_ref(&all)), []);
        let mut changes = card_details();
        changes.retain(|(name, _)| *name != "customer_city");
        changes.push(all);
        one_issue(&changes, "customer_city", IssueCode::CardOptionHidden);
    }

    #[test]
    fn without_the_card_no_details_are_asked() {
        for channels in ["MOBILE_MONEY", "WALLET"] {
            let changes = [("channels", channels.into()), ("customer_name", "John".into())];
            assert_eq!(issues(&changes), [], "{channels}");
        }
    }

    #[test]
    fn the_state_is_required_in_the_united_states_and_canada() {
        one_issue(&[("customer_country", "US".into())], "customer_state", IssueCode::StateRequired);
        one_issue(
            &[("customer_country", "CA".into()), ("customer_state", "NY".into())],
            "customer_state",
            IssueCode::StateUnknown,
        );
        assert_eq!(
            issues(&[("customer_country", "CA".into()), ("customer_state", "QC".into())]),
            []
        );
        assert_eq!(issues(&[("customer_country", "SN".into())]), []);
    }

    #[test]
    fn the_currency_is_the_customers_countrys_or_the_accounts() {
        let country = |code: &str| ("customer_country", Value::from(code));
        let currency = |code: &str| ("currency", Value::from(code));
        assert_eq!(issues(&[country("CI"), currency("XOF")]), []);
        one_issue(&[country("CM")], "currency", IssueCode::CurrencyNotOfCountry);
        one_issue(&[country("CI"), currency("USD")], "currency", IssueCode::CurrencyNotOfCountry);
        let all = ("channels", Value::from("ALL"));
        let found = issues(&[country("CI"), currency("USD"), all]);
        assert!(found.iter().all(|(path, _)| path != "currency"), "{found:?}");
        let mut card = card_details();
        card.extend([("channels", "CREDIT_CARD".into()), currency("XAF")]);
        assert_eq!(issues(&card), []);

        let of = |account| {
            let around = Context { account, ..Context::default() };
            check_parameters(&with(&[]), Credentials::FromClient, &around).issues.len()
        };
        assert_eq!([of(None), of(Some(Currency::Xof)), of(Some(Currency::Xaf))], [0, 0, 1]);
    }

    #[test]
    fn a_locked_number_is_given_with_its_country_code() {
        let locked = ("lock_phone_number", Value::Bool(true));
        let number = "customer_phone_number";
        one_issue(std::slice::from_ref(&locked), number, IssueCode::PhoneRequiredByLock);
        one_issue(
            &[locked.clone(), (number, "0504315545".into())],
            number,
            IssueCode::PhoneNotInternational,
        );
        let report = CheckoutRequest::check(
            &with(&[locked, (number, "+2250504315545".into())]),
            Credentials::FromClient,
        );
        assert_eq!(report.value.unwrap().text(number), Some("2250504315545"));
        assert_eq!(issues(&[("lock_phone_number", Value::Bool(false))]), []);
    }

    #[test]
    fn a_form_locks_the_number_by_a_word() {
        let number = "customer_phone_number";
        let lock = |word: &str| ("lock_phone_number", Value::from(word));
        for word in ["true", "on", "1"] {
            one_issue(&[lock(word)], number, IssueCode::PhoneRequiredByLock);
            let given = with(&[lock(word), (number, "+2250504315545".into())]);
            let request = CheckoutRequest::check(&given, Credentials::FromClient).value.unwrap();
            assert_eq!(field(request.fields(), "lock_phone_number"), Some(&Value::Bool(true)));
            assert_eq!(request.text(number), Some("2250504315545"));
        }
        for word in ["false", "off", "0", ""] {
            assert_eq!(issues(&[lock(word), (number, "+2250504315545".into())]), [], "{word}");
        }
        one_issue(&[lock("yes")], "lock_phone_number", IssueCode::NotABoolean);
    }

    #[test]
    fn invoice_data_takes_three_short_texts() {
        let entries = |count: usize| {
            let entry = |n: usize| (alloc::format!("Donnee{n}"), Value::from(""));
            Value::Record((0..count).map(entry).collect())
        };
        assert_eq!(issues(&[("invoice_data", entries(3))]), []);
        one_issue(&[("invoice_data", entries(4))], "invoice_data", IssueCode::InvoiceDataTooMany);
        one_issue(&[("invoice_data", "text".into())], "invoice_data", IssueCode::InvoiceDataShape);
        let nested = Value::Record(vec![(String::from("a"), Value::List(Vec::new()))]);
        one_issue(&[("invoice_data", nested)], "invoice_data.a", IssueCode::InvoiceDataShape);
    }

    #[test]
    fn the_nearest_documented_name_is_suggested_and_a_customers_first() {
        for (name, meant) in [
            ("phone", Some("customer_phone_number")),
            ("phone_number", Some("customer_phone_number")),
            ("customerPhone", Some("customer_phone_number")),
            ("lockPhoneNumber", Some("lock_phone_number")),
            ("lock_phone", Some("lock_phone_number")),
            ("name", Some("customer_name")),
            ("surname", Some("customer_surname")),
            ("email", Some("customer_email")),
            ("transactionId", Some("transaction_id")),
            ("data", Some("metadata")),
            ("Currency", Some("currency")),
            ("url", None),
            ("zzzz", None),
        ] {
            let changes = with(&[(name, "x".into())]);
            let report = CheckoutRequest::check(&changes, Credentials::FromClient);
            let issue = report.issues.iter().find(|issue| issue.path == name).unwrap();
            let expected = meant.map(|meant| ("suggestion", Param::Text(meant.into())));
            assert_eq!(issue.params.first(), expected.as_ref(), "{name}");
        }
    }

    #[test]
    fn undocumented_fields_are_sent_on_with_the_name_they_resemble() {
        let report = CheckoutRequest::check(
            &with(&[("customerPhoneNumber", "+2250707123456".into()), ("zzz", Value::Number(1.5))]),
            Credentials::FromClient,
        );
        let messages: Vec<String> =
            report.issues.iter().map(|issue| issue.message(crate::rules::Lang::En)).collect();
        assert_eq!(
            messages,
            [
                "customerPhoneNumber is not a documented field (customer_phone_number?)",
                "zzz is not a documented field",
            ]
        );
        let request = report.value.unwrap();
        assert_eq!(field(request.fields(), "zzz"), Some(&Value::Number(1.5)));
    }

    #[test]
    fn names_that_change_objects_are_refused() {
        one_issue(&[("__proto__", "x".into())], "__proto__", IssueCode::FieldForbidden);
    }

    #[test]
    fn strict_takes_warnings_for_errors() {
        let changes = with(&[("transaction_id", "A_1".into())]);
        let report = CheckoutRequest::check(&changes, Credentials::FromClient);
        assert!(report.value.is_some());
        let report = CheckoutRequest::check(&changes, Credentials::FromClient).strict();
        assert!(report.into_result().is_err());
    }

    #[test]
    fn what_is_no_record_is_one_issue() {
        for value in [Value::Null, "x".into(), Value::List(Vec::new())] {
            let report = CheckoutRequest::check(&value, Credentials::FromClient);
            assert_eq!(report.issues[0].code, IssueCode::NotARecord);
        }
    }
}
