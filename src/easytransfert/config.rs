//! What EasyTransfert needs of a client's options.

use super::services::Services;
use crate::checkout::config::milliseconds;
use crate::client::base_url;
use crate::client::error::GuichetError;
use crate::client::secret::Secret;
use crate::rules::reader::{Reader, sent};
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text, url};

/// The public documentation's address, with https instead of the http that it shows.
pub const BASE_URL: &str = "https://proxy-airtime.easytransfert.app/api_v1/transaction";
/// Milliseconds for a whole call.
const TIMEOUT_MS: u64 = 30_000;

/// One merchant's account with EasyTransfert.
pub struct EasyTransfertConfig {
    pub(super) api_key: Secret,
    pub(super) base_url: String,
    pub(super) ipn_url: Value,
    pub(super) services: Services,
    pub(super) strict: bool,
    pub(super) timeout_ms: u64,
}

impl EasyTransfertConfig {
    /// Reads the options `api_key`, `base_url`, `services`, `ipn_url`, `strict`, `timeout`. In a page, the key is refused: whoever has it can pay.
    ///
    /// # Errors
    /// `validation`, naming all that is missing or wrong.
    pub fn read(options: &Value, in_page: bool) -> Result<Self, GuichetError> {
        let none = Value::Record(Record::new());
        let options = if options.is_blank() { &none } else { options };
        let mut reader =
            Reader::new(options).map_err(|issue| GuichetError::validation(vec![issue]))?;
        match reader.given("api_key") {
            Some(_) if in_page => {
                reader.issue(Issue::error(IssueCode::SecretInPage).at("api_key"));
            }
            Some(value) => {
                let key = text::read(value, text::LONGEST_KEY);
                reader.keep("api_key", key.map(|(key, _)| (Value::Text(key), None)));
            }
            None => reader.issue(Issue::error(IssueCode::Required).at("api_key")),
        }
        if let Some(value) = reader.given("base_url") {
            reader.keep("base_url", base_url::read(value));
        }
        if let Some(value) = reader.given("ipn_url") {
            reader
                .keep("ipn_url", url::read(value).map(|(url, advice)| (Value::Text(url), advice)));
        }
        if let Some(value) = reader.given("timeout") {
            reader.keep("timeout", milliseconds(value).map(|_| (value.clone(), None)));
        }
        if let Some(value) = reader.given("strict") {
            reader.keep("strict", sent(text::read_flag(value), Value::Bool));
        }
        let services = match Services::read(options.get("services").unwrap_or(&Value::Null)) {
            Ok(services) => services,
            Err(issue) => {
                let path = match issue.path.as_str() {
                    "" => "services".to_owned(),
                    path => format!("services.{path}"),
                };
                reader.issue(issue.at(&path));
                Services::default()
            }
        };
        let report = reader.finish_with(|read| Self::of(read, services));
        report.into_result().map(|(config, _)| config).map_err(GuichetError::validation)
    }

    fn of(read: &Record, services: Services) -> Option<Self> {
        let word = |name| field(read, name).and_then(Value::as_text);
        Some(Self {
            api_key: Secret::new(word("api_key")?.to_owned()),
            base_url: word("base_url").unwrap_or(BASE_URL).to_owned(),
            ipn_url: field(read, "ipn_url").cloned().unwrap_or(Value::Null),
            services,
            strict: field(read, "strict") == Some(&Value::Bool(true)),
            timeout_ms: field(read, "timeout")
                .and_then(|value| milliseconds(value).ok())
                .unwrap_or(TIMEOUT_MS),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[test]
    fn options_are_read_with_care() {
        let issues = |options: &str, in_page| -> Vec<String> {
            match EasyTransfertConfig::read(&json::parse(options).unwrap(), in_page) {
                Ok(_) => Vec::new(),
                Err(error) => {
                    error.issues.iter().map(|i| format!("{} {}", i.path, i.code.name())).collect()
                }
            }
        };
        assert_eq!(issues("null", false), ["api_key required"]);
        assert_eq!(issues(r#"{"api_key":"k"}"#, false), Vec::<String>::new());
        assert_eq!(issues(r#"{"api_key":"k"}"#, true), ["api_key secret_in_page"]);
        assert_eq!(
            issues(
                r#"{"api_key":"k","base_url":"http://proxy.example","timeout":"5s","services":{"27":{}},"strict":1}"#,
                false
            ),
            [
                "base_url url_invalid",
                "timeout not_a_duration",
                "strict not_a_boolean",
                "services.27.operator required"
            ]
        );
    }
}
