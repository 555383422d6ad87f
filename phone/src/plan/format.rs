//! How numbers are written: groups of digits, and what stands between them.

use super::sections::{ABROAD, CODES, FORMATS, GROUPS, SHAPES};
use super::{CODE_ROOTS, CallingCode, Plan, REGION_ROOTS};
use crate::line::Line;

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

/// One way to write the numbers of a calling code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    /// Place of its groups; formats with the same pattern have the same.
    shape: usize,
    text: usize,
    /// How the first group is written with the national prefix.
    rule: usize,
    /// Prefix may be left out | there is a rule for carrier codes << 1 | asks more of the digits than how many there are << 2.
    flags: usize,
    /// Its roots: of its pattern, where it asks more; then of the first digits that it is for, each longer than the one before.
    pub(super) roots: (usize, usize),
}

impl Format {
    /// Whether it asks more of the digits than how many there are.
    pub(super) const fn chooses(&self) -> bool {
        self.flags & 4 != 0
    }

    /// The roots of the first digits that it is for; none: for all.
    pub(super) fn leading(&self) -> (usize, usize) {
        (self.roots.0 + usize::from(self.chooses()), self.roots.1)
    }
}

/// Most groups that a number is written in.
const MOST_GROUPS: usize = 8;

/// Where the groups of a number end.
#[derive(Clone, Copy)]
pub(super) struct Cuts {
    ends: [usize; MOST_GROUPS],
    count: usize,
}

impl Cuts {
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Where a group begins and ends.
    pub(super) fn group(&self, group: usize) -> (usize, usize) {
        let end = |group: usize| self.ends.get(group).copied().unwrap_or(0);
        (group.checked_sub(1).map_or(0, end), end(group))
    }
}

/// Writes a format's text, which is ASCII: words as they stand, and the digits of a group for a `$` and a figure. The rule stands for the first group,
/// whichever it is.
fn write(text: &[u8], rule: &[u8], cuts: &Cuts, digits: &[u8], out: &mut Line) {
    const GROUP_ALONE: &[u8] = b"$1";
    let mut rule = if rule.is_empty() { GROUP_ALONE } else { rule };
    let mut characters = text.iter();
    while let Some(character) = characters.next() {
        if *character != b'$' {
            out.push(*character);
            continue;
        }
        let figure = characters.next().copied().unwrap_or_default();
        let (from, to) = cuts.group(usize::from(figure & 15).wrapping_sub(1));
        let mut characters = core::mem::replace(&mut rule, GROUP_ALONE).iter();
        while let Some(character) = characters.next() {
            if *character == b'$' {
                characters.next();
                out.extend_digits(digits.get(from..to).unwrap_or_default());
            } else {
                out.push(*character);
            }
        }
    }
}

impl Plan {
    /// How many formats a calling code has: abroad they are the national ones where it has none of its own.
    fn format_count(&self, code: usize, abroad: bool) -> usize {
        let (from, to) = self.cells.span(&CODES, code, 3);
        if abroad && to > from { to - from } else { self.cells.get(&CODES, code, 5) }
    }

    /// A format of a calling code.
    pub(super) fn format(&self, code: usize, abroad: bool, at: usize) -> Option<Format> {
        if at >= self.format_count(code, abroad) {
            return None;
        }
        let (first, _) = self.cells.span(&CODES, code, 2);
        let (first_abroad, end_abroad) = self.cells.span(&CODES, code, 3);
        let differs = abroad && end_abroad > first_abroad;
        let like = if differs { self.cells.get(&ABROAD, first_abroad + at, 0) } else { at };
        let cell = |column| self.cells.get(&FORMATS, first + like, column);
        let (first_region, end_region) = self.cells.span(&CODES, code, 1);
        let before = self.cells.span(&FORMATS, first, 4).0;
        let roots = self.cells.span(&CODES, code, 4).0 + CODE_ROOTS;
        let root = |end: usize| {
            roots
                .wrapping_add(end.wrapping_sub(before))
                .wrapping_add((end_region - first_region) * REGION_ROOTS)
        };
        let (from, to) = self.cells.span(&FORMATS, first + like, 4);
        let mut format = Format {
            shape: cell(0),
            text: cell(1),
            rule: cell(2),
            flags: cell(3),
            roots: (root(from), root(to)),
        };
        if differs {
            format.text = self.cells.get(&ABROAD, first_abroad + at, 1);
            format.rule = 0;
            // What is said of national prefixes is said of the format at home.
            if like < self.cells.get(&CODES, code, 5) {
                format.flags &= 4;
            }
        }
        Some(format)
    }

    /// The fewest and the most digits of the groups of a format.
    fn groups(&self, format: &Format) -> impl Iterator<Item = (usize, usize)> {
        let (from, to) = self.cells.span(&SHAPES, format.shape, 0);
        (from..to).map(|row| self.cells.get(&GROUPS, row, 0)).map(|group| (group >> 4, group & 15))
    }

    /// Where each group is in a number of a length, the first ones as long as they can be. None where it has too few digits, or too many.
    pub(super) fn cuts(&self, format: &Format, length: usize) -> Option<Cuts> {
        let mut fewest: usize = self.groups(format).map(|(min, _)| min).sum();
        let mut cuts = Cuts { ends: [0; MOST_GROUPS], count: 0 };
        let mut at = 0;
        for ((min, max), end) in self.groups(format).zip(&mut cuts.ends) {
            fewest -= min;
            let room = length.checked_sub(at + fewest)?;
            if room < min {
                return None;
            }
            at += if room < max { room } else { max };
            *end = at;
            cuts.count += 1;
        }
        (at == length).then_some(cuts)
    }

