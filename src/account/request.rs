//! What may be asked of Transfer and Airtime: contacts and sends, every field of seeds 000 and 001, valid by construction.

use alloc::borrow::ToOwned;
use alloc::string::String;

use core::fmt;

use guichet_phone::Plan;
use guichet_phone::plan::Operator;

use super::number;
use super::service::Service;
use crate::rules::amount::{self, Amount};
use crate::rules::issue::Read;
use crate::rules::reader::{self, sent};
use crate::rules::value::field;
use crate::rules::{
    Issue, IssueCode, Record, Report, Value, calling_code, email, phone, text, url,
};

/// Lengths of national numbers, those of before renumberings included (the seeds' samples have eight digits).
pub(super) const NATIONAL: core::ops::RangeInclusive<usize> = 6..=12;
/// Longest identifier of a merchant's own.
pub(super) const LONGEST_ID: usize = 100;
/// What names the operator of airtime. It is the caller's word to the rules and does not travel.
pub(super) const OPERATOR: &str = "operator";
/// What names it to Transfer.
pub(super) const METHOD: &str = "payment_method";

/// When a field must be given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Always,
    /// The documentation lists it without saying what happens without it.
    Advised,
    Never,
}

/// What a field's rule depends on besides its own value.
struct Context<'a> {
    plan: Option<&'a Plan>,
    /// The receiver's calling code, where one is given; else nothing.
    prefix: &'a str,
    /// The receiver's number as it is given.
    phone: Option<&'a Value>,
    service: Service,
    /// Whose airtime it is, where the caller says so by a name that is known.
    operator: Option<&'a str>,
}

/// A field: its documented name, when it must be given, and its rule.
pub(super) struct Field(pub(super) &'static str, Need, fn(&Value, &Context<'_>) -> Read<Value>);

pub(super) const CONTACT: &[Field] = &[
    Field("prefix", Need::Always, prefix),
    Field("phone", Need::Always, number_of_plan),
    Field("name", Need::Always, short_text),
    Field("surname", Need::Always, short_text),
    Field("email", Need::Advised, address),
];

/// The order of the sample in seed 001.
pub(super) const SEND: &[Field] = &[
    Field("prefix", Need::Always, prefix),
    Field("phone", Need::Always, number_of_plan),
    Field("amount", Need::Always, amount),
    Field("client_transaction_id", Need::Never, identifier),
    Field("notify_url", Need::Always, url),
    Field(METHOD, Need::Never, short_text),
];

/// A person who can be paid. It has no Debug: it is somebody's name and number.
#[derive(Clone, PartialEq)]
pub struct Contact {
    fields: Record,
}

impl Contact {
    /// The documented fields.
    pub const FIELDS: [&str; 5] = ["prefix", "phone", "name", "surname", "email"];

    /// Checks a contact against the rules of seeds 000 and 001, with what the home countries' plans say of its number.
    #[cfg(feature = "clients")]
    #[must_use]
    pub fn check(given: &Value) -> Report<Self> {
        number::with_home(|plan| Self::check_by(Some(plan), given)).typed(Self::of)
    }

    /// The same by a plan of numbers: whether it is a contact, without making one of it.
    #[must_use]
    pub fn check_by(plan: Option<&Plan>, given: &Value) -> Report<()> {
        check(plan, None, given)
    }

    #[cfg(feature = "clients")]
    fn of(fields: &Record) -> Option<Self> {
        Some(Self { fields: fields.clone() })
    }

    /// The fields as they are sent.
    #[must_use]
    pub const fn fields(&self) -> &Record {
        &self.fields
    }

    /// Country prefix and number: what makes two contacts one.
    #[must_use]
    pub fn receiver(&self) -> String {
        receiver(&self.fields)
    }
}

/// Money or airtime for one person. It has no Debug: it is somebody's number.
#[derive(Clone, PartialEq)]
pub struct Send {
    fields: Record,
    amount: Amount,
}

impl Send {
    /// Checks a send against the rules of its service, with what the home countries' plans say of its number.
    #[cfg(feature = "clients")]
    #[must_use]
    pub fn check(service: Service, given: &Value) -> Report<Self> {
        number::with_home(|plan| Self::check_by(Some(plan), service, given)).typed(Self::of)
    }

