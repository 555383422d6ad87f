//! What makes a value acceptable. Pure: knows nothing of HTTP, JSON or JavaScript.

pub mod amount;
pub(crate) mod calling_code;
pub mod channel;
pub mod country;
pub mod currency;
pub mod cut;
pub mod email;
mod ip;
pub mod issue;
mod lines;
pub mod messages;
pub mod one_time_code;
pub mod phone;
pub mod postal_code;
pub mod reader;
pub mod report;
pub mod state;
pub mod text;
pub mod transaction_id;
pub mod url;
pub mod value;

pub use issue::{Issue, IssueCode, Severity};
pub use messages::Lang;
pub use report::Report;
pub use value::{Record, Value};
