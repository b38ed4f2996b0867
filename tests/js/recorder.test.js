// @ts-check
/** The recorder: what it keeps of decisions and what it never keeps, that it is bounded, and that a guest cannot reach it (C-5, D-4, G-1). */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Worker } from "node:worker_threads";
import { Engine, installGuard, load } from "../../pkg/index.js";
import * as admin from "../../pkg/admin.js";
import { mpaasHost } from "../../pkg/hosts/mpaas.js";
import { redactUrl } from "../../pkg/redact.js";
import { createRecorder } from "../../pkg/recorder.js";
import { createRandom, url } from "../fuzz/urls.js";

before(() => Promise.all([load(), admin.load()]));

const policy = (changes = {}) => JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 7, mode: "report",
  serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] }, ...changes,
});
/** @param {unknown} surface @param {unknown} subject @param {unknown} [code] @returns {any} */
const event = (surface, subject, code = "host_not_listed") => ({ id: "1", surface, subject, decision: { outcome: "deny", code, params: {} }, enforced: true, revision: 7 });
/** What one event leaves behind. @param {string} surface @param {unknown} subject @param {string} [code] */
const kept = (surface, subject, code) => {
  const recorder = createRecorder();
  recorder.record(event(surface, subject, code));
  return recorder.observations()[0]?.subject ?? `skipped ${recorder.skipped}`;
};
const NONE = "skipped 1";

test("one subject of one list is one observation, with its count, its times and its latest code; the most often seen comes first", () => {
  let time = 10.75;
  const recorder = createRecorder({ now: () => time });
  recorder.record(event("webView", "https://m.example.com/a", "host_not_listed"));
  for (time of [20, 30, 15, 25]) recorder.record(event("request", `https://m.example.com/${time}`, time === 30 ? "list_off" : "listed"));
  recorder.record(event("api", "tinyToNative", "api_not_listed"));
  assert.deepEqual(recorder.observations(), [
    { list: "serverDomains", subject: "https://m.example.com/", code: "listed", count: 4, first: 15, last: 30 },
    { list: "webViewDomains", subject: "https://m.example.com/", code: "host_not_listed", count: 1, first: 10, last: 10 },
    { list: "apis", subject: "tinyToNative", code: "api_not_listed", count: 1, first: 25, last: 25 },
  ]);
  recorder.clear();
  assert.deepEqual([recorder.observations(), recorder.dropped, recorder.skipped], [[], 0, 0]);
});

for (const [given, expected] of [
  ["https://api.example.com/", "https://api.example.com/"],
  ["HTTPS://API.Example.com:443/v1/users/4711", "https://api.example.com/"],
  ["https://api.example.com", "https://api.example.com/"],
  ["https://api.example.com:8443/x?token=1#f", "https://api.example.com:8443/"],
  ["https://api.example.com:443", "https://api.example.com/"],
  ["https://api.example.com?token=1", "https://api.example.com/"],
  ["wss://live.example.com:443/room", "wss://live.example.com/"],
  ["http://old.example.com:443/x", "http://old.example.com:443/"],
  ["https://user:secret@api.example.com/", "https://api.example.com/"],
  ["https://a@b@api.example.com/", "https://api.example.com/"],
  ["https://***@api.example.com/", "https://api.example.com/"],
  ["https://192.168.0.1/admin", "https://192.168.0.1/"],
  ["https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443/"],
  ["https://bücher.example/Ü", "https://bücher.example/"],
  ["data:text/html,<b>secret", "data:"],
  ["javascript:alert(1)", "javascript:"],
  ["alipays://platformapi/startapp?token=1", "alipays:"],
  ["Blob:https://a.example/1", "blob:"],
  ["ftp://files.example.com/secret", "ftp://files.example.com/"],
  ["https://evil.test\\secret\\path", NONE],
  ["https://evil.test\\@good.example/", NONE],
  ["http://a.example ", NONE],
  ["https://a\u202eb.example/", NONE],
  ["https:evil.test/secret", NONE],
  ["https:///evil.test/secret", NONE],
  ["https://", NONE],
  ["https:///", NONE],
  ["https://@/", NONE],
  ["/user/4711", NONE],
  ["some secret text", NONE],
  ["4711:secret", NONE],
  ["", NONE],
  [":", NONE],
  ["<object>", NONE],
  [`https://${"a".repeat(300)}/`, NONE],
  [`https://${"a".repeat(250)}.example/`, NONE],
  [`https://${"a.".repeat(2_000_000)}example/`, NONE],
  [`https://a.example/${"secret".repeat(2_000_000)}`, "https://a.example/"],
  [null, NONE],
  [7, NONE],
  [{ toString: () => "https://a.example/" }, NONE],
]) {
  test(`of ${JSON.stringify(given)?.slice(0, 60)} it keeps ${expected}`, () => assert.equal(kept("request", given), expected));
}

