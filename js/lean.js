// @ts-check
/**
 * The door for a runtime that counts bytes: as `minifence`, with an engine that carries no tables of IDNA. A host in other characters
 * than ASCII is refused (`idn_not_supported`); A-labels are compared as they are written (U-5). A realm has one engine: the door that
 * loads first serves both.
 */
import { isLoaded, keepModule } from "./engine.js";
import { createLoad } from "./load/once.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

/**
 * Loads `lean.wasm`, before `installGuard` or `Engine.compile`: once, however often it is called. Without an argument it reads the one of this package, beside this module. It rejects
 * when the bytes cannot be read or are none of this door; then it may be called again.
 * @type {(source?: string | URL | Response | BufferSource | WebAssembly.Module) => Promise<void>}
 */
export const load = createLoad(() => new URL("./lean.wasm", import.meta.url), isLoaded, keepModule);
