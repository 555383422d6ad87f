//! What the services make of an item, by the rules that clients use: the item, or the provider's code for what is wrong.

use guichet::account::{self, number, request::Send};
use guichet::rules::amount::airtime_multiple;
use guichet::rules::value::field;
use guichet::rules::{Issue, IssueCode, Lang, Record, Report, Severity, Value};

use super::Service;

/// A contact as the books keep it.
pub(super) struct Contact {
    pub(super) prefix: String,
    pub(super) phone: String,
}

impl Contact {
    /// Country code and number: what makes two contacts one.
    pub(super) fn digits(&self) -> String {
        format!("{}{}", self.prefix, self.phone)
    }
}

/// A payout that the rules take.
pub(super) struct Item {
    pub(super) contact: Contact,
    pub(super) amount: u64,
    pub(super) client_transaction_id: Option<String>,
    pub(super) notify_url: Option<String>,
    pub(super) operator: String,
    /// What was asked, as it was given.
    pub(super) asked: Record,
}

/// Why an item is not taken: the code, and what to say besides.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) why: Option<String>,
}

impl Refused {
    pub(super) const fn of(code: &'static str) -> Self {
        Self { code, why: None }
    }
}

pub(super) fn contact(given: &Value, strict: bool) -> Result<Contact, Refused> {
    let contact = passed(account::Contact::check(given), strict)?;
    let text = |name| field(contact.fields(), name).and_then(Value::as_text).unwrap_or_default();
    Ok(Contact { prefix: text("prefix").to_owned(), phone: text("phone").to_owned() })
}

pub(super) fn item(service: Service, given: &Value, strict: bool) -> Result<Item, Refused> {
    let send = passed(Send::check(service, given), strict)?;
    let contact = Contact { prefix: send.prefix().to_owned(), phone: send.phone().to_owned() };
    let method = field(send.fields(), "payment_method").and_then(Value::as_text);
    let by_number = number::with_home(|plan| number::operator(plan, send.prefix(), send.phone()));
    let word = by_number.and_then(|operator| operator.words.first().copied());
    let operator = method.or(word).unwrap_or_default().to_owned();
    let amount = send.amount().units();
    // Seed 000: otherwise the transaction fails.
    let of_number = by_number.map_or(1, |operator| u64::from(operator.multiple));
    let multiple = match service {
        Service::Airtime => method.map_or(of_number, airtime_multiple),
        Service::Transfer => 1,
    };
    if !amount.is_multiple_of(multiple) {
        return Err(Refused::of("801"));
    }
    Ok(Item {
        contact,
        amount,
        client_transaction_id: send.client_transaction_id().map(str::to_owned),
        notify_url: Some(send.notify_url().to_owned()).filter(|url| !url.is_empty()),
        operator,
        asked: given.as_record().cloned().unwrap_or_default(),
    })
}

/// What passes; warnings about numbers are errors to a strict service.
fn passed<T>(report: Report<T>, strict: bool) -> Result<T, Refused> {
    let grave = |issue: &&Issue| {
        issue.severity == Severity::Error
            || (strict && matches!(issue.path.as_str(), "prefix" | "phone"))
    };
    match (report.issues.iter().find(grave), report.value) {
        (None, Some(value)) => Ok(value),
        (Some(issue), _) => Err(Refused { code: code(issue), why: Some(issue.message(Lang::En)) }),
        (None, None) => Err(Refused::of("716")),
    }
}

/// The provider's code for what is wrong with a field.
fn code(issue: &Issue) -> &'static str {
    match (issue.path.as_str(), issue.code) {
        ("amount", IssueCode::AmountTooSmall) => "719",
        ("amount", IssueCode::AmountTooLarge) => "720",
        ("amount", _) => "801",
        ("prefix" | "phone", _) => "802",
        ("notify_url", _) => "725",
        _ => "716",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn given(json: &str) -> Value {
        guichet::client::json::parse(json).unwrap()
    }

    #[test]
    fn what_is_wrong_gets_the_providers_code() {
        for (changes, code) in [
            (r#""amount":200"#, "719"),
            (r#""amount":1500000"#, "720"),
            (r#""amount":"x""#, "801"),
            (r#""amount":500,"phone":"1""#, "802"),
            (r#""amount":500,"prefix":"x""#, "802"),
            (r#""amount":500,"notify_url":"x""#, "725"),
            (r#""amount":500,"__proto__":"x""#, "716"),
        ] {
            let json = format!(
                r#"{{"prefix":"225","phone":"0707123456","notify_url":"https://a.ci/n",{changes}}}"#
            );
            let refused = item(Service::Transfer, &given(&json), false).err();
            assert_eq!(refused.map(|refused| refused.code), Some(code), "{changes}");
        }
        assert_eq!(contact(&given("[]"), false).err().map(|refused| refused.code), Some("716"));
    }

    #[test]
    fn airtime_of_orange_is_a_multiple_of_fifty_and_of_others_of_five() {
        for (phone, amount, taken) in [
            ("0707123456", 550, true),
            ("0707123456", 555, false),
            ("0507123456", 555, true),
            ("0107123456", 557, false),
        ] {
            let json = format!(
                r#"{{"prefix":"225","phone":"{phone}","notify_url":"https://a.ci/n","amount":{amount}}}"#
            );
            assert_eq!(
                item(Service::Airtime, &given(&json), false).is_ok(),
                taken,
                "{phone} {amount}"
            );
        }
    }
}
