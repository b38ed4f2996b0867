// @ts-check
/**
 * Guards a network function, `next(options)`: the call is judged by name and by URL, and what was judged is what is sent
 * (U-9, U-11). It knows no globals and installs nothing.
 */

import { apply } from "../primordials.js";
import { judgeCall } from "./call.js";
import { hasCallbacks, likeNative, stop } from "./guarded.js";
import { face, forwardable, mapArgument } from "./results.js";

/**
 * @template {Function} F
 * @param {F} next @param {import("../types.d.ts").Judge} judge @param {import("../types.d.ts").Deny} deny
 * @param {{ readonly name?: string, readonly kind?: "request" | "socket" | "download" }} [as] @returns {F}
 */
export const guardRequest = (next, judge, deny, { name = "request", kind = "request" } = {}) => {
  const rule = /** @type {const} */ ({ kind, fields: [["url"]] });
  const { guarded } = {
    /** @this {unknown} @param {unknown[]} args */
    guarded(...args) {
      const source = args[0];
      const ruling = judgeCall(judge, name, source, rule, false);
      judge.report(ruling.surface, ruling.subject, ruling.verdict);
      if (ruling.verdict.pass !== true) return stop(deny, ruling, "function", source, undefined);
      const options = forwardable(ruling.options, source);
      // A second argument could hold another URL for natives that know such a form: it goes on only where nothing is judged.
      const rest = ruling.verdict.decision.code === "listed" ? 1 : args.length;
      if (args.length > 0) args[0] = options;
      for (let i = 1; i < rest; i += 1) args[i] = mapArgument(args[i]);
      if (args.length > rest) args.length = rest;
      return face(apply(next, this, args), true, hasCallbacks(ruling.options));
    },
  };
  return likeNative(guarded, next);
};
