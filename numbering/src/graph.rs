//! The one graph in which every table ends: equal continuations are the same node, whichever country, rule or format they come from.

use std::collections::HashMap;

/// Nothing can be found any more.
pub const DEAD: u32 = 0;
/// Something was found, and no more digits are looked at.
pub const FOUND: u32 = 1;

/// What is said when the digits end here, and where each further digit leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Node {
    /// Its meaning is the root's; 0 is nothing.
    pub word: u16,
    /// By digit.
    pub next: [u32; 10],
}

/// Nodes without doubles; each comes after those that it leads to.
#[derive(Debug)]
pub struct Graph {
    /// The nodes; the first two are [`DEAD`] and [`FOUND`].
    pub nodes: Vec<Node>,
    known: HashMap<Node, u32>,
}

impl Default for Graph {
    fn default() -> Self {
        let mut graph = Self { nodes: Vec::new(), known: HashMap::new() };
        graph.add(Node { word: 0, next: [DEAD; 10] });
        graph.add(Node { word: 1, next: [DEAD; 10] });
        graph
    }
}

impl Graph {
    /// The node that is like this one.
    pub fn add(&mut self, node: Node) -> u32 {
        let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        *self.known.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            next
        })
    }
}

/// Something that digits lead through.
pub trait Walk {
    /// Where one is.
    type State: Clone + Eq + std::hash::Hash;
    /// Where a digit leads; `place` counts digits from 1.
    fn follow(&self, state: &Self::State, digit: u8, place: u8) -> Self::State;
    /// Whether nothing can be found any more.
    fn is_over(&self, state: &Self::State) -> bool;
    /// What is said if the digits end here.
    fn word(&mut self, state: &Self::State, place: u8) -> u16;
    /// Whether what is found here stands, whatever follows.
    fn is_settled(&self, _state: &Self::State) -> bool {
        false
    }
}

/// Longest run of digits that is looked at: the longest national number (17, one more than E.164 needs) with the longest prefix before it.
pub const MOST_DIGITS: u8 = 40;

/// Adds a whole walk; gives its root.
pub fn add<W: Walk>(graph: &mut Graph, walk: &mut W, start: W::State) -> u32 {
    let mut known = HashMap::new();
    visit(graph, walk, start, 0, &mut known)
}

fn visit<W: Walk>(
    graph: &mut Graph,
    walk: &mut W,
    state: W::State,
    place: u8,
    known: &mut HashMap<(W::State, u8), u32>,
) -> u32 {
    if let Some(node) = known.get(&(state.clone(), place)) {
        return *node;
    }
    let node = if walk.is_settled(&state) {
        FOUND
    } else {
        let word = walk.word(&state, place);
        let mut next = [DEAD; 10];
        if place < MOST_DIGITS && !walk.is_over(&state) {
            for digit in 0..10 {
                let after = walk.follow(&state, digit, place + 1);
                next[usize::from(digit)] = visit(graph, walk, after, place + 1, known);
            }
        }
        graph.add(Node { word, next })
    };
    known.insert((state, place), node);
    node
}
