//! The documented examples of the seeds, and the client against the sandbox on a simulated clock.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where something is wrong"
)]

mod account_any_answer;
mod account_examples;
mod account_journal;
mod account_sending;
mod account_session;
mod account_support;
mod aurore;
mod aurore_any_answer;
mod aurore_counter;
mod aurore_notifications;
mod aurore_of_another;
mod aurore_support;
mod checkout_answers;
mod checkout_client;
mod checkout_requests;
mod easytransfert;
mod gateway;
mod mutated_notifications;
mod payout_notifications;
mod support;