    /// The same by a plan of numbers: whether it can be sent, without making a send of it.
    #[must_use]
    pub fn check_by(plan: Option<&Plan>, service: Service, given: &Value) -> Report<()> {
        check(plan, Some(service), given)
    }

    #[cfg(feature = "clients")]
    fn of(fields: &Record) -> Option<Self> {
        Some(Self { amount: Amount::of(field(fields, "amount")?)?, fields: fields.clone() })
    }

    /// The fields as they are sent.
    #[must_use]
    pub const fn fields(&self) -> &Record {
        &self.fields
    }

    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Amount {
        self.amount
    }

    /// The receiver's country prefix, such as 225.
    #[must_use]
    pub fn prefix(&self) -> &str {
        word(&self.fields, "prefix")
    }

    /// The receiver's national number.
    #[must_use]
    pub fn phone(&self) -> &str {
        word(&self.fields, "phone")
    }

    /// Country prefix and number.
    #[must_use]
    pub fn receiver(&self) -> String {
        receiver(&self.fields)
    }

    /// The merchant's identifier, where one was given.
    #[must_use]
    pub fn client_transaction_id(&self) -> Option<&str> {
        field(&self.fields, "client_transaction_id").and_then(Value::as_text)
    }

    /// Where the outcome is told.
    #[must_use]
    pub fn notify_url(&self) -> &str {
        word(&self.fields, "notify_url")
    }

    /// The same with an identifier, in its documented place.
    #[must_use]
    pub fn with_id(mut self, id: &str) -> Self {
        self.fields.retain(|(name, _)| name != "client_transaction_id");
        let at = self.fields.iter().position(|(name, _)| name == "amount").map_or(0, |at| at + 1);
        self.fields.insert(at, ("client_transaction_id".to_owned(), id.into()));
        self
    }
}

/// Shows neither name nor number.
impl fmt::Debug for Send {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a send of {}", self.amount.units())
    }
}

/// Checks what is sent by a service; without one, a contact.
fn check(plan: Option<&Plan>, sent_by: Option<Service>, given: &Value) -> Report<()> {
    // What the documentation says of contacts alone is no mistake in a send, which is one with an amount.
    let (fields, others): (_, &[&str]) = match sent_by {
        Some(_) => (SEND, &["name", "surname", "email"]),
        None => (CONTACT, &[]),
    };
    reader::check(given, &mut |reader| {
        let prefix = reader.given("prefix").and_then(|value| calling_code(value).ok());
        let named = sent_by.and_then(|_| reader.given(OPERATOR));
        let context = Context {
            plan,
            prefix: prefix.as_deref().unwrap_or_default(),
            phone: reader.given("phone"),
            service: sent_by.unwrap_or(Service::Transfer),
            operator: named
                .and_then(Value::as_text)
                .filter(|name| Operator::called(name).is_some()),
        };
        for Field(name, need, rule) in fields {
            match (reader.given(name), need) {
                (Some(value), _) => reader.keep(name, rule(value, &context)),
                (None, Need::Always) => reader.issue_at(name, Issue::error(IssueCode::Required)),
                (None, Need::Advised) => reader.issue_at(name, Issue::warning(IssueCode::Required)),
                (None, Need::Never) => {}
            }
        }
        match (sent_by, named) {
            (Some(Service::Airtime), Some(value)) => {
                if let Err(issue) = text::within(value, LONGEST_ID) {
                    reader.issue_at(OPERATOR, issue);
                }
            }
            (_, Some(value)) => {
                let advice = Some(reader::unknown(Some(METHOD)));
                reader.keep(OPERATOR, text::carriable(value).map(|()| (value.clone(), advice)));
            }
            _ => {}
        }
        reader.undocumented(|fits| {
            let mut names = fields.iter().map(|Field(name, ..)| *name);
            names.find(&mut *fits).or_else(|| others.iter().copied().find(fits))
        });
    })
}

fn word<'a>(fields: &'a Record, name: &str) -> &'a str {
    field(fields, name).and_then(Value::as_text).unwrap_or_default()
}

