//! A number as each service wants it.

use alloc::string::String;

use crate::format::character;
use crate::number::PhoneNumber;

impl PhoneNumber {
    /// CinetPay's contacts (Transfer, Airtime): the country's digits and the number's, apart: `225` and `0707123456`.
    #[must_use]
    pub fn contact(&self) -> Option<(String, String)> {
        self.calling_code()?;
        let digits: String = self.international_digits().map(character).collect();
        let at = digits.len() - self.national_digits().len();
        Some((digits.get(..at)?.into(), digits.get(at..)?.into()))
    }

    /// CinetPay Checkout's locked number: every digit, without a plus: `2250707123456`.
    #[must_use]
    pub fn locked(&self) -> Option<String> {
        self.has_digits().then(|| self.international_digits().map(character).collect())
    }

    /// EasyTransfert's destination: the national number alone: `0707123456`.
    #[must_use]
    pub fn destination(&self) -> Option<String> {
        self.calling_code()?;
        Some(self.national_digits().iter().map(|digit| character(*digit)).collect())
    }
}
