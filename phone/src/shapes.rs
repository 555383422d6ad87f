//! A number as each service wants it.

use alloc::string::String;

use crate::line::Line;
use crate::number::{LONGEST_E164, PhoneNumber};

impl PhoneNumber {
    /// CinetPay's contacts (Transfer, Airtime): the country's digits and the number's, apart: `225` and `0707123456`.
    #[must_use]
    pub fn contact(&self) -> Option<(String, String)> {
        self.calling_code()?;
        let mut room = [0; LONGEST_E164];
        let (prefix, national) = self.parts(&mut room)?;
        Some((text(prefix), text(national)))
    }

    /// CinetPay Checkout's locked number: every digit, without a plus: `2250707123456`.
    #[must_use]
    pub fn locked(&self) -> Option<String> {
        let mut room = [0; LONGEST_E164];
        let length = self.write_e164(&mut room);
        room.get(1..length).map(text)
    }

    /// EasyTransfert's destination: the national number alone: `0707123456`.
    #[must_use]
    pub fn destination(&self) -> Option<String> {
        self.contact().map(|(_, national)| national)
    }
}

/// Characters of ASCII as text.
pub(crate) fn text(characters: &[u8]) -> String {
    Line::from(characters).into()
}
