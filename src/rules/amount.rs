//! Amounts: whole units of their currency.

use alloc::string::String;

use core::ops::RangeInclusive;

use guichet_phone::plan::Operator;

use super::currency::Currency;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Largest whole number that JavaScript and JSON carry exactly: 2^53 − 1.
const LARGEST_EXACT: u64 = 9_007_199_254_740_991;

/// A whole number of units of a currency, never of its hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(u64);

/// What one service asks of an amount. One table, used by validators, clients and sandbox alike.
pub struct AmountRule {
    /// The amount must be a multiple of this. 1 means any.
    pub multiple: u64,
    /// Smallest and largest accepted, inclusive.
    pub range: RangeInclusive<u64>,
    /// Below this some accounts refuse: a warning.
    pub advised_minimum: u64,
    /// What is probably refused if it is no multiple of this: a warning. 1 means nothing.
    pub advised_multiple: u64,
    /// The currency that messages name; none while it is not known.
    pub currency: Option<Currency>,
}

/// Checkout (seed 003, "Good to know" 1): a multiple of 5, USD excepted. Minimums: provider documentation;
/// for CDF the sources disagree between 100 and 1000.
#[must_use]
pub const fn checkout(currency: Option<Currency>) -> AmountRule {
    let (multiple, minimum, advised_minimum) = match currency {
        Some(Currency::Xof | Currency::Xaf) => (5, 100, 100),
        Some(Currency::Gnf) => (5, 1000, 1000),
        Some(Currency::Cdf) => (5, 100, 1000),
        Some(Currency::Usd) => (1, 1, 1),
        None => (5, 1, 1),
    };
    AmountRule {
        multiple,
        range: minimum..=LARGEST_EXACT,
        advised_minimum,
        advised_multiple: 1,
        currency,
    }
}

/// Transfer, by the receiver's country prefix. Above 200 and below 1 500 000 XOF (seed 001, codes 719 and 720); minimums by country and multiples of 5
/// come from integrators, so they are advice.
#[must_use]
pub fn transfer(prefix: &str) -> AmountRule {
    let currency = Currency::of_prefix(prefix);
    let range = match currency {
        Some(Currency::Xof) => 201..=1_499_999,
        _ => 1..=LARGEST_EXACT,
    };
    let advised_minimum = match prefix {
        "229" | "223" | "226" | "237" => 500,
        "224" | "243" => 1000,
        _ => 1,
    };
    AmountRule { multiple: 1, range, advised_minimum, advised_multiple: 5, currency }
}

/// Airtime, by the receiver's country prefix: a multiple of 50 with Orange, of 5 with MTN and Moov (seed 000). `operator` is the one that the caller names;
/// one that is told from the number alone is advice, since numbers are carried from one operator to another.
#[must_use]
pub fn airtime(prefix: &str, operator: Option<&str>) -> AmountRule {
    AmountRule {
        multiple: operator.map_or(1, airtime_multiple),
        range: 1..=LARGEST_EXACT,
        advised_minimum: 1,
        advised_multiple: 5,
        currency: Currency::of_prefix(prefix),
    }
}

/// What an operator's airtime is sold in multiples of, by its name or its service's word; 1 where nothing is known.
#[must_use]
pub fn airtime_multiple(operator: &str) -> u64 {
    Operator::called(operator).map_or(1, |operator| operator.multiple.into())
}

/// EasyTransfert: a multiple of 100 FCFA (seed 004).
#[must_use]
pub const fn easytransfert() -> AmountRule {
    AmountRule {
        multiple: 100,
        range: 100..=LARGEST_EXACT,
        advised_minimum: 100,
        advised_multiple: 1,
        currency: None,
    }
}

impl Amount {
    /// The number of units.
    #[must_use]
    pub const fn units(self) -> u64 {
        self.0
    }

    /// The number of units as a value.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an amount is at most 2^53")]
    pub const fn value(self) -> Value {
        Value::Number(self.0 as f64)
    }

    /// The amount that stands in a field which has passed.
    #[must_use]
    pub fn of(field: &Value) -> Option<Self> {
        match field {
            Value::Number(units) => from_number(*units).ok().map(Self),
            _ => None,
        }
    }

