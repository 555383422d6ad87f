//! What Transfer and Airtime need of a client's options.

use crate::checkout::config::milliseconds;
use crate::client::base_url;
use crate::client::error::GuichetError;
use crate::client::secret::Secret;
use crate::rules::reader::Reader;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Lang, Record, Value, text};

/// Where the services are (seeds 000 and 001).
pub const BASE_URL: &str = "https://client.cinetpay.com/v1";
/// Under an address of the caller's own, such as the sandbox's, they have this path.
const OWN_PATH: &str = "/v1";
/// Milliseconds for a whole call, retries included.
const TIMEOUT_MS: u64 = 30_000;
/// Items in one request.
const CHUNK: usize = 50;
pub(super) const LARGEST_CHUNK: usize = 500;

/// One merchant's account with Transfer and Airtime.
pub struct AccountConfig {
    pub(super) apikey: Secret,
    /// Needed for every call; a client of Checkout alone has none.
    pub(super) password: Option<Secret>,
    pub(super) base_url: String,
    pub(super) notify_url: Value,
    pub(super) lang: Lang,
    pub(super) strict: bool,
    pub(super) timeout_ms: u64,
    pub(super) chunk: usize,
}

impl AccountConfig {
    /// Reads the options `apikey`, `password`, `base_url` (where Checkout is too, such as a sandbox), `client_base_url` (where these services alone are),
    /// `notify_url`, `lang`, `strict`, `timeout`, `chunkSize`. Secrets in a page are refused by the client that reads the same options for Checkout.
    ///
    /// # Errors
    /// `validation`.
    pub fn read(options: &Value) -> Result<Self, GuichetError> {
        let mut reader =
            Reader::new(options).map_err(|issue| GuichetError::validation(vec![issue]))?;
        for (name, required) in [("apikey", true), ("password", false)] {
            match reader.given(name) {
                Some(value) => {
                    let read = text::read(value, text::LONGEST_KEY);
                    reader.keep(name, read.map(|(text, _)| (Value::Text(text), None)));
                }
                None if required => reader.issue(Issue::error(IssueCode::Required).at(name)),
                None => {}
            }
        }
        for name in ["base_url", "client_base_url"] {
            if let Some(value) = reader.given(name) {
                reader.keep(name, base_url::read(value));
            }
        }
        if let Some(value) = reader.given("timeout") {
            reader.keep("timeout", milliseconds(value).map(|_| (value.clone(), None)));
        }
        if let Some(value) = reader.given("chunkSize") {
            reader.keep("chunkSize", count(value, LARGEST_CHUNK).map(|_| (value.clone(), None)));
        }
        let of = |name: &str| options.get(name).filter(|value| !value.is_blank());
        let lang = of("lang").and_then(Value::as_text).and_then(Lang::parse).unwrap_or_default();
        let strict = text::is_raised(of("strict"));
        let notify_url = of("notify_url").cloned().unwrap_or(Value::Null);
        reader
            .finish_with(|read| Self::of(read, lang, strict, notify_url))
            .into_result()
            .map(|(config, _)| config)
            .map_err(GuichetError::validation)
    }

    fn of(read: &Record, lang: Lang, strict: bool, notify_url: Value) -> Option<Self> {
        let word = |name| field(read, name).and_then(Value::as_text);
        let base_url = match (word("client_base_url"), word("base_url")) {
            (Some(own), _) => own.to_owned(),
            (None, Some(shared)) => format!("{shared}{OWN_PATH}"),
            (None, None) => BASE_URL.to_owned(),
        };
        Some(Self {
            apikey: Secret::new(word("apikey")?.to_owned()),
            password: word("password").map(|password| Secret::new(password.to_owned())),
            base_url,
            notify_url,
            lang,
            strict,
            timeout_ms: field(read, "timeout")
                .and_then(|value| milliseconds(value).ok())
                .unwrap_or(TIMEOUT_MS),
            chunk: field(read, "chunkSize")
                .and_then(|value| count(value, LARGEST_CHUNK).ok())
                .unwrap_or(CHUNK),
        })
    }

    /// The password.
    ///
    /// # Errors
    /// `validation` where none was given.
    pub(super) fn password(&self) -> Result<&Secret, GuichetError> {
        self.password.as_ref().ok_or_else(|| {
            GuichetError::validation(vec![Issue::error(IssueCode::Required).at("password")])
        })
    }
}

/// A number of items.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared first")]
pub(super) fn count(given: &Value, most: usize) -> Result<usize, Issue> {
    let maximum = u32::try_from(most).unwrap_or(u32::MAX);
    match given {
        Value::Number(number)
            if *number >= 1.0 && *number <= f64::from(maximum) && number.fract() == 0.0 =>
        {
            Ok(*number as usize)
        }
        _ => Err(Issue::error(IssueCode::NotACount).with_number("maximum", u64::from(maximum))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    fn read(options: &str) -> Result<AccountConfig, GuichetError> {
        AccountConfig::read(&json::parse(options).unwrap())
    }

    #[test]
    fn the_services_are_where_the_options_say() {
        for (options, address) in [
            (r#"{"apikey":"k"}"#, "https://client.cinetpay.com/v1"),
            (r#"{"apikey":"k","base_url":"http://localhost:4010"}"#, "http://localhost:4010/v1"),
            (
                r#"{"apikey":"k","base_url":"http://localhost:4010","client_base_url":"https://proxy.example/pay/"}"#,
                "https://proxy.example/pay",
            ),
        ] {
            assert_eq!(read(options).ok().unwrap().base_url, address);
        }
    }

    #[test]
    fn options_are_read_with_care() {
        for (options, path) in [
            ("{}", "apikey"),
            (r#"{"apikey":"k","timeout":0}"#, "timeout"),
            (r#"{"apikey":"k","chunkSize":0}"#, "chunkSize"),
            (r#"{"apikey":"k","chunkSize":501}"#, "chunkSize"),
            (r#"{"apikey":"k","chunkSize":1.5}"#, "chunkSize"),
            (r#"{"apikey":"k","base_url":"ftp://x"}"#, "base_url"),
        ] {
            let error = read(options).err().unwrap();
            assert_eq!(
                error.issues.first().map(|issue| issue.path.as_str()),
                Some(path),
                "{options}"
            );
        }
        assert_eq!(read(r#"{"apikey":"k","chunkSize":500}"#).ok().unwrap().chunk, 500);
        assert!(read(r#"{"apikey":"k"}"#).ok().unwrap().password().is_err());
    }
}
