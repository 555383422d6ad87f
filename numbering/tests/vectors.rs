//! What libphonenumber's own tests hold true of its test metadata, as vectors.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test: what is not there fails it"
)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::sync::LazyLock;

use guichet_numbering::compile::{Examples, compile};
use guichet_numbering::proof::prove;
use guichet_phone::plan::{Length, NumberType};
use guichet_phone::typing::format_keys;
use guichet_phone::{DefaultCountry, PhoneNumber, Plan, word};

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let metadata = support::for_testing();
    let plan = Plan::load(&compile(&metadata, true, Examples::All).unwrap()).unwrap();
    prove(&plan, &metadata).unwrap();
    plan
});

fn parse(text: &str, country: &str) -> PhoneNumber {
    PhoneNumber::parse(&PLAN, text, DefaultCountry::find(&PLAN, country))
}

/// `+code national;ext=extension`, or why there is no number.
fn read(text: &str, country: &str) -> String {
    let number = parse(text, country);
    let Some(code) = number.calling_code() else { return word::reason_word(&number).to_owned() };
    let national: String = number.national_digits().iter().map(u8::to_string).collect();
    let extension = number.extension().map(|it| it.chars().collect::<String>());
    extension.map_or(format!("+{code} {national}"), |it| format!("+{code} {national};ext={it}"))
}

#[test]
fn numbers_are_read() {
    for (text, country, expected) in [
        ("033316005", "NZ", "+64 33316005"),
        ("33316005", "NZ", "+64 33316005"),
        ("03-331 6005", "NZ", "+64 33316005"),
        ("03 331 6005", "NZ", "+64 33316005"),
        ("tel:03-331-6005;phone-context=+64", "NZ", "+64 33316005"),
        ("tel:331-6005;phone-context=+64-3", "NZ", "+64 33316005"),
        ("tel:331-6005;phone-context=+64-3", "US", "+64 33316005"),
        ("My number is tel:03-331-6005;phone-context=+64", "NZ", "+64 33316005"),
        ("tel:03-331-6005;phone-context=+64;a=%A1", "NZ", "+64 33316005"),
        ("tel:03-331-6005;isub=12345;phone-context=+64", "NZ", "+64 33316005"),
        ("tel:+64-3-331-6005;isub=12345", "NZ", "+64 33316005"),
        ("03-331-6005;phone-context=+64", "NZ", "+64 33316005"),
        ("0064 3 331 6005", "NZ", "+64 33316005"),
        ("01164 3 331 6005", "US", "+64 33316005"),
        ("+64 3 331 6005", "US", "+64 33316005"),
        // A plus before an international prefix is one too many.
        ("+01164 3 331 6005", "US", "+64 33316005"),
        ("+0064 3 331 6005", "NZ", "+64 33316005"),
        ("+ 00 64 3 331 6005", "NZ", "+64 33316005"),
        ("64(0)64123456", "NZ", "+64 64123456"),
        ("tel:253-0000;phone-context=www.google.com", "US", "+1 2530000"),
        ("tel:2530000;isub=12345;phone-context=www.google.com", "US", "+1 2530000"),
        ("2530000;isub=12345;phone-context=1234.com", "US", "+1 2530000"),
        ("301/23456", "DE", "+49 30123456"),
        ("123-456-7890", "US", "+1 1234567890"),
        ("12", "DE", "+49 12"),
        ("*2345", "JP", "+81 2345"),
        ("123 456 7890", "ZZ", "invalid_country_code"),
        ("Fax: 03 331 6005", "NZ", "+64 33316005"),
        ("1800 six-flag", "US", "+1 8007493524"),
        ("1800 six-flag ext. 1234", "US", "+1 8007493524;ext=1234"),
        ("1 (650) 253-0000", "US", "+1 6502530000"),
        ("011 800 1234 5678", "US", "+800 12345678"),
        ("+800 1234 5678", "US", "+800 12345678"),
        ("tel:03-331-6005;phone-context=+64", "ZZ", "+64 33316005"),
        ("03 331 6005", "ZZ", "invalid_country_code"),
        ("+64 3 331 6005", "ZZ", "+64 33316005"),
        ("＋64 3 331 6005", "ZZ", "+64 33316005"),
        ("+1 (650) 253-0000", "NZ", "+1 6502530000"),
        ("+1-650-253-0000", "US", "+1 6502530000"),
        ("１（６５０）２５３－００００", "US", "+1 6502530000"),
        ("+1 (650) 253\u{ad}-0000", "US", "+1 6502530000"),
        // Leading zeros that belong to the number are kept.
        ("+39 02-36618 300", "NZ", "+39 0236618300"),
        ("02-36618 300", "IT", "+39 0236618300"),
        ("345 678 901", "IT", "+39 345678901"),
        ("011", "AU", "+61 011"),
        // Argentina: 15 at home is 9 abroad.
        ("+54 343 555 1212", "AR", "+54 3435551212"),
        ("0343 555 1212", "AR", "+54 3435551212"),
        ("+54 9 343 555 1212", "AR", "+54 93435551212"),
        ("0343 15 555 1212", "AR", "+54 93435551212"),
        ("+54 9 3715 65 4320", "AR", "+54 93715654320"),
        ("03715 15 65 4320", "AR", "+54 93715654320"),
        ("+54 11 3797 0000", "AR", "+54 1137970000"),
        ("011 3797 0000", "AR", "+54 1137970000"),
        ("+54 3715 65 4321", "AR", "+54 3715654321"),
        ("+54 23 1234 0000", "AR", "+54 2312340000"),
        // Mexico, of the days of 01, 044 and 045.
        ("+52 (449)978-0001", "MX", "+52 4499780001"),
        ("01 (449)978-0001", "MX", "+52 4499780001"),
        ("(449)978-0001", "MX", "+52 4499780001"),
        ("+52 1 33 1234-5678", "MX", "+52 13312345678"),
        ("044 (33) 1234-5678", "MX", "+52 13312345678"),
        ("045 33 1234-5678", "MX", "+52 13312345678"),
        // A calling code typed in its own country.
        ("1 650 253 0000", "US", "+1 6502530000"),
        ("+44 7912 345 678", "GG", "+44 7912345678"),
    ] {
        assert_eq!(read(text, country), expected, "{text} in {country}");
    }
}

