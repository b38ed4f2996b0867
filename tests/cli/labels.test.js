// @ts-check
/** How precise `scan` is on real packages: at least as `docs/preflight.md` says, and the figures that it prints are these. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { measure } from "./labels/measure.js";
import { packages } from "./packages.js";
import { cli, root } from "./run.js";

for (const [set, what] of /** @type {const} */ ([["labels", "of the packages it was made with"], ["held-out", "of programs it had not seen"]])) {
  test(`precision and recall on labelled calls ${what} are those of docs/preflight.md`, (t) => {
    const folder = packages();
    if (folder === null) return t.skip("did not run: the labelled packages cannot be had");
    const { sites, found, right, wrong, missed, extra } = measure(folder, cli, set);
    const report = [...wrong.map((one) => `wrong: ${one}`), ...missed.map((one) => `missed: ${one}`), ...extra.map((one) => `extra: ${one}`)].join("\n");
    t.diagnostic(`${sites} sites labelled, ${found} found, ${right} right\n${report}`);
    const line = `${sites} sites labelled, ${found} found, ${right} right: precision ${percent(right / found)}, recall ${percent(right / sites)}`;
    const docs = readFileSync(join(root, "docs/preflight.md"), "utf8");
    assert.ok(docs.includes(line), `docs/preflight.md does not say “${line}”\n${report}`);
  });
}

/** @param {number} part */
const percent = (part) => `${(100 * part).toFixed(1)} %`;
