//! The only place that knows JavaScript. Functions here convert, call the core, and convert back.

#![allow(unreachable_pub, reason = "what JavaScript reaches must be pub, whatever Rust reaches")]

use crate::rules::{Lang, Value};

mod json;
mod phone;
mod runtime;
mod scratch;
mod typing;
mod validate;
mod wire;

#[cfg(feature = "everything")]
mod aurore;
#[cfg(feature = "page")]
mod cinetpay;
#[cfg(feature = "page")]
mod convert;
#[cfg(feature = "everything")]
mod easytransfert;
#[cfg(feature = "everything")]
mod gateway;
#[cfg(feature = "page")]
mod host;
#[cfg(feature = "everything")]
mod merchant;
#[cfg(feature = "everything")]
mod notified;
#[cfg(feature = "page")]
mod numbered;
#[cfg(feature = "everything")]
mod payouts;
#[cfg(feature = "page")]
mod rows;
#[cfg(feature = "page")]
mod seamless;
#[cfg(feature = "page")]
mod tasks;

/// The language that the options of a validator or client ask for.
fn lang(options: &Value) -> Lang {
    options.get("lang").and_then(Value::as_text).and_then(Lang::parse).unwrap_or_default()
}
