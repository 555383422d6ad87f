//! The sandbox through its front door: what each documented request, button and order gives.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
mod checkout;
#[cfg(test)]
mod control;
#[cfg(test)]
mod counter;
#[cfg(test)]
mod easytransfert;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod native;
#[cfg(test)]
mod never_panics;
#[cfg(test)]
mod notification;
#[cfg(test)]
mod payouts;
#[cfg(test)]
mod site;
