// @ts-check
/** docs/policy.md against the engine and the schema: its table of fields is made from the schema, and each row of its other tables is carried out. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { load, validatePolicy } from "../../pkg/admin.js";
import { Engine } from "../../pkg/inline.js";
import { blocks } from "./blocks.js";
import { fieldTable } from "./policy-table.js";
import { root } from "./project.js";

const PAGE = "docs/policy.md";
const page = readFileSync(join(root, PAGE), "utf8");
/** What stands between two marks of the page. @param {string} name */
const part = (name) => new RegExp(`<!-- ${name}: .* -->\\n([\\s\\S]*?)<!-- /${name} -->`).exec(page)?.[1] ?? assert.fail(`no ${name}`);
/** The cells of a table's rows, without their ticks. @param {string} name */
const table = (name) => part(name).trim().split("\n").slice(2).map((row) => row.replace(/^\| | \|$/g, "").split(" | "));
const EXAMPLE = JSON.parse(blocks(PAGE).find(({ lang }) => lang === "json")?.text ?? assert.fail());

/** A JSON merge patch (RFC 7386). @param {any} target @param {any} patch @returns {any} */
function merge(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const merged = { ...target };
  for (const [name, value] of Object.entries(patch)) value === null ? delete merged[name] : (merged[name] = merge(merged[name] ?? {}, value));
  return merged;
}
/** @param {string} change */
const changed = (change) => JSON.stringify(change === "none" ? EXAMPLE : merge(EXAMPLE, JSON.parse(code(change))));
/** @param {string | undefined} cell */
const code = (cell) => /^`(.*)`$/.exec(cell ?? "")?.[1] ?? assert.fail(`${cell} is no code`);

before(() => load());

test("the table of fields is the schema's", () => {
  const made = fieldTable(JSON.parse(readFileSync(join(root, "pkg-template/policy.schema.json"), "utf8")));
  if (process.env.MINIFENCE_WRITE_TABLES !== undefined) return writeFileSync(join(root, PAGE), page.replace(/(<!-- fields: .* -->\n)[\s\S]*?(?=<!-- \/fields -->)/, (_, mark) => `${mark}${made}\n`));
  assert.equal(part("fields").trim(), made);
});

test("every row of what a change does is what the engine answers", () => {
  const CHECKS = { request: "checkRequest", socket: "checkSocket", download: "checkDownload", api: "checkApi", "web-view": "checkWebView" };
  const found = table("decisions");
  assert.ok(found.length > 20);
  for (const [change = "", call = "", answer] of found) {
    const [, kind = "", subject] = /^(\S+) (`.*`)$/.exec(call) ?? assert.fail(call);
    const engine = /** @type {any} */ (Engine.compile(changed(change)));
    assert.equal(engine[CHECKS[/** @type {keyof CHECKS} */ (kind)]](code(subject)).code, code(answer), `${change} ${call}`);
    engine.free();
  }
});

test("every row of what is refused is refused so, by a runtime and by the console", () => {
  const found = table("refusals");
  assert.ok(found.length > 20);
  for (const [change = "", says, where, admin] of found) {
    const text = changed(change);
    assert.throws(() => Engine.compile(text), (/** @type {any} */ { code: refused, params }) => {
      assert.equal(says, `\`${refused}\`${params.problem === undefined ? "" : `, \`${params.problem}\``}`, change);
      assert.equal(where, params.problem === undefined ? "" : params.line === undefined ? `\`${params.path}\`` : "line, column", change);
      return true;
    });
    const [issue] = /** @type {any} */ (validatePolicy(text)).issues;
    assert.equal(code(admin), issue.params.problem ?? issue.code, change);
  }
});
