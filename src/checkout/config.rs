//! One merchant's account as the options of a client give it.

use super::request::{Context, check_parameter};
use crate::client::base_url;
use crate::client::error::GuichetError;
use crate::client::secret::Secret;
use crate::rules::issue::Read;
use crate::rules::reader::{Reader, sent};
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Lang, Record, Value, text};

/// Where Checkout is (seed 003).
pub const BASE_URL: &str = "https://api-checkout.cinetpay.com";

/// Milliseconds for a whole call, retries included, when the caller says nothing.
const TIMEOUT_MS: u64 = 30_000;

/// One merchant's account, and what its payments share.
pub struct CheckoutConfig {
    pub(super) apikey: Secret,
    /// None for an account that only pays out.
    site_id: Option<String>,
    /// What notifications are signed with.
    pub(super) secret_key: Option<Secret>,
    pub(super) base_url: String,
    pub(super) notify_url: Value,
    pub(super) return_url: Value,
    pub(super) strict: bool,
    pub(super) timeout_ms: u64,
}

/// An option: its name, whether it must be given, and its rule.
struct ClientOption(&'static str, bool, fn(&Value) -> Read<Value>);

const OPTIONS: &[ClientOption] = &[
    ClientOption("apikey", true, |value| parameter("apikey", value)),
    ClientOption("site_id", true, |value| parameter("site_id", value)),
    ClientOption("secret_key", false, |value| {
        text::read(value, text::LONGEST_KEY).map(|(key, _)| (key.into(), None))
    }),
    ClientOption("notify_url", false, |value| parameter("notify_url", value)),
    ClientOption("return_url", false, |value| parameter("return_url", value)),
    ClientOption("base_url", false, base_url::read),
    ClientOption("timeout", false, |value| milliseconds(value).map(|_| (value.clone(), None))),
    ClientOption("strict", false, |value| sent(text::read_flag(value), Value::Bool)),
    ClientOption("lang", false, language),
];

/// What belongs on servers alone. The apikey may stand in a page by the provider's own design (Seamless).
const SECRETS: [&str; 2] = ["secret_key", "password"];

impl CheckoutConfig {
    /// Reads the options. In a page, secrets are refused.
    ///
    /// # Errors
    /// `validation`, naming all that is missing or wrong.
    pub fn read(options: &Value, in_page: bool) -> Result<Self, GuichetError> {
        let none = Value::Record(Record::new());
        let options = if options.is_blank() { &none } else { options };
        let mut reader =
            Reader::new(options).map_err(|issue| GuichetError::validation(vec![issue]))?;
        for name in SECRETS {
            if in_page && reader.given(name).is_some() {
                reader.issue(Issue::error(IssueCode::SecretInPage).at(name));
            }
        }
        for ClientOption(name, required, rule) in OPTIONS {
            match reader.given(name) {
                Some(value) => reader.keep(name, rule(value)),
                // Whoever gives a password may want Transfer and Airtime alone.
                None if *name == "site_id" && reader.given("password").is_some() => {}
                None if *required => reader.issue(Issue::error(IssueCode::Required).at(name)),
                None => {}
            }
        }
        let report = reader.finish_with(Self::of);
        report.into_result().map(|(config, _)| config).map_err(GuichetError::validation)
    }

    fn of(read: &Record) -> Option<Self> {
        let text = |name| field(read, name).and_then(Value::as_text).map(str::to_owned);
        Some(Self {
            apikey: Secret::new(text("apikey")?),
            site_id: text("site_id"),
            secret_key: text("secret_key").map(Secret::new),
            base_url: text("base_url").unwrap_or_else(|| BASE_URL.to_owned()),
            notify_url: text("notify_url").map_or(Value::Null, Value::Text),
            return_url: text("return_url").map_or(Value::Null, Value::Text),
            strict: field(read, "strict") == Some(&Value::Bool(true)),
            timeout_ms: field(read, "timeout")
                .and_then(|given| milliseconds(given).ok())
                .unwrap_or(TIMEOUT_MS),
        })
    }

    /// The site.
    ///
    /// # Errors
    /// `validation` where none was given.
    pub(super) fn site_id(&self) -> Result<&str, GuichetError> {
        self.site_id.as_deref().ok_or_else(|| {
            GuichetError::validation(vec![Issue::error(IssueCode::Required).at("site_id")])
        })
    }
}

/// By the rule of the parameter that the option stands for.
fn parameter(name: &str, value: &Value) -> Read<Value> {
    check_parameter(name, value, &Context::default())
        .unwrap_or_else(|| Err(Issue::error(IssueCode::FieldUnknown)))
}

fn language(value: &Value) -> Read<Value> {
    match Lang::parse(text::as_text(value)?) {
        Some(_) => Ok((value.clone(), None)),
        None => Err(Issue::error(IssueCode::LangUnknown)),
    }
}

/// The time that a caller gives a call.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive; a float to integer cast saturates"
)]
pub(crate) fn milliseconds(given: &Value) -> Result<u64, Issue> {
    match given {
        Value::Number(ms) if *ms > 0.0 => Ok(*ms as u64),
        _ => Err(Issue::error(IssueCode::NotADuration)),
    }
}
