// @ts-check
/** The examples of hosts, as printed, with the packed tarball: at most 40 lines each, and what they print is what their page says. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = readdirSync(join(root, "examples/hosts")).filter((file) => file.endsWith(".js"));
const folder = mkdtempSync(join(tmpdir(), "minifence-hosts-"));
const run = (/** @type {string} */ command, /** @type {string[]} */ args, cwd = folder) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

before(() => {
  run("npm", ["pack", "--pack-destination", folder, "--silent"], join(root, "pkg"));
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "";
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "hosts", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", "--offline", join(folder, tarball)]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("there is an example for each host", () => {
  assert.deepEqual(examples.filter((file) => ["dispatcher.js", "guards.js", "wechat.js"].includes(file)).length, 3);
});

for (const file of examples) {
  test(`${file} runs, and prints what its page says`, () => {
    const text = readFileSync(join(root, "examples/hosts", file), "utf8");
    assert.ok(text.trimEnd().split("\n").length <= 40);
    writeFileSync(join(folder, file), text);
    const page = readFileSync(join(root, "docs/hosts", file.replace(/js$/, "md")), "utf8");
    assert.equal(run("node", [file]).trim(), /```text\n([\s\S]*?)\n```/.exec(page)?.[1]);
  });
}