#[test]
fn extensions_are_read() {
    for (text, country, expected) in [
        ("03 331 6005 ext 3456", "NZ", "+64 33316005;ext=3456"),
        ("03-3316005x3456", "NZ", "+64 33316005;ext=3456"),
        ("03-3316005 int.3456", "NZ", "+64 33316005;ext=3456"),
        ("03 3316005 #3456", "NZ", "+64 33316005;ext=3456"),
        ("1800 six-flags", "US", "+1 80074935247"),
        ("0~0 1800 7493 524", "PL", "+1 8007493524"),
        ("(1800) 7493.524", "US", "+1 8007493524"),
        ("+44 2034567890x456", "NZ", "+44 2034567890;ext=456"),
        ("+44 2034567890 X456", "GB", "+44 2034567890;ext=456"),
        ("+44 2034567890 x 456  ", "GB", "+44 2034567890;ext=456"),
        ("+44-2034567890;ext=456", "GB", "+44 2034567890;ext=456"),
        ("tel:2034567890;ext=456;phone-context=+44", "ZZ", "+44 2034567890;ext=456"),
        ("+442034567890ｅｘｔｎ456", "GB", "+44 2034567890;ext=456"),
        ("(800) 901-3355 x 7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355 , ext 7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355 ; 7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355,,7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355 ,extension 7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355 ,extensión 7246433", "US", "+1 8009013355;ext=7246433"),
        ("(800) 901-3355 доб 7246433", "US", "+1 8009013355;ext=7246433"),
        ("+1 (645) 123 1234 - 567#", "US", "+1 6451231234;ext=567"),
        (
            "+12 345 678 9012 ext 12345678901234567890",
            "ZZ",
            "+1 23456789012;ext=12345678901234567890",
        ),
        ("(530) 583-6985 x302/x2303", "US", "+1 5305836985;ext=302"),
    ] {
        assert_eq!(read(text, country), expected, "{text} in {country}");
    }
}

