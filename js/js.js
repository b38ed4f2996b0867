// @ts-check
/**
 * The door for a runtime without WebAssembly: the same engine as plain JavaScript, ready when imported. It needs ECMAScript and
 * nothing else of its realm. Where there is WebAssembly, `minifence/inline` is smaller and faster.
 */
import { instantiate } from "./engine-js.js";
import { isLoaded, keepSource } from "./engine.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

// Unless another door was first: both have the same engine.
if (!isLoaded()) keepSource({ take: instantiate });

/**
 * Nothing is left to load: the door is ready when imported. It is here so that a program may change its door and nothing else.
 * @returns {Promise<void>} resolved
 */
export function load() {
  return Promise.resolve();
}
