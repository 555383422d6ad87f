//! What may be asked of Aurore: payments and transfers, every field of the provider's SDKs, valid by construction.

use guichet_phone::{PhoneNumber, Plan};

use super::limits;
use super::method::{PaymentMethod, Served};
use crate::account::number;
use crate::rules::amount::{Amount, AmountRule};
use crate::rules::currency::Currency;
use crate::rules::issue::Read;
use crate::rules::reader::{self, sent};
use crate::rules::transaction_id::TransactionId;
use crate::rules::value::field;
use crate::rules::{
    Issue, IssueCode, Record, Report, Value, channel, email, one_time_code, phone, text, url,
};

/// When a field must be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Always,
    /// With `direct_pay`.
    Direct,
    Never,
}

/// A field: its documented name, when it must be given, and its rule.
struct Field(&'static str, Need, fn(&Value, &Context<'_>) -> Read<Value>);

/// What a field's rule depends on besides its own value.
struct Context<'a> {
    plan: Option<&'a Plan>,
    /// The method's country, else the account's.
    country: Option<&'static Served>,
    method: Option<&'a PaymentMethod>,
    rule: AmountRule,
}

/// The order of the SDK's request.
const PAYMENT: &[Field] = &[
    Field("currency", Need::Always, currency),
    Field("payment_method", Need::Direct, method),
    Field("merchant_transaction_id", Need::Always, identifier),
    Field("amount", Need::Always, amount),
    Field("lang", Need::Always, lang),
    Field("designation", Need::Always, designation),
    Field("client_email", Need::Always, |value, _| sent(email::read(value), Value::Text)),
    Field("client_phone_number", Need::Direct, phone_number),
    Field("client_first_name", Need::Always, name),
    Field("client_last_name", Need::Always, name),
    Field("success_url", Need::Always, customers_address),
    Field("failed_url", Need::Always, customers_address),
    Field("notify_url", Need::Always, address),
    Field("direct_pay", Need::Never, |value, _| sent(text::read_flag(value), Value::Bool)),
    Field("otp_code", Need::Never, otp),
    Field("channel", Need::Never, payment_channel),
];

const TRANSFER: &[Field] = &[
    Field("currency", Need::Always, currency),
    Field("merchant_transaction_id", Need::Always, identifier),
    Field("phone_number", Need::Always, phone_number),
    Field("amount", Need::Always, amount),
    Field("payment_method", Need::Always, method),
    Field("reason", Need::Always, designation),
    Field("notify_url", Need::Always, address),
];

/// What is asked: money from a customer, or to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `POST /v1/payment`.
    Payment,
    /// `POST /v1/transfer`.
    Transfer,
}

impl Kind {
    /// The word that keys and notifications have.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Transfer => "transfer",
        }
    }

    /// By that word; a payment where none is given.
    #[must_use]
    pub fn of(word: &str) -> Self {
        if word == Self::Transfer.word() { Self::Transfer } else { Self::Payment }
    }

    /// The path, under the service's address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Payment => "/v1/payment",
            Self::Transfer => "/v1/transfer",
        }
    }

    const fn fields(self) -> &'static [Field] {
        match self {
            Self::Payment => PAYMENT,
            Self::Transfer => TRANSFER,
        }
    }

    const fn phone_field(self) -> &'static str {
        match self {
            Self::Payment => "client_phone_number",
            Self::Transfer => "phone_number",
        }
    }
}

/// A request that the service accepts, as far as rules can tell. It has no Debug: it carries somebody's details.
#[derive(Clone, PartialEq)]
pub struct AuroreRequest {
    kind: Kind,
    fields: Record,
    amount: Amount,
    currency: Currency,
}

impl AuroreRequest {
    /// Checks a request. `home` is the country of the account that it goes to, where that is known.
    ///
    /// ```
    /// use guichet::aurore::request::{AuroreRequest, Kind};
    /// use guichet::client::json;
    ///
    /// let request = json::parse(
    ///     r#"{"currency":"XOF","merchant_transaction_id":"PAY-1","phone_number":"0707000001","amount":5000,
    ///         "payment_method":"OM_CI","reason":"Salary","notify_url":"https://shop.example/notify"}"#,
    /// )
    /// .unwrap();
    /// let transfer = AuroreRequest::check(Kind::Transfer, &request, None).value.unwrap();
    /// assert_eq!(transfer.text("phone_number"), Some("+2250707000001"));
    /// ```
    #[cfg(feature = "clients")]
    #[must_use]
    pub fn check(kind: Kind, given: &Value, home: Option<&'static Served>) -> Report<Self> {
        number::with_home(|plan| Self::check_by(Some(plan), kind, given, home))
            .typed(|fields| Self::of(kind, fields))
    }

