//! Mobile-money and card payments through CinetPay and EasyTransfert.
//!
//! - [`phone`]: phone numbers by their countries' plans
//! - [`rules`]: what makes a value acceptable, and what to say when it is not
//! - [`checkout`]: CinetPay Checkout v2, from the request to the notification
//! - [`account`]: CinetPay Transfer and Airtime; [`aurore`]: CinetPay's new generation; [`easytransfert`]: EasyTransfert
//! - [`gateway`]: one order for both generations of CinetPay
//! - [`notification`]: what services tell a merchant's server, and what it answers
//! - [`seamless`]: the counter over the merchant's page, as a state machine
//! - [`client`]: the only place that knows HTTP: platform, retries, errors
//! - `js`: the only place that knows JavaScript: one file for each class that it sees
//!
//! Arrows point one way: `js → notification, seamless → gateway → checkout, account, aurore, easytransfert → client → rules → phone`.

// The lean artifact does without the standard library: its panic and formatting code would weigh more than the rules.
#![cfg_attr(all(target_arch = "wasm32", feature = "validate", not(feature = "clients")), no_std)]

extern crate alloc;

pub mod account;
pub mod aurore;
pub mod checkout;
#[cfg(feature = "clients")]
pub mod client;
pub mod easytransfert;
#[cfg(feature = "clients")]
pub mod gateway;
#[cfg(all(feature = "validate", target_arch = "wasm32"))]
pub mod js;
#[cfg(feature = "clients")]
pub mod notification;
pub mod rules;
#[cfg(feature = "clients")]
pub mod seamless;

pub use guichet_phone as phone;
