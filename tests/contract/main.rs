//! The documented examples of the seeds, and the client against the sandbox on a simulated clock.
#![cfg(not(target_arch = "wasm32"))]

mod checkout_answers;
mod checkout_client;
mod checkout_requests;
mod support;
