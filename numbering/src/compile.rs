//! From a release's metadata to the bytes of a plan. The layout is documented with its reader, in guichet-phone's `plan/read.rs`.

use std::error::Error;

use crate::graph::{self, DEAD, Graph, Walk};
use crate::metadata::{Description, Format, KINDS, Metadata, Region};
use crate::walks::{Beginning, Outcomes, Patterns, Prefix, Types, Verdicts, Whole};
use crate::write::{Bytes, graph_planes};

/// The first bytes of a table; the second is the layout's number.
const MAGIC: [u8; 2] = [0x67, 1];

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

    fn format(&mut self, format: &Format) -> Result<[u32; 4], Box<dyn Error>> {
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
        let leading = u32::try_from(format.leading.len())?;
        Ok([
            shape,
            self.texts.place(format.format.clone()),
            self.texts.place(format.rule.clone()),
            flags | leading << 3,
        ])
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
        texts: Once(vec![String::new()]),
        shapes: Once(Vec::new()),
        lengths: Once(vec![(0, 0)]),
    };
    let codes = metadata.codes();
    let (mut code_columns, mut region_columns, mut format_columns, mut abroad_columns) =
        (columns(4), columns(5 + KINDS), columns(4), columns(3));
    let mut example_bytes = Bytes::default();
    let mut before = 0;
    for (code, regions) in &codes {
        let own = std::mem::take(&mut compiler.verdicts);
        let mut verdicts = own;
        let mut types = Types::new(regions, &mut compiler.patterns, &mut verdicts)?;
        let start = types.start();
        let root = graph::add(&mut compiler.graph, &mut types, start);
        compiler.verdicts = verdicts;
        compiler.roots.push(root);
        compiler.operators(&metadata.operators, *code);
        let main = regions.first().ok_or("a calling code without a region")?;
        push(
            &mut code_columns,
            &[
                u32::from(*code) - before,
                u32::try_from(regions.len())?,
                u32::try_from(main.national.len())?,
                u32::try_from(main.international.len())?,
            ],
        );
        before = u32::from(*code);
        for region in regions {
            let general = region.descriptions[0].as_ref().ok_or("a region without numbers")?;
            compiler.whole(&general.pattern)?;
            compiler.beginning(&region.leading_digits)?;
            compiler.prefix(&region.prefix_for_parsing, &region.transform)?;
            compiler.prefix(&region.idd, "")?;
            let name = if region.name == crate::metadata::WORLD {
                *b"00"
            } else {
                <[u8; 2]>::try_from(region.name.as_bytes())?
            };
            let extension = match &region.extension_prefix {
                Some(prefix) => compiler.texts.place(prefix.clone()) + 1,
                None => 0,
            };
            let mut row = vec![
                u32::from(name[0]),
                u32::from(name[1]),
                compiler.texts.place(region.national_prefix.clone()),
                extension,
                u32::from(!region.leading_digits.is_empty()),
            ];
            row.extend((0..KINDS).map(|kind| compiler.lengths.place(lengths(region, kind))));
            push(&mut region_columns, &row);
            if examples == Examples::All {
                for description in region.descriptions.iter().skip(1) {
                    let digits = description
                        .as_ref()
                        .filter(|description| description.lengths != [-1])
                        .map(|description| description.example.as_str())
                        .unwrap_or_default();
                    example_bytes.digits(digits);
                }
            }
        }
        for format in &main.national {
            let row = compiler.format(format)?;
            push(&mut format_columns, &row);
        }
        for format in &main.international {
            // Abroad, most formats differ in nothing but how the groups are joined.
            let same = main.national.iter().position(|known| {
                known.pattern == format.pattern && known.leading == format.leading
            });
            let text = compiler.texts.place(format.format.clone());
            match same {
                Some(at) => push(&mut abroad_columns, &[u32::try_from(at)? + 1, text, 0]),
                None => {
                    let [shape, text, rule, flags] = compiler.format(format)?;
                    if rule != 0 {
                        return Err("a prefix rule abroad".into());
                    }
                    push(&mut abroad_columns, &[0, text, shape]);
                    abroad_columns[2].number(flags);
                }
            }
        }
    }
    let mut edits = Once(Vec::new());
    let mut outcome_bytes = Bytes::default();
    for outcome in compiler.outcomes.0.iter().skip(1) {
        for edit in [&outcome.0, &outcome.1] {
            let at = match edit {
                Some(edit) => edits.place(edit.clone()) + 1,
                None => 0,
            };
            outcome_bytes.number(at);
        }
    }
    let mut bytes = Bytes::default();
    bytes.0.extend(MAGIC);
    bytes.text(&metadata.version);
    bytes.number(u32::from(world));
    let edit_texts: Vec<u32> =
        edits.0.iter().map(|edit| compiler.texts.place(edit.before.clone())).collect();
    bytes.count(compiler.texts.0.len())?;
    compiler.texts.0.iter().for_each(|text| bytes.text(text));
    bytes.count(edits.0.len())?;
    for (edit, text) in edits.0.iter().zip(edit_texts) {
        bytes.number(text);
        bytes.0.extend([edit.from, edit.to]);
    }
    bytes.count(compiler.outcomes.0.len() - 1)?;
    bytes.0.extend(outcome_bytes.0);
    bytes.count(compiler.verdicts.0.len() - 1)?;
    for verdict in compiler.verdicts.0.iter().skip(1) {
        bytes.number(verdict.own.map_or(0, |own| u32::from(own) + 1));
        bytes.count(verdict.valid.len())?;
        for (region, kind) in &verdict.valid {
            bytes.0.extend([*region, *kind]);
        }
    }
    bytes.count(compiler.shapes.0.len())?;
    for (_, shape) in &compiler.shapes.0 {
        bytes.count(shape.len())?;
        bytes.0.extend(shape);
    }
    bytes.count(compiler.lengths.0.len())?;
    for (own, local) in &compiler.lengths.0 {
        bytes.number(*own);
        bytes.number(*local);
    }
    bytes.count(codes.len())?;
    for columns in [code_columns, region_columns, format_columns, abroad_columns] {
        columns.into_iter().for_each(|column| bytes.0.extend(column.0));
    }
    bytes.number(u32::from(examples == Examples::All));
    bytes.0.extend(example_bytes.0);
    bytes.0.extend(graph_planes(&compiler.graph, &compiler.roots)?.0);
    Ok(bytes.0)
}

fn columns(count: usize) -> Vec<Bytes> {
    (0..count).map(|_| Bytes::default()).collect()
}

fn push(columns: &mut [Bytes], row: &[u32]) {
    for (column, value) in columns.iter_mut().zip(row) {
        column.number(*value);
    }
}
