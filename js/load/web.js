// @ts-check
/** Loads the wasm by fetch: browsers, workers, bundlers. */
import { fromResponse, fromValue } from "./source.js";

/** @param {unknown} source @returns {Promise<WebAssembly.Module>} */
export async function readModule(source) {
  return fromValue(source) ?? fromResponse(await fetch(/** @type {string | URL} */ (source)));
}
