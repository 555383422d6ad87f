//! Requests as JavaScript writes them, to be checked in one call.
//!
//! Most parameters of most requests are plainly right, which their bytes alone tell: no rule can have anything to say of them, nor to normalise. Those are settled; the rules
//! of [`super::request`] are asked about the others, so that a no means nothing by itself.
//!
//! ```text
//! request := number span… kind… text…          a span and a kind for each parameter, in the documentation's order
//! number  := f64, the amount's
//! span    := u16 u16: where the parameter's text begins and ends among the texts; after those, a name's and a text's for each line of the record
//! kind    := u8: 0 nothing · 1 text · 2 number · 3 true · 4 false · 5 the text that was settled there before · 6 and more: a record of that many lines less 6
//! text    := utf-8, one after another                                                  all little-endian
//! ```

use alloc::string::String;

use guichet_phone::Plan;

use super::request::{Context, Credentials, INVOICE_ENTRIES, NAMES, Settled, check_others, place};
use crate::rules::amount::{self, Amount};
use crate::rules::channel::Channels;
use crate::rules::country::Country;
use crate::rules::currency::Currency;
use crate::rules::value::field;
use crate::rules::{
    Record, Report, Value, cut, email, phone, postal_code, state, text, transaction_id, url,
};

const TRANSACTION_ID: usize = place("transaction_id");
const AMOUNT: usize = place("amount");
const CURRENCY: usize = place("currency");
const ALTERNATIVE: usize = place("alternative_currency");
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
const APIKEY: usize = place("apikey");
const SITE_ID: usize = place("site_id");

/// Of each parameter's text, and of a name and a text for each line of the record.
const SPANS: usize = NAMES.len() + 2 * INVOICE_ENTRIES;

/// What a request comes to.
pub struct Checked {
    /// A bit for each parameter that is sent as it was given, the first one's the lowest.
    pub settled: u32,
    /// The others, and all issues.
    pub report: Report<()>,
    /// Whether the request is sent as it was given, and nothing is to be said of it.
    pub is_right: bool,
}

/// Checks a request of a client or form by a plan. None where it is written otherwise.
#[must_use]
pub fn check(bytes: &[u8], plan: &Plan) -> Option<Checked> {
    let request = Request::read(bytes)?;
    let told = request.context(plan);
    // What others depend on may be right in other words.
    let mut others = Record::new();
    for (place, is_told) in [
        (CURRENCY, told.currency.is_some()),
        (CHANNELS, told.channels.is_some()),
        (COUNTRY, told.country.is_some()),
        (LOCK, request.kind(LOCK) != TEXT),
    ] {
        if !is_told {
            others.extend(request.named(place)?);
        }
    }
    let context = told.told_by(|name| field(&others, name));
    let mut settled = Settled::default();
    for (place, kind) in request.kinds.iter().enumerate() {
        if *kind == NOTHING {
            continue;
        }
        if request.is_settled(place, *kind, &context) {
            settled.add(place);
        } else if NAMES.get(place).is_some_and(|name| field(&others, name).is_none()) {
            others.extend(request.named(place)?);
        }
    }
    let is_whole = others.is_empty();
    let report = check_others(&Value::Record(others), Credentials::FromClient, &context, settled);
    let is_right = is_whole && report.fields.is_empty() && report.issues.is_empty();
    Some(Checked { settled: settled.0, report, is_right })
}

// The kinds. A record has so many lines as its kind is beyond the first.
const NOTHING: u8 = 0;
const TEXT: u8 = 1;
const NUMBER: u8 = 2;
const TRUE: u8 = 3;
const FALSE: u8 = 4;
const SETTLED: u8 = 5;
const RECORD: u8 = 6;

/// The parts of what was written.
struct Request<'a> {
    number: f64,
    spans: &'a [[u8; 4]],
    kinds: &'a [u8; NAMES.len()],
    texts: &'a [u8],
}

