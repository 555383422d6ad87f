//! The payment services simulated: stateful, deterministic by seed, on a clock that can be driven.
//!
//! A request goes `sandbox` → `route` → one of the services (`checkout`, `counter`, `control`), which read and change
//! the `ledger` of payments; a finished payment puts a `notification` into the queue of `delivery`.
//!
//! - [`Sandbox`]: requests in, answers and due deliveries out; knows neither sockets nor time
//! - [`Options`]: accounts, secret key, seed, language, limits
//! - [`native`]: the sandbox as a client's [`guichet::client::Platform`], for tests on a simulated clock
//! - `js`: the same for JavaScript: text in, text out

mod account;
mod answer;
mod audit;
mod checkout;
mod clock;
mod control;
mod counter;
mod date;
mod delivery;
mod easytransfert;
mod faults;
mod form;
mod held;
mod incoming;
mod inspector;
#[cfg(target_arch = "wasm32")]
pub mod js;
mod ledger;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod notification;
mod operator;
mod options;
mod payment;
mod payouts;
mod phone;
mod random;
mod rate_limit;
mod request_log;
mod route;
mod sandbox;
mod state;

pub use account::Account;
pub use answer::Answer;
pub use audit::Made;
pub use counter::manner::{Manner as CounterManner, Messages as CounterMessages};
pub use delivery::Delivery;
pub use incoming::Incoming;
pub use options::{DEFAULT_SECRET_KEY, Options};
pub use sandbox::Sandbox;