    /// Reads an amount as a program sends it (25000) or a person types it ("25 000", "25.000 F").
    ///
    /// ```
    /// use guichet::rules::amount::{self, Amount};
    /// use guichet::rules::currency::Currency;
    ///
    /// let rule = amount::checkout(Some(Currency::Xof));
    /// assert_eq!(Amount::read(&"25 000 F".into(), &rule).unwrap().0.units(), 25_000);
    /// assert_eq!(Amount::read(&"2501".into(), &rule).unwrap_err().code.name(), "amount_not_multiple");
    /// ```
    ///
    /// # Errors
    /// `amount_not_a_number`, `amount_not_whole`, `amount_not_multiple` with the nearest two that are,
    /// `amount_too_small`, `amount_too_large`.
    pub fn read(value: &Value, rule: &AmountRule) -> Read<Self> {
        let units = match value {
            Value::Number(number) => from_number(*number)?,
            Value::Text(typed) => from_text(typed)?,
            Value::Unusable(why) => return Err(text::unusable(*why)),
            other => {
                return Err(
                    Issue::error(IssueCode::AmountNotANumber).with_word("got", text::kind(other))
                );
            }
        };
        Self::judge(units, rule)
    }

    /// The warning about what is no multiple of a number, though it may be taken.
    #[must_use]
    pub fn advice(units: u64, multiple: u64) -> Option<Issue> {
        let issue = || Issue::warning(IssueCode::AmountProbablyNotMultiple);
        not_multiple(units, multiple, 0, issue)
    }

    /// Judges a number of units.
    pub(crate) fn judge(units: u64, rule: &AmountRule) -> Read<Self> {
        let minimum = *rule.range.start();
        let maximum = *rule.range.end();
        if units > maximum {
            return Err(too_large(maximum));
        }
        let too_small = |issue: Issue, minimum| {
            let issue = issue.with_number("got", units).with_number("minimum", minimum);
            issue.with("currency", rule.currency.map_or("", Currency::code))
        };
        if units < minimum {
            return Err(too_small(Issue::error(IssueCode::AmountTooSmall), minimum));
        }
        let issue = || Issue::error(IssueCode::AmountNotMultiple);
        if let Some(issue) = not_multiple(units, rule.multiple, minimum, issue) {
            return Err(issue);
        }
        let advice = if units < rule.advised_minimum {
            let issue = Issue::warning(IssueCode::AmountProbablyTooSmall);
            Some(too_small(issue, rule.advised_minimum))
        } else {
            Self::advice(units, rule.advised_multiple)
        };
        Ok((Self(units), advice))
    }
}

/// The issue of what is no multiple of a number, with the nearest two that are and are not below the minimum.
fn not_multiple(units: u64, multiple: u64, minimum: u64, issue: fn() -> Issue) -> Option<Issue> {
    let over = units.checked_rem(multiple).filter(|over| *over != 0)?;
    let (lower, upper) = (units - over, units - over + multiple);
    Some(
        issue()
            .with_number("got", units)
            .with_number("multiple", multiple)
            .with_number("lower", if lower < minimum { upper } else { lower })
            .with_number("upper", upper),
    )
}

fn too_large(maximum: u64) -> Issue {
    Issue::error(IssueCode::AmountTooLarge).with_number("maximum", maximum)
}

/// Whether a number has no decimals.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "exact within 2^53"
)]
fn is_whole(number: f64) -> bool {
    number as i64 as f64 == number
}

/// The whole number; None for one that is not whole, is negative or too large to be exact.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole, positive and below 2^53"
)]
pub(crate) fn whole(number: f64) -> Option<u64> {
    (is_whole(number) && (0.0..9e15).contains(&number)).then_some(number as u64)
}

/// The digits of a number that identifies, such as an order's.
pub(crate) fn as_digits(number: f64) -> Option<String> {
    whole(number).map(text::digits)
}

/// `2500`, `"2500"` and `"2500.00"` are one amount. Compared as digits, so that none is lost.
#[must_use]
pub fn same_amount(a: &str, b: &str) -> bool {
    digits(a).is_some_and(|a| digits(b) == Some(a))
}

