// @ts-check
/** `load()` of the doors that fetch their wasm: once, and again after a failure. Which wasm it is, and who keeps it, the door says. */
import { readModule } from "#load";

/**
 * The `load` of a door.
 * @param {() => URL} own where the wasm of this package is that the door is made for
 * @param {() => boolean} isKept whether there is one already
 * @param {(module: WebAssembly.Module) => unknown} keep
 */
export function createLoad(own, isKept, keep) {
  /** @type {Promise<void> | null} */
  let loading = null;

  /**
   * Loads the wasm of the door. Idempotent; without an argument it reads the one of this package.
   * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
   * @returns {Promise<void>} rejects when the bytes cannot be read or are not what the door needs; then it may be called again
   */
  return function load(source) {
    if (isKept()) return Promise.resolve();
    loading ??= readModule(source ?? own()).then(keep).then(() => {}).finally(() => { loading = null; });
    return loading;
  };
}
