//! Walks through the graph, a digit a step: for whoever proves the tables against what they were made from.

use alloc::vec::Vec;

use super::graph::{DEAD, FOUND, NodeId};
use super::sections::OUTCOMES;
use super::{CallingCode, GENERAL, IDD, LEADING_DIGITS, NumberType, PREFIX_RULE, Plan, Region};

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
        let region_root = |region: Region, place| {
            self.region_at(region.place())?;
            Some(self.region_root(region, place))
        };
        let format = |code, abroad, at| self.format(self.code(code)?, abroad, at);
        Some(Walk(match question {
            Question::Types(code) => self.code_root(self.code(code)?, 0),
            Question::General(region) => region_root(region, GENERAL)?,
            Question::LeadingDigits(region) => region_root(region, LEADING_DIGITS)?,
            Question::NationalPrefix(region) => region_root(region, PREFIX_RULE)?,
            Question::InternationalPrefix(region) => region_root(region, IDD)?,
            Question::Format(code, abroad, at) => {
                let format = format(code, abroad, at)?;
                if !format.chooses() {
                    return None;
                }
                self.root(format.roots.0)
            }
            Question::FormatBeginning(code, abroad, at, rule) => {
                let format = format(code, abroad, at)?;
                let (from, to) = format.leading();
                if from + rule >= to {
                    return None;
                }
                self.root(from + rule)
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
        let Some(row) = self.code(code) else { return Valid::default() };
        let word = self.graph.word(walk.0);
        let Some((from, to, _)) = self.verdict(word) else { return Valid::default() };
        Valid {
            own: self.own(row, word),
            all: (from..to).filter_map(|pair| self.pair(row, pair)).collect(),
        }
    }

    /// The answer to a prefix rule: whether one ends here if more digits follow, and if none do.
    #[must_use]
    pub fn prefix_ends(&self, walk: Walk) -> (bool, bool) {
        let Some(row) = usize::from(self.graph.word(walk.0)).checked_sub(1) else {
            return (false, false);
        };
        let is = |column| self.cells.get(&OUTCOMES, row, column) != 0;
        (is(0), is(1))
    }

    /// Where the groups of a format's numbers of a length are; None where it has none of that length.
    #[must_use]
    pub fn format_groups(
        &self,
        code: CallingCode,
        abroad: bool,
        at: usize,
        length: usize,
    ) -> Option<Vec<(usize, usize)>> {
        let format = self.format(self.code(code)?, abroad, at)?;
        let cuts = self.cuts(&format, length)?;
        Some((0..cuts.count()).map(|group| cuts.group(group)).collect())
    }
}