fn receiver(fields: &Record) -> String {
    text::joined(&[word(fields, "prefix"), word(fields, "phone")])
}

/// A text, or a whole number as text.
pub(crate) fn as_digits(value: &Value) -> Result<String, Issue> {
    let digits = match value {
        Value::Number(number) => amount::as_digits(*number),
        _ => None,
    };
    match digits {
        Some(digits) => Ok(digits),
        None => text::as_text(value).map(|text| text.trim().to_owned()),
    }
}

/// A country's calling code: 225, "225", "+225".
fn calling_code(value: &Value) -> Result<String, Issue> {
    let given = as_digits(value)?;
    let digits = given.strip_prefix('+').or_else(|| given.strip_prefix("00")).unwrap_or(&given);
    if calling_code::is_one(digits) {
        Ok(digits.to_owned())
    } else {
        Err(Issue::error(IssueCode::PrefixInvalid).with("got", &text::excerpt(&given)))
    }
}

fn prefix(value: &Value, _: &Context<'_>) -> Read<Value> {
    calling_code(value).map(|code| (Value::Text(code), None))
}

/// A national number as people write it. The plan of its country is asked where the number module judges.
pub(crate) fn national(value: &Value) -> Result<String, Issue> {
    phone::digits(&as_digits(value)?)
        .filter(|digits| NATIONAL.contains(&digits.len()))
        .ok_or_else(|| Issue::error(IssueCode::PhoneNotNational))
}

fn number_of_plan(value: &Value, context: &Context<'_>) -> Read<Value> {
    let national = national(value)?;
    match context.plan {
        Some(plan) => sent(number::read(plan, context.prefix, national), Value::Text),
        None => Ok((Value::Text(national), None)),
    }
}

/// Airtime to nobody's operator by name is advised on by who issued the number's range.
fn amount(value: &Value, context: &Context<'_>) -> Read<Value> {
    let rule = context.service.amount_rule(context.prefix, context.operator);
    let (amount, advice) = Amount::read(value, &rule)?;
    let by_name = context.service == Service::Transfer || context.operator.is_some();
    let issued_by = context
        .phone
        .filter(|_| !by_name)
        .and_then(|phone| number::operator(context.plan?, context.prefix, &national(phone).ok()?));
    let of_operator =
        issued_by.and_then(|operator| rule.advice(amount.units(), operator.multiple.into()));
    Ok((amount.value(), of_operator.or(advice)))
}

fn short_text(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(text::read(value, text::LONGEST), Value::Text)
}

fn address(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(email::read(value), Value::Text)
}

fn url(value: &Value, _: &Context<'_>) -> Read<Value> {
    sent(url::read(value), Value::Text)
}

/// The merchant's own identifier. Its characters are not documented: whatever fits in a query is taken, without the blanks around it.
fn identifier(value: &Value, _: &Context<'_>) -> Read<Value> {
    let id = as_digits(value)?;
    if text::length(&id) > LONGEST_ID {
        return Err(text::too_long(LONGEST_ID));
    }
    Ok((Value::Text(id), None))
}

