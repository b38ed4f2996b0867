// @ts-check
/**
 * How a guest hears of a denial: when and where the error object arrives, and what the call returns (D-1 to D-4). What the object says
 * is a platform's own: `deny-mpaas.js`, `deny-wechat.js`. It decides nothing: it is called when a call is already stopped.
 */

import { ErrorCtor, PromiseCtor, apply, charCodeAt, endsWith, freeze, microtask, ownKeys, put, setTimer, startsWith } from "../primordials.js";
import { quiet } from "./results.js";

/** @typedef {import("../types.d.ts").DeniedCall} DeniedCall */
/** @typedef {import("../types.d.ts").Decision} Decision */
/**
 * How a platform tells of a failure.
 * @typedef {object} Platform
 * @property {(denied: DeniedCall) => object} errorOf the error object of a call
 * @property {(decision: Decision) => unknown} pageErrorOf what `onError` of a web-view says
 * @property {Record<string, readonly string[] | null>} tasks the methods of what a network function returns, by its name; it inherits nothing
 * @property {boolean} taskOnly network functions return a task that is no promise
 * @property {boolean} syncThrows `*Sync` functions throw what others would answer
 */

const CALL_TASK = ["remove"];

/** @param {Record<string, any>} table @param {unknown} key @returns {any} the row, or undefined: the tables inherit nothing */
export const row = (table, key) => (typeof key === "string" ? table[key] : undefined);

/** @param {Decision} decision */
export const isPlaintext = (decision) => decision.code === "not_https" && (decision.params.scheme === "http" || decision.params.scheme === "ws");

/** What a denied call was for, where it was for the network. @type {Record<string, true | null>} */
export const NETWORK = { __proto__: null, request: true, socket: true, download: true, read: true };

/** Why, in the platform-neutral words of `docs/codes.md` (D-1). @param {Decision} decision */
export const reason = ({ code, params }) => freeze({ code, params: freeze({ ...params }) });

/** An exception in a guest's callback surfaces where the platform would show it: nowhere near the guard. @param {unknown} thrown */
const surface = (thrown) => {
  const rethrow = () => {
    throw thrown;
  };
  if (setTimer !== undefined) setTimer(rethrow, 0);
  else if (microtask !== undefined) microtask(rethrow);
};

/** @param {Function | undefined} callback @param {unknown} self @param {unknown} error */
const tell = (callback, self, error) => {
  if (callback === undefined) return;
  try {
    apply(callback, self, [error]);
  } catch (thrown) {
    surface(thrown);
  }
};

/**
 * `fail`, `complete`, the callback, the promise: in this order, one microtask later or more (D-2). `await undefined` looks
 * nothing up, so nobody can stand in its way.
 * @param {DeniedCall} denied @param {object} error @param {(error: object) => void} reject
 */
const deliver = async ({ self, fail, complete, callback }, error, reject) => {
  await undefined;
  tell(fail, self, error);
  tell(complete, self, error);
  tell(callback, undefined, error);
  reject(error);
};

const nothing = () => {};

/** `my.onX(f)`, `my.offX(f)`: they return nothing and their callback is no answer. @param {unknown} name */
const isSubscription = (name) => {
  if (typeof name !== "string") return false;
  const at = startsWith(name, "on") ? 2 : startsWith(name, "off") ? 3 : name.length;
  return at < name.length && charCodeAt(name, at) >= 0x41 && charCodeAt(name, at) <= 0x5a;
};

/** @param {object} task @param {readonly string[]} methods */
const withMethods = (task, methods) => {
  for (let i = 0; i < methods.length; i += 1) put(task, methods[i], () => {});
  return task;
};

/** @param {object} error */
const thrown = (error) => {
  const names = ownKeys(error);
  const made = new ErrorCtor(/** @type {any} */ (error).errMsg);
  for (let i = 0; i < names.length; i += 1) put(made, names[i], /** @type {any} */ (error)[names[i]]);
  return made;
};

/** @param {Platform} platform @param {DeniedCall} denied @param {object} error */
const answer = ({ tasks, taskOnly, syncThrows }, denied, error) => {
  const { form, name, fail, complete, callback } = denied;
  if (form === "function" && typeof name === "string" && endsWith(name, "Sync")) {
    if (syncThrows) throw thrown(error);
    return error;
  }
  if (form === "function" && isSubscription(name)) return undefined;
  if (form === "bridge") {
    deliver({ ...denied, self: undefined, fail: undefined, complete: undefined }, error, nothing);
    return undefined;
  }
  if (callback !== undefined) {
    deliver(denied, error, nothing);
    return withMethods({}, CALL_TASK);
  }
  const methods = form === "call" ? CALL_TASK : row(tasks, name);
  if (taskOnly && form === "function" && methods !== undefined) {
    deliver(denied, error, nothing);
    return withMethods({}, methods);
  }
  /** @type {(error: object) => void} */ let reject = nothing;
  const promise = new PromiseCtor((_, no) => {
    reject = no;
  });
  if (fail !== undefined || complete !== undefined) quiet(promise);
  deliver(denied, error, reject);
  return withMethods(promise, methods ?? []);
};

/**
 * `exposeReason` puts `permission: { code, params }` into what the guest sees (D-1).
 * @param {Platform} platform @returns {(options?: { readonly exposeReason?: boolean }) => import("../types.d.ts").Deny}
 */
export const createDenials = (platform) => ({ exposeReason = true } = {}) => (denied) => {
  const { decision, form, subject } = denied;
  if (form === "page") return { src: subject, error: platform.pageErrorOf(decision), ...permissionOf(decision, exposeReason) };
  return answer(platform, denied, errorObject(platform, denied, exposeReason));
};

/** @param {Decision} decision @param {boolean} exposeReason */
const permissionOf = (decision, exposeReason) => (exposeReason ? { permission: reason(decision) } : undefined);

/** The object by which a guest hears of a denial. @param {Platform} platform @param {DeniedCall} denied @param {boolean} exposeReason */
export const errorObject = (platform, denied, exposeReason) => ({ ...platform.errorOf(denied), ...permissionOf(denied.decision, exposeReason) });
