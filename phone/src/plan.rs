//! Numbering plans: which numbers there are, from tables of libphonenumber's metadata. (First form: patterns are walked by a small matcher.)
#![allow(clippy::indexing_slicing, missing_docs, clippy::unwrap_used)]

mod pattern;

use alloc::string::String;
use alloc::vec::Vec;

use crate::digits::Digits;
pub use pattern::Pattern;

/// A calling code, such as 225.
pub type CallingCode = u16;

/// A region of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(pub(crate) u16);

impl Region {
    /// Its place in the plan.
    pub fn place(self) -> u16 {
        self.0
    }
}

/// What kind of line a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberType {
    FixedLine,
    Mobile,
    FixedLineOrMobile,
    TollFree,
    PremiumRate,
    SharedCost,
    Voip,
    PersonalNumber,
    Pager,
    Uan,
    Voicemail,
}

/// What a length says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    Is,
    LocalOnly,
    TooShort,
    TooLong,
    InvalidLength,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    National,
    International,
    Rfc3966,
}

/// A piece of a written number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// These digits of the national number.
    Digits(usize, usize),
}

/// How a number is written.
pub struct Grouping<'a>(Vec<Piece<'a>>);

impl<'a> Grouping<'a> {
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + '_ {
        self.0.iter().copied()
    }
}

/// What taking a national prefix off leaves.
pub struct Stripped {
    pub rest: Digits<48>,
    pub consumed: usize,
}

#[derive(Debug)]
pub struct BadTable;

/// Advice: who issued a number's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    pub name: &'static str,
    pub words: &'static [&'static str],
    pub multiple: u32,
}

struct Desc {
    pattern: Pattern,
    lengths: Vec<i8>,
    local: Vec<i8>,
    example: String,
}

pub struct TypingFormat {
    pattern: Pattern,
    pattern_text: String,
    format: String,
    leading: Vec<Pattern>,
    rule: String,
    pub optional: bool,
    pub carrier: bool,
}

struct Data {
    alpha2: [u8; 2],
    world: bool,
    code: CallingCode,
    idd: Option<Pattern>,
    prefix: String,
    parsing: Option<Pattern>,
    transform: String,
    leading: Option<Pattern>,
    same: bool,
    extension: Option<String>,
    descs: Vec<Option<Desc>>,
    national: Vec<TypingFormat>,
    international: Vec<TypingFormat>,
}

pub struct Plan {
    regions: Vec<Data>,
    world: bool,
}

const HOME: [&str; 16] = [
    "CI", "SN", "ML", "TG", "BJ", "BF", "NE", "GN", "CM", "CD", "GA", "CG", "TD", "CF", "GQ", "GW",
];
const TABLE: &str = include_str!("../tables/interim.txt");
const ORDER: [NumberType; 8] = [
    NumberType::PremiumRate,
    NumberType::TollFree,
    NumberType::SharedCost,
    NumberType::Voip,
    NumberType::PersonalNumber,
    NumberType::Pager,
    NumberType::Uan,
    NumberType::Voicemail,
];

fn slot(kind: Option<NumberType>) -> usize {
    match kind {
        None => 0,
        Some(NumberType::FixedLine | NumberType::FixedLineOrMobile) => 1,
        Some(NumberType::Mobile) => 2,
        Some(NumberType::TollFree) => 3,
        Some(NumberType::PremiumRate) => 4,
        Some(NumberType::SharedCost) => 5,
        Some(NumberType::Voip) => 6,
        Some(NumberType::PersonalNumber) => 7,
        Some(NumberType::Pager) => 8,
        Some(NumberType::Uan) => 9,
        Some(NumberType::Voicemail) => 10,
    }
}

fn optional(text: &str) -> Option<Pattern> {
    (!text.is_empty()).then(|| Pattern::new(text))
}

fn numbers(text: &str) -> Vec<i8> {
    text.split(',').filter_map(|n| n.parse().ok()).collect()
}

impl Plan {
    pub fn home() -> Plan {
        Self::read(TABLE, &HOME)
    }

    pub fn load(bytes: &[u8]) -> Result<Plan, BadTable> {
        let _ = bytes;
        Ok(Self::read(TABLE, &[]))
    }

