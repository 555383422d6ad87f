//! Asking a question until it is answered, or nothing more can be expected.

use super::client::AccountClient;
use crate::client::error::{ErrorKind, GuichetError};
use crate::client::platform::{Call, Platform};
use crate::client::retry;
use crate::client::store::Store;

/// How often a question is asked that gets no answer; each time it is tried a few times within its own call.
const ROUNDS: u32 = 8;
/// How often the service may answer that it has failed before that counts as its answer.
const FAILURES: u32 = 4;
const FIRST_PAUSE_MS: u64 = 1_000;
const LONGEST_PAUSE_MS: u64 = 30_000;

/// Whether asking again later may help.
pub(super) fn may_pass(error: &GuichetError) -> bool {
    match error.kind {
        ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Protocol => true,
        ErrorKind::Api | ErrorKind::Auth => error.retryable,
        ErrorKind::Validation | ErrorKind::Aborted | ErrorKind::OutcomeUnknown => false,
    }
}

/// Asks, and again after pauses that double, for about two minutes.
///
/// # Errors
/// The first that does not pass, or the last.
pub(super) async fn ask<P: Platform, S: Store, T>(
    client: &AccountClient<P, S>,
    call: &Call<P::Signal>,
    question: impl AsyncFn() -> Result<T, GuichetError>,
) -> Result<T, GuichetError> {
    let (mut round, mut failures) = (0, 0);
    loop {
        round += 1;
        match question().await {
            Err(error) if may_pass(&error) && round < ROUNDS => {
                failures += u32::from(error.kind == ErrorKind::Api);
                if failures >= FAILURES {
                    return Err(error);
                }
            }
            ended => return ended,
        }
        let most = FIRST_PAUSE_MS.saturating_mul(1 << round.min(16)).min(LONGEST_PAUSE_MS);
        pause(client, call, most / 2 + client.session.platform.random() % (most / 2 + 1)).await?;
    }
}

/// Waits.
///
/// # Errors
/// `aborted`.
pub(super) async fn pause<P: Platform, S: Store>(
    client: &AccountClient<P, S>,
    call: &Call<P::Signal>,
    ms: u64,
) -> Result<(), GuichetError> {
    client.session.platform.sleep(ms, call.signal.as_ref()).await.map_err(retry::failure)
}
