//! Between the core's types and JavaScript's values.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wasm_bindgen::JsValue;

use super::tasks::Ending;
use crate::client::error::GuichetError;
use crate::rules::issue::{Issue, Param};
use crate::rules::{IssueCode, Lang};

/// What a call throws; `pkg/api/error.js` makes a `GuichetError` of it.
pub(super) fn thrown(error: &GuichetError, lang: Lang) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    plain(error, lang).serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// What a task ends with: the answer as JavaScript sees it, or the error.
pub(super) fn ended(result: Result<String, GuichetError>, lang: Lang) -> Ending {
    result.map_err(|error| json(&plain(&error, lang)))
}

/// JSON text. Writing to memory fails only for map keys that are no text; ours always are.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An error as JavaScript sees it.
pub(super) fn plain(error: &GuichetError, lang: Lang) -> ThrownError<'_> {
    ThrownError {
        kind: error.kind.word(),
        code: error.code.as_deref(),
        http_status: error.http_status,
        retryable: error.retryable,
        issues: issues(&error.issues, lang),
        ids: Names(&error.ids),
        message: error.message(lang),
    }
}

/// Named texts as an object.
pub(super) struct Texts<'a>(pub(super) &'a [(String, String)]);

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// What an outcome that is not known is looked up by.
struct Names<'a>(&'a [(&'static str, String)]);

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// What `pkg/api/error.js` makes a `GuichetError` of.
#[derive(Serialize)]
pub(super) struct ThrownError<'a> {
    kind: &'a str,
    code: Option<&'a str>,
    #[serde(rename = "httpStatus")]
    http_status: Option<u16>,
    retryable: bool,
    issues: Vec<PlainIssue<'a>>,
    ids: Names<'a>,
    message: String,
}

/// An issue as JavaScript sees it.
#[derive(Serialize)]
pub(super) struct PlainIssue<'a> {
    path: &'a str,
    code: &'a str,
    severity: &'a str,
    message: String,
    #[serde(serialize_with = "object")]
    params: &'a Vec<(&'static str, Param)>,
}

fn object<S: Serializer>(params: &&Vec<(&'static str, Param)>, out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(params.len()))?;
    for (name, param) in *params {
        match param {
            Param::Text(words) => map.serialize_entry(name, words)?,
            Param::Word([word, _]) => map.serialize_entry(name, word)?,
            #[expect(clippy::cast_precision_loss, reason = "limits and lengths are below 2^53")]
            Param::Number(number) => map.serialize_entry(name, &(*number as f64))?,
        }
    }
    map.end()
}

pub(super) fn issues(issues: &[Issue], lang: Lang) -> Vec<PlainIssue<'_>> {
    issues
        .iter()
        .map(|issue| PlainIssue {
            path: &issue.path,
            code: issue.code.name(),
            severity: issue.severity.word(),
            message: issue.message(lang),
            params: &issue.params,
        })
        .collect()
}

/// Whether the caller gives a function of its own.
pub(super) fn gives_function(name: &str, given: &JsValue) -> Result<bool, GuichetError> {
    if given.is_undefined() || given.is_null() {
        return Ok(false);
    }
    let wrong = || GuichetError::validation(vec![Issue::error(IssueCode::NotAFunction).at(name)]);
    given.is_function().then_some(true).ok_or_else(wrong)
}
