// @ts-check
/** Loads the wasm in Node: a file beside this package, or whatever `load()` was given. */
import { readFile } from "node:fs/promises";
import { fromResponse, fromValue } from "./source.js";

/** @param {unknown} source @returns {Promise<WebAssembly.Module>} */
export async function readModule(source) {
  const module = fromValue(source);
  if (module !== null) return module;
  const address = /** @type {string | URL} */ (source);
  if (/^https?:/.test(String(address))) return fromResponse(await fetch(address));
  return WebAssembly.compile(new Uint8Array(await readFile(address)));
}
