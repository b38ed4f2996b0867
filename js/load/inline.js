// @ts-check
/** Wasm that lies in the program as text, kept at once. Base64 is read without `atob`: logic layers often have none. */
import { isLoaded, keepModule } from "../engine.js";
import { fromBase64 } from "./base64.js";

/** Keeps the module, unless another door was first. @param {string} base64 */
export function keepBytes(base64) {
  if (isLoaded()) return;
  try {
    keepModule(new WebAssembly.Module(fromBase64(base64)));
  } catch {
    // No WebAssembly here, or not allowed: `Engine.compile` and the guard say `engine_failed`, and nothing passes.
  }
}
