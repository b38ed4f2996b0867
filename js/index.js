// @ts-check
/** The door for a runtime that fetches the wasm: `await load()`, then `installGuard`. It composes, and has no rules. */
import { readModule } from "#load";
import { isLoaded, keepModule } from "./engine.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

/** @type {Promise<void> | null} */
let loading = null;

/**
 * Loads the engine. Idempotent; without an argument it reads the `engine.wasm` of this package.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
 * @returns {Promise<void>} rejects when the bytes cannot be read or are not the engine; then it may be called again
 */
export function load(source) {
  if (isLoaded()) return Promise.resolve();
  loading ??= readModule(source ?? new URL("./engine.wasm", import.meta.url)).then(keepModule).finally(() => { loading = null; });
  return loading;
}
