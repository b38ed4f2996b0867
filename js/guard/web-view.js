// @ts-check
/**
 * Guards what loads a page, `next(url)`: the page is judged before anything is loaded, and the canonical URL is what is
 * loaded (W-1). It knows no globals and no elements.
 */

import { apply } from "../primordials.js";
import { likeNative } from "./guarded.js";

/**
 * @template {Function} F
 * @param {F} next @param {import("../types.d.ts").Judge} judge @param {import("../types.d.ts").Deny} deny @returns {F}
 */
export const guardWebView = (next, judge, deny) => {
  const { guarded } = {
    /** @this {unknown} @param {unknown[]} args */
    guarded(...args) {
      const subject = args[0];
      const verdict = judge.webView(subject);
      judge.report("webView", subject, verdict);
      if (verdict.pass !== true) {
        return deny({ surface: "webView", form: "page", name: "web-view", kind: "page", decision: verdict.decision, subject, self: undefined, fail: undefined, complete: undefined, callback: undefined });
      }
      if (verdict.forward !== null) args[0] = verdict.forward;
      return apply(next, this, args);
    },
  };
  return likeNative(guarded, next);
};
