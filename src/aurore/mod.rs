//! CinetPay Aurore, API v1 (2026): payments and transfers of the new generation.
//!
//! - [`request`]: what may be asked; [`method`]: operators, countries, currencies; [`limits`]: amounts and lengths
//! - [`codes`]: what the service's codes say; [`answer`]: what comes back
//! - [`config`]: accounts, one a country; `session`: the token of one
//! - [`client`]: create, find, balances; `once`: how each is made at most once; `likeness`: whether what was found is what was asked;
//!   [`memory`]: what the store keeps for that

#[cfg(feature = "clients")]
pub mod answer;
#[cfg(feature = "clients")]
pub mod client;
#[cfg(feature = "clients")]
pub mod codes;
#[cfg(feature = "clients")]
pub mod config;
#[cfg(feature = "clients")]
mod likeness;
pub mod limits;
#[cfg(feature = "clients")]
pub mod memory;
pub mod method;
#[cfg(feature = "clients")]
mod once;
pub mod request;
#[cfg(feature = "clients")]
mod session;

#[cfg(feature = "clients")]
pub use answer::Operation;
#[cfg(feature = "clients")]
pub use client::{AuroreClient, FindKey, Prepared};
#[cfg(feature = "clients")]
pub use codes::{AuroreCode, State};
#[cfg(feature = "clients")]
pub use config::AuroreConfig;
pub use method::PaymentMethod;
pub use request::{AuroreRequest, Kind};
