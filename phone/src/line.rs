//! A short text on the stack: what is written of a number.

use alloc::string::String;
use core::ops::{Deref, DerefMut};

/// More than the longest number that is written needs, an extension of another script's digits behind it: as much as a byte counts.
const ROOM: usize = 256;

/// Text in UTF-8. What does not fit is dropped, so that nothing grows and nothing panics.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    bytes: [u8; ROOM],
    length: u8,
}

impl Line {
    pub(crate) const EMPTY: Self = Self { bytes: [0; ROOM], length: 0 };

    #[inline(never)]
    pub(crate) fn push(&mut self, byte: u8) {
        if let (Some(place), Some(longer)) =
            (self.bytes.get_mut(usize::from(self.length)), self.length.checked_add(1))
        {
            *place = byte;
            self.length = longer;
        }
    }

    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push(*byte);
        }
    }

    /// Writes digits, given as their values or their characters.
    pub(crate) fn extend_digits(&mut self, digits: &[u8]) {
        for digit in digits {
            self.push(digit & 15 | b'0');
        }
    }

    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(self).unwrap_or_default()
    }
}

impl From<&[u8]> for Line {
    fn from(bytes: &[u8]) -> Self {
        let mut line = Self::EMPTY;
        line.extend(bytes);
        line
    }
}

impl From<Line> for String {
    fn from(line: Line) -> Self {
        line.text().into()
    }
}

impl Deref for Line {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }
}

impl DerefMut for Line {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(..usize::from(self.length)).unwrap_or_default()
    }
}
