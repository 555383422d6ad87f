//! The platform where there is JavaScript.
