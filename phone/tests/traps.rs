//! Where re-implementations of libphonenumber go wrong: one test each, asked of the committed plan of the world.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test: what is not there fails it"
)]

use std::sync::LazyLock;

use guichet_phone::plan::{Length, NumberType};
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, word};

static WORLD: LazyLock<Plan> =
    LazyLock::new(|| Plan::load(include_bytes!("../tables/world.bin")).unwrap());

fn parse(text: &str, country: &str) -> PhoneNumber {
    PhoneNumber::parse(&WORLD, text, DefaultCountry::find(&WORLD, country))
}

/// E.164, or why there is none.
fn e164(text: &str, country: &str) -> String {
    let number = parse(text, country);
    number.e164().unwrap_or_else(|| word::reason_word(&number).to_owned())
}

fn region(text: &str) -> String {
    let letters = parse(text, "").region().and_then(|region| WORLD.alpha2(region));
    letters.map_or("001".to_owned(), |it| String::from_utf8_lossy(&it).into_owned())
}

#[test]
fn after_a_calling_code_the_main_region_decides_whatever_the_default_is() {
    for country in ["GG", "GB", "FR", ""] {
        assert_eq!(e164("+44 (0)7911 123456", country), "+447911123456", "{country}");
    }
    assert_eq!(e164("+61 08 9162 1234", "CX"), "+61891621234");
    assert_eq!(e164("+1 242 365 1234", "BS"), "+12423651234");
}

#[test]
fn a_bahamian_leaves_the_area_out() {
    assert_eq!(e164("365 1234", "BS"), "+12423651234");
    assert_eq!(e164("365 1234", "US"), "+13651234");
}

#[test]
fn a_rule_that_holds_at_the_end_alone_holds_nowhere_else() {
    // Guernsey: `([25-9]\d{5})$|0` puts 1481 before six digits alone.
    assert_eq!(e164("256789", "GG"), "+441481256789");
    assert_eq!(e164("2567891", "GG"), "+442567891");
}

#[test]
fn two_digits_are_a_number_only_without_punctuation() {
    assert_eq!(e164("12", "DE"), "+4912");
    assert_eq!(e164("1-2", "DE"), "not_a_number");
}

#[test]
fn a_prefix_is_taken_off_by_pattern_and_put_back_by_length() {
    // 8 is a national prefix in Russia, and begins numbers too.
    assert_eq!(e164("8 800 555 35 35", "RU"), "+78005553535");
    assert_eq!(e164("800 555 35 35", "RU"), "+78005553535");
    // What would be too short without its first digits keeps them.
    assert_eq!(e164("0404", "FI"), "+3580404");
}

#[test]
fn zeros_that_belong_to_a_number_are_kept() {
    assert_eq!(e164("02 3661 8300", "IT"), "+390236618300");
    assert_eq!(e164("07 07 12 34 56", "CI"), "+2250707123456");
    assert_eq!(e164("01 95 12 34 56", "BJ"), "+2290195123456");
}

#[test]
fn congo_kinshasa_strips_its_trunk_zero() {
    assert_eq!(e164("081 234 5678", "CD"), "+243812345678");
    assert_eq!(e164("+243 0 81 234 5678", ""), "+243812345678");
}

#[test]
fn argentina_writes_9_abroad_and_15_at_home() {
    assert_eq!(e164("011 15 2345 6789", "AR"), "+5491123456789");
    let number = parse("+54 9 11 2345 6789", "");
    assert_eq!(number.national(&WORLD).as_deref(), Some("011 15-2345-6789"));
}

#[test]
fn carrier_codes_are_taken_off() {
    assert_eq!(e164("0 15 11 96123-4567", "BR"), "+5511961234567");
    assert_eq!(e164("17951 139 1234 5678", "CN"), "+8613912345678");
    assert_eq!(e164("082 2-123-4567", "KR"), "+8221234567");
    assert_eq!(e164("1831 2 9374 4000", "AU"), "+61293744000");
    assert_eq!(e164("0456 601 2345678", "CO"), "+576012345678");
}

#[test]
fn prefixes_turn_into_digits() {
    assert_eq!(e164("85 0549 88 6377", "SM"), "+378850549886377");
    assert_eq!(e164("886377", "SM"), "+3780549886377");
    assert_eq!(e164("22 123", "NF"), "+672322123");
    assert_eq!(e164("22 123 45", "MG"), "+261202212345");
    assert_eq!(e164("0 11 03 12 34", "GA"), "+24111031234");
    // Japan: `(000[2569]\d{4,6})$` is a number as it stands; where digits go on, only the 0 is taken off; 003768 is a carrier, whose 0 goes with it.
    assert_eq!(e164("0002 12345", "JP"), "+81000212345");
    assert_eq!(e164("0002 123 4567", "JP"), "+810021234567");
    assert_eq!(e164("003768 0 3 1234 5678", "JP"), "+81312345678");
    assert_eq!(e164("003768 3 1234 5678", "JP"), "+81312345678");
}

