// @ts-check
/**
 * Takes the browser's own network functions out of the mini program's realm, as a container does that runs its guests in a
 * worker. The guard cannot do this for a host (it only reports what it finds open), and in a page it is a partial measure: a
 * fresh `<iframe>` brings fresh functions. What then still stops a guest is the page's Content-Security-Policy.
 */
const GLOBALS = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "Worker", "SharedWorker", "RTCPeerConnection", "fetchLater", "caches", "open"];

/** @param {Window} realm */
export function removeAmbientNetwork(realm) {
  for (const name of GLOBALS) Reflect.deleteProperty(realm, name);
  Reflect.deleteProperty(Navigator.prototype, "sendBeacon");
}
