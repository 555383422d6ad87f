//! What a merchant's page asks for.

use super::address::{Allowed, Origin};
use super::words::Words;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Lang, Value};

/// How the counter is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    /// In a dialog over the page.
    Modal,
    /// In a window of its own.
    Popup,
    /// In the place of the page.
    Redirect,
    /// In a dialog where the counter lets itself be framed, else in a window.
    Auto,
}

impl Presentation {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Modal => "modal",
            Self::Popup => "popup",
            Self::Redirect => "redirect",
            Self::Auto => "auto",
        }
    }

    fn read(word: &str) -> Option<Self> {
        let all = [Self::Modal, Self::Popup, Self::Redirect, Self::Auto];
        all.into_iter().find(|known| known.word() == word)
    }
}

/// Who knows where the payment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Nobody that the page can ask.
    None,
    /// A function of the page's.
    Function,
    /// The merchant's server, at this address.
    Url(String),
}

/// What the page asks for, read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The counter's address or token; None while it is being made.
    pub counter: Option<String>,
    /// How it is shown.
    pub presentation: Presentation,
    /// Who knows the truth.
    pub check: Check,
    /// Which counters may be opened.
    pub allowed: Allowed,
    /// Whether the counter's own word is not enough even where nobody could be asked.
    pub confirmed_only: bool,
    /// Whether the counter goes away when the outcome is known.
    pub close_after_response: bool,
    /// Whether the dialog takes the whole screen.
    pub whole: bool,
    /// What the payment is known by.
    pub transaction_id: Option<String>,
    /// What the customer reads.
    pub words: Words,
    /// What is wrong with the options.
    pub issues: Vec<Issue>,
}

/// What belongs on servers alone.
const SECRETS: [&str; 3] = ["secret_key", "password", "api_password"];
/// How the successor's secret keys begin.
const SECRET_PREFIX: &str = "sk_";

impl Options {
    /// Reads the options of a page. What is wrong with them is kept, so that it becomes the outcome.
    #[must_use]
    pub fn read(given: &Value) -> Self {
        let mut issues = Vec::new();
        let text = |name: &str| {
            given.get(name).and_then(Value::as_text).map(str::trim).filter(|text| !text.is_empty())
        };
        let flag = |name: &str| match given.get(name) {
            Some(Value::Bool(flag)) => Some(*flag),
            _ => None,
        };
        let lang = text("lang").and_then(Lang::parse).unwrap_or(Lang::Fr);
        let presentation = match text("presentation") {
            None => Presentation::Auto,
            Some(word) => Presentation::read(word).unwrap_or_else(|| {
                issues.push(Issue::error(IssueCode::PresentationUnknown).at("presentation"));
                Presentation::Auto
            }),
        };
        let record = given.as_record().map_or(&[][..], Vec::as_slice);
        let request = field(record, "request").and_then(Value::as_record);
        for place in [Some(record), request.map(Vec::as_slice)].into_iter().flatten() {
            issues.extend(secrets(place));
        }
        let check = match (text("statusUrl"), flag("checkStatus")) {
            (Some(url), _) if Origin::of(url).is_some() => Check::Url(url.to_owned()),
            (Some(_), _) => {
                issues.push(Issue::error(IssueCode::UrlInvalid).at("checkStatus"));
                Check::None
            }
            (None, Some(true)) => Check::Function,
            (None, _) => Check::None,
        };
        let added = match given.get("counterOrigins") {
            Some(Value::List(origins)) => origins.iter().map(origin).collect(),
            Some(one @ Value::Text(_)) => vec![origin(one)],
            _ => Vec::new(),
        };
        let mut allowed = Allowed { page: String::new(), added: Vec::new() };
        for origin in added {
            match origin {
                Ok(origin) => allowed.added.push(origin),
                Err(issue) => issues.push(issue),
            }
        }
        allowed.page =
            text("page").and_then(Origin::of).map(|origin| origin.text).unwrap_or_default();
        if flag("busy") == Some(true) {
            issues.push(Issue::error(IssueCode::CounterOpen));
        }
        let counter = text("paymentUrl").or_else(|| text("paymentToken")).map(str::to_owned);
        let to_come = flag("toCome") == Some(true);
        if counter.is_none() && !to_come {
            issues.push(Issue::error(IssueCode::Required).at("paymentUrl"));
        }
        Self {
            counter,
            presentation,
            check,
            allowed,
            confirmed_only: flag("confirmedOnly").unwrap_or(false),
            close_after_response: flag("closeAfterResponse").unwrap_or(true),
            whole: flag("whole").unwrap_or(false),
            transaction_id: text("transactionId").map(str::to_owned),
            words: Words::new(lang, given.get("texts")),
            issues,
        }
    }
}

