//! The buffer into which JavaScript writes what it passes, so that a call carries numbers only and no text is copied twice.
//!
//! The one module with unsafe code: a static without a lock.
#![allow(unsafe_code)]

use alloc::vec::Vec;
use core::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

struct Scratch(RefCell<Vec<u8>>);

// SAFETY: the module is built without threads and its memory is not shared, so only one thread ever sees the buffer.
#[cfg(not(target_feature = "atomics"))]
unsafe impl Sync for Scratch {}

static SCRATCH: Scratch = Scratch(RefCell::new(Vec::new()));

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
