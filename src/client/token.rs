//! Tokens that services lend for a while: one login in flight, shared through the store, renewed before they expire, and once when one is refused.

use super::error::GuichetError;
use super::json;
use super::platform::{Platform, SendFailure, Until};
use super::retry;
use super::secret::Secret;
use super::store::{self, Store};
use super::turn::Turn;
use crate::rules::Value;

/// A token is not used in its last moments: a slow request would find it expired.
const MARGIN_MS: u64 = 30_000;
/// Of a short life, the margin is this part.
const MARGIN_PART: u64 = 10;

/// A token as a login gives it.
pub struct Lent {
    /// The token.
    pub token: Secret,
    /// How long it lives, in milliseconds.
    pub life_ms: u64,
}

/// The tokens of one account.
#[derive(Default)]
pub struct Tokens {
    login: Turn,
}

/// How asking went wrong.
pub enum Failed {
    /// Before the request left: nothing can have been done.
    NotSent(GuichetError),
    /// After it left, or may have.
    Unclear(GuichetError),
}

impl Failed {
    /// The error, where it does not matter which.
    #[must_use]
    pub fn into_error(self) -> GuichetError {
        match self {
            Self::NotSent(error) | Self::Unclear(error) => error,
        }
    }
}

impl Tokens {
    /// A token that lives long enough and is not the one refused: the one kept under `place`, else a new one.
    ///
    /// A store that does not answer in time is taken for an empty one: a token may be lent twice.
    ///
    /// # Errors
    /// Those of the login; `timeout`, `aborted` while another one is under way.
    pub async fn take<P: Platform, S: Store>(
        &self,
        platform: &P,
        store: &S,
        place: &str,
        until: Until<'_, P::Signal>,
        refused: Option<&Secret>,
        log_in: impl AsyncFnOnce() -> Result<Lent, GuichetError>,
    ) -> Result<Secret, GuichetError> {
        let left = until.left_ms(platform.now_ms());
        let turn = platform.within(left, until.signal, self.login.take()).await;
        let _turn = turn.map_err(retry::failure)?;
        let kept = match store::within(platform, until, store.get(place)).await {
            Err(SendFailure::Aborted) => return Err(retry::failure(SendFailure::Aborted)),
            kept => kept.ok().flatten(),
        };
        if let Some(kept) = kept.as_deref().and_then(json::parse)
            && let Some(token) = json::text(&kept, "token")
            && let Some(Value::Number(until)) = kept.get("until")
            && *until > float(platform.now_ms())
            && refused.is_none_or(|refused| refused.reveal() != token)
        {
            return Ok(Secret::new(token));
        }
        let now = platform.now_ms();
        let Lent { token, life_ms } = log_in().await?;
        let useful_ms = life_ms.saturating_sub(MARGIN_MS.min(life_ms / MARGIN_PART));
        let kept = vec![
            ("token".to_owned(), token.reveal().into()),
            ("until".to_owned(), Value::Number(float(now.saturating_add(useful_ms)))),
        ];
        let kept = json::write(&kept);
        // Whether it is kept in time or not, there is a token.
        let _ = store::within(platform, until, store.set(place, &kept, Some(useful_ms))).await;
        Ok(token)
    }
}

/// Asks with a token. One that is not taken is renewed once and the request made once more: the service refused it before it did anything.
///
/// # Errors
/// Those of `lend`, before anything left; those of `send`.
pub async fn ask<A>(
    lend: impl AsyncFn(Option<&Secret>) -> Result<Secret, GuichetError>,
    send: impl AsyncFn(&Secret) -> Result<A, Failed>,
    is_refused: impl Fn(&A) -> bool,
) -> Result<A, Failed> {
    let mut refused: Option<Secret> = None;
    loop {
        let token = lend(refused.as_ref()).await.map_err(Failed::NotSent)?;
        let answer = send(&token).await?;
        if !is_refused(&answer) || refused.is_some() {
            return Ok(answer);
        }
        refused = Some(token);
    }
}

#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^53")]
const fn float(ms: u64) -> f64 {
    ms as f64
}
