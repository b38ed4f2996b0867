// @ts-check
/**
 * What a denied call of a window meets: addresses that no request ever leaves the device for, so that the platform's own failure
 * follows, with its own events in its own time (D-2); and the reason beside it (D-1). It decides nothing.
 */

import { reflectDefine, reflectDelete } from "../../primordials.js";
import { reason } from "../deny.js";

/** A port on the device itself that browsers refuse to open (the Fetch standard's bad ports): every event of a server that is not there. */
export const DEAD_SERVER = "https://127.0.0.1:1/";
export const DEAD_SOCKET = "wss://127.0.0.1:1/";
/** No event stream: an `EventSource` gives up, where a missing one is tried again. */
export const DEAD_STREAM = "data:,";

/** @param {any} window @param {boolean} exposeReason */
export const createRefusals = (window, exposeReason) => {
  const dead = window.URL.createObjectURL(new window.Blob([]));
  window.URL.revokeObjectURL(dead);

  return {
    /** A blob that is no more: scripts, workers and objects that are to come from there have an error like any other. @type {string} */
    dead,
    /** @template {object} T @param {T} carrier @param {import("../../types.d.ts").Decision | null} decision @returns {T} */
    explain: (carrier, decision) => {
      if (exposeReason && decision !== null) {
        // A guest may have made the field its own; then it has its own, and is denied all the same.
        const value = { __proto__: null, value: reason(decision), writable: true, enumerable: true, configurable: true };
        reflectDefine(carrier, "permission", /** @type {any} */ (value));
      }
      return carrier;
    },
    /** @param {object} carrier that is used again */
    forget: (carrier) => void (exposeReason && reflectDelete(carrier, "permission")),
  };
};

/** @typedef {ReturnType<typeof createRefusals>} Refusals */