fn origin(given: &Value) -> Result<Origin, Issue> {
    given
        .as_text()
        .and_then(Origin::of)
        .ok_or_else(|| Issue::error(IssueCode::UrlInvalid).at("counterOrigins"))
}

fn secrets(record: &[(String, Value)]) -> impl Iterator<Item = Issue> {
    record.iter().filter_map(|(name, value)| {
        let named = SECRETS.contains(&name.as_str()) && !value.is_blank();
        let shaped = value.as_text().is_some_and(|text| text.trim().starts_with(SECRET_PREFIX));
        (named || shaped).then(|| Issue::error(IssueCode::SecretInPage).at(name))
    })
}

/// The merchant's identifier in a return page's address: what Checkout adds, or its successor's name for it, which calls its own identifier
/// `transaction_id`.
#[must_use]
pub fn returned_id(href: &str) -> Option<String> {
    let query = href.split('#').next()?.split_once('?')?.1;
    let named =
        |wanted: &str| form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted);
    let found = named("merchant_transaction_id").or_else(|| named("transaction_id"));
    found.map(|(_, id)| id.trim().to_owned()).filter(|id| !id.is_empty() && id.len() <= 200)
}

/// An address with what is known of the payment added to its query.
#[must_use]
pub fn status_address(url: &str, known: &[(&str, Option<&str>)]) -> String {
    let (page, _) = url.split_once('#').unwrap_or((url, ""));
    let query = page.split_once('?').map_or("", |(_, query)| query);
    let has = |name: &str| form_urlencoded::parse(query.as_bytes()).any(|(known, _)| known == name);
    let mut more = form_urlencoded::Serializer::new(String::new());
    for (name, value) in known.iter().filter(|(name, _)| !has(name)) {
        if let Some(value) = value {
            more.append_pair(name, value);
        }
    }
    let more = more.finish();
    let joint = match (more.is_empty(), page.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    format!("{page}{joint}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    fn codes(text: &str) -> Vec<(String, &'static str)> {
        let options = Options::read(&json::parse(text).unwrap());
        options.issues.into_iter().map(|issue| (issue.path.clone(), issue.code.name())).collect()
    }

    #[test]
    fn what_is_wrong_with_options_is_named() {
        assert_eq!(codes(r#"{"paymentUrl":"https://checkout.cinetpay.com/payment/x"}"#), []);
        assert_eq!(codes(r#"{"toCome":true,"presentation":"popup"}"#), []);
        for (text, path, code) in [
            ("{}", "paymentUrl", "required"),
            ("null", "paymentUrl", "required"),
            (r#"{"toCome":true,"presentation":"tab"}"#, "presentation", "presentation_unknown"),
            (r#"{"toCome":true,"secret_key":"x"}"#, "secret_key", "secret_in_page"),
            (r#"{"toCome":true,"request":{"password":"x"}}"#, "password", "secret_in_page"),
            (r#"{"toCome":true,"request":{"apikey":"sk_live_x"}}"#, "apikey", "secret_in_page"),
            (r#"{"toCome":true,"statusUrl":"javascript:x"}"#, "checkStatus", "url_invalid"),
            (r#"{"toCome":true,"counterOrigins":["x"]}"#, "counterOrigins", "url_invalid"),
            (r#"{"toCome":true,"busy":true}"#, "", "counter_open"),
        ] {
            assert_eq!(codes(text), [(path.to_owned(), code)], "{text}");
        }
    }

    #[test]
    fn the_status_address_says_which_payment() {
        let known = [("transaction_id", Some("A 1")), ("payment_token", None)];
        for (url, asked) in [
            ("https://x.ci/status", "https://x.ci/status?transaction_id=A+1"),
            ("https://x.ci/status?a=1#b", "https://x.ci/status?a=1&transaction_id=A+1"),
            ("https://x.ci/s?transaction_id=Z", "https://x.ci/s?transaction_id=Z"),
        ] {
            assert_eq!(status_address(url, &known), asked);
        }
    }

    #[test]
    fn a_return_page_names_its_payment() {
        for (href, id) in [
            ("https://x.ci/r?transaction_id=A1&token=t", Some("A1")),
            ("https://x.ci/r?a=1&transaction_id=A%201#x", Some("A 1")),
            ("https://x.ci/r?transaction_id=AU9&merchant_transaction_id=A1", Some("A1")),
            ("https://x.ci/r?transaction_id=", None),
            ("https://x.ci/r#transaction_id=A1", None),
            ("https://x.ci/r", None),
        ] {
            assert_eq!(returned_id(href).as_deref(), id, "{href}");
        }
    }
}
