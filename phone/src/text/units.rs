//! The alphabet that texts are read in, a byte for each UTF-16 unit: ASCII, and of other scripts only what can be part of a number.
//!
//! ```text
//! 00–7F         ASCII
//! 80            no part of any number
//! 81–85         of extensions' labels: д о б ó, and the accent that is put on an o
//! A0            the no-break space
//! AD            a hyphen or space of any script, or of no width
//! A1–FE         full-width forms: ASCII with `WIDE`, letters small
//! C0–C9, D0–D9  Arabic-Indic digits, Eastern Arabic ones
//! ```

/// What makes a full-width form of an ASCII character.
const WIDE: u8 = 0x80;

/// Where the digits of each script begin: here, and in Unicode.
const ZEROS: [(u8, u16); 4] = [(b'0', 0x30), (b'0' | WIDE, 0xFF10), (0xC0, 0x660), (0xD0, 0x6F0)];

/// The letter of this alphabet for a UTF-16 unit.
pub(super) fn letter(unit: u16) -> u8 {
    let letter = match unit {
        0..=0x7F => unit,
        0x660..=0x669 => unit - 0x660 + 0xC0,
        0x6F0..=0x6F9 => unit - 0x6F0 + 0xD0,
        0xFF21..=0xFF3A => unit - 0xFF21 + 0xE1,
        0xFF01..=0xFF1F | 0xFF3B | 0xFF3D | 0xFF41..=0xFF5A | 0xFF5E => unit - 0xFF00 + 0xA0,
        0xA0 => 0xA0,
        0xAD | 0x200B | 0x2010..=0x2015 | 0x2053 | 0x2060 | 0x2212 | 0x223C | 0x3000 | 0x30FC => {
            0xAD
        }
        // Small and capital; the long-legged de and the narrow o, whose capitals are those of д and о.
        0x414 | 0x434 | 0x1C81 => 0x81,
        0x41E | 0x43E | 0x1C82 => 0x82,
        0x411 | 0x431 => 0x83,
        0xD3 | 0xF3 => 0x84,
        0x301 => 0x85,
        _ => 0x80,
    };
    letter.to_le_bytes()[0]
}

/// The value of a digit of any script; more than 9 for what is none.
pub(super) fn digit(letter: u8) -> u8 {
    if matches!(letter >> 4, 0x3 | 0xB | 0xC | 0xD) { letter & 15 } else { 15 }
}

/// Whether it is a digit of any script.
#[inline(never)]
pub(super) fn is_digit(letter: u8) -> bool {
    digit(letter) < 10
}

/// A digit as it was written.
pub(super) fn character(letter: u8) -> Option<char> {
    let (_, zero) = ZEROS.iter().find(|(zero, _)| *zero == letter & 0xF0)?;
    char::from_u32(u32::from(*zero) + u32::from(letter & 15))
}

/// `+`, full-width too.
pub(super) fn is_plus(letter: u8) -> bool {
    letter & !WIDE == b'+'
}

/// What may stand between digits: hyphens, spaces (a soft hyphen and widths of nothing too), brackets, dots, slashes, tildes, and `x`.
pub(super) fn is_punctuation(letter: u8) -> bool {
    matches!(letter, b'x' | b'X')
        || matches!(letter & !WIDE, b' ' | b'(' | b')' | b'-'..=b'/' | b'[' | b']' | b'~')
}

/// The digit of a letter's key (ITU-T E.161); more than 9 for what is no letter.
pub(super) fn key(letter: u8) -> u8 {
    let place = letter.to_ascii_uppercase().wrapping_sub(b'A');
    b"22233344455566677778889999".get(usize::from(place)).map_or(15, |digit| digit & 15)
}