#[test]
fn what_is_no_number_is_told() {
    for (text, country, reason) in [
        ("This is not a phone number", "NZ", "not_a_number"),
        ("1 Still not a number", "NZ", "not_a_number"),
        ("1 MICROSOFT", "NZ", "not_a_number"),
        ("12 MICROSOFT", "NZ", "not_a_number"),
        ("01495 72553301873 810104", "GB", "too_long"),
        ("+---", "DE", "not_a_number"),
        ("+***", "DE", "not_a_number"),
        ("+*******91", "DE", "not_a_number"),
        ("+49 0", "DE", "too_short"),
        ("+210 3456 56789", "NZ", "invalid_country_code"),
        ("+ 00 210 3 331 6005", "NZ", "invalid_country_code"),
        ("123 456 7890", "", "invalid_country_code"),
        ("0044-----", "GB", "too_short"),
        ("0044", "GB", "too_short"),
        ("011", "US", "too_short"),
        ("0119", "US", "too_short"),
        ("", "ZZ", "not_a_number"),
        ("tel:555-1234;phone-context=www.google.com", "ZZ", "invalid_country_code"),
        ("tel:555-1234;phone-context=1-331", "US", "not_a_number"),
        (";phone-context=", "ZZ", "not_a_number"),
    ] {
        assert_eq!(read(text, country), reason, "{text} in {country}");
    }
}

#[test]
fn numbers_are_written() {
    for (e164, national, international) in [
        ("+16502530000", "650 253 0000", "+1 650 253 0000"),
        ("+18002530000", "800 253 0000", "+1 800 253 0000"),
        ("+12423651234", "242 365 1234", "+1 242 365 1234"),
        ("+442070313000", "(020) 7031 3000", "+44 20 7031 3000"),
        ("+447912345678", "(07912) 345 678", "+44 7912 345 678"),
        ("+49301234", "030/1234", "+49 30/1234"),
        ("+49291123", "0291 123", "+49 291 123"),
        ("+4929112345678", "0291 12345678", "+49 291 12345678"),
        ("+4991234123", "09123 4123", "+49 9123 4123"),
        ("+498021234", "08021 234", "+49 8021 234"),
        ("+390236618300", "02 3661 8300", "+39 02 3661 8300"),
        ("+39345678901", "345 678 901", "+39 345 678 901"),
        ("+61236618300", "02 3661 8300", "+61 2 3661 8300"),
        ("+611800123456", "1800 123 456", "+61 1800 123 456"),
        ("+541187654321", "011 8765-4321", "+54 11 8765-4321"),
        ("+5491187654321", "011 15 8765-4321", "+54 9 11 8765 4321"),
        ("+5212345678900", "045 234 567 8900", "+52 1 234 567 8900"),
        ("+5215512345678", "045 55 1234 5678", "+52 1 55 1234 5678"),
        ("+523312345678", "01 33 1234 5678", "+52 33 1234 5678"),
        ("+528211234567", "01 821 123 4567", "+52 821 123 4567"),
    ] {
        let number = parse(e164, "");
        assert_eq!(number.e164().as_deref(), Some(e164));
        assert_eq!(number.national(&PLAN).as_deref(), Some(national), "{e164}");
        assert_eq!(number.international(&PLAN).as_deref(), Some(international), "{e164}");
        let address = number.rfc3966(&PLAN).unwrap();
        assert_eq!(address, format!("tel:{}", international.replace(['/', ' '], "-")));
    }
    assert_eq!(
        parse("03 331 6005 ext 1234", "NZ").national(&PLAN).as_deref(),
        Some("03-331 6005 ext. 1234")
    );
    assert_eq!(
        parse("650 253 0000 x 4567", "US").national(&PLAN).as_deref(),
        Some("650 253 0000 extn. 4567")
    );
    assert_eq!(
        parse("03 331 6005 ext 1234", "NZ").rfc3966(&PLAN).as_deref(),
        Some("tel:+64-3-331-6005;ext=1234")
    );
}

