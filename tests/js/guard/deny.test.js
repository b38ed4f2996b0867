/** What a guest sees of a denial: numbers, words, order, promises, tasks (section 5, D-1 to D-4). */
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { createJudge } from "../../../js/guard/judge.js";
import { guardApi, guardRequest, guardWebView, mpaasDenials } from "../../../js/guards.js";
import { fakeAirlock } from "./fakes.js";
import { runGuest } from "./guest.js";

const { judge, update } = createJudge(fakeAirlock, {});
update(JSON.stringify({}));
const calls = [];
const native = (...args) => { calls.push(args); };
const deny = mpaasDenials();
const bare = mpaasDenials({ exposeReason: false });
const EVIL = "https://evil.test/x?q=1";

const functions = {
  request: guardRequest(native, judge, bare),
  httpRequest: guardRequest(native, judge, bare, { name: "httpRequest" }),
  uploadFile: guardRequest(native, judge, bare, { name: "uploadFile" }),
  downloadFile: guardRequest(native, judge, bare, { name: "downloadFile", kind: "download" }),
  connectSocket: guardRequest(native, judge, bare, { name: "connectSocket", kind: "socket" }),
};
const api = { error: 4, errorMessage: "无权调用", message: "无权调用", signature: "N22104" };
const transfer = { ...api, signature: "N22106" };
const plaintext = { error: 20, errorMessage: "请求 URL 不支持 HTTP，请使用 HTTPS" };

for (const [name, url, error] of [
  ["request", EVIL, { error: 11, errorMessage: "无权跨域" }], ["httpRequest", EVIL, { error: 11, errorMessage: "无权跨域" }], ["uploadFile", EVIL, transfer], ["downloadFile", EVIL, transfer],
  ["connectSocket", "wss://evil.test", transfer], ["request", "http://good.test", plaintext], ["uploadFile", "http://good.test", plaintext], ["downloadFile", "http://good.test", plaintext], ["connectSocket", "ws://good.test", plaintext], ["request", undefined, { error: 11, errorMessage: "无权跨域" }],
]) {
  test(`my.${name} of ${url} fails with ${error.error} ${error.signature ?? ""}`, async () => {
    const got = [];
    await assert.rejects(functions[name]({ url, fail: (e) => got.push(e), complete: (e) => got.push(e) }), (e) => { assert.deepEqual(e, error); got.push(e); return true; });
    assert.equal(got.length, 3);
    assert.ok(got[0] === got[1] && got[1] === got[2], "the same object");
    assert.equal(Object.getPrototypeOf(got[0]), Object.prototype);
  });
}

for (const [say, guarded, args, error] of [
  ["an API that is not listed", guardApi(native, judge, bare, { name: "secretApi" }), [{}], api],
  ["a name that is not listed", guardApi(native, judge, bare), ["secretApi"], api],
  ["a network call by name", guardApi(native, judge, bare), ["httpRequest", { url: EVIL }], transfer],
  ["a plain-text network call by name", guardApi(native, judge, bare), ["httpRequest", { url: "http://good.test" }], plaintext],
  ["a page that is not listed", guardApi(native, judge, bare), ["startApp", { param: { url: EVIL } }], api],
  ["a network call inside a call", guardApi(native, judge, bare), ["internalAPI", { method: "request", param: { url: EVIL } }], transfer],
]) test(`${say} is rejected with ${error.signature ?? error.error}`, () => assert.rejects(guarded(...args), (e) => { assert.deepEqual(e, error); return true; }));

test("the reason is told unless the host switches it off", async () => {
  const guarded = guardRequest(native, judge, deny);
  await assert.rejects(guarded({ url: EVIL }), (e) => { assert.deepEqual(e.permission, { code: "host_not_listed", params: { scheme: "https:", host: "evil.test" } }); return true; });
  await assert.rejects(functions.request({ url: EVIL }), (e) => !("permission" in e));
});

test("fail, complete, rejection: in this order, after the call has returned", async () => {
  const order = [];
  const promise = functions.request({ url: EVIL, success: () => order.push("success"), fail: () => order.push("fail"), complete: () => order.push("complete") });
  order.push("returned");
  await promise.catch(() => order.push("rejected"));
  assert.deepEqual(order, ["returned", "fail", "complete", "rejected"]);
});

