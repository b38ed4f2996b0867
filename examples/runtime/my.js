// @ts-check
/**
 * The surfaces that a mini program sees: `my` and `AlipayJSBridge`. They turn calls with callbacks, promises or both into calls
 * of the native side. No permissions here: the guard is put in front of these objects by `host.js`.
 */
import { API_VERSION } from "./facts.js";

/** @typedef {import("./natives.js").Natives} Natives */
/** @typedef {{ success?: Function, fail?: Function, complete?: Function }} Callbacks */

/** `my` name → JSAPI name, where both do the same with the same options. */
const PLAIN = {
  uploadFile: "uploadFile", downloadFile: "downloadFile", connectSocket: "connectSocket", sendSocketMessage: "sendSocketMessage", closeSocket: "closeSocket",
  chooseImage: "chooseImage", showToast: "toast", hideToast: "hideToast", setNavigationBar: "setTitle", vibrate: "vibrate", getSystemInfo: "getSystemInfo",
  setStorage: "setTinyLocalStorage", getStorage: "getTinyLocalStorage", navigateTo: "pushWindow", navigateBack: "popTo",
};

/** @param {Natives} natives */
export function createMy(natives) {
  /** @type {Record<string, any>} */
  const my = { SDKVersion: API_VERSION };
  for (const [name, jsapi] of Object.entries(PLAIN)) my[name] = named(name, (options) => deliver(natives, jsapi, options));
  my.request = named("request", (options) => deliver(natives, "request", options));
  my.httpRequest = my.request; // the older name of the same function
  for (const event of ["Open", "Message", "Error", "Close"]) {
    my[`onSocket${event}`] = (/** @type {(event: any) => void} */ listener) => natives.on(`socket${event}`, listener);
    my[`offSocket${event}`] = (/** @type {(event: any) => void} */ listener) => natives.off(`socket${event}`, listener);
  }
  my.getSystemInfoSync = () => natives.systemInfo();
  my.setStorageSync = (/** @type {any} */ { key, data }) => { natives.storage.set(String(key), data); };
  my.getStorageSync = (/** @type {any} */ { key }) => ({ data: natives.storage.get(String(key)) ?? null });
  // What this version has, not what is permitted: the same answer whatever the policy says.
  my.canIUse = (/** @type {unknown} */ name) => typeof name === "string" && (name in my || natives.has(name));
  my.call = (/** @type {string} */ name, /** @type {any} */ options, /** @type {Function} */ callback) => call(natives, name, options, callback);
  return my;
}

/** @param {Natives} natives */
export function createBridge(natives) {
  return {
    startupParams: {},
    /** @param {string} name @param {any} [params] @param {Function} [callback] */
    call(name, params, callback) {
      const answer = typeof params === "function" ? params : callback;
      const options = typeof params === "object" && params !== null ? params : {};
      natives.call(name, options).then((result) => answer?.(result), (error) => answer?.(error));
    },
  };
}

/** `my.call` has three forms: (name, options, callback), (name, callback), (name, options?) with a promise. @param {Natives} natives @param {string} name @param {any} options @param {Function} [callback] */
function call(natives, name, options, callback) {
  const answer = typeof options === "function" ? options : callback;
  const given = typeof options === "object" && options !== null ? options : {};
  if (answer === undefined) return deliver(natives, name, given);
  natives.call(name, given).then((result) => answer(result), (error) => answer(error));
}

/**
 * The native call's answer, to callbacks and as a promise that can be aborted.
 * @param {Natives} natives @param {string} jsapi @param {Callbacks} [options]
 */
function deliver(natives, jsapi, options = {}) {
  const { success, fail, complete } = options;
  const abort = new AbortController();
  const answer = natives.call(jsapi, options, abort.signal);
  answer.then(
    (result) => { success?.(result); complete?.(result); },
    (error) => { fail?.(error); complete?.(error); },
  );
  return Object.assign(answer, { abort: () => abort.abort() });
}

/** @param {string} name @param {(options?: any) => unknown} run */
const named = (name, run) => Object.defineProperty((/** @type {any} */ options) => run(options), "name", { value: name });
