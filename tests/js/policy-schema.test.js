// @ts-check
/**
 * The JSON Schema of the policy document (C-6) before a validator, beside the engine: what the engine accepts, the schema accepts. The
 * reverse does not hold; what a schema cannot see is listed here by name.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import { load, validatePolicy } from "../../pkg/admin.js";
import { Engine } from "../../pkg/inline.js";
import { damage } from "../fuzz/documents.js";
import { drawSeed } from "../fuzz/run.js";
import { LISTED, createRandom } from "../fuzz/urls.js";

const root = new URL("../../", import.meta.url);
const { Ajv2020 } = createRequire(new URL("js/package.json", root))("ajv/dist/2020.js");
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
/** Strict: a keyword or format that the validator does not know is an error. @type {(document: unknown) => boolean} */
const accepts = new Ajv2020({ strict: true }).compile(json("pkg/policy.schema.json"));

const GOOD = { format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } };
/** A document with these entries in one list. @param {string} list @param {object[]} entries */
const listing = (list, entries) => JSON.stringify({ ...GOOD, [list]: { entries } });
/** @param {string} list @param {string} text @param {string} [remark] */
const entry = (list, text, remark) => ({ [list === "apis" ? "api" : "domain"]: text, ...(remark === undefined ? {} : { remark }) });

/** What the engine says: `ok`, or the kind of its refusal. @param {string} text */
function engineSays(text) {
  try {
    Engine.compile(text).free();
    return "ok";
  } catch (error) {
    const { code, params } = /** @type {any} */ (error);
    // What is wrong with an entry that is not canonical, the console says.
    return params.problem === "not_canonical" ? consoleSays(text) : params.problem ?? code;
  }
}
/** The kind of the console's first issue. @param {string} text */
function consoleSays(text) {
  const answer = /** @type {any} */ (validatePolicy(text));
  assert.ok("issues" in answer, text);
  return answer.issues[0].code;
}
before(() => load());

/** What an editor says that has the schema. @param {string} text @returns {"ok" | "refused" | "no JSON"} */
function editorSays(text) {
  /** @type {unknown} */ let document;
  try {
    document = JSON.parse(text);
  } catch {
    return "no JSON";
  }
  return accepts(document) ? "ok" : "refused";
}

/** Both opinions on many documents. What the engine accepts must hold for the editor; the rest is counted by the kind of refusal. */
class Tally {
  accepted = 0;
  /** @type {Map<string, { refused: number, seen: number }>} */ kinds = new Map();
  /** @param {string} text @param {string} say @returns {boolean} whether only the engine refuses it */
  add(text, say) {
    const [engine, editor] = [engineSays(text), editorSays(text)];
    if (engine === "ok") {
      assert.equal(editor, "ok", `the engine accepts it, the schema does not: ${say}: ${text.slice(0, 500)} ${JSON.stringify(/** @type {any} */ (accepts).errors)}`);
      this.accepted += 1;
      return false;
    }
    const kind = this.kinds.get(engine) ?? { refused: 0, seen: 0 };
    this.kinds.set(engine, { refused: kind.refused + 1, seen: kind.seen + Number(editor !== "ok") });
    return editor === "ok";
  }
  /** @param {import("node:test").TestContext} t */
  tell(t) {
    t.diagnostic(`${this.accepted} accepted by both; refused by the engine, of them by the schema or as no JSON: ${[...this.kinds].map(([kind, { refused, seen }]) => `${kind} ${refused}/${seen}`).sort().join(", ")}`);
  }
}

/** Rows of the table of policies that only the engine refuses. */
const UNSEEN = [
  // Before a schema a field that is given twice is one field, and half a character is a character,
  "a lone low surrogate in a remark", "surrogates the wrong way round", "a key twice", "a key twice, the second permissive", "a key twice, once with an escape",
  "a list twice", "enabled twice in a list", "entries twice in a list", "a domain twice in an entry",
  // a number is its value, however it is written,
  "format as a fraction", "revision as a whole fraction", "revision with an exponent", "revision minus zero",
  // and entries are not compared, nor is every rule of theirs an expression.
  "P-9: a domain with the default port", "P-9: an API name with my. in front", "P-9: the same domain twice", "P-9: the same domain twice, far apart",
  "P-9: the same web-view domain twice", "P-9: the same API twice", "U-6: domain_reserved is refused in a document too (db.internal)",
];

test("every document of the table of policies", (t) => {
  const tally = new Tally();
  const unseen = json("tests/cases/policies.json").rows.filter((/** @type {any} */ row) => tally.add(row.json ?? JSON.stringify(row.document), row.say));
  tally.tell(t);
  assert.deepEqual(unseen.map((/** @type {any} */ row) => row.say), UNSEEN);
});

test("every entry of the tables, as typed and as stored", (t) => {
  const tally = new Tally();
  const rows = json("tests/cases/entries.json").groups.flatMap((/** @type {any} */ group) => group.rows.map((/** @type {any} */ row) => ({ list: group.list, ...row })));
  for (const { list, say, text, remark, value } of rows) {
    tally.add(listing(list, [entry(list, text, remark)]), say);
    if (value === undefined) continue;
    assert.equal(tally.add(listing(list, [entry(list, value, remark)]), say), false);
  }
  for (const { groups } of ["requests", "web_views", "apis"].map((table) => json(`tests/cases/${table}.json`))) {
    for (const { policy } of groups) tally.add(JSON.stringify(policy), "the policy of a group");
  }
  tally.tell(t);
  assert.ok(tally.accepted > 200, `${tally.accepted}`);
  for (const kind of ["domain_scheme", "domain_path", "domain_ip", "domain_wildcard", "domain_single_label", "api_invalid", "api_too_long", "control_character", "remark_too_long", "not_canonical"]) {
    assert.ok((tally.kinds.get(kind)?.seen ?? 0) > 0, kind);
  }
});

