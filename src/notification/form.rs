//! Reads a notification's body, whoever has read it before: the text as it was posted, or the record that a framework made of it.

use crate::client::json;
use crate::rules::{Issue, IssueCode, Value, text};

/// Named texts in the order received.
pub type Fields = Vec<(String, String)>;

/// Reads form-encoded text, JSON text, or a record of texts.
///
/// # Errors
/// `not_a_record`; `not_text` for a field that holds more than one value, since others may read another one.
pub fn read(body: &Value) -> Result<Fields, Issue> {
    match body {
        Value::Text(text) if text.trim_start().starts_with('{') => {
            record(&json::parse(text).unwrap_or(Value::Null))
        }
        Value::Text(text) => Ok(form_urlencoded::parse(text.as_bytes()).into_owned().collect()),
        other => record(other),
    }
}

fn record(value: &Value) -> Result<Fields, Issue> {
    let Value::Record(fields) = value else {
        return Err(Issue::error(IssueCode::NotARecord).with_word("got", text::kind(value)));
    };
    fields.iter().map(|(name, value)| Ok((name.clone(), plain(name, value)?))).collect()
}

fn plain(name: &str, value: &Value) -> Result<String, Issue> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Text(text) => Ok(text.clone()),
        Value::Number(_) | Value::Bool(_) => Ok(serde_json::to_string(value).unwrap_or_default()),
        Value::List(_) | Value::Record(_) | Value::Unusable(_) => {
            Err(Issue::error(IssueCode::NotText).with_word("got", text::kind(value)).at(name))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_fields_are_read_from_every_shape() {
        let fields = [("cpm_amount", "2500"), ("cpm_designation", "Riz & co"), ("cpm_custom", "")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        for body in [
            Value::from("cpm_amount=2500&cpm_designation=Riz+%26+co&cpm_custom="),
            json::parse(r#"{"cpm_amount":2500,"cpm_designation":"Riz & co","cpm_custom":null}"#)
                .unwrap(),
            Value::from(
                r#" {"cpm_amount":"2500","cpm_designation":"Riz \u0026 co","cpm_custom":""}"#,
            ),
        ] {
            assert_eq!(read(&body), Ok(fields.clone()), "{body:?}");
        }
    }

    #[test]
    fn what_is_no_record_of_texts_is_refused() {
        for body in ["{", "{\"a\":[1,2]}", "{\"a\":{}}"] {
            assert!(read(&body.into()).is_err(), "{body}");
        }
        for body in [Value::Null, Value::Number(1.0), Value::List(Vec::new())] {
            assert!(read(&body).is_err(), "{body:?}");
        }
    }

    #[test]
    fn a_repeated_name_stays_repeated() {
        assert_eq!(read(&"a=1&a=2".into()).map(|fields| fields.len()), Ok(2));
    }
}
