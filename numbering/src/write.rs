//! Numbers, texts and the graph as bytes.

use std::error::Error;

use crate::graph::{DEAD, FOUND, Graph};

/// Bytes to which things are added.
#[derive(Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// A number: seven bits a byte, the lowest first, the top bit where more follow.
    pub fn number(&mut self, mut number: u32) {
        while number > 127 {
            self.0.push(u8::try_from(number & 127).unwrap_or(0) | 128);
            number >>= 7;
        }
        self.0.push(u8::try_from(number).unwrap_or(0));
    }

    /// How many there are.
    ///
    /// # Errors
    /// Too many.
    pub fn count(&mut self, count: usize) -> Result<(), Box<dyn Error>> {
        self.number(u32::try_from(count)?);
        Ok(())
    }
}

/// What a child is: begun here, met before, the node that says found, or nothing (roots alone).
const BEGUN: u8 = 0;
const MET: u8 = 1;
const SAYS_FOUND: u8 = 2;
const NOTHING: u8 = 3;

#[derive(Default)]
struct Planes {
    children: Vec<u8>,
    spread: Vec<u8>,
    words: Vec<u8>,
    heights: Vec<u8>,
    low: Vec<u8>,
    high: Vec<u8>,
}

struct Writer<'a> {
    graph: &'a Graph,
    heights: Vec<u8>,
    met: Vec<bool>,
    by_height: Vec<Vec<u32>>,
    level: u8,
    planes: Planes,
    count: u32,
}

impl Writer<'_> {
    fn child(&mut self, node: u32, depth: u8) -> Result<(), Box<dyn Error>> {
        let at = node as usize;
        match node {
            DEAD => self.planes.children.push(NOTHING),
            FOUND => self.planes.children.push(SAYS_FOUND),
            _ if !self.met[at] => {
                self.planes.children.push(BEGUN);
                self.node(node, depth)?;
            }
            _ => {
                self.planes.children.push(MET);
                let height = self.heights[at];
                let sum = height + depth;
                self.planes.heights.push(sum.wrapping_sub(self.level));
                self.level = sum;
                let met = &mut self.by_height[usize::from(height)];
                let place = met
                    .iter()
                    .rev()
                    .position(|known| *known == node)
                    .ok_or("a node that was not met")?;
                let [low, high] = u16::try_from(place)?.to_le_bytes();
                self.planes.low.push(low);
                self.planes.high.push(high);
                let index = met.len() - 1 - place;
                met.remove(index);
                met.push(node);
            }
        }
        Ok(())
    }

    fn node(&mut self, node: u32, depth: u8) -> Result<(), Box<dyn Error>> {
        let at = node as usize;
        self.met[at] = true;
        self.count += 1;
        let own = self.graph.nodes[at];
        let mut children = vec![DEAD];
        let mut spread = 0u64;
        for child in own.next {
            let slot = children.iter().position(|known| *known == child).unwrap_or_else(|| {
                children.push(child);
                children.len() - 1
            });
            spread = spread << 4 | u64::try_from(slot)?;
        }
        self.planes.spread.extend(spread.to_be_bytes().iter().skip(3));
        self.planes.words.push(u8::try_from(own.word).map_err(|_| "more than 255 words")?);
        for child in children.iter().skip(1) {
            self.child(*child, depth + 1)?;
        }
        self.level = self.heights[at] + depth;
        self.by_height[usize::from(self.heights[at])].push(node);
        Ok(())
    }
}

/// The graph, reached from its roots, in planes of like bytes.
///
/// # Errors
/// More nodes or words than the layout has room for.
pub fn graph_planes(graph: &Graph, roots: &[u32]) -> Result<Bytes, Box<dyn Error>> {
    let mut heights: Vec<u8> = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let below = node
            .next
            .iter()
            .filter(|child| **child != DEAD)
            .map(|child| heights[*child as usize] + 1)
            .max();
        heights.push(below.unwrap_or(0));
    }
    let mut writer = Writer {
        graph,
        heights,
        met: vec![false; graph.nodes.len()],
        by_height: vec![Vec::new(); 64],
        level: 0,
        planes: Planes::default(),
        count: 0,
    };
    for root in roots {
        writer.child(*root, 0)?;
    }
    let mut bytes = Bytes::default();
    bytes.number(writer.count);
    bytes.count(roots.len())?;
    let planes = writer.planes;
    bytes.count(planes.children.len())?;
    bytes.count(planes.low.len())?;
    for plane in
        [planes.spread, planes.words, planes.children, planes.heights, planes.low, planes.high]
    {
        bytes.0.extend(plane);
    }
    Ok(bytes)
}
