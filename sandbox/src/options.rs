//! How a sandbox is set up.

use guichet::rules::Lang;
use serde::{Deserialize, Deserializer};
use serde_json::{Value as Json, json};

use crate::account::Account;
use crate::answer;
use crate::counter::manner::Manner;

/// What notifications are signed with when nothing else is said. Public on purpose: a merchant's test code can hold it.
pub const DEFAULT_SECRET_KEY: &str = "sandbox-secret-key";

/// The set-up. It has no Debug: it carries keys.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Where the counter is reached, such as `https://sandbox.example`; the origin that each request was sent to when not given.
    #[serde(deserialize_with = "origin")]
    pub origin: Option<String>,
    /// What notifications are signed with; [`DEFAULT_SECRET_KEY`] when not given.
    #[serde(deserialize_with = "secret_key")]
    pub secret_key: Option<String>,
    /// The accounts that exist; any of a plausible shape when there is none.
    pub accounts: Vec<Account>,
    /// What tokens and identifiers follow from.
    pub seed: u64,
    /// The counter's language where neither the address nor the payment names one.
    #[serde(deserialize_with = "lang")]
    pub lang: Option<Lang>,
    /// More requests to the services in a minute get 429; no limit when not given.
    pub rate_limit_per_minute: Option<u32>,
    /// What each account has at each of Transfer, Airtime and EasyTransfert at first, in XOF; ten million when not given.
    pub balance: Option<u64>,
    /// Whether Transfer and Airtime wait for the merchant's mail before they pay; else they take every caller for trusted.
    pub confirm_by_mail: bool,
    /// The addresses whose payouts need no mail.
    pub trusted_ips: Vec<String>,
    /// Whether numbers from before a renumbering (the seeds' own) and other warnings are refused.
    pub strict_numbers: bool,
    /// How many of the latest requests the inspector shows; 200 when not given.
    pub request_log: Option<usize>,
    /// How the counter behaves towards the page that opened it.
    pub counter: Manner,
}

/// What an order may change while the sandbox runs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    rate_limit_per_minute: Option<u32>,
    confirm_by_mail: Option<bool>,
    trusted_ips: Option<Vec<String>>,
    strict_numbers: Option<bool>,
    counter: Option<Manner>,
}

impl Options {
    /// What an order may change, as it stands.
    pub(crate) fn describe(&self) -> Json {
        json!({
            "rate_limit_per_minute": self.rate_limit_per_minute,
            "confirm_by_mail": self.confirm_by_mail,
            "trusted_ips": self.trusted_ips,
            "strict_numbers": self.strict_numbers,
            "counter": self.counter,
        })
    }

    /// Changes what the order names. A rate limit of 0 takes the limit away.
    pub(crate) fn change(&mut self, settings: Settings) {
        if let Some(limit) = settings.rate_limit_per_minute {
            self.rate_limit_per_minute = (limit > 0).then_some(limit);
        }
        if let Some(ips) = settings.trusted_ips {
            self.trusted_ips = ips;
        }
        self.counter = settings.counter.unwrap_or(self.counter);
        self.confirm_by_mail = settings.confirm_by_mail.unwrap_or(self.confirm_by_mail);
        self.strict_numbers = settings.strict_numbers.unwrap_or(self.strict_numbers);
    }
}

impl Options {
    /// Reads options as JSON.
    ///
    /// # Errors
    /// A sentence that names what is wrong.
    pub fn parse(json: &str) -> Result<Self, String> {
        serde_json::from_str(json)
            .map_err(|error| format!("sandbox options: {}", answer::unreadable(&error)))
    }

    /// What notifications of this account are signed with.
    pub(crate) fn secret_key_of(&self, account: &Account) -> String {
        let own = account.secret_key.as_ref().filter(|key| !key.is_empty());
        own.or(self.secret_key.as_ref()).map_or(DEFAULT_SECRET_KEY, String::as_str).to_owned()
    }
}

fn origin<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(given) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    let origin = given.trim().trim_end_matches('/');
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if host.is_some_and(|host| !host.is_empty() && host.chars().all(plain)) {
        return Ok(Some(origin.to_owned()));
    }
    Err(serde::de::Error::custom("origin must be like http://localhost:4010, without a path"))
}

fn secret_key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(key) if key.is_empty() => {
            Err(serde::de::Error::custom("secret_key must not be empty"))
        }
        key => Ok(key),
    }
}

fn lang<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Lang>, D::Error> {
    let Some(tag) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
    Lang::parse(&tag).map(Some).ok_or_else(|| serde::de::Error::custom("lang must be fr or en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_whole_or_refused_with_a_sentence() {
        let options = Options::parse(
            r#"{"origin":"http://localhost:4010/","secret_key":"s","seed":7,"lang":"fr","rate_limit_per_minute":60,
                "accounts":[{"apikey":"k","site_id":"1"},{"apikey":"k","site_id":"2","secret_key":"own"}]}"#,
        )
        .ok()
        .unwrap();
        assert_eq!(options.origin.as_deref(), Some("http://localhost:4010"));
        assert_eq!(options.secret_key_of(&options.accounts[0]), "s");
        assert_eq!(options.secret_key_of(&options.accounts[1]), "own");
        assert!(Options::parse("{}").is_ok());
        for (json, said) in [
            (r#"{"secretkey":"s"}"#, "unknown field `secretkey`"),
            (r#"{"origin":"localhost:4010"}"#, "origin must be like"),
            (r#"{"origin":"http://h/path"}"#, "origin must be like"),
            (r#"{"secret_key":""}"#, "secret_key must not be empty"),
            (r#"{"lang":"de"}"#, "lang must be fr or en"),
            (r#"{"seed":-1}"#, "-1"),
            (r#"{"accounts":[{"apikey":"k"}]}"#, "missing field `site_id`"),
            (r#"{"accounts":[{"apikey":"k","site_id":"1","currency":"EUR"}]}"#, "must be XOF"),
            ("[", "sandbox options"),
        ] {
            let sentence = Options::parse(json).err().unwrap();
            assert!(
                sentence.contains(said) && !sentence.contains(" at line "),
                "{json}: {sentence}"
            );
        }
    }

    #[test]
    fn the_documented_key_signs_when_none_is_given() {
        let options =
            Options::parse(r#"{"accounts":[{"apikey":"k","site_id":"1"}]}"#).ok().unwrap();
        assert_eq!(options.secret_key_of(&options.accounts[0]), "sandbox-secret-key");
    }
}
