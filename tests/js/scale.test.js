// @ts-check
/** The model of delivery at scale: sums agree, limits that can be derived hold, and the same seed gives the same numbers. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { ASSUMPTIONS, day, signedBytes, simulateOutage, simulatePublish } from "../../benches/scale/model.js";
import { makeKey, signByHand } from "./signed/keys.js";

const { refresh, jitter, edgeTtl, longestRetry, programs, pops } = ASSUMPTIONS;
const phones = 20_000;

test("every phone gets a publish once, all else is not modified, and nobody waits longer than one interval and the edge", () => {
  for (const options of [{}, { jitter: 0 }, { together: true }, { together: true, jitter: 0 }]) {
    const result = simulatePublish({ seed: 7, phones, ...options });
    assert.equal(result.full + result.same, result.looks);
    assert.deepEqual([result.full, result.got], [phones, phones]);
    assert.ok(result.p50 <= result.p90 && result.p90 <= result.p99 && result.p99 <= result.last);
    assert.ok(result.p99 <= refresh * (1 + (options.jitter ?? jitter)) + edgeTtl, `${result.p99}`);
    assert.ok(result.last <= 2 * refresh * (1 + jitter) + edgeTtl);
  }
});

test("without jitter, phones that began together stay together; with it they do not", () => {
  const peak = (/** @type {number} */ jitter) => simulatePublish({ seed: 7, phones, together: true, hours: 8, jitter }).peak;
  assert.ok(Math.abs(peak(0) - refresh) < 1, "all of an interval in one second");
  assert.ok(peak(jitter) < 5);
});

test("after an outage every phone that failed is back within the longest pause, and more looks fail than phones", () => {
  for (const chance of [true, false]) {
    const { failed, recovered, lastBack } = simulateOutage({ seed: 7, phones, chance });
    assert.ok(failed > recovered && recovered <= phones && recovered > phones * 0.9);
    assert.ok(lastBack <= longestRetry);
  }
});

test("a day: looks are those with an answer and those without, and the origin is asked no more than the edge", () => {
  for (const changes of [{}, { refresh: 60 }, { edgeTtl: 1 }, { devices: 1000 }, { sessionMinutes: 600 }]) {
    const sums = day(changes);
    assert.ok(Math.abs(sums.full + sums.same - sums.looks) < 1e-3 * sums.looks);
    assert.ok(sums.origin <= sums.looks && sums.origin <= (programs * pops * 86_400) / (changes.edgeTtl ?? edgeTtl));
    assert.ok(sums.originBytes <= sums.bytes + programs * pops * signedBytes(ASSUMPTIONS.entries));
  }
  assert.ok(day({ devices: 2e8 }).origin < 2 * day().origin, "the edge takes a part of what is added");
});

test("the size of a signed policy is that of one", () => {
  const text = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
  const real = signByHand(text, makeKey("2026-11"), { iat: 1_800_000_000, exp: 1_800_000_000 });
  assert.equal(signedBytes(0), real.length);
});

test("the page shows what the command prints", () => {
  const printed = execFileSync("node", [fileURLToPath(new URL("../../benches/scale/simulate.js", import.meta.url))], { encoding: "utf8", env: { ...process.env, SEED: "1", PHONES: "200000" } });
  const page = readFileSync(new URL("../../docs/scale.md", import.meta.url), "utf8");
  for (const line of printed.split("\n")) assert.ok(page.includes(line), line);
});
