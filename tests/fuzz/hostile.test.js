// @ts-check
/**
 * Hostile policies at the guard of the built package: each is refused with its code, and what was in force stays in force; as a
 * first policy, each leaves everything denied. With the documents that only a guard can refuse: another app's, an older one.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { installGuard } from "../../pkg/inline.js";
import { mpaasHost } from "../../pkg/hosts/mpaas.js";

const GOOD = { format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } };
const good = (changes = {}) => JSON.stringify({ ...GOOD, ...changes });
/** A runtime with one native; what reached it. */
function createRuntime() {
  /** @type {string[]} */ const reached = [];
  const my = { request: (/** @type {any} */ { url }) => void reached.push(url) };
  return { my, reached };
}
/** @param {any} my @param {string} url */
const call = (my, url) => {
  my.request({ url, fail: () => {}, complete: () => {} });
};
const rows = JSON.parse(readFileSync(new URL("../cases/policies.json", import.meta.url), "utf8")).rows;
/** Documents that are refused, with the codes that may be given. */
const refused = rows.map((/** @type {any} */ row) => ({ say: row.say, text: row.json ?? JSON.stringify(row.document), codes: row.any_of ?? [row.code] }))
  .filter((/** @type {any} */ { codes }) => !codes.includes("ok"));

/** What only a guard sees: it holds revision 7 of app …0001. */
const LATER = [
  { say: "another app's", text: good({ appId: "2018080616290002", revision: 8 }), codes: ["policy_app_id"] },
  { say: "another app's, older", text: good({ appId: "2018080616290002", revision: 1 }), codes: ["policy_app_id"] },
  { say: "an older revision", text: good({ revision: 6 }), codes: ["policy_stale"] },
  { say: "revision 0", text: good({ revision: 0 }), codes: ["policy_stale"] },
  { say: "an older one that switches off", text: good({ revision: 6, mode: "off" }), codes: ["policy_stale"] },
  { say: "the same revision, switched off", text: good({ mode: "off" }), codes: ["policy_conflict"] },
  { say: "the same revision, an entry more", text: good({ serverDomains: { entries: [{ domain: "api.example.com" }, { domain: "evil.test" }] } }), codes: ["policy_conflict"] },
  { say: "the same revision, a list disabled", text: good({ serverDomains: { enabled: false, entries: [{ domain: "api.example.com" }] } }), codes: ["policy_conflict"] },
  { say: "the same revision, a suffix rule", text: good({ serverDomains: { hostRule: "suffix", entries: [{ domain: "api.example.com" }] } }), codes: ["policy_conflict"] },
  { say: "the same revision, another remark", text: good({ serverDomains: { entries: [{ domain: "api.example.com", remark: "x" }] } }), codes: ["policy_conflict"] },
  { say: "over 16 MiB in code units", text: good() + " ".repeat(16 * 1024 * 1024), codes: ["policy_too_large"] },
  { say: "over 16 MiB in bytes", text: good({ revision: 8 }) + "\u3000".repeat(6 * 1024 * 1024), codes: ["policy_too_large"] },
  { say: "an appId of a million digits", text: good({ revision: 8, appId: "1".repeat(1_000_000) }), codes: ["policy_invalid"] },
  { say: "a million brackets", text: "[".repeat(1_000_000), codes: ["policy_syntax", "policy_invalid"] },
  { say: "a lone surrogate that JSON does not escape", text: good({ revision: 8, appId: "201808061629000\ud800" }).replace("\\ud800", "\ud800"), codes: ["policy_syntax"] },
  { say: "a lone surrogate behind ten thousand spaces", text: " ".repeat(10_000) + good({ revision: 8 }) + "\udc00", codes: ["policy_syntax"] },
];
const NOT_TEXT = [undefined, null, 7, true, {}, [], new String(good({ revision: 8 })), { toString: () => good({ revision: 8 }) }, GOOD, Symbol("x"), 8n];

test(`${refused.length + LATER.length + NOT_TEXT.length} hostile policies: refused with a code and a place, and the one in force stays`, () => {
  const { my, reached } = createRuntime();
  const guard = installGuard(mpaasHost({ my }), { policy: good(), appId: GOOD.appId });
  const before = process.memoryUsage().rss;
  for (const { say, text, codes } of [...refused, ...LATER]) {
    const start = performance.now();
    const outcome = guard.update(text);
    const time = performance.now() - start;
    assert.equal(outcome.applied, false, say);
    if (outcome.applied) continue;
    const { code, params } = /** @type {any} */ (outcome.error);
    assert.ok(codes.includes(code), `${say}: ${code}`);
    if (code === "policy_syntax") assert.ok(params.line > 0 && params.column >= 0, say);
    if (code === "policy_invalid") assert.ok(params.path !== "" || params.line > 0, say);
    assert.ok(JSON.stringify(params).length < 4096, `${say}: an error of ${JSON.stringify(params).length} characters`);
    assert.ok(time < 5000, `${say}: ${time} ms`);
    assert.equal(guard.revision, 7, say);
  }
  for (const value of NOT_TEXT) {
    const outcome = guard.update(/** @type {any} */ (value));
    assert.equal(outcome.applied, false, typeof value);
    assert.equal(guard.revision, 7);
  }
  assert.ok(process.memoryUsage().rss - before < 512 * 1024 * 1024, "memory stays bounded");
  call(my, "https://evil.test/");
  call(my, "https://api.example.com/");
  assert.deepEqual(reached, ["https://api.example.com/"]);
  assert.deepEqual(guard.update(good({ revision: 8 })), { applied: true });
});

test("as a first policy, each of them leaves everything denied", () => {
  for (const { say, text } of [...refused, ...LATER.filter(({ codes }) => !["policy_stale", "policy_conflict"].includes(codes[0]))]) {
    const { my, reached } = createRuntime();
    /** @type {any[]} */ const errors = [];
    const guard = installGuard(mpaasHost({ my }), { policy: text, appId: GOOD.appId, onError: (error) => errors.push(error) });
    call(my, "https://api.example.com/");
    assert.deepEqual(reached, [], say);
    assert.equal(guard.revision, null, say);
    assert.equal(errors.length, 1, say);
  }
});
