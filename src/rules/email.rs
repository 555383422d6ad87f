//! E-mail addresses: the shape that a browser's own e-mail field asks for, and a dot in the domain.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::url;
use super::value::Value;

/// Reads an e-mail address.
///
/// A placeholder that a documentation page shows instead of an address (the samples of seed 003 carry one) is advice, so
/// that a pasted sample runs.
///
/// # Errors
/// `email_invalid`, `not_text`.
pub fn read(value: &Value) -> Read<String> {
    let address = text::as_text(value)?.trim();
    if is_hidden(address) {
        return Ok((address.to_owned(), Some(Issue::warning(IssueCode::EmailHidden))));
    }
    if has_shape(address.as_bytes()) {
        Ok((address.to_owned(), None))
    } else {
        Err(Issue::error(IssueCode::EmailInvalid))
    }
}

fn is_hidden(address: &str) -> bool {
    address
        .strip_prefix("[email")
        .and_then(|rest| rest.strip_suffix("protected]"))
        .is_some_and(|gap| !gap.is_empty() && gap.chars().all(char::is_whitespace))
}

/// Whether it is an address.
pub(crate) fn has_shape(address: &[u8]) -> bool {
    let Some(at) = address.iter().rposition(|byte| *byte == b'@') else { return false };
    let Some((local, [_, domain @ ..])) = address.split_at_checked(at) else { return false };
    // Dots stand between characters.
    let mut before = b'.';
    for byte in local {
        if !is_local(*byte) || (before == b'.' && *byte == b'.') {
            return false;
        }
        before = *byte;
    }
    before != b'.'
        && local.len() <= 64
        && domain.len() <= url::LONGEST_HOST
        && url::labels(domain, b'-').is_some_and(|(count, _)| count > 1)
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
            ".awa@exemple.ci",
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
