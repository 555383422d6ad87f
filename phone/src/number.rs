//! A phone number as the plan sees it: valid, possible or not, why, and how it is written.

use core::fmt;

use alloc::string::String;

use crate::old_format;
use crate::parse::{self, DefaultCountry, NationalDigits, UNLOADED};
use crate::plan::{CallingCode, Length, NumberType, Operator, Plan, Region};
use crate::shapes;
use crate::text::{self, Extension, Reading};

/// What can be said of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// No number, or one whose length fits nothing.
    Invalid,
    /// The length fits, but no known range has it. Plans age: it may be newer than the table.
    Possible,
    /// In a range of the plan.
    Valid,
    /// Its shape fits, but the plan of its country is not loaded.
    UnknownPlan,
}

/// Why a number is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Fewer digits than any number of its country.
    TooShort,
    /// More digits than any number of its country.
    TooLong,
    /// Between the shortest and the longest, but no number is as long.
    InvalidLength,
    /// Complete for callers of the same area alone: the area's digits are missing.
    LocalOnly,
    /// The length fits, the first digits belong to nobody.
    NoSuchPrefix,
    /// No country has its calling code; or it has none, and no default country was given.
    InvalidCountryCode,
    /// No phone number in the text.
    NotANumber,
    /// A number of before its country lengthened them; [`PhoneNumber::suggestion`] is what it became.
    OldFormat,
}

/// Characters of the longest E.164 number written: a plus, a calling code, a national number.
pub const LONGEST_E164: usize = 1 + 3 + parse::MOST_NATIONAL;

/// A text, read as a phone number.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    status: Status,
    reason: Option<Reason>,
    kind: Option<NumberType>,
    region: Option<Region>,
    /// 0: none.
    code: CallingCode,
    national: NationalDigits,
    extension: Extension,
}

impl PhoneNumber {
    /// Reads a text as people and programs write numbers. Without a calling code it is a number of the default country.
    #[must_use]
    pub fn parse(plan: &Plan, text: &str, default: DefaultCountry) -> Self {
        Self::parse_bytes(plan, text.as_bytes(), default)
    }

    /// Whether ASCII digits are those of a valid number's E.164: calling code and national number, nothing to be taken off. It is asked less than reading asks, in a part of
    /// the time; a no says nothing of numbers that begin as if with a national prefix.
    #[must_use]
    #[inline]
    pub fn is_e164(plan: &Plan, digits: &[u8]) -> bool {
        Self::e164_kind(plan, digits).is_some()
    }

    /// What kind of line it is, of such digits.
    #[must_use]
    pub fn e164_kind(plan: &Plan, digits: &[u8]) -> Option<NumberType> {
        let mut room = [0; parse::MOST_E164];
        let values = room.get_mut(..digits.len())?;
        for (value, digit) in values.iter_mut().zip(digits) {
            if !digit.is_ascii_digit() {
                return None;
            }
            *value = digit - b'0';
        }
        let (code, used) = plan.calling_code(values)?;
        let national = values.get(used..).unwrap_or_default();
        let has_prefix = |region| plan.strip_national_prefix(region, national, &mut None).is_some();
        let (_, kind) = plan.classify(code, national)?;
        (!plan.main_region(code).is_none_or(has_prefix)).then_some(kind)
    }

    /// Reads a text in UTF-8; other bytes are no number.
    #[must_use]
    pub fn parse_bytes(plan: &Plan, text: &[u8], default: DefaultCountry) -> Self {
        let mut number = Self::NOTHING;
        let mut room = [0; text::MOST_DIGITS];
        let reading = text::read(text, &mut room, &mut number.extension);
        number.judge_reading(plan, reading, default);
        number
    }

    /// Reads a text of UTF-16 units, well-formed or not.
    #[must_use]
    pub fn parse_units(plan: &Plan, text: &[u16], default: DefaultCountry) -> Self {
        let mut number = Self::NOTHING;
        let mut room = [0; text::MOST_DIGITS];
        let units = text.iter().copied();
        let reading = text::read_units(units, &mut room, &mut number.extension);
        number.judge_reading(plan, reading, default);
        number
    }

    #[inline]
    fn judge_reading(
        &mut self,
        plan: &Plan,
        reading: Result<Reading<'_>, Reason>,
        default: DefaultCountry,
    ) {
        let (mut with_code, mut changed) = (None, None);
        let found = match &reading {
            Ok(reading) => parse::parse(plan, reading, default, &mut with_code, &mut changed),
            Err(reason) => Err(*reason),
        };
        match found {
            Ok((UNLOADED, digits)) => {
                self.status = Status::UnknownPlan;
                self.reason = None;
                self.national = NationalDigits::from(digits);
            }
            Ok((code, national)) => self.judge(plan, code, national),
            Err(reason) => *self = Self { reason: Some(reason), ..Self::NOTHING },
        }
    }

    /// No number.
    const NOTHING: Self = Self {
        status: Status::Invalid,
        reason: Some(Reason::NotANumber),
        kind: None,
        region: None,
        code: 0,
        national: NationalDigits::EMPTY,
        extension: Extension::NONE,
    };

    #[inline]
    fn judge(&mut self, plan: &Plan, code: CallingCode, national: &[u8]) {
        self.code = code;
        self.national = NationalDigits::from(national);
        match plan.classify(code, national) {
            Some((region, kind)) => {
                self.status = Status::Valid;
                self.reason = None;
                self.region = Some(region);
                self.kind = Some(kind);
            }
            None => self.judge_by_length(plan),
        }
    }