    /// The same by a plan of numbers: whether it can be sent, without making a request of it.
    #[must_use]
    pub fn check_by(
        plan: Option<&Plan>,
        kind: Kind,
        given: &Value,
        home: Option<&'static Served>,
    ) -> Report<()> {
        reader::check(given, &mut |reader| {
            let method = reader.text("payment_method").and_then(PaymentMethod::find);
            let own = reader.text("currency").and_then(Currency::find);
            let rule = match kind {
                Kind::Payment => limits::payment(own),
                Kind::Transfer => limits::transfer(own),
            };
            let country = method.as_ref().map(PaymentMethod::country).or(home);
            let context = Context { plan, country, method: method.as_ref(), rule };
            let direct = text::is_raised(reader.given("direct_pay"));
            for Field(name, need, rule) in kind.fields() {
                match (reader.given(name), need) {
                    (Some(value), _) => reader.keep(name, rule(value, &context)),
                    (None, Need::Always) => {
                        reader.issue_at(name, Issue::error(IssueCode::Required));
                    }
                    (None, Need::Direct) if direct => {
                        reader.issue_at(name, Issue::error(IssueCode::RequiredForDirectPay));
                    }
                    (None, Need::Direct | Need::Never) => {}
                }
            }
            if let (Some(home), Some(method)) = (home, &method)
                && home.country != method.country().country
            {
                let issue = Issue::error(IssueCode::AccountUnclear).with("expected", home.country);
                reader.issue_at("payment_method", issue);
            }
            reader
                .undocumented(|fits| kind.fields().iter().map(|Field(name, ..)| *name).find(fits));
        })
    }

    #[cfg(feature = "clients")]
    fn of(kind: Kind, fields: &Record) -> Option<Self> {
        let currency =
            field(fields, "currency").and_then(Value::as_text).and_then(Currency::find)?;
        let amount = Amount::of(field(fields, "amount")?)?;
        Some(Self { kind, fields: fields.clone(), amount, currency })
    }

    /// Payment or transfer.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The fields as they are sent.
    #[must_use]
    pub const fn fields(&self) -> &Record {
        &self.fields
    }

    /// How much, in whole units of the currency.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// The merchant's own identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        self.text("merchant_transaction_id").unwrap_or_default()
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        field(&self.fields, name).and_then(Value::as_text)
    }

    /// Whether the customer's telephone is asked at once, without a counter.
    #[must_use]
    pub fn is_direct(&self) -> bool {
        field(&self.fields, "direct_pay") == Some(&Value::Bool(true))
    }

    /// The number that pays or is paid, where it is known.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.text(self.kind.phone_field())
    }
}

/// A currency of the country. The Democratic Republic of the Congo has two.
fn currency(value: &Value, context: &Context<'_>) -> Read<Value> {
    let (currency, _) = Currency::read(value)?;
    match context.country {
        Some(served) if !served.currencies.contains(&currency) => {
            Err(Issue::error(IssueCode::CurrencyNotOfCountry)
                .with("got", currency.code())
                .with("country", served.country)
                .with("expected", &text::listed(served.currencies.iter().map(|own| own.code()))))
        }
        _ => Ok((currency.code().into(), None)),
    }
}

fn method(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(PaymentMethod::read(value), |method| method.word().into())
}

fn amount(value: &Value, context: &Context<'_>) -> Read<Value> {
    sent(Amount::read(value, &context.rule), Amount::value)
}

/// It stands in addresses too, so what the rules of Checkout refuse is refused here as well.
fn identifier(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(TransactionId::read_within(value, limits::LONGEST_ID), |id| id.as_str().into())
}

fn lang(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(channel::read_lang(value), |lang| lang.tag().into())
}

fn designation(value: &Value, _: &Context<'_>) -> Read<Value> {
    bounded(value, &limits::DESIGNATION)
}

fn name(value: &Value, _: &Context<'_>) -> Read<Value> {
    bounded(value, &limits::NAME)
}

fn bounded(value: &Value, lengths: &core::ops::RangeInclusive<usize>) -> Read<Value> {
    let trimmed = text::trimmed(value, *lengths.end())?;
    if text::length(trimmed) < *lengths.start() {
        let minimum = *lengths.start() as u64;
        return Err(Issue::error(IssueCode::TextTooShort).with_number("minimum", minimum));
    }
    Ok((trimmed.into(), None))
}

