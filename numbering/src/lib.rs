//! Compiles libphonenumber's metadata to the tables that guichet-phone walks, and proves them.
#![allow(
    clippy::indexing_slicing,
    reason = "a tool for its makers: its input is a release of the metadata, its failures are seen at once"
)]

pub mod automaton;
pub mod carriers;
pub mod changes;
pub mod compile;
pub mod graph;
pub mod metadata;
pub mod nfa;
pub mod proof;
pub mod tables;
pub mod walks;
pub mod write;
pub mod xml;
