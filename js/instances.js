// @ts-check
/**
 * What the airlock needs of an engine: its numeric exports and its memory. One way to make one for each kind of runtime: a wasm module, or an
 * instance that somebody else has made; the engine as JavaScript (`engine-js.js`) makes its own. It loads nothing and judges nothing.
 */
import { WasmInstance, freeze, instanceExports, memoryBuffer, typedArrayLength } from "./primordials.js";

/**
 * One engine, with room for one policy (G-8).
 * @typedef {object} Instance
 * @property {any} exports its functions; numbers go in, a number comes out
 * @property {() => ArrayBuffer} buffer its memory as it is now: it may grow with any call
 * @property {(view: Uint8Array) => boolean} isCurrent whether a view (not an empty one) still shows that memory
 */

/**
 * Where instances come from. `take` gives one without a policy, null when there is none left.
 * @typedef {{ take: () => Instance | null }} Source
 */

/** A view of wasm memory that has grown is detached, and so has no length. Asking the memory itself costs ten times as much. @param {Uint8Array} view */
const isAttached = (view) => typedArrayLength(view) !== 0;

/** @param {WebAssembly.Module} module @returns {Instance} */
export function wasmInstance(module) {
  const exports = instanceExports(new /** @type {typeof WebAssembly.Instance} */ (WasmInstance)(module));
  const { memory } = exports;
  return freeze({ exports, buffer: () => memoryBuffer(memory), isCurrent: isAttached });
}
