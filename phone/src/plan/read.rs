//! Tables: bytes in the order in which they compress well, made into a plan.
//!
//! ```text
//! 67 02           what it is
//! number          1 the world's, 0 a part            numbers are seven bits a byte, the lowest first
//! sections        rows, then column by column (`sections.rs` says which)
//! number, bytes   the texts: the release of the metadata, formats, prefix rules, names, examples
//! graph           nodes, roots, children, children met before; then planes:
//!                 spread of each node's digits over its children (five bytes, a digit four bits), word, kind of child,
//!                 and of those met before: height (difference), how many of that height were met since (two planes)
//! ```
//! Roots come in the order of the records: of a calling code its types and operators, of each of its regions general pattern, leading digits,
//! prefix rule and IDD, of each format pattern and leading digits.

use alloc::vec;
use alloc::vec::Vec;

use super::graph::{DEAD, FOUND, Graph, NodeId, WORD};
use super::sections::{CODES, Cells, REGIONS, SECTIONS};
use super::{MOST_CODES, Plan};

/// The bytes are no table of a numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTable;

/// How deep nodes are at most, and how high a node is that was met before.
const DEEPEST: u8 = 60;
const HIGHEST: u8 = DEEPEST + 1;

/// What is left of the bytes. Where there are too few, zeros are read, and it is said in the end that the table is broken.
struct Reader<'a> {
    rest: &'a [u8],
    broken: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let taken = self.rest.split_off(..count);
        self.broken |= taken.is_none();
        taken.unwrap_or_default()
    }

    fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while shift < 32 {
            let byte = self.rest.split_off_first().copied();
            number |= u32::from(byte.unwrap_or(0) & 127) << shift;
            if byte < Some(128) {
                self.broken |= byte.is_none();
                return number;
            }
            shift += 7;
        }
        self.broken = true;
        0
    }

    /// How many follow of what has a byte at least.
    #[inline(never)]
    fn count(&mut self) -> usize {
        let count = self.number() as usize;
        if count <= self.rest.len() {
            return count;
        }
        self.broken = true;
        0
    }
}

/// The plan of a table, or what could be read of one that is broken; and whether it is.
pub(super) fn plan(bytes: &[u8]) -> (Plan, bool) {
    let mut reader = Reader { rest: bytes, broken: false };
    reader.broken = reader.take(2) != [0x67, 2];
    let is_world = reader.number() == 1;
    let mut cells = Cells::EMPTY;
    for (section, place) in SECTIONS.iter().zip(&mut cells.places) {
        let rows = reader.count();
        *place = (cells.cells.len(), rows);
        for column in 0..section.columns {
            let mut sum = 0u32;
            for _ in 0..rows {
                let number = reader.number();
                sum =
                    if section.sums >> column & 1 == 1 { sum.wrapping_add(number) } else { number };
                cells.cells.push(sum);
            }
        }
    }
    let length = reader.count();
    let mut bytes = vec![0; MOST_CODES + cells.rows(&REGIONS)];
    for row in 0..cells.rows(&CODES) {
        let (from, to) = cells.span(&CODES, row, 1);
        let own = bytes.get_mut(MOST_CODES + from..MOST_CODES + to);
        let number = u8::try_from(row + 1).unwrap_or(0);
        reader.broken |= own.is_none() || number == 0;
        own.unwrap_or_default().fill(number.wrapping_sub(1));
        match bytes.get_mut(cells.get(&CODES, row, 0)) {
            Some(code) => *code = number,
            None => reader.broken = true,
        }
    }
    let texts = reader.take(length);
    reader.broken |= core::str::from_utf8(texts).is_err();
    bytes.extend_from_slice(texts);
    let (graph, broken) = graph(&mut reader);
    (Plan { is_world, cells, bytes, graph }, reader.broken | broken)
}

/// What a child is: begun here, met before, the node that says found, nothing.
const BEGUN: u8 = 0;
const MET: u8 = 1;
const SAYS_FOUND: u8 = 2;

/// The graph's planes, by their places.
const SPREAD: usize = 0;
const WORDS: usize = 1;
const CHILDREN: usize = 2;
const HEIGHTS: usize = 3;
const LOW: usize = 4;
const HIGH: usize = 5;

