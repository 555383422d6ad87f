//! The latest requests to the services and what they got, for the inspector: secrets and phone numbers masked before they are kept.

use std::collections::VecDeque;

use guichet::client::HttpReply;
use guichet::client::secret::hide_numbers;
use serde_json::{Value as Json, json};

use crate::answer::Answer;
use crate::date::Date;
use crate::form;
use crate::incoming::Incoming;

const USUAL_LENGTH: usize = 200;
/// Characters of a body that are kept.
const LONGEST_BODY: usize = 4000;
/// What is never shown.
const SECRETS: [&str; 7] =
    ["apikey", "api_key", "password", "token", "secret_key", "om_otp", "payment_token"];
const MASK: &str = "•••";

/// One request.
pub(crate) struct Line {
    pub(crate) at: u64,
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) asked: String,
    /// None when the connection broke.
    pub(crate) status: Option<u16>,
    pub(crate) answered: String,
    /// What went wrong on the way, by the word of the fault.
    pub(crate) fault: Option<&'static str>,
    /// Whether the network had held it back.
    pub(crate) late: bool,
}

/// The latest, the oldest first.
#[derive(Default)]
pub(crate) struct RequestLog(VecDeque<Line>);

impl RequestLog {
    pub(crate) fn add(
        &mut self,
        length: Option<usize>,
        request: &Incoming,
        answer: &Answer,
        fault: Option<&'static str>,
        late: bool,
        now: u64,
    ) {
        let length = length.unwrap_or(USUAL_LENGTH);
        if length == 0 {
            return;
        }
        if self.0.len() >= length {
            self.0.pop_front();
        }
        self.0.push_back(Line {
            at: now,
            method: request.method.clone(),
            target: target(request),
            asked: body(&request.body),
            status: answer.reply.as_ref().map(|reply| reply.status),
            answered: answer.reply.as_ref().map(answered).unwrap_or_default(),
            fault,
            late,
        });
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.0.iter()
    }

    pub(crate) fn describe(&self) -> Vec<Json> {
        let line = |line: &Line| {
            json!({
                "at": Date::of(line.at).full(),
                "method": line.method,
                "target": line.target,
                "asked": line.asked,
                "status": line.status,
                "answered": line.answered,
                "fault": line.fault,
                "late": line.late,
            })
        };
        self.0.iter().map(line).collect()
    }
}

fn target(request: &Incoming) -> String {
    let path = format!("/{}", request.segments().join("/"));
    match request.url.split_once('?') {
        Some((_, query)) => format!("{path}?{}", pairs(query, "&")),
        None => path,
    }
}

fn answered(reply: &HttpReply) -> String {
    let kind = reply.header("content-type").unwrap_or_default();
    if kind.starts_with("text/html") { "(HTML)".to_owned() } else { body(&reply.body) }
}

fn body(text: &str) -> String {
    let masked = match serde_json::from_str::<Json>(text) {
        Ok(mut json) => {
            mask(&mut json);
            json.to_string()
        }
        Err(_) if text.contains('=') => pairs(text, "\n"),
        Err(_) => hide_numbers(text),
    };
    match masked.char_indices().nth(LONGEST_BODY) {
        Some((end, _)) => format!("{}…", masked.get(..end).unwrap_or_default()),
        None => masked,
    }
}

/// A form or a query, decoded.
fn pairs(text: &str, joint: &str) -> String {
    let pairs: Vec<String> = form::decode(text)
        .into_iter()
        .map(|(name, value)| {
            if is_secret(&name) {
                return format!("{name}={MASK}");
            }
            let value = match serde_json::from_str::<Json>(&value) {
                Ok(mut json) if json.is_array() || json.is_object() => {
                    mask(&mut json);
                    json.to_string()
                }
                _ => shown(&value),
            };
            format!("{}={value}", hide_numbers(&name))
        })
        .collect();
    pairs.join(joint)
}

fn is_secret(name: &str) -> bool {
    SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret))
}

/// Text as it may be shown: an address loses its query, which may hold a key.
fn shown(text: &str) -> String {
    if text.starts_with("http://") || text.starts_with("https://") {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        return text.get(..end).unwrap_or_default().to_owned();
    }
    hide_numbers(text)
}

fn mask(json: &mut Json) {
    match json {
        Json::Object(fields) => {
            for (name, value) in fields {
                if is_secret(name) && (value.is_string() || value.is_number()) {
                    *value = MASK.into();
                } else {
                    mask(value);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(mask),
        Json::String(text) => *text = shown(text),
        Json::Number(number) => {
            let text = number.to_string();
            let hidden = hide_numbers(&text);
            if hidden != text {
                *json = hidden.into();
            }
        }
        Json::Null | Json::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_numbers_are_masked_wherever_they_stand() {
        for (given, kept) in [
            ("apikey=abc&password=p%26q", "apikey=•••\npassword=•••"),
            (
                r#"data=[{"phone":"0707123456","amount":500,"token":"t"}]"#,
                r#"data=[{"phone":"•••","amount":500,"token":"•••"}]"#,
            ),
            (
                r#"{"api_key":"k","destination":"0503444777","om_otp":1234}"#,
                r#"{"api_key":"•••","destination":"•••","om_otp":"•••"}"#,
            ),
            (r#"{"code":0,"data":{"token":"secret"}}"#, r#"{"code":0,"data":{"token":"•••"}}"#),
            (r#"{"notify_url":"https://x.ci/n?key=abc"}"#, r#"{"notify_url":"https://x.ci/n"}"#),
            ("call 0707123456", "call •••"),
            ("", ""),
        ] {
            assert_eq!(body(given), kept);
        }
        let request = Incoming {
            method: "GET".into(),
            url: "http://h/v1/transfer/check/money?token=abc&client_transaction_id=A1".into(),
            headers: vec![],
            body: String::new(),
        };
        assert_eq!(target(&request), "/v1/transfer/check/money?token=•••&client_transaction_id=A1");
        assert!(body(&"x".repeat(5000)).chars().count() == LONGEST_BODY + 1);
    }
}
