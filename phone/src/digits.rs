//! A short run of digits on the stack: values 0 to 9, never characters.

use core::fmt;
use core::ops::Deref;

/// At most `N` digits. What does not fit is dropped, so that nothing grows and nothing panics.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digits<const N: usize> {
    values: [u8; N],
    length: u8,
}

impl<const N: usize> Default for Digits<N> {
    #[inline]
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const N: usize> Digits<N> {
    /// No digits.
    pub const EMPTY: Self = Self { values: [0; N], length: 0 };

    /// Adds a digit at the end: its value, or its ASCII character.
    #[inline]
    pub fn push(&mut self, digit: u8) {
        if let Some(place) = self.values.get_mut(usize::from(self.length)) {
            *place = digit & 15;
            self.length += 1;
        }
    }

    /// Adds digits at the end.
    #[inline]
    pub fn extend(&mut self, digits: &[u8]) {
        for digit in digits {
            self.push(*digit);
        }
    }
}

impl<const N: usize> From<&[u8]> for Digits<N> {
    #[inline]
    fn from(digits: &[u8]) -> Self {
        let mut all = Self::default();
        // Most runs are longer than eight, which go at once.
        let rest = match (digits.split_first_chunk::<8>(), all.values.first_chunk_mut()) {
            (Some((first, rest)), Some(places)) => {
                *places = (u64::from_le_bytes(*first) & 0x0F0F_0F0F_0F0F_0F0F).to_le_bytes();
                all.length = 8;
                rest
            }
            _ => digits,
        };
        all.extend(rest);
        all
    }
}

impl<const N: usize> Deref for Digits<N> {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.values.get(..usize::from(self.length)).unwrap_or(&self.values)
    }
}

/// Somebody's number: only its length is shown.
impl<const N: usize> fmt::Debug for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} digits", self.length)
    }
}
