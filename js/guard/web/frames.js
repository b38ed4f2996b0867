// @ts-check
/**
 * What a frame shows that may not show its page: the blocked page (W-4), in place of whatever was there, and an `error` event where
 * there is no `load`. It judges nothing.
 */

import en from "../../messages/en-page.js";
import { format } from "../../messages/index.js";
import { WeakMapCtor, slice, uncurryThis, weakGet, weakSet } from "../../primordials.js";

const STYLE = "body{margin:0;padding:2rem 1.25rem;color:#262626;font:15px/1.6 system-ui,sans-serif;text-align:center;overflow-wrap:anywhere}strong{display:block;font-size:18px}p{margin:.5rem 0}code{color:#595959;font-size:13px}";
const ESCAPED = { __proto__: null, "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const escape = (text) => {
  let out = "";
  for (let i = 0; i < text.length; i += 1) {
    const character = slice(text, i, i + 1);
    out += ESCAPED[/** @type {"&"} */ (character)] ?? character;
  }
  return out;
};

/** @param {import("../../types.d.ts").Decision} decision @param {import("../../types.d.ts").PageMessages} messages */
export const blockedPage = (decision, messages) => {
  const { lang, blockedTitle, blockedHint } = messages.ui;
  return "<!doctype html><html lang=\"" + escape(lang) + "\"><meta charset=\"utf-8\"><title>" + escape(blockedTitle) + "</title><style>" + STYLE + "</style><body role=\"alert\"><strong>"
    + escape(blockedTitle) + "</strong><p>" + escape(format(decision, messages)) + "</p><p>" + escape(blockedHint) + "</p><code>" + escape(decision.code) + "</code>";
};

/** @param {any} window @param {import("./refusal.js").Refusals} refusals @param {import("./trust.js").Trust} trust @param {import("../../types.d.ts").PageMessages} [messages] */
export const createFrames = (window, refusals, trust, messages = en) => {
  const { Event: EventCtor } = window;
  // In no namespace: by its name alone an attribute of a namespace could stand before the one that is meant.
  const setAttribute = uncurryThis(window.Element.prototype.setAttributeNS);
  const removeAttribute = uncurryThis(window.Element.prototype.removeAttributeNS);
  const listen = uncurryThis(window.EventTarget.prototype.addEventListener);
  const dispatch = uncurryThis(window.EventTarget.prototype.dispatchEvent);
  const stopHere = uncurryThis(window.Event.prototype.stopImmediatePropagation);
  /** Whether a frame shows the blocked page now. @type {WeakMap<object, boolean>} */
  const blocked = new WeakMapCtor();

  /** @param {any} frame @param {import("../../types.d.ts").Decision} decision */
  const announce = async (frame, decision) => {
    await undefined;
    dispatch(frame, refusals.explain(new EventCtor("error"), decision));
  };

  return {
    /** @param {any} frame an `iframe` @param {import("../../types.d.ts").Decision} decision */
    block: (frame, decision) => {
      if (weakGet(blocked, frame) === undefined) {
        listen(frame, "load", (/** @type {unknown} */ event) => {
          if (weakGet(blocked, frame) === true) stopHere(event);
        }, true);
      }
      weakSet(blocked, frame, true);
      refusals.explain(frame, decision);
      // First what it had, then the wall: without its `srcdoc` a frame would go back to its `src`.
      removeAttribute(frame, null, "src");
      setAttribute(frame, null, "srcdoc", trust.page(blockedPage(decision, messages)));
      announce(frame, decision);
    },
    /** Before another page is shown. @param {any} frame */
    clear: (frame) => {
      if (weakGet(blocked, frame) !== true) return;
      weakSet(blocked, frame, false);
      refusals.forget(frame);
      removeAttribute(frame, null, "srcdoc");
    },
  };
};

/** @typedef {ReturnType<typeof createFrames>} Frames */
