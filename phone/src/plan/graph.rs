//! The graph that every question walks through, a digit a step.

use alloc::vec;
use alloc::vec::Vec;

/// A node's place.
pub(super) type NodeId = u16;

/// Nothing is found from here.
pub(super) const DEAD: NodeId = 0;
/// Found, whatever follows.
pub(super) const FOUND: NodeId = 1;

/// Numbers of a node: where each digit leads, what is said when the digits end there, and nothing, so that a node's place is a shift away.
const STRIDE: usize = 16;
pub(super) const WORD: usize = 10;

/// Nodes, and behind them the roots.
#[derive(Debug)]
pub(super) struct Graph {
    numbers: Vec<u16>,
    nodes: usize,
}

impl Graph {
    /// [`DEAD`] and [`FOUND`] are there from the beginning; from the others nothing leads on yet.
    pub(super) fn with(nodes: usize, roots: usize) -> Self {
        let mut graph = Self { numbers: vec![DEAD; nodes * STRIDE + roots], nodes };
        graph.set(FOUND.into(), WORD, 1);
        graph
    }

    /// How many nodes there are.
    pub(super) const fn len(&self) -> usize {
        self.nodes
    }

    /// Where digits begin.
    #[inline]
    pub(super) fn root(&self, root: usize) -> NodeId {
        self.get(self.nodes, root)
    }

    pub(super) fn set_root(&mut self, root: usize, node: NodeId) {
        self.set(self.nodes, root, node);
    }

    /// Says what a number of a node is.
    pub(super) fn set(&mut self, node: usize, place: usize, number: u16) {
        if let Some(old) = self.numbers.get_mut(node * STRIDE + place) {
            *old = number;
        }
    }

    #[inline]
    pub(super) fn get(&self, node: usize, place: usize) -> u16 {
        self.numbers.get((node * STRIDE).wrapping_add(place)).copied().unwrap_or(DEAD)
    }

    /// Where a digit leads: its value, or its ASCII character, whose low bits are the value.
    #[inline]
    pub(super) fn step(&self, node: NodeId, digit: u8) -> NodeId {
        self.get(node.into(), usize::from(digit & 15))
    }

    /// What is said at a node.
    #[inline]
    pub(super) fn word(&self, node: NodeId) -> u8 {
        u8::try_from(self.get(node.into(), WORD)).unwrap_or(0)
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