test("callbacks of a denial see the guest's own options", async () => {
  const options = { url: EVIL, fail() { assert.equal(this, options); options.seen = true; } };
  await functions.request(options).catch(() => {});
  assert.equal(options.seen, true);
});

for (const [guest, times] of [
  ["my.request({ url: EVIL, fail() {} }); my.request({ url: EVIL, complete() {} }); my.call('secretApi', () => {}); AlipayJSBridge.call('secretApi'); my.call('secretApi', { fail() {} });", 0],
  ["my.request({ url: EVIL }).catch(() => {}); my.uploadFile({ url: EVIL, fail() {} });", 0],
  ["my.request({ url: EVIL });", 1],
  ["my.call('secretApi');", 1],
  ["my.uploadFile({ url: GOOD, success() {} });", 0],
]) {
  test(`${times} rejections are unhandled after ${guest}`, async () => {
    const { said } = await runGuest({ guest });
    assert.deepEqual(said, Array(times).fill("unhandled rejection"));
  });
}

test("a callback that throws stops neither the next one nor the rejection", async () => {
  const thrown = [];
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.once("uncaughtException", (e) => thrown.push(e.message));
  const order = [];
  await functions.request({ url: EVIL, fail() { throw new Error("mine"); }, complete: () => order.push("complete") }).catch(() => order.push("rejected"));
  await wait(5);
  listeners.forEach((f) => process.on("uncaughtException", f));
  assert.deepEqual([order, thrown], [["complete", "rejected"], ["mine"]]);
});

test("a denied call makes no native call, and its task has its methods", async () => {
  calls.length = 0;
  for (const [name, methods] of [["request", ["abort", "onHeadersReceived", "offHeadersReceived"]], ["uploadFile", ["abort", "onProgressUpdate"]], ["connectSocket", ["send", "close", "onOpen", "onMessage", "onError", "onClose"]]]) {
    const task = functions[name]({ url: EVIL });
    task.catch(() => {});
    for (const method of methods) assert.equal(task[method](), undefined, `${name}.${method}`);
  }
  assert.deepEqual(calls, []);
});

test("a Sync API gives the error back", () => assert.deepEqual(guardApi(native, judge, bare, { name: "secretSync" })({}), api));

test("a subscription that is denied returns nothing and never calls", async () => {
  const guarded = guardApi(native, judge, bare, { name: "onSecret" });
  const { judge: closed } = createJudge(fakeAirlock, {});
  assert.equal(guardApi(native, closed, bare, { name: "onSecret" })(() => assert.fail("called")), undefined);
  assert.equal(typeof guarded, "function");
  await wait(2);
});

test("my.call: the callback, and fail and complete of the options", async () => {
  const order = [];
  const call = guardApi(native, judge, bare)("secretApi", { fail: (e) => order.push(["fail", e]), complete: (e) => order.push(["complete", e]) }, (e) => order.push(["callback", e]));
  call.remove();
  assert.deepEqual(order, []);
  await wait(1);
  assert.deepEqual(order, [["fail", api], ["complete", api], ["callback", api]]);
  assert.ok(order[0][1] === order[1][1] && order[1][1] === order[2][1], "the same object");
});

test("my.call(name, callback): the callback once", async () => {
  const got = [];
  guardApi(native, judge, bare)("secretApi", (e) => got.push(e)).remove();
  await wait(1);
  assert.deepEqual(got, [api]);
});

test("a bridge call returns nothing and calls back once", async () => {
  const got = [];
  const call = guardApi(native, judge, bare, { form: "bridge" });
  assert.equal(call.call(null, "secretApi", { fail: () => got.push("fail") }, (e) => got.push(e)), undefined);
  assert.equal(call("secretApi", (e) => got.push(e)), undefined);
  await wait(1);
  assert.deepEqual(got, [api, api]);
});

for (const [url, code] of [["https://evil.test/", "040001004"], ["http://good.test/", "040001007"], ["javascript:1", "040001002"], ["", "040001002"]]) {
  test(`the page ${JSON.stringify(url)} is blocked with ${code}`, () => {
    const { src, error } = guardWebView(() => assert.fail("loaded"), judge, deny)(url);
    assert.deepEqual([src, error], [url, code]);
  });
}

test("a page that is listed is loaded by its canonical URL", () => assert.equal(guardWebView((url) => url, judge, deny)("https://GOOD.test/"), "https://good.test/".replace("good", "GOOD".toLowerCase())));
