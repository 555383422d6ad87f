//! The notification of a payment: a form whose header `x-token` signs some of its fields. A hint only: `payment/check` is the truth.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::rules::Value;
use crate::rules::transaction_id::TransactionId;

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

/// Which values are signed, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignedOrder {
    /// [`SIGNED_FIELDS`] in their order (provider documentation).
    #[default]
    Documented,
    /// Every field in the order received, as one sample of the provider's computes it.
    Received,
}

/// The signature of a notification's fields: lower-case hex of HMAC-SHA256 over the concatenated values.
#[must_use]
pub fn sign(fields: &[(String, String)], secret_key: &str) -> String {
    sign_in(SignedOrder::Documented, fields, secret_key)
}

/// The same over the values in the order asked for.
#[must_use]
pub fn sign_in(order: SignedOrder, fields: &[(String, String)], secret_key: &str) -> String {
    let mac = digest(order, fields, secret_key);
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
    verify_in(SignedOrder::Documented, fields, x_token, secret_key)
}

/// The same with the values signed in the order asked for.
///
/// Besides the signature, nothing may be said twice (others may read the other one), and the fields that decide about money have the
/// shape that the service gives them: values are signed without separators, so a digit could pass from the date to the amount unseen.
#[must_use]
pub fn verify_in(
    order: SignedOrder,
    fields: &[(String, String)],
    x_token: &str,
    secret_key: &str,
) -> bool {
    // A site's number ends where its digits do.
    let site = field(fields, "cpm_site_id").bytes().all(|b| b.is_ascii_digit());
    site && is_signed(order, fields, x_token, secret_key)
}

/// The same for a site whose number is known.
#[must_use]
pub fn verify_of_site(
    site_id: &str,
    order: SignedOrder,
    fields: &[(String, String)],
    x_token: &str,
    secret_key: &str,
) -> bool {
    field(fields, "cpm_site_id") == site_id && is_signed(order, fields, x_token, secret_key)
}

fn is_signed(
    order: SignedOrder,
    fields: &[(String, String)],
    x_token: &str,
    secret_key: &str,
) -> bool {
    use subtle::ConstantTimeEq;
    let expected = sign_in(order, fields, secret_key);
    !secret_key.is_empty()
        && !expected.is_empty()
        && bool::from(expected.as_bytes().ct_eq(x_token.as_bytes()))
        && !any_repeated(fields)
        && shapes_hold(fields)
}

fn digest(
    order: SignedOrder,
    fields: &[(String, String)],
    secret_key: &str,
) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).ok()?;
    match order {
        SignedOrder::Documented => {
            for name in SIGNED_FIELDS {
                mac.update(field(fields, name).as_bytes());
            }
        }
        SignedOrder::Received => {
            for (_, value) in fields {
                mac.update(value.as_bytes());
            }
        }
    }
    Some(mac)
}

/// A field's value; a missing one counts as empty.
#[must_use]
pub fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// Far more fields than a notification has count as repeated: comparing each with each would take too long.
fn any_repeated(fields: &[(String, String)]) -> bool {
    const MOST: usize = 200;
    let repeated = |at, name| fields.iter().take(at).any(|(earlier, _)| earlier == name);
    fields.len() > MOST || fields.iter().enumerate().any(|(at, (name, _))| repeated(at, name))
}

fn shapes_hold(fields: &[(String, String)]) -> bool {
    let get = |name| field(fields, name);
    let (id, date) = (get("cpm_trans_id"), get("cpm_trans_date"));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (units, decimals) = get("cpm_amount").split_once('.').unwrap_or((get("cpm_amount"), ""));
    let currency = get("cpm_currency");
    (id.is_empty() || TransactionId::read(&Value::from(id)).is_ok())
        // Without its date, the identifier could have swallowed it.
        && (if date.is_empty() { !id.contains(':') } else { is_date(date) })
        && digits(units)
        && (units.len() < 2 || !units.starts_with('0'))
        && digits(decimals)
        && (currency.is_empty() || currency.len() == 3)
        && currency.bytes().all(|b| b.is_ascii_uppercase())
}

/// `2000-12-21 19:19:00`.
fn is_date(text: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00 00:00:00";
    text.len() == SHAPE.len()
        && text.bytes().zip(SHAPE).all(|(got, shape)| match shape {
            b'0' => got.is_ascii_digit(),
            b' ' => got == b' ' || got == b'T',
            separator => got == *separator,
        })
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

    #[test]
    fn no_key_verifies_nothing_even_what_no_key_signed() {
        assert!(!verify(&fields(), &sign(&fields(), ""), ""));
    }

    #[test]
    fn received_order_signs_every_field_as_it_came() {
        let signature = sign_in(SignedOrder::Received, &fields(), "key");
        assert_ne!(signature, SIGNATURE);
        assert!(verify_in(SignedOrder::Received, &fields(), &signature, "key"));
        assert!(!verify(&fields(), &signature, "key"));
        let mut reversed = fields();
        reversed.reverse();
        assert!(!verify_in(SignedOrder::Received, &reversed, &signature, "key"));
    }

    #[test]
    fn a_field_said_twice_is_refused_whichever_is_read() {
        for value in ["2500", "1", ""] {
            let mut twice = fields();
            twice.push(("cpm_amount".to_owned(), value.to_owned()));
            assert!(!verify(&twice, SIGNATURE, "key"), "{value}");
        }
    }

    #[test]
    fn a_character_that_passes_from_one_field_to_its_neighbour_is_seen() {
        let with = |changes: &[(&str, &str)]| -> Vec<(String, String)> {
            let all = [
                ("cpm_site_id", "445160"),
                ("cpm_trans_id", "REFID12354"),
                ("cpm_trans_date", "2000-12-21 19:19:00"),
                ("cpm_amount", "2500"),
                ("cpm_currency", "XOF"),
            ];
            let value = |name: &str, value: &str| {
                let change = changes.iter().find(|(changed, _)| *changed == name);
                (name.to_owned(), change.map_or(value, |(_, value)| value).to_owned())
            };
            all.iter().map(|(name, given)| value(name, given)).collect()
        };
        let x_token = sign(&with(&[]), "key");
        assert!(verify(&with(&[]), &x_token, "key"));
        for moved in [
            [("cpm_trans_date", "2000-12-21 19:19:002"), ("cpm_amount", "500")],
            [("cpm_trans_date", "2000-12-21 19:19:0"), ("cpm_amount", "02500")],
            [("cpm_amount", "2500X"), ("cpm_currency", "OF")],
            [("cpm_trans_id", "REFID123542"), ("cpm_trans_date", "000-12-21 19:19:00")],
            [("cpm_site_id", "445160R"), ("cpm_trans_id", "EFID12354")],
        ] {
            let moved = with(&moved);
            assert_eq!(sign(&moved, "key"), x_token, "the signature alone does not see it");
            assert!(!verify(&moved, &x_token, "key"));
        }
        let swallowed = with(&[
            ("cpm_trans_id", "REFID123542000-12-21 19:19:002"),
            ("cpm_trans_date", ""),
            ("cpm_amount", "500"),
        ]);
        assert_eq!(sign(&swallowed, "key"), x_token);
        assert!(!verify(&swallowed, &x_token, "key"));
    }
}
