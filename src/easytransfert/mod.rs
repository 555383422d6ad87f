//! EasyTransfert: paying customers (cash-in) and collecting from them (cash-out) by one endpoint (seed 004).
//!
//! - [`services`]: which service_id does what, and the codes that customers dial; [`request`]: what may be asked; [`answer`]: what comes back
//! - [`config`]: an account; [`client`]: the calls

#[cfg(feature = "clients")]
pub mod answer;
#[cfg(feature = "clients")]
pub mod client;
#[cfg(feature = "clients")]
pub mod config;
pub mod request;
pub mod services;

#[cfg(feature = "clients")]
pub use client::{EasyTransfertClient, Started};
#[cfg(feature = "clients")]
pub use config::EasyTransfertConfig;
pub use request::Airtime;
pub use services::{Direction, ServiceInfo, Services};
