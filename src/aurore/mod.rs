//! CinetPay Aurore, API v1 (2026): payments and transfers of the new generation.
//!
//! - [`request`]: what may be asked; [`method`]: operators, countries, currencies; [`limits`]: amounts and lengths
//! - [`codes`]: what the service's codes say; [`answer`]: what comes back
//! - [`config`]: accounts, one a country; `session`: the token of one
//! - [`client`]: create, find, balances; `once`: how each is made at most once; `likeness`: whether what was found is what was asked;
//!   [`memory`]: what the store keeps for that

pub mod answer;
pub mod client;
pub mod codes;
pub mod config;
mod likeness;
pub mod limits;
pub mod memory;
pub mod method;
mod once;
pub mod request;
mod session;

pub use answer::Operation;
pub use client::{AuroreClient, FindKey, Prepared};
pub use codes::{AuroreCode, State};
pub use config::AuroreConfig;
pub use method::PaymentMethod;
pub use request::{AuroreRequest, Kind};