#[test]
fn an_international_prefix_before_a_zero_is_none() {
    assert_eq!(e164("00 0 123", "CI"), "+225000123");
    assert_eq!(e164("8 10 225 07 07 12 34 56", "RU"), "+2250707123456");
    assert_eq!(e164("0011 225 07 07 12 34 56", "AU"), "+2250707123456");
    assert_eq!(e164("011 225 07 07 12 34 56", "US"), "+2250707123456");
}

#[test]
fn a_plus_too_many_is_forgiven() {
    assert_eq!(e164("+00225 07 07 12 34 56", "CI"), "+2250707123456");
    assert_eq!(e164("+0707123456", "CI"), "invalid_country_code");
}

#[test]
fn leading_digits_and_types_tell_regions_apart() {
    for (number, expected) in [
        ("+77172123456", "KZ"),
        ("+74951234567", "RU"),
        ("+390669812345", "VA"),
        ("+390612345678", "IT"),
        ("+35818123456", "AX"),
        ("+358401234567", "FI"),
        ("+212520123456", "MA"),
        ("+12423651234", "BS"),
        ("+14165550123", "CA"),
        ("+447781123456", "GG"),
    ] {
        assert_eq!(region(number), expected, "{number}");
    }
    // Leading digits decide the region even of an invalid number.
    assert_eq!(region("+1242365123"), "BS");
}

#[test]
fn numbers_without_a_country_belong_to_001() {
    for number in
        ["+80012345678", "+80812345678", "+870773111632", "+883510012345", "+979123456789"]
    {
        assert_eq!(word::status_word(&parse(number, "")), "valid", "{number}");
        assert_eq!(region(number), "001", "{number}");
    }
}

#[test]
fn a_line_may_be_fixed_or_mobile() {
    assert_eq!(parse("+12015550123", "").kind(), Some(NumberType::FixedLineOrMobile));
    let us = WORLD.region(*b"US").unwrap();
    assert_eq!(WORLD.possible(us, Some(NumberType::Mobile), 7), Length::LocalOnly);
}

#[test]
fn the_mexican_1_is_history() {
    assert_eq!(word::status_word(&parse("+52 1 55 1234 5678", "")), "invalid");
    assert_eq!(word::status_word(&parse("+52 55 1234 5678", "")), "valid");
}

#[test]
fn the_text_itself() {
    let awa = "+2250707123456";
    for text in [
        "＋２２５　０７　０７　１２　３４　５６",
        "+225 ٠٧ ٠٧ ١٢ ٣٤ ٥٦",
        "+225 ۰۷۰۷۱۲۳۴۵۶",
        "tel:0707123456;phone-context=+225",
        "tel:+225-0707123456;isub=77",
        "+2250707123456/x0505123456",
    ] {
        assert_eq!(e164(text, ""), awa, "{text}");
    }
    assert_eq!(e164("1800 FLOWERS", "US"), "+18003569377");
    assert_eq!(e164(&format!("{awa}{}", " ".repeat(236)), ""), awa);
    assert_eq!(e164(&format!("{awa}{}", " ".repeat(237)), ""), "too_long");
}

#[test]
fn digits_are_an_e164_at_a_glance_where_nothing_is_to_be_taken_off() {
    for digits in ["2250707123456", "221771234567", "237650000000", "2290197123456", "224601123456"]
    {
        assert!(PhoneNumber::is_e164(&Plan::home(), digits.as_bytes()), "{digits}");
    }
    for digits in [
        "",
        "225",
        "22507",
        "225070712345",
        "22507071234567",
        "0707123456",
        "+2250707123456",
        "2250707 23456",
        "33612345678",
        "22507071234567890",
    ] {
        assert!(!PhoneNumber::is_e164(&Plan::home(), digits.as_bytes()), "{digits}");
    }
    for (digits, is) in [
        ("33612345678", true),
        ("330612345678", false),
        ("12015550123", true),
        ("112015550123", false),
        ("441212345678", true),
    ] {
        assert_eq!(PhoneNumber::is_e164(&WORLD, digits.as_bytes()), is, "{digits}");
    }
}
