// @ts-check
/**
 * The door `minifence/lean`: the case tables again, in a process of its own, since a realm has one engine. It answers what every build
 * answers, but where a row says `lean`: those are the rows that only IDNA can answer.
 */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { mpaasHost } from "../../pkg/hosts/mpaas.js";
import { Engine, PermissionError, installGuard, load } from "../../pkg/lean.js";
import { CHECKS, show, subjectOf, table } from "./tables.js";

before(() => load());

/** Why IDNA is asked about a subject: characters that are not ASCII, written or escaped, or an A-label. @param {string} subject */
const needsIdna = (subject) => /[^\0-\x7f]|%[89a-f]|xn--/i.test(subject);

let marked = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const { groups } = table(name);
  const rows = groups.flatMap((/** @type {any} */ group) => group.rows);
  const different = rows.filter((/** @type {any} */ row) => row.lean !== undefined);
  marked += different.length;
  test(`${name}: ${rows.length} rows through ${check}, ${different.length} of them with an answer of their own`, () => {
    let seen = 0;
    for (const group of groups) {
      const engine = /** @type {any} */ (Engine.compile(JSON.stringify(group.policy)));
      for (const row of group.rows) {
        const expected = row.lean ?? row.expect;
        const answer = engine[check](subjectOf(row));
        assert.deepEqual({ ...answer, params: expected.params ?? answer.params }, { params: answer.params, ...expected }, show(row));
        seen += 1;
      }
    }
    assert.equal(seen, rows.length);
  });
}

test("an answer of its own is a denial, where only IDNA could say more", () => {
  assert.equal(marked, 40);
  for (const name of Object.keys(CHECKS)) {
    for (const row of table(name).groups.flatMap((/** @type {any} */ group) => group.rows)) {
      if (row.lean === undefined) continue;
      assert.ok(row.lean.outcome === "deny" && needsIdna(row.subject), show(row));
      // What is listed and written in ASCII stays allowed, unless an A-label stands where no entry has it.
      if (row.expect.outcome === "allow") assert.equal(row.lean.code, "idn_not_supported", show(row));
    }
  }
});

/** The code of the error that a policy text is refused with, or `ok`. @param {string} text */
const codeOf = (text) => {
  try {
    Engine.compile(text);
    return "ok";
  } catch (error) {
    assert.ok(error instanceof PermissionError, String(error));
    return error.code;
  }
};

test("policies: what every build loads, and what it refuses", () => {
  for (const row of table("policies").rows) {
    const code = codeOf(row.json ?? JSON.stringify(row.document));
    assert.ok((row.any_of ?? [row.code]).includes(code), `${show(row)} → ${code}`);
  }
});

test("entries: a document may hold what the console stores; of A-labels it is not asked whether they are any", () => {
  let [loaded, unasked] = [0, 0];
  for (const { list, rows } of table("entries").groups) {
    if (list === "apis") continue;
    for (const { text, value, say, others, remark } of rows) {
      // Those are about what stands beside the text.
      if (others !== undefined || remark !== undefined) continue;
      const document = { format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", serverDomains: { entries: [] }, webViewDomains: { entries: [] }, apis: { entries: [] }, [list]: { entries: [{ domain: text }] } };
      const code = codeOf(JSON.stringify(document));
      if (value === text) {
        loaded += 1;
        assert.equal(code, "ok", say);
      } else if (code === "ok") {
        unasked += 1;
        assert.match(text, /^[a-z0-9.:*-]*xn--[a-z0-9.:*-]*$/, say);
      }
    }
  }
  assert.ok(loaded > 10, `${loaded} loaded`);
  assert.equal(unasked, 3);
});

test("a guard with this engine lets a listed call pass and stops the rest, hosts in other scripts with a code of their own", async () => {
  /** @type {unknown[]} */ const sent = [];
  const my = { request: (/** @type {any} */ options) => sent.push(options.url) };
  const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
    serverDomains: { entries: [{ domain: "api.example.com" }, { domain: "xn--bcher-kva.example" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
  /** @type {[string, string][]} */ const events = [];
  const guard = installGuard(mpaasHost({ my }), { policy, onDecision: ({ decision }) => events.push([decision.outcome, decision.code]) });
  const urls = ["https://api.example.com/v1", "https://xn--bcher-kva.example/", "https://bücher.example/", "https://evil.test/"];
  const outcomes = await Promise.allSettled(urls.map((url) => my.request({ url })));
  assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "fulfilled", "rejected", "rejected"]);
  assert.deepEqual(sent, ["https://api.example.com/v1", "https://xn--bcher-kva.example/"]);
  assert.deepEqual(events, [["allow", "listed"], ["allow", "listed"], ["deny", "idn_not_supported"], ["deny", "host_not_listed"]]);
  assert.equal(guard.update("{}").applied, false);
});
