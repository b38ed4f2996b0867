/** Honest programs: with the guard and without it, the native side sees the same arguments and the program the same results. */
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { GOOD, createHost, loadEngine, policy } from "./host.js";

loadEngine();
const PAGE = "https://www.good.test/";
const open = { domain: "evil.test" };
const POLICIES = { enforce: {}, report: { mode: "report" }, off: { mode: "off" }, "no list enabled": { serverDomains: { enabled: false, entries: [] }, apis: { enabled: false, entries: [] }, webViewDomains: { enabled: false, entries: [open] } } };

/** Each gets the host and `log`, and uses the platform as documented. */
const programs = {
  "a request with callbacks": ({ my, log }) => { my.request({ url: GOOD, method: "POST", data: { a: [1, { b: 2 }] }, headers: { "content-type": "application/json", n: 1 }, timeout: 30, success: (r) => log("success", r), fail: (r) => log("fail", r), complete: (r) => log("complete", r) }); },
  "a request with both header spellings": ({ my }) => { my.request({ url: GOOD, header: { a: "b" }, headers: { c: "d" } }); },
  "a request with its task": ({ my, log }) => { const task = my.request({ url: GOOD }); task.onHeadersReceived((h) => log("headers", h)); log(task.abort()); },
  "the legacy request": ({ my, log }) => { my.httpRequest({ url: GOOD, success: (r) => log(r) }); log(my.httpRequest === my.request); },
  "an options object of a class": ({ my }) => { class Options { constructor() { this.url = GOOD; this.data = new Date(0); } } my.request(new Options()); },
  "an upload awaited": async ({ my, log }) => log(await my.uploadFile({ url: GOOD, filePath: "/a.png", fileName: "f", fileType: "image", formData: { k: "v" } })),
  "a download": ({ my, log }) => { my.downloadFile({ url: GOOD, success: (r) => log(r) }); },
  "a data: download": ({ my, log }) => { my.downloadFile({ url: "data:text/plain,hello", success: (r) => log(r) }); },
  "a socket": ({ my, log }) => { const socket = my.connectSocket({ url: "wss://api.good.test/", multiple: true, protocols: ["a"] }); socket.onMessage((m) => log(m)); socket.send({ data: "x" }); socket.close(); },
  "my.call with a callback": ({ my, log }) => { const call = my.call("tinyToNative", { param1: "p", nested: { a: [1] } }, (r) => log(r)); call.remove(); },
  "my.call with a callback only": ({ my, log }) => { my.call("tinyToNative", (r) => log(r)); },
  "my.call awaited": async ({ my, log }) => log(await my.call("tinyToNative", { a: 1 })),
  "my.call without params": async ({ my, log }) => log(await my.call("tinyToNative")),
  "a bridge call": ({ bridge, log }) => { log(bridge.call("toast", { content: "hi" }, (r) => log(r))); bridge.call("tinyToNative"); bridge.call("tinyToNative", null); bridge.call.call(null, "toast", { content: "x" }); },
  "the bridge's own data": ({ bridge, log }) => { log(bridge.startupParams); bridge.trigger("event"); },
  "a toast": async ({ my, log }) => { my.showToast({ content: "hi", success: (r) => log(r) }); log(await my.showToast({ content: "p" })); },
  "a toast by a loose function": ({ my, log }) => { const { showToast } = my; showToast.call(my, { content: "hi", success(r) { log(r); } }); },
  "storage": ({ my, log }) => { log(my.setStorageSync({ key: "a", data: 1 })); },
  "canIUse": ({ my, log }) => log(my.canIUse("request"), my.SDKVersion, typeof my.request, my.request.name, my.request.length, my.call.name),
  "subscriptions": ({ my, listeners, log }) => { const f = (e) => log(e); my.onNetworkStatusChange(f); listeners[0]({ isConnected: true }); my.offNetworkStatusChange(f); },
  "a page of the package": ({ my, log }) => { my.navigateTo({ url: "pages/detail?id=1", success: (r) => log(r) }); },
  "a page of the web-view list": ({ bridge }) => { bridge.call("pushWindow", { url: PAGE, param: { readTitle: true } }); bridge.call("startApp", { appId: "20000067", param: { url: PAGE } }); },
  "a wrapper around my.request": ({ my, log }) => { const { request } = my; my.request = function (o) { log("sdk", o.url); return request.call(this, o); }; my.request({ url: GOOD }); },
  "new properties on my": ({ my, log }) => { my.webpackJsonp = [1]; my.taroEventCenter = { on() { return 1; } }; log(Object.prototype.hasOwnProperty.call(my, "webpackJsonp"), my.taroEventCenter.on(), "showToast" in my, Object.isExtensible(my)); },
  "an alias": ({ dd, my, log }) => { log(dd.httpRequest === my.request, dd.call === my.call); dd.httpRequest({ url: GOOD }); },
};

const plainly = (value) => (typeof value === "function" ? "<function>" : typeof value !== "object" || value === null ? value
  : Array.isArray(value) ? value.map(plainly) : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plainly(v)])));

/** What happens when a program runs. @param {Function} program @param {object} [more] */
async function run(program, more) {
  const host = createHost();
  if (more) installGuard(mpaasHost({ my: host.my, bridge: host.bridge, aliases: { dd: host.dd } }), { policy: policy(more), onError: assert.fail });
  const logged = [];
  await program({ ...host, log: (...values) => logged.push(...values.map(plainly)) });
  await wait(10);
  return { wire: host.wire, args: host.args.map((args) => Array.from(args, plainly)), logged };
}

for (const [mode, more] of Object.entries(POLICIES)) {
  test(`under ${mode}`, async (t) => {
    for (const [say, program] of Object.entries(programs)) {
      await t.test(say, async () => {
        const guarded = await run(program, more);
        assert.deepEqual(guarded, await run(program));
        assert.ok(guarded.wire.length + guarded.logged.length > 0);
      });
    }
  });
}

test("off and report let the forbidden pass as it is", async () => {
  const fail = () => {};
  const forbidden = ({ my, dd, bridge }) => {
    my.request({ url: "HTTP://evil.test", headers: { Host: "x" }, baseURL: "y", fail });
    dd.call(" secretApi", { a: 1 }, () => {});
    bridge.call("internalAPI", { method: "secretApi", param: { callbackId: "1" } });
    my.ap.openURL({ url: "https://evil.test/", fail });
    my.payDirect({ fail });
    my.secretApi({ fail });
  };
  for (const mode of ["off", "report"]) assert.deepEqual(await run(forbidden, { mode }), await run(forbidden), mode);
  assert.deepEqual((await run(forbidden, {})).wire, []);
});

test("success sees the guest's own options as this where the native uses the options", async () => {
  const { my, bridge } = createHost();
  installGuard(mpaasHost({ my, bridge }), { policy: policy() });
  const options = { url: GOOD, complete() { this.seen = true; } };
  my.request(options);
  await wait(5);
  assert.equal(options.seen, true);
});

test("what was judged is what is sent: the canonical URL", async () => {
  const { wire } = await run(({ my }) => { my.request({ url: "HTTPS://API.good.test:443/%7e/../x y" }); }, {});
  assert.deepEqual(wire, ["request https://api.good.test/x%20y"]);
});

test("what was judged is what is called: the canonical name", async () => {
  const { wire } = await run(({ my }) => { my.call("my.tinyToNative", {}); }, {});
  assert.deepEqual(wire, ["call(tinyToNative)"]);
});
