// @ts-check
/** The case tables (`tests/cases`) through the shim of the built package: what `tests/cases.rs` says of the engine, said at the door. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Engine, PermissionError, load } from "../../pkg/index.js";
import * as inline from "../../pkg/inline.js";
import * as admin from "../../pkg/admin.js";
import { CHECKS, show, subjectOf, table } from "./tables.js";

const LISTS = { requests: "serverDomains", sockets: "serverDomains", web_views: "webViewDomains", apis: "apis" };

before(() => Promise.all([load(), admin.load()]));

for (const [name, check] of Object.entries(CHECKS)) {
  const { groups } = table(name);
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  test(`${name}: ${rows} rows through ${check}`, () => {
    for (const group of groups) {
      const text = JSON.stringify(group.policy);
      for (const engine of [Engine.compile(text), inline.Engine.compile(text)]) {
        for (const row of group.rows) {
          const answer = engine[check](subjectOf(row));
          assert.deepEqual({ ...answer, params: row.expect.params ?? answer.params }, { params: answer.params, ...row.expect }, show(row));
          assert.deepEqual(answer.params, row.expect.params ?? answer.params, show(row));
        }
      }
    }
  });
}

for (const [name, list] of Object.entries(LISTS)) {
  test(`${name}: the console's "test it" box says what the engine says`, () => {
    for (const group of table(name).groups) {
      for (const row of group.rows) {
        if (row.subject === undefined || (name === "sockets" && !/^wss:/i.test(row.subject)) || (name === "requests" && /^wss:/i.test(row.subject))) continue;
        const { decision } = /** @type {any} */ (admin.explain(JSON.stringify(group.policy), /** @type {any} */ (list), row.subject));
        assert.equal(decision.code, row.expect.code, show(row));
      }
    }
  });
}

test("entries: the form's answers, with wasm behind them", () => {
  for (const group of table("entries").groups) {
    for (const row of group.rows) {
      const answer = /** @type {any} */ (admin.validateEntry(group.list, { text: row.text, remark: row.remark }, { others: row.others ?? [] }));
      if (row.value !== undefined) {
        assert.equal(answer.value, row.value, show(row));
        if (row.notices) assert.deepEqual(answer.notices.map((notice) => notice.code).sort(), [...row.notices].sort(), show(row));
        continue;
      }
      const codes = answer.issues.map((issue) => issue.code);
      if (row.codes) assert.deepEqual(codes, row.codes, show(row));
      else assert.ok(row.any_of.includes(codes[0]), `${show(row)} → ${codes}`);
    }
  }
});

test("policies: what the form accepts loads, what it refuses does not, with one code", () => {
  for (const row of table("policies").rows) {
    const text = row.json ?? JSON.stringify(row.document);
    let code = "ok";
    try {
      Engine.compile(text);
    } catch (error) {
      assert.ok(error instanceof PermissionError, String(error));
      code = error.code;
    }
    assert.ok((row.any_of ?? [row.code]).includes(code), `${show(row)} → ${code}`);
    const answer = /** @type {any} */ (admin.validatePolicy(text));
    assert.equal("issues" in answer, code !== "ok", show(row));
  }
});