    fn read(table: &str, only: &[&str]) -> Plan {
        let mut regions: Vec<Data> = Vec::new();
        let mut skip = true;
        for line in table.lines() {
            let f: Vec<&str> = line.split('\t').collect();
            if f[0] == "R" {
                skip = !only.is_empty() && !only.contains(&f[1]);
                if skip {
                    continue;
                }
                let world = f[1] == "001";
                regions.push(Data {
                    alpha2: if world { *b"00" } else { [f[1].as_bytes()[0], f[1].as_bytes()[1]] },
                    world,
                    code: f[2].parse().unwrap_or(0),
                    idd: optional(f[3]),
                    prefix: f[5].into(),
                    parsing: optional(f[6]),
                    transform: f[7].into(),
                    leading: optional(f[8]),
                    same: f[9] == "1",
                    extension: (f[10] != "\0").then(|| f[10].into()),
                    descs: (0..11).map(|_| None).collect(),
                    national: Vec::new(),
                    international: Vec::new(),
                });
                continue;
            }
            if skip {
                continue;
            }
            let Some(region) = regions.last_mut() else { continue };
            if f[0] == "D" {
                let at: usize = f[1].parse().unwrap_or(0);
                region.descs[at] = Some(Desc {
                    pattern: Pattern::new(f[2]),
                    lengths: numbers(f[3]),
                    local: numbers(f[4]),
                    example: f[5].into(),
                });
            } else {
                let format = TypingFormat {
                    pattern: Pattern::new(f[2]),
                    pattern_text: f[2].into(),
                    format: f[3].into(),
                    leading: f[4].split(' ').filter(|l| !l.is_empty()).map(Pattern::new).collect(),
                    rule: f[5].into(),
                    optional: f[6] == "1",
                    carrier: !f[7].is_empty(),
                };
                if f[1] == "N" {
                    region.national.push(format)
                } else {
                    region.international.push(format)
                }
            }
        }
        Plan { regions, world: only.is_empty() }
    }

    pub fn is_world(&self) -> bool {
        self.world
    }

    fn data(&self, region: Region) -> &Data {
        &self.regions[usize::from(region.0)]
    }

    fn find(&self, wanted: impl Fn(&Data) -> bool) -> Option<Region> {
        self.regions.iter().position(wanted).and_then(|at| u16::try_from(at).ok()).map(Region)
    }

    pub fn calling_code(&self, digits: &[u8]) -> Option<(CallingCode, usize)> {
        let mut code = 0;
        for (at, digit) in digits.iter().take(3).enumerate() {
            code = code * 10 + u16::from(*digit);
            if code == 0 {
                return None;
            }
            if self.knows(code) {
                return Some((code, at + 1));
            }
        }
        None
    }

    pub fn knows(&self, code: CallingCode) -> bool {
        self.regions.iter().any(|region| region.code == code)
    }

    pub fn region(&self, alpha2: [u8; 2]) -> Option<Region> {
        let upper = alpha2.map(|letter| letter.to_ascii_uppercase());
        self.find(|region| region.alpha2 == upper && !region.world)
    }

    pub fn alpha2(&self, region: Region) -> Option<[u8; 2]> {
        let data = self.data(region);
        (!data.world).then_some(data.alpha2)
    }

    pub fn region_at(&self, place: u16) -> Option<Region> {
        (usize::from(place) < self.regions.len()).then_some(Region(place))
    }

    pub fn code_of(&self, region: Region) -> CallingCode {
        self.data(region).code
    }

    pub fn main_region(&self, code: CallingCode) -> Option<Region> {
        self.find(|region| region.code == code)
    }

    pub fn regions(&self, code: CallingCode) -> impl Iterator<Item = Region> {
        let all = self.regions.iter().enumerate();
        all.filter(move |(_, region)| region.code == code).map(|(at, _)| Region(at as u16))
    }

    pub fn region_count(&self) -> usize {
        self.regions.len()
    }

    fn matches(&self, region: Region, kind: Option<NumberType>, nsn: &[u8]) -> bool {
        self.data(region).descs[slot(kind)].as_ref().is_some_and(|desc| {
            (desc.lengths.is_empty() || desc.lengths.contains(&(nsn.len() as i8)))
                && desc.pattern.whole(nsn)
        })
    }