#[test]
fn types_regions_and_validity() {
    use NumberType::{
        FixedLine, FixedLineOrMobile, Mobile, PersonalNumber, PremiumRate, SharedCost, TollFree,
        Voip,
    };
    for (e164, region, kind) in [
        ("+16502530000", Some("US"), FixedLineOrMobile),
        ("+12423570000", Some("BS"), Mobile),
        ("+12423651234", Some("BS"), FixedLine),
        ("+390236618300", Some("IT"), FixedLine),
        ("+39345678901", Some("IT"), Mobile),
        ("+39892123", Some("IT"), PremiumRate),
        ("+39803123", Some("IT"), TollFree),
        ("+447912345678", Some("GB"), Mobile),
        ("+442070313000", Some("GB"), FixedLine),
        ("+449187654321", Some("GB"), PremiumRate),
        ("+448012345678", Some("GB"), TollFree),
        ("+448431231234", Some("GB"), SharedCost),
        ("+445631231234", Some("GB"), Voip),
        ("+447031231234", Some("GB"), PersonalNumber),
        ("+5491187654321", Some("AR"), Mobile),
        ("+541187654321", Some("AR"), FixedLineOrMobile),
        ("+6433316005", Some("NZ"), FixedLine),
        ("+6421387835", Some("NZ"), Mobile),
        ("+19002530000", Some("US"), PremiumRate),
        ("+80012345678", None, TollFree),
        ("+979123456789", None, PremiumRate),
    ] {
        let number = parse(e164, "");
        assert_eq!(word::status_word(&number), "valid", "{e164}");
        assert_eq!(number.kind(), Some(kind), "{e164}");
        let letters = number.region().and_then(|region| PLAN.alpha2(region));
        assert_eq!(
            letters.map(|it| String::from_utf8_lossy(&it).into_owned()).as_deref(),
            region,
            "{e164}"
        );
    }
    for (e164, status) in [
        ("+12530000", "possible"),
        ("+3923661830000", "possible"),
        ("+44791234567", "possible"),
        ("+4479123", "invalid"),
        ("+491234", "possible"),
        ("+643316005", "possible"),
        ("+800123456789", "invalid"),
    ] {
        assert_eq!(word::status_word(&parse(e164, "")), status, "{e164}");
    }
}

#[test]
fn lengths_are_judged() {
    use Length::{InvalidLength, Is, LocalOnly, TooLong, TooShort};
    let main = |code| PLAN.main_region(code).unwrap();
    for (code, kind, length, expected) in [
        (1, None, 10, Is),
        (1, None, 7, LocalOnly),
        (1, None, 6, TooShort),
        (1, None, 11, TooLong),
        (44, None, 10, Is),
        (44, None, 7, LocalOnly),
        (44, None, 5, TooShort),
        (65, None, 10, Is),
        (65, None, 9, InvalidLength),
        (54, Some(NumberType::Mobile), 11, Is),
        (54, Some(NumberType::FixedLine), 5, TooShort),
        (49, None, 2, LocalOnly),
        (49, None, 4, Is),
        (49, Some(NumberType::FixedLine), 3, LocalOnly),
        (49, Some(NumberType::Mobile), 3, TooShort),
        (800, None, 8, Is),
        (800, None, 9, TooLong),
        (1, Some(NumberType::Voip), 10, InvalidLength),
    ] {
        assert_eq!(PLAN.possible(main(code), kind, length), expected, "+{code} {kind:?} {length}");
    }
}

/// What is shown after each key.
fn typed(keys: &str, country: &str) -> Vec<String> {
    let country = DefaultCountry::find(&PLAN, country);
    (1..=keys.len()).map(|length| format_keys(&PLAN, country, &keys[..length])).collect()
}

#[test]
fn numbers_are_formatted_as_they_are_typed() {
    for (keys, country, shown) in [
        (
            "6502532222",
            "US",
            "6|65|650|650 2|650 25|650 253|650 2532|650 253 22|650 253 222|650 253 2222",
        ),
        (
            "65025322222",
            "US",
            "6|65|650|650 2|650 25|650 253|650 2532|650 253 22|650 253 222|650 253 2222|65025322222",
        ),
        (
            "16502532222",
            "US",
            "1|16|1 65|1 650|1 650 2|1 650 25|1 650 253|1 650 253 2|1 650 253 22|1 650 253 222|1 650 253 2222",
        ),
        (
            "0114461234",
            "US",
            "0|01|011 |011 4|011 44 |011 44 6|011 44 61|011 44 6 12|011 44 6 123|011 44 6 123 4",
        ),
        (
            "+16502532222",
            "US",
            "+|+1|+1 6|+1 65|+1 650|+1 650 2|+1 650 25|+1 650 253|+1 650 253 2|+1 650 253 22|+1 650 253 222|+1 650 253 2222",
        ),
        (
            "0207031300",
            "GB",
            "0|02|020|020 7|020 70|020 703|020 7031|020 7031 3|020 7031 30|020 7031 300",
        ),
        ("030123456", "DE", "0|03|030|030/1|030/12|030/123|030/1234|030/12345|030/123456"),
        (
            "+48881231212",
            "ZZ",
            "+|+4|+48 |+48 8|+48 88|+48 88 1|+48 88 12|+48 88 123|+48 88 123 1|+48 88 123 12|+48 88 123 12 1|+48 88 123 12 12",
        ),
    ] {
        assert_eq!(typed(keys, country).join("|"), shown, "{keys} in {country}");
    }
}
