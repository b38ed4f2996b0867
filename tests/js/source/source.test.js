// @ts-check
/** Policy delivery against a real server that misbehaves, and a storage that does: what is in force, what is told, when it is looked again. */
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Engine, installGuard } from "../../../pkg/inline.js";
import { createVerifier } from "../../../pkg/signed-inline.js";
import { createPolicySource } from "../../../pkg/source.js";
import { EVIL, GOOD, policy } from "../guard/native.js";
import { makeKey, signByHand } from "../signed/keys.js";
import { createClock } from "./clock.js";
import { etagOf, openServer } from "./server.js";

const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];
const appId = "2018080616290001";
const key = makeKey("2026-11");
/** @param {number} revision @param {object} [more] @param {object} [header] */
const signed = (revision, more = {}, header = {}) => signByHand(policy({ revision, ...more }), key, header);

/** @type {Awaited<ReturnType<typeof openServer>>} */ let server;
before(async () => { server = await openServer(); });
after(() => server.close());
/** @type {import("../../../js/types.d.ts").PolicySource[]} */ const sources = [];
afterEach(() => { for (const source of sources.splice(0)) source.stop(); });

/** A storage as a host has one, with what was written. @param {Record<string, string>} [items] */
const memory = (items = {}) => ({ items, get: (/** @type {string} */ name) => items[name], set(/** @type {string} */ name, /** @type {string} */ value) { items[name] = value; } });
const KEY = `minifence:${appId}`;

/** A source with a clock of its own, and a guard on it. @param {object} [options] */
function create(options = {}) {
  server.requests.length = 0;
  const clock = createClock();
  /** @type {any[]} */ const states = [];
  /** @type {(() => void)[]} */ const waiting = [];
  const verifier = createVerifier({ keys: [key.publicJwk], now: clock.now });
  const source = createPolicySource({
    url: server.url, appId, engine: Engine, verifier, random: () => 0.5, ...clock, ...options,
    onState(state) { states.push(state); for (const done of waiting.splice(0)) done(); },
  });
  sources.push(source);
  const guard = installGuard({}, { policy: null, appId, verifier });
  source.attach(guard);
  const passes = (/** @type {string} */ url) => guard.judge.request(url).pass;
  return {
    source, guard, clock, states, verifier,
    /** Settles with the next state. */
    told: async () => { await new Promise((done) => { waiting.push(() => done(undefined)); }); return states.at(-1); },
    /** What is in force, in one word. */
    get force() { return passes(GOOD) ? (passes(EVIL) ? "both" : "good") : passes(EVIL) ? "evil" : "nothing"; },
  };
}
const evil = { serverDomains: { entries: [{ domain: "evil.test" }] } };

test("the first look brings the policy, the next one asks with its etag and is told that nothing has changed", async () => {
  server.publish(signed(3));
  const it = create({ storage: memory() });
  const first = await it.source.start();
  assert.deepEqual([first.name, first.revision, first.error, first.storage, it.force], ["current", 3, null, "ok", "good"]);
  assert.equal(first.nextAt, it.clock.now() + 15 * MINUTE * 1.1);
  it.clock.pass(15 * MINUTE * 1.1);
  const second = await it.told();
  assert.deepEqual([second.name, second.age], ["current", 0]);
  assert.deepEqual(server.requests.map(({ etag }) => etag), [undefined, etagOf(signed(3))]);
});

test("a publish arrives with the next look, at all guards, and at once where somebody asks", async () => {
  server.publish(signed(3));
  const it = create();
  const other = installGuard({}, { policy: null, appId, verifier: it.verifier });
  const detach = it.source.attach(other);
  await it.source.start();
  server.publish(signed(4, evil));
  await it.source.refresh();
  assert.deepEqual([it.force, it.guard.revision, other.revision], ["evil", 4, 4]);
  detach();
  server.publish(signed(5));
  await it.source.refresh();
  assert.deepEqual([it.guard.revision, other.revision], [5, 4]);
  const late = installGuard({}, { policy: null, appId, verifier: it.verifier });
  it.source.attach(late);
  assert.equal(late.revision, 5, "who comes later has it at once");
});

