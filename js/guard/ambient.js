// @ts-check
/**
 * Which ambient network channels this realm offers beside the guarded surfaces (G-7). It closes none: a
 * Content-Security-Policy, or a realm without them, does.
 */

import { append } from "../primordials.js";


/** A row for each channel: where it is looked for, and its name. */
const CHANNELS = [
  "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "WebSocketStream", "RTCPeerConnection", "importScripts", "Worker", "SharedWorker",
  "Image", "Audio", "open", "caches", "require",
];

/** @returns {readonly string[]} */
export const ambientChannels = () => {
  const scope = /** @type {any} */ (globalThis);
  const open = /** @type {string[]} */ ([]);
  for (let i = 0; i < CHANNELS.length; i += 1) if (scope[CHANNELS[i]] !== undefined) append(open, CHANNELS[i]);
  if (typeof scope.navigator?.sendBeacon === "function") append(open, "navigator.sendBeacon");
  if (scope.navigator?.serviceWorker !== undefined) append(open, "navigator.serviceWorker");
  return open;
};
