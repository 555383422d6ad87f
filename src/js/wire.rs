//! How values cross: read from the bytes that `pkg/api/wire.js` writes, written as JSON text.
//!
//! ```text
//! value  := tag payload
//! 0 null · 1 false · 2 true · 3 number f64 · 4 text · 5 list count value… · 6 record count (text value)… · 7 unusable why
//! text   := length utf-8 · length, count := u32 · why := u8 · all little-endian
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::rules::issue::{Issue, Param, Severity};
use crate::rules::value::Unusable;
use crate::rules::{Lang, Record, Value, text};

#[wasm_bindgen]
extern "C" {
    /// JavaScript writes numbers as JSON does, and already has the code for it.
    #[wasm_bindgen(js_name = String)]
    fn decimal(number: f64) -> String;
}

/// Deepest nesting read. The deepest documented request has two levels.
const DEEPEST: u32 = 16;

/// Reads one value; anything malformed reads as nothing.
pub(super) fn decode(bytes: &[u8]) -> Value {
    Bytes { rest: bytes }.value(0).unwrap_or(Value::Null)
}

struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        core::str::from_utf8(self.take(length)?).ok().map(String::from)
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let [tag] = self.array()?;
        Some(match tag {
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(f64::from_le_bytes(self.array()?)),
            4 => Value::Text(self.text()?),
            5 => {
                let mut items = Vec::new();
                for _ in 0..self.count()? {
                    items.push(self.value(depth + 1)?);
                }
                Value::List(items)
            }
            6 => {
                let mut record = Record::new();
                for _ in 0..self.count()? {
                    record.push((self.text()?, self.value(depth + 1)?));
                }
                Value::Record(record)
            }
            7 => Value::Unusable(match self.array()? {
                [1] => Unusable::BrokenText,
                [2] => Unusable::Unreadable,
                [3] => Unusable::TooDeep,
                [4] => Unusable::TooLong,
                _ => Unusable::Type,
            }),
            _ => Value::Null,
        })
    }
}

/// Writes JSON text.
#[derive(Default)]
pub(super) struct Json(String);

impl Json {
    pub(super) fn finish(self) -> String {
        self.0
    }

    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\u{0}'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    let code = u32::from(c);
                    self.0.extend(char::from_digit(code >> 4, 16));
                    self.0.extend(char::from_digit(code & 15, 16));
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
        self
    }

    /// Each item, with commas between.
    pub(super) fn each<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) -> &mut Self {
        for (at, item) in items.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
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

    pub(super) fn record(&mut self, record: &Record) -> &mut Self {
        self.raw("{").each(record, |json, (name, value)| {
            json.text(name).raw(":").value(value);
        });
        self.raw("}")
    }

    pub(super) fn issues(&mut self, issues: &[Issue], lang: Lang) -> &mut Self {
        self.raw("[").each(issues, |json, issue| {
            json.issue(issue, lang);
        });
        self.raw("]")
    }

    fn issue(&mut self, issue: &Issue, lang: Lang) {
        let severity = match issue.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        self.raw("{\"path\":").text(&issue.path);
        self.raw(",\"code\":").text(issue.code.name());
        self.raw(",\"severity\":").text(severity);
        self.raw(",\"message\":").text(&issue.message(lang));
        self.raw(",\"params\":{").each(&issue.params, |json, (name, param)| {
            json.text(name).raw(":");
            match param {
                Param::Text(words) => json.text(words),
                Param::Number(number) => json.raw(&text::digits(*number)),
            };
        });
        self.raw("}}");
    }
}
