//! EasyTransfert: paying customers (cash-in) and collecting from them (cash-out) by one endpoint (seed 004).
//!
//! - [`services`]: which service_id does what, and the codes that customers dial; [`request`]: what may be asked

pub mod request;
pub mod services;

pub use request::Airtime;
pub use services::{Direction, ServiceInfo, Services};
