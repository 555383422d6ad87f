//! E-mail addresses: the shape that a browser's own e-mail field asks for, a dot in the domain, and a length before the @ that mail can carry.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::url;
use super::value::Value;

/// Longest part before the @ (RFC 5321).
const LONGEST_LOCAL: usize = 64;

/// Reads an e-mail address.
///
/// A placeholder that a documentation page shows instead of an address (the samples of seed 003 carry one) is advice, so
/// that a pasted sample runs. So is a dot that does not stand between characters: browsers take it and a few old accounts have it, yet most servers refuse it.
///
/// # Errors
/// `email_invalid`, `not_text`.
pub fn read(value: &Value) -> Read<String> {
    let address = text::as_text(value)?.trim();
    if is_hidden(address) {
        return Ok((address.to_owned(), Some(Issue::warning(IssueCode::EmailHidden))));
    }
    match shape(address.as_bytes()) {
        Some(dots) if text::is_visible(address) => {
            let advice = (dots == Dots::Astray).then(|| Issue::warning(IssueCode::EmailUnlikely));
            Ok((address.to_owned(), advice))
        }
        _ => Err(Issue::error(IssueCode::EmailInvalid)),
    }
}

fn is_hidden(address: &str) -> bool {
    address
        .strip_prefix("[email")
        .and_then(|rest| rest.strip_suffix("protected]"))
        .is_some_and(|gap| !gap.is_empty() && gap.chars().all(char::is_whitespace))
}

/// Whether nothing can be said against an address. A no means nothing.
pub(crate) fn is_plain(address: &[u8]) -> bool {
    address.is_ascii() && shape(address) == Some(Dots::Between)
}

/// Where the dots before the @ stand.
#[derive(PartialEq, Eq)]
enum Dots {
    /// Between characters.
    Between,
    /// First, last, or beside another.
    Astray,
}

/// The dots of an address; None where it is none.
fn shape(address: &[u8]) -> Option<Dots> {
    let at = address.iter().rposition(|byte| *byte == b'@')?;
    let (local, [_, domain @ ..]) = address.split_at_checked(at)? else { return None };
    let mut astray = false;
    let mut before = b'.';
    for byte in local {
        if !is_local(*byte) {
            return None;
        }
        astray |= before == b'.' && *byte == b'.';
        before = *byte;
    }
    let is_whole = (1..=LONGEST_LOCAL).contains(&local.len())
        && domain.len() <= url::LONGEST_HOST
        && url::labels(domain, b'-').is_some_and(|(count, _)| count > 1);
    let dots = if astray || before == b'.' { Dots::Astray } else { Dots::Between };
    is_whole.then_some(dots)
}

/// What HTML lets stand before the @.
const fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-'..=b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_local_part_and_a_dotted_domain() {
        for address in ["awa@exemple.ci", " a.b+c@sub.exemple.com ", "o'neil@x.co"] {
            assert!(read(&address.into()).is_ok(), "{address}");
        }
        for address in [
            "awa",
            "awa@",
            "@exemple.ci",
            "awa@exemple",
            "a b@exemple.ci",
            "awa@exemple..ci",
            "é@exemple.ci",
            "awa@exemple.ci.",
            "awa@exem_ple.ci",
            "awa@exem\u{a0}ple.ci",
            "awa@exemple.ci\u{200b}",
            "awa@exem\u{ad}ple.ci",
            "\u{feff}awa@exemple.ci",
            "awa@exemple\u{2060}.ci",
            "awa@exemple\u{2003}.ci",
            "awa@-exemple.ci",
            "awa@@exemple.ci",
        ] {
            assert_eq!(
                read(&address.into()).unwrap_err().code,
                IssueCode::EmailInvalid,
                "{address}"
            );
        }
    }

    #[test]
    fn a_dot_that_stands_astray_is_advice() {
        for (address, is_astray) in [
            ("a.b.c@exemple.ci", false),
            ("a..b@exemple.ci", true),
            (".a@exemple.ci", true),
            ("a.@exemple.ci", true),
            (".@exemple.ci", true),
        ] {
            let (_, advice) = read(&address.into()).unwrap();
            let expected = is_astray.then_some(IssueCode::EmailUnlikely);
            assert_eq!(advice.map(|issue| issue.code), expected, "{address}");
            assert_eq!(is_plain(address.as_bytes()), !is_astray, "{address}");
        }
        assert!(read(&"awa@bücher.de".into()).is_ok() && !is_plain("awa@bücher.de".as_bytes()));
    }

    #[test]
    fn before_the_at_sign_stand_64_characters() {
        for (length, passes) in [(64, true), (65, false)] {
            let address = ["a".repeat(length).as_str(), "@exemple.ci"].concat();
            assert_eq!(read(&address.as_str().into()).is_ok(), passes, "{length}");
        }
    }

    #[test]
    fn before_the_at_sign_stand_the_characters_of_html() {
        let allowed = ".!#$%&'*+/=?^_`{|}~-";
        for byte in 0..=127_u8 {
            let is_allowed = byte.is_ascii_alphanumeric() || allowed.contains(char::from(byte));
            assert_eq!(is_local(byte), is_allowed, "{byte}");
        }
    }

    #[test]
    fn a_hidden_address_of_a_documentation_page_is_advice() {
        for address in ["[email protected]", "[email\u{a0}protected]"] {
            let (_, advice) = read(&address.into()).unwrap();
            assert_eq!(advice.map(|issue| issue.code), Some(IssueCode::EmailHidden));
        }
    }
}
