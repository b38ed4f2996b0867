// @ts-check
/**
 * Where the surfaces are in a page whose compiled code calls the platform itself (Taro H5, uni-app H5): `fetch`, sockets, scripts,
 * frames of the window. Install it before the bundle. It has no rules.
 */

import { TypeErrorCtor } from "../primordials.js";
import { guardWindow } from "../guard/web/web.js";

/**
 * @param {{ readonly window?: object, readonly own?: readonly string[], readonly workers?: readonly string[] }} [options] `own`: origins that
 *   belong to the app itself and are not judged when they are called (frames, windows and workers of them are), `[location.origin]` when
 *   left out. `workers`: origins and schemes that workers may come from, `[location.origin, "blob:"]`, none when left out: a worker is a
 *   realm of its own, which only a header of its script closes
 * @returns {import("../types.d.ts").Host}
 */
export const webHost = ({ window = globalThis, own, workers } = {}) => {
  if (/** @type {any} */ (window).document === undefined) throw new TypeErrorCtor("`window` has no document: in a Worker, `closeWorkerNetwork` of `minifence/worker` takes the network away");
  return { platform: [{ label: "window", object: window, install: guardWindow(window, own, workers) }] };
};
