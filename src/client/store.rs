//! Where clients keep what outlives a call: the shape of Keyv, so that many servers may share one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

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
