//! Between the core's types and JavaScript's values.

use js_sys::Function;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wasm_bindgen::{JsCast, JsValue};

use crate::client::error::GuichetError;
use crate::rules::issue::{Issue, Param};
use crate::rules::{IssueCode, Lang};

/// A plain object, with maps as objects and what is missing as null.
pub(super) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(Into::into)
}

/// What a promise is rejected with; `pkg/api/error.js` makes a `GuichetError` of it.
pub(super) fn thrown(error: &GuichetError, lang: Lang) -> JsValue {
    let plain = ThrownError {
        kind: error.kind.word(),
        code: error.code.as_deref(),
        http_status: error.http_status,
        retryable: error.retryable,
        issues: issues(&error.issues, lang),
        message: error.message(lang),
    };
    to_js(&plain).unwrap_or(JsValue::NULL)
}

#[derive(Serialize)]
struct ThrownError<'a> {
    kind: &'a str,
    code: Option<&'a str>,
    #[serde(rename = "httpStatus")]
    http_status: Option<u16>,
    retryable: bool,
    issues: Vec<PlainIssue<'a>>,
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

/// A function that a caller may give.
pub(super) fn function(name: &str, given: &JsValue) -> Result<Option<Function>, GuichetError> {
    if given.is_undefined() || given.is_null() {
        return Ok(None);
    }
    given.dyn_ref().cloned().map(Some).ok_or_else(|| {
        GuichetError::validation(vec![Issue::error(IssueCode::NotAFunction).at(name)])
    })
}