fn address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::read_within(value, limits::LONGEST_URL), Value::Text)
}

fn customers_address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::for_customers(url::read_within(value, limits::LONGEST_URL)), Value::Text)
}

fn otp(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(one_time_code::read(value, &limits::OTP), Value::Text)
}

fn payment_channel(value: &Value, _: &Context<'_>) -> Read<Value> {
    let word = text::as_text(value)?.trim();
    match text::among(word, &["PUSH", "OTP", "QRCODE"]) {
        Some(known) => Ok((known.into(), None)),
        None => Err(Issue::error(IssueCode::ChannelUnknown)
            .with("got", word)
            .with("expected", "PUSH, OTP, QRCODE")),
    }
}

/// An E.164 number of the payment's country. Whose range it is in is advice, since numbers are carried along; Wave rides on any.
fn phone_number(value: &Value, context: &Context<'_>) -> Read<Value> {
    let country = context.country.map(|served| served.country);
    let country = country.and_then(crate::rules::country::Country::find);
    let (number, advice) = match context.plan {
        Some(plan) => phone::read_international(value, plan, country),
        None => phone::read_international(value, &Plan::home(), country),
    }?;
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let sent = Value::Text(text::joined(&["+", digits]));
    let Some(served) = context.country else { return Ok((sent, advice)) };
    let Some(national) = digits.strip_prefix(served.prefix) else {
        return Err(Issue::error(IssueCode::PhoneNotOfCountry).with("country", served.country));
    };
    let advice = advice.or_else(|| {
        let (plan, method) = (context.plan?, context.method?);
        phone::on_landline(PhoneNumber::e164_kind(plan, digits.as_bytes()))
            .or_else(|| other_operator(plan, served, national, method))
    });
    Ok((sent, advice))
}

/// Operators whose numbers are ranges of their own.
const RANGES: &[&str] = &["OM", "MTN", "MOOV", "FREE", "EXPRESSO", "TMONEY", "AIRTEL", "MPESA"];

