// @ts-check
/** `minifence/path`: instances that are made ahead, of a WebAssembly that knows paths only. The rows and the hostile built-ins: `realms/`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine, PermissionError, installGuard, load } from "../../pkg/path.js";
import { EVIL, GOOD, policy } from "./guard/native.js";
import { createPathWasm } from "./realms/path-wasm.js";

const native = createPathWasm();
/** What was made, in order. @type {any[]} */
const made = [];
const make = async () => {
  const result = await native.instantiate("/lib/engine.wasm", {});
  made.push(result.instance);
  return result;
};

test("what is no instance of the engine, or the same one twice, is refused, and load may be called again", async () => {
  const empty = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  const one = await make();
  for (const [wrong, message] of /** @type {[any, RegExp][]} */ ([
    ["/lib/engine.wasm", /takes a function/], [() => undefined, /no instance/], [() => ({}), /no instance/], [() => new WebAssembly.Instance(empty), /no instance/],
    [() => ({ exports: { compile() {}, tables() {} } }), /memory/], [() => Promise.reject(new Error("no such path")), /no such path/], [() => one, /same instance twice/],
  ])) await assert.rejects(load(wrong), message);
  await assert.rejects(load(make, { instances: 2 }), /at least 3/);
  assert.throws(() => Engine.compile(policy()), (error) => error instanceof PermissionError && error.code === "engine_failed");
  const guard = installGuard({}, { policy: policy() });
  assert.equal(guard.judge.request(GOOD).decision.code, "no_policy");
});

test("three instances serve a guard for any number of updates, refused ones too, and none is made when a guest may run", async () => {
  made.length = 0;
  await Promise.all([load(make, { instances: 3 }), load(make)]);
  assert.equal(made.length, 3);
  const guard = installGuard({}, { policy: policy() });
  for (let revision = 2; revision < 300; revision += 1) {
    assert.equal(guard.update(policy({ revision })).applied, true);
    assert.equal(guard.update(policy({ revision })).applied, true, "the same again");
    for (const refused of [policy({ revision: 1 }), policy({ revision, mode: "off" }), policy({ revision: revision + 1, appId: "2018080616290002" }), "{", policy({ mode: "x" })]) {
      const { applied, error } = /** @type {any} */ (guard.update(refused));
      assert.equal(applied, false);
      assert.match(error.code, /^policy_/);
    }
    assert.deepEqual([guard.judge.request(GOOD).pass, guard.judge.request(EVIL).pass], [true, false]);
  }
  assert.equal(made.length, 3);
  guard.dispose();
});

test("when all are taken a policy is refused with the way out; a freed engine makes room, and denies", () => {
  const engines = [1, 2, 3].map((revision) => Engine.compile(policy({ revision })));
  assert.throws(() => Engine.compile(policy()), (/** @type {any} */ error) => error.code === "engine_failed" && error.params.reason === "no_instance" && /free\(\)/.test(error.params.way_out));
  engines[0].free();
  engines[0].free();
  const next = Engine.compile(policy({ serverDomains: { entries: [{ domain: "evil.test" }] } }));
  assert.deepEqual([next.checkRequest(EVIL).code, engines[0].checkRequest(EVIL).code, engines[0].checkRequest(GOOD).code, engines[1].checkRequest(EVIL).code], ["listed", "engine_failed", "engine_failed", "host_not_listed"]);
  assert.throws(() => Engine.compile(policy()), /engine_failed/, "freed twice, it made room once");
  for (const engine of [...engines, next]) engine.free();
});

test("an instance that trapped is never used again; when the last one trapped, everything is denied", () => {
  const sound = `${GOOD}/é`; // asked with the whole URL
  const ruin = (/** @type {any[]} */ instances) => {
    // The engine finds itself in use, which ends in a trap.
    for (const { exports } of instances) new Uint8Array(exports.memory.buffer).fill(0xff, 1024 * 1024);
  };
  const engines = [1, 2, 3].map((revision) => Engine.compile(policy({ revision })));
  const [first] = made.filter(({ exports }) => exports.revision() === 1);
  ruin([first]);
  assert.equal(engines[0].checkRequest(sound).code, "engine_failed");
  engines[0].free();
  assert.throws(() => Engine.compile(policy()), /engine_failed/);
  engines[1].free();
  engines[2].free();
  const guard = installGuard({}, { policy: policy() });
  assert.equal(guard.judge.request(sound).pass, true);
  ruin(made);
  assert.equal(guard.judge.request(sound).decision.code, "engine_failed");
  for (let revision = 2; revision < 6; revision += 1) assert.equal(guard.update(policy({ revision })).applied, false);
  assert.deepEqual([guard.judge.request(GOOD).pass, guard.judge.request(EVIL).pass], [false, false]);
});

test("engine.wasm asks nothing of such a runtime: no imports, and exports that every platform has", () => {
  const module = new WebAssembly.Module(readFileSync(new URL("../../pkg/engine.wasm", import.meta.url)));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.deepEqual(new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind)), new Set(["memory", "function"]));
});
