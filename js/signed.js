// @ts-check
/** The door to signed policies for a runtime that fetches the wasm: `await load()`, then `createVerifier`. It composes, and has no rules. */
import { wasmInstance } from "./instances.js";
import { createLoad } from "./load/once.js";
import { isKept, keepVerifier } from "./signed/verifier.js";

export { createVerifier } from "./signed/verifier.js";

/**
 * Loads `verify.wasm`, before `createVerifier`: once, however often it is called. Without an argument it reads the one of this package, beside this module. It rejects
 * when the bytes cannot be read or are none of this door; then it may be called again.
 * @type {(source?: string | URL | Response | BufferSource | WebAssembly.Module) => Promise<void>}
 */
export const load = createLoad(() => new URL("./verify.wasm", import.meta.url), isKept, (module) => keepVerifier(() => wasmInstance(module)));
