//! Where a service is: an https origin, perhaps with a path before the service's own; http only on the caller's own machine or network.

use crate::rules::issue::Read;
use crate::rules::{Issue, IssueCode, Value, url};

/// Reads the option `base_url`, without a slash at its end.
///
/// # Errors
/// `url_invalid`, `url_credentials`, `not_text`.
pub fn read(given: &Value) -> Read<Value> {
    let (address, advice) = url::read(given)?;
    let private = advice.is_some();
    let encrypted = address.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
    if address.contains(['?', '#']) || !(encrypted || private) {
        return Err(Issue::error(IssueCode::UrlInvalid));
    }
    Ok((address.trim_end_matches('/').into(), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_travel_encrypted_or_stay_on_the_callers_own_network() {
        for (given, kept) in [
            ("http://localhost:4010", "http://localhost:4010"),
            ("http://127.0.0.1:4010/", "http://127.0.0.1:4010"),
            ("https://proxy.exemple.ci/cinetpay/", "https://proxy.exemple.ci/cinetpay"),
        ] {
            assert_eq!(read(&given.into()).unwrap().0, kept.into());
        }
        for given in [
            "http://api-checkout.cinetpay.com",
            "api-checkout.cinetpay.com",
            "https://x.ci?a=b",
            "https://u:p@x.ci",
        ] {
            assert!(read(&given.into()).is_err(), "{given}");
        }
    }
}
