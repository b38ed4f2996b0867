//! What stands in for the standard library in the wasm of a runtime: an allocator, and the end of a panic. A panic is a trap at once,
//! without a word: JavaScript sees a throw, and denies (P-8, G-4).

use core::panic::PanicInfo;

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

#[panic_handler]
fn trap(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