test("a server that cannot prove who it is by TLS is no server", async () => {
  server.publish(signed(3));
  const it = create({ url: server.url.replace("http:", "https:"), storage: memory() });
  const state = await it.source.start();
  assert.deepEqual([state.name, state.error?.reason, it.force, server.requests.length], ["waiting", "network", "nothing", 0]);
});

test("many looks at once are one", async () => {
  server.publish(signed(3));
  const it = create();
  await Promise.all([it.source.start(), it.source.start()]);
  await Promise.all([it.source.refresh(), it.source.refresh(), it.source.refresh()]);
  assert.equal(server.requests.length, 2);
});

/** What a server answers, and what is told of it. @type {Record<string, { answer: import("./server.js").Answer, error: object }>} */
const MISBEHAVIOURS = {
  "an error of the server": { answer: (_, response) => response.writeHead(500).end("no"), error: { reason: "http", status: 500 } },
  "not found": { answer: (_, response) => response.writeHead(404).end(), error: { reason: "http", status: 404 } },
  "no content": { answer: (_, response) => response.writeHead(204).end(), error: { reason: "http", status: 204 } },
  "part of it": { answer: (_, response) => response.writeHead(206).end(signed(9, evil)), error: { reason: "http", status: 206 } },
  "a redirect": { answer: (_, response) => response.writeHead(302, { location: "/elsewhere" }).end(), error: { reason: "redirect", status: 302 } },
  "not modified, with the etag of something else": { answer: (_, response) => response.writeHead(304, { etag: '"other"' }).end(), error: { reason: "http", status: 304 } },
  "the page of a proxy": { answer: (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><h1>Log in</h1>"), error: { reason: "policy", code: "policy_unsigned" } },
  "an empty body": { answer: (_, response) => response.writeHead(200).end(), error: { reason: "policy", code: "policy_unsigned" } },
  "a policy that is not signed": { answer: (_, response) => response.writeHead(200).end(policy({ revision: 9, ...evil })), error: { reason: "policy", code: "policy_unsigned" } },
  "a policy that somebody else signed": { answer: (_, response) => response.writeHead(200).end(signByHand(policy({ revision: 9, ...evil }), makeKey("2026-11"))), error: { reason: "policy", code: "policy_signature" } },
  "a policy of an unknown key": { answer: (_, response) => response.writeHead(200).end(signByHand(policy({ revision: 9 }), makeKey("2020-01"))), error: { reason: "policy", code: "policy_key" } },
  "an expired policy": { answer: (_, response) => response.writeHead(200).end(signed(9, evil, { exp: 1_700_000_000 })), error: { reason: "policy", code: "policy_expired" } },
  "an older policy": { answer: (_, response) => response.writeHead(200).end(signed(2, evil)), error: { reason: "policy", code: "policy_stale" } },
  "the same revision with other content": { answer: (_, response) => response.writeHead(200).end(signed(3, evil)), error: { reason: "policy", code: "policy_conflict" } },
  "another app's policy": { answer: (_, response) => response.writeHead(200).end(signed(9, { appId: "2018080616290002", ...evil })), error: { reason: "policy", code: "policy_app_id" } },
  "what is signed and no policy": { answer: (_, response) => response.writeHead(200).end(signByHand("{}", key)), error: { reason: "policy", code: "policy_invalid" } },
  "bytes that are no text": { answer: (_, response) => response.writeHead(200).end(Buffer.from([0xff, 0xfe, 0x80])), error: { reason: "content" } },
  "half of it, then the line is cut": { answer: (_, response) => { const text = signed(9); response.writeHead(200, { "content-length": text.length }); response.write(text.slice(0, 100), () => response.destroy()); }, error: { reason: "network" } },
  "half of it, as if it were all": { answer: (_, response) => response.writeHead(200).end(signed(9).slice(0, 100)), error: { reason: "policy", code: "policy_unsigned" } },
  "more than is read, and says so": { answer: (_, response) => response.writeHead(200, { "content-length": 5_000_000 }).end("a".repeat(5_000_000)), error: { reason: "too_large", limit: 4 * 1024 * 1024 } },
  "more and more, without end": {
    answer: (_, response) => { const more = () => { if (!response.destroyed) response.write("a".repeat(65_536), more); }; response.writeHead(200); more(); }, error: { reason: "too_large", limit: 4 * 1024 * 1024 },
  },
  "a line that is cut at once": { answer: (request) => request.socket.destroy(), error: { reason: "network" } },
};
for (const [what, { answer, error }] of Object.entries(MISBEHAVIOURS)) {
  test(`${what}: the last good policy stays, it is told, and looked at again`, async () => {
    server.publish(signed(3));
    const storage = memory();
    const it = create({ storage });
    await it.source.start();
    const stored = storage.items[KEY];
    server.answer(answer);
    const state = await it.source.refresh();
    assert.deepEqual([state.name, state.revision, it.force, it.guard.revision, storage.items[KEY]], ["retrying", 3, "good", 3, stored]);
    assert.deepEqual({ ...error, .../** @type {any} */ (state.error) }, state.error, JSON.stringify(state.error));
    server.publish(signed(4));
    it.clock.pass(5 * SECOND);
    assert.deepEqual([(await it.told()).name, it.guard.revision], ["current", 4]);
  });

  test(`${what}, at the very first look: everything stays denied, and nothing is stored`, async () => {
    if (/older|same revision/.test(what)) return; // there is nothing to be older than
    server.answer(answer);
    const storage = memory();
    const it = create({ storage });
    const state = await it.source.start();
    assert.deepEqual([state.name, state.revision, state.age, it.force, storage.items], ["waiting", null, null, "nothing", {}]);
  });
}

test("not modified, though nothing was asked about, is no policy", async () => {
  server.answer((_, response) => response.writeHead(304).end());
  const it = create();
  assert.deepEqual([(await it.source.start()).name, it.force], ["waiting", "nothing"]);
});

test("after not modified with a strange etag the policy is asked for without one", async () => {
  server.publish(signed(3));
  const it = create();
  await it.source.start();
  server.answer((_, response) => response.writeHead(304, { etag: '"other"' }).end());
  await it.source.refresh();
  server.publish(signed(3));
  assert.equal((await it.source.refresh()).name, "current");
  assert.deepEqual(server.requests.map(({ etag }) => etag), [undefined, etagOf(signed(3)), undefined]);
});

test("a content type that lies changes nothing: the signature says what it is", async () => {
  server.publish(signed(3), { "content-type": "image/png" });
  assert.equal((await create().source.start()).name, "current");
});

for (const [what, answer] of /** @type {[string, import("./server.js").Answer][]} */ ([
  ["headers that never come", () => {}],
  ["a body that never comes", (_, response) => { response.writeHead(200); response.flushHeaders(); }],
  ["a body that stops in the middle", (_, response) => { response.writeHead(200); response.write(signed(9).slice(0, 50)); }],
])) {
  test(`${what}: the look ends after its time`, async () => {
    server.publish(signed(3));
    const it = create();
    await it.source.start();
    server.answer(answer);
    const [asked, looked] = [server.asked(), it.source.refresh()];
    await asked;
    it.clock.pass(10 * SECOND);
    const state = await looked;
    assert.deepEqual([state.name, state.error, it.force], ["retrying", { reason: "timeout" }, "good"]);
  });
}

test("a fetch of the host's own that heeds no signal and never answers is given up, too", async () => {
  const it = create({ fetch: () => new Promise(() => {}) });
  const started = it.source.start();
  await Promise.resolve();
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
  it.clock.pass(10 * SECOND);
  assert.deepEqual((await started).error, { reason: "timeout" });
});

test("no network: pauses double up to the longest, each a part of chance, and one good look ends them", async () => {
  /** @type {number[]} */ const chances = [];
  const it = create({ url: "http://127.0.0.1:1/policy", random: () => chances.shift() ?? 0 });
  await it.source.start();
  const waits = [];
  for (let i = 0; i < 10; i += 1) {
    const { nextAt } = it.source.state;
    waits.push((/** @type {number} */ (nextAt) - it.clock.now()) / SECOND);
    chances.push(i % 2);
    it.clock.pass(/** @type {number} */ (nextAt) - it.clock.now());
    await it.told();
  }
  for (const [i, wait] of waits.entries()) {
    const whole = Math.min(5 * 2 ** i, 900);
    assert.ok(wait === whole || wait === whole / 2, `${i}: ${wait}`);
  }
  assert.ok(new Set(waits.map((wait, i) => wait / Math.min(5 * 2 ** i, 900))).size === 2, "chance counts");
});

test("a server that asks to be left alone is left alone: seconds, or a date; never for longer than a day", async () => {
  for (const [text, least, most] of /** @type {[(now: number) => string, number, number][]} */ ([
    [() => "120", 120, 125], [(now) => new Date(now + 300_000).toUTCString(), 299, 305], [() => "99999999", 86_400, 86_405], [() => "soon", 2, 5], [() => "-5", 2, 5], [(now) => new Date(now - 300_000).toUTCString(), 2, 5],
  ])) {
    const it = create();
    server.answer((_, response) => response.writeHead(503, { "retry-after": text(it.clock.now()) }).end());
    const { nextAt } = await it.source.start();
    const wait = (/** @type {number} */ (nextAt) - it.clock.now()) / SECOND;
    assert.ok(wait >= least && wait <= most, `${wait}`);
    const before_ = server.requests.length;
    it.clock.pass((least - 1) * SECOND);
    assert.equal(server.requests.length, before_);
  }
});

test("after a restart the stored policy is in force before the network is asked, with its etag", async () => {
  server.publish(signed(3));
  const storage = memory();
  const first = create({ storage });
  await first.source.start();
  first.source.stop();
  const it = create({ storage });
  server.answer(() => {});
  const [asked, started] = [server.asked(), it.source.start()];
  await asked;
  assert.deepEqual([it.force, it.states.at(-1).revision, server.requests[0]?.etag], ["good", 3, etagOf(signed(3))]);
  it.source.stop();
  await started;
});

for (const [what, item] of /** @type {[string, any][]} */ ([
  ["text of somebody else's", "hello"], ["half of it", '{"format":1,"text":"ab'], ["a number", 7], ["an empty text", ""], ["an object", {}], ["JSON of another shape", '{"format":1}'], ["a later format", JSON.stringify({ format: 2, text: signed(3), etag: null, revision: 3, seen: 1 })],
  ["a policy that is not signed", JSON.stringify({ format: 1, text: policy({ revision: 9, ...evil }), etag: null, revision: 9, seen: 1_800_000_000_000 })],
  ["a forged policy", JSON.stringify({ format: 1, text: signByHand(policy({ revision: 9, ...evil }), makeKey("2026-11")), etag: null, revision: 9, seen: 1_800_000_000_000 })],
  ["another app's policy", JSON.stringify({ format: 1, text: signed(9, { appId: "2018080616290002", ...evil }), etag: null, revision: 9, seen: 1_800_000_000_000 })],
  ["a revision that is none", JSON.stringify({ format: 1, text: signed(3), etag: null, revision: "3", seen: 1_800_000_000_000 })],
])) {
  test(`a storage that holds ${what} opens nothing; the network mends it`, async () => {
    const storage = memory({ [KEY]: item });
    server.answer((_, response) => response.writeHead(500).end());
    const it = create({ storage });
    const state = await it.source.start();
    assert.deepEqual([state.name, state.storage, it.force], ["waiting", "failed", "nothing"]);
    server.publish(signed(3));
    await it.source.refresh();
    assert.deepEqual([it.force, JSON.parse(storage.items[KEY] ?? "").revision], ["good", 3]);
  });
}

test("a storage that says a higher revision than its text has does not lock newer policies out", async () => {
  const storage = memory({ [KEY]: JSON.stringify({ format: 1, text: signed(3), etag: null, revision: 9_000_000, seen: 1_800_000_000_000 }) });
  server.publish(signed(4));
  const it = create({ storage });
  assert.equal((await it.source.start()).revision, 4);
});

test("a stored policy that has expired is not in force, and still no older one is taken", async () => {
  const storage = memory({ [KEY]: JSON.stringify({ format: 1, text: signed(5, {}, { exp: 1_700_000_000 }), etag: null, revision: 5, seen: 1_800_000_000_000 }) });
  server.publish(signed(4, evil));
  const it = create({ storage });
  const state = await it.source.start();
  assert.deepEqual([state.name, /** @type {any} */ (state.error).code, it.force], ["waiting", "policy_stale", "nothing"]);
  server.publish(signed(5));
  assert.deepEqual([(await it.source.refresh()).name, it.force], ["current", "good"]);
});

for (const [what, broken] of /** @type {[string, any][]} */ ([
  ["throws", { get() { throw new Error("disk"); }, set() { throw new Error("disk"); } }], ["rejects", { get: () => Promise.reject(new Error("disk")), set: () => Promise.reject(new Error("disk")) }],
])) {
  test(`a storage that ${what} is told of, and the policy is in force all the same`, async () => {
    server.publish(signed(3));
    const it = create({ storage: broken });
    const state = await it.source.start();
    assert.deepEqual([state.name, state.storage, it.force], ["current", "failed", "good"]);
  });
}

test("a storage that never answers is waited for as long as one look, no longer", async () => {
  server.publish(signed(3));
  const it = create({ storage: { get: () => new Promise(() => {}), set: () => new Promise(() => {}) } });
  const started = it.source.start();
  it.clock.pass(10 * SECOND);
  assert.deepEqual([(await started).name, it.force], ["current", "good"]);
  server.publish(signed(4));
  assert.equal((await it.source.refresh()).revision, 4);
});

test("without contact for staleAfter everything is denied; the same policy, confirmed, is in force again", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: DAY, refresh: 30 * DAY });
  await it.source.start();
  it.clock.pass(DAY - 1);
  assert.deepEqual([it.source.state.name, it.force], ["current", "good"]);
  it.clock.pass(1);
  assert.deepEqual([it.states.at(-1).name, it.force, it.guard.judge.request(GOOD).decision.code], ["stale", "nothing", "no_policy"]);
  const late = installGuard({}, { policy: signed(3), appId, verifier: it.verifier });
  it.source.attach(late);
  assert.equal(late.judge.request(GOOD).pass, false, "who comes now is as closed as the others");
  const state = await it.source.refresh();
  assert.deepEqual([state.name, it.force, late.judge.request(GOOD).pass, server.requests.at(-1)?.etag], ["current", "good", true, etagOf(signed(3))]);
});

