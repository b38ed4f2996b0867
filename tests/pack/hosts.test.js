// @ts-check
/** The examples of hosts, as printed, with the packed tarball: at most 40 lines each, and what they print is what their page says. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { packed, root, run } from "./project.js";

const examples = readdirSync(join(root, "examples/hosts")).filter((file) => file.endsWith(".js"));
const folder = packed().project("hosts", {});

test("there is an example for each host", () => {
  assert.deepEqual(examples.filter((file) => ["dispatcher.js", "guards.js", "wechat.js"].includes(file)).length, 3);
});

for (const file of examples) {
  test(`${file} runs, and prints what its page says`, () => {
    const text = readFileSync(join(root, "examples/hosts", file), "utf8");
    assert.ok(text.trimEnd().split("\n").length <= 40);
    writeFileSync(join(folder, file), text);
    const page = readFileSync(join(root, "docs/hosts", file.replace(/js$/, "md")), "utf8");
    assert.equal(run("node", [file], folder).trim(), /```text\n([\s\S]*?)\n```/.exec(page)?.[1]);
  });
}