fn other_operator(
    plan: &Plan,
    served: &Served,
    national: &str,
    method: &PaymentMethod,
) -> Option<Issue> {
    let begins = |words: &[&str]| words.iter().any(|word| method.word().starts_with(word));
    let issued_by = number::operator(plan, served.prefix, national)?;
    let is_known = begins(RANGES) && begins(served.operators) && !issued_by.words.is_empty();
    (is_known && !issued_by.words.contains(&method.word())).then(|| {
        Issue::warning(IssueCode::PhoneOfOtherOperator)
            .with("got", issued_by.name)
            .with("expected", method.word())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;
    use crate::rules::Severity;
    use crate::rules::issue::Param;

    pub(crate) const PAYMENT: &str = r#"{"currency":"XOF","merchant_transaction_id":"ORDER-1","amount":2500,"lang":"fr",
        "designation":"Order 1","client_email":"awa@exemple.ci","client_first_name":"Awa","client_last_name":"Kone",
        "success_url":"https://shop.example/ok","failed_url":"https://shop.example/ko","notify_url":"https://shop.example/n"}"#;
    const TRANSFER: &str = r#"{"currency":"XOF","merchant_transaction_id":"PAY-1","phone_number":"+2250707000001","amount":5000,
        "payment_method":"OM_CI","reason":"Salary","notify_url":"https://shop.example/n"}"#;

    fn changed(kind: Kind, changes: &str) -> Report<AuroreRequest> {
        let of = |text: &str| match json::parse(text) {
            Some(Value::Record(record)) => record,
            _ => panic!("a record: {text}"),
        };
        let mut record = of(if kind == Kind::Payment { PAYMENT } else { TRANSFER });
        for (name, value) in of(changes) {
            record.retain(|(known, _)| *known != name);
            record.push((name, value));
        }
        AuroreRequest::check(kind, &Value::Record(record), None)
    }

    #[track_caller]
    fn limits(kind: Kind, changes: &str) -> Vec<Param> {
        let issues = changed(kind, changes).issues;
        issues.into_iter().flat_map(|issue| issue.params.first().map(|(_, n)| n.clone())).collect()
    }

    #[track_caller]
    fn codes(kind: Kind, changes: &str) -> Vec<String> {
        let report = changed(kind, changes);
        let errors = report.issues.iter().any(|issue| issue.severity == Severity::Error);
        assert_eq!(report.value.is_none(), errors);
        report.issues.iter().map(|i| format!("{} {}", i.path, i.code.name())).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn amounts_are_100_to_2_500_000_in_and_1_500_000_out() {
        for (kind, amount, expected) in [
            (Kind::Payment, 99, vec!["amount amount_too_small"]),
            (Kind::Payment, 100, vec![]),
            (Kind::Payment, 101, vec![]),
            (Kind::Payment, 2_500_000, vec![]),
            (Kind::Payment, 2_500_001, vec!["amount amount_too_large"]),
            (Kind::Transfer, 99, vec!["amount amount_too_small"]),
            (Kind::Transfer, 100, vec!["amount amount_probably_too_small"]),
            (Kind::Transfer, 499, vec!["amount amount_probably_too_small"]),
            (Kind::Transfer, 500, vec![]),
            (Kind::Transfer, 1_500_000, vec![]),
            (Kind::Transfer, 1_500_001, vec!["amount amount_too_large"]),
        ] {
            assert_eq!(codes(kind, &format!(r#"{{"amount":{amount}}}"#)), expected, "{amount}");
        }
        assert_eq!(codes(Kind::Payment, r#"{"amount":"250.5"}"#), ["amount amount_not_whole"]);
    }

    #[test]
    fn texts_have_their_lengths() {
        let texts = [
            (Kind::Payment, "merchant_transaction_id", 1, 30),
            (Kind::Payment, "designation", 1, 255),
            (Kind::Payment, "client_first_name", 2, 255),
            (Kind::Payment, "client_last_name", 2, 255),
            (Kind::Transfer, "reason", 1, 255),
            (Kind::Transfer, "merchant_transaction_id", 1, 30),
        ];
        for (kind, name, least, most) in texts {
            let with = |length| codes(kind, &format!(r#"{{"{name}":"{}"}}"#, "a".repeat(length)));
            assert_eq!(with(least), NONE, "{name}");
            assert_eq!(with(most), NONE, "{name}");
            assert_eq!(with(most + 1), [format!("{name} text_too_long")]);
            // Far beyond, it is the same limit, and white space around is not part of it.
            for length in [most + 1, 101, 2001] {
                let long = format!(r#"{{"{name}":"{}"}}"#, "a".repeat(length.max(most + 1)));
                assert_eq!(limits(kind, &long), [Param::Number(most as u64)], "{name} {length}");
            }
            let around = format!(r#"{{"{name}":" {} "}}"#, "a".repeat(most));
            assert_eq!(codes(kind, &around), NONE, "{name}");
            let short = if least == 1 { "required" } else { "text_too_short" };
            assert_eq!(with(least - 1), [format!("{name} {short}")]);
        }
        for name in ["success_url", "failed_url", "notify_url"] {
            let start = "https://shop.example/";
            for (length, expected) in [(120, vec![]), (121, vec![format!("{name} text_too_long")])]
            {
                let address = format!("{start}{}", "a".repeat(length - start.len()));
                let changes = format!(r#"{{"{name}":"{address}"}}"#);
                assert_eq!(codes(Kind::Payment, &changes), expected, "{length}");
                let changes = format!(r#"{{"{name}":" {address} "}}"#);
                assert_eq!(codes(Kind::Payment, &changes), expected, "{length}");
            }
            let far = format!(r#"{{"{name}":"{start}{}"}}"#, "a".repeat(3000));
            assert_eq!(limits(Kind::Payment, &far), [Param::Number(120)]);
        }
    }

    #[test]
    fn a_direct_payment_needs_method_and_number() {
        assert_eq!(
            codes(Kind::Payment, r#"{"direct_pay":true}"#),
            [
                "payment_method required_for_direct_pay",
                "client_phone_number required_for_direct_pay"
            ]
        );
        assert_eq!(codes(Kind::Payment, r#"{"direct_pay":false}"#), NONE);
        let direct = r#"{"direct_pay":true,"payment_method":"OM_CI","client_phone_number":"+2250707070700"}"#;
        assert_eq!(codes(Kind::Payment, direct), NONE);
        assert_eq!(codes(Kind::Payment, r#"{"direct_pay":"yes"}"#), ["direct_pay not_a_boolean"]);
        assert_eq!(codes(Kind::Payment, r#"{"direct_pay":"on"}"#).len(), 2);
        assert_eq!(codes(Kind::Payment, r#"{"direct_pay":"off"}"#), NONE);
        let of_a_form = changed(Kind::Payment, &direct.replacen("true", "\"true\"", 1));
        assert!(of_a_form.value.unwrap().is_direct());
    }

    #[test]
    fn a_one_time_code_has_four_to_six_digits() {
        for (code, good) in [
            ("\"1234\"", true),
            ("\"012345\"", true),
            ("1234", false),
            ("\"123\"", false),
            ("\"1234567\"", false),
            ("\"12a4\"", false),
            ("true", false),
        ] {
            let codes = codes(Kind::Payment, &format!(r#"{{"otp_code":{code}}}"#));
            assert_eq!(codes.is_empty(), good, "{code}");
        }
        for (word, good) in [("PUSH", true), ("otp", true), ("QRCODE", true), ("SMS", false)] {
            let codes = codes(Kind::Payment, &format!(r#"{{"channel":"{word}"}}"#));
            assert_eq!(codes.is_empty(), good, "{word}");
        }
    }

    #[test]
    fn country_currency_and_number_go_together() {
        for (changes, expected) in [
            (r#"{"payment_method":"OM_CI"}"#, vec![]),
            (r#"{"payment_method":"OM_CM"}"#, vec!["currency currency_not_of_country"]),
            (r#"{"payment_method":"OM_CM","currency":"XAF"}"#, vec![]),
            (
                r#"{"payment_method":"OM_CM","currency":"XAF","client_phone_number":"712345678"}"#,
                vec!["client_phone_number phone_unlikely"],
            ),
            (
                r#"{"payment_method":"OM_CI","client_phone_number":"07123456"}"#,
                vec!["client_phone_number phone_old_format"],
            ),
            (
                r#"{"payment_method":"OM_CI","client_phone_number":"221771234567"}"#,
                vec!["client_phone_number phone_not_of_country"],
            ),
            (r#"{"payment_method":"MPESA_CD","currency":"USD"}"#, vec![]),
            (r#"{"payment_method":"MPESA_CD","currency":"CDF"}"#, vec![]),
            (r#"{"payment_method":"MPESA_CD"}"#, vec!["currency currency_not_of_country"]),
            (r#"{"payment_method":"OM_GN","currency":"GNF"}"#, vec![]),
            (r#"{"payment_method":"WAVE_ML"}"#, vec!["payment_method payment_method_unknown"]),
            (r#"{"payment_method":"OM"}"#, vec!["payment_method payment_method_format"]),
            (
                r#"{"payment_method":"OM_CI","client_phone_number":"+221771234567"}"#,
                vec!["client_phone_number phone_not_of_country"],
            ),
            (r#"{"payment_method":"OM_CI","client_phone_number":"0707123456"}"#, vec![]),
            (
                r#"{"payment_method":"OM_CI","client_phone_number":"0507123456"}"#,
                vec!["client_phone_number phone_of_other_operator"],
            ),
            (r#"{"payment_method":"WAVE_CI","client_phone_number":"0507123456"}"#, vec![]),
            (
                r#"{"payment_method":"OM_SN","client_phone_number":"338211234"}"#,
                vec!["client_phone_number phone_not_mobile"],
            ),
            (r#"{"client_phone_number":"+221338211234"}"#, vec![]),
            (r#"{"client_phone_number":"2250707123456"}"#, vec![]),
            (
                r#"{"client_phone_number":"0707123456"}"#,
                vec!["client_phone_number phone_not_international"],
            ),
        ] {
            assert_eq!(codes(Kind::Payment, changes), expected, "{changes}");
        }
        let report = changed(Kind::Payment, r#"{"client_phone_number":"2250707123456"}"#);
        assert_eq!(report.value.unwrap().phone(), Some("+2250707123456"));
    }

    #[test]
    fn every_field_that_must_be_there_is_missed() {
        let missed = |kind| -> Vec<String> {
            let report = AuroreRequest::check(kind, &Value::Record(Vec::new()), None);
            report.issues.iter().map(|issue| issue.path.clone()).collect()
        };
        assert_eq!(
            missed(Kind::Payment),
            [
                "currency",
                "merchant_transaction_id",
                "amount",
                "lang",
                "designation",
                "client_email",
                "client_first_name",
                "client_last_name",
                "success_url",
                "failed_url",
                "notify_url"
            ]
        );
        assert_eq!(
            missed(Kind::Transfer),
            [
                "currency",
                "merchant_transaction_id",
                "phone_number",
                "amount",
                "payment_method",
                "reason",
                "notify_url"
            ]
        );
    }
}
