// @ts-check
/** Bad arguments at every door: an answer, never a throw that lets a call through, never a hang (U-2, A-1, P-3, G-1). */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Engine, PermissionError, load } from "../../pkg/index.js";
import * as admin from "../../pkg/admin.js";

const policy = (changes = {}) => JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 7, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] }, ...changes,
});
const NOT_STRINGS = [undefined, null, 0, 1, NaN, true, Symbol("x"), 10n, {}, [], ["https://api.example.com/"], new String("https://api.example.com/"),
  { toString: () => "https://api.example.com/" }, { length: 2 ** 32 }, () => {}, new URL("https://api.example.com/")];
const CHECKS = /** @type {const} */ (["checkRequest", "checkSocket", "checkDownload", "checkPage", "checkWebView", "checkApi"]);

before(() => Promise.all([load(), admin.load()]));

test("nothing but a primitive string passes a check", () => {
  const engine = Engine.compile(policy());
  for (const check of CHECKS) {
    for (const value of NOT_STRINGS) {
      const decision = engine[check](/** @type {any} */ (value));
      assert.equal(decision.outcome, "deny");
      assert.equal(decision.code, check === "checkApi" ? "invalid_api" : "invalid_url");
    }
  }
  assert.equal(engine.checkRequest("https://api.example.com/").outcome, "allow");
});

test("a switch that is off, and a list that is off, are off for them too", () => {
  const off = Engine.compile(policy({ mode: "off" }));
  for (const check of CHECKS) assert.equal(off[check](/** @type {any} */ ({})).code, "control_off");
  const listOff = Engine.compile(policy({ serverDomains: { enabled: false, entries: [] } }));
  assert.equal(listOff.checkRequest(/** @type {any} */ ({})).code, "list_off");
});

test("lone surrogates never pass, wherever they stand", () => {
  const engine = Engine.compile(policy());
  for (const url of ["\ud800", "https://api.example.com/\udc00", "https://api.example.com/\ud83d", "https://\udfffapi.example.com/"]) {
    assert.deepEqual(engine.checkRequest(url).params, { reason: "not_well_formed" });
  }
  assert.equal(engine.checkRequest("https://api.example.com/😀").outcome, "allow");
});

test("a subject of any length is answered at once, and leaves nothing behind", () => {
  const engine = Engine.compile(policy());
  const base = "https://api.example.com/";
  const fill = (/** @type {number} */ length) => base + "a".repeat(length - base.length);
  assert.equal(engine.checkRequest(fill(8192)).outcome, "allow");
  assert.deepEqual(engine.checkRequest(fill(8193)).params, { reason: "too_long" });
  assert.deepEqual(engine.checkRequest("https://" + "a.".repeat(2_000_000) + "test/").params, { reason: "too_long" });
  assert.equal(engine.checkRequest(base + "é".repeat(8192 - base.length)).outcome, "allow");
  assert.equal(engine.checkRequest("https://evil.test/").code, "host_not_listed");
  assert.equal(engine.checkRequest(base).outcome, "allow");
});

test("a data: URL of any length is no network call for a download, and nothing but that (U-4)", () => {
  const engine = Engine.compile(policy());
  const image = `data:image/png;base64,${"A".repeat(100_000)}`;
  assert.equal(engine.checkDownload(image).code, "not_governed");
  assert.equal(engine.checkRequest(image).outcome, "deny");
  assert.equal(engine.checkDownload(` ${image}`).outcome, "deny");
});

test("a decision is frozen, and its href is what must be sent", () => {
  const decision = Engine.compile(policy()).checkRequest("HTTPS://API.example.com:443/a/../b?q=%20#f");
  assert.deepEqual(decision, { outcome: "allow", code: "listed", params: { entry: "api.example.com" }, href: "https://api.example.com/b?q=%20#f" });
  assert.ok(Object.isFrozen(decision) && Object.isFrozen(decision.params));
});

