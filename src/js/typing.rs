//! A phone field while it is typed in, for JavaScript.

use guichet_phone::plan::Kinds;
use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word;
use wasm_bindgen::prelude::wasm_bindgen;

use super::phone::with_buffer;

/// Formats a field after an edit. The buffer's texts are what the field showed, the operator and what is in the field now; its first words say how many
/// bytes each of these has, where the caret is, what the edit was (1 where the character before the caret was deleted, 2 where the one after it was),
/// the country, 1 for strict, and the kinds, a bit each.
///
/// Writes what the field shows over the texts, and says how many bytes that is. The first words become the number's flags, the caret's place, how many
/// digits are missing at least and at most, and the digits that can follow, a bit each, with a tenth bit where a number is possible; its E.164 goes to its
/// place.
#[wasm_bindgen]
#[must_use]
pub fn phone_typed() -> usize {
    with_buffer(|plan, buffer| {
        let words = buffer.words.as_chunks_mut().0;
        let mut given = words.iter().map(|word| u32::from_le_bytes(*word));
        let mut next = || given.next().unwrap_or(0);
        let mut texts = &*buffer.texts;
        let [was, operator, now] = [next(), next(), next()].map(|length| {
            let text = texts.split_off(..length as usize).unwrap_or_default();
            core::str::from_utf8(text).unwrap_or_default()
        });
        let caret = next() as usize;
        let edit = match next() {
            1 => Edit::DeletedBackward,
            2 => Edit::DeletedForward,
            _ => Edit::Other,
        };
        let country = word::country_of(plan, next());
        let (strict, kinds) = (next() == 1, Kinds::from_bits(next()));
        let field = Field { country, strict, kinds, operator };
        let typed = typing::edit(plan, &field, was, now, caret, edit);
        let told = [
            word::word(&typed.number, &[], buffer.numbers),
            u32::try_from(typed.caret).unwrap_or(0),
            typed.ahead.min(),
            typed.ahead.max(),
            typed.ahead.next() | u32::from(typed.ahead.possible()) << 10,
        ];
        for (place, told) in words.iter_mut().zip(told) {
            *place = told.to_le_bytes();
        }
        put(buffer.texts, typed.text.as_bytes())
    })
    .unwrap_or(0)
}

/// Formats what is typed: writes it over the text in the buffer, which has so many bytes, and says how many it has then.
#[wasm_bindgen]
#[must_use]
pub fn phone_format(length: usize, country: u32) -> usize {
    with_buffer(|plan, buffer| {
        let keys = core::str::from_utf8(buffer.texts.get(..length).unwrap_or_default());
        let country = word::country_of(plan, country);
        let shown = typing::format_keys(plan, country, keys.unwrap_or_default());
        put(buffer.texts, shown.as_bytes())
    })
    .unwrap_or(0)
}

fn put(texts: &mut [u8], text: &[u8]) -> usize {
    for (place, byte) in texts.iter_mut().zip(text) {
        *place = *byte;
    }
    text.len()
}
