// @ts-check
/**
 * What a window's calls are judged as: a row for each kind of call. What was judged is what goes on (U-9), and each judgement
 * is reported once. It knows no platform object.
 */

import { slice } from "../../primordials.js";

/** `send` is what goes on in place of the text. @typedef {{ readonly pass: boolean, readonly send: string, readonly decision: import("../../types.d.ts").Decision | null }} Ruling */
/** @typedef {"call" | "socket" | "worker" | "frame" | "window"} Kind */

/**
 * `local`: schemes that are read on this device. `free`: what of the app's own is. Frames and workers of its origin are not: one file
 * that is served without the header is a fresh realm with no wall around it (`csp.js`); a blob's page inherits the header of its maker.
 * @type {{ readonly [K in Kind]: { readonly check: "request" | "socket" | "webView", readonly surface: import("../../types.d.ts").Surface, readonly free: "isOwn" | "isForWorkers" | null, readonly local: readonly string[] } }}
 */
const KINDS = {
  call: { check: "request", surface: "request", free: "isOwn", local: ["blob:", "data:"] },
  socket: { check: "socket", surface: "request", free: "isOwn", local: [] },
  worker: { check: "request", surface: "request", free: "isForWorkers", local: [] },
  frame: { check: "webView", surface: "webView", free: null, local: [] },
  window: { check: "webView", surface: "webView", free: null, local: ["blob:"] },
};

/** A socket may be asked for by the page's scheme; the browser makes the same of it. */
const SOCKET_SCHEME = { __proto__: null, "https:": "wss:", "http:": "ws:" };

/** @param {readonly string[]} list @param {string} value */
const includes = (list, value) => {
  for (let i = 0; i < list.length; i += 1) if (list[i] === value) return true;
  return false;
};

/** @param {import("../../types.d.ts").Judge} judge @param {import("./targets.js").Targets} targets */
export const createRulings = (judge, targets) => {
  /** @param {Kind} kind @param {string} subject @param {string} given @returns {Ruling} */
  const rule = (kind, subject, given) => {
    const { check, surface } = KINDS[kind];
    const verdict = judge[check](subject);
    judge.report(surface, subject, verdict);
    return /** @type {any} */ ({ __proto__: null, pass: verdict.pass === true, send: verdict.forward ?? given, decision: verdict.decision });
  };

  return {
    /** @param {Kind} kind @param {string} text as the guest gave it @returns {Ruling} */
    judgeUrl: (kind, text) => {
      const { free, local } = KINDS[kind];
      let address = targets.address(text);
      if (address === null) return rule(kind, text, text);
      const scheme = kind === "socket" ? SOCKET_SCHEME[/** @type {"https:"} */ (address.protocol)] : undefined;
      if (scheme !== undefined) address = targets.address(scheme + slice(address.href, address.protocol.length)) ?? address;
      const isFree = (free !== null && targets[free](address)) || includes(local, address.protocol);
      if (isFree) return /** @type {any} */ ({ __proto__: null, pass: true, send: address.href, decision: null });
      return rule(kind, address.href, text);
    },
    /** Whether a frame would show that page, or (null) one that is at no address; nobody is told. @param {string | null} text */
    wouldShow: (text) => {
      const href = text === null ? "about:srcdoc" : targets.address(text)?.href ?? text;
      return href === "about:blank" || judge.webView(href).pass === true; // an empty frame is no page (W-2)
    },
    /** A page that is not at any address: `srcdoc`. */
    judgeInlinePage: () => rule("frame", "about:srcdoc", ""),
  };
};