/** What this realm's own parser says of a text. @param {string} text */
function wordsOf(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

test("a policy that is no text, or no policy, is refused with its code and place", () => {
  const refused = (/** @type {any} */ text) => {
    try {
      Engine.compile(text);
    } catch (error) {
      assert.ok(error instanceof PermissionError);
      return { code: error.code, ...error.params };
    }
    return assert.fail("compiled");
  };
  for (const value of NOT_STRINGS) assert.equal(refused(value).code, "policy_syntax");
  assert.deepEqual(refused("{"), { code: "policy_syntax", line: 1, column: 1, detail: wordsOf("{") });
  assert.equal(refused("\ud800").detail, "not well-formed Unicode");
  assert.equal(refused(policy({ appId: "x" })).path, "appId");
  assert.equal(refused(" ".repeat(16 * 1024 * 1024 + 1)).code, "policy_too_large");
  assert.equal(Engine.compile(policy({ appId: "my.app-1" }), { appIdForm: "token" }).appId, "my.app-1");
});

test("a refusal tells the place, what stands there, and what should", () => {
  const detailOf = (/** @type {string} */ text) => {
    try {
      Engine.compile(text);
    } catch (error) {
      assert.ok(error instanceof PermissionError);
      return /** @type {any} */ (error.params).detail ?? { ...error.params };
    }
    return assert.fail("compiled");
  };
  const list = { entries: [] };
  for (const [text, detail] of /** @type {const} */ ([
    [policy({ mode: "enforced" }), "unknown mode \"enforced\", expected `off`, `report` or `enforce`"],
    [policy({ serverDomains: { ...list, hostRule: 1 } }), "invalid type: 1, expected a string"],
    [policy({ apis: { ...list, official: "yes" } }), "invalid type: \"yes\", expected a boolean"],
    [policy({ revision: -1 }), "invalid type: -1, expected a whole number"],
    [policy({ apis: [] }), "invalid type: [, expected an object"],
    [policy({ apis: { entries: [{ api: "x", note: "" }] } }), "unknown field `note`, expected `api`, `remark`"],
    [policy({ webViewDomains: undefined }), "missing field `webViewDomains`"],
    [policy().replace("{", "{\"mode\":\"off\","), "duplicate field `mode`"],
    // What nobody sees is shown, and what is long is cut.
    [policy({ appId: "201808061629000\u200b1" }), "201808061629000\\u200b1"],
    [policy({ serverDomains: { entries: [{ domain: "a\u202e.example" }] } }), "a\\u202e.example"],
    [policy({ appId: "1".repeat(1000) }), `${"1".repeat(256)}…`],
    // JSON to JavaScript, and no text: nobody else has words for it.
    [policy({ appId: "#" }).replace("#", "\\ud800"), "not JSON"],
    // A later format may have fields that this version does not know.
    [policy({ format: 2 }), { found: "2", supported: 1 }],
    [policy({ format: 2, lists: {}, mode: { is: "new" } }), { found: "2", supported: 1 }],
    [policy({ format: 1.5 }), { found: "1.5", supported: 1 }],
  ])) assert.deepEqual(detailOf(text), detail, text);
});

test("a refusal is put into words by nobody's own built-ins", () => {
  const { parse } = JSON;
  const heard = [];
  /** @type {any} */ (Object.prototype).format = 2;
  /** @type {any} */ (Object.prototype).detail = "guest";
  JSON.parse = (text) => heard.push(text);
  try {
    assert.throws(() => Engine.compile("{"), { code: "policy_syntax" });
    assert.throws(() => Engine.compile("{}"), (/** @type {any} */ error) => error.code === "policy_invalid" && error.params.detail === "missing field `format`");
  } finally {
    JSON.parse = parse;
    delete (/** @type {any} */ (Object.prototype).format);
    delete (/** @type {any} */ (Object.prototype).detail);
  }
  assert.deepEqual(heard, []);
});

test("a freed engine denies", () => {
  const engine = Engine.compile(policy());
  engine.free();
  assert.equal(engine.checkRequest("https://api.example.com/").code, "engine_failed");
});

test("the console's doors take any value and answer with issues", () => {
  const doors = /** @type {((value: any) => any)[]} */ ([
    (value) => admin.validateEntry(value, { text: "a.example" }), (value) => admin.validateEntry("apis", value), (value) => admin.validateEntry("apis", { text: value }),
    (value) => admin.validateEntry("apis", { text: "x", remark: value ?? 1 }), (value) => admin.validateEntry("apis", { text: "x" }, { others: [value] }),
    (value) => admin.validatePolicy(value), (value) => admin.explain(value, "apis", "x"), (value) => admin.explain(policy(), value, "x"),
    (value) => admin.explain(policy(), "apis", value), (value) => admin.addEntry(policy(), "apis", value), (value) => admin.removeEntry(policy(), "apis", value),
    (value) => admin.editEntry(policy(), "apis", value, { text: "x" }), (value) => admin.setMode(policy(), value),
    (value) => admin.comparePolicies(value, policy()), (value) => admin.comparePolicies(policy(), value), (value) => admin.comparePolicies(policy(), policy(), [value]),
    (value) => admin.comparePolicies(policy(), policy(), [{ list: value, subject: "alert" }]), (value) => admin.comparePolicies(policy(), policy(), [{ list: "apis", subject: value }]),
  ]);
  for (const door of doors) for (const value of NOT_STRINGS) assert.ok(door(value).issues.length > 0, `${door}`);
  assert.ok(/** @type {any} */ (admin.setListEnabled(policy(), "apis", /** @type {any} */ ("false"))).issues.length > 0);
});

test("editing gives policies that load, and refuses without touching anything", () => {
  const added = /** @type {any} */ (admin.addEntry(policy(), "serverDomains", { text: "https://B.example.com/", remark: "<b>" }));
  assert.deepEqual(added.notices.map((/** @type {any} */ notice) => notice.code), ["scheme_removed", "slash_removed", "lower_cased"]);
  assert.equal(Engine.compile(added.value).checkRequest("https://b.example.com/").code, "listed");
  const twice = /** @type {any} */ (admin.addEntry(added.value, "serverDomains", { text: "b.example.com" }));
  assert.deepEqual(twice.issues[0].code, "entry_duplicate");
  const edited = /** @type {any} */ (admin.editEntry(added.value, "serverDomains", "b.example.com", { text: "b.example.com:8443" }));
  assert.equal(Engine.compile(edited.value).checkRequest("https://b.example.com/").code, "port_not_listed");
  const removed = /** @type {any} */ (admin.removeEntry(edited.value, "serverDomains", "b.example.com:8443"));
  assert.deepEqual(JSON.parse(removed.value).serverDomains.entries, [{ domain: "api.example.com" }]);
  assert.equal(/** @type {any} */ (admin.removeEntry(removed.value, "apis", "x")).issues[0].code, "entry_missing");
  const off = /** @type {any} */ (admin.setListEnabled(removed.value, "serverDomains", false));
  assert.equal(Engine.compile(off.value).checkRequest("https://evil.test/").code, "list_off");
  assert.equal(Engine.compile(/** @type {any} */ (admin.setMode(off.value, "off")).value).mode, "off");
  assert.equal(/** @type {any} */ (admin.setMode(off.value, "Off")).issues[0].code, "mode_unknown");
  for (const revision of [0, 8, Number.MAX_SAFE_INTEGER]) assert.equal(Engine.compile(/** @type {any} */ (admin.setRevision(off.value, revision)).value).revision, revision);
  for (const revision of [-1, 0.5, 2 ** 53, NaN, Infinity]) {
    const [issue] = /** @type {any} */ (admin.setRevision(off.value, revision)).issues;
    assert.deepEqual([issue.code, issue.path], ["revision_invalid", ["revision"]], `${revision}`);
  }
});

test("a comparison tells changes and shifts, and which of its arguments is none", () => {
  const other = policy({ mode: "report", serverDomains: { entries: [] } });
  const subjects = [{ list: "serverDomains", subject: "https://api.example.com/", code: "listed" }, { list: "apis", subject: "alert" }];
  const { changes, shifts, unchanged } = /** @type {any} */ (admin.comparePolicies(policy(), other, /** @type {any} */ (subjects)));
  assert.deepEqual(changes, [{ kind: "mode_changed", before: "enforce", after: "report" }, { kind: "entry_removed", list: "serverDomains", entry: "api.example.com", remark: "" }]);
  assert.deepEqual(shifts, [{
    list: "serverDomains", subject: "https://api.example.com/", becomes: "reported",
    before: { happens: "passes", decision: { outcome: "allow", code: "listed", params: { entry: "api.example.com" }, href: "https://api.example.com/" } },
    after: { happens: "reported", decision: { outcome: "deny", code: "host_not_listed", params: { scheme: "https", host: "api.example.com" } } },
  }]);
  assert.equal(unchanged, 1);
  const refused = (/** @type {any[]} */ ...args) => /** @type {any} */ (admin).comparePolicies(...args).issues[0];
  const syntax = { severity: "error", code: "policy_syntax", params: { line: 1, column: 1, detail: "not well-formed Unicode" } };
  assert.deepEqual(refused("\ud800", other), { ...syntax, path: ["before"] });
  assert.deepEqual(refused(other, "\ud800"), { ...syntax, path: ["after"] });
  assert.deepEqual(refused(other, policy({ appId: "x" })).path, ["after"]);
  assert.deepEqual(refused(other, other, [{ list: "apis", subject: "\ud800" }]).code, "argument_invalid");
  assert.deepEqual(refused(other, other, [{ list: "servers", subject: "x" }]).path, ["subjects", 0, "list"]);
});

test("a letter of another script is not taken for the half of it that fits a byte", () => {
  // Of U+4E61 the lower byte is `a`: judged by halves, this host would be `a.example`.
  const engine = Engine.compile(policy({ serverDomains: { entries: [{ domain: "xn--wjq.example" }] } }));
  const other = Engine.compile(policy({ serverDomains: { entries: [{ domain: "a.example" }] } }));
  const url = "https://\u4e61.example/";
  assert.equal(engine.admitRequest(url), "https://xn--wjq.example/");
  assert.equal(engine.checkRequest(url).code, "listed");
  assert.equal(other.admitRequest(url), null);
  assert.equal(other.checkRequest(url).code, "host_not_listed");
});
