// @ts-check
/**
 * Instances for runtimes that make one only by a promise, and from what they please: a path of the package, a WebAssembly of another
 * name. All are made before any guest runs, since one that is made later may be seen by the guest, and who has an instance can change
 * the policy in it (G-5). So they are few: one whose policy was replaced serves the next, one that trapped is never used again (G-8).
 */
import { isLoaded, keepSource } from "../engine.js";
import { foreignInstance } from "../instances.js";

/** @typedef {import("../instances.js").Instance} Instance */

/** A guard holds one, an update compiles into a second and compares in a third. */
const LEAST = 3;
/** One for a host that judges for itself, or in place of one that trapped. */
const DEFAULT_COUNT = LEAST + 1;

/**
 * @param {() => unknown} instantiate makes an instance of `engine.wasm`: it, `{ instance }`, or a promise of either
 * @param {number} [count]
 */
export async function fillPool(instantiate, count = DEFAULT_COUNT) {
  if (typeof instantiate !== "function") throw new TypeError('load() takes a function that makes an instance: load(() => WXWebAssembly.instantiate("/engine.wasm", {}))');
  if (!Number.isInteger(count) || count < LEAST) throw new TypeError("`instances` is at least 3: one judges while the next policy is compiled and compared");
  /** @type {Instance[]} */ const made = [];
  while (made.length < count) {
    const next = foreignInstance(await instantiate());
    // A runtime that hands out one instance twice would let one policy write over another.
    if (made.some((one) => one.buffer() === next.buffer())) throw new TypeError("instantiate() gave the same instance twice");
    made.push(next);
  }
  if (!isLoaded()) keepSource(poolOf(made));
}

/** A stack of them, linked: no method of an array is asked for when a guest has run. @param {readonly Instance[]} made @returns {import("../instances.js").Source} */
function poolOf(made) {
  /** @typedef {{ instance: Instance, below: Place | null }} Place */
  /** @type {Place | null} */ let top = null;
  /** @param {Instance} instance */
  const give = (instance) => { top = { instance, below: top }; };
  made.forEach(give);
  return {
    give,
    take() {
      if (top === null) return null;
      const { instance } = top;
      top = top.below;
      return instance;
    },
  };
}
