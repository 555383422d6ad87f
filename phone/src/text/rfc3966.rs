//! `tel:` addresses (RFC 3966): where the number is in them, the context that goes before it, and what is cut off.

use super::units::is_digit;
use super::{LONGEST, possible_part};
use crate::line::Line;
use crate::number::Reason;

const CONTEXT: &[u8] = b";phone-context=";
const SUBADDRESS: &[u8] = b";isub=";
const SCHEME: &[u8] = b"tel:";

/// The part of a text that holds the number. With a global context (`;phone-context=+44`), that context goes before it, written into `joined`.
pub(super) fn number_part<'a>(text: &'a [u8], joined: &'a mut Line) -> Result<&'a [u8], Reason> {
    let at = find(text, CONTEXT);
    let mut number;
    if at == text.len() {
        number = possible_part(text);
    } else {
        let rest = text.get(at + CONTEXT.len()..).unwrap_or_default();
        let context = rest.get(..find(rest, b";")).unwrap_or(rest);
        let scheme = find(text, SCHEME);
        let from = if scheme == text.len() { 0 } else { scheme + SCHEME.len() };
        // libphonenumber swaps the ends when the scheme follows the context.
        number = text.get(from.min(at)..from.max(at)).unwrap_or_default();
        if is_global(context) {
            joined.extend(context);
            joined.extend(number);
            number = joined.get(..LONGEST).unwrap_or(joined);
        } else if !is_domain(context) {
            return Err(Reason::NotANumber);
        }
    }
    let subaddress = find(number, SUBADDRESS);
    Ok(if subaddress > 0 { number.get(..subaddress).unwrap_or(number) } else { number })
}

/// Where a part of a text begins; the text's end where it is not there.
fn find(text: &[u8], wanted: &[u8]) -> usize {
    let mut rest = text;
    while !rest.is_empty() && !rest.starts_with(wanted) {
        rest = rest.get(1..).unwrap_or_default();
    }
    text.len() - rest.len()
}

/// `+` and digits, with hyphens, dots and brackets.
fn is_global(context: &[u8]) -> bool {
    let Some((b'+', rest)) = context.split_first() else { return false };
    let mut digits = false;
    rest.iter().all(|letter| {
        let digit = is_digit(*letter);
        digits |= digit;
        digit || matches!(letter, b'(' | b')' | b'-' | b'.')
    }) && digits
}

/// A domain name, such as `example.com`: letters, digits, and hyphens between them; a letter begins its last label.
fn is_domain(context: &[u8]) -> bool {
    let name = context.strip_suffix(b".").unwrap_or(context);
    let (mut before, mut begins_with_letter) = (b'.', false);
    for letter in name {
        let plain = letter.is_ascii_alphabetic() || is_digit(*letter);
        if before == b'.' {
            begins_with_letter = letter.is_ascii_alphabetic();
        }
        let fits = match letter {
            b'-' => before != b'.',
            b'.' => !matches!(before, b'.' | b'-'),
            _ => plain,
        };
        if !fits {
            return false;
        }
        before = *letter;
    }
    begins_with_letter && !matches!(before, b'.' | b'-')
}
