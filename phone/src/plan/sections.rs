//! What a table holds beside its graph: sections of numbers, each so many columns of as many rows.

use alloc::vec::Vec;

/// A section: its columns, and which of them are sums of the numbers so far (a bit each), so that a row says where its part of another section ends.
pub(super) struct Section {
    pub(super) place: usize,
    pub(super) columns: usize,
    pub(super) sums: u32,
}

const fn section(place: usize, columns: usize, sums: u32) -> Section {
    Section { place, columns, sums }
}

/// Where a text ends.
pub(super) const TEXTS: Section = section(0, 1, 1);
/// Text put in front; the part of the prefix that stays: from, to.
pub(super) const EDITS: Section = section(1, 3, 0);
/// Edit if more digits follow, edit if they end; from 1.
pub(super) const OUTCOMES: Section = section(2, 2, 0);
/// The own region's pair from 1, among its pairs; where these end.
pub(super) const VERDICTS: Section = section(3, 2, 0b10);
/// Region's place within its calling code; kind.
pub(super) const PAIRS: Section = section(4, 2, 0);
/// Where a format's groups end.
pub(super) const SHAPES: Section = section(5, 1, 1);
/// Fewest digits << 4 | most.
pub(super) const GROUPS: Section = section(6, 1, 0);
/// Own lengths, local ones: a bit a length.
pub(super) const LENGTHS: Section = section(7, 2, 0);
/// Calling code; where its regions, formats, formats abroad and roots end; how many of the formats are national ones.
pub(super) const CODES: Section = section(8, 6, 0b11111);
/// Two letters, prefix text, extension text from 1, leading digits or not, lengths and examples by kind.
pub(super) const REGIONS: Section = section(9, 5 + 11 + 10, 0);
/// Shape, text, rule, flags; where its roots end.
pub(super) const FORMATS: Section = section(10, 5, 0b10000);
/// Format of the calling code that it is like, text.
pub(super) const ABROAD: Section = section(11, 2, 0);

/// Every section, in order.
pub(super) const SECTIONS: [Section; 12] = [
    TEXTS, EDITS, OUTCOMES, VERDICTS, PAIRS, SHAPES, GROUPS, LENGTHS, CODES, REGIONS, FORMATS,
    ABROAD,
];

/// The sections of a table.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) cells: Vec<u32>,
    /// By section: where it begins, and how many rows it has.
    pub(super) places: [(usize, usize); SECTIONS.len()],
}

impl Cells {
    pub(super) const EMPTY: Self = Self { cells: Vec::new(), places: [(0, 0); SECTIONS.len()] };

    #[inline]
    fn at(&self, section: &Section) -> (usize, usize) {
        self.places.get(section.place).copied().unwrap_or_default()
    }

    /// How many rows a section has.
    #[inline]
    pub(super) fn rows(&self, section: &Section) -> usize {
        self.at(section).1
    }

    /// A number; 0 beyond the last row.
    #[inline]
    pub(super) fn get(&self, section: &Section, row: usize, column: usize) -> usize {
        let (start, rows) = self.at(section);
        let cell = if row < rows { self.cells.get(start + column * rows + row) } else { None };
        cell.copied().unwrap_or(0) as usize
    }

    /// Where the part of another section that belongs to a row begins and ends.
    #[inline(always)]
    pub(super) fn span(&self, section: &Section, row: usize, column: usize) -> (usize, usize) {
        // Before the first row there is none, which says 0.
        (self.get(section, row.wrapping_sub(1), column), self.get(section, row, column))
    }
}
