//! A name for what holds secrets or numbers, that tells nothing of them.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Thirty-two hexadecimal digits of HMAC-SHA256.
pub(super) fn digest(key: &str, parts: &[&str]) -> String {
    // Keys of any length are taken; an empty one is hashed as it is.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    for part in parts {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    let mut text = hex::encode(mac.finalize().into_bytes());
    text.truncate(32);
    text
}
