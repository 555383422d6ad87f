//! Examples of numbers: the metadata's own where the table has them, else one made up from the graph.

use alloc::vec;
use alloc::vec::Vec;

use super::graph::{DEAD, NodeId};
use super::{KINDS, KINDS_FROM, Kinds, NumberType, Plan, Region, kind};
use crate::digits::Digits;
use crate::parse::MOST_NATIONAL;

/// The columns of a region's examples; of the general description there is none.
const EXAMPLES_FROM: usize = KINDS_FROM + KINDS;

impl Plan {
    /// A national number of a region and type; None where it has none.
    #[must_use]
    pub fn example(&self, region: Region, kind: NumberType) -> Option<Digits<MOST_NATIONAL>> {
        let column = EXAMPLES_FROM + kind::slot(Some(kind)) - 1;
        let known = self.text(self.region_cell(region, column));
        if !known.is_empty() {
            return Some(Digits::from(known));
        }
        let code = self.code_row(region);
        let mut search = Search {
            plan: self,
            code,
            wanted: (region, Kinds::one(kind)),
            digits: [0; MOST_NATIONAL],
            length: 0,
            hopeless: vec![false; self.graph.len()],
        };
        let found = search.reaches(self.code_root(code, 0), 0, 0);
        found.then(|| Digits::from(search.digits.get(..search.length).unwrap_or_default()))
    }
}

struct Search<'a> {
    plan: &'a Plan,
    code: usize,
    wanted: (Region, Kinds),
    digits: [u8; MOST_NATIONAL],
    length: usize,
    hopeless: Vec<bool>,
}

impl Search<'_> {
    /// Looks for a number of the wanted kind after so many digits, these counting up wherever they can: such a number is plainly an example.
    fn reaches(&mut self, node: NodeId, length: usize, next: u8) -> bool {
        let own = self.plan.own(self.code, self.plan.graph.word(node));
        if own.is_some_and(|(region, kind)| region == self.wanted.0 && self.wanted.1.has(kind)) {
            self.length = length;
            return true;
        }
        let hopeless = self.hopeless.get(usize::from(node)).copied().unwrap_or(true);
        if node == DEAD || length >= MOST_NATIONAL || hopeless {
            return false;
        }
        for turn in 0..=10 {
            let digit = if turn == 0 { next } else { turn - 1 };
            if let Some(place) = self.digits.get_mut(length) {
                *place = digit;
            }
            let following = if digit == 9 { 0 } else { digit + 1 };
            if self.reaches(self.plan.graph.step(node, digit), length + 1, following) {
                return true;
            }
        }
        if let Some(hopeless) = self.hopeless.get_mut(usize::from(node)) {
            *hopeless = true;
        }
        false
    }
}
