//! How the validators answer: JSON text, written without a serialisation library, which would outweigh the rules.

use alloc::string::String;

use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "page")]
use crate::account::rows::Place;
use crate::rules::issue::{Issue, Param};
use crate::rules::{Lang, Value, text};

#[wasm_bindgen]
extern "C" {
    /// JavaScript writes numbers as JSON does, and already has the code for it.
    #[wasm_bindgen(js_name = String)]
    fn decimal(number: f64) -> String;
}

/// Writes JSON text.
pub(super) struct Json(String);

/// Most answers are shorter.
const USUAL: usize = 512;

impl Default for Json {
    fn default() -> Self {
        Self(String::with_capacity(USUAL))
    }
}

impl Json {
    pub(super) fn finish(self) -> String {
        self.0
    }

    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    fn digits(&mut self, number: u64) -> &mut Self {
        text::push_digits(&mut self.0, number);
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.raw("\"");
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte < 0x20 || byte == b'"' || byte == b'\\' {
                self.raw(text.get(from..at).unwrap_or_default()).raw("\\u00");
                self.0.extend(char::from_digit(u32::from(byte >> 4), 16));
                self.0.extend(char::from_digit(u32::from(byte & 15), 16));
                from = at + 1;
            }
        }
        self.raw(text.get(from..).unwrap_or_default());
        self.raw("\"");
        self
    }

    fn member(&mut self, name: &str, text: &str) {
        self.raw(name).text(text);
    }

    /// Each item, with commas between.
    pub(super) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.raw(",");
            }
            write(self, item);
        }
        self
    }

    /// A field as rules leave it: text, flag, number or a record of these.
    pub(super) fn value(&mut self, value: &Value) -> &mut Self {
        match value {
            Value::Text(text) => self.text(text),
            Value::Bool(flag) => self.raw(if *flag { "true" } else { "false" }),
            Value::Number(number) if number.is_finite() => self.raw(&decimal(*number)),
            Value::Record(record) => self.record(record),
            Value::List(items) => {
                self.raw("[").each(items, |json, item| {
                    json.value(item);
                });
                self.raw("]")
            }
            Value::Null | Value::Number(_) | Value::Unusable(_) => self.raw("null"),
        }
    }

    pub(super) fn record<'a>(
        &mut self,
        record: impl IntoIterator<Item = &'a (String, Value)>,
    ) -> &mut Self {
        self.raw("{").each(record, |json, (name, value)| {
            json.text(name).raw(":").value(value);
        });
        self.raw("}")
    }

    pub(super) fn issues<'a>(
        &mut self,
        issues: impl IntoIterator<Item = &'a Issue>,
        lang: Lang,
    ) -> &mut Self {
        self.raw("[").each(issues, |json, issue| {
            json.issue(issue, lang);
        });
        self.raw("]")
    }

    fn issue(&mut self, issue: &Issue, lang: Lang) {
        self.raw("{");
        self.rest_of_issue(issue, lang);
    }

    /// An issue with the row of a file that it is about.
    #[cfg(feature = "page")]
    pub(super) fn issue_in_row(&mut self, place: Place, issue: &Issue, lang: Lang) {
        self.raw("{\"row\":").digits(place.row.into());
        self.raw(",\"line\":").digits(place.line.into()).raw(",");
        self.rest_of_issue(issue, lang);
    }

    fn rest_of_issue(&mut self, issue: &Issue, lang: Lang) {
        self.member("\"path\":", &issue.path);
        self.member(",\"code\":", issue.code.name());
        self.member(",\"severity\":", issue.severity.word());
        self.member(",\"message\":", &issue.message(lang));
        self.raw(",\"params\":{").each(&issue.params, |json, (name, param)| {
            json.text(name).raw(":");
            match param {
                Param::Text(words) => json.text(words),
                Param::Word([word, _]) => json.text(word),
                Param::Number(number) => json.digits(*number),
            };
        });
        self.raw("}}");
    }
}
