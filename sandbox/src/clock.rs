//! The sandbox's clock: the time that it is given, and how far control has driven it ahead.

/// A clock that only moves forward.
#[derive(Default)]
pub(crate) struct Clock {
    ahead_ms: u64,
}

/// A hundred years: more would leave the dates that JavaScript can write.
pub(crate) const FURTHEST_MS: u64 = 100 * 366 * 86_400_000;

impl Clock {
    /// The sandbox's time at a moment outside.
    pub(crate) const fn at(&self, now_ms: u64) -> u64 {
        now_ms.saturating_add(self.ahead_ms)
    }

    /// Drives the clock ahead, at most a hundred years in all.
    pub(crate) fn advance(&mut self, ms: u64) {
        self.ahead_ms = self.ahead_ms.saturating_add(ms).min(FURTHEST_MS);
    }
}
