/** What breaks breaks closed: traps, freed engines, broken listeners and catalogs, no memory, many updates (P-8, G-4, G-8). The real engine. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Engine, PermissionError, compile, samePolicy } from "../../../js/engine.js";
import { createJudge } from "../../../js/guard/judge.js";
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { format } from "../../../js/messages/index.js";
import { EVIL, GOOD, createHost, loadEngine, policy } from "./host.js";

loadEngine();
const quiet = { fail() {} };

/** Judges with real instances whose memory a test may spoil: the airlock's own, handed out by the captured constructor. */
function spoilt(spoil) {
  const errors = [];
  const cores = [];
  const airlock = {
    compile: (text, options) => {
      const core = compile(text, options);
      cores.push(core);
      return spoil(core);
    },
    samePolicy,
    PermissionError,
  };
  return { ...createJudge(airlock, { onError: (e) => errors.push(e.code) }), errors, cores };
}

test("a real trap in WebAssembly denies, latches, is told once, and the same policy mends it", () => {
  // A module whose function runs into `unreachable`: the very trap that a panic of the engine ends in.
  const wasm = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
  const { trap } = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
  assert.throws(trap, WebAssembly.RuntimeError);
  let broken = true;
  const guard = spoilt((core) => ({ ...core, request: (url) => (broken ? trap() : core.request(url)) }));
  guard.update(policy());
  for (let i = 0; i < 3; i += 1) assert.deepEqual([guard.judge.request(GOOD).pass, guard.judge.request(GOOD).decision.code], [false, "engine_failed"]);
  assert.equal(guard.judge.api("toast").pass, false, "the other checks are closed too");
  assert.deepEqual(guard.errors, ["engine_failed"]);
  broken = false;
  assert.equal(guard.update(policy()).applied, true);
  assert.equal(guard.judge.request(GOOD).pass, true);
});

test("the engine's own memory runs out in an update: it traps, the old policy stays in force, the next update is taken", () => {
  const script = fileURLToPath(new URL("./out-of-memory.js", import.meta.url));
  const printed = JSON.parse(execFileSync(process.execPath, ["--wasm-max-mem-pages=40", script], { encoding: "utf8" }));
  const expected = { applied: false, code: "engine_failed", told: ["engine_failed"], good: "listed", evil: "host_not_listed" };
  assert.deepEqual(printed, { ...expected, mended: true, after: "listed" });
});

test("a freed engine answers engine_failed, and the guard says so once", async () => {
  const engine = Engine.compile(policy());
  engine.free();
  assert.equal(engine.checkRequest(GOOD).code, "engine_failed");
  const guard = spoilt((core) => core);
  guard.update(policy());
  assert.equal(guard.judge.request(GOOD).pass, true);
  guard.cores[0].free();
  for (let i = 0; i < 3; i += 1) assert.equal(guard.judge.request(GOOD).decision.code, "engine_failed");
  assert.deepEqual(guard.errors, ["engine_failed"]);
  guard.update(policy({ revision: 2 }));
  assert.equal(guard.judge.request(GOOD).pass, true);
});

test("listeners that throw, return promises that fail, or call back in change no verdict", async () => {
  const { my, wire } = createHost();
  let guard;
  guard = installGuard(mpaasHost({ my, bridge: null }), {
    policy: policy(),
    onDecision: ({ id }) => {
      if (id === "1") my.request({ url: EVIL, ...quiet });
      throw new Error("listener");
    },
    onError: () => { guard?.update("{"); throw new Error("listener"); },
  });
  my.request({ url: EVIL, ...quiet });
  my.request({ url: GOOD, ...quiet });
  assert.deepEqual(wire, ["request https://api.good.test/v1"]);
});

test("a message catalog that throws costs the words, never the verdict", () => {
  const broken = new Proxy({}, { get() { throw new Error("catalog"); } });
  const denial = compile(policy()).request(EVIL);
  assert.equal(format(denial, broken), "host_not_listed");
  assert.equal(denial.outcome, "deny");
});

test("no memory for a new policy leaves the old one in force", () => {
  const guard = spoilt((core) => core);
  guard.update(policy());
  const errors = guard.errors.length;
  let isFull = true;
  const full = createJudge({ compile: (text, options) => { if (isFull && text.includes('"revision":2')) throw new RangeError("WebAssembly.Instance(): Out of memory"); return compile(text, options); }, samePolicy, PermissionError }, {});
  full.update(policy());
  assert.equal(full.update(policy({ revision: 2, mode: "off" })).error.code, "engine_failed");
  assert.deepEqual([full.revision(), full.judge.request(EVIL).pass, full.judge.request(GOOD).pass], [1, false, true]);
  isFull = false;
  assert.equal(full.update(policy({ revision: 2 })).applied, true);
  // A document beyond what the engine takes is refused before anything is allocated.
  assert.equal(guard.update(" ".repeat(17 * 1024 * 1024)).error.code, "policy_too_large");
  assert.deepEqual([guard.judge.request(EVIL).pass, guard.judge.request(GOOD).pass, guard.errors.length], [false, true, errors + 1]);
});

test("a thousand updates leak nothing", { timeout: 60_000 }, () => {
  const script = `
    import { installGuard } from ${JSON.stringify(new URL("../../../js/guard/install.js", import.meta.url).href)};
    import { mpaasHost } from ${JSON.stringify(new URL("../../../js/hosts/mpaas.js", import.meta.url).href)};
    import { createHost, loadEngine, policy } from ${JSON.stringify(new URL("./host.js", import.meta.url).href)};
    loadEngine();
    const { my } = createHost();
    const guard = installGuard(mpaasHost({ my, bridge: null }), { policy: policy() });
    let revision = 1;
    const rounds = async (count) => { for (let i = 0; i < count; i += 1) { guard.update(policy({ revision: ++revision })); my.request({ url: "https://evil.test/", fail() {} }); if (i % 20 === 0) { gc(); await new Promise((done) => setTimeout(done, 0)); } } };
    const measure = async () => { for (let i = 0; i < 3; i += 1) { gc(); await new Promise((done) => setTimeout(done, 20)); } const { heapUsed, arrayBuffers, external } = process.memoryUsage(); return { heapUsed, arrayBuffers, external }; };
    await rounds(200);
    const before = await measure();
    await rounds(1000);
    const after = await measure();
    console.log(JSON.stringify({ heap: after.heapUsed - before.heapUsed, buffers: after.arrayBuffers - before.arrayBuffers, external: after.external - before.external, revision: guard.revision }));`;
  const out = JSON.parse(execFileSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", script], { encoding: "utf8" }));
  assert.equal(out.revision, 1201);
  assert.ok(out.heap < 1_000_000, `the heap grew by ${out.heap} bytes`);
  assert.ok(out.buffers < 5_000_000 && out.external < 5_000_000, `memory outside the heap grew by ${out.buffers} and ${out.external} bytes`);
});

test("a second guard on the same objects is refused with the way out", async () => {
  const { my, bridge, wire } = createHost();
  const guard = installGuard(mpaasHost({ my, bridge }), { policy: policy() });
  assert.throws(() => installGuard(mpaasHost({ my, bridge }), { policy: policy({ mode: "off" }) }), /guarded already: keep the guard of the first `installGuard` and call its `update\(policy\)`/);
  assert.throws(() => installGuard(mpaasHost({ my: {}, bridge }), { policy: policy({ mode: "off" }) }), /guarded already/);
  my.request({ url: EVIL, ...quiet });
  await wait(5);
  assert.deepEqual([wire, guard.revision], [[], 1]);
});
