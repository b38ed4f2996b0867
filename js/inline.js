// @ts-check
/** The door for a runtime that carries the wasm inside: ready when imported. Where WebAssembly is missing, everything is denied. */
import { keepBytes } from "./load/inline.js";
import base64 from "./engine-bytes.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

keepBytes(base64);

/**
 * Nothing is left to load: the door is ready when imported. It is here so that a program may change its door and nothing else.
 * @returns {Promise<void>} resolved
 */
export function load() {
  return Promise.resolve();
}
