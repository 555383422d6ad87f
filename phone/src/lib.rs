//! Phone numbers: read from what people and programs write, judged by the plans of their countries, written again, formatted as they are typed.
//!
//! - [`plan`]: which numbers there are, by country: tables, and the walks over them
//! - [`number`]: a text read as a number: status, reason, region, kind, operator, suggestion
//! - [`format`]: how a number is written; `parse`: how calling code and national number are found; `text`: how a text is read
//! - [`shapes`]: a number as each service wants it; [`word`]: as flags, [`details`]: as lines, for JavaScript
//! - [`typing`]: numbers while they are typed
//! - `old_format`: numbers of before a country lengthened them

#![no_std]

extern crate alloc;

pub mod details;
pub mod digits;
pub mod format;
mod line;
pub mod number;
mod old_format;
pub mod parse;
pub mod plan;
pub mod shapes;
mod text;
pub mod typing;
pub mod word;

pub use number::{PhoneNumber, Reason, Status};
pub use parse::DefaultCountry;
pub use plan::{NumberType, Plan, Region};
pub use text::Extension;
