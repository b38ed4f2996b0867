// @ts-check
/**
 * The whole door of a console, as people use it: one policy lives through thousands of edits, pastes, imports and drafts of text from
 * the URL generator. Nothing throws, everything accepted loads in the runtime's engine, and the doors agree with each other (C-1 to C-6).
 * For seconds here; `MINIFENCE_MINUTES=30` makes it long, `MINIFENCE_SEED=…` replays a run.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as admin from "../../pkg/admin.js";
import { Engine } from "../../pkg/inline.js";
import { createRecorder } from "../../pkg/recorder.js";
import { drawSeed } from "./run.js";
import { LISTED, createRandom, url } from "./urls.js";

const ROUNDS = 4_000;
const APP = { appId: "2018080616290001" };
const LISTS = /** @type {const} */ (["serverDomains", "apis", "webViewDomains"]);
const EMPTY = JSON.stringify({ format: 1, ...APP, revision: 1, mode: "enforce", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
const NAMES = ["tinyToNative", "my.showToast", "toast", "pushWindow", "rpc", "NBComponent.render", "alert", "__proto__", "a b", ".*", "beehive.*", "x".repeat(65), "пrivate", "\ud800"];
const REMARKS = [undefined, "", "orders", "<b>x</b>", "\u202eevil", "\0", "😀".repeat(200), "x".repeat(201), "a,b;c\td\"e\"", "\ud800", null, 7];
const CODES = ["host_not_listed", "listed", "control_off", "not_https", "header_not_allowed", "api_not_listed", "ambiguous_url", "not_governed"];

/** @param {() => number} random */
function createSession(random) {
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[Math.floor(random() * list.length)]);
  const recorder = createRecorder({ limit: 60, now: () => 1 });
  let policy = EMPTY;
  let accepted = 0;

  const typed = (/** @type {admin.List} */ list) => {
    if (random() < 0.4) return list === "apis" ? pick(NAMES) + (random() < 0.3 ? pick(["1", "_", " ", "\u200b"]) : "") : `${pick(["", "", "https://", "*."])}${pick(LISTED)}${pick(["", "", ":443", ":8443", "/"])}`;
    return list === "apis" ? `api${Math.floor(random() * 500)}` : url(random, "https");
  };
  const entries = (/** @type {admin.List} */ list) => JSON.parse(policy)[list].entries.map((/** @type {any} */ entry) => entry.domain ?? entry.api);
  const subject = (/** @type {admin.List} */ list) => (list === "apis" ? pick(NAMES) : url(random, list === "serverDomains" ? pick(["https", "wss"]) : "https"));

  /** Takes over what was accepted, when it loads. @param {any} answer @param {string} what */
  const take = (answer, what) => {
    if (!("value" in answer)) {
      assert.ok(answer.issues.some((/** @type {any} */ { severity }) => severity === "error"), what);
      return;
    }
    accepted += 1;
    Engine.compile(answer.value).free();
    assert.equal(/** @type {any} */ (admin.validatePolicy(answer.value)).value, answer.value, `${what}: written as it is read`);
    policy = answer.value;
  };

  /** @type {Record<string, (list: admin.List) => void>} */
  const steps = {
    add(list) {
      const draft = /** @type {any} */ ({ text: typed(list), remark: pick(REMARKS) });
      const others = entries(list);
      const [form, checked, added] = /** @type {any[]} */ ([admin.schema(list, { others })["~standard"].validate(draft), admin.validateEntry(list, draft, { others }), admin.addEntry(policy, list, draft)]);
      assert.equal("value" in form, "value" in checked, JSON.stringify(draft));
      assert.equal("value" in added, "value" in checked, JSON.stringify(draft));
      if ("value" in form) assert.equal(form.value.text, checked.value);
      take(added, "addEntry");
    },
    edit(list) {
      take(admin.editEntry(policy, list, pick([...entries(list), "x"]), /** @type {any} */ ({ text: typed(list), remark: pick(REMARKS) })), "editEntry");
    },
    remove(list) {
      const before = entries(list);
      take(admin.removeEntry(policy, list, pick([...before, typed(list)])), "removeEntry");
      assert.ok(before.length - entries(list).length <= 1);
    },
    mode() {
      take(admin.setMode(policy, /** @type {any} */ (pick(["off", "report", "enforce", "Off", ""]))), "setMode");
    },
    enable(list) {
      take(admin.setListEnabled(policy, list, random() < 0.5), "setListEnabled");
    },
    paste(list) {
      let text = "";
      for (let n = Math.floor(random() * 12); n >= 0; n -= 1) text += `${typed(list)}${pick(["", ",", ";", "\t"])}${pick(["", "orders", "\"a \"\"b\"\"\""])}${pick(["\n", "\r\n", "\n\n"])}`;
      const pasted = admin.parseLines(list, text, { others: entries(list) });
      const held = pasted.lines.filter(({ result }) => "value" in result).map(({ result }) => /** @type {any} */ (result).value);
      assert.deepEqual(pasted.entries.map((entry) => entry.text), held, text);
      const answer = admin.addEntries(policy, list, pasted.entries);
      assert.ok("value" in answer, `${text}: ${JSON.stringify(answer)}`);
      take(answer, "addEntries");
    },
    file() {
      const exported = /** @type {any} */ (admin.exportPermissionFile(policy));
      const text = random() < 0.7 ? exported.value : exported.value.replace(pick(["[", "]", "\"", ",", "allowedDomain"]), pick(["[", "{", "", ".*", "\"^x$\","]));
      const imported = /** @type {any} */ (admin.importPermissionFile(text, { ...APP, revision: JSON.parse(policy).revision }));
      if (text === exported.value) assert.ok("value" in imported && imported.review.length === 0, text);
      if (random() < 0.2) take(imported, "importPermissionFile");
    },
    observe(list) {
      recorder.record(/** @type {any} */ ({ surface: { serverDomains: "request", apis: "api", webViewDomains: "webView" }[list], subject: subject(list), decision: { code: pick(CODES) } }));
      const seen = recorder.observations();
      const draft = /** @type {any} */ (admin.draftPolicy(seen, policy));
      assert.ok("value" in draft, JSON.stringify([draft, seen]));
      const { shifts } = /** @type {any} */ (admin.comparePolicies(policy, draft.value, seen));
      assert.ok(shifts.every((/** @type {any} */ { becomes }) => becomes === "allowed"), "a draft denies nothing");
      if (random() < 0.1) take(draft, "draftPolicy");
      if (random() < 0.02) recorder.clear();
    },
    look(list) {
      for (const issue of admin.lint(policy)) assert.equal(issue.severity, "notice");
      const asked = subject(list);
      const { decision, add, issues } = /** @type {any} */ (admin.explain(policy, list, asked));
      assert.ok((decision === undefined) !== (issues === undefined), asked);
      if (add === undefined) return;
      const added = /** @type {any} */ (admin.addEntry(policy, add.list, { text: add.text }));
      assert.equal(/** @type {any} */ (admin.explain(added.value, list, asked)).decision.outcome, "allow", `${asked} with ${add.text}`);
    },
    same() {
      const subjects = LISTS.map((list) => ({ list, subject: subject(list) })).filter((one) => !/[\ud800-\udfff]/.test(one.subject));
      const compared = /** @type {any} */ (admin.comparePolicies(policy, policy, subjects));
      assert.deepEqual(compared, { changes: [], shifts: [], unchanged: subjects.length });
    },
    anew(list) {
      if (entries(list).length > 25 || random() < 0.1) policy = EMPTY;
    },
  };
  const names = Object.keys(steps);
  return {
    step: () => steps[pick(names)]?.(pick(LISTS)),
    get accepted() { return accepted; },
  };
}

test("a policy lives through everything a console can do to it", async (t) => {
  await admin.load();
  const seed = drawSeed(process.env.MINIFENCE_SEED);
  const end = Date.now() + Number(process.env.MINIFENCE_MINUTES ?? 0) * 60_000;
  t.diagnostic(`MINIFENCE_SEED=${seed}`);
  const session = createSession(createRandom(seed, 5));
  let rounds = 0;
  while (rounds < ROUNDS || Date.now() < end) {
    session.step();
    rounds += 1;
  }
  t.diagnostic(`${rounds} steps, ${session.accepted} policies accepted`);
  assert.ok(session.accepted > rounds / 10, "the generator reaches good edits");
});
