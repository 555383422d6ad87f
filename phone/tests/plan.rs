//! The committed tables, asked what libphonenumber's metadata says.

use guichet_phone::plan::{Length, NumberType, Plan};
use guichet_phone::{DefaultCountry, PhoneNumber};

const WORLD: &[u8] = include_bytes!("../tables/world.bin");

#[test]
fn home_and_world_load() {
    let home = Plan::home();
    assert_eq!(home.version(), Plan::load(WORLD).unwrap().version());
    assert!(home.region(*b"CI").is_some() && home.region(*b"FR").is_none());
    let world = Plan::load(WORLD).unwrap();
    assert_eq!((0..1000).filter(|place| world.region_at(*place).is_some()).count(), 254);
    let ci = world.region(*b"CI").unwrap();
    assert_eq!(
        world.classify(225, &[0, 7, 0, 7, 1, 2, 3, 4, 5, 6]),
        Some((ci, NumberType::Mobile))
    );
    assert_eq!(world.possible(ci, None, 8), Length::TooShort);
    let number = PhoneNumber::parse(&world, "0707123456", DefaultCountry::find(&world, "CI"));
    assert_eq!(number.national(&world).as_deref(), Some("07 07 12 3456"));
    assert_eq!(number.international(&world).as_deref(), Some("+225 07 07 12 3456"));
    let number = PhoneNumber::parse(&home, "0707123456", DefaultCountry::find(&home, "CI"));
    assert_eq!(number.operator(&home).map(|operator| operator.name), Some("Orange"));
}
