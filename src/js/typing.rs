//! A phone field while it is typed in, for JavaScript.

use alloc::string::String;
use alloc::vec::Vec;

use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word::{self, NUMBER_TYPES};
use wasm_bindgen::prelude::wasm_bindgen;

use super::phone::with_plan;
use crate::rules::text::digits;

/// Formats a field after an edit. The kinds are a bit each; the edit is 1 where the character before the caret was deleted, 2 where the one after it was.
/// The answer is a line each, as pkg/api/phone.js reads them.
#[wasm_bindgen]
#[must_use]
#[expect(
    clippy::too_many_arguments,
    reason = "numbers and texts cross without an object being made"
)]
pub fn phone_typed(
    was: &str,
    now: &str,
    caret: usize,
    edit: u8,
    country: u32,
    strict: bool,
    kinds: u32,
    operator: &str,
) -> String {
    let edit = match edit {
        1 => Edit::DeletedBackward,
        2 => Edit::DeletedForward,
        _ => Edit::Other,
    };
    let kinds: Vec<_> = (0..)
        .zip(NUMBER_TYPES)
        .filter(|(at, _)| kinds >> at & 1 == 1)
        .map(|(_, kind)| kind)
        .collect();
    with_plan(|plan| {
        let field =
            Field { country: word::country_of(plan, country), strict, kinds: &kinds, operator };
        let typed = typing::edit(plan, &field, was, now, caret, edit);
        let mut lines = typed.text;
        let mut line = |text: &str| {
            lines.push('\n');
            lines.push_str(text);
        };
        line(&digits(typed.caret as u64));
        line(word::status_word(&typed.number));
        line(word::reason_word(&typed.number));
        line(word::kind_word(&typed.number));
        line(&typed.number.e164().unwrap_or_default());
        line(if typed.ahead.possible { "1" } else { "" });
        line(&digits(typed.ahead.min as u64));
        line(&digits(typed.ahead.max as u64));
        line(&typed.ahead.next_digits().collect::<String>());
        lines
    })
    .unwrap_or_default()
}

/// Formats what is typed.
#[wasm_bindgen]
#[must_use]
pub fn phone_format(country: u32, keys: &str) -> String {
    with_plan(|plan| typing::format_keys(plan, word::country_of(plan, country), keys))
        .unwrap_or_default()
}
