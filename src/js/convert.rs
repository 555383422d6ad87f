//! Between the core's types and JavaScript's values.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::client::error::GuichetError;
use crate::rules::issue::{Issue, Param, Severity};
use crate::rules::{Lang, Value};

/// A plain object, with maps as objects and what is missing as null.
pub(super) fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(Into::into)
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
    params: serde_json::Map<String, serde_json::Value>,
}

pub(super) fn issues(issues: &[Issue], lang: Lang) -> Vec<PlainIssue<'_>> {
    let param = |param: &Param| match param {
        Param::Text(text) => text.as_str().into(),
        Param::Number(number) => (*number).into(),
    };
    issues
        .iter()
        .map(|issue| PlainIssue {
            path: &issue.path,
            code: issue.code.name(),
            severity: match issue.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: issue.message(lang),
            params: issue
                .params
                .iter()
                .map(|(name, value)| ((*name).to_owned(), param(value)))
                .collect(),
        })
        .collect()
}

/// The language that an options record asks for.
pub(super) fn lang(options: &Value) -> Lang {
    options.get("lang").and_then(Value::as_text).and_then(Lang::parse).unwrap_or_default()
}
