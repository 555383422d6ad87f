//! What Aurore needs of a client's options: one account for each country, all of one environment.

use super::method::Served;
use crate::checkout::config::milliseconds;
use crate::client::base_url;
use crate::client::error::GuichetError;
use crate::client::secret::Secret;
use crate::rules::reader::{Reader, sent};
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text, url};

/// Where the provider's environments are, by the beginning of their keys.
const ENVIRONMENTS: [Environment; 2] = [
    Environment { prefix: "sk_test_", base_url: "https://api.cinetpay.net" },
    Environment { prefix: "sk_live_", base_url: "https://api.cinetpay.co" },
];
/// Milliseconds for a whole call, look-ups included.
const TIMEOUT_MS: u64 = 30_000;

#[derive(PartialEq, Eq)]
struct Environment {
    prefix: &'static str,
    base_url: &'static str,
}

impl Environment {
    fn of_key(key: &str) -> Option<&'static Self> {
        ENVIRONMENTS.iter().find(|environment| key.starts_with(environment.prefix))
    }

    fn at(base_url: &str) -> Option<&'static Self> {
        ENVIRONMENTS.iter().find(|environment| base_url.eq_ignore_ascii_case(environment.base_url))
    }
}

/// One account: one country's, or of a country that is not said.
pub struct Account {
    pub(super) api_key: Secret,
    pub(super) api_password: Secret,
    pub(super) country: Option<&'static Served>,
}

/// A merchant's accounts with Aurore, and what their payments share.
pub struct AuroreConfig {
    /// At least one.
    pub(super) accounts: Vec<Account>,
    pub(super) base_url: String,
    /// What requests that do not give it are given.
    pub(super) shared: Record,
    pub(super) strict: bool,
    pub(super) timeout_ms: u64,
}

/// Addresses that the client gives its requests, and the counter's language.
const ADDRESSES: [&str; 3] = ["success_url", "failed_url", "notify_url"];

impl AuroreConfig {
    /// Reads the options `api_key`, `api_password`, `country` or `accounts` (a list of records with these three), `base_url`, `notify_url`,
    /// `success_url`, `failed_url`, `strict`, `timeout`. In a page, secrets are refused: whoever has them can pay.
    ///
    /// # Errors
    /// `validation`, naming all that is missing or wrong.
    pub fn read(options: &Value, in_page: bool) -> Result<Self, GuichetError> {
        let none = Value::Record(Record::new());
        let options = if options.is_blank() { &none } else { options };
        let mut reader =
            Reader::new(options).map_err(|issue| GuichetError::validation(vec![issue]))?;
        for name in ADDRESSES {
            if let Some(value) = reader.given(name) {
                reader.keep(name, url::read(value).map(|(url, advice)| (url.into(), advice)));
            }
        }
        if let Some(value) = reader.given("base_url") {
            reader.keep("base_url", base_url::read(value));
        }
        if let Some(value) = reader.given("timeout") {
            reader.keep("timeout", milliseconds(value).map(|_| (value.clone(), None)));
        }
        if let Some(value) = reader.given("strict") {
            reader.keep("strict", sent(text::read_flag(value), Value::Bool));
        }
        let own = reader.given("base_url").and_then(|value| base_url::read(value).ok());
        let own = own.and_then(|(url, _)| url.as_text().map(str::to_owned));
        let (accounts, issues) = accounts(options, in_page);
        issues.into_iter().for_each(|issue| reader.issue(issue));
        let base_url = match environment(&accounts, own.as_deref()) {
            Ok(environment) => own.or_else(|| environment.map(|known| known.base_url.to_owned())),
            Err(issue) => {
                reader.issue(issue);
                None
            }
        };
        let report = reader.finish_with(|read| Self::of(read, accounts, base_url));
        report.into_result().map(|(config, _)| config).map_err(GuichetError::validation)
    }

    fn of(read: &Record, accounts: Vec<Account>, base_url: Option<String>) -> Option<Self> {
        let address = |name: &str| Some((name.to_owned(), field(read, name)?.clone()));
        // The provider's own language, as its counter speaks it when nothing is said.
        let lang = ("lang".to_owned(), "fr".into());
        Some(Self {
            accounts,
            base_url: base_url?,
            shared: ADDRESSES.into_iter().filter_map(address).chain([lang]).collect(),
            strict: field(read, "strict") == Some(&Value::Bool(true)),
            timeout_ms: field(read, "timeout")
                .and_then(|value| milliseconds(value).ok())
                .unwrap_or(TIMEOUT_MS),
        })
    }
}

/// The accounts, and what is wrong with them.
fn accounts(options: &Value, in_page: bool) -> (Vec<Account>, Vec<Issue>) {
    let mut issues = Vec::new();
    let several = match options.get("accounts").filter(|value| !value.is_blank()) {
        None => None,
        Some(Value::List(list)) if !list.is_empty() => Some(list),
        Some(other) => {
            let issue = Issue::error(IssueCode::ListExpected).with_word("got", text::kind(other));
            return (Vec::new(), vec![issue.at("accounts")]);
        }
    };
    let Some(list) = several else {
        return (account(options, "", in_page, &mut issues).into_iter().collect(), issues);
    };
    let mut accounts: Vec<Account> = Vec::new();
    for (at, given) in list.iter().enumerate() {
        let path = format!("accounts[{at}].");
        let Some(account) = account(given, &path, in_page, &mut issues) else { continue };
        let country = account.country;
        if list.len() > 1 && country.is_none() {
            issues.push(Issue::error(IssueCode::Required).at(&format!("{path}country")));
        }
        if let Some(country) = country
            && accounts.iter().any(|other| other.country == Some(country))
        {
            let issue = Issue::error(IssueCode::AccountUnclear).with("expected", country.country);
            issues.push(issue.at(&format!("{path}country")));
        }
        accounts.push(account);
    }
    (accounts, issues)
}

