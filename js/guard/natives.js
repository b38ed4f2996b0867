// @ts-check
/**
 * What the guard has seen: natives and their guarded twins, and the host's own objects. Not a policy, and no way back:
 * from a guarded function nothing leads to its native (G-3).
 */

import { WeakMapCtor, weakGet, weakHas, weakSet } from "../primordials.js";

const twins = new WeakMapCtor();
const ours = new WeakMapCtor();
const hosts = new WeakMapCtor();

/** Whether a value can be a WeakMap key, a carrier of properties. @param {unknown} value @returns {value is object} */
export const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

/** @param {Function} native @param {Function} guarded */
export const remember = (native, guarded) => {
  weakSet(twins, native, guarded);
  weakSet(ours, guarded, true);
};

/** The guarded twin of a native function, the function itself when it is one, else undefined. @param {unknown} value */
export const guardedOf = (value) => {
  if (typeof value !== "function") return undefined;
  return weakHas(ours, value) ? value : weakGet(twins, value);
};

/** An object that holds natives: `this` of a native may be one of these, and nothing else. @param {object} object */
export const adopt = (object) => weakSet(hosts, object, true);
/** @param {unknown} value */
export const isHost = (value) => isObject(value) && weakHas(hosts, value);
