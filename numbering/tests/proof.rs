//! That the proof can fail, and that broken tables are refused instead of being believed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test: what is not there fails it"
)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

use guichet_numbering::compile::{Examples, compile};
use guichet_numbering::metadata::Metadata;
use guichet_numbering::proof::prove;
use guichet_phone::{DefaultCountry, PhoneNumber, Plan};
use proptest::prelude::*;

/// What the proof says of the tables of one release held against another.
fn differs(change: impl Fn(&mut Metadata)) -> String {
    let metadata = support::for_testing();
    let plan = Plan::load(&compile(&metadata, true, Examples::None).unwrap()).unwrap();
    prove(&plan, &metadata).unwrap();
    let mut changed = metadata.clone();
    change(&mut changed);
    prove(&plan, &changed).unwrap_err().to_string()
}

fn region<'a>(
    metadata: &'a mut Metadata,
    name: &str,
) -> &'a mut guichet_numbering::metadata::Region {
    metadata.regions.iter_mut().find(|region| region.name == name).unwrap()
}

#[test]
fn a_changed_rule_is_found() {
    let general = |metadata: &mut Metadata| {
        region(metadata, "NZ").descriptions[0].as_mut().unwrap().pattern = "[2-8]\\d{7,9}".into();
    };
    assert!(differs(general).contains("differs for"));
    let one_digit = |metadata: &mut Metadata| {
        let mobile = region(metadata, "DE").descriptions[2].as_mut().unwrap();
        mobile.pattern = mobile.pattern.replacen('1', "2", 1);
    };
    assert!(differs(one_digit).starts_with("Types(49) differs for"));
    let lengths = |metadata: &mut Metadata| {
        region(metadata, "DE").descriptions[0].as_mut().unwrap().lengths.retain(|it| *it != 11);
    };
    assert!(differs(lengths).starts_with("Types(49) differs for"));
    let transform = |metadata: &mut Metadata| region(metadata, "AR").transform = "8$1".into();
    assert!(differs(transform).starts_with("NationalPrefix"));
    let idd = |metadata: &mut Metadata| region(metadata, "US").idd = "0111?".into();
    assert!(differs(idd).starts_with("InternationalPrefix"));
    let format = |metadata: &mut Metadata| {
        region(metadata, "US").national.last_mut().unwrap().pattern =
            "(\\d{2})(\\d{4})(\\d{4})".into();
    };
    assert!(differs(format).starts_with("Format(1"));
    let beginning = |metadata: &mut Metadata| {
        let format = region(metadata, "DE").national.iter_mut().find(|it| !it.leading.is_empty());
        format.unwrap().leading[0] = "9".into();
    };
    assert!(differs(beginning).starts_with("FormatBeginning(49"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_broken_table_is_refused_or_answers(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
        shorter in any::<bool>(),
        text in "[+0-9]{0,20}",
    ) {
        let mut bytes = include_bytes!("../../phone/tables/home.bin").to_vec();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if shorter {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(plan) = Plan::load(&bytes) {
            for country in ["", "CI", "CD"] {
                let number = PhoneNumber::parse(&plan, &text, DefaultCountry::find(&plan, country));
                let _ = (number.national(&plan), number.international(&plan), number.operator(&plan), number.suggestion(&plan));
                let _ = guichet_phone::typing::format_keys(&plan, DefaultCountry::find(&plan, country), &text);
            }
        }
    }
}
