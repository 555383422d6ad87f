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

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::Plan;
use super::graph::{DEAD, FOUND, Graph, NodeId};
use super::sections::{CODES, Cells, REGIONS, SECTIONS};

/// The bytes are no table of a numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTable;

type Read<T> = Result<T, BadTable>;

/// More of anything than any table has.
const TOO_MANY: usize = 60_000;
const DEEPEST: u8 = 60;
/// Calling codes have three digits at most.
const MOST_CODES: usize = 1000;

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BadTable)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Read<u8> {
        let (first, rest) = self.0.split_first().ok_or(BadTable)?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Read<u32> {
        let (mut number, mut shift) = (0, 0);
        while shift < 32 {
            let byte = self.byte()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
            shift += 7;
        }
        Err(BadTable)
    }

    fn count(&mut self) -> Read<usize> {
        let count = self.number()? as usize;
        if count < TOO_MANY { Ok(count) } else { Err(BadTable) }
    }
}

pub(super) fn plan(bytes: &[u8]) -> Read<Plan> {
    let mut reader = Reader(bytes);
    if reader.take(2)? != [0x67, 2] {
        return Err(BadTable);
    }
    let is_world = reader.number()? == 1;
    let mut cells = Cells::EMPTY;
    for (section, place) in SECTIONS.iter().zip(&mut cells.places) {
        let rows = reader.count()?;
        *place = (cells.cells.len(), rows);
        for column in 0..section.columns {
            let mut sum = 0u32;
            for _ in 0..rows {
                let number = reader.number()?;
                sum =
                    if section.sums >> column & 1 == 1 { sum.wrapping_add(number) } else { number };
                cells.cells.push(sum);
            }
        }
    }
    let length = reader.count()?;
    let texts = core::str::from_utf8(reader.take(length)?).map_err(|_| BadTable)?;
    let (mut by_code, mut by_region) = (vec![0; MOST_CODES], vec![0; cells.rows(&REGIONS)]);
    for row in 0..cells.rows(&CODES) {
        let place = by_code.get_mut(cells.get(&CODES, row, 0)).ok_or(BadTable)?;
        *place = u8::try_from(row + 1).map_err(|_| BadTable)?;
        let (from, to) = cells.span(&CODES, row, 1);
        for own in by_region.get_mut(from..to).ok_or(BadTable)? {
            *own = *place - 1;
        }
    }
    let (graph, roots) = graph(&mut reader)?;
    Ok(Plan { is_world, cells, texts: String::from(texts), by_code, by_region, graph, roots })
}

/// What a child is: begun here, met before, the node that says found, nothing.
const BEGUN: u8 = 0;
const MET: u8 = 1;
const SAYS_FOUND: u8 = 2;

struct GraphReader<'a> {
    spread: Reader<'a>,
    words: Reader<'a>,
    children: Reader<'a>,
    heights: Reader<'a>,
    low: Reader<'a>,
    high: Reader<'a>,
    graph: Graph,
    most: usize,
    by_height: Vec<Vec<NodeId>>,
    level: u8,
}

fn graph(reader: &mut Reader<'_>) -> Read<(Graph, Vec<NodeId>)> {
    let (nodes, root_count) = (reader.count()?, reader.count()?);
    let (children, met) = (reader.count()?, reader.count()?);
    let mut graph = GraphReader {
        spread: Reader(reader.take(nodes * 5)?),
        words: Reader(reader.take(nodes)?),
        children: Reader(reader.take(children)?),
        heights: Reader(reader.take(met)?),
        low: Reader(reader.take(met)?),
        high: Reader(reader.take(met)?),
        graph: Graph::with_room_for(nodes),
        most: nodes + 2,
        by_height: vec![Vec::new(); usize::from(DEEPEST) + 2],
        level: 0,
    };
    let mut roots = Vec::with_capacity(root_count);
    for _ in 0..root_count {
        roots.push(graph.child(0)?.0);
    }
    Ok((graph.graph, roots))
}

impl GraphReader<'_> {
    /// A child and its height: the longest way down from it.
    fn child(&mut self, depth: u8) -> Read<(NodeId, u8)> {
        match self.children.byte()? {
            BEGUN => self.node(depth),
            MET => {
                let sum = self.level.wrapping_add(self.heights.byte()?);
                self.level = sum;
                let height = sum.checked_sub(depth).ok_or(BadTable)?;
                let since = u16::from_le_bytes([self.low.byte()?, self.high.byte()?]);
                let met = self.by_height.get_mut(usize::from(height)).ok_or(BadTable)?;
                let at = met.len().checked_sub(usize::from(since) + 1).ok_or(BadTable)?;
                let later = met.get_mut(at..).ok_or(BadTable)?;
                // It becomes the last that was met; those after it move up.
                let node = later.first().copied().ok_or(BadTable)?;
                let mut carried = node;
                for place in later.iter_mut().rev() {
                    core::mem::swap(place, &mut carried);
                }
                Ok((node, height))
            }
            SAYS_FOUND => Ok((FOUND, 0)),
            _ => Ok((DEAD, 0)),
        }
    }

    fn node(&mut self, depth: u8) -> Read<(NodeId, u8)> {
        let place = self.graph.len();
        if depth > DEEPEST || place >= self.most {
            return Err(BadTable);
        }
        let node = NodeId::try_from(place).map_err(|_| BadTable)?;
        self.graph.add(self.words.byte()?);
        let mut slots = [0; 10];
        for (pair, byte) in slots.as_chunks_mut::<2>().0.iter_mut().zip(self.spread.take(5)?) {
            *pair = [byte >> 4, byte & 15];
        }
        let mut children = [DEAD; 16];
        let mut height = 0;
        let most = slots.iter().fold(0, |most, slot| if *slot > most { *slot } else { most });
        for child in children.iter_mut().skip(1).take(usize::from(most)) {
            let below;
            (*child, below) = self.child(depth + 1)?;
            height = if below >= height { below + 1 } else { height };
        }
        for (digit, slot) in slots.into_iter().enumerate() {
            let child = children.get(usize::from(slot)).copied().unwrap_or(DEAD);
            self.graph.set(place, digit, child);
        }
        self.level = height + depth;
        self.by_height.get_mut(usize::from(height)).ok_or(BadTable)?.push(node);
        Ok((node, height))
    }
}