    /// Whether the digits begin as a format asks.
    fn leads(&self, root: usize, digits: &[u8]) -> bool {
        self.graph.begins(self.root(root), digits)
    }

    /// Writes a number of a calling code in groups; in one run where no format is for it.
    pub(crate) fn write_grouped(
        &self,
        code: CallingCode,
        nsn: &[u8],
        style: Style,
        out: &mut Line,
    ) {
        let abroad = style != Style::National;
        let code = self.code(code).unwrap_or(usize::MAX);
        let mut at = 0;
        while let Some(format) = self.format(code, abroad, at) {
            let (from, to) = format.leading();
            if (from >= to || self.leads(to - 1, nsn))
                && let Some(cuts) = self.cuts_of(&format, nsn)
            {
                let rule = if abroad { b"" } else { self.text(format.rule) };
                return write(self.text(format.text), rule, &cuts, nsn, out);
            }
            at += 1;
        }
        out.extend_digits(nsn);
    }

    /// Where a format's groups are in a number that it is for.
    fn cuts_of(&self, format: &Format, nsn: &[u8]) -> Option<Cuts> {
        if format.chooses() && self.graph.word_after(self.root(format.roots.0), nsn) == 0 {
            return None;
        }
        self.cuts(format, nsn.len())
    }

    /// A format that a number may take on while it is typed, of a calling code's row.
    pub(crate) fn typing_format(
        &self,
        code: usize,
        abroad: bool,
        at: usize,
    ) -> Option<TypingFormat<'_>> {
        self.format(code, abroad, at).map(|format| TypingFormat { plan: self, format })
    }
}

/// A format, for numbers that are not complete yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypingFormat<'a> {
    plan: &'a Plan,
    format: Format,
}

impl TypingFormat<'_> {
    /// Which pattern it has, for telling two apart.
    pub(crate) const fn shape(&self) -> usize {
        self.format.shape
    }

    /// Whether the national prefix may be left out.
    pub(crate) const fn is_prefix_optional(&self) -> bool {
        self.format.flags & 1 != 0
    }

    /// Whether there is a rule for carrier codes.
    pub(crate) const fn has_carrier(&self) -> bool {
        self.format.flags & 2 != 0
    }

    /// Whether the national prefix rule writes the first group alone.
    pub(crate) fn first_group_only(&self) -> bool {
        let rule = self.plan.text(self.format.rule);
        let rule = rule.strip_prefix(b"(").unwrap_or(rule);
        matches!(rule.strip_suffix(b")").unwrap_or(rule), b"" | b"$1")
    }

    /// Whether a space or hyphen is in the rule.
    pub(crate) fn separates_prefix(&self) -> bool {
        self.plan.text(self.format.rule).iter().any(|byte| matches!(byte, b' ' | b'-'))
    }

    /// Whether a text can be formatted with it while it is typed: it begins with its first group, and holds nothing but groups and punctuation.
    pub(crate) fn eligible(&self) -> bool {
        let mut characters = self.plan.text(self.format.text).iter();
        let mut groups = 0;
        while let Some(character) = characters.next() {
            if *character == b'$' {
                if characters.next() != Some(&b'1') && groups == 0 {
                    return false;
                }
                groups += 1;
            } else if character.is_ascii_alphanumeric() {
                return false;
            }
        }
        groups > 0
    }

    /// Whether the digits begin as it asks, by the `at`-th of its rules, or the last when it has fewer.
    pub(crate) fn leads(&self, digits: &[u8], at: usize) -> bool {
        let (from, to) = self.format.leading();
        from >= to || self.plan.leads(if from + at < to { from + at } else { to - 1 }, digits)
    }

    /// A whole number, where it is one of this format.
    pub(crate) fn written(&self, nsn: &[u8]) -> Option<Line> {
        Some(self.filled(&self.plan.cuts_of(&self.format, nsn)?, nsn))
    }

    /// The longest number of this format, [`FREE`] for each digit; and how many digits that is.
    pub(crate) fn template(&self) -> (Line, usize) {
        let most = self.plan.groups(&self.format).map(|(_, max)| max).sum::<usize>();
        let most = most.min(LONGEST_TEMPLATE);
        let cuts = self.plan.cuts(&self.format, most);
        let template = cuts.map(|cuts| self.filled(&cuts, &[FREE; LONGEST_TEMPLATE]));
        (template.unwrap_or(Line::EMPTY), most)
    }

    fn filled(&self, cuts: &Cuts, digits: &[u8]) -> Line {
        let mut line = Line::EMPTY;
        write(self.plan.text(self.format.text), b"", cuts, digits, &mut line);
        line
    }
}

/// Stands in a template where a digit will, in no format's text. It is written as if it were a digit.
pub(crate) const FREE: u8 = b'?';

/// The longest number that libphonenumber tries a template with.
const LONGEST_TEMPLATE: usize = 15;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;

    #[test]
    fn texts_of_formats_are_ascii_without_what_stands_for_a_digit_and_no_code_has_more_than_32() {
        let world = Plan::load(include_bytes!("../../tables/world.bin"));
        for plan in [Plan::home(), world.unwrap()] {
            for code in 0..plan.cells.rows(&CODES) {
                for abroad in [false, true] {
                    assert!(plan.format(code, abroad, 32).is_none());
                    for format in (0..32).map_while(|at| plan.format(code, abroad, at)) {
                        for text in [plan.text(format.text), plan.text(format.rule)] {
                            assert!(text.is_ascii() && !text.contains(&FREE));
                        }
                    }
                }
            }
        }
    }
}
