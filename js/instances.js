// @ts-check
/**
 * What the airlock needs of an engine: its numeric exports and its memory. One way to make one for each kind of runtime: a wasm module, or an
 * instance that somebody else has made; the engine as JavaScript (`engine-js.js`) makes its own. It loads nothing and judges nothing.
 */
import { TypeErrorCtor, WasmInstance, create, freeze, getOwnPropertyDescriptor, getPrototypeOf, instanceExports, memoryBuffer, ownKeys, typedArrayBuffer, typedArrayLength, uncurryThis } from "./primordials.js";

/**
 * One engine, with room for one policy (G-8).
 * @typedef {object} Instance
 * @property {any} exports its functions; numbers go in, a number comes out
 * @property {() => ArrayBuffer} buffer its memory as it is now: it may grow with any call
 * @property {(view: Uint8Array) => boolean} isCurrent whether a view (not an empty one) still shows that memory
 */

/**
 * Where instances come from. `take` gives one without a policy, null when there is none left. `give`, where instances cannot be made at any
 * time, takes back one whose policy is no longer judged by; never one that trapped.
 * @typedef {{ take: () => Instance | null, give?: (instance: Instance) => void }} Source
 */

/** A view of wasm memory that has grown is detached, and so has no length. Asking the memory itself costs ten times as much. @param {Uint8Array} view */
const isAttached = (view) => typedArrayLength(view) !== 0;

/** @param {WebAssembly.Module} module @returns {Instance} */
export function wasmInstance(module) {
  const exports = instanceExports(new /** @type {typeof WebAssembly.Instance} */ (WasmInstance)(module));
  const { memory } = exports;
  return freeze({ exports, buffer: () => memoryBuffer(memory), isCurrent: isAttached });
}

/**
 * An instance that somebody else has made, with a WebAssembly that may be another than this realm's. What is read of it is read here,
 * before any guest: later only its functions are called, and the getter of its memory.
 * @param {any} given @returns {Instance}
 */
export function foreignInstance(given) {
  const found = given?.instance ?? given;
  const exports = create(null);
  // Spelled out: an object of somebody else's may have a prototype, and is not frozen.
  for (const name of ownKeys(Object(found?.exports))) if (typeof found.exports[name] === "function") exports[name] = found.exports[name];
  if (typeof exports.compile !== "function" || typeof exports.tables !== "function") throw new TypeErrorCtor("what was made is no instance of this package's engine.wasm");
  const buffer = bufferReader(found.exports.memory);
  return freeze({ exports: freeze(exports), buffer, isCurrent: (view) => typedArrayLength(view) !== 0 && typedArrayBuffer(view) === buffer() });
}

/** How a memory tells its buffer: by the getter that it has now, or as a property of its own. @param {any} memory @returns {() => ArrayBuffer} */
function bufferReader(memory) {
  for (let at = memory; Object(at) === at; at = getPrototypeOf(at)) {
    const found = getOwnPropertyDescriptor(at, "buffer");
    if (found === undefined) continue;
    if (found.get !== undefined) {
      const get = uncurryThis(found.get);
      return () => get(memory);
    }
    if (at === memory) return () => memory.buffer;
    break;
  }
  throw new TypeErrorCtor("the memory of this instance cannot be read");
}
