//! E-mail addresses: the shape that a browser's own e-mail field asks for, and a dot in the domain.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::cut;
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
    if has_shape(address) {
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
pub(crate) fn has_shape(address: &str) -> bool {
    let Some((local, domain)) = cut::last(address, b'@') else {
        return false;
    };
    let local_ok = (1..=64).contains(&local.len())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b))
        && cut::parts(local, b'.').all(|part| !part.is_empty());
    local_ok
        && domain.len() <= 253
        && text::has(domain, b'.')
        && cut::parts(domain, b'.').all(|label| url::is_label(label, b'-'))
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
    fn a_hidden_address_of_a_documentation_page_is_advice() {
        for address in ["[email protected]", "[email\u{a0}protected]"] {
            let (_, advice) = read(&address.into()).unwrap();
            assert_eq!(advice.map(|issue| issue.code), Some(IssueCode::EmailHidden));
        }
    }
}
