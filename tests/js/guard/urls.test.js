/** A host's own table of URLs in params (U-12), through the guard that is installed. The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { installGuard } from "../../../js/guard/install.js";
import { urlTable } from "../../../js/guard/urls.js";
import { loadEngine, policy } from "./host.js";

loadEngine();
const EVIL = "https://evil.test/x";
const GOOD = "https://api.good.test/x";
const PAGE = "https://www.good.test/x";

const ROWS = [
  { name: "uploadFile", kind: "read", fields: [["filePath"], ["files", "*", "uri"]], local: ["wxfile://"] },
  { name: "mount", kind: "page", fields: [["url"], ["attributes", "src"]], when: { field: ["type"], is: "native/webview" } },
  { name: "wrapped", kind: "indirect", fields: [["service"], ["args"]], tail: ["action"] },
  { name: "biz.openLink", kind: "page", fields: [["url"]] },
  { name: "deep", kind: "request", fields: [["lists", "*", "items", "*", "url"]] },
];

/** A native layer that keeps what it was given, as text. */
function guarded(rows = ROWS, apis = ["mount", "biz.openLink", "deep", "wrapped"]) {
  const sent = [];
  const native = (name) => (options, ...rest) => void sent.push([name, JSON.stringify(options), ...rest]);
  const my = { uploadFile: native("uploadFile"), mount: native("mount"), wrapped: native("wrapped"), deep: native("deep"), call: (name, options) => void sent.push([name, JSON.stringify(options)]) };
  const host = {
    request: [{ label: "my", object: my, key: "uploadFile", form: "function", kind: "request" }],
    api: [{ label: "my", object: my, key: "call", form: "call" }, { label: "my", object: my, key: null, form: "function" }],
    urls: urlTable(rows),
  };
  const events = [];
  installGuard(host, { policy: policy({ apis: { entries: apis.map((api) => ({ api })) } }), onDecision: ({ subject, decision }) => events.push([decision.code, subject]) });
  return { my, sent, events };
}
const fails = (/** @type {any} */ f, /** @type {any} */ options) => new Promise((resolve, reject) => { f({ ...options, fail: resolve, success: reject }); setTimeout(() => reject(new Error("nothing was denied")), 50); });

test("a file that is read from a server is governed by the server list, as the URL beside it is", async () => {
  const { my, sent, events } = guarded();
  assert.equal((await fails(my.uploadFile, { url: GOOD, filePath: EVIL })).permission.code, "host_not_listed");
  assert.equal((await fails(my.uploadFile, { url: GOOD, files: [{ uri: "images/a.png" }, { uri: EVIL }] })).permission.code, "host_not_listed");
  assert.equal((await fails(my.uploadFile, { url: GOOD, filePath: "//evil.test/x" })).permission.code, "invalid_url");
  assert.equal((await fails(my.uploadFile, { url: EVIL, filePath: "images/a.png" })).permission.code, "host_not_listed");
  assert.deepEqual(sent, []);
  my.uploadFile({ url: GOOD, filePath: "wxfile://tmp_1.png", files: [{ uri: "images/a.png", name: "a" }, { uri: "https://API.good.test:443/b", name: "b" }] });
  assert.deepEqual(sent, [["uploadFile", JSON.stringify({ url: GOOD, filePath: "wxfile://tmp_1.png", files: [{ uri: "images/a.png", name: "a" }, { uri: "https://api.good.test/b", name: "b" }] })]]);
  assert.equal(events.length, 5, "one call, one event");
});

test("what is missing is not judged; what is no text where a URL belongs is", async () => {
  const { my, sent } = guarded();
  my.uploadFile({ url: GOOD });
  my.uploadFile({ url: GOOD, filePath: null, files: [] });
  assert.equal(sent.length, 2);
  for (const more of [{ filePath: [EVIL] }, { filePath: { toString: () => EVIL } }, { filePath: 1 }, { files: { 0: { uri: EVIL }, length: 1 } }, { files: EVIL }, { files: [EVIL] }, { files: [{ uri: new String(EVIL) }] }]) {
    assert.match((await fails(my.uploadFile, { url: GOOD, ...more })).permission.code, /invalid_url/);
  }
  assert.equal(sent.length, 2);
});