    #[cold]
    fn judge_by_length(&mut self, plan: &Plan) {
        let national = &self.national;
        let length =
            plan.main_region(self.code).map(|main| plan.possible(main, None, national.len()));
        let (status, reason) = match length {
            Some(Length::Is) => (Status::Possible, Reason::NoSuchPrefix),
            Some(Length::LocalOnly) => (Status::Possible, Reason::LocalOnly),
            Some(Length::TooShort) => (Status::Invalid, Reason::TooShort),
            Some(Length::TooLong) => (Status::Invalid, Reason::TooLong),
            Some(Length::InvalidLength) | None => (Status::Invalid, Reason::InvalidLength),
        };
        // A number that its country has replaced rings nowhere, even where libphonenumber still takes its length for possible (Benin).
        let replaced = old_format::successor(plan, self.code, national).is_some();
        let (status, reason) =
            if replaced { (Status::Invalid, Reason::OldFormat) } else { (status, reason) };
        self.status = status;
        self.reason = Some(reason);
        self.region = plan.region_of(self.code, national);
    }

    /// What can be said of it.
    #[must_use]
    pub const fn status(&self) -> Status {
        self.status
    }

    /// Why it is not valid.
    #[must_use]
    pub const fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// The calling code, where the text has a number of a loaded plan.
    #[must_use]
    pub const fn calling_code(&self) -> Option<CallingCode> {
        if self.code == 0 { None } else { Some(self.code) }
    }

    /// The national number, without prefixes; leading zeros that belong to it are kept.
    #[must_use]
    pub fn national_digits(&self) -> &[u8] {
        if self.code == 0 { &[] } else { &self.national }
    }

    /// The region that the number belongs to; known for some invalid numbers too.
    #[must_use]
    pub const fn region(&self) -> Option<Region> {
        self.region
    }

    /// What kind of line it is; valid numbers have one.
    #[must_use]
    pub const fn kind(&self) -> Option<NumberType> {
        self.kind
    }

    /// The extension, such as 12 of `ext. 12`.
    #[must_use]
    pub const fn extension(&self) -> Option<&Extension> {
        if self.extension.is_none() { None } else { Some(&self.extension) }
    }

    /// Whether the text has a number, valid or not.
    #[must_use]
    pub fn has_digits(&self) -> bool {
        self.code != 0 || !self.national.is_empty()
    }

    /// E.164 in two parts: the calling code's digits, without the plus, and the national number. None where there is no number.
    pub(crate) fn parts<'a>(
        &self,
        room: &'a mut [u8; LONGEST_E164],
    ) -> Option<(&'a [u8], &'a [u8])> {
        let length = self.write_e164(room);
        room.get(1..length)?.split_at_checked(length - 1 - self.national.len())
    }

    /// Writes E.164, where there is a number; says how many characters it has.
    #[inline]
    pub(crate) fn write_e164(&self, out: &mut [u8; LONGEST_E164]) -> usize {
        if !self.has_digits() {
            return 0;
        }
        let mut length = 0;
        let mut put = |character| {
            if let Some(place) = out.get_mut(length) {
                *place = character;
                length += 1;
            }
        };
        put(b'+');
        let digit = |code: u16| (code % 10).to_le_bytes()[0] | b'0';
        if self.code >= 100 {
            put(digit(self.code / 100));
        }
        if self.code >= 10 {
            put(digit(self.code / 10));
        }
        if self.code > 0 {
            put(digit(self.code));
        }
        for digit in &*self.national {
            put(b'0' | digit);
        }
        length
    }

    /// E.164: `+2250707123456`. None where there is no number.
    #[must_use]
    pub fn e164(&self) -> Option<String> {
        let mut room = [0; LONGEST_E164];
        let length = self.write_e164(&mut room);
        (length > 0).then(|| shapes::text(room.get(..length).unwrap_or(&room)))
    }

    /// Whether it is valid as a number of that region. A number can be valid for more regions than [`Self::region`].
    #[must_use]
    pub fn is_valid_for(&self, plan: &Plan, region: Region) -> bool {
        self.code == plan.code_of(region) && plan.type_in(region, &self.national).is_some()
    }

    /// The number that one of an old format became.
    #[must_use]
    pub fn suggestion(&self, plan: &Plan) -> Option<Self> {
        if self.reason != Some(Reason::OldFormat) {
            return None;
        }
        let new = old_format::successor(plan, self.code, &self.national)?;
        let mut number = Self { extension: self.extension, ..Self::NOTHING };
        number.judge(plan, self.code, &new);
        Some(number)
    }

    /// Who issued its range: advice, since numbers are carried from one operator to another. Services that ride on any number (Wave) own none.
    #[must_use]
    pub fn operator(&self, plan: &Plan) -> Option<Operator> {
        if self.status == Status::Valid {
            plan.operator(self.region?, &self.national)
        } else {
            None
        }
    }

    /// An example of a region's numbers; of no particular kind, a mobile one where there is one.
    #[must_use]
    pub fn example(plan: &Plan, region: Region, kind: Option<NumberType>) -> Option<Self> {
        let digits = match kind {
            Some(kind) => plan.example(region, kind),
            None => [NumberType::Mobile, NumberType::FixedLine]
                .into_iter()
                .find_map(|kind| plan.example(region, kind)),
        }?;
        let mut number = Self::NOTHING;
        number.judge(plan, plan.code_of(region), &digits);
        Some(number)
    }
}

/// Somebody's number: what is said of it is shown, not the number.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneNumber")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("calling_code", &self.code)
            .field("national", &self.national)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
