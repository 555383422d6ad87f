//! Asking a question until it is answered, or nothing more can be expected.

use super::client::AccountClient;
use crate::client::error::{ErrorKind, GuichetError};
use crate::client::platform::{Call, Platform};
use crate::client::retry;
use crate::client::store::Store;

/// Questions of one kind; each of them is tried a few times within its own call.
const ROUNDS: u32 = 8;
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
    let mut round = 0;
    loop {
        round += 1;
        let error = match question().await {
            Err(error) if may_pass(&error) && round < ROUNDS => error,
            ended => return ended,
        };
        let most = FIRST_PAUSE_MS.saturating_mul(1 << round.min(16)).min(LONGEST_PAUSE_MS);
        drop(error);
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
