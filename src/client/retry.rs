//! When to try again, and after how long: exponential, full jitter, `Retry-After` honoured, bounded by the call's time.

use super::error::{Advice, ErrorKind, GuichetError};
use super::hooks::{Notice, What};
use super::http::{HttpReply, HttpRequest};
use super::platform::{Platform, SendFailure, Until};

/// Whether a request may be sent again without knowing what became of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Reading, or asking again for exactly the same: at most one effect.
    Safe,
    /// Sending money: once.
    Never,
}

/// Longest wait for one try of several, so that a lost connection leaves time for another.
const TRY_MS: u64 = 15_000;
const MOST_TRIES: u32 = 4;
const FIRST_PAUSE_MS: u64 = 300;
const LONGEST_PAUSE_MS: u64 = 8_000;

/// Sends a request, again where that is safe and may help, until a reply comes that is not a passing fault.
///
/// # Errors
/// `network`, `timeout`, `aborted`.
pub async fn exchange<P: Platform>(
    platform: &P,
    request: &HttpRequest,
    until: Until<'_, P::Signal>,
    repeat: Repeat,
) -> Result<HttpReply, GuichetError> {
    let mut tries = 0;
    loop {
        tries += 1;
        let left = until.left_ms(platform.now_ms());
        let outcome = if left == 0 {
            Err(SendFailure::TimedOut)
        } else {
            let patience = if repeat == Repeat::Safe { left.min(TRY_MS) } else { left };
            once(platform, request, patience, until.signal, tries).await
        };
        if !may_pass(&outcome) {
            return outcome.map_err(failure);
        }
        let pause = pause_ms(tries, platform.random(), retry_after(&outcome));
        let left = until.left_ms(platform.now_ms());
        if repeat == Repeat::Never || tries >= MOST_TRIES || pause >= left {
            return outcome.map_err(failure);
        }
        platform.notice(notice(request, tries, What::Retry { pause_ms: pause }));
        platform.sleep(pause, until.signal).await.map_err(failure)?;
    }
}

/// Sends a request that must not be sent again soon, whatever comes of it.
///
/// # Errors
/// `network`, `timeout`, `aborted`.
pub async fn once_only<P: Platform>(
    platform: &P,
    request: &HttpRequest,
    timeout_ms: u64,
    signal: Option<&P::Signal>,
) -> Result<HttpReply, GuichetError> {
    once(platform, request, timeout_ms, signal, 1).await.map_err(failure)
}

/// One try, told to whoever listens.
async fn once<P: Platform>(
    platform: &P,
    request: &HttpRequest,
    timeout_ms: u64,
    signal: Option<&P::Signal>,
    attempt: u32,
) -> Result<HttpReply, SendFailure> {
    platform.notice(notice(request, attempt, What::Request));
    let since = platform.now_ms();
    let outcome = platform.send(request, timeout_ms, signal).await;
    let took = platform.now_ms().saturating_sub(since);
    platform.notice(notice(request, attempt, What::ended(&outcome, took)));
    outcome
}

fn notice<'a>(request: &'a HttpRequest, attempt: u32, what: What<'a>) -> Notice<'a> {
    Notice { what, method: request.method.as_str(), url: request.address(), attempt }
}

/// Whether trying again may give another outcome.
fn may_pass(outcome: &Result<HttpReply, SendFailure>) -> bool {
    match outcome {
        Ok(reply) => reply.status == 429 || reply.status == 408 || reply.status >= 500,
        Err(failure) => *failure != SendFailure::Aborted,
    }
}

/// Full jitter: anything from nothing to the doubled pause; the service's own word comes first.
fn pause_ms(tries: u32, random: u64, retry_after_ms: Option<u64>) -> u64 {
    if let Some(asked) = retry_after_ms {
        return asked;
    }
    let most = FIRST_PAUSE_MS.saturating_mul(1 << tries.min(16)).min(LONGEST_PAUSE_MS);
    random % (most + 1)
}

fn retry_after(outcome: &Result<HttpReply, SendFailure>) -> Option<u64> {
    outcome.as_ref().ok().and_then(asked_to_wait_ms)
}

/// What the service asks to wait, in milliseconds; a date is not taken.
#[must_use]
pub fn asked_to_wait_ms(reply: &HttpReply) -> Option<u64> {
    let seconds: u64 = reply.header("retry-after")?.trim().parse().ok()?;
    Some(seconds.saturating_mul(1000))
}

/// The error of a request that got no reply.
#[must_use]
pub fn failure(failure: SendFailure) -> GuichetError {
    let (kind, advice) = match &failure {
        SendFailure::Network { .. } => (
            ErrorKind::Network,
            Advice {
                en: "The service could not be reached; check the connection and base_url, then try again.",
                fr: "Le service est injoignable ; vérifiez la connexion et base_url, puis réessayez.",
            },
        ),
        SendFailure::TimedOut => (
            ErrorKind::Timeout,
            Advice {
                en: "The service did not reply in time; try again.",
                fr: "Le service n'a pas répondu à temps ; réessayez.",
            },
        ),
        SendFailure::Aborted => (
            ErrorKind::Aborted,
            Advice { en: "The call was aborted.", fr: "L'appel a été abandonné." },
        ),
    };
    let retryable = failure != SendFailure::Aborted;
    let description = match failure {
        SendFailure::Network { reason } => reason,
        SendFailure::TimedOut | SendFailure::Aborted => None,
    };
    let mut error = GuichetError::new(kind, advice);
    error.retryable = retryable;
    error.description = description;
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_are_jittered_and_bounded() {
        assert_eq!(pause_ms(1, 0, None), 0);
        assert_eq!(pause_ms(1, 600, None), 600);
        assert_eq!(pause_ms(1, 601, None), 0);
        assert_eq!(pause_ms(9, LONGEST_PAUSE_MS, None), LONGEST_PAUSE_MS);
        assert_eq!(pause_ms(3, 12345, Some(2000)), 2000);
    }
}