fn account(given: &Value, path: &str, in_page: bool, issues: &mut Vec<Issue>) -> Option<Account> {
    let given_at = |name: &str| given.get(name).filter(|value| !value.is_blank());
    let mut secret = |name: &str| {
        let read = match given_at(name) {
            None => Err(Issue::error(IssueCode::Required)),
            Some(_) if in_page => Err(Issue::error(IssueCode::SecretInPage)),
            Some(value) => text::read(value, text::LONGEST_KEY),
        };
        match read {
            Ok((text, _)) => Some(Secret::new(text.trim().to_owned())),
            Err(issue) => {
                issues.push(issue.at(&format!("{path}{name}")));
                None
            }
        }
    };
    let (api_key, api_password) = (secret("api_key"), secret("api_password"));
    let country = match given_at("country").map(Served::read) {
        None => None,
        Some(Ok(country)) => Some(country),
        Some(Err(issue)) => {
            issues.push(issue.at(&format!("{path}country")));
            None
        }
    };
    Some(Account { api_key: api_key?, api_password: api_password?, country })
}

/// The one environment of every key and of the address. None with an address of the caller's own and keys of no known kind.
fn environment(
    accounts: &[Account],
    own: Option<&str>,
) -> Result<Option<&'static Environment>, Issue> {
    let mut agreed = own.and_then(Environment::at);
    for account in accounts {
        for (name, key) in [("api_key", &account.api_key), ("api_password", &account.api_password)]
        {
            match (Environment::of_key(key.reveal()), agreed) {
                (Some(of_key), Some(agreed)) if of_key != agreed => {
                    return Err(Issue::error(IssueCode::KeysMixed)
                        .with("expected", agreed.prefix)
                        .at(name));
                }
                (Some(of_key), _) => agreed = Some(of_key),
                (None, _) => {}
            }
        }
        if own.is_none() && Environment::of_key(account.api_key.reveal()).is_none() {
            return Err(Issue::error(IssueCode::KeyUnknown).at("api_key"));
        }
    }
    Ok(agreed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    fn read(options: &str, in_page: bool) -> Result<AuroreConfig, GuichetError> {
        AuroreConfig::read(&json::parse(options).unwrap(), in_page)
    }

    #[test]
    fn keys_choose_the_host_and_an_address_of_ones_own_comes_first() {
        for (options, address) in [
            (r#"{"api_key":"sk_test_1","api_password":"p"}"#, "https://api.cinetpay.net"),
            (r#"{"api_key":"sk_live_1","api_password":"p"}"#, "https://api.cinetpay.co"),
            (
                r#"{"api_key":"sk_live_1","api_password":"p","base_url":"http://localhost:4010/"}"#,
                "http://localhost:4010",
            ),
            (
                r#"{"api_key":"own","api_password":"p","base_url":"https://proxy.example"}"#,
                "https://proxy.example",
            ),
            (
                r#"{"accounts":[{"country":"CI","api_key":"sk_test_1","api_password":"p"},
                    {"country":"sn","api_key":"sk_test_2","api_password":"p"}]}"#,
                "https://api.cinetpay.net",
            ),
        ] {
            assert_eq!(read(options, false).ok().unwrap().base_url, address, "{options}");
        }
    }

    #[test]
    fn options_are_read_with_care() {
        let issues = |options: &str, in_page| -> Vec<String> {
            match read(options, in_page) {
                Ok(_) => Vec::new(),
                Err(error) => {
                    error.issues.iter().map(|i| format!("{} {}", i.path, i.code.name())).collect()
                }
            }
        };
        for (options, expected) in [
            ("null", vec!["api_key required", "api_password required"]),
            (r#"{"api_key":"sk_test_1"}"#, vec!["api_password required"]),
            (r#"{"api_key":"1234","api_password":"p"}"#, vec!["api_key key_unknown"]),
            (
                r#"{"api_key":"sk_test_1","api_password":"sk_live_p"}"#,
                vec!["api_password keys_mixed"],
            ),
            (
                r#"{"api_key":"sk_test_1","api_password":"p","base_url":"https://api.cinetpay.co"}"#,
                vec!["api_key keys_mixed"],
            ),
            (
                r#"{"api_key":"sk_test_1","api_password":"p","country":"FR","timeout":0,"notify_url":"x"}"#,
                vec![
                    "notify_url url_invalid",
                    "timeout not_a_duration",
                    "country country_not_served",
                ],
            ),
            (r#"{"accounts":[]}"#, vec!["accounts list_expected"]),
            (
                r#"{"accounts":[{"country":"CI","api_key":"sk_test_1","api_password":"p"},
                    {"api_key":"sk_live_2","api_password":"p"}]}"#,
                vec!["accounts[1].country required", "api_key keys_mixed"],
            ),
            (
                r#"{"accounts":[{"country":"CI","api_key":"sk_test_1","api_password":"p"},
                    {"country":"CI","api_key":"sk_test_2","api_password":"p"}]}"#,
                vec!["accounts[1].country account_unclear"],
            ),
        ] {
            assert_eq!(issues(options, false), expected, "{options}");
        }
        assert_eq!(
            issues(r#"{"api_key":"sk_test_1","api_password":"p"}"#, true),
            ["api_key secret_in_page", "api_password secret_in_page"]
        );
    }
}
