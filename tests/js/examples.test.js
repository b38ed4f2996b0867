// @ts-check
/** The examples in the docs of the shim run, and give what they say: a line that ends in `; // value` is checked, the others set it up. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { before, test } from "node:test";
import * as admin from "../../pkg/admin.js";
import { mpaasHost } from "../../pkg/hosts/mpaas.js";
import * as runtime from "../../pkg/index.js";
import * as recorder from "../../pkg/recorder.js";

const folder = new URL("../../pkg/", import.meta.url);
before(() => Promise.all([admin.load(), runtime.load()]));

/** What examples take for granted. */
const given = () => {
  const lists = { serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } };
  const published = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", ...lists });
  const draft = /** @type {any} */ (admin.addEntry(published, "apis", { text: "tinyToNative" })).value;
  const { Engine, installGuard } = runtime;
  return { ...admin, ...recorder, Engine, installGuard, mpaasHost, my: { request() {} }, published, draft };
};

let examples = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".js") && name !== "engine-bytes.js")) {
  for (const [, block] of readFileSync(new URL(file, folder), "utf8").matchAll(/^ \* @example\n((?: \* .*\n)+?) (?:\*\/|\* @)/gm)) {
    examples += 1;
    const lines = String(block).replace(/^ \* /gm, "").trim().split("\n");
    test(`${file}: ${lines.at(-1)}`, () => {
      const checked = lines.map((line) => line.replace(/^(.*); \/\/ (.*)$/, (_, expression, value) => `check(${expression}, ${value});`));
      assert.notEqual(checked.join(), lines.join(), "no line of the example says what it gives");
      const scope = given();
      new Function("check", ...Object.keys(scope), checked.join("\n"))(assert.deepEqual, ...Object.values(scope));
    });
  }
}

test("there are examples", () => assert.ok(examples >= 8, `${examples}`));
