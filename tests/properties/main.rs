//! What holds for any input: nothing panics, what passes stays as it is, nothing is accepted by accident.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends where something is wrong"
)]

use guichet::checkout::answer::{Checked, Created};
use guichet::checkout::codes::{CheckoutCode, PaymentState};
use guichet::checkout::{CheckoutRequest, Credentials};
use guichet::client::secret::Secret;
use guichet::client::{HttpReply, json};
use guichet::phone::Plan;
use guichet::rules::amount::{self, Amount};
use guichet::rules::currency::{Currencies, Currency};
use guichet::rules::value::Unusable;
use guichet::rules::{Lang, Value, email, phone, url};
use proptest::prelude::*;

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_map(Value::Number),
        (0..5000u32).prop_map(|number| Value::Number(f64::from(number))),
        any::<String>().prop_map(Value::Text),
        "[A-Za-z0-9 .,/:@+_-]{0,30}".prop_map(Value::Text),
        Just(Value::Unusable(Unusable::BrokenText)),
        Just(Value::Unusable(Unusable::Unreadable)),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((any::<String>(), inner), 0..4).prop_map(Value::Record),
        ]
    })
}

/// A request of documented fields, each plausible most of the time.
fn near_request() -> impl Strategy<Value = Value> {
    let field = prop_oneof![
        Just(("transaction_id", "ORDER-1")),
        Just(("transaction_id", "A_1")),
        Just(("amount", "2 500")),
        Just(("amount", "2501")),
        Just(("currency", "XOF")),
        Just(("currency", "usd")),
        Just(("description", "Order")),
        Just(("notify_url", "https://shop.example/n")),
        Just(("return_url", "http://localhost/r")),
        Just(("channels", "CREDIT_CARD")),
        Just(("channels", "all")),
        Just(("lang", "FR")),
        Just(("customer_country", "us")),
        Just(("customer_state", "ny")),
        Just(("customer_zip_code", "10001")),
        Just(("customer_phone_number", "+225 0707123456")),
        Just(("customer_email", "awa@exemple.ci")),
        Just(("customer_name", "Awa")),
        Just(("undocumented", "x")),
        Just(("__proto__", "x")),
    ];
    let entry = prop_oneof![
        6 => field.clone().prop_map(|(name, value)| (name.to_owned(), Value::from(value))),
        1 => (field, any_value()).prop_map(|((name, _), value)| (name.to_owned(), value)),
    ];
    let plain = [
        ("transaction_id", "ORDER-2"),
        ("amount", "5000"),
        ("currency", "XAF"),
        ("description", "Plain"),
        ("notify_url", "https://shop.example/n"),
        ("return_url", "https://shop.example/r"),
    ];
    // The first of a repeated name counts, so the drawn ones go before the plain ones.
    prop::collection::vec(entry, 0..8).prop_map(move |mut entries| {
        entries.extend(plain.map(|(name, value)| (name.to_owned(), Value::from(value))));
        Value::Record(entries)
    })
}

fn reply(status: u16, body: String) -> HttpReply {
    HttpReply { status, headers: Vec::new(), body }
}

proptest! {
    #[test]
    fn any_value_is_judged(value in any_value()) {
        for issue in CheckoutRequest::check(&value, Credentials::Required).issues {
            prop_assert!(issue.message(Lang::En) != issue.message(Lang::Fr));
        }
    }

    #[test]
    fn what_passes_is_sent_and_passes_again_as_it_is(request in near_request()) {
        let report = CheckoutRequest::check(&request, Credentials::FromClient);
        let stopped = guichet::rules::issue::any_error(&report.issues);
        prop_assert_eq!(report.value.is_some(), !stopped);
        if let Some(passed) = report.value {
            let sent = json::parse(&json::write(passed.fields())).unwrap();
            let again = CheckoutRequest::check(&sent, Credentials::FromClient);
            let again = again.value.unwrap();
            prop_assert_eq!(again.fields(), passed.fields());
            let rule = amount::checkout(Some(passed.currency()));
            prop_assert_eq!(passed.amount().units() % rule.multiple, 0);
            prop_assert!(rule.range.contains(&passed.amount().units()));
        }
    }

    #[test]
    fn any_text_is_read(text in prop_oneof![any::<String>(), "[-$FCkM ]{0,2}[0-9]{1,3}([ .,'][0-9O]{1,3}){0,3}[ .,]{0,2}[FCAXOUSD$. ]{0,5}"]) {
        let value = Value::Text(text);
        for currency in Currency::ALL {
            let read = Amount::read(&value, &amount::checkout(Some(currency)));
            // Whatever stands around them, an amount is its digits.
            if let (Ok((amount, _)), Some(typed)) = (read, value.as_text()) {
                let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
                prop_assert_eq!(digits.parse(), Ok(amount.units()), "{:?}", typed);
            }
        }
        let _ = (email::read(&value), url::read(&value), phone::read_customer(&value, &Plan::home(), None));
    }

    #[test]
    fn grouped_digits_are_the_number(units in 0..9_000_000_000u64, separator in prop::sample::select(vec![" ", ".", ",", "'", "\u{202f}"])) {
        let digits = units.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                grouped.push_str(separator);
            }
            grouped.push(digit);
        }
        let rule = amount::AmountRule { multiple: 1, range: 0..=u64::MAX, advised_minimum: 0, advised_multiple: 1, currencies: Currencies::UNKNOWN };
        let (read, _) = Amount::read(&Value::Text(format!("{grouped} FCFA")), &rule).unwrap();
        prop_assert_eq!(read.units(), units);
    }

    #[test]
    fn any_reply_is_read_and_only_success_with_accepted_is_paid(
        status in 200..600u16,
        code in prop_oneof![(0..CheckoutCode::all().len()).prop_map(|at| CheckoutCode::all()[at].code.to_owned()), "[0-9]{1,4}"],
        word in prop_oneof![Just(None), "[A-Z_]{1,20}".prop_map(Some), prop::sample::select(vec!["ACCEPTED", "REFUSED", "PENDING", "CANCELLED"]).prop_map(|word| Some(word.to_owned()))],
    ) {
        let data = word.clone().map_or(String::new(), |word| format!(r#""status":"{word}""#));
        let body = format!(r#"{{"code":"{code}","message":"M","data":{{{data}}}}}"#);
        if let Ok(checked) = Checked::read(&reply(status, body), &Secret::new("key-of-the-account".to_owned())) {
            let paid = code == "00" && word.is_none_or(|word| word == "ACCEPTED");
            prop_assert_eq!(checked.state == PaymentState::Accepted, paid);
        }
    }

    #[test]
    fn any_body_is_read(status in any::<u16>(), body in any::<String>(), json in any_value()) {
        let key = Secret::new("key-of-the-account".to_owned());
        for body in [body, json::write(&vec![("code".to_owned(), json.clone()), ("data".to_owned(), json)])] {
            let _ = (Created::read(&reply(status, body.clone()), &key), Checked::read(&reply(status, body), &key));
        }
    }

    #[test]
    fn the_key_is_redacted_wherever_it_stands(before in "[^k]{0,20}", between in "[^k]{0,20}") {
        let secret = Secret::new("key-of-the-account".to_owned());
        let text = format!("{before}key-of-the-account{between}key-of-the-account");
        prop_assert_eq!(secret.redact(&text), format!("{before}•••{between}•••"));
    }
}
