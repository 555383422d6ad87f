//! A phone field while it is typed in, for JavaScript.

use alloc::string::String;
use alloc::vec::Vec;

use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word::{self, NUMBER_TYPES};
use wasm_bindgen::prelude::wasm_bindgen;

use super::phone::{with_buffer, with_plan};

/// Formats a field after an edit. The kinds are a bit each; the edit is 1 where the character before the caret was deleted, 2 where the one after it was.
/// Gives what the field shows. The buffer's first words become the number's flags, the caret's place, how many digits are missing at least and at most,
/// and the digits that can follow, a bit each, with a tenth bit where a number is possible; its E.164 goes to its place.
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
    with_buffer(|plan, buffer| {
        let field =
            Field { country: word::country_of(plan, country), strict, kinds: &kinds, operator };
        let typed = typing::edit(plan, &field, was, now, caret, edit);
        let told = [
            word::word(&typed.number, &[], buffer.numbers) as usize,
            typed.caret,
            typed.ahead.min,
            typed.ahead.max,
            usize::from(typed.ahead.next) | usize::from(typed.ahead.possible) << 10,
        ];
        for (place, told) in buffer.words.as_chunks_mut().0.iter_mut().zip(told) {
            *place = told.to_le_bytes();
        }
        typed.text
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
