/**
 * The pages and the catalogs say the same: every code has its section and its words, every rule that is cited exists.
 * That the catalogs are complete by type is `tsc`'s job, not this file's.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import en from "../../js/messages/en.js";
import zhCN from "../../js/messages/zh-CN.js";
import { format } from "../../js/messages/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");

/** @type {Map<string, string>} code → its section */
const sections = new Map();
/** @type {string[]} */
const headings = [];
for (const part of read("docs/codes.md").split(/^### /m).slice(1)) {
  const code = /^`([a-z_]+)`\n/.exec(part)?.[1] ?? part.slice(0, 40);
  headings.push(code);
  sections.set(code, part.split(/^## /m)[0] ?? "");
}
const codes = Object.keys(en).filter((key) => key !== "ui");
const catalogs = /** @type {const} */ ([["en", en], ["zh-CN", zhCN]]);

/** Params that answer any name, and remember which names were asked for. */
function recorder() {
  /** @type {Set<string>} */
  const asked = new Set();
  const params = new Proxy({}, { get: (_, name) => (asked.add(String(name)), name === "list" ? "apis" : `<${String(name)}>`) });
  return { asked, params };
}
const documented = (/** @type {string} */ code) => {
  const line = /^- Params: (.*)$/m.exec(sections.get(code) ?? "")?.[1] ?? "";
  return [...line.matchAll(/`([A-Za-z]+)`/g)].map((m) => String(m[1]));
};

test("every code has one section, and every section is for a code", () => {
  assert.deepEqual([...headings].sort(), [...codes].sort());
});

test("both languages have words for the same codes", () => {
  assert.deepEqual(Object.keys(zhCN).sort(), Object.keys(en).sort());
});

test("every section says the params and what to do", () => {
  for (const [code, text] of sections) {
    assert.match(text, /^- Params: \S/m, code);
    assert.match(text, /^- What to do: \S/m, code);
  }
});

test("a sentence uses only params that its section names", () => {
  for (const [language, catalog] of catalogs) for (const code of codes) {
    const { asked, params } = recorder();
    format({ code, params }, catalog);
    for (const name of asked) assert.ok(documented(code).includes(name), `${language} ${code}: ${name}`);
  }
});

test("every code has a sentence in both languages", () => {
  for (const [language, catalog] of catalogs) for (const code of codes) {
    if (code === "invalid_url" || code === "ambiguous_url") continue; // a sentence per reason: the next test
    const text = format({ code, params: recorder().params }, catalog);
    assert.match(text, language === "en" ? /[.:]$/ : /[。：]$/, `${language} ${code}: ${text}`);
    assert.doesNotMatch(text, /undefined|\[object/, `${language} ${code}: ${text}`);
  }
});

test("every reason and every violation of a URL has its own sentence in both languages", () => {
  for (const [code, param] of /** @type {const} */ ([["invalid_url", "reason"], ["ambiguous_url", "violation"]])) {
    const values = [...(sections.get(code) ?? "").matchAll(/^\| `([a-z_]+)` \|/gm)].map((m) => String(m[1]));
    assert.ok(values.length > 5, code);
    for (const [language, catalog] of catalogs) {
      const sentences = values.map((value) => format({ code, params: { [param]: value } }, catalog));
      assert.equal(new Set(sentences).size, values.length, `${language} ${code}`);
      assert.ok(!sentences.includes(code), `${language} ${code}`);
    }
  }
});

test("what a draft leaves is a sentence too, though it tells no params", () => {
  for (const [language, catalog] of catalogs) for (const code of ["invalid_url", "ambiguous_url", "header_not_allowed", "invalid_api"]) {
    const text = format({ code, params: {} }, catalog);
    assert.match(text, language === "en" ? /^[A-Z].*\.$/ : /。$/, `${language} ${code}: ${text}`);
    assert.doesNotMatch(text, /undefined|<|\[object/, `${language} ${code}: ${text}`);
  }
});

test("format answers an unknown code with the code, and never throws", () => {
  for (const [, catalog] of catalogs) {
    for (const code of ["nothing_known", "ui", "constructor", "__proto__", "toString", ""]) assert.equal(format({ code, params: {} }, catalog), code);
    for (const reason of [null, undefined, 7, "listed", {}, { code: 7 }]) assert.equal(format(/** @type {any} */ (reason), catalog), "");
    assert.equal(format({ code: "invalid_url", params: { reason: "nothing_known" } }, catalog), "invalid_url");
    assert.equal(typeof format({ code: "listed" }, catalog), "string");
    const hostile = { get entry() { throw new Error("no"); } };
    assert.equal(format({ code: "listed", params: hostile }, catalog), "listed");
  }
  assert.equal(format({ code: "listed", params: {} }, /** @type {any} */ (null)), "listed");
});

test("format gives text as it is: it escapes nothing and renders nothing", () => {
  assert.ok(format({ code: "listed", params: { entry: "<b>&" } }, en).includes("<b>&"));
});

test("every rule number that is cited is explained in docs/rules.md", () => {
  const rules = new Set([...read("docs/rules.md").matchAll(/^- \*\*([PUAWDGC]-\d+)/gm)].map((m) => m[1]));
  const unknown = [];
  for (const folder of ["src", "js", "tests", "docs"]) for (const path of sources(folder)) {
    for (const [cited] of read(path).matchAll(/\b[PUAWDGC]-\d{1,2}\b/g)) if (!rules.has(cited)) unknown.push(`${path}: ${cited}`);
  }
  assert.ok(rules.size > 40);
  assert.deepEqual(unknown, []);
});

test("what a page links to is there; every picture is on a page, and small", () => {
  const pages = ["README.md", "examples/README.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
  const linked = new Set(pages.flatMap((page) => [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target]) => join(dirname(page), String(target)))));
  const pictures = ["docs/demo.png", ...readdirSync(join(root, "docs/pictures")).map((name) => `docs/pictures/${name}`)];
  assert.deepEqual([...linked].filter((path) => !existsSync(join(root, path))), []);
  assert.deepEqual(pictures.filter((path) => !linked.has(path) || statSync(join(root, path)).size > 120 * 1024), []);
});

test("every code that the case tables expect is a code", () => {
  for (const file of sources("tests/cases")) {
    for (const [, list] of read(file).matchAll(/"(?:code|codes|any_of|notices|problem)": (\[[^\]]*\]|"[^"]*")/g)) {
      for (const [, code] of String(list).matchAll(/"([^"]*)"/g)) assert.ok(["ok", "shape", ...codes].includes(String(code)), `${file}: ${code}`);
    }
  }
});

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sources(path);
    return /\.(rs|js|ts|md|json|txt)$/.test(entry.name) && !entry.name.startsWith("package") ? [path] : [];
  });
}
