//! Numbering plans: which numbers there are and how they are written, in tables made from libphonenumber's metadata.
//!
//! Digits are values from 0 to 9, or their ASCII characters.

mod ahead;
mod example;
mod format;
mod graph;
mod kind;
mod operator;
mod prefix;
mod read;
mod sections;
mod walk;

use alloc::vec::Vec;
use core::num::NonZeroU16;

pub use ahead::Ahead;
pub use format::Style;
pub(crate) use format::{FREE, TypingFormat};
pub use kind::{Kinds, Length, NumberType};
pub use operator::Operator;
pub use read::BadTable;
pub use walk::{Question, Valid, Walk};

use crate::parse::NationalDigits;
use graph::{Graph, NodeId};
use sections::{CODES, Cells, LENGTHS, PAIRS, REGIONS, TEXTS, VERDICTS};

/// A calling code, such as 225.
pub type CallingCode = u16;

/// A region of a plan: its place there, with a bit that makes it more than zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(NonZeroU16);

const SOME: u16 = 1 << 15;

impl Region {
    /// Its place in the plan.
    #[must_use]
    pub const fn place(self) -> u16 {
        self.0.get() & !SOME
    }

    #[expect(clippy::cast_possible_truncation, reason = "a plan has some hundred regions")]
    fn at(place: usize) -> Self {
        Self(NonZeroU16::new(place as u16 | SOME).unwrap_or(NonZeroU16::MAX))
    }

    const fn row(self) -> usize {
        self.place() as usize
    }
}

/// A numbering plan: the home countries', or the world's.
#[derive(Debug)]
pub struct Plan {
    is_world: bool,
    cells: Cells,
    /// By calling code, its row, from 1; by region, the row of its calling code; then the texts.
    bytes: Vec<u8>,
    graph: Graph,
}

/// Calling codes have three digits at most.
const MOST_CODES: usize = 1000;

/// The home countries' table: Côte d'Ivoire, Senegal, Mali, Togo, Benin, Burkina Faso, Niger, Guinea, Cameroon, DR Congo, Gabon, Congo, Chad,
/// Central African Republic, Equatorial Guinea, Guinea-Bissau.
const HOME: &[u8] = include_bytes!("../../tables/home.bin");

/// Roots of a calling code, then of each of its regions.
const CODE_ROOTS: usize = 2;
const REGION_ROOTS: usize = 4;
/// A region's roots, in order.
const GENERAL: usize = 0;
const LEADING_DIGITS: usize = 1;
const PREFIX_RULE: usize = 2;
const IDD: usize = 3;
/// Columns of a region before those of its kinds.
const KINDS_FROM: usize = 5;
/// General, then the ten kinds of the metadata.
const KINDS: usize = 11;

impl Plan {
    /// The home countries' plan. It is read anew each time: keep it.
    #[must_use]
    pub fn home() -> Self {
        // The table's own test says that it is not broken.
        read::plan(HOME).0
    }

    /// Reads a table.
    ///
    /// # Errors
    /// The bytes are no table, or a broken one.
    pub fn load(bytes: &[u8]) -> Result<Self, BadTable> {
        let (plan, broken) = read::plan(bytes);
        if broken { Err(BadTable) } else { Ok(plan) }
    }

    /// Whether it has every region of the world.
    #[must_use]
    pub const fn is_world(&self) -> bool {
        self.is_world
    }

    /// The release of the metadata that it was made from.
    #[must_use]
    pub fn version(&self) -> &str {
        core::str::from_utf8(self.text(0)).unwrap_or_default()
    }

    fn text(&self, place: usize) -> &[u8] {
        let (from, to) = self.cells.span(&TEXTS, place, 0);
        let first = MOST_CODES + self.cells.rows(&REGIONS);
        self.bytes.get(first + from..first + to).unwrap_or_default()
    }

    /// The row of a calling code, from 1; 0 where it has none.
    #[inline]
    fn code_number(&self, code: CallingCode) -> u8 {
        let codes = self.bytes.first_chunk::<MOST_CODES>();
        codes.and_then(|codes| codes.get(usize::from(code))).copied().unwrap_or(0)
    }

