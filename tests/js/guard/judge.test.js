/** The judge: which policy is in force, and what happens when there is none, or when the engine fails (P-5, P-8, G-4, G-8). */
import assert from "node:assert/strict";
import test from "node:test";
import { createJudge } from "../../../js/guard/judge.js";
import { redactName, redactUrl } from "../../../js/redact.js";
import { fakeAirlock } from "./fakes.js";

const text = (more) => JSON.stringify({ appId: "1", revision: 1, mode: "enforce", ...more });
const create = (options = {}, airlock = fakeAirlock) => {
  const errors = [];
  const events = [];
  const made = createJudge(airlock, { onError: (e) => errors.push(e), onDecision: (e) => events.push(e), ...options });
  return { ...made, errors, events };
};
const codes = (list) => list.map((e) => e.code);
const CHECKS = ["request", "socket", "download", "page", "webView", "api"];

test("without a policy everything is denied", () => {
  const { judge, revision } = create();
  for (const check of CHECKS) {
    const { pass, decision, forward } = judge[check]("https://good.test/");
    assert.deepEqual([pass, decision.code, forward], [false, "no_policy", null]);
  }
  assert.equal(revision(), null);
});

test("an allowed URL goes on as the canonical text", () => {
  const { judge, update } = create();
  assert.deepEqual(update(text()), { applied: true });
  const { pass, forward } = judge.request("https://GOOD.test.good.test/");
  assert.deepEqual([pass, forward], [true, "https://good.test.good.test/"]);
});

test("an allowed name goes on as the canonical name", () => {
  const { judge, update } = create();
  update(text());
  assert.equal(judge.api("my.showToast").forward, "showToast");
});

test("report judges as enforce and blocks nothing", () => {
  const { judge, update, events } = create();
  update(text({ mode: "report" }));
  const verdict = judge.request("https://evil.test/");
  assert.deepEqual([verdict.pass, verdict.decision.code, verdict.forward], [true, "host_not_listed", null]);
  judge.report("request", "https://evil.test/?secret", verdict);
  assert.equal(events[0].enforced, false);
  assert.equal(judge.refuse({ outcome: "deny", code: "invalid_api", params: {} }).pass, true);
});

test("off lets everything pass as it is", () => {
  const { judge, update } = create();
  update(text({ mode: "off" }));
  const verdict = judge.request("HTTP://evil.test");
  assert.deepEqual([verdict.pass, verdict.decision.code, verdict.forward], [true, "control_off", null]);
});

for (const [say, next, code] of [
  ["a lower revision is stale", { revision: 4 }, "policy_stale"],
  ["an equal revision with other content is a conflict", { revision: 5, mode: "off" }, "policy_conflict"],
  ["another app's policy is refused", { appId: "2", revision: 6, mode: "off" }, "policy_app_id"],
]) {
  test(`${say}, and changes nothing`, () => {
    const { judge, update, revision, errors } = create();
    update(text({ revision: 5 }));
    const outcome = update(text({ revision: 5, ...next }));
    assert.deepEqual([outcome.applied, outcome.error.code], [false, code]);
    assert.deepEqual(codes(errors), [code]);
    assert.deepEqual([revision(), judge.request("https://evil.test/").pass], [5, false]);
  });
}

test("the first policy must be for the app that the host named", () => {
  const { update, judge } = create({ appId: "2" });
  const { error } = update(text());
  assert.deepEqual([error.code, error.params], ["policy_app_id", { expected: "2", found: "1" }]);
  assert.equal(judge.request("https://good.test/").decision.code, "no_policy");
});

test("an equal revision with the same content is a no-op", () => {
  let compiled = 0;
  const { update } = create({}, { ...fakeAirlock, compile: (t) => { compiled += 1; return fakeAirlock.compile(t); } });
  update(text());
  assert.deepEqual(update(text()), { applied: true });
  assert.equal(compiled, 2);
});

test("a text that does not compile changes nothing", () => {
  const { judge, update, revision } = create();
  update(text());
  const outcome = update("{");
  assert.equal(outcome.applied, false);
  assert.deepEqual([revision(), judge.request("https://good.test/").pass], [1, true]);
});

test("a trap denies, latches, is reported once, and the same policy builds a fresh engine", () => {
  let broken = true;
  const compile = (t) => fakeAirlock.compile(JSON.stringify({ ...JSON.parse(t), broken }));
  const { judge, update, errors, revision } = create({}, { ...fakeAirlock, compile });
  update(text());
  for (const check of CHECKS) assert.deepEqual([judge[check]("https://good.test/").pass, judge[check]("x").decision.code], [false, "engine_failed"]);
  assert.deepEqual(codes(errors), ["engine_failed"]);
  assert.equal(revision(), 1);
  assert.equal(update(text({ revision: 0 })).error.code, "policy_stale");
  broken = false;
  assert.deepEqual(update(text()), { applied: true });
  assert.equal(judge.request("https://good.test/").pass, true);
});

