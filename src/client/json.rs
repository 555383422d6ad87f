//! Between JSON and the values that rules read.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::rules::value::{Record, Value, field};

/// Reads JSON text; None when it is not JSON.
#[must_use]
pub fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Whether the text is the beginning of JSON that goes on.
#[must_use]
pub fn is_cut_off(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// Writes a record as JSON text, in its order.
#[must_use]
pub fn write(record: &Record) -> String {
    // Writing to memory fails only for map keys that are no text; ours always are.
    serde_json::to_string(&Fields(record)).unwrap_or_default()
}

/// A service's field that may come as text or as a number, as text; blank counts as missing.
#[must_use]
pub fn text(record: &Value, name: &str) -> Option<String> {
    plain_text(record.get(name)?)
}

/// A text or number as text; blank counts as missing.
#[must_use]
pub fn plain_text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        number @ Value::Number(_) => serde_json::to_string(number).ok(),
        _ => None,
    }
}

/// A record as a JSON object.
pub struct Fields<'a>(pub &'a Record);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// The whole number that a float is, where it is one: services expect amounts without a decimal point.
#[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0).then_some(number as i64)
}

/// What JSON cannot carry is written as null.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null | Self::Unusable(_) => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => match whole(*number) {
                Some(whole) => serializer.serialize_i64(whole),
                None if number.is_finite() => serializer.serialize_f64(*number),
                None => serializer.serialize_unit(),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Record(record) => Fields(record).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

#[expect(
    clippy::cast_precision_loss,
    reason = "numbers beyond 2^53 are rounded, as JavaScript rounds them"
)]
impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    /// The last of a repeated name counts, as in JavaScript.
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut record = Record::new();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            if field(&record, &name).is_some() {
                record.retain(|(known, _)| *known != name);
            }
            record.push((name, value));
        }
        Ok(Value::Record(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_survive_the_way_there_and_back() {
        let json = r#"{"amount":2500,"half":0.5,"list":[null,true,"é\n"],"deep":{"a":""}}"#;
        let Some(Value::Record(record)) = parse(json) else { panic!("a record") };
        assert_eq!(write(&record), json);
    }

    #[test]
    fn what_is_not_json_is_none_and_the_last_of_a_repeated_name_counts() {
        for text in ["", "{", "<html>", "{'a':1}", "1 2"] {
            assert_eq!(parse(text), None, "{text}");
        }
        let repeated = parse(r#"{"amount":1,"a":2,"amount":3}"#).unwrap();
        assert_eq!(repeated.get("amount"), Some(&Value::Number(3.0)));
        assert_eq!(repeated.as_record().map(Vec::len), Some(2));
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    #[test]
    fn text_or_number_is_text_and_blank_is_missing() {
        let record = parse(r#"{"a":"701","b":701,"c":" ","d":null,"e":[],"f":0.5}"#).unwrap();
        assert_eq!(text(&record, "a").as_deref(), Some("701"));
        assert_eq!(text(&record, "b").as_deref(), Some("701"));
        assert_eq!(text(&record, "f").as_deref(), Some("0.5"));
        for name in ["c", "d", "e", "g"] {
            assert_eq!(text(&record, name), None);
        }
    }
}
