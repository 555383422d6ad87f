//! Requests that are plainly right, told from their bytes alone. A no means nothing: the rules of [`super::request`] then say what is wrong, if anything is.
//!
//! ```text
//! request := kind… end… number text…           a kind and an end for each parameter, in the documentation's order
//! kind    := u8: 0 nothing · 1 text · 2 number · 3 true · 4 false · 5 and more: a record of that many lines less 5
//! end     := u16: where the parameter's text ends among the texts; after those, a name's and a text's for each line of the record
//! number  := f64, the amount's                  all little-endian; texts in utf-8, one after another, the record's last
//! ```

use guichet_phone::Plan;

use super::request::{CARD_FIELDS, INVOICE_ENTRIES, NAMES};
use crate::rules::amount::{self, Amount, is_whole};
use crate::rules::channel::Channels;
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::{email, phone, postal_code, state, text, transaction_id, url};

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

/// Of the record's lines.
const LINE_ENDS: usize = 2 * INVOICE_ENTRIES;

fn judge(bytes: &[u8], plan: &Plan) -> Option<bool> {
    let (kinds, rest) = bytes.split_at_checked(NAMES.len())?;
    let (ends, rest) = rest.split_at_checked(2 * (NAMES.len() + LINE_ENDS))?;
    let (number, texts) = rest.split_at_checked(8)?;
    let number = f64::from_le_bytes(number.try_into().ok()?);
    let mut texts = Texts { all: core::str::from_utf8(texts).ok()?, from: 0 };
    let (ends, _) = ends.as_chunks();
    let mut given = [Given::Nothing; NAMES.len()];
    let mut lines = None;
    for ((given, kind), end) in given.iter_mut().zip(kinds).zip(ends) {
        *given = match kind {
            0 => Given::Nothing,
            1 => Given::Text(texts.next(*end)?),
            2 => Given::Number(number),
            3 => Given::Flag(true),
            4 => Given::Flag(false),
            kind if lines.is_none() => {
                let count = usize::from(kind - 5);
                lines = Some(count);
                Given::Lines(count)
            }
            _ => return None,
        };
    }
    let (line_ends, _) = ends.get(NAMES.len()..)?.as_chunks();
    for [name, text] in line_ends.iter().take(lines.unwrap_or(0)) {
        if texts.next(*name)? == "__proto__" || texts.next(*text)?.len() > text::LONGEST {
            return None;
        }
    }
    let text = |place: usize| match given.get(place) {
        Some(Given::Text(text)) => Some(*text),
        _ => None,
    };
    let is_given = |place: usize| !matches!(given.get(place), Some(Given::Nothing) | None);

    let currency = Currency::ALL.into_iter().find(|known| text(CURRENCY) == Some(known.code()))?;
    let channels = Channels::ALL.into_iter().find(|known| text(CHANNELS) == Some(known.word()))?;
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
            CURRENCY | COUNTRY | CHANNELS => true,
            ALTERNATIVE => Currency::ALL.into_iter().any(|known| known.code() == text),
            NOTIFY | RETURN => url::is_plain(text),
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

/// The texts, one after another.
struct Texts<'a> {
    all: &'a str,
    from: usize,
}

impl<'a> Texts<'a> {
    /// The next, without white space around it, which would be cut or called blank.
    fn next(&mut self, end: [u8; 2]) -> Option<&'a str> {
        let end = usize::from(u16::from_le_bytes(end));
        let text = self.all.get(self.from..end)?;
        self.from = end;
        let (first, last) = (text.bytes().next()?, text.bytes().next_back()?);
        let is_cut = first.is_ascii_graphic() && last.is_ascii_graphic();
        (is_cut || text.trim().len() == text.len()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{Context, Credentials, check_parameters};
    use super::*;
    use crate::rules::{Record, Value, value};

    /// As JavaScript writes it; None for what it sends the long way.
    fn written(record: &Record) -> Option<Vec<u8>> {
        let mut kinds = [0; NAMES.len()];
        let mut ends = [0_u16; NAMES.len() + LINE_ENDS];
        let mut amount = 0.0_f64;
        let mut texts = String::new();
        let mut lines = None;
        for (place, name) in NAMES.iter().enumerate() {
            let Some(value) = value::field(record, name) else { continue };
            kinds[place] = match value {
                Value::Text(words) => {
                    texts.push_str(words);
                    ends[place] = u16::try_from(texts.len()).unwrap();
                    1
                }
                Value::Number(number) => {
                    amount = *number;
                    2
                }
                Value::Bool(flag) => 4 - u8::from(*flag),
                Value::Record(entries) => {
                    lines = Some(entries);
                    5 + u8::try_from(entries.len()).unwrap()
                }
                _ => return None,
            };
        }
        let words = lines
            .into_iter()
            .flatten()
            .flat_map(|(name, line)| [Some(name.as_str()), line.as_text()]);
        for (end, word) in ends.iter_mut().skip(NAMES.len()).zip(words) {
            texts.push_str(word?);
            *end = u16::try_from(texts.len()).unwrap();
        }
        let mut bytes = kinds.to_vec();
        bytes.extend(ends.into_iter().flat_map(u16::to_le_bytes));
        bytes.extend(amount.to_le_bytes());
        bytes.extend(texts.as_bytes());
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
        assert!((0..whole.len()).all(|length| !is_plainly_right(&whole[..length], &plan)));
        for at in 0..NAMES.len() * 3 + 2 * LINE_ENDS {
            for byte in 0..=255 {
                let mut changed = whole.clone();
                changed[at] = byte;
                // Whatever is said of it, nothing panics; a text that ends elsewhere makes another request.
                let _ = is_plainly_right(&changed, &plan);
            }
        }
    }

    #[test]
    fn one_record_alone_is_read() {
        let mut request = full();
        for (name, value) in &mut request {
            if name == "metadata" {
                *value = Value::Record(Vec::new());
            }
        }
        assert!(!is_plainly_right(&written(&request).unwrap(), &Plan::home()));
    }
}
