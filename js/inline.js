// @ts-check
/** The door for a runtime that carries the wasm inside: ready when imported. Where WebAssembly is missing, everything is denied. */
import { keepBytes } from "./load/inline.js";
import base64 from "./engine-bytes.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

keepBytes(base64);

/** Nothing is left to load. @returns {Promise<void>} */
export const load = () => Promise.resolve();