test("whenStale keep: it stays in force, and the state says so", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: DAY, refresh: 30 * DAY, whenStale: "keep" });
  await it.source.start();
  it.clock.pass(2 * DAY);
  assert.deepEqual([it.source.state.name, it.states.at(-1).name, it.force], ["stale", "stale", "good"]);
});

test("staleAfter null: a policy is in force for years without contact", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: null, refresh: 9000 * DAY });
  await it.source.start();
  it.clock.pass(8000 * DAY);
  assert.deepEqual([it.source.state.name, it.force], ["current", "good"]);
});

test("a clock that is set back makes nothing younger", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: DAY, refresh: 30 * DAY });
  await it.source.start();
  it.clock.jump(-400 * DAY);
  it.clock.pass(DAY);
  assert.deepEqual([it.source.state.name, it.force], ["stale", "nothing"]);
});

test("a clock that is set forward makes it stale, and the next look mends it", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: DAY });
  await it.source.start();
  it.clock.jump(400 * DAY);
  assert.equal(it.source.state.name, "stale");
  assert.deepEqual([(await it.source.refresh()).name, it.force], ["current", "good"]);
});

for (const [what, ago, name, force] of /** @type {[string, number, string, string][]} */ ([
  ["an hour old", 3_600_000, "retrying", "good"], ["older than staleAfter", 8 * DAY, "stale", "nothing"], ["of a minute from now (clocks differ)", -MINUTE, "retrying", "good"], ["of next year (no clock can have said so)", -365 * DAY, "stale", "nothing"],
])) {
  test(`after a restart without network, a stored contact ${what}: ${force} passes`, async () => {
    const storage = memory({ [KEY]: JSON.stringify({ format: 1, text: signed(3), etag: null, revision: 3, seen: 1_800_000_000_000 - ago }) });
    const it = create({ storage, url: "http://127.0.0.1:1/policy" });
    const state = await it.source.start();
    assert.deepEqual([state.name, it.force], [name, force]);
  });
}

