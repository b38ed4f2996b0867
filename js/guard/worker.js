// @ts-check
/**
 * Door "minifence/worker": the prelude of a logic layer that runs in a Worker. It takes the network that a Worker brings along out
 * of the guest's reach, on every object of the scope's prototype chain, and says what it did and what is left. It judges nothing:
 * what the guest may reach, it reaches through the guard. Run it before any guest code, after the host took what it needs itself.
 */

import { ObjectPrototype, TypeErrorCtor, append, freeze, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, realm, reflectDefine } from "../primordials.js";

/** What sends bytes off the device, or brings a fresh realm that can. Stored data (`indexedDB`) stays. */
const CHANNELS = [
  "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection",
  "importScripts", "Worker", "SharedWorker", "caches", "CacheStorage", "FontFace", "Notification", "BackgroundFetchManager",
];
/** The same, on `navigator`. */
const OF_NAVIGATOR = ["sendBeacon", "serviceWorker"];

/** What stays open, and why. A host that wants one of the first two gone names it in `also`. */
const LEFT = [
  ["postMessage", "the host's own line: take it first and name it in `also`, or judge again at its other end"],
  ["BroadcastChannel", "reaches only this origin on this device: name it in `also` where several mini programs share an origin"],
  ["import()", "is syntax: send `script-src` with the worker's script"],
];

/** @typedef {{ readonly keep?: readonly string[], readonly also?: readonly string[] }} PreludeOptions `keep`: channels to leave; `also`: further names to take */
/** @typedef {{ readonly channel: string, readonly why: string }} Left */
/** @typedef {{ readonly closed: readonly string[], readonly left: readonly Left[] }} PreludeReport */

/** @param {readonly string[] | undefined} list @param {string} name */
const includes = (list, name) => {
  for (let i = 0; list !== undefined && i < list.length; i += 1) if (list[i] === name) return true;
  return false;
};

/**
 * A guest may put its own function in the place, as polyfills do; it can never delete ours to find the native beneath.
 * @param {object} level @param {string} name
 */
const blank = (level, name) => {
  const found = /** @type {PropertyDescriptor} */ (getOwnPropertyDescriptor(level, name));
  const value = { __proto__: null, value: undefined, writable: true, enumerable: false, configurable: false };
  if (found.configurable === true) return reflectDefine(level, name, /** @type {any} */ (value));
  return found.writable === true && reflectDefine(level, name, /** @type {any} */ ({ __proto__: null, value: undefined }));
};

/** @param {object} object @param {string} name @returns {boolean | null} null: it was not there */
const close = (object, name) => {
  let outcome = /** @type {boolean | null} */ (null);
  for (let at = /** @type {object | null} */ (object); at !== null && at !== ObjectPrototype; at = getPrototypeOf(at)) {
    if (hasOwn(at, name)) outcome = blank(at, name) && outcome !== false;
  }
  return outcome;
};

/**
 * @param {PreludeOptions} [options]
 * @returns {PreludeReport} `left` names what a guest can still use, with the remedy
 */
export const closeWorkerNetwork = ({ keep, also } = {}) => {
  const scope = /** @type {any} */ (realm);
  if (scope.document !== undefined) throw new TypeErrorCtor("this realm has a document: every frame brings the network back; send a Content-Security-Policy instead (`contentSecurityPolicy`)");
  const closed = /** @type {string[]} */ ([]);
  const left = /** @type {Left[]} */ ([]);

  /** @param {object | undefined} object @param {string} name @param {string} channel */
  const take = (object, name, channel) => {
    if (object === undefined || object === null) return;
    if (includes(keep, channel)) {
      if (name in object) append(left, freeze({ channel, why: "kept by the host" }));
      return;
    }
    const outcome = close(object, name);
    if (outcome === true) append(closed, channel);
    if (outcome === false) append(left, freeze({ channel, why: "cannot be redefined here: send a Content-Security-Policy with the worker's script" }));
  };
  for (let i = 0; i < CHANNELS.length; i += 1) take(scope, CHANNELS[i], CHANNELS[i]);
  for (let i = 0; i < OF_NAVIGATOR.length; i += 1) take(scope.navigator, OF_NAVIGATOR[i], "navigator." + OF_NAVIGATOR[i]);
  for (let i = 0; also !== undefined && i < also.length; i += 1) take(scope, also[i], also[i]);
  for (let i = 0; i < LEFT.length; i += 1) {
    const [channel, why] = LEFT[i];
    if (!includes(also, channel) && (channel === "import()" || channel in scope)) append(left, freeze({ channel, why }));
  }
  return freeze({ closed: freeze(closed), left: freeze(left) });
};
