//! How numbers are written: groups of digits, and what stands between them.

use alloc::string::String;

use super::sections::{ABROAD, CODES, FORMATS, GROUPS, SHAPES};
use super::{CODE_ROOTS, CallingCode, Plan, REGION_ROOTS, Region};

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

/// Writes a format's text: words as they stand, and digits by group.
fn write(text: &str, rule: &str, cuts: &Cuts, out: &mut dyn FnMut(char, (usize, usize))) {
    let mut rule = (!rule.is_empty()).then_some(rule);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '$' {
            out(character, (0, 0));
            continue;
        }
        let place = cuts.group(group_of(characters.next()));
        match rule.take() {
            None => out('$', place),
            // The rule stands for the first group, whichever it is.
            Some(rule) => {
                let mut characters = rule.chars();
                while let Some(character) = characters.next() {
                    if character == '$' {
                        characters.next();
                        out('$', place);
                    } else {
                        out(character, (0, 0));
                    }
                }
            }
        }
    }
}

/// The place of the group that a digit after `$` names.
fn group_of(digit: Option<char>) -> usize {
    (digit.map_or(0, |digit| digit as usize) & 15).wrapping_sub(1)
}

/// The ASCII character of a digit.
pub(crate) fn character(digit: u8) -> char {
    char::from(digit & 15 | b'0')
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
            (roots + end.wrapping_sub(before))
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

    fn formats(&self, code: usize, abroad: bool) -> impl Iterator<Item = Format> {
        (0..self.format_count(code, abroad)).filter_map(move |at| self.format(code, abroad, at))
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
    pub fn write_grouped(&self, code: CallingCode, nsn: &[u8], style: Style, out: &mut String) {
        let abroad = style != Style::National;
        let formats = self.code(code).into_iter().flat_map(|code| self.formats(code, abroad));
        for format in formats {
            let (from, to) = format.leading();
            if from < to && !self.leads(to - 1, nsn) {
                continue;
            }
            if let Some(cuts) = self.cuts_of(&format, nsn) {
                let rule = if abroad { "" } else { self.text(format.rule) };
                let text = self.text(format.text);
                write(text, rule, &cuts, &mut |word, place| write_piece(word, place, nsn, out));
                return;
            }
        }
        write_piece('$', (0, nsn.len()), nsn, out);
    }

    /// Where a format's groups are in a number that it is for.
    fn cuts_of(&self, format: &Format, nsn: &[u8]) -> Option<Cuts> {
        if format.chooses() && self.graph.word_after(self.root(format.roots.0), nsn) == 0 {
            return None;
        }
        self.cuts(format, nsn.len())
    }

    /// The formats that a number may take on while it is typed.
    pub fn typing_formats(
        &self,
        region: Region,
        abroad: bool,
    ) -> impl Iterator<Item = TypingFormat<'_>> {
        let code = self.code_row(region);
        self.formats(code, abroad).map(move |format| TypingFormat { plan: self, format })
    }
}

/// A word as it stands, or the digits of a place.
fn write_piece(word: char, place: (usize, usize), digits: &[u8], out: &mut String) {
    if word == '$' {
        out.extend(
            digits.get(place.0..place.1).unwrap_or_default().iter().map(|digit| character(*digit)),
        );
    } else {
        out.push(word);
    }
}

/// A format, for numbers that are not complete yet.
#[derive(Clone, Copy, Debug)]
pub struct TypingFormat<'a> {
    plan: &'a Plan,
    format: Format,
}

impl TypingFormat<'_> {
    /// Which pattern it has, for telling two apart.
    #[must_use]
    pub const fn shape(&self) -> usize {
        self.format.shape
    }

    /// Whether the national prefix may be left out.
    #[must_use]
    pub const fn is_prefix_optional(&self) -> bool {
        self.format.flags & 1 != 0
    }

    /// Whether there is a rule for carrier codes.
    #[must_use]
    pub const fn has_carrier(&self) -> bool {
        self.format.flags & 2 != 0
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
        let mut characters = self.plan.text(self.format.text).bytes();
        let mut groups = 0;
        while let Some(character) = characters.next() {
            if character == b'$' {
                if characters.next() != Some(b'1') && groups == 0 {
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
    #[must_use]
    pub fn leads(&self, digits: &[u8], at: usize) -> bool {
        let (from, to) = self.format.leading();
        from >= to || self.plan.leads(if from + at < to { from + at } else { to - 1 }, digits)
    }

    /// Writes a whole number, where it is one of this format.
    pub fn write(&self, nsn: &[u8], out: &mut String) -> bool {
        let cuts = self.plan.cuts_of(&self.format, nsn);
        if let Some(cuts) = &cuts {
            self.pieces(cuts, &mut |word, place| write_piece(word, place, nsn, out));
        }
        cuts.is_some()
    }

    fn pieces(&self, cuts: &Cuts, out: &mut dyn FnMut(char, (usize, usize))) {
        write(self.plan.text(self.format.text), "", cuts, out);
    }

    /// The longest number of this format: how many digits, and its characters, `FREE` for each digit.
    pub fn template(&self, out: &mut String) -> usize {
        let most: usize = self.plan.groups(&self.format).map(|(_, max)| max).sum();
        let most = if most < LONGEST_TEMPLATE { most } else { LONGEST_TEMPLATE };
        if let Some(cuts) = self.plan.cuts(&self.format, most) {
            self.pieces(&cuts, &mut |word, (from, to)| {
                if word == '$' {
                    out.extend((from..to).map(|_| FREE));
                } else {
                    out.push(word);
                }
            });
        }
        most
    }
}

/// Stands in a template where a digit will.
pub const FREE: char = '\u{2008}';

/// The longest number that libphonenumber tries a template with.
const LONGEST_TEMPLATE: usize = 15;
