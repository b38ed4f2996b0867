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

/** @param {readonly string[]} governed what a guard stands in front of (`minifence/hosts/web`) @returns {readonly string[]} */
export const ambientChannels = (governed) => {
  const scope = /** @type {any} */ (globalThis);
  const open = /** @type {string[]} */ ([]);
  /** @param {string} channel @param {boolean} isThere */
  const note = (channel, isThere) => {
    for (let i = 0; i < governed.length; i += 1) if (governed[i] === channel) return;
    if (isThere) append(open, channel);
  };
  for (let i = 0; i < CHANNELS.length; i += 1) note(CHANNELS[i], scope[CHANNELS[i]] !== undefined);
  note("navigator.sendBeacon", typeof scope.navigator?.sendBeacon === "function");
  note("navigator.serviceWorker", scope.navigator?.serviceWorker !== undefined);
  return open;
};
