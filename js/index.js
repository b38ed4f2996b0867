// @ts-check
/** The door for a runtime that fetches the wasm: `await load()`, then `installGuard`. It composes, and has no rules. */
import { isLoaded, keepModule } from "./engine.js";
import { createLoad } from "./load/once.js";

export { Engine, PermissionError } from "./engine.js";
export { WEB_VIEW_SANDBOX, contentSecurityPolicy } from "./guard/csp.js";
export { installGuard } from "./guard/install.js";

export const load = createLoad(() => new URL("./engine.wasm", import.meta.url), isLoaded, keepModule);
