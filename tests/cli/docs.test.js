// @ts-check
/** The examples of docs/preflight.md run as printed, and it names every option. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cli, copy, root } from "./run.js";

const docs = readFileSync(join(root, "docs/preflight.md"), "utf8");

test("the commands of docs/preflight.md run as printed", () => {
  const folder = copy();
  writeFileSync(join(folder, "next.json"), readFileSync(join(folder, "policy.json"), "utf8").replace("api.shop.cn", "pay.shop.cn"));
  writeFileSync(join(folder, "minifence"), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
  chmodSync(join(folder, "minifence"), 0o755);
  const block = /```sh preflight\n([\s\S]*?)```/.exec(docs)?.[1] ?? assert.fail("no block");
  const printed = execFileSync("bash", ["-euc", block], { cwd: folder, encoding: "utf8", env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } });
  for (const words of [/allowed {2}tinyToNative/, /denied {2}https:\/\/pay\.shop\.cn\/[\s\S]*says why/, /Nothing to complain of/, /becomes allowed {2}https:\/\/pay/, /Draft: draft\.json[\s\S]*every call/]) assert.match(printed, words);
  assert.ok(existsSync(join(folder, "draft.json")));
});

test("docs/preflight.md names every command and every option", async () => {
  const { OPTIONS } = await import(join(root, "js/cli/args.js"));
  for (const [command, options] of Object.entries(OPTIONS)) {
    assert.ok(docs.includes(`\`${command} <`), command);
    for (const option of Object.keys(options)) assert.ok(docs.includes(`--${option}`), `${command} --${option}`);
  }
});
