//! Types of numbers, and what lengths say of them.

/// What kind of line a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberType {
    /// A line in a building.
    FixedLine,
    /// A mobile phone.
    Mobile,
    /// One of the two; the plan does not tell them apart.
    FixedLineOrMobile,
    /// Free for callers.
    TollFree,
    /// Dearer than a call.
    PremiumRate,
    /// Paid by both ends.
    SharedCost,
    /// Over the internet.
    Voip,
    /// Follows a person from line to line.
    PersonalNumber,
    /// A pager.
    Pager,
    /// One number for a whole company.
    Uan,
    /// Where messages are left.
    Voicemail,
}

impl NumberType {
    /// In the order of the tables' numbers.
    pub(super) const ALL: [Self; 11] = [
        Self::FixedLine,
        Self::Mobile,
        Self::FixedLineOrMobile,
        Self::TollFree,
        Self::PremiumRate,
        Self::SharedCost,
        Self::Voip,
        Self::PersonalNumber,
        Self::Pager,
        Self::Uan,
        Self::Voicemail,
    ];
}

/// Kinds that are asked for, a bit each in the order of [`NumberType`]; no bits ask for any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// Any kind.
    pub const ANY: Self = Self(0);

    /// The kinds whose bits are set; bits of no kind ask for nothing.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        const EITHER: u32 = 1 << NumberType::FixedLine as u32 | 1 << NumberType::Mobile as u32;
        let known = bits & ((1 << NumberType::ALL.len()) - 1);
        // A line that is one or the other is both.
        let or = if known & EITHER == 0 { 0 } else { 1 << NumberType::FixedLineOrMobile as u32 };
        Self(known | or)
    }

    /// One kind.
    #[must_use]
    pub const fn one(kind: NumberType) -> Self {
        Self::from_bits(1 << kind as u32)
    }

    /// Whether any is asked for.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.0 == 0
    }

    /// Whether a kind is asked for.
    #[must_use]
    pub const fn has(self, kind: NumberType) -> bool {
        self.is_any() || self.0 >> kind as u32 & 1 == 1
    }
}

/// What a length says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Numbers have it.
    Is,
    /// Numbers dialled within their area have it.
    LocalOnly,
    /// Fewer digits than any number.
    TooShort,
    /// More digits than any number.
    TooLong,
    /// Between the shortest and the longest, but no number has it.
    InvalidLength,
}

/// Lengths of one kind's numbers, a bit each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    pub(super) own: usize,
    pub(super) local: usize,
}

/// Where the metadata has a type.
pub(super) const fn slot(kind: Option<NumberType>) -> usize {
    match kind {
        None => 0,
        Some(NumberType::FixedLine | NumberType::FixedLineOrMobile) => 1,
        Some(NumberType::Mobile) => 2,
        Some(NumberType::TollFree) => 3,
        Some(NumberType::PremiumRate) => 4,
        Some(NumberType::SharedCost) => 5,
        Some(NumberType::Voip) => 6,
        Some(NumberType::PersonalNumber) => 7,
        Some(NumberType::Pager) => 8,
        Some(NumberType::Uan) => 9,
        Some(NumberType::Voicemail) => 10,
    }
}

/// As libphonenumber judges a length.
pub(super) fn judge(
    of: impl Fn(usize) -> Lengths,
    kind: Option<NumberType>,
    length: usize,
) -> Length {
    let mut lengths = of(slot(kind));
    if kind == Some(NumberType::FixedLineOrMobile) {
        let mobile = of(slot(Some(NumberType::Mobile)));
        if lengths.own == 0 {
            lengths = mobile;
        } else if mobile.own != 0 {
            lengths =
                Lengths { own: lengths.own | mobile.own, local: lengths.local | mobile.local };
        }
    }
    let bit = if length < 32 { 1 << length } else { 0 };
    if lengths.own == 0 {
        Length::InvalidLength
    } else if lengths.local & bit != 0 {
        Length::LocalOnly
    } else if lengths.own & bit != 0 {
        Length::Is
    } else if bit != 0 && bit < lengths.own & lengths.own.wrapping_neg() {
        Length::TooShort
    } else if bit == 0 || bit > lengths.own {
        Length::TooLong
    } else {
        Length::InvalidLength
    }
}
