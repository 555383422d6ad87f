//! CinetPay Transfer and Airtime: paying people out and topping up phones (seeds 000, 001, 002). What the two share is written once.
//!
//! - [`service`]: how they differ
//! - [`request`]: contacts and sends; [`codes`]: what the services' codes say; [`status`]: where a payout stands
//! - [`client`]: login, balance, contacts, find; [`sending`]: lists of sends, each paid at most once

#[cfg(feature = "clients")]
pub mod codes;
pub mod request;
pub mod service;

#[cfg(feature = "clients")]
pub use codes::AccountCode;
pub use request::{Contact, Send};
pub use service::Service;