test("items and getters are read once: what was judged is what is sent", () => {
  const { my, sent } = guarded();
  let reads = 0;
  const item = { get uri() { reads += 1; return reads === 1 ? "images/a.png" : EVIL; } };
  const files = new Proxy([item], {});
  my.uploadFile({ url: GOOD, files });
  assert.equal(reads, 1);
  assert.deepEqual(JSON.parse(sent[0][1]).files, [{ uri: "images/a.png" }]);
});

test("a row with a condition leaves calls of another kind alone, and no other", async () => {
  const { my, sent } = guarded();
  my.mount({ type: "native/video", url: "rtmp://live.test/x", attributes: { src: EVIL } });
  my.mount({ type: "native/webview", url: PAGE, attributes: { src: PAGE } });
  my.mount({ type: "native/webview", attributes: { src: "/pages/a" } });
  assert.equal(sent.length, 3);
  assert.equal((await fails(my.mount, { type: "native/webview", url: PAGE, attributes: { src: EVIL } })).permission.code, "host_not_listed");
  assert.equal((await fails(my.mount, { type: "native/webview", url: PAGE, attributes: EVIL })).permission.code, "invalid_url");
  assert.equal((await fails(my.mount, { type: ["native/webview"], url: EVIL })).permission.code, "host_not_listed", "a list may be taken for the text in it");
  assert.equal((await fails(my.mount, { url: EVIL })).permission.code, "host_not_listed");
  assert.equal(sent.length, 3);
});

test("a name in two fields is the name that is judged, and the wrapping is not", async () => {
  const { my, sent } = guarded();
  my.wrapped({ service: "biz", action: "openLink", args: { url: PAGE } });
  my.call("wrapped", { service: "biz", action: "openLink", args: { url: PAGE } });
  assert.deepEqual(sent, [["wrapped", JSON.stringify({ service: "biz", action: "openLink", args: { url: PAGE } })], ["wrapped", JSON.stringify({ service: "biz", action: "openLink", args: { url: PAGE } })]]);
  assert.equal((await fails(my.wrapped, { service: "biz", action: "openLink", args: { url: EVIL } })).permission.code, "host_not_listed");
  assert.equal((await fails(my.wrapped, { service: "biz", action: "secret", args: {} })).permission.code, "api_not_listed");
  assert.equal((await fails(my.wrapped, { service: "wrapped", args: {} })).permission.code, "invalid_api");
  assert.equal((await fails(my.wrapped, { service: { toString: () => "biz" }, action: "openLink" })).permission.code, "invalid_api");
  assert.equal(sent.length, 2);
});

test("lists in lists, and names in any spelling", async () => {
  const { my, sent } = guarded();
  my.deep({ lists: [{ items: [] }, { items: [{ url: GOOD }] }] });
  assert.equal((await fails(my.deep, { lists: [{ items: [{ url: GOOD }] }, { items: [{ url: GOOD }, { url: EVIL }] }] })).permission.code, "host_not_listed");
  for (const name of ["my.deep", "deep"]) {
    const error = await new Promise((resolve) => { my.call(name, { lists: [{ items: [{ url: EVIL }] }] }, resolve); });
    assert.equal(error.permission.code, "host_not_listed");
  }
  assert.equal(sent.length, 1);
});

test("a table that a guest's prototypes offer is none", () => {
  const sent = [];
  const my = { showToast: (options) => void sent.push(options.content) };
  installGuard({ api: [{ label: "my", object: my, key: null, form: "function" }] }, { policy: policy() });
  let asked = 0;
  Object.defineProperty(Object.prototype, "rows", { configurable: true, get() { asked += 1; return () => ({ indirect: null }); } });
  try {
    my.showToast({ content: "x" });
  } finally {
    delete Object.prototype.rows;
  }
  assert.deepEqual([sent, asked], [["x"], 0]);
});
