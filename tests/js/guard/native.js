/**
 * A host for tests: the native layer of a made-up runtime, which writes down every call that reaches it, now and again a
 * little later (a bridge that batches reads its options late). It judges nothing, and runs in Node and in a browser. Also policies.
 */

export const GOOD = "https://api.good.test/v1";
export const EVIL = "https://evil.test/steal";

const list = (entries, more) => ({ enabled: true, entries, ...more });

/** A policy that lists `api.good.test`, `www.good.test` and `tinyToNative`. */
export const policy = (more = {}) => JSON.stringify({
  format: 1,
  appId: "2018080616290001",
  revision: 1,
  mode: "enforce",
  serverDomains: list([{ domain: "api.good.test" }]),
  apis: list([{ api: "tinyToNative" }]),
  webViewDomains: list([{ domain: "www.good.test" }]),
  ...more,
});

// Captured: guests poison everything, and the recorder must go on writing. No templates: QuickJS asks the guest's `concat` for them.
const text = String;
const afterwards = setTimeout;
const { stringify, parse } = JSON;
const settled = Promise.resolve.bind(Promise);
const { defineProperty } = Reflect;
export const add = (list, value) => defineProperty(list, list.length, { __proto__: null, value, writable: true, enumerable: true, configurable: true });

/**
 * `wire` is what reached the native side, in order: `"request https://…"`. `said` is what the guest wrote down.
 * `internal` is what a careless native leaks as `this` of a callback and as `owner` of a task. `still`: no timers.
 */
export function createHost({ still = false } = {}) {
  const later = still ? () => {} : afterwards;
  const wire = [];
  const args = [];
  const write = (line) => add(wire, line);
  const internal = { send: (name) => write("leaked " + name) };

  const readHeaders = (headers) => {
    let line = "";
    if (typeof headers !== "object" || headers === null) return headers === undefined ? "" : " " + text(headers);
    for (const name in headers) line += " " + name + ":" + text(headers[name]);
    return line;
  };
  /** What a native reads of its options, as one line. */
  const read = (options) => {
    if (typeof options !== "object" || options === null) return typeof options === "string" ? options : "";
    let line = text(options.url ?? options.u ?? "");
    if (options.param) line += " param=" + text(options.param.url ?? options.param.u ?? "");
    if (options.method !== undefined) line += " method=" + text(options.method);
    line += readHeaders(options.headers) + readHeaders(options.header);
    if (options.callbackId !== undefined) line += " callbackId=" + text(options.callbackId);
    if (options.baseURL !== undefined) line += " baseURL=" + text(options.baseURL);
    if (options.baseUrl !== undefined) line += " baseUrl=" + text(options.baseUrl);
    if (options.base_url !== undefined) line += " base_url=" + text(options.base_url);
    if (options.prefixUrl !== undefined) line += " prefixUrl=" + text(options.prefixUrl);
    if (options.prefixURL !== undefined) line += " prefixURL=" + text(options.prefixURL);
    return line;
  };
  const record = (name, given) => {
    add(args, given);
    const line = read(given[0]);
    if (given.length > 1) write(name + " with " + given.length + " arguments");
    write(line === "" ? name : name + " " + line);
    const sentText = stringify(given[0]);
    if (sentText !== undefined && typeof given[0] === "object" && given[0] !== null) {
      const sent = read(parse(sentText));
      if (sent !== line) write(name + " as text " + sent);
    }
    later(() => {
      const now = read(given[0]);
      if (now !== line) write(name + " later " + now);
    }, 1);
  };
  const answer = (options, result) => {
    if (typeof options !== "object" || options === null) return;
    later(() => {
      if (typeof options.success === "function") options.success.call(internal, result);
      if (typeof options.complete === "function") options.complete.call(options, result);
    }, 0);
  };
  const task = () => ({ owner: internal, abort: () => write("abort"), onHeadersReceived: (f) => f.call(internal, { status: 200 }), raw: internal.send });

  class Native {
    constructor() {
      /** Every object of the class has this one of its own. */
      this.downloadFile = function downloadFile(options) { record("downloadFile", arguments); answer(options, { tempFilePath: "f" }); };
    }
    request(options) {
      record("request", arguments);
      answer(options, { status: 200, data: "ok" });
      return task();
    }
    uploadFile(options) {
      record("uploadFile", arguments);
      answer(options, { statusCode: "200" });
      return Object.assign(settled({ statusCode: "200" }), task());
    }
    showToast(options) {
      record("showToast", [{ method: options?.content }]);
      answer(options, { ok: this === my || this === dd });
      return settled({ ok: true });
    }
    payDirect() { write("payDirect"); }
    navigateTo(options) { record("navigateTo", arguments); answer(options, {}); }
  }
  const my = new Native();
  Object.defineProperty(my, "httpRequest", { value: my.request, writable: true, enumerable: true, configurable: true });
  my.connectSocket = function connectSocket() {
    record("connectSocket", arguments);
    return { send: (o) => write("send " + o.data), close: () => write("close"), onMessage: (f) => f.call(internal, { data: "m" }), owner: internal };
  };
  my.getSystemInfoSync = () => { write("getSystemInfoSync"); return { platform: "test", request: Native.prototype.request, env: Original.request }; };
  my.setStorageSync = (o) => write("setStorageSync " + o.key + "=" + o.data);
  my.onNetworkStatusChange = (f) => { add(listeners, f); };
  my.offNetworkStatusChange = (f) => { write("off " + listeners.includes(f)); };
  my.canIUse = (name) => { write("canIUse " + name); return true; };
  my.SDKVersion = "2.8.0";
  const Original = { request: my.request };
  const listeners = [];
  const hidden = (options) => record("secretApi", [options]);
  Object.defineProperty(my, "secretApi", { get: () => hidden, configurable: true, enumerable: false });
  my.ap = { openURL(options) { record("ap.openURL", [options]); }, faceVerify() { write("ap.faceVerify"); } };
  my.ap.parent = my;
  const dispatch = (form) => function call(name, options, callback) {
    const given = typeof options === "function" ? undefined : options;
    const last = typeof options === "function" ? options : callback;
    record(form + "(" + (typeof name === "string" ? name : "<" + typeof name + ">") + ")", [given]);
    if (typeof last === "function") later(() => last.call(internal, { ok: true, name }), 0);
    if (form === "bridge") return undefined;
    return last === undefined ? settled({ ok: true, name }) : { remove: () => write("remove"), owner: internal };
  };
  my.call = dispatch("call");
  const dd = { httpRequest: my.request, call: my.call, getAuthCode: () => write("getAuthCode") };
  const bridge = { call: dispatch("bridge"), trigger: (name) => write("trigger " + name), hiddenDoor: (o) => record("hiddenDoor", [o]), startupParams: { appId: "1" } };
  return { my, dd, bridge, wire, args, listeners, internal };
}
