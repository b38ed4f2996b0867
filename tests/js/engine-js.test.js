// @ts-check
/**
 * The engine as JavaScript, by itself: its memory grows, its stack is far from full, a trap latches, and the build finds what a guest
 * could replace. That it judges as the wasm does: `realms/cases.test.js`.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { checkNames } from "../../pkg-template/wasm2js-check.mjs";
import { instantiate } from "../../pkg/engine-js.js";
import { Engine, compile, keepSource, samePolicy } from "../../pkg/engine.js";
import { installGuard } from "../../pkg/guard/install.js";
import { EVIL, GOOD, policy } from "./guard/native.js";

const ts = createRequire(new URL("../../js/package.json", import.meta.url))("typescript");
const STACK = 65536;
const UNUSED = 0xaa;
/** Every instance that was taken, the stack of each filled with what the engine does not write. @type {any[]} */
const taken = [];
keepSource({
  take() {
    const instance = instantiate();
    new Uint8Array(instance.buffer(), 0, STACK).fill(UNUSED);
    taken.push(instance);
    return instance;
  },
});

/** The most of a stack that was ever written, over the instances so far. */
function stackUsed() {
  let used = 0;
  for (const instance of taken) {
    const stack = new Uint8Array(instance.buffer(), 0, STACK);
    const first = stack.findIndex((byte) => byte !== UNUSED);
    if (first >= 0) used = Math.max(used, STACK - first);
  }
  return used;
}

test("memory that grows in a check is the memory that the next subject is written to", () => {
  const core = compile(policy());
  const instance = taken.at(-1);
  const before = instance.buffer();
  // Each letter becomes six bytes in the URL that is sent.
  const long = `${GOOD}/${"é".repeat(8000)}`;
  assert.equal(core.request(long).code, "listed");
  assert.notEqual(instance.buffer(), before, "this test needs a check that makes the memory grow");
  assert.equal(core.request(`${EVIL}/é`).code, "host_not_listed");
  assert.equal(core.request(`${GOOD}/é`).href, `${GOOD}/%C3%A9`);
  assert.equal(core.admitRequest(EVIL), null);
});

test("the stack is never half full: the cases, deep documents, long lists, long hosts", () => {
  const table = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), "utf8"));
  const checks = { requests: "checkRequest", sockets: "checkSocket", downloads: "checkDownload", reads: "checkRead", pages: "checkPage", web_views: "checkWebView", apis: "checkApi" };
  for (const [name, check] of Object.entries(checks)) {
    for (const group of table(name).groups) {
      const engine = /** @type {any} */ (Engine.compile(JSON.stringify(group.policy)));
      for (const row of group.rows) engine[check](row.subject ?? String.fromCharCode(...row.subject_utf16));
    }
  }
  const tried = (/** @type {string} */ text) => {
    try {
      samePolicy(text, `${text} `);
      Engine.compile(text);
    } catch {
      // refused, as it may be
    }
  };
  for (const row of table("policies").rows) tried(row.json ?? JSON.stringify(row.document));
  for (const depth of [127, 129, 100_000]) {
    for (const [open, close] of [["[", "]"], ['{"a":', "}"]]) {
      const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
      for (const text of [deep, `{"format":1,"x":${deep}}`, policy().replace('"entries":[', `"entries":[${deep},`)]) tried(text);
    }
  }
  const entries = Array.from({ length: 20_000 }, (_, i) => ({ domain: `${i % 2 ? "*." : ""}p${(i * 7919) % 20_000}.example.com` }));
  const engine = Engine.compile(policy({ webViewDomains: { entries } }));
  for (const part of ["\ufdfa", "é", "xn--a9", "a.", "\u0301", "क्ष", "%2e", "1."]) engine.checkRequest(`https://${part.repeat(8180 / part.length)}`);
  const used = stackUsed();
  assert.ok(used > 1000, `${used} bytes: is the stack where this test looks?`);
  assert.ok(used < STACK / 2, `${used} of ${STACK} bytes`);
});

