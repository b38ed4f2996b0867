// @ts-check
/** Arrows only point down: the airlock knows no guard, the guard no door, the console's door neither. What is imported where, read from the source. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../js/", import.meta.url));

/** The files of the shim that a file imports, and those that these import. @param {string} file @param {Set<string>} [found] */
function reached(file, found = new Set()) {
  for (const [, to] of readFileSync(join(root, file), "utf8").matchAll(/^(?:import|export)[^"]*"(\.[^"]*\.js)"/gm)) {
    const next = join(dirname(file), to);
    // What the build makes is not there, and imports nothing.
    if (found.has(next) || /(glue|bytes|engine-js|verify-js)\.js$/.test(next)) continue;
    found.add(next);
    reached(next, found);
  }
  return found;
}
/** @param {string} folder */
const filesOf = (folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith(".js")).map((file) => `${folder}/${file}`);
const DOORS = /^(index|inline|lean|lean-inline|js|path|admin|guards|signed|signed-inline|signed-js|sign|source)\.js$/;

for (const file of ["engine.js", "core.js", "crossing.js", "tier.js", "tables.js", "instances.js", "redact.js", "primordials.js", ...filesOf("load"), ...filesOf("signed"), ...filesOf("messages")]) {
  test(`${file} knows no guard`, () => assert.deepEqual([...reached(file)].filter((one) => /^(guard|hosts)\//.test(one) || DOORS.test(one)), []));
}
for (const file of [...filesOf("guard"), ...filesOf("guard/web"), ...filesOf("hosts")]) {
  test(`${file} opens no door${file.startsWith("guard") ? ", and knows no host" : ""}`, () => assert.deepEqual([...reached(file)].filter((one) => DOORS.test(one) || (file.startsWith("guard") && one.startsWith("hosts/"))), []));
}
test("the console's door has no guard in it, and no engine of a runtime", () => {
  assert.deepEqual([...reached("admin.js")].filter((one) => /^guard\//.test(one) || one === "engine.js"), []);
  assert.ok(reached("admin.js").size > 3 && reached("index.js").has("guard/install.js"));
});
