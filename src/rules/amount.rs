//! Amounts: whole units of their currency.

mod typed;

use alloc::string::String;

use core::ops::RangeInclusive;

use guichet_phone::plan::Operator;

use super::currency::{Currencies, Currency};
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
    /// What it may be in.
    pub currencies: Currencies,
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
        currencies: Currencies::known(currency),
    }
}

/// Transfer, by the receiver's country prefix. Above 200 and below 1 500 000 XOF (seed 001, codes 719 and 720); minimums by country and multiples of 5
/// come from integrators, so they are advice.
#[must_use]
pub fn transfer(prefix: &str) -> AmountRule {
    let own = Currency::of_prefix(prefix);
    let range = match own {
        [Currency::Xof, ..] => 201..=1_499_999,
        _ => 1..=LARGEST_EXACT,
    };
    let advised_minimum = match prefix {
        "229" | "223" | "226" | "237" => 500,
        "224" | "243" => 1000,
        _ => 1,
    };
    AmountRule {
        multiple: 1,
        range,
        advised_minimum,
        advised_multiple: 5,
        currencies: Currencies::of(own),
    }
}

/// Airtime: a multiple of 50 with Orange, of 5 with MTN and Moov (seed 000). `operator` is the one that the caller names;
/// one that is told from the number alone is advice, since numbers are carried from one operator to another. Amounts are
/// "in FCFA (XOF)", wherever they go.
#[must_use]
pub fn airtime(operator: Option<&str>) -> AmountRule {
    AmountRule {
        multiple: operator.map_or(1, airtime_multiple),
        range: 1..=LARGEST_EXACT,
        advised_minimum: 1,
        advised_multiple: 5,
        currencies: Currencies::FCFA,
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
        currencies: Currencies::FCFA,
    }
}

impl AmountRule {
    /// The warning about what is no multiple of a number, though it may be taken.
    #[must_use]
    pub fn advice(&self, units: u64, multiple: u64) -> Option<Issue> {
        let issue = || Issue::warning(IssueCode::AmountProbablyNotMultiple);
        self.not_multiple(units, multiple, issue)
    }

    /// The issue of what is no multiple of a number, with the nearest two that are and can be sent, or the one that can.
    fn not_multiple(&self, units: u64, multiple: u64, issue: fn() -> Issue) -> Option<Issue> {
        let over = units.checked_rem(multiple).filter(|over| *over != 0)?;
        let issue = issue().with_number("got", units).with_number("multiple", multiple);
        let (lower, upper) = (units - over, units - over + multiple);
        Some(if !self.range.contains(&upper) {
            issue.with_number("suggestion", lower)
        } else if !self.range.contains(&lower) {
            issue.with_number("suggestion", upper)
        } else {
            issue.with_number("lower", lower).with_number("upper", upper)
        })
    }

    /// Completes the issue of what is below a minimum.
    fn below(&self, minimum: u64, issue: Issue) -> Issue {
        let issue = issue.with_number("minimum", minimum);
        let currency = self.currencies.word();
        if currency.is_empty() { issue } else { issue.with("currency", currency) }
    }