    pub fn type_in(&self, region: Region, nsn: &[u8]) -> Option<NumberType> {
        if !self.matches(region, None, nsn) {
            return None;
        }
        if let Some(kind) = ORDER.into_iter().find(|kind| self.matches(region, Some(*kind), nsn)) {
            return Some(kind);
        }
        let same = self.data(region).same;
        if self.matches(region, Some(NumberType::FixedLine), nsn) {
            let both = same || self.matches(region, Some(NumberType::Mobile), nsn);
            return Some(if both { NumberType::FixedLineOrMobile } else { NumberType::FixedLine });
        }
        (!same && self.matches(region, Some(NumberType::Mobile), nsn)).then_some(NumberType::Mobile)
    }

    pub fn region_of(&self, code: CallingCode, nsn: &[u8]) -> Option<Region> {
        let mut regions = self.regions(code);
        if self.regions(code).count() == 1 {
            return regions.next();
        }
        regions.find(|region| match &self.data(*region).leading {
            Some(leading) => leading.prefix(nsn).is_some(),
            None => self.type_in(*region, nsn).is_some(),
        })
    }

    pub fn classify(&self, code: CallingCode, nsn: &[u8]) -> Option<(Region, NumberType)> {
        let region = self.region_of(code, nsn)?;
        Some((region, self.type_in(region, nsn)?))
    }

    pub fn matches_general(&self, region: Region, nsn: &[u8]) -> bool {
        self.data(region).descs[0].as_ref().is_some_and(|desc| desc.pattern.whole(nsn))
    }

    pub fn strip_national_prefix(&self, region: Region, digits: &[u8]) -> Option<Stripped> {
        let data = self.data(region);
        if digits.is_empty() {
            return None;
        }
        let found = data.parsing.as_ref()?.prefix(digits)?;
        let groups = data.parsing.as_ref()?.groups();
        let last = found.group(groups);
        let mut rest = Digits::default();
        if data.transform.is_empty() || last.is_none_or(|(from, to)| from == to) {
            rest.extend(&digits[found.end..]);
        } else {
            let mut chars = data.transform.chars();
            while let Some(c) = chars.next() {
                if c == '$' {
                    let group = chars.next().and_then(|c| c.to_digit(10)).unwrap_or(0) as usize;
                    if let Some((from, to)) = found.group(group) {
                        rest.extend(&digits[from..to]);
                    }
                } else if let Some(value) = c.to_digit(10) {
                    rest.push(value as u8);
                }
            }
            rest.extend(&digits[found.end..]);
        }
        Some(Stripped { rest, consumed: found.end })
    }

    pub fn strip_idd(&self, region: Region, digits: &[u8]) -> Option<usize> {
        self.data(region).idd.as_ref()?.prefix(digits).map(|found| found.end)
    }

    pub fn national_prefix(&self, region: Region) -> &str {
        &self.data(region).prefix
    }

    pub fn extension_prefix(&self, region: Region) -> &str {
        self.data(region).extension.as_deref().unwrap_or(" ext. ")
    }

    pub fn possible(&self, region: Region, kind: Option<NumberType>, length: usize) -> Length {
        let data = self.data(region);
        let general = data.descs[0].as_ref();
        let lengths_of = |at: usize| {
            let own =
                data.descs[at].as_ref().map(|desc| desc.lengths.as_slice()).unwrap_or_default();
            if own.is_empty() {
                general.map(|desc| desc.lengths.as_slice()).unwrap_or_default()
            } else {
                own
            }
        };
        let local_of = |at: usize| {
            data.descs[at].as_ref().map(|desc| desc.local.as_slice()).unwrap_or_default()
        };
        let has = |at: usize| {
            data.descs[at].as_ref().is_some_and(|desc| desc.lengths.first() != Some(&-1))
        };
        let at = slot(kind);
        let mut lengths: Vec<i8> = lengths_of(at).into();
        let mut local: Vec<i8> = local_of(at).into();
        if kind == Some(NumberType::FixedLineOrMobile) {
            if !has(1) {
                return self.possible(region, Some(NumberType::Mobile), length);
            }
            if has(2) {
                lengths.extend(lengths_of(2));
                lengths.sort_unstable();
                local.extend(local_of(2));
            }
        }
        if lengths.first() == Some(&-1) || lengths.is_empty() {
            return Length::InvalidLength;
        }
        let length = length as i8;
        if local.contains(&length) {
            return Length::LocalOnly;
        }
        if lengths.contains(&length) {
            Length::Is
        } else if lengths[0] > length {
            Length::TooShort
        } else if lengths[lengths.len() - 1] < length {
            Length::TooLong
        } else {
            Length::InvalidLength
        }
    }

