//! What may still be typed: which digits can lead to a valid number, and how many are missing.

use alloc::vec::Vec;

use super::graph::{DEAD, NodeId};
use super::{CallingCode, NumberType, Plan};

/// What may still follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    /// Whether what is typed can still become a number (of the types and the operator asked for), or is one.
    pub possible: bool,
    /// Bit `d`: the digit `d` can follow.
    pub next: u16,
    /// Digits missing at least; 0 when it may be complete.
    pub min: usize,
    /// Digits missing at most.
    pub max: usize,
}

impl Ahead {
    /// Nothing leads to a number.
    pub const NOTHING: Self = Self { possible: false, next: 0, min: 0, max: 0 };

    /// Either reading may be meant.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self.possible, other.possible) {
            (true, true) => Self {
                possible: true,
                next: self.next | other.next,
                min: self.min.min(other.min),
                max: self.max.max(other.max),
            },
            (true, false) => self,
            (false, _) => other,
        }
    }

    /// The digits that can follow, in order.
    pub fn next_digits(self) -> impl Iterator<Item = char> {
        ('0'..='9')
            .enumerate()
            .filter(move |(digit, _)| self.next >> digit & 1 == 1)
            .map(|(_, character)| character)
    }
}

/// What is asked of a number.
struct Wanted<'a> {
    kinds: &'a [NumberType],
    /// A service's word or a name; empty for any operator.
    operator: &'a str,
    code: CallingCode,
    row: usize,
    /// By node of numbers and node of operators: how many digits more may be complete, a bit each.
    known: Vec<((NodeId, NodeId, bool), u32)>,
}

impl Plan {
    /// What may follow the first digits of a national number. No types: any.
    #[must_use]
    pub fn ahead(
        &self,
        code: CallingCode,
        kinds: &[NumberType],
        operator: &str,
        nsn: &[u8],
    ) -> Ahead {
        let Some(row) = self.code(code) else { return Ahead::NOTHING };
        let mut wanted = Wanted { kinds, operator, code, row, known: Vec::new() };
        let (mut at, mut of) = (self.code_root(row, 0), self.code_root(row, 1));
        let mut fits = operator.is_empty();
        for digit in nsn {
            at = self.graph.step(at, *digit);
            of = self.graph.step(of, *digit);
            fits = self.fits(&wanted, of, fits);
        }
        let more = self.lengths_ahead(&mut wanted, at, of, fits);
        if more == 0 {
            return Ahead::NOTHING;
        }
        let mut next = 0;
        for digit in 0..10 {
            let of = self.graph.step(of, digit);
            let fits = self.fits(&wanted, of, fits);
            if self.lengths_ahead(&mut wanted, self.graph.step(at, digit), of, fits) != 0 {
                next |= 1 << digit;
            }
        }
        let bits = |count: u32| usize::try_from(count).unwrap_or(0);
        Ahead {
            possible: true,
            next,
            min: bits(more.trailing_zeros()),
            max: bits(31 - more.leading_zeros()),
        }
    }

    /// Whether the operator asked for issued what begins so: the longest prefix that is known decides.
    fn fits(&self, wanted: &Wanted<'_>, of: NodeId, before: bool) -> bool {
        if wanted.operator.is_empty() {
            return true;
        }
        match self.graph.word(of) {
            0 => before,
            word => self.operator_of(wanted.code, word).is_some_and(|operator| {
                operator.name.eq_ignore_ascii_case(wanted.operator)
                    || operator.words.contains(&wanted.operator)
            }),
        }
    }

    /// Bit `n`: with `n` digits more it can be complete.
    fn lengths_ahead(&self, wanted: &mut Wanted<'_>, at: NodeId, of: NodeId, fits: bool) -> u32 {
        if at == DEAD || (of == DEAD && !fits) {
            return 0;
        }
        let key = (at, of, fits);
        if let Some((_, lengths)) = wanted.known.iter().find(|(known, _)| *known == key) {
            return *lengths;
        }
        let complete = fits
            && self.own(wanted.row, self.graph.word(at)).is_some_and(|(_, kind)| {
                wanted.kinds.is_empty() || wanted.kinds.iter().any(|wanted| kind.is(*wanted))
            });
        let mut lengths = u32::from(complete);
        let mut seen = [DEAD; 10];
        for digit in 0..10 {
            let next = self.graph.step(at, digit);
            let of = self.graph.step(of, digit);
            // Most digits lead to the same node: once is enough where no operator is told apart any more.
            if of == DEAD && fits && seen.contains(&next) {
                continue;
            }
            let fits = self.fits(wanted, of, fits);
            lengths |= self.lengths_ahead(wanted, next, of, fits) << 1;
            if of == DEAD
                && let Some(place) = seen.get_mut(usize::from(digit))
            {
                *place = next;
            }
        }
        wanted.known.push((key, lengths));
        lengths
    }
}
