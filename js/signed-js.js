// @ts-check
/** The door to signed policies for a runtime without WebAssembly: the same verifier as plain JavaScript, ready when imported. */
import { keepVerifier } from "./signed/verifier.js";
import { instantiate } from "./verify-js.js";

export { createVerifier } from "./signed/verifier.js";

keepVerifier(instantiate);

/**
 * Nothing is left to load: the door is ready when imported. It is here so that a program may change its door and nothing else.
 * @returns {Promise<void>} resolved
 */
export function load() {
  return Promise.resolve();
}