    /// The row of a calling code.
    #[inline(always)]
    fn code(&self, code: CallingCode) -> Option<usize> {
        usize::from(self.code_number(code)).checked_sub(1)
    }

    fn root(&self, place: usize) -> NodeId {
        self.graph.root(place)
    }

    /// A root of a calling code: of its types, or its operators.
    #[inline]
    fn code_root(&self, code: usize, place: usize) -> NodeId {
        self.root(self.cells.span(&CODES, code, 4).0 + place)
    }

    /// A root of a region.
    #[inline]
    fn region_root(&self, region: Region, place: usize) -> NodeId {
        let code = self.code_row(region);
        let within = region.row().wrapping_sub(self.cells.span(&CODES, code, 1).0);
        let first = self.cells.span(&CODES, code, 4).0 + CODE_ROOTS + place;
        self.root(first.wrapping_add(within.wrapping_mul(REGION_ROOTS)))
    }

    /// The row of a region's calling code.
    #[inline]
    pub(crate) fn code_row(&self, region: Region) -> usize {
        self.bytes.get(MOST_CODES + region.row()).map_or(usize::MAX, |row| usize::from(*row))
    }

    fn region_cell(&self, region: Region, column: usize) -> usize {
        self.cells.get(&REGIONS, region.row(), column)
    }

    /// The calling code at the front of these digits, and how many digits it has.
    #[must_use]
    #[inline]
    pub fn calling_code(&self, digits: &[u8]) -> Option<(CallingCode, usize)> {
        let mut code = 0;
        for (at, digit) in digits.iter().take(3).enumerate() {
            code = code * 10 + u16::from(*digit & 15);
            if code == 0 {
                return None;
            }
            if self.knows(code) {
                return Some((code, at + 1));
            }
        }
        None
    }

    /// Whether it has the numbers of a calling code.
    #[must_use]
    #[inline]
    pub fn knows(&self, code: CallingCode) -> bool {
        self.code(code).is_some()
    }

    fn letter(&self, region: Region, column: usize) -> u8 {
        u8::try_from(self.region_cell(region, column)).unwrap_or(0)
    }

    /// The region of a two-letter code, in any case.
    #[must_use]
    pub fn region(&self, alpha2: [u8; 2]) -> Option<Region> {
        let [first, second] = alpha2;
        (0..self.cells.rows(&REGIONS)).map(Region::at).find(|region| {
            let letter = self.letter(*region, 0);
            letter.is_ascii_uppercase()
                && first.eq_ignore_ascii_case(&letter)
                && second.eq_ignore_ascii_case(&self.letter(*region, 1))
        })
    }

    /// The region at a place.
    #[must_use]
    pub fn region_at(&self, place: u16) -> Option<Region> {
        let place = usize::from(place);
        (place < self.cells.rows(&REGIONS)).then(|| Region::at(place))
    }

    /// A region's two-letter code; None for what belongs to no country.
    #[must_use]
    pub fn alpha2(&self, region: Region) -> Option<[u8; 2]> {
        let letters = [self.letter(region, 0), self.letter(region, 1)];
        letters[0].is_ascii_uppercase().then_some(letters)
    }

    /// A region's calling code.
    #[must_use]
    pub fn code_of(&self, region: Region) -> CallingCode {
        u16::try_from(self.cells.get(&CODES, self.code_row(region), 0)).unwrap_or(0)
    }

    /// The region whose rules hold for all numbers of a calling code.
    #[must_use]
    #[inline]
    pub fn main_region(&self, code: CallingCode) -> Option<Region> {
        self.code(code).map(|code| Region::at(self.cells.span(&CODES, code, 1).0))
    }

    /// Every region of a calling code, the main one first.
    pub fn regions(&self, code: CallingCode) -> impl Iterator<Item = Region> + use<> {
        let (from, to) = self.code(code).map_or((0, 0), |code| self.cells.span(&CODES, code, 1));
        (from..to).map(Region::at)
    }