test("of an API it keeps the name, and of what is no name nothing (A-1)", () => {
  for (const name of ["tinyToNative", "my.showToast", "a", "a1_.b_2", "constructor", "a".repeat(64)]) assert.equal(kept("api", name, "api_not_listed"), name);
  for (const name of ["", "a b", "1a", "a.", ".a", "a..b", "a/b", "nаme", "<script>", "a\0", "\ud800", "a".repeat(65), "a".repeat(5_000_000), "__proto__", "<object>", null, 7]) {
    assert.equal(kept("api", name, "invalid_api"), NONE, String(name).slice(0, 20));
  }
});

test("what no list governs is not recorded, and not counted as skipped", () => {
  assert.equal(kept("request", "data:", "not_governed"), "skipped 0");
});

test("a call made in a forbidden way does not hide that its host is not listed", () => {
  const recorder = createRecorder();
  const codes = ["ambiguous_url", "header_not_allowed", "host_not_listed", "header_not_allowed", "ambiguous_url", "listed", "invalid_url"];
  const seen = codes.map((code) => {
    recorder.record(event("request", "https://a.example/", code));
    return recorder.observations()[0]?.code;
  });
  assert.deepEqual(seen, ["ambiguous_url", "header_not_allowed", "host_not_listed", "host_not_listed", "host_not_listed", "listed", "listed"]);
});

test("full, it keeps what it has and counts what it leaves out", () => {
  const recorder = createRecorder({ limit: 2 });
  for (const host of ["a", "b", "c", "a", "d", "a"]) recorder.record(event("request", `https://${host}.example/`));
  recorder.record(event("api", "tinyToNative", "api_not_listed"));
  assert.deepEqual(recorder.observations().map(({ subject, count }) => `${subject} ${count}`), ["https://a.example/ 3", "https://b.example/ 1"]);
  assert.deepEqual([recorder.dropped, recorder.skipped], [3, 0]);
  recorder.clear();
  recorder.record(event("api", "tinyToNative", "api_not_listed"));
  assert.deepEqual([recorder.observations().length, recorder.dropped], [1, 0]);
});

test("a limit is a whole number from 1 to 10,000; 1,000 when left out", () => {
  for (const limit of [0, -1, 1.5, NaN, Infinity, 10_001, "7", null]) assert.throws(() => createRecorder({ limit: /** @type {any} */ (limit) }), RangeError);
  for (const [options, limit] of /** @type {const} */ ([[undefined, 1_000], [{ limit: 10_000 }, 10_000]])) {
    const recorder = createRecorder(options);
    for (let i = 0; i < limit + 5; i += 1) recorder.record(event("api", `api${i}`, "api_not_listed"));
    assert.deepEqual([recorder.observations().length, recorder.dropped], [limit, 5]);
  }
});

test("a clock that fails is not asked again for that event", () => {
  for (const now of [() => NaN, () => -1, () => { throw new Error("no"); }, () => /** @type {any} */ ("x"), () => 2 ** 60, () => /** @type {any} */ (Symbol("x"))]) {
    const recorder = createRecorder({ now });
    const before = Date.now();
    recorder.record(event("api", "x", "api_not_listed"));
    const [{ first, last }] = /** @type {[any]} */ (recorder.observations());
    assert.ok(first >= before && first === last && first <= Date.now());
  }
});

