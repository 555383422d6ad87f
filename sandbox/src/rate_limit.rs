//! How many requests a minute the services take before they answer 429.

use std::collections::VecDeque;

const MINUTE_MS: u64 = 60_000;

/// The requests of the last minute.
#[derive(Default)]
pub(crate) struct RateLimit {
    taken: VecDeque<u64>,
}

impl RateLimit {
    /// Takes a request, or says how many seconds to wait.
    pub(crate) fn take(&mut self, per_minute: u32, now: u64) -> Result<(), u64> {
        while self.taken.front().is_some_and(|at| at.saturating_add(MINUTE_MS) <= now) {
            self.taken.pop_front();
        }
        let most = usize::try_from(per_minute).unwrap_or(usize::MAX);
        if self.taken.len() < most {
            self.taken.push_back(now);
            return Ok(());
        }
        let oldest = self.taken.front().copied().unwrap_or(now);
        Err(oldest.saturating_add(MINUTE_MS).saturating_sub(now).div_ceil(1000))
    }
}

impl RateLimit {
    /// How many more requests the minute holds.
    pub(crate) fn left(&self, per_minute: u32) -> u32 {
        per_minute.saturating_sub(u32::try_from(self.taken.len()).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_holds_so_many_and_then_tells_how_long_to_wait() {
        let mut limit = RateLimit::default();
        assert_eq!(limit.take(2, 0), Ok(()));
        assert_eq!(limit.left(2), 1);
        assert_eq!(limit.take(2, 10_000), Ok(()));
        assert_eq!(limit.left(2), 0);
        assert_eq!(limit.take(2, 59_999), Err(1));
        assert_eq!(limit.take(2, 60_000), Ok(()));
        assert_eq!(limit.take(2, 60_000), Err(10));
        assert_eq!(RateLimit::default().take(0, 0), Err(60));
    }
}
