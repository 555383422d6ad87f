//! The buffer into which JavaScript writes what it passes, so that a call carries numbers only and no string is copied twice.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Larger buffers are given back after use.
const KEPT: usize = 64 * 1024;

/// Makes room for that many bytes, what is written so far being kept, and says where they are.
/// The address holds until the next call into the module.
#[wasm_bindgen]
#[must_use]
pub fn scratch_reserve(bytes: usize) -> *const u8 {
    SCRATCH.with_borrow_mut(|scratch| {
        if scratch.len() < bytes {
            scratch.resize(bytes, 0);
        }
        scratch.as_mut_ptr().cast_const()
    })
}

/// The memory that holds the buffer.
#[wasm_bindgen]
#[must_use]
pub fn scratch_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Reads what was written.
pub(super) fn read<T>(length: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    SCRATCH.with_borrow_mut(|scratch| {
        let written = read(scratch.get(..length).unwrap_or_default());
        // What is passed may be a key or a customer's details.
        if let Some(used) = scratch.get_mut(..length) {
            used.fill(0);
        }
        if scratch.len() > KEPT {
            *scratch = Vec::new();
        }
        written
    })
}
