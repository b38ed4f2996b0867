// @ts-check
/**
 * What is shown by elements that the guard let load a page, so that it can be judged again when the policy changed (W-1). It holds no element
 * alive, and judges nothing itself.
 */

import { WeakMapCtor, WeakRefCtor, append, deref, weakGet, weakSet } from "../../primordials.js";

/** One element, and what it was last told to show: an address, or a page's text. @typedef {{ readonly ref: any, load: "frame" | "inline", text: string, blocked: boolean }} Shown */

/** Fewer are not worth a look at which of them are gone. */
const FEW = 64;

export const createShown = () => {
  /** @type {WeakMap<object, Shown>} */ const known = new WeakMapCtor();
  /** @type {Shown[]} */ let list = [];
  let most = FEW;

  /** Without those whose element is gone. */
  const sweep = () => {
    const kept = /** @type {Shown[]} */ ([]);
    for (let i = 0; i < list.length; i += 1) if (deref(list[i].ref) !== undefined) append(kept, list[i]);
    list = kept;
    most = kept.length * 2 + FEW;
  };

  return {
    /** @param {object} element @param {"frame" | "inline"} load @param {string} text @param {boolean} blocked */
    note: (element, load, text, blocked) => {
      // A runtime without weak references keeps what is open open: holding every frame would be a leak.
      if (WeakRefCtor === undefined) return;
      const before = weakGet(known, element);
      if (before !== undefined) {
        before.load = load;
        before.text = text;
        before.blocked = blocked;
        return;
      }
      if (list.length >= most) sweep();
      const shown = /** @type {Shown} */ (/** @type {unknown} */ ({ __proto__: null, ref: new WeakRefCtor(element), load, text, blocked }));
      weakSet(known, element, shown);
      append(list, shown);
    },
    /** @param {(element: any, shown: Shown) => void} visit */
    each: (visit) => {
      sweep();
      const now = list;
      for (let i = 0; i < now.length; i += 1) {
        const element = deref(now[i].ref);
        if (element !== undefined) visit(element, now[i]);
      }
    },
  };
};
