//! How numbers are written: groups of digits, and what stands between them.

use alloc::vec::Vec;

use super::graph::NodeId;
use super::{CallingCode, Plan, Region};

/// For whom a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// People of its country.
    National,
    /// People elsewhere.
    International,
    /// Programs: an address.
    Rfc3966,
}

/// A piece of a written number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// The digits of the national number from one place to another.
    Digits(usize, usize),
}

/// How a number is written.
#[derive(Debug)]
pub struct Grouping<'a>(Vec<Piece<'a>>);

impl<'a> Grouping<'a> {
    /// Its pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'a>> + '_ {
        self.0.iter().copied()
    }
}

/// One way to write the numbers of a calling code.
#[derive(Debug)]
pub(super) struct Format {
    /// Place of its groups; formats with the same pattern have the same.
    pub(super) shape: u16,
    pub(super) text: u16,
    /// How the first group is written with the national prefix.
    pub(super) rule: u16,
    /// The national prefix may be left out.
    pub(super) optional: bool,
    /// There is a rule for carrier codes.
    pub(super) carrier: bool,
    /// Asks more of the digits than how many there are.
    pub(super) pattern: Option<NodeId>,
    /// Roots of the first digits that it is for, each longer than the one before; none: for all.
    pub(super) leading: Vec<NodeId>,
}

/// The fewest and the most digits of a group.
const fn bounds(group: u8) -> (usize, usize) {
    ((group >> 4) as usize, (group & 15) as usize)
}

/// Where each group begins and ends, the first ones as long as they can be. None where there are too few digits, or too many.
fn groups(shape: &[u8], length: usize) -> Option<Vec<(usize, usize)>> {
    let mut fewest: usize = shape.iter().map(|group| bounds(*group).0).sum();
    let (mut at, mut places) = (0, Vec::with_capacity(shape.len()));
    for group in shape {
        let (min, max) = bounds(*group);
        fewest -= min;
        let room = length.checked_sub(at + fewest)?;
        if room < min {
            return None;
        }
        let end = at + room.min(max);
        places.push((at, end));
        at = end;
    }
    (at == length).then_some(places)
}

/// The parts of a format's text, the first group written as the rule says.
fn write<'a>(
    text: &'a str,
    rule: &'a str,
    places: &[(usize, usize)],
    out: &mut dyn FnMut(Piece<'a>),
) {
    let mut rule = (!rule.is_empty()).then_some(rule);
    parts(text, &mut |part| match part {
        Part::Text(text) => out(Piece::Text(text)),
        Part::Group(group) => {
            let (from, to) = places.get(group).copied().unwrap_or_default();
            match rule.take() {
                None => out(Piece::Digits(from, to)),
                // The rule stands for the first group, whichever it is.
                Some(rule) => parts(rule, &mut |part| match part {
                    Part::Text(text) => out(Piece::Text(text)),
                    Part::Group(_) => out(Piece::Digits(from, to)),
                }),
            }
        }
    });
}

enum Part<'a> {
    Text(&'a str),
    /// Counted from 0, where the text counts from 1.
    Group(usize),
}

fn parts<'a>(text: &'a str, out: &mut dyn FnMut(Part<'a>)) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let put = |from: usize, to: usize, out: &mut dyn FnMut(Part<'a>)| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            out(Part::Text(text));
        }
    };
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'$' {
            put(from, at, out);
            let group = bytes.get(at + 1).and_then(|digit| digit.checked_sub(b'1'));
            out(Part::Group(usize::from(group.unwrap_or(u8::MAX))));
            from = at + 2;
        }
    }
    put(from, bytes.len(), out);
}

impl Plan {
    fn text(&self, place: u16) -> &str {
        self.texts.get(usize::from(place)).map(alloc::string::String::as_str).unwrap_or_default()
    }

    fn shape(&self, place: u16) -> &[u8] {
        self.shapes.get(usize::from(place)).map(Vec::as_slice).unwrap_or_default()
    }

    fn formats(&self, code: CallingCode, abroad: bool) -> &[Format] {
        match self.code(code) {
            Some(code) if abroad && !code.international.is_empty() => &code.international,
            Some(code) => &code.national,
            None => &[],
        }
    }

