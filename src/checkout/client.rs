//! The calls of Checkout: create a payment, check it.
