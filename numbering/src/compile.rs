//! From a release's metadata to the bytes of a plan. The layout is documented with its reader, in guichet-phone's `plan/read.rs`.

use std::error::Error;

use crate::graph::{self, DEAD, Graph, Walk};
use crate::metadata::{Description, Format, KINDS, Metadata, Region};
use crate::walks::{Beginning, Edit, Outcomes, Patterns, Prefix, Types, Verdicts, Whole};
use crate::write::{Bytes, graph_planes};

/// The first bytes of a table; the second is the layout's number.
const MAGIC: [u8; 2] = [0x67, 2];

/// Things by their place, each once.
struct Once<T>(Vec<T>);

impl<T: PartialEq> Once<T> {
    fn place(&mut self, thing: T) -> u32 {
        let at = self.0.iter().position(|known| *known == thing).unwrap_or_else(|| {
            self.0.push(thing);
            self.0.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// Own lengths and local lengths of a kind, a bit each.
fn lengths(region: &Region, kind: usize) -> (u32, u32) {
    let mask = |lengths: &[i8]| {
        lengths
            .iter()
            .filter_map(|length| u32::try_from(*length).ok())
            .map(|length| 1 << length)
            .fold(0, |all, bit| all | bit)
    };
    let own = |description: &Description| description.lengths.clone();
    let Some(description) = &region.descriptions[kind] else { return (0, 0) };
    if description.lengths == [-1] {
        return (0, 0);
    }
    let general = region.descriptions[0].as_ref().map(own).unwrap_or_default();
    let inherits = description.lengths.is_empty();
    (mask(if inherits { &general } else { &description.lengths }), mask(&description.local))
}

/// The groups of a format's pattern: the fewest and the most digits of each.
fn shape(pattern: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    use regex_syntax::hir::{Hir, HirKind};
    fn widths(hir: &Hir) -> Result<(u32, u32), Box<dyn Error>> {
        Ok(match hir.kind() {
            HirKind::Literal(literal) => {
                let length = u32::try_from(literal.0.len())?;
                (length, length)
            }
            HirKind::Class(_) => (1, 1),
            HirKind::Repetition(repetition) => {
                let (min, max) = widths(&repetition.sub)?;
                (min * repetition.min, max * repetition.max.ok_or("repeats without end")?)
            }
            HirKind::Concat(parts) => {
                let mut all = (0, 0);
                for part in parts {
                    let (min, max) = widths(part)?;
                    all = (all.0 + min, all.1 + max);
                }
                all
            }
            _ => return Err("a group that is not a run of digits".into()),
        })
    }
    let hir =
        regex_syntax::ParserBuilder::new().utf8(false).unicode(false).build().parse(pattern)?;
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.clone(),
        _ => vec![hir.clone()],
    };
    let mut shape = Vec::new();
    for part in &parts {
        let HirKind::Capture(capture) = part.kind() else {
            return Err(format!("{pattern}: digits outside of groups").into());
        };
        let (min, max) = widths(&capture.sub).map_err(|error| format!("{pattern}: {error}"))?;
        if max > 15 {
            return Err(format!("{pattern}: a group of more than 15 digits").into());
        }
        shape.push(u8::try_from(min << 4 | max)?);
    }
    Ok(shape)
}

/// Whether a format's pattern says more than how many digits there are.
fn is_choosy(pattern: &str) -> bool {
    let plain = pattern.replace("\\d", "");
    let mut counts = false;
    plain.chars().any(|character| {
        counts = (counts || character == '{') && character != '}';
        !counts && (character.is_ascii_digit() || character == '[' || character == '|')
    })
}

struct Compiler {
    graph: Graph,
    roots: Vec<u32>,
    patterns: Patterns,
    verdicts: Verdicts,
    outcomes: Outcomes,
    texts: Once<String>,
    shapes: Once<(String, Vec<u8>)>,
    lengths: Once<(u32, u32)>,
}

impl Compiler {
    fn root<W: Walk>(&mut self, mut walk: W, start: W::State) {
        let root = graph::add(&mut self.graph, &mut walk, start);
        self.roots.push(root);
    }

    fn whole(&mut self, pattern: &str) -> Result<(), Box<dyn Error>> {
        let automaton = self.patterns.get(pattern)?;
        let start = automaton.start;
        self.root(Whole(automaton), start);
        Ok(())
    }

    fn beginning(&mut self, pattern: &str) -> Result<(), Box<dyn Error>> {
        if pattern.is_empty() {
            self.roots.push(DEAD);
            return Ok(());
        }
        let automaton = self.patterns.get(pattern)?;
        let start = automaton.start;
        self.root(Beginning(automaton), start);
        Ok(())
    }

    fn prefix(&mut self, pattern: &str, transform: &str) -> Result<(), Box<dyn Error>> {
        if pattern.is_empty() {
            self.roots.push(DEAD);
            return Ok(());
        }
        let mut walk = Prefix::new(pattern, transform, &mut self.outcomes)?;
        let start = walk.start();
        let root = graph::add(&mut self.graph, &mut walk, start);
        self.roots.push(root);
        Ok(())
    }

    fn operators(&mut self, operators: &[(String, String)], code: u16) {
        let code = code.to_string();
        let own: Vec<(&[u8], u16)> = operators
            .iter()
            .filter_map(|(prefix, name)| {
                Some((prefix.strip_prefix(&code)?.as_bytes(), self.texts.place(name.clone())))
            })
            .map(|(prefix, name)| (prefix, u16::try_from(name + 1).unwrap_or(0)))
            .collect();
        let mut walk = Operators(own);
        let root = graph::add(&mut self.graph, &mut walk, Vec::new());
        self.roots.push(root);
    }

    fn format(&mut self, format: &Format) -> Result<Vec<u32>, Box<dyn Error>> {
        let first_root = self.roots.len();
        let shape = self.shapes.place((format.pattern.clone(), shape(&format.pattern)?));
        let choosy = is_choosy(&format.pattern);
        if choosy {
            self.whole(&format.pattern)?;
        }
        for leading in &format.leading {
            self.beginning(leading)?;
        }
        let flags = u32::from(format.prefix_optional)
            | u32::from(format.carrier) << 1
            | u32::from(choosy) << 2;
        Ok(vec![
            shape,
            self.texts.place(format.format.clone()),
            self.texts.place(format.rule.clone()),
            flags,
            u32::try_from(self.roots.len() - first_root)?,
        ])
    }

    fn region(&mut self, region: &Region, examples: Examples) -> Result<Vec<u32>, Box<dyn Error>> {
        let general = region.descriptions[0].as_ref().ok_or("a region without numbers")?;
        self.whole(&general.pattern)?;
        self.beginning(&region.leading_digits)?;
        self.prefix(&region.prefix_for_parsing, &region.transform)?;
        self.prefix(&region.idd, "")?;
        let name = if region.name == crate::metadata::WORLD {
            *b"00"
        } else {
            <[u8; 2]>::try_from(region.name.as_bytes())?
        };
        let extension = region.extension_prefix.as_ref();
        let mut row = vec![
            u32::from(name[0]),
            u32::from(name[1]),
            self.texts.place(region.national_prefix.clone()),
            extension.map_or(0, |prefix| self.texts.place(prefix.clone()) + 1),
            u32::from(!region.leading_digits.is_empty()),
        ];
        row.extend((0..KINDS).map(|kind| self.lengths.place(lengths(region, kind))));
        for description in region.descriptions.iter().skip(1) {
            let example = description
                .as_ref()
                .filter(|description| examples == Examples::All && description.lengths != [-1])
                .map(|description| description.example.clone());
            row.push(self.texts.place(example.unwrap_or_default()));
        }
        Ok(row)
    }

    /// The sections that the others refer to.
    fn tables(&mut self, rows: &mut Rows) -> Result<(), Box<dyn Error>> {
        let mut edits = Once(Vec::new());
        for outcome in self.outcomes.0.iter().skip(1) {
            let mut place =
                |edit: &Option<Edit>| edit.as_ref().map_or(0, |edit| edits.place(edit.clone()) + 1);
            rows[OUTCOMES].push(vec![place(&outcome.0), place(&outcome.1)]);
        }
        for edit in edits.0 {
            let text = self.texts.place(edit.before);
            rows[EDITS].push(vec![text, u32::from(edit.from), u32::from(edit.to)]);
        }
        for verdict in self.verdicts.0.iter().skip(1) {
            let own = verdict.own.map_or(0, |own| usize::from(own) + 1);
            rows[VERDICTS].push(counts([own, verdict.valid.len()])?);
            let pairs = verdict.valid.iter();
            rows[PAIRS]
                .extend(pairs.map(|(region, kind)| vec![u32::from(*region), u32::from(*kind)]));
        }
        for (_, shape) in &self.shapes.0 {
            rows[SHAPES].push(counts([shape.len()])?);
            rows[GROUPS].extend(shape.iter().map(|group| vec![u32::from(*group)]));
        }
        rows[LENGTHS].extend(self.lengths.0.iter().map(|(own, local)| vec![*own, *local]));
        for text in &self.texts.0 {
            rows[TEXTS].push(counts([text.len()])?);
        }
        Ok(())
    }
}

/// The first digits of operators' numbers; a word holds wherever its digits lead.
struct Operators<'a>(Vec<(&'a [u8], u16)>);

impl Walk for Operators<'_> {
    type State = Vec<u8>;
    fn follow(&self, typed: &Vec<u8>, digit: u8, _place: u8) -> Vec<u8> {
        let mut typed = typed.clone();
        typed.push(digit + b'0');
        typed
    }
    fn is_over(&self, typed: &Vec<u8>) -> bool {
        !self.0.iter().any(|(prefix, _)| prefix.len() > typed.len() && prefix.starts_with(typed))
    }
    fn word(&mut self, typed: &Vec<u8>, _place: u8) -> u16 {
        self.0.iter().find(|(prefix, _)| prefix == typed).map_or(0, |(_, name)| *name)
    }
}

