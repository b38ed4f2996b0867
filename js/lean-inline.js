// @ts-check
/** `minifence/lean` with the wasm inside: ready when imported. */
import { keepBytes } from "./load/inline.js";
import base64 from "./lean-bytes.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

keepBytes(base64);

/** Nothing is left to load. @returns {Promise<void>} */
export const load = () => Promise.resolve();
