//! What holds for every text and every number.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test: what is not there fails it"
)]
#![cfg(not(target_arch = "wasm32"))]

use std::sync::LazyLock;

use guichet_phone::plan::Kinds;
use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word::{self, Countries};
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, Status};
use proptest::prelude::*;

static HOME: LazyLock<Plan> = LazyLock::new(Plan::home);
static WORLD: LazyLock<Plan> =
    LazyLock::new(|| Plan::load(include_bytes!("../tables/world.bin")).unwrap());

const COUNTRIES: [&str; 10] = ["", "CI", "CD", "BJ", "SN", "US", "AR", "IT", "XX", "é"];

/// Texts that look like numbers, and texts that do not.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[+0-9 ().x;=/-]{0,40}",
        "(\\+|00|011|0)?(225|229|243|1|54|39)[0-9 ]{4,16}( ?(x|ext\\.?|;ext=|#)[0-9]{1,8})?",
        "(tel:)?[+0-9]{0,14}(;phone-context=[+a-z0-9.-]{0,12})?(;isub=[0-9]{0,4})?",
        "[0-9]{0,12}[٠-٩]{0,6}[０-９]{0,6}[A-Za-z]{0,8}",
    ]
}

fn country(plan: &Plan, place: usize) -> DefaultCountry {
    DefaultCountry::find(plan, COUNTRIES[place % COUNTRIES.len()])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_answered(text in any_text(), place in any::<usize>()) {
        for plan in [&*HOME, &*WORLD] {
            let number = PhoneNumber::parse(plan, &text, country(plan, place));
            let _ = (number.national(plan), number.international(plan), number.rfc3966(plan), number.operator(plan));
            let _ = (number.suggestion(plan), number.contact(), number.locked(), number.destination());
            prop_assert!(!format!("{number:?}").contains("0707"), "a number is never shown in Debug");
        }
    }

    #[test]
    fn any_units_are_answered(units in prop::collection::vec(any::<u16>(), 0..260), place in any::<usize>()) {
        let _ = PhoneNumber::parse_units(&WORLD, &units, country(&WORLD, place));
    }

    #[test]
    fn the_same_characters_are_the_same_number_however_they_come(text in "[ -~]{0,60}", place in any::<usize>()) {
        let default = country(&WORLD, place);
        let number = PhoneNumber::parse(&WORLD, &text, default);
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(&number, &PhoneNumber::parse_bytes(&WORLD, text.as_bytes(), default));
        prop_assert_eq!(&number, &PhoneNumber::parse_units(&WORLD, &units, default));
    }

    #[test]
    fn what_is_e164_at_a_glance_is_read_as_that_very_number(digits in "(225|221|237|33|1|7|39|44|61)?[0-9]{0,16}") {
        for plan in [&*HOME, &*WORLD] {
            if PhoneNumber::is_e164(plan, digits.as_bytes()) {
                let e164 = format!("+{digits}");
                let number = PhoneNumber::parse(plan, &e164, DefaultCountry::None);
                prop_assert_eq!((number.status(), number.e164()), (Status::Valid, Some(e164)));
            }
        }
    }

    #[test]
    fn e164_of_a_valid_number_is_read_as_itself(text in any_text(), place in any::<usize>()) {
        let number = PhoneNumber::parse(&WORLD, &text, country(&WORLD, place));
        if number.status() == Status::Valid {
            let e164 = number.e164().unwrap();
            let again = PhoneNumber::parse(&WORLD, &e164, DefaultCountry::None);
            prop_assert_eq!(again.e164(), Some(e164));
            prop_assert_eq!((again.status(), again.region(), again.kind()), (number.status(), number.region(), number.kind()));
            let international = number.international(&WORLD).unwrap();
            let again = PhoneNumber::parse(&WORLD, &international, DefaultCountry::None);
            prop_assert_eq!(again.international(&WORLD), Some(international));
        }
    }

    #[test]
    fn home_says_what_the_world_says(text in "(\\+|00)?(225|221|223|228|229|226|227|224|237|243|241|242|235|236|240|245)[0-9 ]{4,12}", place in 1..5usize) {
        let of = |plan: &Plan| {
            let number = PhoneNumber::parse(plan, &text, country(plan, place));
            (number.status(), number.reason(), number.kind(), number.national(plan), number.international(plan))
        };
        prop_assert_eq!(of(&HOME), of(&WORLD));
    }

    #[test]
    fn a_list_is_each_of_its_lines(lines in prop::collection::vec(("[+0-9 x.]{0,24}", any::<usize>()), 1..30), alike in any::<bool>()) {
        let countries: Vec<_> = lines.iter().map(|(_, place)| country(&WORLD, if alike { lines[0].1 } else { *place })).collect();
        let handles: Vec<u8> = countries.iter().flat_map(|country| u16::try_from(word::country_handle(*country)).unwrap().to_le_bytes()).collect();
        let given = if alike { Countries::Same(word::country_handle(countries[0])) } else { Countries::Each(&handles) };
        let (mut words, mut out) = (vec![0; lines.len() * 4], vec![0; 2000]);
        let text = lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n");
        let count = word::lines(&WORLD, text.as_bytes(), given, &mut words, &mut out);
        prop_assert_eq!(count, lines.len());
        prop_assert_eq!(word::lines(&WORLD, text.as_bytes(), given, &mut [0; 4], &mut out.clone()), count);
        let mut written = out.as_slice();
        for (((line, _), default), flags) in lines.iter().zip(countries).zip(words.as_chunks::<4>().0) {
            let mut own = [0; 40];
            let number = PhoneNumber::parse(&WORLD, line, default);
            let expected = word::word(&number, line.as_bytes(), &mut own);
            prop_assert_eq!(u32::from_le_bytes(*flags), expected);
            let length = expected >> 10 & 31;
            if length != 31 {
                let (number, rest) = written.split_at(length as usize);
                prop_assert_eq!(number, &own[..length as usize]);
                written = rest;
            }
        }
    }

    #[test]
    fn typing_keeps_every_key_and_the_caret(text in any_text(), was in any_text(), caret in 0..60usize, place in any::<usize>(), strict in any::<bool>()) {
        let field = Field { country: country(&HOME, place), strict, kinds: Kinds::ANY, operator: "" };
        for edit in [Edit::Other, Edit::DeletedBackward, Edit::DeletedForward] {
            let typed = typing::edit(&HOME, &field, &was, &text, caret, edit);
            prop_assert!(typed.caret <= typed.text.encode_utf16().count());
            let again = typing::edit(&HOME, &Field { strict: false, ..field }, &typed.text, &typed.text, typed.caret, Edit::Other);
            prop_assert_eq!(&again.text, &typed.text, "what is shown stays as it is");
            prop_assert_eq!(again.caret, typed.caret);
        }
    }
}
