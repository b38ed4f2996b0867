// @ts-check
/** The examples of docs/signed-policies.md and docs/delivery.md, as printed, against the built package. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openServer } from "../source/server.js";
import { GOOD, policy } from "../guard/native.js";
import { makeKey, signByHand } from "./keys.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "minifence-docs-"));
mkdirSync(join(work, "node_modules"));
symlinkSync(join(root, "pkg"), join(work, "node_modules/minifence"));
after(() => rmSync(work, { recursive: true, force: true }));

/** Writes the block of a page that is called so. @param {string} page @param {string} kind */
function block(page, kind) {
  const found = new RegExp("```js " + kind + "\\n([\\s\\S]*?)```").exec(readFileSync(join(root, "docs", page), "utf8"));
  assert.ok(found, `${page} has no block \`js ${kind}\``);
  const file = join(work, `${kind}.mjs`);
  writeFileSync(file, String(found[1]));
  return file;
}

test("signing and verifying, as the page says it", () => {
  const printed = execFileSync("node", [block("signed-policies.md", "signed")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.deepEqual(printed.trim().split("\n"), ["7 true", "policy_unsigned", "true"]);
});

test("delivery, as the page says it", async (t) => {
  const { follow } = await import(pathToFileURL(block("delivery.md", "delivery")).href);
  const server = await openServer();
  t.after(() => server.close());
  const key = makeKey("2026-11");
  server.publish(signByHand(policy({ revision: 3 }), key));
  /** @type {any[]} */ const states = [];
  const { guard, source } = await follow({ url: server.url, appId: "2018080616290001", keys: [key.publicJwk], storage: null, report: (/** @type {any} */ state) => states.push(state) });
  t.after(() => source.stop());
  assert.deepEqual([guard.revision, guard.judge.request(GOOD).pass, states.at(-1).name], [3, true, "current"]);
});
