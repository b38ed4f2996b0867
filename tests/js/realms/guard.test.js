// @ts-check
/** The guard where there is no WebAssembly: calls, updates, ruined built-ins and a full memory, in QuickJS and in a bare V8 context. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { policy } from "../guard/native.js";
import { openBareV8 } from "./bare-v8.js";
import { openQuickJs } from "./quickjs.js";

const REALMS = {
  QuickJS: () => openQuickJs("minifence/js"),
  "a bare V8 context without WebAssembly": () => openBareV8("minifence/js", { without: ["WebAssembly"] }),
  "a bare V8 context whose WebAssembly has another name": () => openBareV8("minifence/path", { without: ["WebAssembly"], wasmAs: "WXWebAssembly" }),
};
const WIRE = "request https://api.good.test/v1";

/** Runs a guest and lets its natives answer. @param {import("./modules.js").Realm} realm @param {string} guest */
async function run(realm, guest) {
  await realm.call("guest", JSON.stringify({ guest }));
  return settle(realm);
}

/** What was seen once every native has answered. @param {import("./modules.js").Realm} realm */
async function settle(realm) {
  for (let i = 0; i < 4; i += 1) await realm.call("tick");
  const [wire, said, events, errors] = (await realm.call("seen")).split("---\n").map((lines) => lines.split("\n").slice(0, -1));
  return { wire, said, events, errors };
}

for (const [where, open] of Object.entries(REALMS)) {
  test(`calls of a guest in ${where}`, async (t) => {
    const realm = await open();
    t.after(() => realm.close());
    const { wire, said, events, errors } = await run(realm, `
      const tell = (name) => ({ success: () => say(name + " succeeds"), fail: ({ error, permission }) => say(name + " fails " + error + " " + permission.code), complete: () => say(name + " completes") });
      my.request({ url: GOOD, ...tell("listed") });
      my.request({ url: EVIL, ...tell("unlisted") });
      my.call("tinyToNative", {}, () => say("listed API answers"));
      my.call("secretApi", {}).then(() => say("resolves"), ({ permission }) => say("rejects " + permission.code));
      AlipayJSBridge.call("httpRequest", { url: EVIL }, ({ permission }) => say("bridge " + permission.code));
      my.showToast({ content: "official" });`);
    assert.deepEqual(wire, [WIRE, "call(tinyToNative)", "showToast  method=official"]);
    assert.deepEqual(new Set(said), new Set([
      "listed succeeds", "listed completes", "unlisted fails 11 host_not_listed", "unlisted completes", "listed API answers", "rejects api_not_listed", "bridge host_not_listed",
    ]));
    assert.equal(events.filter((line) => line.includes("host_not_listed true")).length, 2);
    assert.deepEqual(errors, []);
  });

  test(`updates in ${where}: newer ones are taken whole, stale and broken ones not at all`, async (t) => {
    const realm = await open();
    t.after(() => realm.close());
    await run(realm, "my.request({ url: GOOD });");
    const evilToo = { serverDomains: { enabled: true, entries: [{ domain: "evil.test" }] } };
    assert.equal(await realm.call("update", policy({ revision: 5, ...evilToo })), "applied");
    await realm.call("more", "my.request({ url: GOOD, fail() {} }); my.request({ url: EVIL });");
    assert.equal(await realm.call("update", policy({ revision: 4 })), "policy_stale");
    assert.equal(await realm.call("update", policy({ revision: 5 })), "policy_conflict");
    assert.equal(await realm.call("update", policy({ revision: 6, appId: "2018080616290002" })), "policy_app_id");
    assert.equal(await realm.call("update", "{"), "policy_syntax");
    await realm.call("more", "my.request({ url: EVIL });");
    assert.equal(await realm.call("update", policy({ revision: 6 })), "applied");
    await realm.call("more", "my.request({ url: EVIL, fail() {} }); my.request({ url: GOOD });");
    const { wire } = await settle(realm);
    assert.deepEqual(wire, [WIRE, "request https://evil.test/steal", "request https://evil.test/steal", WIRE]);
  });

  test(`what the translated engine is made of, ruined before an update in ${where}`, async (t) => {
    const realm = await open();
    t.after(() => realm.close());
    const T = "Object.getPrototypeOf(Uint8Array.prototype)";
    await run(realm, `
      Math.imul = Math.clz32 = Math.abs = () => 1;
      for (const name of ["set", "fill", "copyWithin", "subarray", "slice"]) ${T}[name] = () => say("asked " + name);
      for (const name of ["length", "buffer", "byteLength", "byteOffset"]) Object.defineProperty(${T}, name, { get() { say("asked " + name); return 0; } });
      String.prototype.charCodeAt = () => 97; String.fromCharCode = () => "a"; String.prototype.concat = () => EVIL;
      for (const name of ["ArrayBuffer", "Int8Array", "Int16Array", "Int32Array", "Uint8Array", "Uint16Array", "Uint32Array", "Float32Array", "Float64Array", "Math", "JSON", "Map"]) globalThis[name] = function () { say("made " + name); };
      Array.prototype[0] = () => say("called");`);
    assert.equal(await realm.call("update", policy({ revision: 2 })), "applied");
    await realm.call("more", "my.request({ url: EVIL, fail() {} }); my.request({ url: 'https://API.good.test/a/../v1' }); my.request({ url: 'https://API.good.test/v1' }); my.call('secretApi', {}, () => {}); my.call('tinyToNative', {});");
    assert.equal(await realm.call("update", policy({ revision: 3, serverDomains: { enabled: true, entries: [] } })), "applied");
    await realm.call("more", "my.request({ url: GOOD, fail() {} });");
    const { wire, said, errors } = await settle(realm);
    assert.deepEqual(errors, []);
    assert.deepEqual(said, []);
    assert.deepEqual(wire, [WIRE, WIRE, "call(tinyToNative)"]);
  });

  for (const kind of ["throws", "is undefined", "says true", "says 0"]) {
    test(`each built-in that ${kind} in its turn, with an update, checks and calls, in ${where}`, async (t) => {
      const realm = await open();
      t.after(() => realm.close());
      const { wrong, count } = JSON.parse(await realm.call("poisoned", kind));
      assert.equal(wrong, "");
      assert.ok(count > 450, `${count} built-ins`);
      t.diagnostic(`${count} built-ins`);
    });
  }
}

test("QuickJS has no memory for a new policy: the old one stays in force, and the next update is taken", async (t) => {
  const realm = await openQuickJs("minifence/js");
  t.after(() => realm.close());
  await run(realm, "my.request({ url: GOOD });");
  const large = JSON.stringify({ ...JSON.parse(policy({ revision: 2 })), webViewDomains: { entries: Array.from({ length: 50_000 }, (_, i) => ({ domain: `page${i}.example.com` })) } });
  realm.limitMemory(4 * 1024 * 1024);
  assert.equal(await realm.call("update", large), "engine_failed");
  await realm.call("more", "my.request({ url: EVIL, fail() {} }); my.request({ url: GOOD });");
  realm.limitMemory(-1);
  assert.equal(await realm.call("update", large), "applied");
  await realm.call("more", "my.request({ url: EVIL, fail() {} }); my.request({ url: GOOD });");
  const { wire, errors } = await settle(realm);
  assert.deepEqual(wire, [WIRE, WIRE, WIRE]);
  assert.deepEqual(errors, ["engine_failed"]);
});
