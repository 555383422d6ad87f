//! Numbering plans: which numbers there are and how they are written, in tables made from libphonenumber's metadata.
//!
//! Digits are values from 0 to 9, never characters.

mod ahead;
mod example;
mod format;
mod graph;
mod kind;
mod operator;
mod prefix;
mod read;
mod walk;

use alloc::string::String;
use alloc::vec::Vec;

pub use ahead::Ahead;
pub use format::{Grouping, Piece, Style, TypingFormat};
pub use kind::{Length, NumberType};
pub use operator::Operator;
pub use prefix::Stripped;
pub use read::BadTable;
pub use walk::{Question, Valid, Walk};

use format::Format;
use graph::{Graph, NodeId};
use kind::{KINDS, Lengths};

/// A calling code, such as 225.
pub type CallingCode = u16;

/// A region of a plan: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(u16);

impl Region {
    /// Its place in the plan.
    #[must_use]
    pub const fn place(self) -> u16 {
        self.0
    }
}

/// What there is to know of one region.
#[derive(Debug)]
struct Country {
    /// `00` for what belongs to no country.
    alpha2: [u8; 2],
    code: CallingCode,
    /// Dialled before a national number; empty for none.
    national_prefix: Vec<u8>,
    /// Stands before an extension; None for libphonenumber's own.
    extension_prefix: Option<String>,
    has_leading_digits: bool,
    lengths: [Lengths; KINDS],
    general: NodeId,
    leading_digits: NodeId,
    prefix_rule: NodeId,
    idd: NodeId,
    /// Examples by kind, where the table has them.
    examples: Vec<Vec<u8>>,
}

/// What the regions of one calling code share.
#[derive(Debug)]
struct Code {
    code: CallingCode,
    first_region: u16,
    regions: u16,
    types: NodeId,
    operators: NodeId,
    national: Vec<Format>,
    /// Empty where numbers are written abroad as at home.
    international: Vec<Format>,
}

/// For which regions of its calling code a number is valid, and as what.
#[derive(Debug)]
struct Verdict {
    /// Place among them of the region that the number belongs to.
    own: Option<(u8, NumberType)>,
    valid: Vec<(u8, NumberType)>,
}

/// A numbering plan: the home countries', or the world's.
#[derive(Debug)]
pub struct Plan {
    is_world: bool,
    version: String,
    graph: Graph,
    /// By calling code: its place in `codes`, from 1.
    by_code: Vec<u8>,
    codes: Vec<Code>,
    countries: Vec<Country>,
    /// By word of the graph, from 1.
    verdicts: Vec<Verdict>,
    outcomes: Vec<prefix::Outcome>,
    edits: Vec<prefix::Edit>,
    /// Formats, prefix rules and operators' names.
    texts: Vec<String>,
    shapes: Vec<Vec<u8>>,
}

/// The home countries' table: Côte d'Ivoire, Senegal, Mali, Togo, Benin, Burkina Faso, Niger, Guinea, Cameroon, DR Congo, Gabon, Congo, Chad,
/// Central African Republic, Equatorial Guinea, Guinea-Bissau.
const HOME: &[u8] = include_bytes!("../../tables/home.bin");

impl Plan {
    /// The home countries' plan. It is read anew each time: keep it.
    #[must_use]
    pub fn home() -> Self {
        // The table's own test reads it; one without numbers is what is left if it were broken.
        Self::load(HOME).unwrap_or_else(|_| Self::empty())
    }

    /// Reads a table.
    ///
    /// # Errors
    /// The bytes are no table, or a broken one.
    pub fn load(bytes: &[u8]) -> Result<Self, BadTable> {
        read::plan(bytes)
    }

    /// Whether it has every region of the world.
    #[must_use]
    pub const fn is_world(&self) -> bool {
        self.is_world
    }

    /// The release of libphonenumber's metadata that it was made from.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    #[inline]
    fn code(&self, code: CallingCode) -> Option<&Code> {
        let place = self.by_code.get(usize::from(code))?.checked_sub(1)?;
        self.codes.get(usize::from(place))
    }

    fn country(&self, region: Region) -> Option<&Country> {
        self.countries.get(usize::from(region.0))
    }

    /// The calling code at the front of these digits, and how many digits it has.
    #[must_use]
    #[inline]
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

    /// Whether it has the numbers of a calling code.
    #[must_use]
    #[inline]
    pub fn knows(&self, code: CallingCode) -> bool {
        self.by_code.get(usize::from(code)).is_some_and(|place| *place != 0)
    }

    /// The region of a two-letter code, in any case.
    #[must_use]
    pub fn region(&self, alpha2: [u8; 2]) -> Option<Region> {
        let upper = alpha2.map(|letter| letter.to_ascii_uppercase());
        if !upper[0].is_ascii_uppercase() {
            return None;
        }
        let place = self.countries.iter().position(|country| country.alpha2 == upper)?;
        u16::try_from(place).ok().map(Region)
    }

