//! National prefixes and international ones: what comes off the front of a number, and what is put there instead.

use super::graph::DEAD;
use super::{Plan, Region};
use crate::digits::Digits;

/// What taking a national prefix off leaves.
#[derive(Debug)]
pub struct Stripped {
    /// The number without it, changed where the plan says so.
    pub rest: Digits<48>,
    /// How many digits the prefix had.
    pub consumed: usize,
}

/// What a rule found: one edit if more digits follow, one if they end. Places in the plan's edits, from 1.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) further: u8,
    pub(super) at_end: u8,
}

/// The digits that come before what follows the prefix: some of the rule's own, then a part of the prefix.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) before: Digits<8>,
    pub(super) from: u8,
    pub(super) to: u8,
}

impl Plan {
    /// Follows a rule as far as it leads: the last thing it found, and after how many digits.
    #[inline]
    fn longest(&self, root: u16, digits: &[u8]) -> Option<(&Edit, usize)> {
        let (mut node, mut found) = (root, (0, 0));
        let outcome = |node| self.outcomes.get(usize::from(self.graph.word(node)).checked_sub(1)?);
        for (at, digit) in digits.iter().enumerate() {
            if let Some(outcome) = outcome(node).filter(|outcome| outcome.further != 0) {
                found = (outcome.further, at);
            }
            node = self.graph.step(node, *digit);
            if node == DEAD {
                break;
            }
        }
        if node != DEAD
            && let Some(outcome) = outcome(node).filter(|outcome| outcome.at_end != 0)
        {
            found = (outcome.at_end, digits.len());
        }
        let edit = self.edits.get(usize::from(found.0).checked_sub(1)?)?;
        Some((edit, found.1))
    }

    /// The digits without national prefix and carrier code. None where the region's rule finds none.
    #[must_use]
    #[inline]
    pub fn strip_national_prefix(&self, region: Region, digits: &[u8]) -> Option<Stripped> {
        let root = self.country(region)?.prefix_rule;
        if root == DEAD || digits.is_empty() {
            return None;
        }
        let (edit, consumed) = self.longest(root, digits)?;
        let mut rest = Digits::default();
        rest.extend(&edit.before);
        rest.extend(digits.get(usize::from(edit.from)..usize::from(edit.to)).unwrap_or_default());
        rest.extend(digits.get(consumed..).unwrap_or_default());
        Some(Stripped { rest, consumed })
    }

    /// How many digits at the front are what is dialled in a region before a calling code.
    #[must_use]
    pub fn strip_idd(&self, region: Region, digits: &[u8]) -> Option<usize> {
        let root = self.country(region)?.idd;
        if root == DEAD {
            return None;
        }
        self.longest(root, digits).map(|(_, used)| used)
    }
}
