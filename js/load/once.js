// @ts-check
/** `load()` of the doors that fetch their wasm: once, and again after a failure. Which wasm it is, the door says. */
import { readModule } from "#load";
import { isLoaded, keepModule } from "../engine.js";

/**
 * The `load` of a door.
 * @param {() => URL} own where the wasm of this package is that the door is made for
 */
export function createLoad(own) {
  /** @type {Promise<void> | null} */
  let loading = null;

  /**
   * Loads the engine. Idempotent; without an argument it reads the wasm of this package.
   * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
   * @returns {Promise<void>} rejects when the bytes cannot be read or are not the engine; then it may be called again
   */
  return function load(source) {
    if (isLoaded()) return Promise.resolve();
    loading ??= readModule(source ?? own()).then(keepModule).finally(() => { loading = null; });
    return loading;
  };
}
