// @ts-check
/**
 * Guards an API: a function judged by its own name, or a dispatcher whose first argument is the name. It
 * knows no globals and installs nothing.
 */

import { apply, hasOwn } from "../primordials.js";
import { judgeCall } from "./call.js";
import { hasCallbacks, likeNative, stop } from "./guarded.js";
import { face, forwardable, mapArgument } from "./results.js";

/** @typedef {import("../types.d.ts").Judge} Judge */
/** @typedef {import("../types.d.ts").Deny} Deny */

/** `next(options?, …)`. @param {Function} next @param {Judge} judge @param {Deny} deny @param {string} name */
const guardFunction = (next, judge, deny, name) => ({
  /** @this {unknown} @param {unknown[]} args */
  guarded(...args) {
    const source = args[0];
    const ruling = judgeCall(judge, name, source, null, false);
    judge.report(ruling.surface, ruling.subject, ruling.verdict);
    if (ruling.verdict.pass !== true) return stop(deny, ruling, "function", source, undefined);
    if (args.length > 0) args[0] = forwardable(ruling.options, source);
    for (let i = 1; i < args.length; i += 1) args[i] = mapArgument(args[i]);
    return face(apply(next, this, args), false, hasCallbacks(ruling.options));
  },
}).guarded;

/** `next(name, options?, callback?)` or `next(name, callback)`. @param {Function} next @param {Judge} judge @param {Deny} deny @param {"call" | "bridge"} form */
const guardDispatcher = (next, judge, deny, form) => ({
  /** @this {unknown} @param {unknown[]} args */
  guarded(...args) {
    const isBare = typeof args[1] === "function";
    const source = isBare ? undefined : args[1];
    const last = isBare ? args[1] : args[2];
    const callback = typeof last === "function" ? last : undefined;
    const ruling = judgeCall(judge, args[0], source, null, true);
    judge.report(ruling.surface, ruling.subject, ruling.verdict);
    if (ruling.verdict.pass !== true) return stop(deny, ruling, form, source, callback);
    const most = isBare ? 2 : 3;
    if (args.length > most) args.length = most;
    if (args.length > 0) args[0] = ruling.name;
    if (args.length > 1) args[1] = isBare ? mapArgument(callback) : forwardable(ruling.options, source);
    if (args.length > 2) args[2] = mapArgument(args[2]);
    return face(apply(next, this, args), true, callback !== undefined || hasCallbacks(ruling.options));
  },
}).guarded;

/** A bridge may arrive after the guest: a name that `Object.prototype` offers is none. @param {{ readonly name: string } | { readonly form: "call" | "bridge" }} as @returns {as is { readonly name: string }} */
const isNamed = (as) => hasOwn(as, "name");

/**
 * @template {Function} F
 * @param {F} next @param {Judge} judge @param {Deny} deny
 * @param {{ readonly name: string } | { readonly form: "call" | "bridge" }} [as] a name makes it a function of its own; the default is a dispatcher like `my.call`
 * @returns {F}
 */
export const guardApi = (next, judge, deny, as = { form: "call" }) =>
  likeNative(isNamed(as) ? guardFunction(next, judge, deny, as.name) : guardDispatcher(next, judge, deny, as.form), next);