test("a trap of the translated engine denies, latches, is told once, and a new policy mends it", () => {
  /** @type {string[]} */ const told = [];
  const guard = installGuard({}, { policy: policy(), onError: ({ code }) => told.push(code) });
  const judged = (/** @type {string} */ url) => guard.judge.request(url).decision.code;
  const sound = `${GOOD}/é`; // asked with the whole URL
  assert.equal(judged(sound), "listed");
  const memory = new Uint8Array(taken.at(-1).buffer());
  const kept = memory.slice();
  memory.fill(0xff, STACK); // the engine finds itself in use, which ends in `unreachable`
  assert.throws(() => taken.at(-1).exports.check_request(1), /the engine trapped/);
  assert.equal(judged(sound), "engine_failed");
  memory.set(kept);
  assert.deepEqual([judged(sound), judged(GOOD), judged(EVIL)], ["engine_failed", "engine_failed", "engine_failed"]);
  assert.deepEqual(told, ["engine_failed"]);
  assert.equal(guard.update(policy({ revision: 2 })).applied, true);
  assert.deepEqual([judged(sound), judged(EVIL)], ["listed", "host_not_listed"]);
});

test("each policy has a memory of its own", () => {
  const first = compile(policy());
  const second = compile(policy({ serverDomains: { entries: [{ domain: "evil.test" }] } }));
  assert.notEqual(taken.at(-1).buffer(), taken.at(-2).buffer());
  for (let i = 0; i < 3; i += 1) assert.deepEqual([first.request(EVIL).code, second.request(EVIL).code, first.request(GOOD).code, second.request(GOOD).code], ["host_not_listed", "listed", "listed", "host_not_listed"]);
});

test("an engine that uses what a guest may replace is no build", () => {
  const engine = readFileSync(new URL("../../pkg/engine-js.js", import.meta.url), "utf8");
  const captured = ["imul", "clz32", "abs", "freeze", "ErrorCtor", "typedArraySet", "typedArrayFill", "typedArrayCopyWithin", "typedArrayBuffer", "ArrayBufferCtor",
    ...["Int8", "Int16", "Int32", "Uint8", "Uint16", "Uint32", "Float64"].map((kind) => `${kind}ArrayCtor`)];
  checkNames(engine, captured);
  const faults = {
    "a name from outside": "Math.imul(1, 2);", "a name that is not there": "Float32Array;", "a method": "var bytes = [1]; bytes.fill(0);", "a method by a name": "var bytes = [1]; bytes['fill'](0);",
    "an iterator": "var list = [1]; for (const one of list) one;", "a template": "var a = 1; `${a}`;", "a spread": "var list = [1]; var copy = [...list];", "a class": "class A {}",
    "the realm": "globalThis;", "an import": 'import { promiseThen } from "./primordials.js";',
  };
  for (const [what, fault] of Object.entries(faults)) assert.throws(() => checkNames(`${engine}\n${fault}`, captured), /what a guest may replace/, what);
});

test("no module of the shim writes a template with holes in it: QuickJS and transpilers make a call of `concat` of it, and that is the guest's", () => {
  const folder = new URL("../../pkg/", import.meta.url);
  // Words for people are made of templates: they decide nothing.
  const files = [...readdirSync(folder), ...["guard", "hosts", "signed", "source"].flatMap((dir) => readdirSync(new URL(dir, folder)).map((file) => `${dir}/${file}`))]
    .filter((file) => file.endsWith(".js") && !["admin.js", "admin-glue.js", "schema.js", "sign.js", "arguments.js", "engine-bytes.js"].includes(file));
  assert.ok(files.includes("core.js") && files.includes("guard/patch.js") && files.length > 25, files.join());
  const found = files.flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(new URL(file, folder), "utf8"), ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
    /** @type {string[]} */ const templates = [];
    const visit = (/** @type {any} */ node) => {
      if (ts.isTemplateExpression(node)) templates.push(`${file}: ${node.getText(source).slice(0, 80)}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return templates;
  });
  assert.deepEqual(found, []);
});