impl<'a> Request<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (number, rest) = bytes.split_first_chunk()?;
        let (spans, rest) = rest.split_at_checked(4 * SPANS)?;
        let (kinds, texts) = rest.split_first_chunk()?;
        let (spans, _) = spans.as_chunks();
        Some(Self { number: f64::from_le_bytes(*number), spans, kinds, texts })
    }

    /// The text of a span.
    fn cut(&self, span: usize) -> Option<&'a [u8]> {
        let [from, from_high, to, to_high] = *self.spans.get(span)?;
        let at = |low, high| usize::from(u16::from_le_bytes([low, high]));
        self.texts.get(at(from, from_high)..at(to, to_high))
    }

    fn words(&self, span: usize) -> Option<&'a str> {
        core::str::from_utf8(self.cut(span)?).ok()
    }

    fn kind(&self, place: usize) -> u8 {
        self.kinds.get(place).copied().unwrap_or(NOTHING)
    }

    /// What is told to the letter of what other parameters depend on.
    fn context(&self, plan: &'a Plan) -> Context<'a> {
        let text = |place| self.cut(place).filter(|_| self.kind(place) == TEXT);
        let [currency, channels, country] = [CURRENCY, CHANNELS, COUNTRY].map(text);
        Context {
            plan: Some(plan),
            currency: currency.and_then(currency_of),
            channels: Channels::ALL
                .into_iter()
                .find(|known| channels == Some(known.word().as_bytes())),
            country: country
                .and_then(|code| Country::find(core::str::from_utf8(code).ok()?))
                .filter(|found| country == Some(found.code().as_bytes())),
            locked: self.kind(LOCK) == TRUE,
            account: None,
        }
    }

    /// The spans of the names of a record's lines; a text's is after its name's.
    fn lines(kind: u8) -> impl Iterator<Item = usize> {
        (0..kind - RECORD).map(|line| NAMES.len() + 2 * usize::from(line))
    }

    /// A parameter as rules read it, with its name; none where nothing is given.
    fn named(&self, place: usize) -> Option<Option<(String, Value)>> {
        let value = match self.kind(place) {
            NOTHING => return Some(None),
            TEXT => self.words(place)?.into(),
            NUMBER => Value::Number(self.number),
            TRUE => true.into(),
            FALSE => false.into(),
            SETTLED => return None,
            record => {
                let line = |at| Some((self.words(at)?.into(), self.words(at + 1)?.into()));
                Value::Record(Self::lines(record).map(line).collect::<Option<_>>()?)
            }
        };
        Some(Some(((*NAMES.get(place)?).into(), value)))
    }

    /// Whether no rule can have anything to say of a parameter, nor to normalise.
    fn is_settled(&self, place: usize, kind: u8, context: &Context<'_>) -> bool {
        match (place, kind) {
            (AMOUNT, NUMBER) => is_right_amount(self.number, context.currency),
            (LOCK, TRUE | FALSE) | (NOTIFY | RETURN, SETTLED) => true,
            (INVOICE, RECORD..) => Self::lines(kind).all(|at| {
                self.cut(at).is_some_and(|name| name != b"__proto__")
                    && self.cut(at + 1).is_some_and(is_free_text)
            }),
            (AMOUNT | LOCK | INVOICE, _) => false,
            (_, TEXT) => self.cut(place).is_some_and(|text| is_settled(place, text, context)),
            _ => false,
        }
    }
}

