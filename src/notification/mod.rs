//! What services tell a merchant's server: reading it, confirming it, and what to answer.
//!
//! - [`form`]: a body, whoever has read it before; [`payout`], [`transfert`]: the unsigned ones of Transfer, Airtime and EasyTransfert
//! - [`desk`]: what a server answers, and when its program hears of it

mod compared;
pub mod desk;
pub mod form;
pub mod payout;
pub mod transfert;
