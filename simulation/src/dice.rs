//! Numbers that follow from the seed alone.

/// SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The dice of one run: neighbouring runs and seeds have nothing in common.
    pub(crate) fn of(seed: u64, run: u64) -> Self {
        let mut mixed = Self(seed ^ 0x5851_f42d_4c95_7f2d);
        let start = mixed.next();
        Self(start ^ run.wrapping_mul(0xd134_2543_de82_ef95))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        self.next() % if end == 0 { 1 } else { end }
    }

    pub(crate) const fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of several; the first where there are none to choose from is the caller's fault.
    pub(crate) fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let at = self.below(others.len() as u64 + 1);
        usize::try_from(at).ok().and_then(|at| others.get(at).copied()).unwrap_or(first)
    }
}
