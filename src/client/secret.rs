//! Secrets that a client holds: never shown, and taken out of any text that leaves.

use std::fmt;

use crate::rules::cut;

/// A key, password or token.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret into keeping.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself, for the request that needs it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text without the secret, should a service have repeated it, or the address or form that carried it.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let shown = without(text, &self.0);
        if !shown.contains('%') {
            return shown;
        }
        let encoded: String = form_urlencoded::byte_serialize(self.0.as_bytes()).collect();
        without(&shown, &encoded)
    }
}

fn without(text: &str, secret: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = cut::position(rest, secret).and_then(|at| {
        let (before, found) = rest.split_at_checked(at)?;
        Some((before, found.get(secret.len()..)?))
    }) {
        shown.push_str(before);
        shown.push_str("•••");
        rest = after;
    }
    shown.push_str(rest);
    shown
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// The text with every number of seven digits or more hidden, however its digits are grouped: phone numbers and account numbers. The address of a
/// machine stays: merchants are asked to have it listed.
#[must_use]
pub fn hide_numbers(text: &str) -> String {
    const SHORTEST: usize = 7;
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, (number, after))) = rest
        .find(|c: char| c.is_ascii_digit())
        .and_then(|at| rest.split_at_checked(at))
        .and_then(|(before, from)| Some((before, from.split_at_checked(number_length(from))?)))
    {
        shown.push_str(before);
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        shown.push_str(if digits < SHORTEST || is_address(number) { number } else { "•••" });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// The bytes of a number up to its last digit, what groups its digits included.
fn number_length(text: &str) -> usize {
    const MOST_BETWEEN: usize = 3;
    let (mut length, mut between) = (0, 0);
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            (length, between) = (at + 1, 0);
        } else if between < MOST_BETWEEN && groups(c) {
            between += 1;
        } else {
            break;
        }
    }
    length
}

/// Blanks, hyphens and dashes, dots, brackets, strokes.
fn groups(c: char) -> bool {
    " \t\u{a0}\u{2009}\u{202f}-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}.()[]/".contains(c)
}

/// Whether it is an IPv4 address. Of four pairs of digits nobody can tell: they may be a phone number of eight.
fn is_address(number: &str) -> bool {
    let parts = || number.split('.');
    let is_part =
        |part: &str| part.parse::<u8>().is_ok() && (part.len() == 1 || !part.starts_with('0'));
    parts().count() == 4 && parts().all(is_part) && !parts().all(|part| part.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_nowhere() {
        let secret = Secret::new("12912847765bc0db748fdd44.40081707".to_owned());
        assert_eq!(format!("{secret:?}"), "•••");
        assert_eq!(secret.redact("key 12912847765bc0db748fdd44.40081707 wrong"), "key ••• wrong");
        assert_eq!(Secret::new(String::new()).redact("as it is, 100%"), "as it is, 100%");
        let secret = Secret::new("a/b+c".to_owned());
        assert_eq!(secret.redact("?token=a%2Fb%2Bc&t=a/b+c"), "?token=•••&t=•••");
    }

    #[test]
    fn long_numbers_are_hidden_and_amounts_are_not() {
        assert_eq!(hide_numbers("2250707123456 owes 150000 XOF"), "••• owes 150000 XOF");
        assert_eq!(hide_numbers("ends 0707123456"), "ends •••");
        assert_eq!(hide_numbers(""), "");
    }

    #[test]
    fn numbers_are_hidden_however_their_digits_are_grouped() {
        for number in [
            "+225 07 07 12 34 56",
            "07.07.12.34.56",
            "07-07-12-34-56",
            "07/07/12/34/56",
            "(07)07123456",
            "+225 (0) 707 - 123 456",
            "[225] 07\u{a0}07\u{202f}12\u{2011}34 56",
            "90.12.34.56",
            "2250707123456",
        ] {
            let shown = hide_numbers(&format!("é {number}, not valid"));
            assert!(shown.ends_with("•••, not valid"), "{shown}");
            assert!(!shown.contains(|c: char| c.is_ascii_digit()), "{shown}");
        }
        for kept in [
            "150 000 XOF",
            "code 706, status 401: 12 of 34",
            "1\n2\n3\n4\n5\n6\n7",
            "the address 41.66.112.5 is not on the list",
            "192.168.0.1:443",
            "2001:db8::1",
            "EA1.M1",
            "٠٧",
        ] {
            assert_eq!(hide_numbers(kept), kept);
        }
        assert_eq!(hide_numbers("300.168.0.1 or 192.168.0.01"), "••• or •••");
    }
}
