// @ts-check
/**
 * What a source compiles to look at, it lets go. Through `minifence/path`, where instances are counted: four of them are the source's look, the policy
 * of a guard, the one that replaces it, and that of a second guard. One that is not freed is missing at the next look.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Engine, installGuard, load } from "../../../pkg/path.js";
import { createVerifier } from "../../../pkg/signed-inline.js";
import { createPolicySource } from "../../../pkg/source.js";
import { EVIL, GOOD, policy } from "../guard/native.js";
import { createPathWasm } from "../realms/path-wasm.js";
import { makeKey, signByHand } from "../signed/keys.js";
import { openServer } from "./server.js";

const UPDATES = 1_000;
const appId = "2018080616290001";
const key = makeKey("2026-11");
const verifier = createVerifier({ keys: [key.publicJwk] });
/** @param {number} revision @param {object} [more] */
const signed = (revision, more = {}) => signByHand(policy({ revision, ...more }), key);

/** @type {Awaited<ReturnType<typeof openServer>>} */ let server;
/** @type {any[]} */ const made = [];
before(async () => {
  server = await openServer();
  const native = createPathWasm();
  await load(async () => {
    const result = await native.instantiate("/lib/engine.wasm", {});
    made.push(result.instance);
    return result;
  }, { instances: 4 });
});
after(() => server.close());

/** Bytes that all engines have together: wasm gives none of them back. */
const size = () => made.reduce((sum, { exports }) => sum + exports.memory.buffer.byteLength, 0);

test(`${UPDATES} policies, and as many that are refused, live in four instances whose memory does not grow`, async (t) => {
  const source = createPolicySource({ url: server.url, appId, engine: Engine, verifier, storage: null });
  t.after(() => source.stop());
  const guards = [1, 2].map(() => installGuard({}, { policy: null, appId, verifier }));
  for (const guard of guards) source.attach(guard);
  server.publish(signed(1));
  await source.start();
  /** @type {number[]} */ const sizes = [];
  const REFUSED = /** @type {[(revision: number) => string, string][]} */ ([
    [(revision) => signed(revision - 1), "policy_stale"], [(revision) => signed(revision, { mode: "report" }), "policy_conflict"], [(revision) => signed(revision + 1, { appId: "2018080616290002" }), "policy_app_id"],
    [() => signByHand("{}", key), "policy_invalid"], [(revision) => policy({ revision: revision + 1 }), "policy_unsigned"],
  ]);
  for (let revision = 2; revision < UPDATES + 2; revision += 1) {
    server.publish(signed(revision, { serverDomains: { entries: Array.from({ length: 1 + (revision % 30) }, (_, i) => ({ domain: i === 0 ? "api.good.test" : `h${i}.good.test` })) } }));
    const state = await source.refresh();
    assert.deepEqual([state.name, state.revision, state.error], ["current", revision, null]);
    const [wrong, code] = REFUSED[revision % REFUSED.length];
    server.publish(wrong(revision));
    assert.equal(/** @type {any} */ ((await source.refresh()).error).code, code);
    for (const guard of guards) assert.deepEqual([guard.revision, guard.judge.request(GOOD).pass, guard.judge.request(EVIL).pass], [revision, true, false]);
    if (revision % 100 === 0) sizes.push(size());
  }
  assert.deepEqual([made.length, new Set(sizes.slice(1)).size], [4, 1], sizes.join(" "));
  for (const guard of guards) guard.dispose();
});

test("what was disposed of left all instances free", () => {
  const engines = [1, 2, 3, 4].map((revision) => Engine.compile(policy({ revision })));
  assert.throws(() => Engine.compile(policy()), /engine_failed/);
  for (const engine of engines) engine.free();
});
