//! Tables: bytes in the order in which they compress well, made into a plan.
//!
//! ```text
//! 67 01           what it is
//! text            release of the metadata            text = length, bytes; numbers are seven bits a byte, the lowest first
//! number          1 the world's, 0 a part
//! n × text        formats, prefix rules, names       n × = how many, then each
//! n × edit        text, from, to
//! n × outcome     edit if digits follow, edit if they end; from 1
//! n × verdict     own region's place among these from 1; n × (region's place within its calling code, type)
//! n × shape       n × (fewest digits << 4 | most)
//! n × lengths     own, local: a bit a length
//! codes           how many; then by column: difference to the code before, regions, formats, formats abroad
//! regions         by column: two letters, prefix text, extension text from 1, leading digits?, lengths of eleven kinds
//! formats         by column: shape, text, rule, optional | carrier << 1 | pattern << 2 | leading digits << 3
//! abroad          by column: format that it is like, from 1, text, shape and flags where it is like none
//! examples        1 if there are; then by region and kind: how many digits, two a byte
//! graph           nodes, roots, children, children met before; then planes:
//!                 spread of each node's digits over its children (five bytes, a digit four bits), word, kind of child,
//!                 and of those met before: height (difference), how many of that height were met since (two planes)
//! ```
//! Roots come in the order of the records: of a calling code its types and operators, of each of its regions general pattern, leading digits,
//! prefix rule and IDD, of each format pattern and leading digits.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::format::Format;
use super::graph::{DEAD, FOUND, Graph, NodeId};
use super::kind::{KINDS, Lengths, NumberType};
use super::prefix::{Edit, Outcome};
use super::{Code, Country, Plan, Verdict};
use crate::digits::Digits;

/// The bytes are no table of a numbering plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTable;

type Read<T> = Result<T, BadTable>;

/// More of anything than any table has.
const TOO_MANY: usize = 60_000;
const DEEPEST: u8 = 60;
const CODES: usize = 1000;

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BadTable)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Read<u8> {
        self.take(1)?.first().copied().ok_or(BadTable)
    }

    fn number(&mut self) -> Read<u32> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err(BadTable)
    }

    fn small(&mut self) -> Read<u16> {
        u16::try_from(self.number()?).map_err(|_| BadTable)
    }

    fn count(&mut self) -> Read<usize> {
        usize::try_from(self.number()?).ok().filter(|count| *count < TOO_MANY).ok_or(BadTable)
    }

    fn text(&mut self) -> Read<String> {
        let length = self.count()?;
        let bytes = self.take(length)?;
        core::str::from_utf8(bytes).map(String::from).map_err(|_| BadTable)
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let count = self.count()?;
        self.many(count, read)
    }

    fn many<T>(&mut self, count: usize, read: impl Fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        (0..count).map(|_| read(self)).collect()
    }

    /// So many columns of so many numbers.
    fn columns<const N: usize>(&mut self, rows: usize) -> Read<Vec<[u16; N]>> {
        let mut table = vec![[0; N]; rows];
        for column in 0..N {
            for row in &mut table {
                *row.get_mut(column).ok_or(BadTable)? = self.small()?;
            }
        }
        Ok(table)
    }
}

/// The values of a text of digits.
fn values(text: &str) -> Vec<u8> {
    text.bytes().map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10).collect()
}

fn narrow(number: u16) -> Read<u8> {
    u8::try_from(number).map_err(|_| BadTable)
}

fn verdict(reader: &mut Reader<'_>) -> Read<Verdict> {
    let own = reader.count()?;
    let valid = reader.list(|reader| {
        let region = reader.byte()?;
        let kind = NumberType::ALL.get(usize::from(reader.byte()?)).ok_or(BadTable)?;
        Ok((region, *kind))
    })?;
    let own = match own.checked_sub(1) {
        Some(own) => Some(*valid.get(own).ok_or(BadTable)?),
        None => None,
    };
    Ok(Verdict { own, valid })
}

