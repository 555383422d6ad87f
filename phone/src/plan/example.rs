//! Examples of numbers: the metadata's own where the table has them, else one made up from the graph.

use alloc::vec;
use alloc::vec::Vec;

use super::graph::NodeId;
use super::{NumberType, Plan, Region, kind};
use crate::digits::Digits;
use crate::parse::MOST_NATIONAL;

impl Plan {
    /// A national number of a region and type; None where it has none.
    #[must_use]
    pub fn example(&self, region: Region, kind: NumberType) -> Option<Digits<MOST_NATIONAL>> {
        let known = self.country(region)?.examples.get(kind::slot(Some(kind)) - 1);
        if let Some(example) = known.filter(|example| !example.is_empty()) {
            return Some(Digits::from(example.as_slice()));
        }
        let code = self.code(self.code_of(region))?;
        let place = u8::try_from(region.0.checked_sub(code.first_region)?).ok()?;
        let mut search = Search {
            plan: self,
            wanted: (place, kind),
            digits: Vec::new(),
            hopeless: vec![false; self.graph.words.len()],
        };
        search.reaches(code.types, 0).then(|| Digits::from(search.digits.as_slice()))
    }
}

struct Search<'a> {
    plan: &'a Plan,
    wanted: (u8, NumberType),
    digits: Vec<u8>,
    hopeless: Vec<bool>,
}

impl Search<'_> {
    /// Looks for a number of the wanted kind, the digits counting up wherever they can: such a number is plainly an example.
    fn reaches(&mut self, node: NodeId, next: u8) -> bool {
        let word = usize::from(self.plan.graph.word(node));
        let verdict = word.checked_sub(1).and_then(|word| self.plan.verdicts.get(word));
        if verdict
            .and_then(|verdict| verdict.own)
            .is_some_and(|(place, kind)| place == self.wanted.0 && kind.is(self.wanted.1))
        {
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
