// @ts-check
/**
 * `XMLHttpRequest`. A denied one is opened on a server that is not there, so that it fails as any other: its own events, status 0. An
 * answer that comes from elsewhere, by a redirect, is dropped at its headers and looks the same. It knows no lists.
 */

import { WeakMapCtor, apply, uncurryThis, weakGet, weakSet } from "../../primordials.js";
import { DEAD_SERVER } from "./refusal.js";
import { getterOf, isSamePlace } from "./targets.js";

const HEADERS_RECEIVED = 2;
/** What of an answer from elsewhere nobody hears of. */
const OF_AN_ANSWER = ["abort", "load", "progress"];

/** What is known of one request. `sent`: where it went. @typedef {{ sent: string, isSync: boolean, isChecked: boolean, isRefused: boolean }} Row */

/** @param {import("./web.js").Tools} tools */
export const placeXhr = ({ window, targets, rulings, refusals, placer }) => {
  const { prototype } = window.XMLHttpRequest;
  const { ProgressEvent: ProgressEventCtor, DOMException: DOMExceptionCtor } = window;
  const stateOf = getterOf(prototype, "readyState");
  const answeredBy = getterOf(prototype, "responseURL");
  const abort = uncurryThis(prototype.abort);
  const listen = uncurryThis(window.EventTarget.prototype.addEventListener);
  const dispatch = uncurryThis(window.EventTarget.prototype.dispatchEvent);
  const stopHere = uncurryThis(window.Event.prototype.stopImmediatePropagation);
  /** @type {WeakMap<object, Row>} */
  const rows = new WeakMapCtor();

  /** @param {any} xhr */
  const check = (xhr) => {
    const row = weakGet(rows, xhr);
    if (row === undefined || row.isChecked || stateOf(xhr) < HEADERS_RECEIVED) return;
    const url = answeredBy(xhr);
    if (url === "") return;
    row.isChecked = true;
    if (isSamePlace(row.sent, url)) return;
    const { pass, decision } = rulings.judgeUrl("call", url);
    if (pass) return;
    row.isRefused = true;
    refusals.explain(xhr, decision);
    abort(xhr);
  };

  placer.placeClass(window, "XMLHttpRequest", (make, args) => {
    const xhr = make(args);
    // First of all listeners: none can keep the answer from being looked at.
    listen(xhr, "readystatechange", () => check(xhr), true);
    for (let i = 0; i < OF_AN_ANSWER.length; i += 1) {
      listen(xhr, OF_AN_ANSWER[i], (/** @type {unknown} */ event) => {
        if (weakGet(rows, xhr)?.isRefused !== true) return;
        stopHere(event);
        if (OF_AN_ANSWER[i] !== "progress") dispatch(xhr, new ProgressEventCtor("error"));
      }, true);
    }
    return xhr;
  });

  placer.placeMethod("XMLHttpRequest.open", prototype, "open", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length < 2) return apply(native, this, args);
      const ruling = rulings.judgeUrl("call", targets.text(args[1]));
      const isSync = args.length > 2 && !args[2];
      if (ruling.pass) args[1] = ruling.send;
      else {
        args[1] = DEAD_SERVER;
        if (args.length > 3) args.length = 3;
      }
      apply(native, this, args);
      refusals.forget(this);
      if (!ruling.pass) refusals.explain(this, ruling.decision);
      weakSet(rows, this, { sent: ruling.pass ? ruling.send : DEAD_SERVER, isSync, isChecked: !ruling.pass, isRefused: false });
      return undefined;
    },
  }).guarded);

  placer.placeMethod("XMLHttpRequest.send", prototype, "send", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      apply(native, this, args);
      const row = weakGet(rows, this);
      if (row === undefined || !row.isSync) return;
      check(this);
      if (row.isRefused) throw refusals.explain(new DOMExceptionCtor("Failed to execute 'send' on 'XMLHttpRequest': Failed to load.", "NetworkError"), null);
    },
  }).guarded);
};