/// Which examples a table carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Examples {
    /// Of every kind.
    All,
    /// None; readers make one up from the graph.
    None,
}

/// The bytes of a plan.
///
/// # Errors
/// What the metadata holds that the tables cannot say.
pub fn compile(
    metadata: &Metadata,
    world: bool,
    examples: Examples,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut compiler = Compiler {
        graph: Graph::default(),
        roots: Vec::new(),
        patterns: Patterns::default(),
        verdicts: Verdicts::default(),
        outcomes: Outcomes::default(),
        texts: Once(vec![metadata.version.clone(), String::new()]),
        shapes: Once(Vec::new()),
        lengths: Once(vec![(0, 0)]),
    };
    let codes = metadata.codes();
    let mut rows: Rows = std::array::from_fn(|_| Vec::new());
    let mut before = 0;
    for (code, regions) in &codes {
        let first_root = compiler.roots.len();
        let mut verdicts = std::mem::take(&mut compiler.verdicts);
        let mut types = Types::new(regions, &mut compiler.patterns, &mut verdicts)?;
        let start = types.start();
        let root = graph::add(&mut compiler.graph, &mut types, start);
        compiler.verdicts = verdicts;
        compiler.roots.push(root);
        compiler.operators(&metadata.operators, *code);
        let main = regions.first().ok_or("a calling code without a region")?;
        for region in regions {
            rows[REGIONS].push(compiler.region(region, examples)?);
        }
        let (formats, abroad) = (rows[FORMATS].len(), rows[ABROAD].len());
        for format in &main.national {
            rows[FORMATS].push(compiler.format(format)?);
        }
        for format in &main.international {
            // Abroad, most formats differ in nothing but how the groups are joined.
            let same = main.national.iter().position(|known| {
                known.pattern == format.pattern && known.leading == format.leading
            });
            let like = match same {
                Some(at) => at,
                None if format.rule.is_empty() => {
                    rows[FORMATS].push(compiler.format(format)?);
                    rows[FORMATS].len() - formats - 1
                }
                None => return Err("a prefix rule abroad".into()),
            };
            let text = compiler.texts.place(format.format.clone());
            rows[ABROAD].push(vec![u32::try_from(like)?, text]);
        }
        rows[CODES].push(counts([
            usize::from(*code - before),
            regions.len(),
            rows[FORMATS].len() - formats,
            rows[ABROAD].len() - abroad,
            compiler.roots.len() - first_root,
            main.national.len(),
        ])?);
        before = *code;
    }
    compiler.tables(&mut rows)?;
    write(&compiler, world, &rows)
}

