//! The payment services simulated: stateful, deterministic by seed, on a clock that can be driven.
