//! Who may pay and be paid: declared accounts, or any of a plausible shape.

use guichet::rules::currency::Currency;
use serde::{Deserialize, Deserializer};

/// A merchant's account. It has no Debug: it carries keys.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The key that requests carry.
    #[serde(deserialize_with = "text_or_number")]
    pub apikey: String,
    /// The service of the account that requests name.
    #[serde(deserialize_with = "text_or_number")]
    pub site_id: String,
    /// The only currency that it collects; any when not given.
    #[serde(default, deserialize_with = "currency")]
    pub currency: Option<Currency>,
    /// What its notifications are signed with; the sandbox's own when not given.
    #[serde(default)]
    pub secret_key: Option<String>,
    /// What it logs in to Transfer and Airtime with; any when not given.
    #[serde(default)]
    pub password: Option<String>,
}

/// Which part of the credentials is not correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// 609.
    Apikey,
    /// 613.
    SiteId,
}

/// A part of a key or site_id that makes it unknown where no accounts are declared, so that 609 and 613 can be had.
const UNKNOWN_ON_PURPOSE: [&str; 3] = ["wrong", "invalid", "bad"];

/// Finds the account of a request. Without declared accounts, any of a plausible shape is one.
pub(crate) fn find(declared: &[Account], apikey: &str, site_id: &str) -> Result<Account, Unknown> {
    if declared.is_empty() {
        return plausible(apikey, site_id);
    }
    let mut of_key = declared.iter().filter(|account| account.apikey == apikey).peekable();
    if of_key.peek().is_none() {
        return Err(Unknown::Apikey);
    }
    of_key.find(|account| account.site_id == site_id).cloned().ok_or(Unknown::SiteId)
}

/// Whether a key may log in to Transfer and Airtime with a password.
pub(crate) fn may_log_in(declared: &[Account], apikey: &str, password: &str) -> bool {
    if declared.is_empty() {
        return plausible_key(apikey) && !on_purpose(password);
    }
    let mut of_key = declared.iter().filter(|account| account.apikey == apikey);
    of_key.any(|account| account.password.as_ref().is_none_or(|own| own == password))
}

/// Whether a key opens EasyTransfert.
pub(crate) fn has_key(declared: &[Account], api_key: &str) -> bool {
    if declared.is_empty() {
        return plausible_key(api_key);
    }
    declared.iter().any(|account| account.apikey == api_key)
}

fn on_purpose(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    UNKNOWN_ON_PURPOSE.iter().any(|part| text.contains(part))
}

fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn plausible_key(apikey: &str) -> bool {
    let shape = (8..=64).contains(&apikey.len()) && apikey.chars().all(|c| plain(c) || c == '.');
    shape && !on_purpose(apikey)
}

fn plausible(apikey: &str, site_id: &str) -> Result<Account, Unknown> {
    if !plausible_key(apikey) {
        return Err(Unknown::Apikey);
    }
    let site_ok = (3..=20).contains(&site_id.len()) && site_id.chars().all(plain);
    if !site_ok || on_purpose(site_id) {
        return Err(Unknown::SiteId);
    }
    Ok(Account {
        apikey: apikey.to_owned(),
        site_id: site_id.to_owned(),
        currency: None,
        secret_key: None,
        password: None,
    })
}

/// The key with all but its last two characters hidden.
pub(crate) fn masked(apikey: &str) -> String {
    crate::phone::masked(apikey)
}

fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Currency>, D::Error> {
    let Some(code) = Option::<String>::deserialize(deserializer)?.filter(|code| !code.is_empty())
    else {
        return Ok(None);
    };
    Currency::find(&code).map(Some).ok_or_else(|| {
        serde::de::Error::custom("currency of an account must be XOF, XAF, CDF, GNF or USD")
    })
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(u64),
    }
    match Either::deserialize(deserializer) {
        Ok(Either::Text(text)) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        Ok(Either::Number(number)) => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom("apikey and site_id of an account must be text")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn outcome(declared: &[Account], apikey: &str, site_id: &str) -> Result<(), Unknown> {
        find(declared, apikey, site_id).map(|_| ())
    }

    #[test]
    fn without_declared_accounts_any_plausible_one_exists() {
        let longest_key = "k".repeat(64);
        let longest_site = "1".repeat(20);
        for (apikey, site_id) in [
            ("XXXXXXXXXXXXXXXX", "XXXXX"),
            ("12912847765bc0db748fdd44.40081707", "445160"),
            ("12345678", "abc"),
            (longest_key.as_str(), longest_site.as_str()),
        ] {
            assert_eq!(outcome(&[], apikey, site_id), Ok(()), "{apikey} {site_id}");
        }
        let (key_too_long, site_too_long) = ("k".repeat(65), "1".repeat(21));
        for apikey in [
            "1234567",
            "12345678 ",
            "clé-12345678",
            "a-WRONG-key",
            "invalid.key",
            "badbadbad",
            &key_too_long,
        ] {
            assert_eq!(outcome(&[], apikey, "445160"), Err(Unknown::Apikey), "{apikey}");
        }
        for site_id in ["12", "44 5160", "wrong1", "Invalid", "bad-site", &site_too_long] {
            assert_eq!(
                outcome(&[], "XXXXXXXXXXXXXXXX", site_id),
                Err(Unknown::SiteId),
                "{site_id}"
            );
        }
    }

    #[test]
    fn a_declared_password_is_the_only_one_and_a_plausible_key_takes_any() {
        let declared: Vec<Account> = serde_json::from_str(
            r#"[{"apikey":"k1","site_id":1,"password":"p"},{"apikey":"k2","site_id":2}]"#,
        )
        .unwrap();
        for (declared, apikey, password, may) in [
            (&declared[..], "k1", "p", true),
            (&declared[..], "k1", "q", false),
            (&declared[..], "k2", "any", true),
            (&declared[..], "k3", "p", false),
            (&[], "your_apikey_here", "your_password_here", true),
            (&[], "your_apikey_here", "wrong", false),
            (&[], "short", "p", false),
        ] {
            assert_eq!(may_log_in(declared, apikey, password), may, "{apikey} {password}");
        }
        assert!(has_key(&declared, "k2") && !has_key(&declared, "k3"));
        assert!(has_key(&[], "xxxxxxxxxxxxxxx") && !has_key(&[], "an-invalid-key"));
    }

    #[test]
    fn declared_accounts_are_the_only_ones() {
        let declared: Vec<Account> = serde_json::from_str(
            r#"[{"apikey":"k1","site_id":1,"currency":"xaf"},{"apikey":"k1","site_id":"2"},{"apikey":"k2","site_id":"3"}]"#,
        )
        .unwrap();
        assert_eq!(outcome(&declared, "k1", "1"), Ok(()));
        assert_eq!(outcome(&declared, "k1", "2"), Ok(()));
        assert_eq!(outcome(&declared, "k1", "3"), Err(Unknown::SiteId));
        assert_eq!(outcome(&declared, "k3", "3"), Err(Unknown::Apikey));
        assert_eq!(outcome(&declared, "XXXXXXXXXXXXXXXX", "XXXXX"), Err(Unknown::Apikey));
        assert_eq!(find(&declared, "k1", "1").ok().and_then(|a| a.currency), Some(Currency::Xaf));
    }
}
