//! The only place that knows JavaScript. Functions here convert, call the core, and convert back.

#![allow(unreachable_pub, reason = "what JavaScript reaches must be pub, whatever Rust reaches")]

mod json;
mod runtime;
mod scratch;
mod validate;
mod wire;

#[cfg(feature = "everything")]
mod cinetpay;
#[cfg(feature = "everything")]
mod convert;
