//! From the digits of a text to calling code and national number, as libphonenumber does it, order of steps included.

use crate::digits::Digits;
use crate::number::Reason;
use crate::plan::{CallingCode, Length, Plan, Region};
use crate::text::{Reading, TextDigits};

/// Shortest and longest national number.
const NATIONAL: core::ops::RangeInclusive<usize> = 2..=MOST_NATIONAL;
/// Longest national number that is read.
pub(crate) const MOST_NATIONAL: usize = 17;
/// Lengths of E.164 numbers, calling code included (ITU-T E.164; seven digits are the fewest of any plan).
const E164: core::ops::RangeInclusive<usize> = 7..=MOST_E164;
pub(crate) const MOST_E164: usize = 15;

/// A national number: significant leading zeros are kept, prefixes are off.
pub type NationalDigits = Digits<MOST_NATIONAL>;

/// The country whose numbers may be written without a calling code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultCountry {
    /// None is given, or what is given is no country.
    None,
    /// A country that the loaded plan does not have.
    Unloaded,
    /// One whose plan is loaded.
    Known(Region),
}

impl DefaultCountry {
    /// The country of a two-letter code, in any case.
    #[must_use]
    pub fn find(plan: &Plan, alpha2: &str) -> Self {
        match alpha2.as_bytes() {
            [first, second] => Self::of(plan, [*first, *second]),
            _ => Self::None,
        }
    }

    /// The country of two letters.
    #[must_use]
    pub fn of(plan: &Plan, alpha2: [u8; 2]) -> Self {
        match plan.region(alpha2) {
            Some(region) => Self::Known(region),
            None if plan.is_world() || !alpha2.iter().all(u8::is_ascii_alphabetic) => Self::None,
            None => Self::Unloaded,
        }
    }
}

/// In place of a calling code: it is of a country whose plan is not loaded.
pub(crate) const UNLOADED: CallingCode = CallingCode::MAX;

/// Calling code, and what follows it; or why there is no number.
type Found<'a> = Result<(CallingCode, &'a [u8]), Reason>;

/// Where digits go that a plan changes.
pub(crate) type Changed = Option<TextDigits>;

/// Reads calling code and national number.
#[inline]
pub(crate) fn parse<'a>(
    plan: &Plan,
    reading: &Reading<'a>,
    default: DefaultCountry,
    with_code: &'a mut Changed,
    changed: &'a mut Changed,
) -> Found<'a> {
    let default = match default {
        DefaultCountry::Known(region) => Some(region),
        _ if reading.plus => None,
        DefaultCountry::Unloaded => return Ok((UNLOADED, &[])),
        DefaultCountry::None => return Err(Reason::InvalidCountryCode),
    };
    let mut found = Err(Reason::InvalidCountryCode);
    if reading.plus {
        found = international(plan, reading.digits);
    }
    if let (Err(Reason::InvalidCountryCode), Some(region)) = (found, default) {
        // With a plus, "+0707…": what was not meant as a calling code may be a number of the default country, when that has one.
        found = at_home(plan, region, reading.digits, with_code);
        if let (true, Ok((0, _))) = (reading.plus, found) {
            return Err(Reason::InvalidCountryCode);
        }
    }
    let (mut code, mut national) = found?;
    if code == UNLOADED {
        return found;
    }
    // The main region of a calling code decides, whatever the default country was; without one, the default country itself.
    let region = if code == 0 { default } else { plan.main_region(code) };
    let Some(region) = region else { return Err(Reason::InvalidCountryCode) };
    if code == 0 {
        code = plan.code_of(region);
    }
    if national.len() < *NATIONAL.start() {
        return Err(Reason::TooShort);
    }
    if let Some(stripped) = without_national_prefix(plan, region, national, changed) {
        let length = plan.possible(region, None, stripped.len());
        if !matches!(length, Length::TooShort | Length::LocalOnly | Length::InvalidLength) {
            national = stripped;
        }
    }
    if national.len() < *NATIONAL.start() {
        return Err(Reason::TooShort);
    }
    if national.len() > MOST_NATIONAL {
        return Err(Reason::TooLong);
    }
    Ok((code, national))
}

/// Digits that begin with a calling code. Of a country whose plan is not loaded, only the length can be judged.
fn international<'a>(plan: &Plan, digits: &'a [u8]) -> Found<'a> {
    if digits.len() <= *NATIONAL.start() {
        return Err(Reason::TooShort);
    }
    if let Some((code, used)) = plan.calling_code(digits) {
        return Ok((code, digits.get(used..).unwrap_or_default()));
    }
    if plan.is_world() || digits.first() == Some(&0) {
        Err(Reason::InvalidCountryCode)
    } else if digits.len() < *E164.start() {
        Err(Reason::TooShort)
    } else if digits.len() > *E164.end() {
        Err(Reason::TooLong)
    } else {
        Ok((UNLOADED, digits))
    }
}

/// Digits dialled in a country: with an international prefix, with the country's calling code, or without; then it is 0.
#[inline]
fn at_home<'a>(plan: &Plan, region: Region, digits: &'a [u8], room: &'a mut Changed) -> Found<'a> {
    if let Some(rest) = without_idd(plan, region, digits) {
        return international(plan, rest);
    }
    let code = plan.code_of(region);
    if let Some((found, used)) = plan.calling_code(digits)
        && found == code
    {
        let rest = digits.get(used..).unwrap_or_default();
        let stripped = without_national_prefix(plan, region, rest, room).unwrap_or(rest);
        let better =
            !plan.matches_general(region, digits) && plan.matches_general(region, stripped);
        if better || plan.possible(region, None, digits.len()) == Length::TooLong {
            return Ok((code, stripped));
        }
    }
    Ok((0, digits))
}

/// What follows an international prefix. A zero after it says that it was none: no calling code begins so.
fn without_idd<'a>(plan: &Plan, region: Region, digits: &'a [u8]) -> Option<&'a [u8]> {
    let rest = digits.get(plan.strip_idd(region, digits)?..)?;
    (rest.first() != Some(&0)).then_some(rest)
}

/// The number without national prefix and carrier code, transformed where the plan says so; None where there is none to take off, or
/// where a number that matches would match no more (lengths are not looked at).
#[inline]
fn without_national_prefix<'a>(
    plan: &Plan,
    region: Region,
    digits: &'a [u8],
    room: &'a mut Changed,
) -> Option<&'a [u8]> {
    let rest = plan.strip_national_prefix(region, digits, room)?;
    let spoiled = plan.matches_general(region, digits) && !plan.matches_general(region, rest);
    (!spoiled).then_some(rest)
}
