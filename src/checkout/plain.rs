//! Requests that are plainly right, told from their bytes alone. A no means nothing: the rules of [`super::request`] then say what is wrong, if anything is.
//!
//! ```text
//! request := (place kind payload)…        place: of the parameter in the documentation's order
//! 0 text: length u16, utf-8 · 1 number: f64 · 2 true · 3 false · 4 record of texts: count u8, (text text)…      little-endian
//! ```

use guichet_phone::Plan;

use super::request::{CARD_FIELDS, INVOICE_ENTRIES, NAMES};
use crate::rules::amount::{self, Amount, is_whole};
use crate::rules::channel::Channels;
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::{Value, email, phone, postal_code, state, text, transaction_id, url};

/// A value as it was written.
#[derive(Clone, Copy)]
enum Given<'a> {
    Nothing,
    Text(&'a str),
    Number(f64),
    Flag(bool),
    Lines(usize),
}

/// Where a parameter stands in the documentation's order.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn place(name: &str) -> usize {
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

const TRANSACTION_ID: usize = place("transaction_id");
const AMOUNT: usize = place("amount");
const CURRENCY: usize = place("currency");
const ALTERNATIVE: usize = place("alternative_currency");
const DESCRIPTION: usize = place("description");
const NOTIFY: usize = place("notify_url");
const RETURN: usize = place("return_url");
const CHANNELS: usize = place("channels");
const LANG: usize = place("lang");
const INVOICE: usize = place("invoice_data");
const LOCK: usize = place("lock_phone_number");
const PHONE: usize = place("customer_phone_number");
const EMAIL: usize = place("customer_email");
const COUNTRY: usize = place("customer_country");
const STATE: usize = place("customer_state");
const ZIP: usize = place("customer_zip_code");
/// Those that must be given, whatever the others are; the channels' default would have to be added.
const ALWAYS: [usize; 7] =
    [TRANSACTION_ID, AMOUNT, CURRENCY, DESCRIPTION, NOTIFY, RETURN, CHANNELS];
/// The customer's details.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const CARD: [usize; CARD_FIELDS.len()] = {
    let mut places = [0; CARD_FIELDS.len()];
    let mut at = 0;
    while at < places.len() {
        places[at] = place(CARD_FIELDS[at]);
        at += 1;
    }
    places
};
/// Those that the account's client gives: a request that has them takes the long way.
const OF_ACCOUNT: [usize; 2] = [place("apikey"), place("site_id")];

/// Whether no rule can have anything to say, nor to normalise.
#[must_use]
pub fn is_plainly_right(bytes: &[u8], plan: &Plan) -> bool {
    judge(bytes, plan).unwrap_or(false)
}

fn judge(bytes: &[u8], plan: &Plan) -> Option<bool> {
    let mut given = [Given::Nothing; NAMES.len()];
    let mut bytes = Bytes(bytes);
    while !bytes.0.is_empty() {
        let place = usize::from(bytes.byte()?);
        *given.get_mut(place)? = bytes.value()?;
    }
    let text = |place: usize| match given.get(place) {
        Some(Given::Text(text)) => Some(*text),
        _ => None,
    };
    let is_given = |place: usize| !matches!(given.get(place), Some(Given::Nothing) | None);

    let currency = Currency::ALL.into_iter().find(|known| text(CURRENCY) == Some(known.code()))?;
    let channels = Channels::read(&Value::from(text(CHANNELS)?)).ok()?.0;
    let country = match text(COUNTRY) {
        Some(code) => Some(Country::find(code).filter(|country| country.code() == code)?),
        None => None,
    };
    let right = |place: usize, value: Given<'_>| match (place, value) {
        (_, Given::Nothing) => true,
        (AMOUNT, Given::Number(number)) => is_right_amount(number, currency),
        (LOCK, Given::Flag(locked)) => !locked,
        (INVOICE, Given::Lines(count)) => count <= INVOICE_ENTRIES,
        (AMOUNT | LOCK | INVOICE, _) => false,
        (_, Given::Text(text)) => match place {
            TRANSACTION_ID => transaction_id::is_plain(text),
            CURRENCY | COUNTRY => true,
            ALTERNATIVE => Currency::ALL.into_iter().any(|known| known.code() == text),
            NOTIFY | RETURN => url::is_plain(text),
            CHANNELS => channels.word() == text,
            LANG => text == "fr" || text == "en",
            PHONE => phone::is_plain(text, plan),
            EMAIL => text.is_ascii() && email::has_shape(text),
            STATE => is_right_state(text, country),
            ZIP => {
                text.len() <= postal_code::LONGEST && postal_code::advice(text, country).is_none()
            }
            _ => text.len() <= text::LONGEST,
        },
        _ => false,
    };
    let card = || CARD.into_iter().map(is_given);
    let is_complete = match channels {
        Channels::CreditCard => card().all(|given| given),
        Channels::All => card().all(|given| given) || !card().any(|given| given),
        Channels::MobileMoney | Channels::Wallet => true,
    };
    let pays_by_card = channels == Channels::CreditCard;
    let mobile = matches!(channels, Channels::MobileMoney | Channels::Wallet);
    let fits = country.is_none_or(|country| {
        (is_given(STATE) || state::of(country).is_none())
            && (pays_by_card || currency.advice(country, mobile).is_none())
    });
    Some(
        is_complete
            && fits
            && ALWAYS.into_iter().all(is_given)
            && !OF_ACCOUNT.into_iter().any(is_given)
            && given.iter().enumerate().all(|(place, value)| right(place, *value)),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, positive and below 2^53"
)]
fn is_right_amount(number: f64, currency: Currency) -> bool {
    is_whole(number)
        && (0.0..9e15).contains(&number)
        && matches!(Amount::judge(number as u64, &amount::checkout(Some(currency))), Ok((_, None)))
}

