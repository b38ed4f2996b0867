// @ts-check
/**
 * What all guarded functions share: they look like their native, and stop in one way. No rules, no error numbers.
 */

import { defineProperty, getOwnPropertyDescriptor, hasOwn } from "../primordials.js";
import { isObject } from "./natives.js";
import { own } from "./snapshot.js";

/** @param {Function} guarded @param {Function} native @param {"name" | "length"} key */
const lend = (guarded, native, key) => {
  const found = getOwnPropertyDescriptor(native, key);
  if (found === undefined || !hasOwn(found, "value")) return;
  defineProperty(guarded, key, /** @type {any} */ ({ __proto__: null, value: found.value, writable: false, enumerable: false, configurable: true }));
};

/** Gives a guarded function the name and length of its native, and nothing else of it (G-3). @template {Function} F @param {Function} guarded @param {F} native @returns {F} */
export const likeNative = (guarded, native) => {
  lend(guarded, native, "name");
  lend(guarded, native, "length");
  return /** @type {any} */ (guarded);
};

/** A guest's callback in a copy of its options. @param {any} options @param {string} key */
const callbackIn = (options, key) => {
  const callback = isObject(options) ? own(options, key) : undefined;
  return typeof callback === "function" ? callback : undefined;
};

/** DingTalk's functions name it otherwise. A dispatcher has a callback of its own, and libraries tell theirs from there. @param {unknown} options @param {import("../types.d.ts").DeniedCall["form"]} form */
const failIn = (options, form) => callbackIn(options, "fail") ?? (form === "function" ? callbackIn(options, "onFail") : undefined);

/** Whether somebody listens for failure: then a promise that nobody catches is no accident (D-3). @param {unknown} options */
export const hasCallbacks = (options) => callbackIn(options, "fail") !== undefined || callbackIn(options, "complete") !== undefined;

/**
 * Stops a call: the native never hears of it (D-2).
 * @param {import("../types.d.ts").Deny} deny @param {import("./call.js").Ruling} ruling
 * @param {import("../types.d.ts").DeniedCall["form"]} form @param {unknown} self the guest's own options @param {Function | undefined} callback
 */
export const stop = (deny, { surface, name, kind, verdict, subject, options }, form, self, callback) =>
  deny({ surface, form, name, kind, decision: verdict.decision, subject, self, fail: failIn(options, form), complete: callbackIn(options, "complete"), callback });
