//! Phone numbers as the notification and the state show them: country code apart, or masked.

use guichet::rules::currency::Currency;

/// The country code and the rest, digits only. A number without its country code gets that of the currency's home.
pub(crate) fn split(number: &str, currency: Currency) -> (String, String) {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let international = number.trim_start().starts_with('+') || !digits.starts_with('0');
    if !international {
        return (home_code(currency).to_owned(), digits);
    }
    let (code, rest) = digits.split_at_checked(code_length(&digits)).unwrap_or((&digits, ""));
    (code.to_owned(), rest.to_owned())
}

/// How long the country code is (ITU-T E.164, list of assigned codes): one digit for zones 1 and 7, two for the
/// countries named, three for the others.
fn code_length(digits: &str) -> usize {
    const TWO: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 \
        60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    if digits.starts_with(['1', '7']) {
        1
    } else if TWO.split(' ').any(|code| digits.starts_with(code)) {
        2
    } else {
        3
    }
}

const fn home_code(currency: Currency) -> &'static str {
    match currency {
        Currency::Xof => "225",
        Currency::Xaf => "237",
        Currency::Gnf => "224",
        Currency::Cdf | Currency::Usd => "243",
    }
}

/// The number with all but its last two digits hidden.
pub(crate) fn masked(number: &str) -> String {
    let kept: String = number.chars().rev().take(2).collect();
    let kept: String = kept.chars().rev().collect();
    format!("•••{kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_code_is_split_off_or_supplied() {
        for (number, code, rest) in [
            ("2250504315545", "225", "0504315545"),
            ("+225 07 07 12 34 56", "225", "0707123456"),
            ("+33612345678", "33", "612345678"),
            ("+12125550100", "1", "2125550100"),
            ("0707123456", "225", "0707123456"),
            ("+2", "2", ""),
            ("", "", ""),
        ] {
            assert_eq!(
                split(number, Currency::Xof),
                (code.to_owned(), rest.to_owned()),
                "{number}"
            );
        }
        assert_eq!(split("0991234567", Currency::Cdf).0, "243");
    }

    #[test]
    fn a_masked_number_shows_two_digits() {
        assert_eq!(masked("2250504315545"), "•••45");
        assert_eq!(masked(""), "•••");
    }
}