struct GraphReader<'a> {
    planes: [&'a [u8]; 6],
    graph: Graph,
    nodes: usize,
    made: usize,
    /// By node: which one of its height was met before it.
    met_before: Vec<NodeId>,
    /// By height: the node that was met last.
    last_met: [NodeId; HIGHEST as usize + 1],
    level: u8,
    /// Of the child that was read last: the longest way down from it.
    height: u8,
    broken: bool,
}

fn graph(reader: &mut Reader<'_>) -> (Graph, bool) {
    let (nodes, roots) = (reader.count(), reader.count());
    let (children, met) = (reader.count(), reader.count());
    let mut planes = [&[][..]; 6];
    for (plane, length) in planes.iter_mut().zip([nodes * 5, nodes, children, met, met, met]) {
        *plane = reader.take(length);
    }
    let mut graph = GraphReader {
        planes,
        graph: Graph::with(nodes + 2, roots),
        nodes: nodes + 2,
        made: 2,
        met_before: vec![DEAD; nodes + 2],
        last_met: [DEAD; HIGHEST as usize + 1],
        level: 0,
        height: 0,
        broken: false,
    };
    for root in 0..roots {
        let node = graph.child(0);
        graph.graph.set_root(root, node);
    }
    (graph.graph, graph.broken)
}

impl GraphReader<'_> {
    fn byte(&mut self, plane: usize) -> u8 {
        let byte = self.planes.get_mut(plane).and_then(|plane| plane.split_off_first());
        self.broken |= byte.is_none();
        byte.copied().unwrap_or(0)
    }

    fn child(&mut self, depth: u8) -> NodeId {
        match self.byte(CHILDREN) {
            BEGUN => self.node(depth),
            MET => {
                self.level = self.level.wrapping_add(self.byte(HEIGHTS));
                self.height = self.level.wrapping_sub(depth).min(HIGHEST);
                let since = u16::from_le_bytes([self.byte(LOW), self.byte(HIGH)]);
                self.met(since)
            }
            kind => {
                self.height = 0;
                if kind == SAYS_FOUND { FOUND } else { DEAD }
            }
        }
    }

    /// The node of a height that so many of the height were met since. It becomes the last that was met.
    fn met(&mut self, since: u16) -> NodeId {
        let Some(last) = self.last_met.get_mut(usize::from(self.height)) else { return DEAD };
        let (mut node, mut after) = (*last, DEAD);
        for _ in 0..since {
            after = node;
            node = self.met_before.get(usize::from(node)).copied().unwrap_or(DEAD);
        }
        self.broken |= node == DEAD;
        if let Some(before) = self.met_before.get_mut(usize::from(node))
            && after != DEAD
        {
            let before = core::mem::replace(before, *last);
            *last = node;
            if let Some(place) = self.met_before.get_mut(usize::from(after)) {
                *place = before;
            }
        }
        node
    }

    fn node(&mut self, depth: u8) -> NodeId {
        let place = self.made;
        let node = NodeId::try_from(place).unwrap_or(DEAD);
        self.broken |= depth > DEEPEST || place >= self.nodes || node == DEAD;
        if self.broken {
            return DEAD;
        }
        self.made += 1;
        let word = self.byte(WORDS);
        self.graph.set(place, WORD, word.into());
        let (mut slots, mut most) = ([0; 10], 0);
        for pair in slots.as_chunks_mut::<2>().0 {
            let byte = self.byte(SPREAD);
            *pair = [byte >> 4, byte & 15];
            most = most.max(byte >> 4).max(byte & 15);
        }
        let (mut children, mut height) = ([DEAD; 16], 0);
        for slot in 1..=usize::from(most) {
            let child = self.child(depth + 1);
            if let Some(place) = children.get_mut(slot) {
                *place = child;
            }
            height = height.max(self.height + 1);
        }
        for (digit, slot) in slots.iter().enumerate() {
            let child = children.get(usize::from(*slot)).copied().unwrap_or(DEAD);
            self.graph.set(place, digit, child);
        }
        self.height = height;
        self.level = height + depth;
        match (self.last_met.get_mut(usize::from(height)), self.met_before.get_mut(place)) {
            (Some(last), Some(before)) => *before = core::mem::replace(last, node),
            _ => self.broken = true,
        }
        node
    }
}