    pub fn grouping(
        &self,
        code: CallingCode,
        region: Region,
        nsn: &[u8],
        style: Style,
    ) -> Option<Grouping<'_>> {
        let _ = code;
        let data = self.data(region);
        let national = style == Style::National || data.international.is_empty();
        let formats = if national { &data.national } else { &data.international };
        let format = formats.iter().find(|format| {
            format.leading.last().is_none_or(|leading| leading.prefix(nsn).is_some())
                && format.pattern.whole(nsn)
        })?;
        let found = format.pattern.prefix(nsn)?;
        let mut pieces = Vec::new();
        let rule = if style == Style::National { format.rule.as_str() } else { "" };
        write(&format.format, rule, &mut |piece| {
            pieces.push(match piece {
                Part::Text(text) => Piece::Text(text),
                Part::Group(group) => {
                    let (from, to) = found.group(group).unwrap_or((0, 0));
                    Piece::Digits(from, to)
                }
            });
        });
        Some(Grouping(pieces))
    }

    pub fn typing_formats(&self, region: Region, international: bool) -> &[TypingFormat] {
        let data = self.data(region);
        if international && !data.international.is_empty() {
            &data.international
        } else {
            &data.national
        }
    }

    pub fn ahead(
        &self,
        code: CallingCode,
        kinds: &[NumberType],
        operator: &str,
        nsn: &[u8],
    ) -> crate::typing::Ahead {
        let mut all: Option<(u16, usize, usize)> = None;
        for region in self.regions(code) {
            let data = self.data(region);
            let general =
                data.descs[0].as_ref().map(|desc| desc.lengths.as_slice()).unwrap_or_default();
            for at in 1..11 {
                if !kinds.is_empty()
                    && !kinds.iter().any(|kind| {
                        slot(Some(*kind)) == at
                            || (*kind == NumberType::FixedLineOrMobile && at == 2)
                    })
                {
                    continue;
                }
                let Some(desc) = &data.descs[at] else { continue };
                let lengths = if desc.lengths.is_empty() { general } else { &desc.lengths };
                if let Some((next, min, max)) = desc.pattern.ahead(nsn, lengths) {
                    let before = all.unwrap_or((0, min, max));
                    all = Some((before.0 | next, before.1.min(min), before.2.max(max)));
                }
            }
        }
        let owns = |digits: &[u8]| {
            let prefix: [u8; 2] = match operator {
                "" => return true,
                "OM" => [0, 7],
                "MOMO" => [0, 5],
                "FLOOZ" => [0, 1],
                _ => return false,
            };
            digits.iter().zip(prefix).all(|(a, b)| *a == b)
        };
        match all {
            Some((next, min, max)) if owns(nsn) => {
                let next = (0..10).filter(|d| {
                    let mut longer: Vec<u8> = nsn.into();
                    longer.push(*d);
                    next >> d & 1 == 1 && owns(&longer)
                });
                crate::typing::Ahead {
                    possible: true,
                    next: next.fold(0, |all, d| all | 1 << d),
                    min,
                    max,
                }
            }
            _ => crate::typing::Ahead { possible: false, next: 0, min: 0, max: 0 },
        }
    }

    pub fn example(&self, region: Region, kind: NumberType) -> Option<Digits<17>> {
        let text = &self.data(region).descs[slot(Some(kind))].as_ref()?.example;
        let mut digits = Digits::default();
        for digit in text.bytes() {
            digits.push(digit - b'0');
        }
        (!digits.is_empty()).then_some(digits)
    }

    pub fn operator(&self, region: Region, nsn: &[u8]) -> Option<Operator> {
        match (self.data(region).code, nsn) {
            (225, [0, 7, ..]) => Some(Operator { name: "Orange", words: &["OM"], multiple: 50 }),
            (225, [0, 5, ..]) => Some(Operator { name: "MTN", words: &["MOMO"], multiple: 1 }),
            (225, [0, 1, ..]) => Some(Operator { name: "Moov", words: &["FLOOZ"], multiple: 1 }),
            _ => None,
        }
    }
}

