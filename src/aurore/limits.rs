//! Amounts and lengths that Aurore takes (the provider's SDKs).

use core::ops::RangeInclusive;

use crate::rules::amount::AmountRule;
use crate::rules::currency::{Currencies, Currency};

/// Characters of `merchant_transaction_id`.
pub const LONGEST_ID: usize = 30;
/// Characters of `designation` and of a transfer's `reason`.
pub const DESIGNATION: RangeInclusive<usize> = 1..=255;
/// Characters of the customer's names.
pub const NAME: RangeInclusive<usize> = 2..=255;
/// Characters of each address.
pub const LONGEST_URL: usize = 120;
/// Digits of `otp_code`.
pub const OTP: RangeInclusive<usize> = 4..=6;

/// A payment: 100 to 2 500 000 units of any currency.
#[must_use]
pub const fn payment(currency: Option<Currency>) -> AmountRule {
    AmountRule {
        multiple: 1,
        range: 100..=2_500_000,
        advised_minimum: 100,
        advised_multiple: 1,
        currencies: Currencies::known(currency),
    }
}

/// A transfer: 100 to 1 500 000 units; one SDK's text says that they begin at 500.
#[must_use]
pub const fn transfer(currency: Option<Currency>) -> AmountRule {
    AmountRule {
        multiple: 1,
        range: 100..=1_500_000,
        advised_minimum: 500,
        advised_multiple: 1,
        currencies: Currencies::known(currency),
    }
}
