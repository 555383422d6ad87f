//! Phone numbers for JavaScript. Texts come in a fixed buffer and go back in it, answers are words of flags (`guichet_phone::word` says which bits mean what).
//!
//! The buffer: texts in UTF-8 at its start, then a list's words and countries, then E.164 numbers.

use guichet_phone::word::{self, Countries};
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, details};
use wasm_bindgen::prelude::wasm_bindgen;

use super::scratch::{self, Local};

/// Lines of a list; their words have four bytes each, their countries two.
const LINES: usize = 4096;
/// Room for texts.
const TEXTS: usize = 32 * 1024;
/// Room for E.164 numbers: a text's digits, three of a calling code and a plus for each line, and the longest once more.
const NUMBERS: usize = TEXTS + LINES * 4 + word::LONGEST_E164;
const SIZE: usize = TEXTS + LINES * 6 + NUMBERS;

/// JavaScript reads words of two and four bytes in it.
#[repr(align(8))]
struct Buffer([u8; SIZE]);

static BUFFER: Local<Buffer> = Local::new(Buffer([0; SIZE]));
static PLAN: Local<Option<Plan>> = Local::new(None);

/// Calls with the plan that is loaded, the home countries' to begin with. None within such a call, which JavaScript cannot bring about.
pub(super) fn with_plan<T>(call: impl FnOnce(&Plan) -> T) -> Option<T> {
    PLAN.with(|plan| call(plan.get_or_insert_with(Plan::home)))
}

/// The buffer's parts.
pub(super) struct Parts<'a> {
    pub(super) texts: &'a mut [u8],
    pub(super) words: &'a mut [u8],
    countries: &'a [u8],
    pub(super) numbers: &'a mut [u8],
}

/// Calls with the plan and what JavaScript wrote.
#[inline]
pub(super) fn with_buffer<T>(call: impl FnOnce(&Plan, Parts<'_>) -> T) -> Option<T> {
    with_plan(|plan| {
        BUFFER.with(|buffer| {
            let (texts, rest) = buffer.0.split_at_mut(TEXTS);
            let (words, rest) = rest.split_at_mut(LINES * 4);
            let (countries, numbers) = rest.split_at_mut(LINES * 2);
            call(plan, Parts { texts, words, countries, numbers })
        })
    })?
}

/// Calls with the plan and the buffer's room for texts.
pub(super) fn with_texts<T>(call: impl FnOnce(&Plan, &mut [u8]) -> T) -> Option<T> {
    with_buffer(|plan, buffer| call(plan, buffer.texts))
}

/// Where the buffer is. It never moves.
#[wasm_bindgen]
#[must_use]
pub fn phone_buffer() -> *const u8 {
    BUFFER.with(|buffer| buffer.0.as_ptr()).unwrap_or(core::ptr::null())
}

/// Writes how the buffer is divided: lines, and bytes of texts and of numbers, four bytes each; then what the flags mean: lines of words, each by its
/// number. Says how many bytes that is.
#[wasm_bindgen]
#[must_use]
pub fn phone_words() -> usize {
    with_buffer(|plan, buffer| {
        let mut length = 0;
        let mut put = |bytes: &[u8]| {
            for byte in bytes {
                if let Some(place) = buffer.texts.get_mut(length) {
                    *place = *byte;
                    length += 1;
                }
            }
        };
        for size in [LINES, TEXTS, NUMBERS] {
            put(&size.to_le_bytes());
        }
        put(word::WORDS.as_bytes());
        for place in 0.. {
            let Some(region) = plan.region_at(place) else { break };
            put(b" ");
            put(plan.alpha2(region).as_ref().map_or(&[], |letters| letters));
        }
        length
    })
    .unwrap_or(0)
}

/// The number of a country, given as its two letters.
#[wasm_bindgen]
#[must_use]
pub fn phone_country(first: u8, second: u8) -> u32 {
    with_plan(|plan| word::country_handle(DefaultCountry::of(plan, [first, second]))).unwrap_or(0)
}

/// Checks the text in the buffer, of that many bytes: flags.
#[wasm_bindgen]
#[must_use]
pub fn phone(length: usize, country: u32) -> u32 {
    with_buffer(|plan, buffer| {
        let text = buffer.texts.get(..length).unwrap_or(buffer.texts);
        let number = word::number(plan, text, country);
        word::word(&number, text, buffer.numbers)
    })
    .unwrap_or(0)
}

/// Checks the lines in the buffer, newlines between them: flags and E.164 numbers go to their places. `country` is that of every line, or above
/// `u16::MAX` where each has its own in the buffer. Says how many lines there are.
#[wasm_bindgen]
#[must_use]
pub fn phone_lines(length: usize, country: u32) -> usize {
    with_buffer(|plan, buffer| {
        let countries = if country > u16::MAX.into() {
            Countries::Each(buffer.countries)
        } else {
            Countries::Same(country)
        };
        let text = buffer.texts.get(..length).unwrap_or(buffer.texts);
        word::lines(plan, text, countries, buffer.words, buffer.numbers)
    })
    .unwrap_or(0)
}

/// The number of the text in the buffer.
fn with_number<T>(
    length: usize,
    country: u32,
    call: impl FnOnce(&Plan, PhoneNumber, &mut [u8]) -> T,
) -> Option<T> {
    with_buffer(|plan, buffer| {
        let text = buffer.texts.get(..length).unwrap_or(buffer.texts);
        let number = word::number(plan, text, country);
        call(plan, number, buffer.texts)
    })
}

/// Writes everything that the flags do not hold over the text in the buffer, as `DETAILS` in pkg/api/phone.js reads it; says how many bytes that is.
#[wasm_bindgen]
#[must_use]
pub fn phone_details(length: usize, country: u32) -> usize {
    with_number(length, country, |plan, number, texts| details::write(plan, &number, texts))
        .unwrap_or(0)
}

/// Whether the number is valid as one of that country.
#[wasm_bindgen]
#[must_use]
pub fn phone_valid_for(length: usize, country: u32, asked: u32) -> bool {
    with_number(length, country, |plan, number, _| match word::country_of(plan, asked) {
        DefaultCountry::Known(region) => number.is_valid_for(plan, region),
        DefaultCountry::None | DefaultCountry::Unloaded => false,
    })
    .unwrap_or(false)
}

/// An example of a country's numbers, of a kind by its number in the flags, or of any where that is 0: flags, 0 where the plan has none.
#[wasm_bindgen]
#[must_use]
pub fn phone_example(country: u32, kind: u32) -> u32 {
    with_buffer(|plan, buffer| {
        let number = word::example(plan, country, kind)?;
        Some(word::word(&number, &[], buffer.numbers))
    })
    .flatten()
    .unwrap_or(0)
}

/// Takes the world's plan from the scratch buffer. Says whether it could be read; if not, the plan stays what it was.
#[wasm_bindgen]
#[must_use]
pub fn phone_load(length: usize) -> bool {
    match scratch::read(length, Plan::load) {
        Ok(world) => PLAN.with(|plan| *plan = Some(world)).is_some(),
        Err(_) => false,
    }
}
