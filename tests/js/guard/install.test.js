/** Installing: what is patched, what is said not to be, and that it begins closed (G-3, G-7). The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { EVIL, GOOD, createHost, loadEngine, policy } from "./host.js";

loadEngine();
const quiet = { fail() {} };
const install = (host, options) => installGuard(mpaasHost({ bridge: null, ...host }), { policy: policy(), ...options });

test("without a policy everything is denied, until update", async () => {
  const { my, bridge, wire } = createHost();
  const guard = install({ my, bridge }, { policy: null });
  my.request({ url: GOOD, ...quiet });
  my.showToast({ content: "x", ...quiet });
  bridge.call("toast");
  assert.deepEqual([wire, guard.revision], [[], null]);
  assert.deepEqual(guard.update(policy()), { applied: true });
  my.request({ url: GOOD });
  assert.deepEqual([wire, guard.revision], [["request https://api.good.test/v1"], 1]);
});

test("a bad policy is told, and leaves everything denied", () => {
  const { my, wire } = createHost();
  const errors = [];
  install({ my }, { policy: "{\"mode\":\"off\"}", onError: (e) => errors.push(e.code) });
  my.request({ url: GOOD, ...quiet });
  assert.deepEqual([wire, errors.length, errors[0].startsWith("policy_")], [[], 1, true]);
});

test("a stricter policy is in force at once, whole", () => {
  const { my, wire } = createHost();
  const guard = install({ my });
  guard.update(policy({ revision: 2, serverDomains: { entries: [] } }));
  my.request({ url: GOOD, ...quiet });
  assert.equal(guard.update("nonsense").applied, false);
  assert.equal(guard.update(policy({ revision: 1, mode: "off" })).error.code, "policy_stale");
  my.request({ url: GOOD, ...quiet });
  assert.deepEqual([wire, guard.revision], [[], 2]);
});

test("dispose denies for good and removes nothing", () => {
  const { my, wire } = createHost();
  const guard = install({ my }, { policy: policy({ mode: "off" }) });
  guard.dispose();
  my.request({ url: GOOD, ...quiet });
  my.payDirect().catch(() => {});
  assert.deepEqual(wire, []);
});

test("one call, one event", () => {
  const { my, bridge } = createHost();
  const events = [];
  install({ my, bridge }, { onDecision: ({ surface, subject, decision, enforced }) => events.push(`${surface} ${subject} ${decision.code} ${enforced}`) });
  my.request({ url: `${GOOD}?token=1` });
  my.request({ url: EVIL, ...quiet });
  my.request({ url: GOOD, headers: { Host: "x" }, ...quiet });
  my.call("httpRequest", { url: EVIL, ...quiet });
  my.call("secretApi", quiet);
  my.call("internalAPI", { method: "secretApi", ...quiet });
  my.call("tinyToNative");
  bridge.call("startApp", { param: { url: EVIL } });
  my.navigateTo({ url: "pages/a" });
  my.showToast({});
  assert.deepEqual(events, [
    "request https://api.good.test/v1 listed true", "request https://evil.test/steal host_not_listed true", "request https://api.good.test/v1 header_not_allowed true", "request https://evil.test/steal host_not_listed true",
    "api secretApi api_not_listed true", "api secretApi api_not_listed true", "api tinyToNative api_listed true", "webView https://evil.test/steal host_not_listed true", "webView pages/a not_governed true", "api showToast api_official true",
  ]);
});

test("in report mode the same events say that nothing was enforced", () => {
  const { my } = createHost();
  const events = [];
  install({ my }, { policy: policy({ mode: "report" }), onDecision: (e) => events.push([e.decision.code, e.enforced]) });
  my.request({ url: EVIL });
  my.request({ url: GOOD, headers: { Host: "x" } });
  my.payDirect();
  my.request({ url: GOOD });
  assert.deepEqual(events, [["host_not_listed", false], ["header_not_allowed", false], ["api_not_listed", false], ["listed", true]]);
});

test("the report names every point", () => {
  const { my, dd, bridge } = createHost();
  const { report } = install({ my, bridge, aliases: { dd } });
  for (const point of ["my.request", "my.httpRequest", "my.call", "my.showToast", "my.secretApi", "my.ap.openURL", "dd.httpRequest", "AlipayJSBridge.call", "AlipayJSBridge.hiddenDoor"]) assert.ok(report.patched.includes(point), point);
  assert.deepEqual(report.degraded, []);
  assert.ok(report.ambient.includes("fetch"));
  assert.ok(!report.patched.includes("AlipayJSBridge.trigger"));
});

test("a guard is told apart from its natives, and cannot be removed", () => {
  const { my } = createHost();
  install({ my });
  const { value, configurable, writable } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(my), "request");
  assert.deepEqual([value === my.request, configurable, writable], [true, false, true]);
  assert.equal(Reflect.deleteProperty(my, "downloadFile"), false);
});

test("a frozen host is degraded, and that is said", () => {
  const native = () => {};
  const { report } = install({ my: Object.freeze({ request: native, showToast: native }) });
  assert.deepEqual(report.degraded.map((d) => d.point), ["my.request", "my.showToast"]);
  assert.deepEqual(report.patched, []);
});

test("a proxy that answers otherwise is degraded", () => {
  const native = () => {};
  const { report } = install({ my: new Proxy({ showToast: native }, { get: (o, k) => (k === "request" || k === "showToast" ? native : o[k]) }) });
  assert.deepEqual(report.degraded.map((d) => d.point).sort(), ["my.request", "my.showToast"]);
});

test("a proxy over a plain target is guarded, under all its names", () => {
  const wire = [];
  const proxy = new Proxy({ request: (o) => wire.push(o.url), httpRequest: (o) => wire.push(o.url) }, {});
  const { report } = install({ my: proxy, aliases: { dd: proxy, wx: proxy } });
  proxy.request({ url: EVIL, ...quiet });
  assert.deepEqual([wire, report.degraded], [[], []]);
});

test("a getter that makes its function late is guarded, and one that replaces itself too", () => {
  const wire = [];
  const my = {
    get request() { return (o) => wire.push(o.url); },
    get httpRequest() { const f = (o) => wire.push(o.url); Object.defineProperty(my, "httpRequest", { value: f, configurable: true, writable: true }); return f; },
    get ap() { return { openURL: (o) => wire.push(o.url) }; },
  };
  const { report } = install({ my });
  my.request({ url: EVIL, ...quiet });
  my.httpRequest({ url: EVIL, ...quiet });
  my.ap.openURL({ url: EVIL, ...quiet });
  assert.deepEqual([wire, report.degraded], [[], []]);
});

test("functions under symbols are no way out", () => {
  const wire = [];
  const my = { [Symbol("send")]: (o) => wire.push(o) };
  install({ my });
  my[Object.getOwnPropertySymbols(my)[0]]({}).catch(() => {});
  assert.deepEqual(wire, []);
});

test("a bridge that arrives later is guarded when it arrives", async () => {
  const { my, wire } = createHost();
  const guard = install({ my, bridge: undefined });
  assert.equal(globalThis.AlipayJSBridge, undefined);
  globalThis.AlipayJSBridge = createHostBridge(wire);
  const { call } = globalThis.AlipayJSBridge;
  call("httpRequest", { url: EVIL });
  call("tinyToNative", {});
  assert.equal(Reflect.deleteProperty(globalThis, "AlipayJSBridge"), false);
  // A second injection, whose `call` comes after the object.
  globalThis.AlipayJSBridge = {};
  globalThis.AlipayJSBridge.call = createHostBridge(wire).call;
  globalThis.AlipayJSBridge.call("httpRequest", { url: EVIL });
  globalThis.AlipayJSBridge.call("tinyToNative", {});
  assert.deepEqual(wire, ["tinyToNative", "tinyToNative"]);
  assert.ok(guard.report.patched.includes("AlipayJSBridge.call"));
  assert.deepEqual(guard.report.degraded, []);
  await wait(1);
});
const createHostBridge = (wire) => ({ call: (name) => { wire.push(name); } });

test("a bridge that arrives in a polluted realm is guarded as any other", () => {
  const { my, wire } = createHost();
  const holder = {};
  const { late } = mpaasHost({ my });
  installGuard({ late: [{ ...late[0], object: holder, event: undefined }] }, { policy: policy() });
  const pollution = { name: "showToast", kind: "request", form: "function", inbound: ["call", "hiddenDoor"], key: "x", awaited: true, get: undefined };
  for (const [key, value] of Object.entries(pollution)) Object.defineProperty(Object.prototype, key, { __proto__: null, value, configurable: true, writable: true });
  try {
    holder.AlipayJSBridge = { __proto__: null, call: (name) => { wire.push(name); }, hiddenDoor: () => { wire.push("hiddenDoor"); } };
  } finally {
    for (const key of Object.keys(pollution)) delete Object.prototype[key];
  }
  holder.AlipayJSBridge.call("secretApi", {}, () => {});
  holder.AlipayJSBridge.call("tinyToNative", {}, () => {});
  holder.AlipayJSBridge.hiddenDoor(quiet);
  assert.deepEqual(wire, ["tinyToNative"]);
});

test("two mini programs that share a prototype are told apart, or it is said that they are not", () => {
  const wire = [];
  class Shared { request(o) { wire.push(o.url); } }
  const own = (o) => wire.push(o.url);
  const first = Object.assign(new Shared(), { httpRequest: own });
  const second = Object.assign(new Shared(), { httpRequest: own });
  install({ my: first }, { policy: policy({ mode: "off" }) });
  const { report } = install({ my: second });
  second.httpRequest({ url: EVIL, ...quiet });
  assert.deepEqual(wire, []);
  assert.deepEqual(report.degraded.map((d) => d.point), ["my.request"]);
});

for (const [say, wrong, words] of [
  ["no host", () => installGuard(undefined, { policy: null }), /`host` is missing/],
  ["no options", () => installGuard(mpaasHost({ my: {}, bridge: null })), /`options` is missing/],
  ["a policy that is an object", () => installGuard(mpaasHost({ my: {}, bridge: null }), { policy: {} }), /JSON text, or null/],
  ["no my", () => installGuard(mpaasHost({ my: undefined, bridge: null }), { policy: null }), /`my` is not an object/],
  ["an element that nobody defines", () => installGuard({ webView: [{ label: "web-view", document: {}, tag: "web-view" }] }, { policy: null }), /`web-view` has no `define`/],
  ["a listener that is none", () => installGuard(mpaasHost({ my: {}, bridge: null }), { policy: null, onDecision: 1 }), /`onDecision`/],
]) test(`${say}: refused in clear words`, () => assert.throws(wrong, { name: "TypeError", message: words }));

test("a second installation is refused, and the first stays", () => {
  const { my, wire } = createHost();
  install({ my });
  assert.throws(() => install({ my }, { policy: policy({ mode: "off", revision: 2 }) }), /guarded already.*update\(policy\)/);
  my.request({ url: EVIL, ...quiet });
  assert.deepEqual(wire, []);
});

test("a constructor that a guest planted never sees the engine's memory (G-1)", () => {
  const { my, wire } = createHost();
  const guard = installGuard(mpaasHost({ my }), { policy: policy() });
  /** @type {unknown[]} */ const stolen = [];
  const { constructor } = Uint8Array.prototype;
  class Thief extends Uint8Array {
    static get [Symbol.species]() {
      return function steal(/** @type {ArrayBuffer} */ buffer, /** @type {number} */ at, /** @type {number} */ length) {
        stolen.push(buffer);
        return new Uint8Array(buffer, at, length);
      };
    }
  }
  Uint8Array.prototype.constructor = Thief;
  try {
    assert.deepEqual(guard.update(policy({ revision: 2 })), { applied: true });
    // Equal in content: two texts cross one behind the other.
    assert.deepEqual(guard.update(`${policy({ revision: 2 })} `), { applied: true });
    my.request({ url: `${GOOD}/ä` });
    my.request({ url: EVIL, fail: () => {} });
  } finally {
    Uint8Array.prototype.constructor = constructor;
  }
  assert.deepEqual([stolen, wire], [[], ["request https://api.good.test/v1/%C3%A4"]]);
});

test("a native that asks whether its options are a plain object, as lodash and jQuery do, hears yes", () => {
  /** @type {any[]} */ const seen = [];
  const my = { request: (/** @type {any} */ options) => seen.push(options, options.headers) };
  installGuard(mpaasHost({ my }), { policy: policy() });
  my.request({ url: GOOD, headers: { accept: "*/*" } });
  assert.equal(seen.length, 2);
  for (const object of seen) {
    const prototype = Object.getPrototypeOf(object);
    const constructor = Object.hasOwn(prototype, "constructor") && prototype.constructor;
    assert.equal(constructor, Object);
    assert.equal(Object.prototype.toString.call(object), "[object Object]");
    assert.ok(object instanceof Object);
  }
});