/// Reads a list of items, each under its place: `[3].amount`. Nothing passes when one of them has an error.
///
/// # Errors
/// Every error of every item; `list_expected`.
#[cfg(feature = "clients")]
pub fn read_list<T>(
    given: &Value,
    strict: bool,
    check: impl Fn(&Value) -> Report<T>,
) -> Result<Vec<(T, Vec<Issue>)>, Vec<Issue>> {
    let items = match given {
        Value::List(items) if !items.is_empty() => items,
        other => {
            return Err(vec![
                Issue::error(IssueCode::ListExpected).with_word("got", text::kind(other)),
            ]);
        }
    };
    let (mut read, mut errors) = (Vec::with_capacity(items.len()), Vec::new());
    for (place, item) in items.iter().enumerate() {
        let report = check(item);
        let report = if strict { report.strict() } else { report };
        match report.into_result() {
            Ok(item) => read.push(item),
            Err(issues) => errors.extend(issues.into_iter().map(|issue| {
                let path = match issue.path.as_str() {
                    "" => text::joined(&["[", &text::digits(place as u64), "]"]),
                    path => text::joined(&["[", &text::digits(place as u64), "].", path]),
                };
                issue.at(&path)
            })),
        }
    }
    errors.retain(|issue| issue.severity == crate::rules::Severity::Error);
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[track_caller]
    fn codes<T>(report: &Report<T>) -> Vec<String> {
        report
            .issues
            .iter()
            .map(|issue| format!("{} {} {}", issue.severity.word(), issue.path, issue.code.name()))
            .collect()
    }

    #[track_caller]
    fn send(service: Service, changes: &str) -> Report<Send> {
        let base = r#"{"prefix":"225","phone":"0707123456","amount":500,"notify_url":"https://shop.example/notify"}"#;
        let Some(Value::Record(mut record)) = json::parse(base) else { panic!("a record") };
        let Some(Value::Record(changes)) = json::parse(changes) else { panic!("a record") };
        for (name, value) in changes {
            record.retain(|(known, _)| *known != name);
            record.push((name, value));
        }
        Send::check(service, &Value::Record(record))
    }

    #[test]
    fn transfer_amounts_are_above_200_and_below_1_500_000_xof() {
        for (amount, expected) in [
            ("200", vec!["error amount amount_too_small"]),
            ("201", vec!["warning amount amount_probably_not_multiple"]),
            ("205", vec![]),
            ("\"25 000 F\"", vec![]),
            ("1499995", vec![]),
            ("1500000", vec!["error amount amount_too_large"]),
            ("500.5", vec!["error amount amount_not_whole"]),
        ] {
            let report = send(Service::Transfer, &format!(r#"{{"amount":{amount}}}"#));
            assert_eq!(codes(&report), expected, "{amount}");
        }
    }

    #[test]
    fn other_countries_minimums_are_advice() {
        for (prefix, amount, expected) in [
            ("237", 495, vec!["warning amount amount_probably_too_small"]),
            ("237", 500, vec![]),
            ("229", 495, vec!["warning amount amount_probably_too_small"]),
            ("224", 995, vec!["warning amount amount_probably_too_small"]),
            ("221", 205, vec![]),
        ] {
            let report =
                send(Service::Transfer, &format!(r#"{{"prefix":"{prefix}","amount":{amount}}}"#));
            let of_amount = codes(&report).into_iter().filter(|issue| issue.contains(" amount "));
            assert_eq!(of_amount.collect::<Vec<_>>(), expected, "{prefix} {amount}");
        }
    }

    #[test]
    fn airtime_is_a_multiple_of_50_with_orange_and_of_5_with_mtn_and_moov() {
        for (operator, amount, expected) in [
            ("Orange", 150, vec![]),
            ("Orange", 155, vec!["error amount amount_not_multiple"]),
            ("OM", 155, vec!["error amount amount_not_multiple"]),
            ("MTN", 155, vec![]),
            ("Moov", 156, vec!["error amount amount_not_multiple"]),
            ("MOMO", 156, vec!["error amount amount_not_multiple"]),
            ("Orange Money", 155, vec!["error amount amount_not_multiple"]),
            (" orange ", 155, vec!["error amount amount_not_multiple"]),
            ("OM_CI", 155, vec!["error amount amount_not_multiple"]),
            ("OMSN", 155, vec!["error amount amount_not_multiple"]),
            ("MTN Money", 155, vec![]),
            ("MTN Money", 156, vec!["error amount amount_not_multiple"]),
        ] {
            let report = send(
                Service::Airtime,
                &format!(r#"{{"operator":"{operator}","amount":{amount}}}"#),
            );
            assert_eq!(codes(&report), expected, "{operator} {amount}");
            assert!(report.fields.iter().all(|(name, _)| name != "operator"), "it does not travel");
        }
        assert_eq!(
            codes(&send(Service::Airtime, r#"{"amount":156}"#)),
            ["warning amount amount_probably_not_multiple"]
        );
        // Without a name, who issued the number's range: advice, for numbers are carried along.
        for (phone, amount, expected) in [
            ("0707123456", 155, vec!["warning amount amount_probably_not_multiple"]),
            ("0707123456", 150, vec![]),
            ("0507123456", 155, vec![]),
        ] {
            let report =
                send(Service::Airtime, &format!(r#"{{"phone":"{phone}","amount":{amount}}}"#));
            assert_eq!(codes(&report), expected, "{phone} {amount}");
        }
    }

    #[test]
    fn a_name_that_is_nobodys_leaves_the_advice_that_the_number_gives() {
        for (operator, amount, expected) in [
            ("\"?\"", 20, vec!["warning amount amount_probably_not_multiple"]),
            ("\"Wave\"", 155, vec!["warning amount amount_probably_not_multiple"]),
            ("\"Wave\"", 150, vec![]),
            ("\"Airtel\"", 155, vec![]),
            ("5", 150, vec!["error operator not_text"]),
        ] {
            let report =
                send(Service::Airtime, &format!(r#"{{"operator":{operator},"amount":{amount}}}"#));
            assert_eq!(codes(&report), expected, "{operator} {amount}");
        }
    }

    #[test]
    fn transfer_knows_no_operator() {
        let report = send(Service::Transfer, r#"{"operator":"OM"}"#);
        assert_eq!(codes(&report), ["warning operator field_unknown"]);
        assert_eq!(field(&report.fields, "operator"), Some(&"OM".into()));
        assert!(report.issues[0].message(crate::rules::Lang::En).contains("payment_method"));
        assert_eq!(codes(&send(Service::Transfer, r#"{"operator":""}"#)), Vec::<String>::new());
    }

    #[test]
    fn an_operator_named_is_an_error_and_one_told_from_the_number_is_advice() {
        use crate::rules::Severity::{Error, Warning};
        for (phone, operator, amount, issue) in [
            ("0707123456", "", 105, Some(Warning)),
            ("0707123456", "", 100, None),
            ("0707123456", "Orange", 105, Some(Error)),
            ("0707123456", "Orange", 150, None),
            ("0504315545", "", 105, None),
            ("0504315545", "", 101, Some(Warning)),
            ("0504315545", "MTN", 101, Some(Error)),
            ("0504315545", "MTN", 105, None),
            ("0102030405", "", 101, Some(Warning)),
            ("0102030405", "Moov", 104, Some(Error)),
        ] {
            let given = Value::Record(
                [
                    ("prefix", "225".into()),
                    ("phone", phone.into()),
                    ("amount", Value::Number(f64::from(amount))),
                    ("notify_url", "https://a.example/n".into()),
                    ("operator", operator.into()),
                ]
                .map(|(name, value): (&str, Value)| (name.to_owned(), value))
                .to_vec(),
            );
            let report = Send::check(Service::Airtime, &given);
            let found: Vec<_> =
                report.issues.iter().map(|issue| (issue.path.as_str(), issue.severity)).collect();
            let expected: Vec<_> = issue.map(|severity| ("amount", severity)).into_iter().collect();
            assert_eq!(found, expected, "{phone} {operator} {amount}");
        }
    }

    #[test]
    fn prefixes_and_numbers_are_digits() {
        for (field, good, bad) in [
            (
                "prefix",
                vec!["\"225\"", "225", "\"+225\"", "\"00225\""],
                vec!["\"\"", "\"CI\"", "2255", "\"0\"", "[]", "999", "\"22\"", "\"+2\""],
            ),
            (
                "phone",
                vec!["\"0507895086\"", "\"07 07 12 34 56\""],
                vec!["\"+2250707123456\"", "\"123\"", "\"07AB\"", "true"],
            ),
        ] {
            for value in good {
                assert_eq!(
                    codes(&send(Service::Transfer, &format!(r#"{{"{field}":{value}}}"#))),
                    Vec::<String>::new(),
                    "{value}"
                );
            }
            for value in bad {
                assert!(
                    send(Service::Transfer, &format!(r#"{{"{field}":{value}}}"#)).value.is_none(),
                    "{value}"
                );
            }
        }
    }

    #[test]
    fn a_receiver_is_the_same_however_the_number_is_written() {
        let written = ["812345678", "0812345678", "081 234 56 78", "0 81-234-56-78"];
        for phone in written {
            let changes = format!(r#"{{"prefix":"243","phone":"{phone}","amount":5000}}"#);
            let report = send(Service::Transfer, &changes);
            assert_eq!(codes(&report), Vec::<String>::new(), "{phone}");
            let sent = report.value.unwrap();
            assert_eq!((sent.receiver().as_str(), sent.phone()), ("243812345678", "812345678"));
            let contact =
                format!(r#"{{"prefix":243,"phone":"{phone}","name":"Ilunga","surname":"Awa"}}"#);
            let contact = Contact::check(&json::parse(&contact).unwrap()).value.unwrap();
            assert_eq!(contact.receiver(), sent.receiver());
        }
    }

    #[test]
    fn the_countrys_code_stands_in_the_prefix_alone() {
        for service in Service::ALL {
            let report = send(service, r#"{"prefix":"221","phone":"221771234567"}"#);
            assert_eq!(codes(&report), ["error phone phone_not_national"]);
            assert!(report.value.is_none());
            // Without a prefix nobody can say so, and nothing is made of it.
            let report = send(service, r#"{"prefix":"22","phone":"1771234567"}"#);
            assert_eq!(codes(&report), ["error prefix prefix_invalid"]);
        }
    }

    #[test]
    fn a_number_of_before_the_renumbering_is_advice_and_an_error_to_the_strict() {
        let item = r#"[{"prefix":"225","phone":"07895086","amount":500,"notify_url":"https://a.example/n"}]"#;
        let list = json::parse(item).unwrap();
        let read = |strict| read_list(&list, strict, |item| Send::check(Service::Transfer, item));
        let (_, advice) = read(false).ok().unwrap().remove(0);
        assert_eq!(advice.len(), 1);
        let errors = read(true).err().unwrap();
        for issue in advice.iter().chain(&errors) {
            assert_eq!(issue.code, IssueCode::PhoneOldFormat);
        }
        assert_eq!(errors[0].path, "[0].phone");
    }

    #[test]
    fn a_contact_needs_name_and_number_and_is_told_about_its_mail() {
        let check = |text: &str| codes(&Contact::check(&json::parse(text).unwrap()));
        assert_eq!(
            check(
                r#"{"prefix":"225","phone":"01020304","name":"Test A","surname":"Test B","email":"testa@exemple.com"}"#
            ),
            ["warning phone phone_old_format"]
        );
        assert_eq!(
            check(r#"{"prefix":"225","phone":"0102030405","name":"Test A"}"#),
            ["error surname required", "warning email required"]
        );
        assert_eq!(check("[]"), ["error  not_a_record"]);
    }

    #[test]
    fn an_identifier_stands_where_the_sample_has_it() {
        let (send, _) = send(Service::Transfer, "{}").into_result().unwrap();
        let names: Vec<String> =
            send.with_id("A1").fields().iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(names, ["prefix", "phone", "amount", "client_transaction_id", "notify_url"]);
    }

    #[test]
    fn an_identifier_is_sent_without_the_blanks_around_it() {
        let longest = "a".repeat(LONGEST_ID);
        for (given, expected) in [
            ("\" A1 \"", Some("A1")),
            ("\"\u{a0}A 1\\t\"", Some("A 1")),
            ("5", Some("5")),
            (&format!("\" {longest} \""), Some(longest.as_str())),
            (&format!("\"{longest}a\""), None),
            ("1.5", None),
        ] {
            let report =
                send(Service::Transfer, &format!(r#"{{"client_transaction_id":{given}}}"#));
            let id = report.value.as_ref().and_then(Send::client_transaction_id);
            assert_eq!(id, expected, "{given}");
        }
    }

    #[test]
    fn the_errors_of_a_list_stand_under_their_places() {
        let list = json::parse(r#"[{"prefix":"225","phone":"0707123456","amount":500,"notify_url":"https://a.example/n"},{"phone":"1"},3]"#).unwrap();
        let issues =
            read_list(&list, false, |item| Send::check(Service::Transfer, item)).unwrap_err();
        let paths: Vec<&str> = issues.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["[1].prefix", "[1].phone", "[1].amount", "[1].notify_url", "[2]"]);
        assert!(read_list(&Value::List(Vec::new()), false, Contact::check).is_err());
    }
}
