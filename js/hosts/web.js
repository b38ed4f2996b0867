// @ts-check
/**
 * Where the surfaces are in a page whose compiled code calls the platform itself (Taro H5, uni-app H5): `fetch`, sockets, scripts,
 * frames of the window. Install it before the bundle. It has no rules.
 */

import { TypeErrorCtor } from "../primordials.js";
import { guardWindow } from "../guard/web/web.js";

/**
 * @param {{ readonly window?: object, readonly own?: readonly string[] }} [options] `own`: what belongs to the app itself and is not
 *   judged when it is called (frames and windows are), `[location.origin]` when left out; a scheme (`blob:`) lets workers come from there
 * @returns {import("../types.d.ts").Host}
 */
export const webHost = ({ window = globalThis, own } = {}) => {
  if (/** @type {any} */ (window).document === undefined) throw new TypeErrorCtor("`window` has no document: in a Worker, `closeWorkerNetwork` of `minifence/worker` takes the network away");
  return { platform: [{ label: "window", object: window, install: guardWindow(window, own) }] };
};