test("what is no event changes nothing and throws nothing", () => {
  const recorder = createRecorder();
  const bomb = () => { throw new Error("no"); };
  let reads = 0;
  const hostile = [
    null, undefined, 7, "x", {}, [], Symbol("x"), () => {}, event("__proto__", "x"), event("constructor", "x"), event(Symbol("x"), "x"), event({ toString: bomb }, "x"), event("request", "https://a.example/", "__proto__"),
    event("request", "https://a.example/", "constructor"), event("request", "https://a.example/", "policy_stale"), event("request", "https://a.example/", null),
    event("request", "https://a.example/", { toString: () => (reads++ ? "x" : "listed") }), { get surface() { return bomb(); } }, { ...event("api", "x"), decision: null }, { ...event("api", "x"), decision: undefined },
    new Proxy({}, { get: bomb }), { ...event("request", "https://a.example/"), decision: new Proxy({}, { get: bomb }) },
  ];
  for (const value of hostile) recorder.record(/** @type {any} */ (value));
  assert.deepEqual([recorder.observations(), recorder.dropped, recorder.skipped], [[], 0, hostile.length]);
});

test("a getter that records again disturbs nothing", () => {
  const recorder = createRecorder({ limit: 2 });
  const inner = event("api", "inner", "api_not_listed");
  recorder.record({ ...event("api", "x", "api_not_listed"), get subject() { recorder.record(inner); recorder.clear(); recorder.record(inner); return "outer"; } });
  assert.deepEqual(recorder.observations().map(({ subject }) => subject), ["inner", "outer"]);
});

test("what it hands out is frozen, a copy, and the recorder itself cannot be changed", () => {
  const recorder = createRecorder();
  recorder.record(event("api", "x", "api_not_listed"));
  const before = recorder.observations();
  recorder.record(event("api", "x", "api_not_listed"));
  assert.equal(before[0]?.count, 1);
  assert.ok(Object.isFrozen(recorder) && Object.isFrozen(before) && before.every(Object.isFrozen));
  assert.deepEqual(JSON.parse(JSON.stringify(before)), before);
  assert.deepEqual(structuredClone(before), before);
});

for (const poison of ["throws", "is undefined", "says true"]) {
  test(`a guest whose every built-in ${poison} cannot read, forge or stop it`, async () => {
    const worker = new Worker(new URL("./recorder-realm.js", import.meta.url), { workerData: poison });
    const answer = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    await worker.terminate();
    assert.equal(answer.expected, "serverDomains https://api.example.com/ host_not_listed 5 5-5\nwebViewDomains https://m.example.com/ listed 1 5-5\napis tinyToNative api_not_listed 1 5-5\n0 1");
    assert.deepEqual([answer.wrong, answer.heard], ["", 0]);
    assert.ok(answer.count > 350, `${answer.count} built-ins`);
    assert.deepEqual(JSON.parse(answer.json).map((/** @type {any} */ row) => row.subject), ["https://api.example.com/", "https://m.example.com/", "tinyToNative"]);
  });
}

test("the decisions of a guard in report mode become a draft in which what was called is listed", async () => {
  const my = { request() {}, connectSocket() {}, downloadFile() {}, showToast() {}, secretApi() {}, call() {} };
  const recorder = createRecorder();
  installGuard(mpaasHost({ my }), { policy: policy(), onDecision: recorder.record });
  const guest = /** @type {any} */ (my);
  for (const url of ["https://b.example.com/users/4711?token=1", "https://b.example.com:8443/", "http://plain.example.com/", "HTTPS://API.example.com/", "/relative"]) guest.request({ url });
  guest.connectSocket({ url: "wss://live.example.com/room" });
  guest.downloadFile({ url: "data:text/plain,secret" });
  guest.call("pushWindow", { url: "https://m.example.com/page/4711" });
  guest.secretApi();
  guest.showToast();
  const observations = recorder.observations();
  assert.ok(!JSON.stringify(observations).match(/4711|token|secret[^A]|room|relative/), JSON.stringify(observations));
  const draft = /** @type {any} */ (admin.draftPolicy(observations, policy()));
  assert.deepEqual(draft.added.map((/** @type {any} */ { list, text }) => `${list} ${text}`).sort(), [
    "apis secretApi", "serverDomains b.example.com", "serverDomains b.example.com:8443", "serverDomains live.example.com", "webViewDomains m.example.com",
  ]);
  assert.deepEqual(draft.left.map((/** @type {any} */ { observation, issue }) => `${observation.subject} ${issue.code}`), ["http://plain.example.com/ not_https"]);
  assert.deepEqual(draft.unused, []);
  const engine = Engine.compile(draft.value);
  for (const host of ["b.example.com", "b.example.com:8443"]) assert.equal(engine.checkRequest(`https://${host}/`).code, "listed");
});

