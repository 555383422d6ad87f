//! What a module without the standard library must bring: memory, and an end when a bug is met.

#[cfg(not(feature = "clients"))]
use core::panic::PanicInfo;

use rlsf::SmallGlobalTlsf;

#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// A trap, which JavaScript sees as a `RuntimeError`: the message would have nowhere to go.
#[cfg(not(feature = "clients"))]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
