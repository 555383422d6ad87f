//! Talking to a service: the platform under it, retries, errors. The only place that knows HTTP.

pub mod base_url;
pub mod code;
pub(crate) mod digest;
pub mod error;
pub mod hooks;
pub mod http;
pub mod journal;
pub mod json;
pub mod platform;
pub mod retry;
pub mod secret;
pub mod state;
pub mod store;
pub mod token;
pub mod turn;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod web;

pub use error::{ErrorKind, GuichetError};
pub use http::{HttpReply, HttpRequest, Method};
pub use journal::Journal;
pub use platform::{Call, Platform, SendFailure, Until};
pub use store::Store;