/// Sections, as guichet-phone's `plan/sections.rs` has them; a row's numbers by column, sums not summed up yet.
type Rows = [Vec<Vec<u32>>; SECTIONS];
const SECTIONS: usize = 12;
const TEXTS: usize = 0;
const EDITS: usize = 1;
const OUTCOMES: usize = 2;
const VERDICTS: usize = 3;
const PAIRS: usize = 4;
const SHAPES: usize = 5;
const GROUPS: usize = 6;
const LENGTHS: usize = 7;
const CODES: usize = 8;
const REGIONS: usize = 9;
const FORMATS: usize = 10;
const ABROAD: usize = 11;

fn counts<const N: usize>(counts: [usize; N]) -> Result<Vec<u32>, std::num::TryFromIntError> {
    counts.into_iter().map(u32::try_from).collect()
}

fn write(compiler: &Compiler, world: bool, rows: &Rows) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Bytes::default();
    bytes.0.extend(MAGIC);
    bytes.number(u32::from(world));
    for section in rows {
        bytes.count(section.len())?;
        for column in 0..section.first().map_or(0, Vec::len) {
            section.iter().for_each(|row| bytes.number(row[column]));
        }
    }
    let texts: String = compiler.texts.0.concat();
    bytes.count(texts.len())?;
    bytes.0.extend(texts.as_bytes());
    bytes.0.extend(graph_planes(&compiler.graph, &compiler.roots)?.0);
    Ok(bytes.0)
}