    /// Regions and kinds of a word of the graph: places in PAIRS, and the own one's.
    #[inline]
    fn verdict(&self, word: u8) -> Option<(usize, usize, Option<usize>)> {
        let row = usize::from(word).checked_sub(1)?;
        let (from, to) = self.cells.span(&VERDICTS, row, 1);
        let own = self.cells.get(&VERDICTS, row, 0).checked_sub(1);
        Some((from, to, own.map(|own| from + own)))
    }

    #[inline]
    fn pair(&self, code: usize, pair: usize) -> Option<(Region, NumberType)> {
        let kind = *NumberType::ALL.get(self.cells.get(&PAIRS, pair, 1))?;
        let first = self.cells.span(&CODES, code, 1).0;
        Some((Region::at(first + self.cells.get(&PAIRS, pair, 0)), kind))
    }

    /// The region that a word says is a number's own, and its type there.
    #[inline]
    fn own(&self, code: usize, word: u8) -> Option<(Region, NumberType)> {
        self.pair(code, self.verdict(word)?.2?)
    }

    #[inline]
    fn types_word(&self, code: usize, nsn: &[u8]) -> u8 {
        self.graph.word_after(self.code_root(code, 0), nsn)
    }

    /// What a word says of a region.
    fn kind_in(&self, code: usize, word: u8, region: Region) -> Option<NumberType> {
        let (from, to, _) = self.verdict(word)?;
        for pair in from..to {
            if let Some((valid, kind)) = self.pair(code, pair)
                && valid == region
            {
                return Some(kind);
            }
        }
        None
    }

    /// The region that a number is valid in and its type there: one walk through the graph.
    #[must_use]
    #[inline]
    pub fn classify(&self, code: CallingCode, nsn: &[u8]) -> Option<(Region, NumberType)> {
        let code = self.code(code)?;
        self.own(code, self.types_word(code, nsn))
    }

    /// The region that a number belongs to, valid or not: leading digits decide, where regions have them.
    #[must_use]
    pub fn region_of(&self, code: CallingCode, nsn: &[u8]) -> Option<Region> {
        let row = self.code(code)?;
        let (first, end) = self.cells.span(&CODES, row, 1);
        let word = self.types_word(row, nsn);
        for region in (first..end).map(Region::at) {
            let belongs = if end - first == 1 {
                true
            } else if self.region_cell(region, 4) != 0 {
                self.graph.begins(self.region_root(region, LEADING_DIGITS), nsn)
            } else {
                self.kind_in(row, word, region).is_some()
            };
            if belongs {
                return Some(region);
            }
        }
        None
    }

    /// What a number is in a region, whichever it belongs to.
    #[must_use]
    pub fn type_in(&self, region: Region, nsn: &[u8]) -> Option<NumberType> {
        let code = self.code_row(region);
        self.kind_in(code, self.types_word(code, nsn), region)
    }

    /// Whether a number fits what is common to all numbers of a region, whatever its length.
    #[must_use]
    #[inline]
    pub fn matches_general(&self, region: Region, nsn: &[u8]) -> bool {
        self.graph.word_after(self.region_root(region, GENERAL), nsn) != 0
    }

    /// What a length says of numbers of a region: of one type, or of any.
    #[must_use]
    pub fn possible(&self, region: Region, kind: Option<NumberType>, length: usize) -> Length {
        let of = |slot: usize| {
            let row = self.region_cell(region, KINDS_FROM + slot);
            kind::Lengths {
                own: self.cells.get(&LENGTHS, row, 0),
                local: self.cells.get(&LENGTHS, row, 1),
            }
        };
        kind::judge(of, kind, length)
    }

    /// What is dialled before a national number; empty for none.
    #[must_use]
    pub fn national_prefix(&self, region: Region) -> NationalDigits {
        NationalDigits::from(self.text(self.region_cell(region, 2)))
    }

    /// What stands before an extension: UTF-8.
    #[must_use]
    pub fn extension_prefix(&self, region: Region) -> &[u8] {
        match self.region_cell(region, 3).checked_sub(1) {
            Some(place) => self.text(place),
            None => b" ext. ",
        }
    }
}
