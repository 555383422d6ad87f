//! The notification of a payment: a form whose header `x-token` signs some of its fields. A hint only: `payment/check` is the truth.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The signed fields in the order of the signature; a missing one counts as empty (provider documentation).
pub const SIGNED_FIELDS: [&str; 16] = [
    "cpm_site_id",
    "cpm_trans_id",
    "cpm_trans_date",
    "cpm_amount",
    "cpm_currency",
    "signature",
    "payment_method",
    "cel_phone_num",
    "cpm_phone_prefixe",
    "cpm_language",
    "cpm_version",
    "cpm_payment_config",
    "cpm_page_action",
    "cpm_custom",
    "cpm_designation",
    "cpm_error_message",
];

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-token";

/// The signature of a notification's fields: lower-case hex of HMAC-SHA256 over the concatenated values.
#[must_use]
pub fn sign(fields: &[(String, String)], secret_key: &str) -> String {
    let mac = digest(fields, secret_key);
    mac.map(|mac| hex::encode(mac.finalize().into_bytes())).unwrap_or_default()
}

/// Whether `x_token` is the signature of the fields, compared in constant time.
///
/// ```
/// use guichet::checkout::notification::{sign, verify};
///
/// let fields = [("cpm_site_id".to_owned(), "445160".to_owned()), ("cpm_amount".to_owned(), "2500".to_owned())];
/// let x_token = sign(&fields, "the secret key");
/// assert!(verify(&fields, &x_token, "the secret key"));
/// assert!(!verify(&fields, &x_token, "another key"));
/// ```
#[must_use]
pub fn verify(fields: &[(String, String)], x_token: &str, secret_key: &str) -> bool {
    use subtle::ConstantTimeEq;
    let expected = sign(fields, secret_key);
    !expected.is_empty() && expected.as_bytes().ct_eq(x_token.as_bytes()).into()
}

fn digest(fields: &[(String, String)], secret_key: &str) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).ok()?;
    for name in SIGNED_FIELDS {
        if let Some((_, value)) = fields.iter().find(|(key, _)| key == name) {
            mac.update(value.as_bytes());
        }
    }
    Some(mac)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<(String, String)> {
        [
            ("cpm_trans_id", "REFID12354"),
            ("cpm_site_id", "445160"),
            ("cpm_amount", "2500"),
            ("cpm_currency", "XOF"),
            ("not_signed", "x"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }

    /// Computed with OpenSSL: `printf '445160REFID123542500XOF' | openssl dgst -sha256 -hmac key`.
    const SIGNATURE: &str = "8cb1e27aaacfaa6fd3709c4e00f34e616f877cbd556b5ef88955054410957c14";

    #[test]
    fn values_are_signed_in_documented_order_whatever_order_they_come_in() {
        assert_eq!(sign(&fields(), "key"), SIGNATURE);
        let mut reversed = fields();
        reversed.reverse();
        assert_eq!(sign(&reversed, "key"), SIGNATURE);
    }

    #[test]
    fn only_the_exact_signature_verifies() {
        assert!(verify(&fields(), SIGNATURE, "key"));
        assert!(!verify(&fields(), SIGNATURE, "other key"));
        assert!(!verify(&fields(), &SIGNATURE.to_uppercase(), "key"));
        assert!(!verify(&fields(), "", "key"));
        let mut changed = fields();
        changed[2].1 = "250".to_owned();
        assert!(!verify(&changed, SIGNATURE, "key"));
    }
}
