//! National prefixes and international ones: what comes off the front of a number, and what is put there instead.

use super::graph::{DEAD, NodeId};
use super::sections::{EDITS, OUTCOMES};
use super::{IDD, PREFIX_RULE, Plan, Region};
use crate::digits::Digits;

/// What taking a national prefix off leaves.
#[derive(Debug)]
pub struct Stripped {
    /// The number without it, changed where the plan says so.
    pub rest: Digits<48>,
    /// How many digits the prefix had.
    pub consumed: usize,
}

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

    /// The digits without national prefix and carrier code. None where the region's rule finds none.
    #[must_use]
    #[inline]
    pub fn strip_national_prefix(&self, region: Region, digits: &[u8]) -> Option<Stripped> {
        let root = self.region_root(region, PREFIX_RULE);
        if root == DEAD || digits.is_empty() {
            return None;
        }
        let (edit, consumed) = self.longest(root, digits)?;
        let part = |column| self.cells.get(&EDITS, edit, column);
        let mut rest = Digits::default();
        rest.extend(self.text(part(0)).as_bytes());
        rest.extend(digits.get(part(1)..part(2)).unwrap_or_default());
        rest.extend(digits.get(consumed..).unwrap_or_default());
        Some(Stripped { rest, consumed })
    }

    /// How many digits at the front are what is dialled in a region before a calling code.
    #[must_use]
    pub fn strip_idd(&self, region: Region, digits: &[u8]) -> Option<usize> {
        self.longest(self.region_root(region, IDD), digits).map(|(_, used)| used)
    }
}
