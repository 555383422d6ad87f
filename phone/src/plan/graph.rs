//! The graph that every question walks through, a digit a step.

use alloc::vec::Vec;

/// A node's place.
pub(super) type NodeId = u16;

/// Nothing is found from here.
pub(super) const DEAD: NodeId = 0;
/// Found, whatever follows.
pub(super) const FOUND: NodeId = 1;

/// Numbers of a node: where each digit leads, what is said when the digits end there, and nothing, so that a node's place is a shift away.
const STRIDE: usize = 16;
const WORD: usize = 10;

/// Nodes.
#[derive(Debug)]
pub(super) struct Graph(Vec<u16>);

impl Graph {
    /// [`DEAD`] and [`FOUND`] are there from the beginning.
    pub(super) fn with_room_for(nodes: usize) -> Self {
        let mut graph = Self(Vec::with_capacity((nodes + 2) * STRIDE));
        graph.add(0);
        graph.add(1);
        graph
    }

    pub(super) const fn empty() -> Self {
        Self(Vec::new())
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.0.len() / STRIDE
    }

    /// Adds a node from which nothing leads on yet.
    pub(super) fn add(&mut self, word: u8) {
        self.0.resize(self.0.len() + STRIDE, DEAD);
        let node = self.len() - 1;
        self.set(node, WORD, u16::from(word));
    }

    /// Says where a digit leads.
    pub(super) fn set(&mut self, node: usize, digit: usize, next: NodeId) {
        if let Some(place) = self.0.get_mut(node * STRIDE + digit) {
            *place = next;
        }
    }

    #[inline]
    fn get(&self, node: NodeId, place: usize) -> u16 {
        self.0.get(usize::from(node) * STRIDE + place).copied().unwrap_or(DEAD)
    }

    /// Where a digit leads: its value, or its ASCII character, whose low bits are the value.
    #[inline]
    pub(super) fn step(&self, node: NodeId, digit: u8) -> NodeId {
        self.get(node, usize::from(digit & 15))
    }

    /// What is said at a node.
    #[inline]
    pub(super) fn word(&self, node: NodeId) -> u8 {
        u8::try_from(self.get(node, WORD)).unwrap_or(0)
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