    /// The error of what is too small; a negative amount is shown as it was got.
    fn too_small(&self, got: &str) -> Issue {
        self.below(*self.range.start(), Issue::error(IssueCode::AmountTooSmall).with("got", got))
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
            Value::Number(units) => whole(*units).map(Self),
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
    /// `amount_not_a_number`, `amount_in_other_currency`, `amount_not_whole`, `amount_not_multiple` with the nearest two that are,
    /// `amount_too_small`, `amount_too_large`.
    pub fn read(value: &Value, rule: &AmountRule) -> Read<Self> {
        let units = match value {
            Value::Number(number) => from_number(*number, rule)?,
            Value::Text(typed) => typed::read(typed, rule)?,
            Value::Unusable(why) => return Err(text::unusable(*why)),
            other => {
                return Err(
                    Issue::error(IssueCode::AmountNotANumber).with_word("got", text::kind(other))
                );
            }
        };
        Self::judge(units, rule)
    }

    /// Judges a number of units.
    pub(crate) fn judge(units: u64, rule: &AmountRule) -> Read<Self> {
        let minimum = *rule.range.start();
        let maximum = *rule.range.end();
        if units > maximum {
            let issue = Issue::error(IssueCode::AmountTooLarge);
            return Err(issue.with_number("maximum", maximum));
        }
        let got = |issue: Issue| issue.with_number("got", units);
        if units < minimum {
            return Err(rule.below(minimum, got(Issue::error(IssueCode::AmountTooSmall))));
        }
        let issue = || Issue::error(IssueCode::AmountNotMultiple);
        if let Some(issue) = rule.not_multiple(units, rule.multiple, issue) {
            return Err(issue);
        }
        let advice = if units < rule.advised_minimum {
            let issue = Issue::warning(IssueCode::AmountProbablyTooSmall);
            Some(rule.below(rule.advised_minimum, got(issue)))
        } else {
            rule.advice(units, rule.advised_multiple)
        };
        Ok((Self(units), advice))
    }
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
    clippy::cast_precision_loss,
    reason = "whole, positive and at most 2^53"
)]
pub(crate) fn whole(number: f64) -> Option<u64> {
    let range = 0.0..=LARGEST_EXACT as f64;
    (is_whole(number) && range.contains(&number)).then_some(number as u64)
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

/// What is too large stays so.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positive, and whole where it is exact"
)]
fn from_number(number: f64, rule: &AmountRule) -> Result<u64, Issue> {
    let largest = LARGEST_EXACT as f64;
    if number.is_nan() {
        Err(Issue::error(IssueCode::AmountNotANumber).with("got", "NaN"))
    } else if number < 0.0 {
        Err(rule.too_small(&text::joined(&["-", &decimal((-number).min(largest))])))
    } else if number > largest || is_whole(number) {
        Ok(number as u64)
    } else {
        Err(Issue::error(IssueCode::AmountNotWhole).with("got", &decimal(number)))
    }
}

