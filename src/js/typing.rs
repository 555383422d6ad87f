//! A phone field while it is typed in, for JavaScript.

use alloc::string::String;
use alloc::vec::Vec;

use guichet_phone::DefaultCountry;
use guichet_phone::typing::{self, Edit, Field, Typed};
use guichet_phone::word;
use wasm_bindgen::prelude::wasm_bindgen;

use super::json::Json;
use super::phone::with_plan;
use super::{scratch, wire};
use crate::rules::Value;
use crate::rules::text::digits;

/// Formats a field after an edit: takes `[options, before, now, caret, edit]` from the scratch buffer, and gives JSON text.
#[wasm_bindgen]
#[must_use]
pub fn phone_typed(length: usize) -> String {
    let Value::List(given) = scratch::read(length, wire::decode) else { return String::new() };
    let mut given = given.into_iter();
    let mut next = || given.next().unwrap_or(Value::Null);
    let (options, was, now, caret, edit) = (next(), next(), next(), next(), next());
    let now = now.as_text().unwrap_or_default();
    let caret = match caret {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place beyond the text is its end"
        )]
        Value::Number(place) if place >= 0.0 => place as usize,
        _ => now.len(),
    };
    let edit = match edit.as_text() {
        Some("deleteContentBackward") => Edit::DeletedBackward,
        Some("deleteContentForward") => Edit::DeletedForward,
        _ => Edit::Other,
    };
    let was = was.as_text().unwrap_or_default();
    with_plan(|plan| {
        let country = options.get("country").and_then(Value::as_text);
        let kinds: Vec<_> = match options.get("kinds") {
            Some(Value::List(kinds)) => {
                kinds.iter().filter_map(|kind| word::kind_of(kind.as_text()?)).collect()
            }
            _ => Vec::new(),
        };
        let field = Field {
            country: country.map_or(DefaultCountry::None, |name| DefaultCountry::find(plan, name)),
            strict: options.get("strict") == Some(&Value::Bool(true)),
            kinds: &kinds,
            operator: options.get("operator").and_then(Value::as_text).unwrap_or_default(),
        };
        answer(&typing::edit(plan, &field, was, now, caret, edit))
    })
    .unwrap_or_default()
}

/// Formats what is typed: takes `[country, text]` from the scratch buffer.
#[wasm_bindgen]
#[must_use]
pub fn phone_format(length: usize) -> String {
    let Value::List(given) = scratch::read(length, wire::decode) else { return String::new() };
    let mut given = given.iter().map(|value| value.as_text().unwrap_or_default());
    let (country, keys) = (given.next().unwrap_or_default(), given.next().unwrap_or_default());
    with_plan(|plan| typing::format_keys(plan, DefaultCountry::find(plan, country), keys))
        .unwrap_or_default()
}

fn answer(typed: &Typed) -> String {
    let mut json = Json::default();
    json.raw("{\"text\":").text(&typed.text).raw(",\"caret\":").raw(&digits(typed.caret as u64));
    json.raw(",\"status\":").text(word::status_word(&typed.number));
    for (name, value) in
        [("reason", word::reason_word(&typed.number)), ("type", word::kind_word(&typed.number))]
    {
        if !value.is_empty() {
            json.raw(",").text(name).raw(":").text(value);
        }
    }
    if let Some(e164) = typed.number.e164() {
        json.raw(",\"e164\":").text(&e164);
    }
    json.raw(",\"possible\":").raw(if typed.ahead.possible { "true" } else { "false" });
    json.raw(",\"missing\":{\"min\":").raw(&digits(typed.ahead.min as u64));
    json.raw(",\"max\":").raw(&digits(typed.ahead.max as u64));
    json.raw("},\"nextDigits\":").text(&typed.ahead.next_digits().collect::<String>()).raw("}");
    json.finish()
}
