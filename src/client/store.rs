//! Where clients keep what outlives a call: the shape of Keyv, so that many servers may share one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::error::{Advice, ErrorKind, GuichetError};
use super::platform::{Platform, SendFailure, Until};
use super::retry;

/// How long a store is waited for at most.
const LONGEST_MS: u64 = 3_000;
/// Of what is left of a call, such a part: the rest is for the service.
const PART: u64 = 3;
/// How long a store is waited for once a call has ended otherwise.
const AFTER_MS: u64 = 1_000;

/// Text by name. What cannot be read counts as missing.
#[expect(
    async_fn_in_trait,
    reason = "a browser's futures are bound to their thread, and no caller needs more"
)]
pub trait Store {
    /// What was kept under that name and has not expired.
    async fn get(&self, key: &str) -> Option<String>;
    /// Keeps it, for so many milliseconds when given.
    async fn set(&self, key: &str, value: &str, ttl_ms: Option<u64>);
    /// Lets it go.
    async fn delete(&self, key: &str);
}

/// What a store is asked in a call, waited for within the call's time.
///
/// # Errors
/// It did not answer in time, or the caller gave up. What is kept may be kept later.
pub async fn within<P: Platform, T>(
    platform: &P,
    until: Until<'_, P::Signal>,
    asked: impl Future<Output = T>,
) -> Result<T, SendFailure> {
    let left = until.left_ms(platform.now_ms());
    platform.within((left / PART).min(LONGEST_MS), until.signal, asked).await
}

/// What a store is asked when the rest of a call is done: for the next call, and for a moment, whatever the caller's time. None when it does not
/// answer.
pub async fn afterwards<P: Platform, T>(platform: &P, asked: impl Future<Output = T>) -> Option<T> {
    platform.within(AFTER_MS, None, asked).await.ok()
}

/// The error of a call that must not go on without its store.
#[must_use]
pub fn silent(why: SendFailure) -> GuichetError {
    const ADVICE: Advice = Advice {
        en: "The store did not answer in time, so nothing was sent; see to it, then try again.",
        fr: "Le store n'a pas répondu à temps, donc rien n'a été envoyé ; vérifiez-le, puis réessayez.",
    };
    if why == SendFailure::Aborted {
        return retry::failure(why);
    }
    let mut error = GuichetError::new(ErrorKind::Timeout, ADVICE);
    error.retryable = true;
    error
}

/// In this process alone; nothing expires, so it serves tests.
#[derive(Default)]
pub struct MemoryStore(RefCell<BTreeMap<String, String>>);

impl Store for MemoryStore {
    async fn get(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    async fn set(&self, key: &str, value: &str, _ttl_ms: Option<u64>) {
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
    }

    async fn delete(&self, key: &str) {
        self.0.borrow_mut().remove(key);
    }
}

/// One store of many clients.
impl<S: Store> Store for Rc<S> {
    async fn get(&self, key: &str) -> Option<String> {
        S::get(self, key).await
    }

    async fn set(&self, key: &str, value: &str, ttl_ms: Option<u64>) {
        S::set(self, key, value, ttl_ms).await;
    }

    async fn delete(&self, key: &str) {
        S::delete(self, key).await;
    }
}