/** @param {import("node:test").TestContext} t */
const seeded = (t) => {
  const seed = Number(process.env.MINIFENCE_SEED ?? Date.now() % 2 ** 31);
  t.diagnostic(`MINIFENCE_SEED=${seed}`);
  return createRandom(seed, 3);
};

test("what is recorded of a call is judged again as the call was, where the subject alone decides", (t) => {
  const random = seeded(t);
  const engine = Engine.compile(policy({ serverDomains: { entries: ["api.example.com", "*.wild.example.net", "port.example.com:8443", "xn--bcher-kva.example"].map((domain) => ({ domain })) } }));
  /** @type {Record<string, number>} */ const judged = { listed: 0, host_not_listed: 0, port_not_listed: 0, not_https: 0, ip_not_allowed: 0 };
  for (let i = 0; i < 30_000; i += 1) {
    const text = url(random, "https");
    const decision = engine.checkRequest(text);
    const recorder = createRecorder({ now: () => 1 });
    recorder.record(/** @type {any} */ ({ surface: "request", subject: redactUrl(/** @type {any} */ (decision).href ?? text), decision }));
    const [seen] = recorder.observations();
    if (seen === undefined || !(decision.code in judged)) continue;
    judged[decision.code] = Number(judged[decision.code]) + 1;
    assert.equal(engine.checkRequest(seen.subject).code, decision.code, `${JSON.stringify(text)} → ${seen.subject}`);
  }
  for (const [code, times] of Object.entries(judged)) assert.ok(times > 30, `${code}: ${times}`);
});

test("whatever it was told, what it gives is accepted by draftPolicy, and holds no path, no query and no control character", (t) => {
  const next = seeded(t);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[Math.floor(next() * list.length)]);
  const PARTS = ["https", "http", "wss", "ftp", "HTTPS", "data", ":", "//", "/", "\\", "@", "?", "#", "a.example", "xn--bcher-kva.example", "bücher.example", "😀.example", "…", "***", ":443", ":8443", "[::1]", "127.0.0.1",
    "\u202e", "\0", "\n", " ", "\ud800", "\"", "my.", "showToast", "tinyToNative", "__proto__", "SECRET", "é".repeat(90), "\u0800".repeat(259), "x".repeat(257)];
  const CODES = ["control_off", "list_off", "listed", "api_listed", "api_official", "not_governed", "invalid_url", "ambiguous_url", "not_https", "ip_not_allowed", "idn_not_supported", "port_not_listed", "host_not_listed",
    "invalid_api", "api_not_listed", "header_not_allowed", "no_policy", "engine_failed", "policy_stale", "__proto__", 7, null];
  const SURFACES = ["request", "api", "webView", "toString", 1];
  for (let round = 0; round < 100; round += 1) {
    const recorder = createRecorder({ limit: pick([3, 50, 1_000]), now: pick([() => NaN, () => 2 ** 53 - 1, Date.now, () => next() * 1e13]) });
    for (let i = 0; i < 200; i += 1) {
      let subject = "";
      for (let part = Math.floor(next() * 8); part >= 0; part -= 1) subject += pick(PARTS);
      recorder.record(event(pick(SURFACES), next() < 0.5 ? `https://${subject}` : subject, pick(CODES)));
    }
    const observations = recorder.observations();
    for (const { list, subject } of observations) {
      assert.match(subject, list === "apis" ? /^[A-Za-z][A-Za-z0-9_.]{0,63}$/ : /^([a-z][a-z0-9+.-]*:|(https?|wss?|ftp):\/\/[^/\\@?#\p{Cc}\p{Bidi_Control}]{1,260}\/)$/u);
    }
    const draft = /** @type {any} */ (admin.draftPolicy(observations, policy()));
    assert.equal(draft.issues, undefined, JSON.stringify(draft.issues));
    assert.ok(draft.left.length <= observations.length);
  }
});

test("10,000 of the longest subjects are still a draft, or left, never refused", () => {
  const recorder = createRecorder({ limit: 10_000 });
  for (let i = 0; i < 10_000; i += 1) recorder.record(event("webView", `https://${String(i).padStart(5, "0")}${"\u0800".repeat(242)}/x`));
  const observations = recorder.observations();
  assert.equal(observations.length, 10_000);
  assert.equal(/** @type {any} */ (admin.draftPolicy(observations, policy())).left.length, 10_000);
});
