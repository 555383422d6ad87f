//! Walks through the graph, a digit a step: for whoever proves the tables against what they were made from.

use alloc::vec::Vec;

use super::graph::{DEAD, FOUND, NodeId};
use super::{CallingCode, NumberType, Plan, Region};

/// What a walk asks about the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// In which regions of a calling code is it valid, and as what?
    Types(CallingCode),
    /// Does it fit what is common to all numbers of a region?
    General(Region),
    /// Does it begin as a region's numbers do among those of its calling code?
    LeadingDigits(Region),
    /// What does the national prefix rule of a region find?
    NationalPrefix(Region),
    /// What does the rule for international prefixes find?
    InternationalPrefix(Region),
    /// Does it fit a format's pattern? Of a calling code; abroad or not; its place.
    Format(CallingCode, bool, usize),
    /// Does it begin as a format asks? The last of its rules decides for whole numbers, and earlier ones while they are typed.
    FormatBeginning(CallingCode, bool, usize, usize),
}

/// A place in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Walk(NodeId);

impl Walk {
    /// Whether no further digit changes the answer, which is no.
    #[must_use]
    pub const fn is_over(self) -> bool {
        self.0 == DEAD
    }

    /// Whether the first digits were found to be those that a question about them asks for.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        self.0 == FOUND
    }
}

/// What a national number is in its regions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Valid {
    /// Its own region, and its type there.
    pub own: Option<(Region, NumberType)>,
    /// Every region that it is valid for.
    pub all: Vec<(Region, NumberType)>,
}

impl Plan {
    /// Before any digit. None where the plan has nothing to ask: no such region, or a format that takes every number of its length.
    #[must_use]
    pub fn walk(&self, question: Question) -> Option<Walk> {
        let country = |region| self.country(region);
        let format = |code, abroad, at: usize| {
            let code = self.code(code)?;
            if abroad { &code.international } else { &code.national }.get(at)
        };
        Some(Walk(match question {
            Question::Types(code) => self.code(code)?.types,
            Question::General(region) => country(region)?.general,
            Question::LeadingDigits(region) => country(region)?.leading_digits,
            Question::NationalPrefix(region) => country(region)?.prefix_rule,
            Question::InternationalPrefix(region) => country(region)?.idd,
            Question::Format(code, abroad, at) => format(code, abroad, at)?.pattern?,
            Question::FormatBeginning(code, abroad, at, rule) => {
                *format(code, abroad, at)?.leading.get(rule)?
            }
        }))
    }

    /// After one more digit.
    #[must_use]
    pub fn follow(&self, walk: Walk, digit: u8) -> Walk {
        Walk(self.graph.step(walk.0, digit))
    }

    /// Whether the answer is yes if the digits end here.
    #[must_use]
    pub fn is_found(&self, walk: Walk) -> bool {
        self.graph.word(walk.0) != 0
    }

    /// The answer to [`Question::Types`].
    #[must_use]
    pub fn valid(&self, code: CallingCode, walk: Walk) -> Valid {
        let verdict = usize::from(self.graph.word(walk.0))
            .checked_sub(1)
            .and_then(|word| self.verdicts.get(word));
        let (Some(verdict), Some(main)) = (verdict, self.main_region(code)) else {
            return Valid::default();
        };
        let region = |(place, kind): (u8, NumberType)| (Region(main.0 + u16::from(place)), kind);
        Valid {
            own: verdict.own.map(region),
            all: verdict.valid.iter().copied().map(region).collect(),
        }
    }

    /// The answer to a prefix rule: whether one ends here if more digits follow, and if none do.
    #[must_use]
    pub fn prefix_ends(&self, walk: Walk) -> (bool, bool) {
        let outcome = usize::from(self.graph.word(walk.0))
            .checked_sub(1)
            .and_then(|word| self.outcomes.get(word));
        outcome.map_or((false, false), |outcome| (outcome.further != 0, outcome.at_end != 0))
    }

    /// How many digits a format's groups have at least and at most, where it takes every number of such a length.
    #[must_use]
    pub fn format_groups(
        &self,
        code: CallingCode,
        abroad: bool,
        at: usize,
        length: usize,
    ) -> Option<Vec<(usize, usize)>> {
        let code = self.code(code)?;
        let format = if abroad { &code.international } else { &code.national }.get(at)?;
        self.groups_of(format, length)
    }
}