/// The units without leading zeros, and the decimals without trailing ones. None for what is no decimal number.
fn digits(amount: &str) -> Option<(&str, &str)> {
    let (units, decimals) = amount.split_once('.').unwrap_or((amount, ""));
    let decimal = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let number = !units.is_empty() && decimal(units) && decimal(decimals);
    number.then(|| (units.trim_start_matches('0'), decimals.trim_end_matches('0')))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "whole, within 0..=2^53, checked above the cast"
)]
fn from_number(number: f64) -> Result<u64, Issue> {
    if number.is_nan() {
        return Err(Issue::error(IssueCode::AmountNotANumber).with("got", "NaN"));
    }
    if number > LARGEST_EXACT as f64 {
        return Err(too_large(LARGEST_EXACT));
    }
    if number < 0.0 {
        return Err(Issue::error(IssueCode::AmountNotANumber).with("got", "a negative number"));
    }
    if !is_whole(number) {
        return Err(Issue::error(IssueCode::AmountNotWhole).with("got", &decimal(number)));
    }
    Ok(number as u64)
}

/// The number with at most two decimals. The formatter of the standard library would weigh more than all rules together.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positive and at most 2^53"
)]
pub(crate) fn decimal(number: f64) -> String {
    let whole = number as u64;
    let hundredths = ((number - whole as f64) * 100.0 + 1e-6) as u64;
    let mut shown = text::digits(whole);
    shown.push('.');
    text::push_digits(&mut shown, hundredths / 10);
    if !hundredths.is_multiple_of(10) {
        text::push_digits(&mut shown, hundredths % 10);
    }
    shown
}

/// Digits in one run or in groups of three, then perhaps the name of the currency.
fn from_text(typed: &str) -> Result<u64, Issue> {
    let not_a_number = || Issue::error(IssueCode::AmountNotANumber).with("got", typed.trim());
    let number = without_currency(typed);
    let named = typed.bytes().filter(u8::is_ascii_alphabetic).count();
    if number.is_empty() || named > 4 {
        return Err(not_a_number());
    }
    let mut units: u64 = 0;
    let mut separator = None;
    let mut in_group = 0;
    let mut is_grouped = true;
    for character in number.chars() {
        if let Some(digit) = character.to_digit(10) {
            units = units.saturating_mul(10).saturating_add(digit.into());
            in_group += 1;
            continue;
        }
        if !(character.is_whitespace() || matches!(character, '.' | ',' | '\'' | '’')) {
            return Err(not_a_number());
        }
        is_grouped &= match separator {
            None => (1..=3).contains(&in_group),
            Some(first) => in_group == 3 && character == first,
        };
        separator = separator.or(Some(character));
        in_group = 0;
    }
    match separator {
        Some(_) if is_grouped && in_group == 3 => {}
        Some('.' | ',') => {
            return Err(Issue::error(IssueCode::AmountNotWhole).with("got", typed.trim()));
        }
        Some(_) => return Err(not_a_number()),
        None => {}
    }
    if units > LARGEST_EXACT {
        return Err(too_large(LARGEST_EXACT));
    }
    Ok(units)
}

