//! Between JSON and the values that rules read.

use serde_json::{Map, Number};

use crate::rules::{Record, Value};

/// Reads any JSON as a value.
#[must_use]
pub fn to_value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(to_value).collect()),
        serde_json::Value::Object(map) => {
            Value::Record(map.into_iter().map(|(name, value)| (name, to_value(value))).collect())
        }
    }
}

/// Writes a value as JSON; what JSON cannot carry becomes null.
#[must_use]
pub fn from_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Null | Value::Unusable(_) => serde_json::Value::Null,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => from_number(*number),
        Value::Text(text) => text.as_str().into(),
        Value::List(items) => items.iter().map(from_value).collect(),
        Value::Record(record) => from_record(record),
    }
}

/// Writes a record as a JSON object, in its order.
#[must_use]
pub fn from_record(record: &Record) -> serde_json::Value {
    let map: Map<String, serde_json::Value> =
        record.iter().map(|(name, value)| (name.clone(), from_value(value))).collect();
    serde_json::Value::Object(map)
}

/// Whole numbers are written without a decimal point, as every service expects amounts.
fn from_number(number: f64) -> serde_json::Value {
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
    if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0 {
        return (number as i64).into();
    }
    Number::from_f64(number).map_or(serde_json::Value::Null, serde_json::Value::Number)
}

/// A service's field that may come as text or as a number, as text; blank counts as missing.
#[must_use]
pub fn text(json: &serde_json::Value, name: &str) -> Option<String> {
    match json.get(name)? {
        serde_json::Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        }
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_the_way_there_and_back() {
        let json = serde_json::json!({"amount": 2500, "half": 0.5, "list": [null, true, "é"], "deep": {"a": ""}});
        assert_eq!(from_value(&to_value(json.clone())), json);
    }

    #[test]
    fn text_or_number_is_text_and_blank_is_missing() {
        let json = serde_json::json!({"a": "701", "b": 701, "c": " ", "d": null, "e": []});
        assert_eq!(text(&json, "a").as_deref(), Some("701"));
        assert_eq!(text(&json, "b").as_deref(), Some("701"));
        for name in ["c", "d", "e", "f"] {
            assert_eq!(text(&json, name), None);
        }
    }
}
