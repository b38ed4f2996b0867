// @ts-check
/** The door to signed policies for a runtime that carries the wasm inside: ready when imported. Where WebAssembly is missing, `createVerifier` throws. */
import { wasmInstance } from "./instances.js";
import { fromBase64 } from "./load/base64.js";
import { isKept, keepVerifier } from "./signed/verifier.js";
import base64 from "./verify-bytes.js";

export { createVerifier } from "./signed/verifier.js";

if (!isKept() && typeof WebAssembly === "object") {
  const module = new WebAssembly.Module(fromBase64(base64));
  keepVerifier(() => wasmInstance(module));
}

/**
 * Nothing is left to load: the door is ready when imported. It is here so that a program may change its door and nothing else.
 * @returns {Promise<void>} resolved
 */
export function load() {
  return Promise.resolve();
}
