//! A phone field while it is typed in, for JavaScript.

use alloc::string::String;

use guichet_phone::plan::Kinds;
use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word;
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
    with_buffer(|plan, buffer| {
        let country = word::country_of(plan, country);
        let field = Field { country, strict, kinds: Kinds::from_bits(kinds), operator };
        let typed = typing::edit(plan, &field, was, now, caret, edit);
        let told = [
            word::word(&typed.number, &[], buffer.numbers),
            u32::try_from(typed.caret).unwrap_or(0),
            typed.ahead.min(),
            typed.ahead.max(),
            typed.ahead.next() | u32::from(typed.ahead.possible()) << 10,
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
