//! What services tell a merchant's server: reading it, confirming it, and what to answer.

pub mod desk;
pub mod form;
