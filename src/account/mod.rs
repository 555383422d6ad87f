//! CinetPay Transfer and Airtime: paying people out and topping up phones (seeds 000, 001, 002). What the two share is written once.
//!
//! - [`service`]: how they differ
//! - [`request`]: contacts and sends; [`codes`]: what the services' codes say; [`status`]: where a payout stands
//! - [`number`]: what plans say of receivers
//! - `session`: the token, shared and renewed; [`answer`]: envelopes
//! - [`client`]: login, balance, contacts, find; [`sending`]: lists of sends, each paid at most once
//! - `list`: a list before it is sent; `delivery`: one chunk on its way; `look_up`: what became of it; `history`: what a journal says; [`compare`]: found beside asked; [`mod@result`]

pub mod answer;
pub mod client;
pub mod codes;
pub mod compare;
pub mod config;
mod delivery;
mod history;
mod list;
mod look_up;
pub mod number;
mod pace;
mod patience;
pub mod request;
pub mod result;
pub mod sending;
pub mod service;
mod session;
pub mod status;

pub use client::{AccountClient, FindKey};
pub use codes::AccountCode;
pub use config::AccountConfig;
pub use request::{Contact, Send};
pub use result::{ItemResult, Outcome};
pub use sending::{SendOptions, SendRun};
pub use service::Service;
pub use status::Treatment;
