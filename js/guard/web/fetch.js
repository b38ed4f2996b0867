// @ts-check
/**
 * `fetch`, `fetchLater` and `sendBeacon`. A redirect is seen when its answer arrives: the answer is withheld, though the request
 * has left (U-10). It knows no lists.
 */

import { FunctionPrototype, PromiseCtor, TypeErrorCtor, apply, defineProperty, setPrototypeOf } from "../../primordials.js";
import { isObject } from "../natives.js";
import { getterOf } from "./targets.js";

/** @typedef {import("./web.js").Tools} Tools */

/** @param {Tools} tools */
export const placeFetch = ({ window, targets, rulings, refusals, placer }) => {
  const { Request: RequestCtor, Response: ResponseCtor } = window;
  const requestUrl = getterOf(RequestCtor.prototype, "url");
  const isRedirected = getterOf(ResponseCtor.prototype, "redirected");
  const responseUrl = getterOf(ResponseCtor.prototype, "url");

  /** The address inside a `Request`, whatever its class says; null for what is none. @param {unknown} input @returns {string | null} */
  const insideRequest = (input) => {
    if (!isObject(input)) return null;
    try {
      return requestUrl(input);
    } catch {
      return null;
    }
  };

  /** @param {unknown} input */
  const judgeInput = (input) => {
    const inside = insideRequest(input);
    const ruling = rulings.judgeUrl("call", inside ?? targets.text(input));
    if (inside === null) return { ruling, input: ruling.send };
    return { ruling, input: ruling.send === inside ? input : new RequestCtor(ruling.send, input) };
  };

  /** @param {import("./rulings.js").Ruling} ruling */
  const failure = ({ decision }) => refusals.explain(new TypeErrorCtor("Failed to fetch"), decision);

  /** @param {any} response @returns {string | null} where it came from, if from elsewhere */
  const redirectOf = (response) => {
    try {
      return isRedirected(response) === true ? responseUrl(response) : null;
    } catch {
      return null; // somebody's own fetch, on top of what is guarded beneath it
    }
  };

  placer.placeMethod("fetch", window, "fetch", (native) => {
    const { guarded } = {
      /** @this {any} @param {unknown[]} args */
      async guarded(...args) {
        if (args.length > 0) {
          const { ruling, input } = judgeInput(args[0]);
          if (!ruling.pass) throw failure(ruling);
          args[0] = input;
        }
        const pending = apply(native, this, args);
        // `await` asks a promise for its constructor: nobody stands in between with a getter and takes the answer.
        defineProperty(pending, "constructor", /** @type {any} */ ({ __proto__: null, value: PromiseCtor }));
        const response = await pending;
        const url = redirectOf(response);
        if (url === null) return response;
        const ruling = rulings.judgeUrl("call", url);
        if (!ruling.pass) throw failure(ruling);
        return response;
      },
    };
    return setPrototypeOf(guarded, FunctionPrototype);
  });

  placer.placeMethod("fetchLater", window, "fetchLater", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length === 0) return apply(native, this, args);
      const { ruling, input } = judgeInput(args[0]);
      if (!ruling.pass) return refusals.explain({ activated: false }, ruling.decision);
      args[0] = input;
      return apply(native, this, args);
    },
  }).guarded);

  placer.placeMethod("navigator.sendBeacon", window.navigator, "sendBeacon", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length === 0) return apply(native, this, args);
      const ruling = rulings.judgeUrl("call", targets.text(args[0]));
      if (!ruling.pass) return false;
      args[0] = ruling.send;
      return apply(native, this, args);
    },
  }).guarded);
};
