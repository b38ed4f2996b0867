// @ts-check
/** The door for a runtime that fetches the wasm: `await load()`, then `installGuard`. It composes, and has no rules. */
import { isLoaded, keepModule } from "./engine.js";
import { createLoad } from "./load/once.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

/**
 * Loads `engine.wasm`, before `installGuard` or `Engine.compile`: once, however often it is called. Without an argument it reads the one of this package, beside this module. It rejects
 * when the bytes cannot be read or are none of this door; then it may be called again.
 * @type {(source?: string | URL | Response | BufferSource | WebAssembly.Module) => Promise<void>}
 */
export const load = createLoad(() => new URL("./engine.wasm", import.meta.url), isLoaded, keepModule);
