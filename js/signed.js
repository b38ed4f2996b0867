// @ts-check
/** The door to signed policies for a runtime that fetches the wasm: `await load()`, then `createVerifier`. It composes, and has no rules. */
import { wasmInstance } from "./instances.js";
import { createLoad } from "./load/once.js";
import { isKept, keepVerifier } from "./signed/verifier.js";

export { createVerifier } from "./signed/verifier.js";

export const load = createLoad(() => new URL("./verify.wasm", import.meta.url), isKept, (module) => keepVerifier(() => wasmInstance(module)));
