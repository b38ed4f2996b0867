// @ts-check
/**
 * The door for a runtime whose WebAssembly has another name, or that makes instances from a path of its package only:
 * `await load(() => WXWebAssembly.instantiate("/engine.wasm", {}))` before any guest code runs.
 */
import { isLoaded } from "./engine.js";
import { fillPool } from "./load/pool.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Makes the instances that all policies to come live in, one for each policy that is in force at the same time and one more. Idempotent.
 * @param {() => unknown} instantiate makes one instance of this package's `engine.wasm`: it, `{ instance }`, or a promise of either
 * @param {{ readonly instances?: number }} [options] four, where nothing is said
 * @returns {Promise<void>} rejects when an instance cannot be made or is not the engine; then it may be called again
 */
export function load(instantiate, { instances } = {}) {
  if (isLoaded()) return Promise.resolve();
  loading ??= fillPool(instantiate, instances).finally(() => { loading = null; });
  return loading;
}