/// A number with as many decimals as tell it from others. The formatter of the standard library would weigh more than all rules together.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positive and at most 2^53; at most 17 decimals"
)]
pub(crate) fn decimal(number: f64) -> String {
    const MOST: u64 = 10_u64.pow(17);
    let whole = number as u64;
    let mut shown = text::digits(whole);
    let (mut scale, mut decimals) = (1, 0);
    while whole as f64 + decimals as f64 / scale as f64 != number && scale < MOST {
        scale *= 10;
        decimals = ((number - whole as f64) * scale as f64 + 0.5) as u64;
    }
    if scale > 1 {
        shown.push('.');
        // The zeros that the decimals begin with, kept by a digit before them.
        shown.push_str(text::digits(scale + decimals).get(1..).unwrap_or_default());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::issue::Param;

    #[track_caller]
    pub(super) fn checkout_amount(
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

    /// What is said of an amount in both languages.
    #[track_caller]
    pub(super) fn said(input: impl Into<Value>, rule: &AmountRule) -> [String; 2] {
        use crate::rules::Lang;
        let read = Amount::read(&input.into(), rule);
        let issue = read.map_or_else(Some, |(_, advice)| advice).unwrap();
        [issue.message(Lang::En), issue.message(Lang::Fr)]
    }

    #[test]
    fn nearest_multiples_are_those_that_can_be_sent() {
        let xof = checkout(Some(Currency::Xof));
        let orange = airtime(Some("Orange"));
        let [moov, money] = [airtime(None), transfer("225")];
        for (units, rule, nearest) in [
            (2501, &xof, &[("lower", 2500), ("upper", 2505)][..]),
            (101, &xof, &[("lower", 100), ("upper", 105)]),
            (49, &orange, &[("suggestion", 50)]),
            (51, &orange, &[("lower", 50), ("upper", 100)]),
            (4, &moov, &[("suggestion", 5)]),
            (201, &money, &[("suggestion", 205)]),
            (206, &money, &[("lower", 205), ("upper", 210)]),
            (1_499_994, &money, &[("lower", 1_499_990), ("upper", 1_499_995)]),
            (1_499_996, &money, &[("suggestion", 1_499_995)]),
            (LARGEST_EXACT, &xof, &[("suggestion", LARGEST_EXACT - 1)]),
        ] {
            let read = Amount::judge(units, rule);
            let issue = read.map_or_else(Some, |(_, advice)| advice).unwrap();
            let told: Vec<_> =
                nearest.iter().map(|(name, units)| (*name, Param::Number(*units))).collect();
            assert_eq!(issue.params.get(2..), Some(&told[..]), "{units}");
        }
    }

    #[test]
    fn the_nearest_multiples_are_said_as_two_or_as_one() {
        let xof = checkout(Some(Currency::Xof));
        for (said, english, french) in [
            (
                said(number(2501.0), &xof),
                "amount 2501 is not a multiple of 5; the nearest are 2500 and 2505",
                "le montant 2501 n'est pas un multiple de 5\u{202f}; les plus proches sont 2500 et 2505",
            ),
            (
                said(number(20.0), &airtime(Some("Orange"))),
                "amount 20 is not a multiple of 50; the nearest is 50",
                "le montant 20 n'est pas un multiple de 50\u{202f}; le plus proche est 50",
            ),
        ] {
            assert_eq!(said, [english, french]);
        }
        for (units, end) in [(202.0, "the nearest is 205"), (206.0, "the nearest are 205 and 210")]
        {
            assert!(said(number(units), &transfer("225"))[0].ends_with(end), "{units}");
        }
    }

    #[test]
    fn minimums_are_said_with_their_currency_where_it_is_known() {
        for (units, rule, end) in [
            (0.0, checkout(None), "the minimum is 1"),
            (95.0, checkout(Some(Currency::Xaf)), "the minimum is 100 XAF"),
            (50.0, easytransfert(), "the minimum is 100 FCFA"),
            (200.0, transfer("225"), "the minimum is 201 XOF"),
            (995.0, transfer("243"), "start at 1000 CDF"),
            (995.0, transfer("999"), ""),
            (0.0, airtime(None), "the minimum is 1 FCFA"),
            (-5.0, checkout(Some(Currency::Xof)), "amount -5 is too small; the minimum is 100 XOF"),
            (-0.5, checkout(None), "amount -0.5 is too small; the minimum is 1"),
        ] {
            match Amount::read(&number(units), &rule) {
                Ok((_, None)) => assert!(end.is_empty(), "{units}"),
                _ => assert!(said(number(units), &rule)[0].ends_with(end), "{units} {end}"),
            }
        }
    }

    #[test]
    fn what_was_got_shows_the_decimals_that_tell_it_from_others() {
        for (number, shown) in [
            (100.5, "100.5"),
            (0.25, "0.25"),
            (3.07, "3.07"),
            (2500.999, "2500.999"),
            (100.001, "100.001"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1.1 * 100.0, "110.00000000000001"),
            (19.99 * 100.0, "1998.9999999999998"),
            (25_000_000.1, "25000000.1"),
            (9_000_000_000_000.07, "9000000000000.07"),
            (5.0, "5"),
            (1e-20, "0.00000000000000000"),
        ] {
            assert_eq!(decimal(number), shown);
        }
    }

    #[test]
    fn numbers_that_are_no_whole_positive_amount_are_refused() {
        for (input, code) in [
            (f64::NAN, IssueCode::AmountNotANumber),
            (f64::INFINITY, IssueCode::AmountTooLarge),
            (-5.0, IssueCode::AmountTooSmall),
            (f64::NEG_INFINITY, IssueCode::AmountTooSmall),
            (0.0, IssueCode::AmountTooSmall),
            (100.5, IssueCode::AmountNotWhole),
            (1e300, IssueCode::AmountTooLarge),
        ] {
            assert_eq!(checkout_amount(number(input), None), Err(code), "{input}");
        }
        assert_eq!(checkout_amount(true, None), Err(IssueCode::AmountNotANumber));
    }
}
