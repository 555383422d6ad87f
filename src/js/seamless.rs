//! `SeamlessCounter`: one counter, seen from JavaScript: it tells events and carries out the effects that come back.

use wasm_bindgen::prelude::*;

use super::convert::json;
use super::{scratch, wire};
use crate::seamless::{Effect, Event, Machine, Options};

/// One counter over the page.
#[wasm_bindgen]
pub struct SeamlessCounter {
    machine: Machine,
}

#[wasm_bindgen]
impl SeamlessCounter {
    /// Reads the options from the scratch buffer. What is wrong with them becomes the outcome.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(length: usize) -> Self {
        let options = scratch::read(length, wire::decode);
        Self { machine: Machine::new(Options::read(&options)) }
    }

    /// Tells the event in the scratch buffer, a list of its word and what belongs to it, and gives what is to be done as JSON.
    pub fn tell(&mut self, length: usize) -> String {
        let event = Event::read(&scratch::read(length, wire::decode));
        written(&event.map(|event| self.machine.handle(event)).unwrap_or_default())
    }

    /// Goes on with a payment on its return page, whose address is in the scratch buffer.
    pub fn resume(&mut self, length: usize) -> String {
        let href = scratch::read(length, wire::decode);
        written(&self.machine.resume(href.as_text().unwrap_or_default()))
    }
}

/// Empty when there is nothing to do, so that what does not count costs little.
fn written(effects: &[Effect]) -> String {
    if effects.is_empty() { String::new() } else { json(&effects) }
}