pub(super) fn plan(bytes: &[u8]) -> Read<Plan> {
    let mut reader = Reader(bytes);
    if reader.take(2)? != [0x67, 1] {
        return Err(BadTable);
    }
    let version = reader.text()?;
    let is_world = reader.number()? == 1;
    let texts = reader.list(Reader::text)?;
    let edits = reader.list(|reader| {
        let before = texts.get(reader.count()?).ok_or(BadTable)?;
        Ok(Edit {
            before: Digits::from(values(before).as_slice()),
            from: reader.byte()?,
            to: reader.byte()?,
        })
    })?;
    let outcomes =
        reader.list(|reader| Ok(Outcome { further: reader.byte()?, at_end: reader.byte()? }))?;
    let verdicts = reader.list(verdict)?;
    let shapes = reader.list(|reader| reader.list(Reader::byte))?;
    let lengths =
        reader.list(|reader| Ok(Lengths { own: reader.number()?, local: reader.number()? }))?;
    let count = reader.count()?;
    let code_rows: Vec<[u16; 4]> = reader.columns(count)?;
    let total = |column: usize| -> usize {
        code_rows.iter().filter_map(|row| row.get(column)).map(|count| usize::from(*count)).sum()
    };
    let region_rows: Vec<[u16; 5 + KINDS]> = reader.columns(total(1))?;
    let format_rows: Vec<[u16; 4]> = reader.columns(total(2))?;
    let mut abroad_rows: Vec<[u16; 4]> = Vec::new();
    {
        let like = reader.many(total(3), Reader::small)?;
        let text = reader.many(total(3), Reader::small)?;
        for (like, text) in like.into_iter().zip(text) {
            let (shape, flags) = (reader.small()?, if like == 0 { reader.small()? } else { 0 });
            abroad_rows.push([like, text, shape, flags]);
        }
    }
    let has_examples = reader.number()? == 1;
    let examples =
        reader.many(if has_examples { region_rows.len() * (KINDS - 1) } else { 0 }, |reader| {
            let length = reader.count()?;
            let packed = reader.take(length.div_ceil(2))?;
            Ok(packed
                .iter()
                .flat_map(|byte| [byte >> 4, byte & 15])
                .take(length)
                .collect::<Vec<u8>>())
        })?;
    let (graph, roots) = graph(&mut reader)?;
    let mut roots = roots.into_iter();
    let mut root = move || roots.next().ok_or(BadTable);

    let mut plan = Plan {
        is_world,
        version,
        graph,
        by_code: vec![0; CODES],
        texts,
        edits,
        outcomes,
        verdicts,
        shapes,
        ..Plan::empty()
    };
    let (mut regions, mut formats, mut abroad, mut examples) = (
        region_rows.into_iter(),
        format_rows.into_iter(),
        abroad_rows.into_iter(),
        examples.into_iter(),
    );
    let mut number = 0u16;
    for [step, region_count, national_count, international_count] in code_rows {
        number = number.checked_add(step).ok_or(BadTable)?;
        let place = u8::try_from(plan.codes.len() + 1).map_err(|_| BadTable)?;
        *plan.by_code.get_mut(usize::from(number)).ok_or(BadTable)? = place;
        let mut code = Code {
            code: number,
            first_region: u16::try_from(plan.countries.len()).map_err(|_| BadTable)?,
            regions: region_count,
            types: root()?,
            operators: root()?,
            national: Vec::new(),
            international: Vec::new(),
        };
        for _ in 0..region_count {
            let [first, second, prefix, extension, leading, kinds @ ..] =
                regions.next().ok_or(BadTable)?;
            let mut of_kinds = [Lengths::default(); KINDS];
            for (own, place) in of_kinds.iter_mut().zip(kinds) {
                *own = *lengths.get(usize::from(place)).ok_or(BadTable)?;
            }
            let text = |place: u16| plan.texts.get(usize::from(place)).ok_or(BadTable);
            plan.countries.push(Country {
                alpha2: [narrow(first)?, narrow(second)?],
                code: number,
                national_prefix: values(text(prefix)?),
                extension_prefix: match extension.checked_sub(1) {
                    Some(place) => Some(text(place)?.clone()),
                    None => None,
                },
                has_leading_digits: leading != 0,
                lengths: of_kinds,
                general: root()?,
                leading_digits: root()?,
                prefix_rule: root()?,
                idd: root()?,
                examples: examples
                    .by_ref()
                    .take(if has_examples { KINDS - 1 } else { 0 })
                    .collect(),
            });
        }
        let mut format = |[shape, text, rule, flags]: [u16; 4]| -> Read<Format> {
            let pattern = if flags >> 2 & 1 == 1 { Some(root()?) } else { None };
            let leading = (0..flags >> 3).map(|_| root()).collect::<Read<_>>()?;
            Ok(Format {
                shape,
                text,
                rule,
                optional: flags & 1 == 1,
                carrier: flags >> 1 & 1 == 1,
                pattern,
                leading,
            })
        };
        for _ in 0..national_count {
            code.national.push(format(formats.next().ok_or(BadTable)?)?);
        }
        for _ in 0..international_count {
            let [like, text, shape, flags] = abroad.next().ok_or(BadTable)?;
            let own = match usize::from(like).checked_sub(1) {
                Some(like) => {
                    let like = code.national.get(like).ok_or(BadTable)?;
                    Format {
                        text,
                        rule: 0,
                        optional: false,
                        carrier: false,
                        leading: like.leading.clone(),
                        ..*like
                    }
                }
                None => format([shape, text, 0, flags])?,
            };
            code.international.push(own);
        }
        plan.codes.push(code);
    }
    Ok(plan)
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
    let (nodes, roots) = (reader.count()?, reader.count()?);
    let (children, met) = (reader.count()?, reader.count()?);
    let mut graph = GraphReader {
        spread: Reader(reader.take(nodes * 5)?),
        words: Reader(reader.take(nodes)?),
        children: Reader(reader.take(children)?),
        heights: Reader(reader.take(met)?),
        low: Reader(reader.take(met)?),
        high: Reader(reader.take(met)?),
        graph: Graph { next: vec![[DEAD; 10]; 2], words: vec![0, 1] },
        most: nodes + 2,
        by_height: vec![Vec::new(); usize::from(DEEPEST) + 2],
        level: 0,
    };
    let roots =
        (0..roots).map(|_| graph.child(0).map(|(root, _)| root)).collect::<Read<Vec<_>>>()?;
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
                let node = met.remove(at);
                met.push(node);
                Ok((node, height))
            }
            SAYS_FOUND => Ok((FOUND, 0)),
            _ => Ok((DEAD, 0)),
        }
    }

    fn node(&mut self, depth: u8) -> Read<(NodeId, u8)> {
        let place = self.graph.next.len();
        if depth > DEEPEST || place >= self.most {
            return Err(BadTable);
        }
        let node = NodeId::try_from(place).map_err(|_| BadTable)?;
        self.graph.next.push([DEAD; 10]);
        self.graph.words.push(self.words.byte()?);
        let spread =
            self.spread.take(5)?.iter().fold(0u64, |spread, byte| spread << 8 | u64::from(*byte));
        let slot = |digit: u32| usize::try_from(spread >> (36 - 4 * digit) & 15).unwrap_or(0);
        let mut children = [DEAD; 16];
        let mut height = 0;
        let most = (0..10).map(slot).max().unwrap_or(0);
        for child in children.iter_mut().skip(1).take(most) {
            let below;
            (*child, below) = self.child(depth + 1)?;
            height = height.max(below + 1);
        }
        if let Some(next) = self.graph.next.get_mut(place) {
            for (digit, next) in (0..).zip(next) {
                *next = children.get(slot(digit)).copied().unwrap_or(DEAD);
            }
        }
        self.level = height + depth;
        self.by_height.get_mut(usize::from(height)).ok_or(BadTable)?.push(node);
        Ok((node, height))
    }
}
