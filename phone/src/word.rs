//! A number as one word of flags, and lists of numbers as lists of such words: what crosses to JavaScript without an object being made.
//!
//! ```text
//! bits  0–1   status: 0 invalid, 1 possible, 2 valid, 3 unknown plan
//!       2–5   reason: 0 none, else its place in Reason, from 1
//!       6–9   kind: 0 none, else its place in NumberType, from 1
//!      10–14  characters of E.164 written out; 0 no number, 31 the text itself is its E.164
//!      15–23  region: 0 none, else its place in the plan, from 1
//! ```

pub use crate::number::LONGEST_E164;
use crate::number::{PhoneNumber, Reason, Status};
use crate::parse::DefaultCountry;
use crate::plan::{NumberType, Plan, Region};

/// In place of a length: E.164 is the text itself.
const SAME: u32 = 31;

/// The words of statuses, reasons and kinds: a line each, in the order of their numbers in the flags; no reason and no kind have an empty word.
pub const WORDS: &str = "invalid possible valid unknown_plan
 too_short too_long invalid_length local_only no_such_prefix invalid_country_code not_a_number old_format
 fixed_line mobile fixed_line_or_mobile toll_free premium_rate shared_cost voip personal_number pager uan voicemail
";
/// The kinds in the order of their words, without the first, empty one.
pub const NUMBER_TYPES: [NumberType; 11] = [
    NumberType::FixedLine,
    NumberType::Mobile,
    NumberType::FixedLineOrMobile,
    NumberType::TollFree,
    NumberType::PremiumRate,
    NumberType::SharedCost,
    NumberType::Voip,
    NumberType::PersonalNumber,
    NumberType::Pager,
    NumberType::Uan,
    NumberType::Voicemail,
];

const fn status(status: Status) -> u32 {
    match status {
        Status::Invalid => 0,
        Status::Possible => 1,
        Status::Valid => 2,
        Status::UnknownPlan => 3,
    }
}

const fn reason(reason: Option<Reason>) -> u32 {
    match reason {
        None => 0,
        Some(Reason::TooShort) => 1,
        Some(Reason::TooLong) => 2,
        Some(Reason::InvalidLength) => 3,
        Some(Reason::LocalOnly) => 4,
        Some(Reason::NoSuchPrefix) => 5,
        Some(Reason::InvalidCountryCode) => 6,
        Some(Reason::NotANumber) => 7,
        Some(Reason::OldFormat) => 8,
    }
}

const fn kind(kind: Option<NumberType>) -> u32 {
    match kind {
        None => 0,
        Some(NumberType::FixedLine) => 1,
        Some(NumberType::Mobile) => 2,
        Some(NumberType::FixedLineOrMobile) => 3,
        Some(NumberType::TollFree) => 4,
        Some(NumberType::PremiumRate) => 5,
        Some(NumberType::SharedCost) => 6,
        Some(NumberType::Voip) => 7,
        Some(NumberType::PersonalNumber) => 8,
        Some(NumberType::Pager) => 9,
        Some(NumberType::Uan) => 10,
        Some(NumberType::Voicemail) => 11,
    }
}

fn word_at(line: usize, place: u32) -> &'static str {
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    WORDS.lines().nth(line).and_then(|words| words.split(' ').nth(place)).unwrap_or_default()
}

/// A status as a word.
#[must_use]
pub fn status_word(number: &PhoneNumber) -> &'static str {
    word_at(0, status(number.status()))
}

/// A reason as a word, empty where there is none.
#[must_use]
pub fn reason_word(number: &PhoneNumber) -> &'static str {
    word_at(1, reason(number.reason()))
}

/// How JavaScript names a default country: 0 none, 1 one that the plan does not have, else its place in the plan, from 2.
#[must_use]
pub fn country_handle(country: DefaultCountry) -> u32 {
    match country {
        DefaultCountry::None => 0,
        DefaultCountry::Unloaded => 1,
        DefaultCountry::Known(region) => u32::from(region.place()) + 2,
    }
}