test("a policy that is signed anew, unchanged, is kept in its new form", async () => {
  server.publish(signed(3));
  const storage = memory();
  const it = create({ storage });
  await it.source.start();
  const again = signed(3, {}, { exp: 9_000_000_000 });
  server.publish(again);
  assert.deepEqual([(await it.source.refresh()).name, JSON.parse(storage.items[KEY] ?? "").text], ["current", again]);
});

test("without a verifier it takes what the engine takes, for guards without one", async () => {
  server.publish(policy({ revision: 3 }));
  const it = create({ verifier: null });
  const guard = installGuard({}, { policy: null, appId });
  it.source.attach(guard);
  assert.deepEqual([(await it.source.start()).name, guard.judge.request(GOOD).pass], ["current", true]);
  server.publish(policy({ revision: 2, ...evil }));
  assert.equal(/** @type {any} */ ((await it.source.refresh()).error).code, "policy_stale");
});

test("a guard that was disposed of is let go, and so is one that throws; the others follow", async () => {
  server.publish(signed(3));
  const it = create();
  const gone = installGuard({}, { policy: null, appId, verifier: it.verifier });
  it.source.attach(gone);
  it.source.attach({ update() { throw new Error("no bridge"); }, suspend() {} });
  gone.dispose();
  assert.deepEqual([(await it.source.start()).name, it.force], ["current", "good"]);
});

