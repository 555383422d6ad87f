//! What comes back from Checkout, typed; codes and fields that nobody documented pass through.