    /// How a number of a calling code is written. None where no format is for it: then it is written in one run.
    #[must_use]
    pub fn grouping(&self, code: CallingCode, nsn: &[u8], style: Style) -> Option<Grouping<'_>> {
        let formats = self.formats(code, style != Style::National);
        let mut fitting = formats.iter().filter(|format| {
            format.leading.last().is_none_or(|root| self.graph.begins(*root, nsn))
        });
        let (format, places) =
            fitting.find_map(|format| Some((format, self.places(format, nsn)?)))?;
        let rule = if style == Style::National { self.text(format.rule) } else { "" };
        let mut pieces = Vec::new();
        write(self.text(format.text), rule, &places, &mut |piece| pieces.push(piece));
        Some(Grouping(pieces))
    }

    /// Where a format's groups are in a number of a length.
    pub(super) fn groups_of(&self, format: &Format, length: usize) -> Option<Vec<(usize, usize)>> {
        groups(self.shape(format.shape), length)
    }

    /// Where a format's groups are in a number that it is for.
    fn places(&self, format: &Format, nsn: &[u8]) -> Option<Vec<(usize, usize)>> {
        if format.pattern.is_some_and(|root| self.graph.word_after(root, nsn) == 0) {
            return None;
        }
        self.groups_of(format, nsn.len())
    }

    /// The formats that a number may take on while it is typed.
    pub fn typing_formats(
        &self,
        region: Region,
        abroad: bool,
    ) -> impl Iterator<Item = TypingFormat<'_>> {
        let formats = self.formats(self.code_of(region), abroad);
        formats.iter().map(move |format| TypingFormat { plan: self, format })
    }
}

/// A format, for numbers that are not complete yet.
#[derive(Clone, Copy, Debug)]
pub struct TypingFormat<'a> {
    plan: &'a Plan,
    format: &'a Format,
}

impl TypingFormat<'_> {
    /// Which pattern it has, for telling two apart.
    #[must_use]
    pub const fn shape(&self) -> u16 {
        self.format.shape
    }

    /// Whether the national prefix may be left out.
    #[must_use]
    pub const fn is_prefix_optional(&self) -> bool {
        self.format.optional
    }

    /// Whether there is a rule for carrier codes.
    #[must_use]
    pub const fn has_carrier(&self) -> bool {
        self.format.carrier
    }

    /// Whether the national prefix rule writes the first group alone.
    #[must_use]
    pub fn first_group_only(&self) -> bool {
        matches!(self.plan.text(self.format.rule), "" | "$1" | "($1" | "$1)" | "($1)")
    }

    /// Whether a space or hyphen is in the rule.
    #[must_use]
    pub fn separates_prefix(&self) -> bool {
        self.plan.text(self.format.rule).bytes().any(|byte| matches!(byte, b' ' | b'-'))
    }

    /// Whether a text can be formatted with it while it is typed: it begins with its first group, and holds nothing but groups and punctuation.
    #[must_use]
    pub fn eligible(&self) -> bool {
        let mut groups = 0;
        let mut fine = true;
        parts(self.plan.text(self.format.text), &mut |part| match part {
            Part::Text(text) => fine &= !text.bytes().any(|byte| byte.is_ascii_alphanumeric()),
            Part::Group(group) => {
                fine &= groups > 0 || group == 0;
                groups += 1;
            }
        });
        fine && groups > 0
    }

    /// Whether the digits begin as it asks, by the `at`-th of its rules, or the last when it has fewer.
    #[must_use]
    pub fn leads(&self, digits: &[u8], at: usize) -> bool {
        let leading = &self.format.leading;
        let Some(last) = leading.len().checked_sub(1) else { return true };
        leading.get(at.min(last)).is_some_and(|root| self.plan.graph.begins(*root, digits))
    }

    /// The pieces of a whole number, where it is one of this format.
    pub fn parts(&self, nsn: &[u8], out: &mut dyn FnMut(Piece<'_>)) -> bool {
        let places = self.plan.places(self.format, nsn);
        if let Some(places) = &places {
            write(self.plan.text(self.format.text), "", places, out);
        }
        places.is_some()
    }

    /// The longest number of this format: how many digits, and the pieces.
    pub fn template(&self, out: &mut dyn FnMut(Piece<'_>)) -> usize {
        let shape = self.plan.shape(self.format.shape);
        let most = shape.iter().map(|group| bounds(*group).1).sum::<usize>().min(LONGEST_TEMPLATE);
        if let Some(places) = groups(shape, most) {
            write(self.plan.text(self.format.text), "", &places, out);
        }
        most
    }
}

/// The longest number that libphonenumber tries a template with.
const LONGEST_TEMPLATE: usize = 15;
