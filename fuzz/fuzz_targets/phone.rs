//! Any bytes as a number, as units, as a field that is typed in, as a list, and as a table: nothing panics, and the ways agree.
#![no_main]

use std::sync::LazyLock;

use guichet_phone::plan::Kinds;
use guichet_phone::typing::{self, Edit, Field};
use guichet_phone::word::{self, Countries};
use guichet_phone::{DefaultCountry, PhoneNumber, Plan};
use libfuzzer_sys::fuzz_target;

static HOME: LazyLock<Plan> = LazyLock::new(Plan::home);
static WORLD: LazyLock<Plan> = LazyLock::new(|| {
    Plan::load(include_bytes!("../../phone/tables/world.bin")).expect("the committed table")
});

fuzz_target!(|bytes: &[u8]| {
    let (country, bytes) = bytes.split_at(bytes.len().min(2));
    let country = std::str::from_utf8(country).unwrap_or_default();
    for plan in [&*HOME, &*WORLD] {
        let default = DefaultCountry::find(plan, country);
        if let Ok(text) = std::str::from_utf8(bytes) {
            let number = PhoneNumber::parse(plan, text, default);
            let units: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(number, PhoneNumber::parse_units(plan, &units, default));
            let _ = (
                number.national(plan),
                number.international(plan),
                number.rfc3966(plan),
                number.suggestion(plan),
                number.operator(plan),
            );
            // Strict typing asks every calling code what may follow: with the world's, milliseconds.
            let field =
                Field { country: default, strict: !plan.is_world(), kinds: Kinds::ANY, operator: "" };
            let _ = typing::edit(plan, &field, "", text, text.len() / 2, Edit::Other);
        }
        let (mut words, mut out) = ([0; 400], [0; 2000]);
        for countries in [Countries::Same(word::country_handle(default)), Countries::Each(bytes)] {
            let _ = word::lines(plan, bytes, countries, &mut words, &mut out);
        }
    }
    let _ = Plan::load(bytes);
});
