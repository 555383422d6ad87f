//! The graph that every question walks through, a digit a step.

use alloc::vec::Vec;

/// A node's place.
pub(super) type NodeId = u16;

/// Nothing is found from here.
pub(super) const DEAD: NodeId = 0;
/// Found, whatever follows.
pub(super) const FOUND: NodeId = 1;

/// Nodes: what is said when the digits end there, and where each digit leads.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) next: Vec<[NodeId; 10]>,
    pub(super) words: Vec<u8>,
}

impl Graph {
    pub(super) const EMPTY: Self = Self { next: Vec::new(), words: Vec::new() };

    /// Where a digit leads: its value, or its ASCII character, whose low bits are the value.
    #[inline]
    pub(super) fn step(&self, node: NodeId, digit: u8) -> NodeId {
        self.next
            .get(usize::from(node))
            .and_then(|next| next.get(usize::from(digit & 15)))
            .copied()
            .unwrap_or(DEAD)
    }

    /// What is said at a node.
    #[inline]
    pub(super) fn word(&self, node: NodeId) -> u8 {
        self.words.get(usize::from(node)).copied().unwrap_or(0)
    }

    /// Where digits lead.
    #[inline]
    pub(super) fn after(&self, root: NodeId, digits: &[u8]) -> NodeId {
        digits.iter().fold(root, |node, digit| self.step(node, *digit))
    }

    /// What is said after digits; 0 is nothing.
    #[inline]
    pub(super) fn word_after(&self, root: NodeId, digits: &[u8]) -> u8 {
        self.word(self.after(root, digits))
    }

    /// Whether the digits begin as a root asks.
    pub(super) fn begins(&self, root: NodeId, digits: &[u8]) -> bool {
        let mut node = root;
        for digit in digits {
            if node <= FOUND {
                break;
            }
            node = self.step(node, *digit);
        }
        node == FOUND
    }
}
