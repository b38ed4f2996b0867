// @ts-check
/** The door for a runtime that carries the wasm inside: ready when imported. Where WebAssembly is missing, everything is denied. */
import { fromBase64 } from "./load/inline.js";
import { keepModule } from "./engine.js";
import base64 from "./engine-bytes.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

try {
  keepModule(new WebAssembly.Module(fromBase64(base64)));
} catch {
  // No WebAssembly here, or not allowed: `Engine.compile` and the guard say `engine_failed`, and nothing passes.
}

/** Nothing is left to load. @returns {Promise<void>} */
export const load = () => Promise.resolve();
