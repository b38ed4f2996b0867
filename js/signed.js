// @ts-check
/** The door to signed policies for a runtime that fetches the wasm: `await load()`, then `createVerifier`. It composes, and has no rules. */
import { readModule } from "#load";
import { wasmInstance } from "./instances.js";
import { isKept, keepVerifier } from "./signed/verifier.js";

export { createVerifier } from "./signed/verifier.js";

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Loads the verifier. Idempotent; without an argument it reads the `verify.wasm` of this package.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
 * @returns {Promise<void>} rejects when the bytes cannot be read; then it may be called again
 */
export function load(source) {
  if (isKept()) return Promise.resolve();
  loading ??= readModule(source ?? new URL("./verify.wasm", import.meta.url))
    .then((module) => keepVerifier(() => wasmInstance(module)))
    .finally(() => { loading = null; });
  return loading;
}