/// A part of a format: text, or a group of digits.
pub enum Part<'a> {
    Text(&'a str),
    Group(usize),
}

/// The format's parts, the first group written as the rule says.
fn write<'a>(format: &'a str, rule: &'a str, out: &mut dyn FnMut(Part<'a>)) {
    let mut ruled = rule.is_empty();
    let mut rest = format;
    while let Some(at) = rest.find('$') {
        if at > 0 {
            out(Part::Text(&rest[..at]));
        }
        let group = usize::from(rest.as_bytes()[at + 1] - b'0');
        if ruled {
            out(Part::Group(group));
        } else {
            ruled = true;
            // The rule stands for the first group, whichever it is.
            let mut of = rule;
            while let Some(at) = of.find('$') {
                if at > 0 {
                    out(Part::Text(&of[..at]));
                }
                out(Part::Group(group));
                of = &of[at + 2..];
            }
            if !of.is_empty() {
                out(Part::Text(of));
            }
        }
        rest = &rest[at + 2..];
    }
    if !rest.is_empty() {
        out(Part::Text(rest));
    }
}

impl TypingFormat {
    /// Which format this is, for telling two apart.
    pub fn shape(&self) -> &str {
        &self.pattern_text
    }

    /// Whether the national prefix rule writes the first group alone.
    pub fn first_group_only(&self) -> bool {
        matches!(self.rule.as_str(), "" | "$1" | "($1" | "$1)" | "($1)")
    }

    /// Whether a space or hyphen is in the rule.
    pub fn separates_prefix(&self) -> bool {
        self.rule.contains([' ', '-'])
    }

    /// Whether a text can be formatted with it while it is typed.
    pub fn eligible(&self) -> bool {
        let punctuation = |c: char| !c.is_ascii_alphanumeric() && c != '$';
        let text = self.format.trim_start_matches(punctuation);
        let mut chars = text.chars();
        if chars.next() != Some('$') || chars.next() != Some('1') {
            return false;
        }
        let mut after_dollar = false;
        chars.all(|c| {
            let fine = if after_dollar { c.is_ascii_digit() } else { c == '$' || punctuation(c) };
            after_dollar = c == '$';
            fine
        })
    }

    /// Whether the digits begin as the format wants, by the `at`-th of its rules (the last when it has fewer).
    pub fn leads(&self, digits: &[u8], at: usize) -> bool {
        let Some(last) = self.leading.len().checked_sub(1) else { return true };
        self.leading[at.min(last)].prefix(digits).is_some()
    }

    /// The groups of a whole number.
    pub fn parts(&self, nsn: &[u8], out: &mut dyn FnMut(Piece<'_>)) -> bool {
        if !self.pattern.whole(nsn) {
            return false;
        }
        self.apply(nsn, out);
        true
    }

    fn apply(&self, nsn: &[u8], out: &mut dyn FnMut(Piece<'_>)) {
        let Some(found) = self.pattern.prefix(nsn) else { return };
        write(&self.format, "", &mut |part| match part {
            Part::Text(text) => out(Piece::Text(text)),
            Part::Group(group) => {
                let (from, to) = found.group(group).unwrap_or((0, 0));
                out(Piece::Digits(from, to));
            }
        });
    }

    /// The longest number of this format, as places for digits: how many, and the pieces.
    pub fn template(&self, out: &mut dyn FnMut(Piece<'_>)) -> usize {
        let nines = [9; 15];
        let Some(found) = self.pattern.prefix(&nines) else { return 0 };
        self.apply(&nines[..found.end], out);
        found.end
    }
}
