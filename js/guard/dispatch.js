// @ts-check
/**
 * Guards a container's dispatcher, `next(name, params, …)`: the one function that every call of a mini program comes through, on the
 * side where no guest's code runs. Params are plain data there, so nothing is hidden from a guest: no facade, `this` and all further
 * arguments untouched. It knows no globals and installs nothing.
 */

import { apply } from "../primordials.js";
import { judgeCall } from "./call.js";
import { errorObject } from "./deny.js";
import { likeNative } from "./guarded.js";

/**
 * @template {Function} F
 * @param {F} next @param {import("../types.d.ts").Judge} judge
 * @param {{ readonly platform: import("./deny.js").Platform, readonly exposeReason: boolean, readonly reply: import("../types.d.ts").Reply }} answer
 * @returns {F}
 */
export const guardDispatch = (next, judge, { platform, exposeReason, reply }) => {
  const { guarded } = {
    /** @this {unknown} @param {unknown[]} args */
    guarded(...args) {
      const [name, params] = args;
      const ruling = judgeCall(judge, name, params, null, true);
      judge.report(ruling.surface, ruling.subject, ruling.verdict);
      if (ruling.verdict.pass !== true) {
        const denied = { surface: ruling.surface, form: /** @type {const} */ ("function"), name, kind: ruling.kind, decision: ruling.verdict.decision, subject: ruling.subject };
        return reply({ error: errorObject(platform, denied, exposeReason), name, params, args, self: this });
      }
      if (args.length > 0) args[0] = ruling.name;
      if (args.length > 1) args[1] = ruling.options;
      return apply(next, this, args);
    },
  };
  return likeNative(guarded, next);
};