/// Whether no rule can have anything to say of a text, nor to normalise.
fn is_settled(place: usize, text: &[u8], context: &Context<'_>) -> bool {
    let country = context.country;
    is_free_text(text)
        && match place {
            APIKEY | SITE_ID => false,
            TRANSACTION_ID => transaction_id::is_plain(text),
            CURRENCY => is_right_currency(text, context),
            CHANNELS => context.channels.is_some_and(|known| known.word().as_bytes() == text),
            COUNTRY => country.is_some_and(|known| known.letters() == *text),
            ALTERNATIVE => currency_of(text).is_some(),
            NOTIFY | RETURN => url::is_plain(text),
            LANG => text == b"fr" || text == b"en",
            PHONE => {
                !context.locked && context.plan.is_some_and(|plan| phone::is_plain(text, plan))
            }
            EMAIL => email::is_plain(text),
            STATE => is_right_state(text, country),
            ZIP => is_right_zip_code(text, country),
            _ => true,
        }
}

/// Without white space around it, which would be cut or called blank, and not too long.
fn is_free_text(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    let is_cut = |text: &str| text.trim().len() == text.len();
    text.len() <= text::LONGEST
        && (first.is_ascii_graphic() && last.is_ascii_graphic()
            || core::str::from_utf8(text).is_ok_and(is_cut))
}

fn is_right_zip_code(code: &[u8], country: Option<Country>) -> bool {
    let advice = |code| postal_code::advice(code, country);
    code.len() <= postal_code::LONGEST
        && core::str::from_utf8(code).is_ok_and(|code| advice(code).is_none())
}

/// The currency of a code to the letter.
fn currency_of(code: &[u8]) -> Option<Currency> {
    Currency::ALL.into_iter().find(|known| known.code().as_bytes() == code)
}

fn is_right_amount(number: f64, currency: Option<Currency>) -> bool {
    amount::whole(number).is_some_and(|units| {
        matches!(Amount::judge(units, &amount::checkout(currency)), Ok((_, None)))
    })
}

fn is_right_currency(code: &[u8], context: &Context<'_>) -> bool {
    context.currency.is_some_and(|currency| {
        currency.code().as_bytes() == code && context.advice_on(currency).is_none()
    })
}

fn is_right_state(code: &[u8], country: Option<Country>) -> bool {
    let is_one_of = |states| cut::parts(states, b' ').any(|state| state.as_bytes() == code);
    code.len() == 2
        && code.iter().all(u8::is_ascii_uppercase)
        && country.and_then(state::of).is_none_or(is_one_of)
}

#[cfg(test)]
mod tests {
    use super::super::request::check_parameters;
    use super::*;
    use crate::rules::{Record, Value};

