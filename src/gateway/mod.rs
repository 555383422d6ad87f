//! One order, whichever generation of CinetPay takes it: Checkout v2 or Aurore.
//!
//! - [`order`]: the neutral order, and the request that it becomes
//! - [`outcome`]: what came of it, in one shape

mod open;
pub mod order;
pub mod outcome;

pub use order::{Generation, Translated};
pub use outcome::{Opened, Outcome};
