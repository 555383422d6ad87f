//! Examples of numbers: the metadata's own where the table has them, else one made up from the graph.

use alloc::vec;
use alloc::vec::Vec;

use super::graph::NodeId;
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
            digits: Vec::new(),
            hopeless: vec![false; self.graph.len()],
        };
        search.reaches(self.code_root(code, 0), 0).then(|| Digits::from(search.digits.as_slice()))
    }
}

struct Search<'a> {
    plan: &'a Plan,
    code: usize,
    wanted: (Region, Kinds),
    digits: Vec<u8>,
    hopeless: Vec<bool>,
}

impl Search<'_> {
    /// Looks for a number of the wanted kind, the digits counting up wherever they can: such a number is plainly an example.
    fn reaches(&mut self, node: NodeId, next: u8) -> bool {
        let own = self.plan.own(self.code, self.plan.graph.word(node));
        if own.is_some_and(|(region, kind)| region == self.wanted.0 && self.wanted.1.has(kind)) {
            return true;
        }
        if node == 0
            || self.digits.len() >= MOST_NATIONAL
            || self.hopeless.get(usize::from(node)).copied().unwrap_or(true)
        {
            return false;
        }
        for digit in core::iter::once(next).chain(0..10) {
            self.digits.push(digit);
            if self.reaches(self.plan.graph.step(node, digit), (digit + 1) % 10) {
                return true;
            }
            self.digits.pop();
        }
        if let Some(hopeless) = self.hopeless.get_mut(usize::from(node)) {
            *hopeless = true;
        }
        false
    }
}