/// Without what people write around a number.
fn without_currency(typed: &str) -> &str {
    let around = |c: char| c.is_whitespace() || c.is_ascii_alphabetic() || matches!(c, '$' | '₣');
    let mut number = typed.chars();
    while number.clone().next().is_some_and(around) {
        number.next();
    }
    while number.clone().next_back().is_some_and(around) {
        number.next_back();
    }
    number.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn checkout_amount(
        input: impl Into<Value>,
        currency: Option<Currency>,
    ) -> Result<u64, IssueCode> {
        Amount::read(&input.into(), &checkout(currency))
            .map(|(amount, _)| amount.units())
            .map_err(|issue| issue.code)
    }

    fn number(number: f64) -> Value {
        Value::Number(number)
    }

    #[test]
    fn checkout_amount_is_a_multiple_of_five_except_in_usd() {
        for currency in [Some(Currency::Xof), Some(Currency::Xaf), None] {
            assert_eq!(checkout_amount(number(2500.0), currency), Ok(2500));
            for wrong in [2501.0, 2502.0, 2503.0, 2504.0] {
                assert_eq!(
                    checkout_amount(number(wrong), currency),
                    Err(IssueCode::AmountNotMultiple)
                );
            }
            assert_eq!(checkout_amount(number(2505.0), currency), Ok(2505));
        }
        assert_eq!(checkout_amount(number(34.0), Some(Currency::Usd)), Ok(34));
    }

    #[test]
    fn checkout_minimums_are_inclusive() {
        for (currency, minimum, step) in [
            (Currency::Xof, 100.0, 5.0),
            (Currency::Xaf, 100.0, 5.0),
            (Currency::Gnf, 1000.0, 5.0),
            (Currency::Cdf, 100.0, 5.0),
            (Currency::Usd, 1.0, 1.0),
        ] {
            assert!(checkout_amount(number(minimum), Some(currency)).is_ok(), "{currency:?}");
            assert_eq!(
                checkout_amount(number(minimum - step), Some(currency)),
                Err(IssueCode::AmountTooSmall),
                "{currency:?}"
            );
        }
    }

    #[test]
    fn cdf_below_a_thousand_is_advised_against() {
        let rule = checkout(Some(Currency::Cdf));
        let advice = |units: f64| Amount::read(&number(units), &rule).unwrap().1.map(|i| i.code);
        assert_eq!(advice(995.0), Some(IssueCode::AmountProbablyTooSmall));
        assert_eq!(advice(1000.0), None);
    }

    #[test]
    fn nearest_multiples_are_suggested_and_never_below_the_minimum() {
        let message = |units: f64| {
            Amount::read(&number(units), &checkout(Some(Currency::Xof)))
                .unwrap_err()
                .at("amount")
                .message(crate::rules::Lang::En)
        };
        assert_eq!(
            message(2501.0),
            "amount 2501 is not a multiple of 5; the nearest are 2500 and 2505"
        );
        assert_eq!(
            message(101.0),
            "amount 101 is not a multiple of 5; the nearest are 100 and 105"
        );
    }

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for typed in [
            "25000",
            "25 000",
            "25.000",
            "25,000",
            " 25 000 F",
            "25 000 FCFA",
            "25\u{202f}000\u{a0}XOF",
            "25'000",
        ] {
            assert_eq!(checkout_amount(typed, None), Ok(25000), "{typed}");
        }
        for (typed, code) in [
            ("25000.50", IssueCode::AmountNotWhole),
            ("2,5", IssueCode::AmountNotWhole),
            ("25 00", IssueCode::AmountNotANumber),
            ("1.000,50", IssueCode::AmountNotWhole),
            ("1e5", IssueCode::AmountNotANumber),
            ("-500", IssueCode::AmountNotANumber),
            ("cent mille", IssueCode::AmountNotANumber),
            ("F", IssueCode::AmountNotANumber),
            ("99999999999999999999999", IssueCode::AmountTooLarge),
        ] {
            assert_eq!(checkout_amount(typed, None), Err(code), "{typed}");
        }
    }

    #[test]
    fn what_was_got_shows_at_most_two_decimals() {
        for (number, shown) in
            [(100.5, "100.5"), (0.25, "0.25"), (3.07, "3.07"), (2500.999, "2500.99")]
        {
            assert_eq!(decimal(number), shown);
        }
    }

    #[test]
    fn numbers_that_are_no_whole_positive_amount_are_refused() {
        for (input, code) in [
            (f64::NAN, IssueCode::AmountNotANumber),
            (f64::INFINITY, IssueCode::AmountTooLarge),
            (-5.0, IssueCode::AmountNotANumber),
            (0.0, IssueCode::AmountTooSmall),
            (100.5, IssueCode::AmountNotWhole),
            (1e300, IssueCode::AmountTooLarge),
        ] {
            assert_eq!(checkout_amount(number(input), None), Err(code), "{input}");
        }
        assert_eq!(checkout_amount(true, None), Err(IssueCode::AmountNotANumber));
    }
}
