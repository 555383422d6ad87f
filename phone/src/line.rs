//! A short text on the stack: what is written of a number.

use alloc::string::String;
use core::ops::{Deref, DerefMut};

/// Room for the longest number that is written, an extension of another script's digits behind it.
const ROOM: usize = 128;

/// Text in UTF-8. What does not fit is dropped, so that nothing grows and nothing panics.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    bytes: [u8; ROOM],
    length: usize,
}

impl Line {
    pub(crate) const EMPTY: Self = Self { bytes: [0; ROOM], length: 0 };

    pub(crate) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
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

    pub(crate) fn push_character(&mut self, character: char) {
        self.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
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
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl DerefMut for Line {
    fn deref_mut(&mut self) -> &mut [u8] {
        self.bytes.get_mut(..self.length).unwrap_or_default()
    }
}
