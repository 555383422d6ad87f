extern crate std;

use std::string::String;

use super::*;

fn shown(text: &str) -> Result<(bool, String, String), Reason> {
    told(|room, extension| read(text.as_bytes(), room, extension))
}

fn told(
    read: impl for<'room> FnOnce(&'room mut Room, &mut Extension) -> Result<Reading<'room>, Reason>,
) -> Result<(bool, String, String), Reason> {
    let (mut room, mut extension) = ([0; MOST_DIGITS], Extension::NONE);
    let reading = read(&mut room, &mut extension)?;
    let digits = reading.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
    Ok((reading.plus, digits, extension.chars().collect()))
}

#[track_caller]
fn reads(text: &str, plus: bool, digits: &str, extension: &str) {
    assert_eq!(shown(text), Ok((plus, digits.into(), extension.into())), "{text}");
    // The long way says what the short one said.
    assert_eq!(
        told(|room, extension| read_units(text.encode_utf16(), room, extension)),
        shown(text),
        "{text}"
    );
}

#[track_caller]
fn refuses(text: &str, why: Reason) {
    assert_eq!(shown(text).unwrap_err(), why, "{text}");
}

#[test]
fn punctuation_and_widths_are_left_out() {
    reads("+225 07 07 12 34 56", true, "2250707123456", "");
    reads("(+225) 07-07.12/34[56]", true, "2250707123456", "");
    reads("+225\u{a0}07\u{2011}07\u{ad}123456", true, "2250707123456", "");
    reads("Tel: 07 07 12 34 56.", false, "0707123456", "");
    refuses("+ + 225", Reason::NotANumber);
}

#[test]
fn digits_of_other_scripts_are_digits() {
    reads("＋２２５０７０７１２３４５６", true, "2250707123456", "");
    reads("٠٧٠٧١٢٣٤٥٦", false, "0707123456", "");
    reads("۰۷۰۷۱۲۳۴۵۶", false, "0707123456", "");
    reads("+225 ०७", true, "225", "");
}

#[test]
fn three_letters_are_keys_fewer_are_dropped() {
    reads("0800 SIX-FLAGS", false, "080074935247", "");
    reads("0707 1234 AB", false, "07071234", "");
}

#[test]
fn two_digits_are_a_number_alone() {
    reads("12", false, "12", "");
    for text in ["1", "1 2", "+12", "", "+", "abc", "--"] {
        refuses(text, Reason::NotANumber);
    }
}

#[test]
fn an_extension_is_taken_off() {
    for text in [
        "0707123456 ext. 12",
        "0707123456ext12",
        "0707123456x12",
        "0707123456 #12",
        "0707123456;ext=12",
        "0707123456,,12#",
        "0707123456 - 12#",
        "0707123456 extensión: 12",
        "0707123456 доб. 12",
        "0707123456 anexo 12",
        "0707123456 ｅｘｔｎ １２",
    ] {
        let (_, digits, extension) = shown(text).unwrap();
        assert_eq!(digits, "0707123456", "{text}");
        assert!(matches!(extension.as_str(), "12" | "１２"), "{text}");
    }
}

#[test]
fn an_extension_has_as_many_digits_as_its_label_allows() {
    let twenty = "1".repeat(20);
    reads(&std::format!("0707123456 ext {twenty}"), false, "0707123456", &twenty);
    reads(&std::format!("0707123456 x{}", "1".repeat(9)), false, "0707123456", &"1".repeat(9));
    refuses(&std::format!("0707123456 #{}", "1".repeat(21)), Reason::NotANumber);
}

#[test]
fn rfc_3966_is_read() {
    reads("tel:+225-07-07-12-34-56;ext=3", true, "2250707123456", "3");
    reads("tel:0707123456;phone-context=+225", true, "2250707123456", "");
    reads("tel:0707123456;phone-context=example.com", false, "0707123456", "");
    reads("tel:+2250707123456;isub=12345", true, "2250707123456", "");
    refuses("tel:0707123456;phone-context=", Reason::NotANumber);
    refuses("tel:0707123456;phone-context=-example.com", Reason::NotANumber);
    refuses("tel:0707123456;phone-context=+", Reason::NotANumber);
}

#[test]
fn a_second_number_is_not_read() {
    reads("0707123456 / x0505123456", false, "0707123456", "");
    reads("0707123456\\x05", false, "0707123456", "");
}

#[test]
fn a_text_of_250_units_is_read_a_longer_one_is_not() {
    let spaces = |count: usize| std::format!("0707123456{}", " ".repeat(count));
    reads(&spaces(240), false, "0707123456", "");
    refuses(&spaces(241), Reason::TooLong);
    refuses(&std::format!("é{}", "0".repeat(250)), Reason::TooLong);
}

#[test]
fn more_digits_than_any_number_has_are_read_without_being_kept() {
    let (_, digits, _) = shown(&"1".repeat(250)).unwrap();
    assert_eq!(digits.len(), MOST_DIGITS);
}
