//! What may still be typed: which digits can lead to a valid number, and how many are missing.

use core::fmt;

use super::graph::{DEAD, NodeId};
use super::{CallingCode, Kinds, Plan};

/// What may still follow: bit `n` where `n` digits more make a number (of the kinds and the operator asked for), and above these, bit `d` where the
/// digit `d` can be next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ahead(u64);

const NEXT: u32 = 32;
const LENGTHS: u64 = (1 << NEXT) - 1;

impl Ahead {
    /// Nothing leads to a number.
    pub const NOTHING: Self = Self(0);

    const fn new(lengths: u32, next: u64) -> Self {
        Self(lengths as u64 | next << NEXT)
    }

    /// So many digits can be missing, and any can be next.
    pub(crate) const fn any(min: usize, max: usize) -> Self {
        let next = if max > 0 { 0x3FF } else { 0 };
        Self::new(1 << min | 1 << max, next)
    }

    /// What may follow when some digits are missing before this, `digit` first.
    pub(crate) const fn behind(self, digit: u8, missing: usize) -> Self {
        if !self.possible() {
            return Self::NOTHING;
        }
        Self((self.0 & LENGTHS) << missing).with_next(digit)
    }

    /// The digit can be next, too.
    pub(crate) const fn with_next(self, digit: u8) -> Self {
        Self(self.0 | 1 << digit << NEXT)
    }

    /// Either reading may be meant.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether what is typed can still become a number (of the kinds and the operator asked for), or is one.
    #[must_use]
    pub const fn possible(self) -> bool {
        self.0 & LENGTHS != 0
    }

    /// Bit `d`: the digit `d` can follow.
    #[must_use]
    pub const fn next(self) -> u32 {
        (self.0 >> NEXT) as u32
    }

    /// Digits missing at least; 0 when it may be complete.
    #[must_use]
    pub const fn min(self) -> u32 {
        if self.possible() { self.0.trailing_zeros() } else { 0 }
    }

    /// Digits missing at most.
    #[must_use]
    pub const fn max(self) -> u32 {
        (self.0 & LENGTHS | 1).ilog2()
    }

    /// The digits that can follow, in order.
    pub fn next_digits(self) -> impl Iterator<Item = char> {
        ('0'..='9').zip(0..).filter(move |(_, digit)| self.next() >> digit & 1 == 1).map(|it| it.0)
    }
}

impl fmt::Debug for Ahead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ahead")
            .field("possible", &self.possible())
            .field("next", &self.next())
            .field("min", &self.min())
            .field("max", &self.max())
            .finish()
    }
}

/// What is asked of a number.
struct Wanted<'a> {
    kinds: Kinds,
    /// A service's word or a name; empty for any operator.
    operator: &'a str,
    code: CallingCode,
    row: usize,
    /// What was found out last, by place: of which nodes and whether the operator fits, and the lengths.
    known: [(u64, u32); KNOWN],
}

/// Enough for most calling codes; what was forgotten is found out again.
const KNOWN: usize = 256;

impl Plan {
    /// What may follow the first digits of a national number.
    #[must_use]
    pub fn ahead(&self, code: CallingCode, kinds: Kinds, operator: &str, nsn: &[u8]) -> Ahead {
        let Some(row) = self.code(code) else { return Ahead::NOTHING };
        let mut wanted = Wanted { kinds, operator, code, row, known: [(0, 0); KNOWN] };
        let mut fits = operator.is_empty();
        // Of any operator, nothing needs to be told apart.
        let mut of = if fits { DEAD } else { self.code_root(row, 1) };
        let mut at = self.code_root(row, 0);
        for digit in nsn {
            at = self.graph.step(at, *digit);
            of = self.graph.step(of, *digit);
            fits = self.fits(&wanted, of, fits);
        }
        let mut next = 0;
        for digit in 0..10 {
            next |= u64::from(self.lengths_after(&mut wanted, at, of, fits, digit) != 0) << digit;
        }
        Ahead::new(self.lengths_ahead(&mut wanted, at, of, fits), next)
    }

    /// Whether the operator asked for issued what begins so: the longest prefix that is known decides.
    fn fits(&self, wanted: &Wanted<'_>, of: NodeId, before: bool) -> bool {
        match self.graph.word(of) {
            0 => before,
            word => self.operator_of(wanted.code, word).is_some_and(|operator| {
                operator.name.eq_ignore_ascii_case(wanted.operator)
                    || operator.words.contains(&wanted.operator)
            }),
        }
    }

    /// Bit `n`: after this digit and `n` more it can be complete.
    fn lengths_after(
        &self,
        wanted: &mut Wanted<'_>,
        at: NodeId,
        of: NodeId,
        fits: bool,
        digit: u8,
    ) -> u32 {
        let of = self.graph.step(of, digit);
        let fits = self.fits(wanted, of, fits);
        self.lengths_ahead(wanted, self.graph.step(at, digit), of, fits)
    }

    /// Bit `n`: with `n` digits more it can be complete.
    fn lengths_ahead(&self, wanted: &mut Wanted<'_>, at: NodeId, of: NodeId, fits: bool) -> u32 {
        if at == DEAD || (of == DEAD && !fits) {
            return 0;
        }
        let key = u64::from(at) | u64::from(of) << 16 | u64::from(fits) << 32;
        let place = usize::from(at ^ of.rotate_left(4)) % KNOWN;
        if let Some((known, lengths)) = wanted.known.get(place)
            && *known == key
        {
            return *lengths;
        }
        let own = self.own(wanted.row, self.graph.word(at));
        let complete = fits && own.is_some_and(|(_, kind)| wanted.kinds.has(kind));
        let mut lengths = u32::from(complete);
        for digit in 0..10 {
            lengths |= self.lengths_after(wanted, at, of, fits, digit) << 1;
        }
        if let Some(known) = wanted.known.get_mut(place) {
            *known = (key, lengths);
        }
        lengths
    }
}
