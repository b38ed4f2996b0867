// @ts-check
/**
 * The case tables (`tests/cases`) where there is no WebAssembly and nothing of a platform: the package's own modules in QuickJS, and in
 * a bare V8 context, row by row what `tests/cases.rs` says of the engine.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openBareV8 } from "./bare-v8.js";
import { openQuickJs } from "./quickjs.js";

const table = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`../../cases/${name}.json`, import.meta.url), "utf8"));
const CHECKS = {
  requests: "checkRequest", sockets: "checkSocket", downloads: "checkDownload", reads: "checkRead", pages: "checkPage", web_views: "checkWebView", apis: "checkApi",
};
const REALMS = {
  "minifence/js in QuickJS": () => openQuickJs("minifence/js"),
  "minifence/js in a bare V8 context without WebAssembly": () => openBareV8("minifence/js", { without: ["WebAssembly"] }),
  "minifence/inline in a bare V8 context": () => openBareV8("minifence/inline"),
  "minifence in a bare V8 context": () => openBareV8("minifence"),
  "minifence/path in a bare V8 context whose WebAssembly has another name": () => openBareV8("minifence/path", { without: ["WebAssembly"], wasmAs: "WXWebAssembly" }),
};
/** What logic layers lack, and nothing here may have. */
const ABSENT = [
  "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "atob", "btoa", "fetch", "XMLHttpRequest", "queueMicrotask", "structuredClone", "setTimeout", "console", "Intl",
  "performance", "crypto", "navigator", "self", "window", "document", "process", "require", "Buffer",
];
const show = (/** @type {any} */ row) => JSON.stringify(row).slice(0, 400);
/** ASCII on the way in, so that half a surrogate pair and a NUL arrive as they are. @param {unknown} value */
const ascii = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const subjectOf = (/** @type {any} */ row) => row.subject ?? String.fromCharCode(...row.subject_utf16);

for (const [where, open] of Object.entries(REALMS)) {
  test(where, async (t) => {
    /** @type {import("./modules.js").Realm} */ let realm;
    before(async () => { realm = await open(); });
    after(() => realm.close());

    await t.test("the realm has ECMAScript and no more, and every door opens", async () => {
      const names = JSON.parse(await realm.call("globals"));
      const hasWasm = !/^minifence\/(js|path)/.test(where);
      assert.deepEqual(names.filter((/** @type {string} */ name) => ABSENT.includes(name)), []);
      assert.equal(names.includes("WebAssembly"), hasWasm);
      assert.ok(names.includes("Proxy") && names.includes("Promise"));
      assert.deepEqual(new Set(JSON.parse(await realm.call("doors"))), new Set(["function"]));
      const [en, zh] = JSON.parse(await realm.call("words", "https://evil.test/"));
      assert.match(en, /“evil\.test” is not in the/);
      assert.match(zh, /evil\.test/);
    });

    for (const [name, check] of Object.entries(CHECKS)) {
      const { groups } = table(name);
      const count = groups.reduce((/** @type {number} */ sum, /** @type {any} */ group) => sum + group.rows.length, 0);
      await t.test(`${name}: ${count} rows through ${check}`, async () => {
        let seen = 0;
        for (const group of groups) {
          const document = JSON.stringify(group.policy);
          const subjects = group.rows.map(subjectOf);
          const answers = JSON.parse(await realm.call("judge", ascii({ document, check, subjects })));
          const admitted = name === "apis" ? null : JSON.parse(await realm.call("admit", ascii({ document, admit: check.replace("check", "admit"), subjects })));
          for (const [i, row] of group.rows.entries()) {
            const answer = answers[i];
            assert.deepEqual(answer, { ...row.expect, params: row.expect.params ?? answer.params, ...("href" in answer ? { href: row.expect.href ?? answer.href } : {}) }, show(row));
            if (admitted !== null) assert.equal(admitted[i], answer.outcome === "allow" ? answer.href ?? subjects[i] : null, show(row));
            seen += 1;
          }
        }
        assert.equal(seen, count);
      });
    }

    const { rows } = table("policies");
    await t.test(`policies: ${rows.length} rows through compile`, async () => {
      for (const row of rows) {
        const code = await realm.call("compile", ascii(row.json ?? JSON.stringify(row.document)));
        assert.ok((row.any_of ?? [row.code]).includes(code), `${show(row)} → ${code}`);
      }
    });
  });
}
