//! CinetPay Checkout v2: `POST /v2/payment`, `POST /v2/payment/check`, their codes and their notification (seed 003).

pub mod request;
pub mod written;

#[cfg(feature = "clients")]
pub mod answer;
#[cfg(feature = "clients")]
pub mod client;
#[cfg(feature = "clients")]
pub mod codes;
#[cfg(feature = "clients")]
pub mod config;
#[cfg(feature = "clients")]
pub mod confirm;
#[cfg(feature = "clients")]
pub mod notification;

pub use request::{CheckoutRequest, Credentials};