test("a trap in report mode denies too", () => {
  const { judge, update } = create();
  update(text({ mode: "report", broken: true }));
  assert.equal(judge.request("https://good.test/").pass, false);
  assert.equal(judge.refuse({ outcome: "deny", code: "invalid_api", params: {} }).pass, false);
});

for (const answer of [
  null, 1, "allow", {}, { outcome: true, code: "listed" }, { outcome: "allow" }, { outcome: "ALLOW", code: "listed" }, { outcome: "allow", code: "listed", params: {} },
  { outcome: "allow", code: "api_listed", params: {} }, { outcome: "deny" }, { outcome: "deny", code: "engine_failed", params: {} }, Object.create({ outcome: "allow", code: "control_off" }),
]) {
  test(`the answer ${JSON.stringify(answer)} is a failure`, () => {
    const { judge, update, errors } = create({}, { ...fakeAirlock, compile: () => ({ appId: "1", revision: 1, mode: "report", rule: () => null, request: () => answer, api: () => answer }) });
    update(text());
    assert.deepEqual([judge.request("x").pass, judge.request("x").decision.code], [false, "engine_failed"]);
    assert.equal(judge.api("x").pass, false);
    assert.deepEqual(codes(errors), ["engine_failed"]);
  });
}

test("a rule that cannot be told asks for a URL, and the URL is denied", () => {
  const { judge, update } = create({}, { ...fakeAirlock, compile: (t) => ({ ...fakeAirlock.compile(t), rule: () => { throw new Error("trap"); } }) });
  update(text());
  assert.equal(judge.api("showToast").pass, true);
  const rule = judge.rule("showToast");
  assert.equal(judge[rule.kind](undefined).decision.code, "engine_failed");
});

test("a core without a mode is refused", () => {
  const { update } = create({}, { ...fakeAirlock, compile: () => ({ appId: "1", revision: 1, mode: "open" }) });
  assert.equal(update(text()).error.code, "engine_failed");
});

test("listeners that throw change nothing", () => {
  const boom = () => { throw new Error("listener"); };
  const { judge, update } = create({ onError: boom, onDecision: boom });
  assert.equal(update("{").applied, false);
  update(text());
  const verdict = judge.request("https://evil.test/");
  judge.report("request", "https://evil.test/", verdict);
  assert.equal(verdict.pass, false);
});

test("after dispose everything is denied for good", () => {
  const { judge, update, dispose, revision } = create();
  update(text({ mode: "off" }));
  dispose();
  assert.deepEqual([judge.request("https://good.test/").decision.code, revision()], ["no_policy", null]);
  assert.throws(() => update(text({ revision: 9 })), /disposed/);
});

test("events have ids, revisions and redacted subjects", () => {
  const { judge, update, events } = create();
  const subjects = ["https://u:p@evil.test/a?token=1#f", "https://evil.test/\u202e\u0000\ud800x", "data:text/plain,secret", `https://evil.test/${"a".repeat(999)}`, { toString: () => "x" }];
  for (const subject of subjects) judge.report("request", subject, judge.request(subject));
  update(text());
  judge.report("request", "https://GOOD.test/?q", judge.request("https://GOOD.test/?q"));
  judge.report("api", "a\nb", judge.api("secret\n"));
  assert.deepEqual(events.map((e) => e.subject.slice(0, 40)), ["https://***@evil.test/a", "https://evil.test/\\u202e\\u0000\\ud800x", "data:", "https://evil.test/aaaaaaaaaaaaaaaaaaaaaa", "<object>", "https://good.test/", "a\\u000ab"]);
  assert.ok(events[3].subject.length <= 257);
  assert.deepEqual(events.map((e) => e.id), ["1", "2", "3", "4", "5", "6", "7"]);
  assert.deepEqual(events.map((e) => e.revision), [null, null, null, null, null, 1, 1]);
  assert.ok(events.every((e) => Object.isFrozen(e) && e.enforced));
});

for (const [url, shown] of [
  ["https://user@evil.test", "https://***@evil.test"], ["https://a.test\\u:p@evil.test/x@y", "https://a.test\\***@evil.test/x@y"], ["//u:p@evil.test/?q", "//***@evil.test/"], ["pages/a?b=1", "pages/a"],
  ["javascript:alert(1)", "javascript:"], ["blob:https://a.test/x", "blob:"], ["https:/\t/u:p@a.test/", "https:/\\u0009/***@a.test/"], ["", ""], ["https://例子.test/路", "https://例子.test/路"],
]) {
  test(`the record of ${JSON.stringify(url)} is ${JSON.stringify(shown)}`, () => assert.equal(redactUrl(url), shown));
}

test("the record of a name that is no string is its type", () => assert.equal(redactName(Symbol("x")), "<symbol>"));
