//! `simulate --runs N --seed S [--run K] [--no-look-up]`: many histories of clients and services; the last line counts what went wrong.

#![cfg_attr(not(target_arch = "wasm32"), allow(clippy::print_stdout, clippy::print_stderr))]

#[cfg(not(target_arch = "wasm32"))]
mod command;
#[cfg(not(target_arch = "wasm32"))]
mod dice;
#[cfg(not(target_arch = "wasm32"))]
mod journal;
#[cfg(not(target_arch = "wasm32"))]
mod merchant;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod scenario;
#[cfg(not(target_arch = "wasm32"))]
mod verdict;
#[cfg(not(target_arch = "wasm32"))]
mod world;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// The simulation is native: nothing of it is for browsers.
#[cfg(target_arch = "wasm32")]
fn main() {}