const seed = drawSeed(process.env.MINIFENCE_SEED);

test(`entries put together at random (MINIFENCE_SEED=${seed})`, (t) => {
  const random = createRandom(seed, 31);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  const pick = (/** @type {readonly string[]} */ list) => list[below(list.length)];
  const word = (/** @type {string} */ letters, /** @type {number} */ most) => Array.from({ length: below(most) }, () => letters[below(letters.length)]).join("");
  const label = () => pick([word("abz09-", 8), word("09-", 4), "1", "0x1", "xn--fiq228c", "xn--bcher-kva", "local", "A", "_", "é", "a".repeat(62 + below(3)), ...LISTED]);
  const domain = () => `${pick(["", "", "*.", "*", "."])}${Array.from({ length: 1 + below(4) }, label).join(".")}${pick(["", "", "", "com", ".com", ".example", "."])}${pick(["", "", ":8443", ":443", ":0", ":65535", ":65536", ":080", ":"])}`;
  const api = () => pick([word("azAZ09_.", 12), `my.${word("az", 5)}`, `${word("az", 40)}.${word("AZ_", 40)}`, "__proto__", "constructor", "é", "a".repeat(63 + below(3))]);
  const remark = () => pick(["", "orders", "🚀".repeat(199 + below(3)), `a${String.fromCodePoint(below(0x300))}`, `a${String.fromCodePoint(0x2000 + below(0x80))}`, `a${String.fromCodePoint(0xe000 + below(0x2000))}`, "\u{1f468}\u200d\u{1f469}"]);
  const tally = new Tally();
  for (let i = 0; i < 15_000; i += 1) {
    const list = pick(["serverDomains", "apis", "webViewDomains"]);
    tally.add(listing(list, [entry(list, list === "apis" ? api() : domain(), random() < 0.5 ? undefined : remark())]), "random");
  }
  tally.tell(t);
  assert.ok(tally.accepted > 1_500, `${tally.accepted}`);
});

test(`documents damaged at random (MINIFENCE_SEED=${seed})`, (t) => {
  const random = createRandom(seed, 77);
  const tally = new Tally();
  for (let i = 0; i < 15_000; i += 1) tally.add(damage(random), "damaged");
  tally.tell(t);
  assert.ok(tally.accepted > 300 && (tally.kinds.get("shape")?.seen ?? 0) > 300);
});

test("the limits are the engine's, to the last entry and character", () => {
  const domains = (/** @type {number} */ length) => Array.from({ length }, (_, n) => ({ domain: `n${n}.example.com` }));
  const apis = (/** @type {number} */ length) => Array.from({ length }, (_, n) => ({ api: `api${n}` }));
  const name = `${"a".repeat(61)}.`.repeat(4) + "a".repeat(5);
  assert.equal(name.length, 253);
  /** Each with the same one step further. @type {[string, string][]} */
  const pairs = [
    [listing("serverDomains", domains(30)), listing("serverDomains", domains(31))],
    [listing("webViewDomains", domains(100_000)), listing("webViewDomains", domains(100_001))],
    [listing("apis", apis(100_000)), listing("apis", apis(100_001))],
    [listing("apis", [{ api: "a".repeat(64) }]), listing("apis", [{ api: "a".repeat(65) }])],
    [listing("serverDomains", [{ domain: `*.${name}:65535` }]), listing("serverDomains", [{ domain: `*.aaaaaaaaaa.${name}:65535` }])],
    [listing("serverDomains", [{ domain: `${"a".repeat(63)}.com` }]), listing("serverDomains", [{ domain: `${"a".repeat(64)}.com` }])],
    [listing("serverDomains", [{ domain: "a.1a" }]), listing("serverDomains", [{ domain: "a.11" }])],
    [listing("serverDomains", [{ domain: "a.1-1" }]), listing("serverDomains", [{ domain: "a.1-" }])],
    [listing("apis", [{ api: "a", remark: "😀".repeat(200) }]), listing("apis", [{ api: "a", remark: "😀".repeat(201) }])],
    [listing("apis", [{ api: "a", remark: "\u2065\u2029\u061b" }]), listing("apis", [{ api: "a", remark: "\u2066" }])],
    [JSON.stringify({ ...GOOD, revision: Number.MAX_SAFE_INTEGER }), JSON.stringify({ ...GOOD, revision: Number.MAX_SAFE_INTEGER + 1 })],
    [JSON.stringify(GOOD), JSON.stringify({ $schema: "./policy.schema.json", ...GOOD })],
  ];
  for (const [last, over] of pairs) {
    assert.deepEqual([engineSays(last), editorSays(last)], ["ok", "ok"], last.slice(0, 300));
    assert.deepEqual([engineSays(over) === "ok", editorSays(over)], [false, "refused"], over.slice(0, 300));
  }
});

test("no text keeps a validator busy", () => {
  const start = performance.now();
  for (const text of ["a", "1", "-", "a-", "1-", "a.", "1.", "a.1.", "*.", "a".repeat(63) + ".", ":1"].map((part) => part.repeat(1_000_000 / part.length))) {
    for (const list of ["serverDomains", "apis"]) {
      for (const item of [entry(list, `${text}!`), entry(list, "a.b", `${text}\n`)]) assert.equal(editorSays(listing(list, [item])), "refused");
    }
  }
  const time = performance.now() - start;
  assert.ok(time < 10_000, `${time} ms`);
});
