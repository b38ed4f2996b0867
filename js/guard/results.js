// @ts-check
/**
 * What comes back from a native: callbacks without its `this`, tasks and promises behind a facade (G-3). It
 * adds nothing and judges nothing; same arguments, same time, at most one promise in between.
 */

import {
  ObjectPrototype, PromiseCtor, PromisePrototype, WeakMapCtor, apply, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isArray, isBuffer, ownKeys, promiseThen, put, reflectDefine, weakGet, weakSet,
} from "../primordials.js";
import { guardedOf, isHost, isObject } from "./natives.js";
import { own, snapshot } from "./snapshot.js";

/** The documented methods of what natives return. Data: a facade has those of them that its native has. */
const METHODS = [
  "abort", "remove", "onHeadersReceived", "offHeadersReceived", "onProgressUpdate", "offProgressUpdate", "onChunkReceived", "offChunkReceived",
  "send", "close", "onOpen", "offOpen", "onMessage", "offMessage", "onError", "offError", "onClose", "offClose",
];

const nothing = () => {};

/**
 * A property of a native's object, found without asking `Object.prototype`: a getter planted there would be handed the
 * native's object. @param {any} object @param {PropertyKey} key @returns {{ value: any, holder: object } | undefined}
 */
const lookup = (object, key) => {
  for (let at = object; at !== null && at !== ObjectPrototype; at = getPrototypeOf(at)) {
    const found = getOwnPropertyDescriptor(at, key);
    if (found === undefined) continue;
    const value = hasOwn(found, "value") ? found.value : found.get && apply(found.get, object, []);
    return { value, holder: at };
  }
  return undefined;
};

/** @param {ArrayLike<unknown>} args @returns {unknown[]} */
const faceAll = (args) => {
  const faced = /** @type {unknown[]} */ ([]);
  for (let i = 0; i < args.length; i += 1) put(faced, i, face(args[i], false));
  return faced;
};

const wrappers = new WeakMapCtor();

/**
 * A bare callback, wrapped once: `off(f)` finds what `on(f)` gave. @param {Function} callback @returns {Function}
 */
export const wrapBare = (callback) => {
  const twin = guardedOf(callback) ?? weakGet(wrappers, callback);
  if (twin !== undefined) return twin;
  const wrapped = (/** @type {unknown[]} */ ...args) => apply(callback, undefined, faceAll(args));
  weakSet(wrappers, callback, wrapped);
  return wrapped;
};

/** @param {Function} callback @param {object} copy @param {object} source */
const wrapField = (callback, copy, source) =>
  /** @this {unknown} @param {unknown[]} args */
  function (...args) {
    return apply(callback, this === copy ? source : undefined, faceAll(args));
  };

/** Callbacks of options: `this` is the guest's own options where the native used the copy. @param {any} copy @param {object} source */
const wrapFields = (copy, source) => {
  for (const name in copy) {
    const callback = own(copy, name);
    if (typeof callback === "function") copy[name] = wrapField(callback, copy, source);
  }
  return copy;
};

/** What goes on in place of an argument that was copied already. @param {unknown} copy @param {unknown} source */
export const forwardable = (copy, source) => {
  if (typeof copy === "function") return wrapBare(copy);
  return isObject(copy) && !isArray(copy) ? wrapFields(copy, /** @type {object} */ (source)) : copy;
};

/** What goes on in place of any other argument. @param {unknown} value */
export const mapArgument = (value) => {
  if (!isObject(value) || isBuffer(value)) return value;
  return typeof value === "function" ? wrapBare(value) : forwardable(snapshot(value, null), value);
};

/** A native's function, callable by a guest. @param {Function} method @param {unknown} raw its `this` @param {unknown} facade */
const lend = (method, raw, facade) => (/** @type {unknown[]} */ ...args) => {
  for (let i = 0; i < args.length; i += 1) args[i] = mapArgument(args[i]);
  const result = apply(method, raw, args);
  return result === raw ? facade : face(result, true);
};

/** Gives a facade the documented methods of its native. @param {any} facade @param {object} raw */
const lendMethods = (facade, raw) => {
  for (let i = 0; i < METHODS.length; i += 1) {
    const method = lookup(raw, METHODS[i])?.value;
    if (typeof method === "function") put(facade, METHODS[i], lend(method, raw, facade));
  }
  return facade;
};

/** Marks a promise as handled. @param {Promise<unknown>} promise */
export const quiet = (promise) => {
  promiseThen(promise, nothing, nothing);
  return promise;
};

/** @param {any} raw @param {(ok: Function, bad: Function) => void} subscribe @param {boolean} handled */
const facePromise = (raw, subscribe, handled) => {
  /** @type {(value: unknown) => void} */ let resolve = nothing;
  /** @type {(reason: unknown) => void} */ let reject = nothing;
  const promise = new PromiseCtor((yes, no) => {
    resolve = yes;
    reject = no;
  });
  subscribe(
    (/** @type {unknown} */ value) => resolve(value === raw ? undefined : face(value, false)),
    (/** @type {unknown} */ reason) => reject(face(reason, false)),
  );
  return lendMethods(handled ? quiet(promise) : promise, raw);
};

/** A task: its documented methods and its plain data. @param {any} raw */
const faceTask = (raw) => {
  const task = lendMethods({}, raw);
  const names = ownKeys(raw);
  for (let i = 0; i < names.length; i += 1) {
    const found = getOwnPropertyDescriptor(raw, names[i]);
    const value = found && own(found, "value");
    if (value !== undefined && !isObject(value)) put(task, names[i], value);
  }
  return task;
};

/** Natives that lie in a result are replaced by their twins, where they lie. @param {any} result */
const cover = (result) => {
  if (typeof result !== "object" || isArray(result)) return result;
  const names = ownKeys(result);
  for (let i = 0; i < names.length; i += 1) {
    const found = getOwnPropertyDescriptor(result, names[i]);
    const value = found && own(found, "value");
    const twin = guardedOf(value);
    if (twin !== undefined && twin !== value) reflectDefine(result, names[i], /** @type {any} */ ({ __proto__: null, value: twin }));
  }
  return result;
};

/**
 * What a guest gets for what a native gave. `task`: the native is a network call or a dispatcher, whose objects are
 * tasks; other natives return rich objects (contexts, queries) that pass as they are.
 * @param {any} value @param {boolean} task @param {boolean} [handled] callbacks were given: nobody need catch @returns {unknown}
 */
export function face(value, task, handled = false) {
  if (!isObject(value)) return value;
  const twin = guardedOf(value);
  if (twin !== undefined) return twin;
  if (isHost(value)) return value;
  const then = lookup(value, "then");
  if (then !== undefined && then.holder === PromisePrototype) {
    // Without this `then` would look up `constructor` and `Symbol.species`, which a guest may have replaced.
    reflectDefine(value, "constructor", /** @type {any} */ ({ __proto__: null, value: undefined, writable: true, enumerable: false, configurable: true }));
    return facePromise(value, (ok, bad) => promiseThen(value, ok, bad), handled);
  }
  if (then !== undefined && typeof then.value === "function") return facePromise(value, (ok, bad) => apply(then.value, value, [ok, bad]), handled);
  if (!task) return cover(value);
  return typeof value === "function" ? lend(value, undefined, undefined) : faceTask(value);
}
