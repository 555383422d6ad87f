//! `tel:` addresses (RFC 3966): where the number is in them, the context that goes before it, and what is cut off.

use super::units::{digit, is_letter};
use super::{LONGEST, Unreadable, possible_part};

const CONTEXT: &str = ";phone-context=";
const SUBADDRESS: &str = ";isub=";
const SCHEME: &str = "tel:";

/// The part of a text that holds the number. With a global context (`;phone-context=+44`), that context goes before it, written into `joined`.
pub(super) fn number_part<'a>(
    text: &'a [u16],
    joined: &'a mut [u16; LONGEST],
) -> Result<&'a [u16], Unreadable> {
    let number = match find(text, CONTEXT) {
        None => possible_part(text),
        Some(at) => {
            let rest = text.get(at + CONTEXT.len()..).unwrap_or_default();
            let context = rest.split(|unit| *unit == u16::from(b';')).next().unwrap_or_default();
            let from = find(text, SCHEME).map_or(0, |scheme| scheme + SCHEME.len());
            // libphonenumber swaps the ends when the scheme follows the context.
            let number = text.get(from.min(at)..from.max(at)).unwrap_or_default();
            if is_global(context) {
                let parts = context.iter().chain(number).copied();
                let length = joined.iter_mut().zip(parts).map(|(unit, part)| *unit = part).count();
                joined.get(..length).unwrap_or_default()
            } else if is_domain(context) {
                number
            } else {
                return Err(Unreadable::NotANumber);
            }
        }
    };
    Ok(match find(number, SUBADDRESS) {
        Some(at) if at > 0 => number.get(..at).unwrap_or_default(),
        _ => number,
    })
}

fn find(text: &[u16], wanted: &str) -> Option<usize> {
    (0..text.len()).find(|at| {
        let mut rest = text.iter().skip(*at);
        wanted.bytes().all(|byte| rest.next() == Some(&u16::from(byte)))
    })
}

/// `+` and digits, with hyphens, dots and brackets.
fn is_global(context: &[u16]) -> bool {
    let Some((0x2B, rest)) = context.split_first() else { return false };
    rest.iter().any(|unit| digit(*unit).is_some())
        && rest
            .iter()
            .all(|unit| digit(*unit).is_some() || matches!(unit, 0x28 | 0x29 | 0x2D | 0x2E))
}

/// A domain name, such as `example.com`.
fn is_domain(context: &[u16]) -> bool {
    let dot = u16::from(b'.');
    let name = context.strip_suffix(&[dot]).unwrap_or(context);
    let plain = |unit: &u16| is_letter(*unit) || digit(*unit).is_some();
    let is_label = |label: &[u16]| {
        label.first().is_some_and(plain)
            && label.last().is_some_and(plain)
            && label.iter().all(|unit| plain(unit) || *unit == u16::from(b'-'))
    };
    let starts_with_letter = |label: &[u16]| label.first().is_some_and(|unit| is_letter(*unit));
    name.split(|unit| *unit == dot).all(is_label)
        && name.rsplit(|unit| *unit == dot).next().is_some_and(starts_with_letter)
}
