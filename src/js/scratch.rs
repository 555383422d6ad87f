//! The buffer into which JavaScript writes what it passes, so that a call carries numbers only and no text is copied twice.
//!
//! The one module with unsafe code: statics without a lock.
#![allow(unsafe_code)]

use alloc::vec::Vec;
use core::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What lives as long as the module.
pub(super) struct Local<T>(RefCell<T>);

// SAFETY: the module is built without threads and its memory is not shared, so only one thread ever sees the value.
#[cfg(not(target_feature = "atomics"))]
unsafe impl<T> Sync for Local<T> {}

impl<T> Local<T> {
    pub(super) const fn new(value: T) -> Self {
        Self(RefCell::new(value))
    }

    /// Calls with the value; None while another call has it, which no caller from JavaScript can bring about.
    pub(super) fn with<R>(&self, call: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.try_borrow_mut().ok().map(|mut value| call(&mut value))
    }
}

static SCRATCH: Local<Vec<u8>> = Local::new(Vec::new());

/// Larger buffers are given back after use.
const KEPT: usize = 64 * 1024;

/// Makes room for that many bytes, what is written so far being kept, and says where they are.
/// The address holds until the next call into the module.
#[wasm_bindgen]
#[must_use]
pub fn scratch_reserve(bytes: usize) -> *const u8 {
    let Ok(mut scratch) = SCRATCH.0.try_borrow_mut() else {
        return core::ptr::null();
    };
    if scratch.len() < bytes {
        scratch.resize(bytes, 0);
    }
    scratch.as_mut_ptr().cast_const()
}

/// The memory that holds the buffer.
#[wasm_bindgen]
#[must_use]
pub fn scratch_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Reads what was written, and wipes it: it may be a key or a customer's details.
pub(super) fn read<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    let Ok(mut scratch) = SCRATCH.0.try_borrow_mut() else {
        return read(&[]);
    };
    let written = read(scratch.get(..length).unwrap_or_default());
    if let Some(used) = scratch.get_mut(..length) {
        used.fill(0);
    }
    if scratch.len() > KEPT {
        *scratch = Vec::new();
    }
    written
}
