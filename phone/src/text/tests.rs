extern crate std;

use std::string::String;

use super::*;

#[track_caller]
fn reads(text: &str, plus: bool, digits: &str, extension: &str) {
    let reading = read_str(text).ok();
    let shown = reading.map(|reading| {
        let digits: String = reading.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let extension = reading.extension.map(|extension| extension.chars().collect::<String>());
        (reading.plus, digits, extension.unwrap_or_default())
    });
    assert_eq!(shown, Some((plus, digits.into(), extension.into())), "{text}");
}
