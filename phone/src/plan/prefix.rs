//! National prefixes and international ones: what comes off the front of a number, and what is put there instead.

use super::graph::{DEAD, NodeId};
use super::sections::{EDITS, OUTCOMES};
use super::{IDD, PREFIX_RULE, Plan, Region};
use crate::digits::Digits;

impl Plan {
    /// Follows a rule as far as it leads: the last thing it found (an edit's row), and after how many digits.
    #[inline]
    fn longest(&self, root: NodeId, digits: &[u8]) -> Option<(usize, usize)> {
        let (mut node, mut found) = (root, (0, 0));
        let outcome = |node: NodeId, column| match self.graph.word(node) {
            0 => 0,
            word => self.cells.get(&OUTCOMES, usize::from(word) - 1, column),
        };
        for (at, digit) in digits.iter().enumerate() {
            let edit = outcome(node, 0);
            if edit != 0 {
                found = (edit, at);
            }
            node = self.graph.step(node, *digit);
            if node == DEAD {
                break;
            }
        }
        let edit = if node == DEAD { 0 } else { outcome(node, 1) };
        if edit != 0 {
            found = (edit, digits.len());
        }
        Some((found.0.checked_sub(1)?, found.1))
    }

    /// What a region's national prefix rule finds at the front: an edit's row, and how many digits.
    #[inline]
    fn national_rule(&self, region: Region, digits: &[u8]) -> Option<(usize, usize)> {
        let root = self.region_root(region, PREFIX_RULE);
        if root == DEAD || digits.is_empty() { None } else { self.longest(root, digits) }
    }

    /// How many digits at the front are national prefix and carrier code.
    #[must_use]
    pub fn national_prefix_length(&self, region: Region, digits: &[u8]) -> usize {
        self.national_rule(region, digits).map_or(0, |(_, consumed)| consumed)
    }

    /// The digits without national prefix and carrier code, in `room` where the plan puts others in front. None where the region's rule finds none.
    #[must_use]
    #[inline]
    pub fn strip_national_prefix<'a>(
        &self,
        region: Region,
        digits: &'a [u8],
        room: &'a mut Option<Digits<48>>,
    ) -> Option<&'a [u8]> {
        let (edit, consumed) = self.national_rule(region, digits)?;
        let rest = digits.get(consumed..).unwrap_or_default();
        let part = |column| self.cells.get(&EDITS, edit, column);
        let (before, kept) = (self.text(part(0)), digits.get(part(1)..part(2)));
        let kept = kept.unwrap_or_default();
        if before.is_empty() && kept.is_empty() {
            return Some(rest);
        }
        let changed = room.insert(Digits::default());
        for part in [before, kept, rest] {
            changed.extend(part);
        }
        Some(changed)
    }

    /// How many digits at the front are what is dialled in a region before a calling code.
    #[must_use]
    pub fn strip_idd(&self, region: Region, digits: &[u8]) -> Option<usize> {
        self.longest(self.region_root(region, IDD), digits).map(|(_, used)| used)
    }
}