    /// As JavaScript writes it; None for what it sends the long way.
    fn written(record: &Record) -> Option<Vec<u8>> {
        let mut kinds = [0; NAMES.len()];
        let mut spans = [[0_u16; 2]; SPANS];
        let mut amount = 0.0_f64;
        let mut texts = String::new();
        let mut lines = None;
        let mut push = |words: &str| {
            let from = texts.len();
            texts.push_str(words);
            [from, texts.len()].map(|at| u16::try_from(at).unwrap())
        };
        for (name, value) in record {
            let place = NAMES.iter().position(|known| known == name)?;
            kinds[place] = match value {
                Value::Text(words) => {
                    spans[place] = push(words);
                    1
                }
                Value::Number(number) if place == AMOUNT => {
                    amount = *number;
                    2
                }
                Value::Bool(flag) => 4 - u8::from(*flag),
                Value::Record(entries) if lines.is_none() => {
                    lines = Some(entries);
                    6 + u8::try_from(entries.len()).unwrap()
                }
                _ => return None,
            };
        }
        let words = lines
            .into_iter()
            .flatten()
            .flat_map(|(name, line)| [Some(name.as_str()), line.as_text()]);
        for (span, word) in spans.iter_mut().skip(NAMES.len()).zip(words) {
            *span = push(word?);
        }
        let mut bytes = amount.to_le_bytes().to_vec();
        bytes.extend(spans.into_iter().flatten().flat_map(u16::to_le_bytes));
        bytes.extend(kinds);
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

    /// Whether the request is right as it was given; whatever it is, the rules say the very same of the whole.
    #[track_caller]
    fn is_right(record: &Record, plan: &Plan) -> bool {
        let Some(bytes) = written(record) else { return false };
        let checked = check(&bytes, plan).unwrap();
        let around = Context { plan: Some(plan), ..Context::default() };
        let rules =
            check_parameters(&Value::Record(record.clone()), Credentials::FromClient, &around);
        let of = |report: &Report<()>| report.issues.clone();
        assert_eq!(of(&checked.report), of(&rules));
        assert_eq!(checked.report.value, rules.value);
        let merged: Record = NAMES
            .iter()
            .enumerate()
            .filter_map(|(place, name)| {
                let from =
                    if checked.settled >> place & 1 == 1 { record } else { &checked.report.fields };
                Some(((*name).into(), field(from, name)?.clone()))
            })
            .collect();
        assert_eq!(merged, rules.fields);
        if checked.is_right {
            assert!(rules.issues.is_empty() && rules.fields.len() == record.len());
        }
        checked.is_right
    }

    #[test]
    fn what_is_said_of_a_request_is_what_the_rules_say_of_the_whole() {
        let plan = Plan::home();
        let whole = full();
        assert!(is_right(&whole, &plan));
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
            "on",
            "off",
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
            "awa..kone@exemple.ci",
            "https://ex\u{a0}emple.ci",
            "https://exemplé.ci",
            "http://10.0.0.1.",
            "https://a.example",
            "http://localhost",
            "https://u@a.example",
            "https://a.example/\u{a0}",
            "[email protected]",
            "2500",
            "2 500 F",
            "2500 USD",
            "0.500",
            "é",
        ]
        .map(Value::from)
        .into_iter()
        .chain(
            [
                0.0,
                1.0,
                5.0,
                99.0,
                100.0,
                105.0,
                1000.0,
                2501.0,
                2500.5,
                -5.0,
                f64::NAN,
                9_007_199_254_740_990.0,
                1e16,
            ]
            .map(Value::Number),
        )
        .chain([
            Value::Bool(true),
            Value::Bool(false),
            Value::Text("x".repeat(2001)),
            Value::Text("y".repeat(101)),
        ])
        .collect();
        let mut right = 0;
        for (name, _) in &whole {
            for value in &values {
                for (other, second) in [
                    ("customer_country", "US"),
                    ("channels", "CREDIT_CARD"),
                    ("currency", "USD"),
                    ("lang", "en"),
                    ("lock_phone_number", "true"),
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
                    right += usize::from(is_right(&record, &plan));
                }
            }
            let mut record = whole.clone();
            record.retain(|(known, _)| known != name);
            right += usize::from(is_right(&record, &plan));
        }
        assert!(right > 500, "{right}");
    }

    #[test]
    fn bytes_that_nobody_wrote_are_not_right() {
        let plan = Plan::home();
        let whole = written(&full()).unwrap();
        let is_right = |bytes: &[u8]| check(bytes, &plan).is_some_and(|checked| checked.is_right);
        assert!(is_right(&whole));
        assert!((0..whole.len()).all(|length| !is_right(&whole[..length])));
        for at in 0..8 + 4 * SPANS + NAMES.len() {
            for byte in 0..=255 {
                let mut changed = whole.clone();
                changed[at] = byte;
                // Whatever is said of it, nothing panics; a text that ends elsewhere makes another request.
                let _ = check(&changed, &plan);
            }
        }
    }

    #[test]
    fn an_address_of_the_last_request_stays_settled_and_nothing_else_does() {
        let plan = Plan::home();
        let whole = written(&full()).unwrap();
        let kinds = 8 + 4 * SPANS;
        for place in 0..NAMES.len() {
            let mut again = whole.clone();
            again[kinds + place] = 5;
            let checked = check(&again, &plan);
            let is_address = place == NOTIFY || place == RETURN;
            assert_eq!(checked.is_some_and(|checked| checked.is_right), is_address, "{place}");
        }
    }
}
