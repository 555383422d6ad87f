//! What a client needs from where it runs: send a request, tell the time, sleep, random numbers.

use super::hooks::Notice;
use super::http::{HttpReply, HttpRequest};

/// Why no reply came. Whether the service has seen the request is unknown in every case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendFailure {
    /// The connection could not be made, or broke.
    Network {
        /// The system's word for it, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`.
        reason: Option<String>,
    },
    /// No whole reply within the time given.
    TimedOut,
    /// The caller gave up.
    Aborted,
}

/// How long one call may take, and the caller's means to give up.
pub struct Call<S> {
    /// Milliseconds for the whole call, retries and waiting included.
    pub timeout_ms: u64,
    /// The caller's signal; None when it gave none.
    pub signal: Option<S>,
}

impl<S> Call<S> {
    /// The end of a call that begins now.
    #[must_use]
    pub const fn beginning(&self, now_ms: u64) -> Until<'_, S> {
        Until {
            began_ms: now_ms,
            deadline_ms: now_ms.saturating_add(self.timeout_ms),
            signal: self.signal.as_ref(),
        }
    }
}

/// When a call that has begun must have ended.
pub struct Until<'a, S> {
    /// Milliseconds since 1970.
    pub began_ms: u64,
    /// Milliseconds since 1970.
    pub deadline_ms: u64,
    /// The caller's signal.
    pub signal: Option<&'a S>,
}

impl<S> Until<'_, S> {
    /// What is left of it: never more than there was, should the clock have been set back.
    #[must_use]
    pub const fn left_ms(&self, now_ms: u64) -> u64 {
        let now_ms = if now_ms < self.began_ms { self.began_ms } else { now_ms };
        self.deadline_ms.saturating_sub(now_ms)
    }
}

impl<S> Clone for Until<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Until<'_, S> {}

/// The seam between the core and its surroundings.
#[expect(
    async_fn_in_trait,
    reason = "a browser's futures are bound to their thread, and no caller needs more"
)]
pub trait Platform {
    /// What a caller gives to be able to give up: an `AbortSignal` where there is JavaScript.
    type Signal;

    /// Sends a request and reads the reply whole.
    ///
    /// # Errors
    /// Why no reply came.
    async fn send(
        &self,
        request: &HttpRequest,
        timeout_ms: u64,
        signal: Option<&Self::Signal>,
    ) -> Result<HttpReply, SendFailure>;

    /// Milliseconds since 1970, for deadlines and expiry.
    fn now_ms(&self) -> u64;

    /// Waits.
    ///
    /// # Errors
    /// `Aborted` as soon as the caller gives up.
    async fn sleep(&self, ms: u64, signal: Option<&Self::Signal>) -> Result<(), SendFailure>;

    /// What comes of work that is the merchant's own, such as a store's, waited for no longer than that. Where nothing can hang, it is simply
    /// waited for.
    ///
    /// # Errors
    /// `TimedOut`, or `Aborted` as soon as the caller gives up. The work may still be done.
    async fn within<T>(
        &self,
        _ms: u64,
        _signal: Option<&Self::Signal>,
        work: impl Future<Output = T>,
    ) -> Result<T, SendFailure> {
        Ok(work.await)
    }

    /// A random number, each of the 2^64 equally likely.
    fn random(&self) -> u64;

    /// What this software calls itself to the service; None where the surroundings do not let it say so (browsers).
    fn user_agent(&self) -> Option<&str>;

    /// Tells whoever listens. Nobody, unless the platform says otherwise.
    fn notice(&self, _notice: Notice<'_>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_time_is_left_than_was_given_whatever_the_clock_does() {
        let call = Call::<()> { timeout_ms: 1_000, signal: None };
        let until = call.beginning(5_000);
        for (now, left) in [(5_000, 1_000), (5_400, 600), (6_000, 0), (9_000, 0), (0, 1_000)] {
            assert_eq!(until.left_ms(now), left, "{now}");
        }
    }
}