/// The default country of a handle; a place that the plan does not have is no country.
#[must_use]
pub fn country_of(plan: &Plan, handle: u32) -> DefaultCountry {
    match handle {
        0 => DefaultCountry::None,
        1 => DefaultCountry::Unloaded,
        place => u16::try_from(place - 2)
            .ok()
            .and_then(|place| plan.region_at(place))
            .map_or(DefaultCountry::None, DefaultCountry::Known),
    }
}

fn region(region: Option<Region>) -> u32 {
    region.map_or(0, |region| u32::from(region.place()) + 1)
}

/// The number of a text, of a country given by its handle.
#[must_use]
pub fn number(plan: &Plan, text: &[u8], country: u32) -> PhoneNumber {
    PhoneNumber::parse_bytes(plan, text, country_of(plan, country))
}

/// An example of the numbers of a country, which is given by its handle; of a kind, which is given by its number in the flags.
#[must_use]
pub fn example(plan: &Plan, country: u32, kind: u32) -> Option<PhoneNumber> {
    let DefaultCountry::Known(region) = country_of(plan, country) else { return None };
    let kind = match usize::try_from(kind).ok()?.checked_sub(1) {
        None => None,
        Some(place) => Some(*NUMBER_TYPES.get(place)?),
    };
    PhoneNumber::example(plan, region, kind)
}

/// The flags of a number. Its E.164 is written to `out`, which has room for [`LONGEST_E164`]; it counts as written unless it is `text` itself.
#[inline]
pub fn word(number: &PhoneNumber, text: &[u8], out: &mut [u8]) -> u32 {
    let length = out.first_chunk_mut().map_or(0, |room| number.write_e164(room));
    let same = length > 0 && out.get(..length) == Some(text);
    let written = if same { SAME } else { u32::try_from(length).unwrap_or(0) };
    status(number.status())
        | reason(number.reason()) << 2
        | kind(number.kind()) << 6
        | written << 10
        | region(number.region()) << 15
}

/// The default countries of a list's lines, as handles.
#[derive(Clone, Copy, Debug)]
pub enum Countries<'a> {
    /// One for all.
    Same(u32),
    /// One a line, two bytes each, the lower first. Lines beyond the last have none.
    Each(&'a [u8]),
}

/// Checks every line of a text of ASCII, newlines between them: a word of flags each, in order, and the E.164 of those that need it, one after
/// another, with room for the longest after the last. Ends where the room for words does. Gives how many lines the text has.
pub fn lines(
    plan: &Plan,
    text: &[u8],
    countries: Countries<'_>,
    words: &mut [u8],
    out: &mut [u8],
) -> usize {
    let (each, mut default) = match countries {
        Countries::Same(handle) => (None, country_of(plan, handle)),
        Countries::Each(handles) => (Some(handles.as_chunks::<2>().0), DefaultCountry::None),
    };
    let mut words = words.as_chunks_mut::<4>().0.iter_mut();
    let (mut free, mut count) = (out, 0);
    let mut rest = Some(text);
    while let Some(text) = rest {
        let line = text.get(..line_end(text)).unwrap_or(text);
        rest = text.get(line.len() + 1..);
        if let Some(handles) = each {
            let handle = handles.get(count).map_or(0, |handle| u16::from_le_bytes(*handle));
            default = country_of(plan, handle.into());
        }
        count += 1;
        let Some(place) = words.next() else { continue };
        let flags = word(&PhoneNumber::parse_bytes(plan, line, default), line, free);
        *place = flags.to_le_bytes();
        let length = flags >> 10 & 31;
        if length != SAME {
            free = free.get_mut(length as usize..).unwrap_or_default();
        }
    }
    count
}

/// How many bytes come before the first newline.
#[inline]
fn line_end(text: &[u8]) -> usize {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const NEWLINES: u64 = u64::from_le_bytes([b'\n'; 8]);
    let (eights, rest) = text.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        // The lowest byte that is zero in `others` sets its top bit, and none below it does.
        let others = u64::from_le_bytes(*eight) ^ NEWLINES;
        let found = others.wrapping_sub(ONES) & !others & ONES << 7;
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let before = eights.len() * 8;
    before + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}