fn is_right_state(code: &str, country: Option<Country>) -> bool {
    code.len() == 2
        && code.bytes().all(|byte| byte.is_ascii_uppercase())
        && country
            .and_then(state::of)
            .is_none_or(|states| crate::rules::cut::parts(states, b' ').any(|state| state == code))
}

/// What is left to read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    /// Text without white space around it, which would be cut or called blank.
    fn text(&mut self) -> Option<&'a str> {
        let length = u16::from_le_bytes(self.take(2)?.try_into().ok()?);
        let text = core::str::from_utf8(self.take(length.into())?).ok()?;
        (!text.is_empty() && text.trim().len() == text.len()).then_some(text)
    }

    fn value(&mut self) -> Option<Given<'a>> {
        Some(match self.byte()? {
            0 => Given::Text(self.text()?),
            1 => Given::Number(f64::from_le_bytes(self.take(8)?.try_into().ok()?)),
            2 => Given::Flag(true),
            3 => Given::Flag(false),
            4 => {
                let count = usize::from(self.byte()?);
                for _ in 0..count {
                    let name = self.text()?;
                    if name == "__proto__" || self.text()?.len() > text::LONGEST {
                        return None;
                    }
                }
                Given::Lines(count)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{Context, Credentials, check_parameters};
    use super::*;
    use crate::rules::{Record, value};

    /// As JavaScript writes it; None for what it sends the long way.
    fn written(record: &Record) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let text = |bytes: &mut Vec<u8>, text: &str| {
            bytes.extend(u16::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(text.as_bytes());
        };
        for (name, value) in record {
            let place = NAMES.iter().position(|known| known == name)?;
            bytes.push(u8::try_from(place).unwrap());
            match value {
                Value::Text(words) => {
                    bytes.push(0);
                    text(&mut bytes, words);
                }
                Value::Number(number) => {
                    bytes.push(1);
                    bytes.extend(number.to_le_bytes());
                }
                Value::Bool(flag) => bytes.push(if *flag { 2 } else { 3 }),
                Value::Record(lines) => {
                    bytes.extend([4, u8::try_from(lines.len()).unwrap()]);
                    for (name, line) in lines {
                        text(&mut bytes, name);
                        text(&mut bytes, line.as_text()?);
                    }
                }
                _ => return None,
            }
        }
        Some(bytes)
    }

    fn full() -> Record {
        let mut record: Record = [
            ("transaction_id", "REFID-12354"),
            ("currency", "XOF"),
            ("alternative_currency", "USD"),
            ("description", "Commande 12354"),
            ("notify_url", "https://www.exemple.com/notify"),
            ("return_url", "https://www.exemple.com/return"),
            ("channels", "ALL"),
            ("lang", "fr"),
            ("metadata", "user001"),
            ("customer_id", "001"),
            ("customer_name", "Koné"),
            ("customer_surname", "Awa"),
            ("customer_phone_number", "+2250707123456"),
            ("customer_email", "awa.kone@exemple.ci"),
            ("customer_address", "BP 0024, Cocody"),
            ("customer_city", "Abidjan"),
            ("customer_country", "CI"),
            ("customer_state", "AB"),
            ("customer_zip_code", "00225"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .to_vec();
        record.push(("amount".into(), Value::Number(2500.0)));
        record.push(("lock_phone_number".into(), Value::Bool(false)));
        let lines = vec![("Reste à payer".into(), "25 000fr".into())];
        record.push(("invoice_data".into(), Value::Record(lines)));
        record
    }

    /// What the rules say: nothing, and every field as it was given.
    fn is_right_by_the_rules(record: &Record, plan: &Plan) -> bool {
        let around = Context { plan: Some(plan), ..Context::default() };
        let report =
            check_parameters(&Value::Record(record.clone()), Credentials::FromClient, &around);
        report.issues.is_empty()
            && report.fields.len() == record.len()
            && record.iter().all(|(name, given)| value::field(&report.fields, name) == Some(given))
    }

    #[test]
    fn a_request_is_plainly_right_only_where_the_rules_say_nothing_and_change_nothing() {
        let plan = Plan::home();
        let whole = full();
        assert!(is_plainly_right(&written(&whole).unwrap(), &plan));
        assert!(is_right_by_the_rules(&whole, &plan));
        let values: Vec<Value> = [
            "",
            " ",
            "x",
            "xof",
            "XOF",
            "XAF",
            "USD",
            "GNF",
            "EUR",
            "fr",
            "FR",
            "en",
            "ALL",
            "CREDIT_CARD",
            "MOBILE_MONEY",
            "all",
            "CI",
            "ci",
            "CM",
            "US",
            "CA",
            "NY",
            "QC",
            "Ny",
            "00225",
            "12345-6789",
            "A1A 1A1",
            "012345",
            "A_1",
            "A/1",
            "a b",
            " a",
            "\u{a0}a",
            "+2250707123456",
            "+225 0707123456",
            "2250707123456",
            "+225070712345",
            "+33612345678",
            "+2430812345678",
            "+243812345678",
            "awa@exemple.ci",
            "awa@exemple",
            "awa@ex\u{a0}.ci",
            "https://a.example",
            "http://localhost",
            "https://u@a.example",
            "https://a.example/\u{a0}",
            "[email protected]",
            "2500",
            "é",
        ]
        .map(Value::from)
        .into_iter()
        .chain(
            [0.0, 1.0, 5.0, 99.0, 100.0, 105.0, 1000.0, 2501.0, 2500.5, -5.0, f64::NAN, 1e16]
                .map(Value::Number),
        )
        .chain([
            Value::Bool(true),
            Value::Bool(false),
            Value::Text("x".repeat(2001)),
            Value::Text("y".repeat(101)),
        ])
        .collect();
        let mut plain = 0;
        for (name, _) in &whole {
            for value in &values {
                for (other, second) in [
                    ("customer_country", "US"),
                    ("channels", "CREDIT_CARD"),
                    ("currency", "USD"),
                    ("lang", "en"),
                ] {
                    let mut record = whole.clone();
                    for (known, kept) in &mut record {
                        if known == other {
                            *kept = second.into();
                        }
                        if known == name {
                            kept.clone_from(value);
                        }
                    }
                    if is_plainly_right(&written(&record).unwrap(), &plan) {
                        plain += 1;
                        assert!(is_right_by_the_rules(&record, &plan), "{name} {value:?} {other}");
                    }
                }
            }
            let mut record = whole.clone();
            record.retain(|(known, _)| known != name);
            if is_plainly_right(&written(&record).unwrap(), &plan) {
                plain += 1;
                assert!(is_right_by_the_rules(&record, &plan), "without {name}");
            }
        }
        assert!(plain > 500, "{plain}");
    }

    #[test]
    fn bytes_that_nobody_wrote_are_not_plainly_right() {
        let plan = Plan::home();
        let whole = written(&full()).unwrap();
        // The last three are the amount, and two that may be left out.
        let right = (0..whole.len()).filter(|length| is_plainly_right(&whole[..*length], &plan));
        assert_eq!(right.count(), 2);
        assert!(!is_plainly_right(&[255, 0, 0, 0], &plan));
    }
}
