/** Runtimes that follow WeChat's API: the same judgement, their own error objects and return values. The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { installGuard } from "../../../js/guard/install.js";
import { wechatHost } from "../../../js/hosts/wechat.js";
import { EVIL, GOOD, loadEngine, policy } from "./host.js";

loadEngine();
const APIS = ["login", "getImageInfo", "getStorageSync", "onNetworkStatusChange", "cloud.callFunction"].map((api) => ({ api }));

function createWx() {
  const sent = [];
  const native = (name, result) => function (options) { sent.push([name, options?.url ?? options?.src ?? options?.filePath ?? options]); return typeof result === "function" ? result() : result; };
  const task = () => ({ abort() { sent.push(["abort"]); }, onHeadersReceived() {} });
  const wx = {
    request: native("request", task), uploadFile: native("uploadFile", task), downloadFile: native("downloadFile", task),
    connectSocket: native("connectSocket", () => ({ send() {}, close() {}, onOpen() {} })),
    login: native("login", () => Promise.resolve({ code: "c" })), getImageInfo: native("getImageInfo"), secret: native("secret"),
    getStorageSync: native("getStorageSync", "stored"), secretSync: native("secretSync"), onSecret: native("onSecret"),
    cloud: { callFunction: native("cloud.callFunction"), secret: native("cloud.secret") },
  };
  return { wx, sent };
}
const install = (wx, more, options) => installGuard(wechatHost({ wx, ...more }), { policy: policy({ apis: { entries: APIS } }), ...options });
const failure = (call, options) => new Promise((resolve) => { call({ ...options, fail: resolve }); });

test("a denied request fails with the vendor's words and number, and the reason beside them", async () => {
  const { wx, sent } = createWx();
  install(wx);
  assert.deepEqual(await failure(wx.request, { url: EVIL }), { errno: 600002, errMsg: "request:fail url not in domain list", permission: { code: "host_not_listed", params: { scheme: "https", host: "evil.test" } } });
  for (const name of ["uploadFile", "downloadFile"]) assert.equal((await failure(wx[name], { url: EVIL })).errMsg, `${name}:fail url not in domain list`);
  assert.equal((await failure(wx.connectSocket, { url: "wss://evil.test/" })).errMsg, "connectSocket:fail url not in domain list");
  assert.equal((await failure(wx.request, { url: "http://api.good.test/" })).errno, 600002);
  assert.deepEqual(sent, []);
});

test("a tab that is a URL is judged as a page, as with `navigateTo`; a page of the package passes", async () => {
  const { wx, sent } = createWx();
  Object.assign(wx, { switchTab: ({ url }) => void sent.push(["switchTab", url]) });
  install(wx);
  assert.equal((await failure(wx.switchTab, { url: EVIL })).permission.code, "host_not_listed");
  wx.switchTab({ url: "/pages/my/index" });
  assert.deepEqual(sent, [["switchTab", "/pages/my/index"]]);
});

test("network functions return a task and no promise, denied or not", async () => {
  const { wx, sent } = createWx();
  install(wx);
  const denied = wx.request({ url: EVIL });
  assert.equal(denied.then, undefined);
  denied.abort();
  const good = wx.request({ url: GOOD });
  assert.equal(good.then, undefined);
  good.abort();
  assert.deepEqual(sent, [["request", GOOD], ["abort"]]);
  await new Promise((resolve) => { setTimeout(resolve, 10); });
});

test("other functions: a promise that rejects, `Sync` throws, subscriptions return nothing", async () => {
  const { wx, sent } = createWx();
  install(wx, {}, { exposeReason: false });
  assert.deepEqual(await wx.login(), { code: "c" });
  assert.equal(wx.getStorageSync("k"), "stored");
  await assert.rejects(wx.secret({}), (error) => { assert.deepEqual(error, { errMsg: "secret:fail permission denied" }); return true; });
  assert.throws(() => wx.secretSync("k"), (/** @type {any} */ error) => error instanceof Error && error.errMsg === "secretSync:fail permission denied");
  assert.equal(wx.onSecret(() => {}), undefined);
  await assert.rejects(wx.cloud.secret({}), { errMsg: "cloud.secret:fail permission denied" });
  wx.cloud.callFunction({ name: "f" });
  assert.deepEqual(sent.map(([name]) => name), ["login", "getStorageSync", "cloud.callFunction"]);
});

test("a file that an API reads from a server is governed, one on the device is not", async () => {
  const { wx, sent } = createWx();
  install(wx, { local: ["ttfile://"] });
  assert.equal((await failure(wx.getImageInfo, { src: "https://evil.test/a.png" })).errMsg, "getImageInfo:fail url not in domain list");
  assert.equal((await failure(wx.uploadFile, { url: GOOD, filePath: EVIL })).errMsg, "uploadFile:fail url not in domain list");
  for (const src of ["https://api.good.test/a.png", "wxfile://tmp/a.png", "http://tmp/a.png", "ttfile://a.png", "/images/a.png", "data:image/png;base64,AA"]) wx.getImageInfo({ src });
  wx.uploadFile({ url: GOOD, filePath: "http://tmp/a.png" });
  assert.equal(sent.length, 7);
});

test("a bridge below, and other names of `wx`, are judged as it is", async () => {
  const { wx, sent } = createWx();
  const { wx: tt } = createWx();
  const bridge = { invoke(name, params) { sent.push([name, params.url]); } };
  install(wx, { bridge: { label: "WeixinJSBridge", object: bridge, key: "invoke" }, aliases: { tt, same: wx } });
  const said = await new Promise((resolve) => { bridge.invoke("request", { url: EVIL }, resolve); });
  assert.deepEqual([said.errMsg, sent], ["request:fail url not in domain list", []]);
  assert.equal((await failure(tt.request, { url: EVIL })).errno, 600002);
  bridge.invoke("request", { url: GOOD }, () => {});
  assert.deepEqual(sent, [["request", GOOD]]);
});
