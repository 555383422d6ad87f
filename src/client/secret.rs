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

    /// The text without the secret, should a service have repeated it.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut shown = String::new();
        let mut rest = text;
        while let Some((before, after)) = cut::position(rest, &self.0).and_then(|at| {
            let (before, found) = rest.split_at_checked(at)?;
            Some((before, found.get(self.0.len()..)?))
        }) {
            shown.push_str(before);
            shown.push_str("•••");
            rest = after;
        }
        shown.push_str(rest);
        shown
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// The text with every run of seven digits or more hidden: phone numbers and account numbers.
#[must_use]
pub fn hide_numbers(text: &str) -> String {
    const SHORTEST: usize = 7;
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_digit() {
            run.push(c);
            continue;
        }
        shown.push_str(if run.len() < SHORTEST { &run } else { "•••" });
        run.clear();
        if c != '\0' {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_shows_nowhere() {
        let secret = Secret::new("12912847765bc0db748fdd44.40081707".to_owned());
        assert_eq!(format!("{secret:?}"), "•••");
        assert_eq!(secret.redact("key 12912847765bc0db748fdd44.40081707 wrong"), "key ••• wrong");
        assert_eq!(Secret::new(String::new()).redact("as it is"), "as it is");
    }

    #[test]
    fn long_numbers_are_hidden_and_amounts_are_not() {
        assert_eq!(hide_numbers("2250707123456 owes 150000 XOF"), "••• owes 150000 XOF");
        assert_eq!(hide_numbers("ends 0707123456"), "ends •••");
    }
}