    /// The region at a place.
    #[must_use]
    pub fn region_at(&self, place: u16) -> Option<Region> {
        (usize::from(place) < self.countries.len()).then_some(Region(place))
    }

    /// A region's two-letter code; None for what belongs to no country.
    #[must_use]
    pub fn alpha2(&self, region: Region) -> Option<[u8; 2]> {
        self.country(region).map(|country| country.alpha2).filter(|alpha2| *alpha2 != *b"00")
    }

    /// A region's calling code.
    #[must_use]
    pub fn code_of(&self, region: Region) -> CallingCode {
        self.country(region).map_or(0, |country| country.code)
    }

    /// The region whose rules hold for all numbers of a calling code.
    #[must_use]
    #[inline]
    pub fn main_region(&self, code: CallingCode) -> Option<Region> {
        self.code(code).map(|code| Region(code.first_region))
    }

    /// Every region of a calling code, the main one first.
    pub fn regions(&self, code: CallingCode) -> impl Iterator<Item = Region> + use<> {
        let (first, count) =
            self.code(code).map_or((0, 0), |code| (code.first_region, code.regions));
        (first..first.saturating_add(count)).map(Region)
    }

    #[inline]
    fn verdict(&self, code: &Code, nsn: &[u8]) -> Option<&Verdict> {
        let word = self.graph.word_after(code.types, nsn);
        self.verdicts.get(usize::from(word).checked_sub(1)?)
    }

    /// The region that a number is valid in and its type there: one walk through the graph.
    #[must_use]
    #[inline]
    pub fn classify(&self, code: CallingCode, nsn: &[u8]) -> Option<(Region, NumberType)> {
        let code = self.code(code)?;
        let (place, kind) = self.verdict(code, nsn)?.own?;
        Some((Region(code.first_region + u16::from(place)), kind))
    }

    /// The region that a number belongs to, valid or not: leading digits decide, where regions have them.
    #[must_use]
    pub fn region_of(&self, code: CallingCode, nsn: &[u8]) -> Option<Region> {
        let own = self.code(code)?;
        if own.regions == 1 {
            return Some(Region(own.first_region));
        }
        let verdict = self.verdict(own, nsn);
        self.regions(code).find(|region| {
            self.country(*region).is_some_and(|country| {
                if country.has_leading_digits {
                    self.graph.begins(country.leading_digits, nsn)
                } else {
                    let place = region.0 - own.first_region;
                    verdict.is_some_and(|verdict| {
                        verdict.valid.iter().any(|(at, _)| u16::from(*at) == place)
                    })
                }
            })
        })
    }

    /// What a number is in a region, whichever it belongs to.
    #[must_use]
    pub fn type_in(&self, region: Region, nsn: &[u8]) -> Option<NumberType> {
        let code = self.code(self.code_of(region))?;
        let place = region.0.checked_sub(code.first_region)?;
        let valid = &self.verdict(code, nsn)?.valid;
        valid.iter().find(|(at, _)| u16::from(*at) == place).map(|(_, kind)| *kind)
    }

    /// Whether a number fits what is common to all numbers of a region, whatever its length.
    #[must_use]
    #[inline]
    pub fn matches_general(&self, region: Region, nsn: &[u8]) -> bool {
        self.country(region).is_some_and(|country| self.graph.word_after(country.general, nsn) != 0)
    }

    /// What a length says of numbers of a region: of one type, or of any.
    #[must_use]
    #[inline]
    pub fn possible(&self, region: Region, kind: Option<NumberType>, length: usize) -> Length {
        self.country(region)
            .map_or(Length::InvalidLength, |country| kind::judge(&country.lengths, kind, length))
    }

    /// What is dialled before a national number; empty for none.
    #[must_use]
    pub fn national_prefix(&self, region: Region) -> &[u8] {
        self.country(region).map(|country| country.national_prefix.as_slice()).unwrap_or_default()
    }

    /// What stands before an extension.
    #[must_use]
    pub fn extension_prefix(&self, region: Region) -> &str {
        self.country(region)
            .and_then(|country| country.extension_prefix.as_deref())
            .unwrap_or(" ext. ")
    }

    /// A plan without numbers.
    const fn empty() -> Self {
        Self {
            is_world: false,
            version: String::new(),
            graph: Graph::EMPTY,
            by_code: Vec::new(),
            codes: Vec::new(),
            countries: Vec::new(),
            verdicts: Vec::new(),
            outcomes: Vec::new(),
            edits: Vec::new(),
            texts: Vec::new(),
            shapes: Vec::new(),
        }
    }
}
