//! CinetPay Transfer and Airtime: paying people out and topping up phones (seeds 000, 001, 002). What the two share is written once.
//!
//! - [`service`]: how they differ
//! - [`request`]: contacts and sends; [`codes`]: what the services' codes say; [`status`]: where a payout stands
//! - [`number`]: what plans say of receivers
//! - `session`: the token, shared and renewed; [`answer`]: envelopes
//! - [`client`]: login, balance, contacts, find; [`sending`]: lists of sends, each paid at most once
//! - [`rows`]: files of payouts; `cells`: the CSV text that they are
//! - `list`: a list before it is sent; `delivery`: one chunk on its way; `look_up`: what became of it; `history`: what a journal says, `belonging`: whose it is, `resume`: a list beside it; [`compare`]: found beside asked; [`mod@result`]

#[cfg(feature = "clients")]
pub mod answer;
#[cfg(feature = "clients")]
mod belonging;
#[cfg(feature = "clients")]
mod cells;
#[cfg(feature = "clients")]
pub mod client;
#[cfg(feature = "clients")]
pub mod codes;
#[cfg(feature = "clients")]
pub mod compare;
#[cfg(feature = "clients")]
pub mod config;
#[cfg(feature = "clients")]
mod delivery;
#[cfg(feature = "clients")]
mod history;
#[cfg(feature = "clients")]
mod list;
#[cfg(feature = "clients")]
mod look_up;
pub mod number;
#[cfg(feature = "clients")]
mod pace;
#[cfg(feature = "clients")]
mod patience;
pub mod request;
#[cfg(feature = "clients")]
pub mod result;
#[cfg(feature = "clients")]
mod resume;
#[cfg(feature = "clients")]
pub mod rows;
#[cfg(feature = "clients")]
pub mod sending;
pub mod service;
#[cfg(feature = "clients")]
mod session;
#[cfg(feature = "clients")]
pub mod status;
#[cfg(feature = "clients")]
mod unfit;

#[cfg(feature = "clients")]
pub use client::{AccountClient, FindKey};
#[cfg(feature = "clients")]
pub use codes::AccountCode;
#[cfg(feature = "clients")]
pub use config::AccountConfig;
pub use request::{Contact, Send};
#[cfg(feature = "clients")]
pub use result::{ItemResult, Outcome};
#[cfg(feature = "clients")]
pub use sending::{SendOptions, SendRun};
pub use service::Service;
#[cfg(feature = "clients")]
pub use status::Treatment;
