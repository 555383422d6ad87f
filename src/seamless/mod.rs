//! The counter over the merchant's page, as a state machine: events in, effects out. It reaches no page and no clock.
//!
//! - [`options`]: what a merchant's page asks for
//! - [`address`]: which addresses a counter may have
//! - [`message`]: what a counter's page may say, and what counts of it
//! - [`answer`]: what the merchant's server says of a payment
//! - [`machine`]: what happens next; [`event`] and [`effect`] are its words, [`outcome`] its end
//! - [`words`]: what the customer reads

pub mod address;
pub mod answer;
pub mod effect;
pub mod event;
pub mod machine;
pub mod message;
pub mod options;
pub mod outcome;
pub mod words;

pub use effect::Effect;
pub use event::Event;
pub use machine::Machine;
pub use options::Options;
pub use outcome::Outcome;