test("stop ends all: no look, no timer, no state after it; guards keep what they have", async () => {
  server.publish(signed(3));
  const it = create({ staleAfter: DAY });
  await it.source.start();
  server.answer(() => {});
  const [asked, looked] = [server.asked(), it.source.refresh()];
  await asked;
  it.source.stop();
  assert.equal((await looked).name, "stopped");
  assert.deepEqual([it.clock.open, it.source.state.nextAt, it.force], [0, null, "good"]);
  const [requests, states] = [server.requests.length, it.states.length];
  it.clock.pass(2 * DAY);
  await it.source.refresh();
  assert.deepEqual([server.requests.length, it.states.length, it.force], [requests, states, "good"]);
});

test("a listener that throws changes nothing", async () => {
  server.publish(signed(3));
  const clock = createClock();
  const source = createPolicySource({ url: server.url, appId, engine: Engine, verifier: createVerifier({ keys: [key.publicJwk] }), ...clock, onState() { throw new Error("no"); } });
  sources.push(source);
  assert.equal((await source.start()).name, "current");
});

test("options that are none are refused at once, with a sentence", () => {
  const good = { url: "https://a.example/", appId, engine: Engine, verifier: null };
  for (const [wrong, said] of /** @type {[any, RegExp][]} */ ([
    [{ url: undefined }, /url/], [{ appId: undefined }, /appId/], [{ engine: undefined }, /engine/], [{ verifier: undefined }, /verifier/], [{ verifier: {} }, /verifier/], [{ fetch: null }, /fetch/], [{ storage: {} }, /storage/],
    [{ whenStale: "open" }, /whenStale/], [{ refresh: 0 }, /refresh/], [{ staleAfter: -1 }, /staleAfter/], [{ staleAfter: NaN }, /staleAfter/], [{ jitter: 2 }, /jitter/], [{ timeout: -1 }, /timeout/], [{ onState: 7 }, /onState/],
  ])) assert.throws(() => createPolicySource({ ...good, ...wrong }), (/** @type {any} */ error) => error instanceof TypeError && said.test(error.message), JSON.stringify(wrong));
  const source = createPolicySource(good);
  assert.throws(() => source.attach(/** @type {any} */ ({})), /suspend/);
});
