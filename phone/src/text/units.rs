//! What single UTF-16 units are: digits of four scripts, the letters of a keypad, punctuation.

/// The value of a digit: ASCII, full-width, Arabic-Indic, Eastern Arabic.
pub(super) fn digit(unit: u16) -> Option<u8> {
    let zero = match unit {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6F0..=0x6F9 => 0x6F0,
        0xFF10..=0xFF19 => 0xFF10,
        _ => return None,
    };
    u8::try_from(unit - zero).ok()
}

/// `+`, full-width too.
pub(super) fn is_plus(unit: u16) -> bool {
    matches!(unit, 0x2B | 0xFF0B)
}

/// An ASCII letter.
pub(super) fn is_letter(unit: u16) -> bool {
    matches!(unit, 0x41..=0x5A | 0x61..=0x7A)
}

/// The digit of a letter's key (ITU-T E.161).
pub(super) fn key(unit: u16) -> Option<u8> {
    let letter = u8::try_from(unit).ok()?.to_ascii_uppercase();
    Some(match letter {
        b'A'..=b'C' => 2,
        b'D'..=b'F' => 3,
        b'G'..=b'I' => 4,
        b'J'..=b'L' => 5,
        b'M'..=b'O' => 6,
        b'P'..=b'S' => 7,
        b'T'..=b'V' => 8,
        b'W'..=b'Z' => 9,
        _ => return None,
    })
}

/// What may stand between digits: hyphens, spaces (a soft hyphen and widths of nothing too), brackets, dots, slashes, tildes, and `x`.
pub(super) fn is_punctuation(unit: u16) -> bool {
    matches!(
        unit,
        0x20 | 0x28 | 0x29 | 0x2D..=0x2F | 0x5B | 0x5D | 0x58 | 0x78 | 0x7E | 0xA0 | 0xAD | 0x200B | 0x2010..=0x2015 | 0x2053
            | 0x2060 | 0x2212 | 0x223C | 0x3000 | 0x30FC | 0xFF08 | 0xFF09 | 0xFF0D..=0xFF0F | 0xFF3B | 0xFF3D | 0xFF5E
    )
}

/// The one lower-case form of the letters that an extension's label is made of; others as they are.
pub(super) fn folded(unit: u16) -> u16 {
    match unit {
        // ASCII and full-width.
        0x41..=0x5A | 0xFF21..=0xFF3A => unit + 0x20,
        // Ó, Д, О, Б; the long-legged de and narrow o, whose capitals are Д and О.
        0xD3 => 0xF3,
        0x414 | 0x1C81 => 0x434,
        0x41E | 0x1C82 => 0x43E,
        0x411 => 0x431,
        _ => unit,
    }
}
