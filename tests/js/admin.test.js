// @ts-check
/**
 * The door of a console: any value in, an answer out (C-1 to C-5). What the answers say is the tables' business
 * (`admin-tables.test.js`); here it is that there always is one, of its shape, and that the examples in the docs run.
 */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as admin from "../../pkg/admin.js";

before(() => admin.load());

const policy = (changes = {}) => JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 7, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [{ api: "tinyToNative" }] }, webViewDomains: { entries: [] }, ...changes,
});
const APP = { appId: "2018080616290001" };
const bomb = () => { throw new Error("read"); };
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};
const LONG = "a".repeat(16 * 1024 * 1024 + 1);
/** An array that lies about itself. @param {object} traps */
const liar = (traps) => new Proxy(["a.example.com"], traps);

/** Nothing that a door wants: it is neither text, nor a draft, nor a list of either. */
const HOSTILE = [
  undefined, null, 0, NaN, 7, -1, 2 ** 53, true, Symbol("x"), 10n, {}, () => {}, new Date(0), /x/, new Map(), new String("a.example.com"),
  "\ud800", "x\udfff", LONG, new Proxy({}, { get: bomb, has: bomb, ownKeys: bomb, getPrototypeOf: bomb }), revoked(), { get text() { return bomb(); }, get list() { return bomb(); } },
  { text: "a", get remark() { return bomb(); } }, { text: { toString: bomb, [Symbol.toPrimitive]: bomb } }, { toJSON: bomb }, Object.create(null), { length: 2 ** 32 },
  [undefined], [null], [7], [Symbol("x")], [10n], [[]], [{}], ["\ud800"], [new String("x")], [{ get text() { return bomb(); } }], [{ text: "a", remark: null }], [{ text: 10n }], [{ text: "a", remark: "\ud800" }],
  [new Proxy({}, { get: bomb })], [revoked()], new Array(2 ** 32 - 1), new Array(200_001).fill("a"), [LONG], [{ text: LONG }],
  liar({ get: bomb }), liar({ get: (target, key) => (key === "length" ? 2 ** 53 : Reflect.get(target, key)) }), liar({ get: (target, key) => (key === "length" ? { valueOf: () => 1 } : Reflect.get(target, key)) }),
  Object.assign(["a"], { [Symbol.iterator]: bomb, map: bomb, every: bomb, toJSON: bomb, 0: 7 }),
];
/** Which of them; most cannot be shown. @param {unknown} value */
const show = (value) => `HOSTILE[${HOSTILE.indexOf(value)}], ${typeof value}`;

/** Each door with one argument to spoil. What is allowed to be left out answers well without it. @type {Record<string, (value: any) => any>} */
const DOORS = {
  "validateEntry list": (value) => admin.validateEntry(value, { text: "a.example" }),
  "validateEntry draft": (value) => admin.validateEntry("apis", value),
  "validateEntry text": (value) => admin.validateEntry("apis", { text: value }),
  "validateEntry remark": (value) => admin.validateEntry("apis", { text: "x", remark: value ?? 7 }),
  "validateEntry others": (value) => admin.validateEntry("apis", { text: "x" }, { others: value ?? 7 }),
  "validateEntry an other": (value) => admin.validateEntry("apis", { text: "x" }, { others: [value] }),
  lint: (value) => ({ issues: admin.lint(value) }),
  validatePolicy: (value) => admin.validatePolicy(value),
  "explain policy": (value) => admin.explain(value, "apis", "x"),
  "explain list": (value) => admin.explain(policy(), value, "x"),
  "explain subject": (value) => admin.explain(policy(), "apis", value),
  "addEntry policy": (value) => admin.addEntry(value, "apis", { text: "x" }),
  "addEntry draft": (value) => admin.addEntry(policy(), "apis", value),
  "editEntry value": (value) => admin.editEntry(policy(), "apis", value, { text: "x" }),
  "editEntry draft": (value) => admin.editEntry(policy(), "apis", "tinyToNative", value),
  "removeEntry value": (value) => admin.removeEntry(policy(), "apis", value),
  "setMode mode": (value) => admin.setMode(policy(), value),
  "setRevision policy": (value) => admin.setRevision(value, 8),
  "setRevision revision": (value) => admin.setRevision(policy(), value === 0 || value === 7 ? -1 : value),
  "setListEnabled policy": (value) => admin.setListEnabled(value, "apis", false),
  "setListEnabled list": (value) => admin.setListEnabled(policy(), value, false),
  "setListEnabled enabled": (value) => admin.setListEnabled(policy(), "apis", value === true ? 1 : value),
  "parseLines list": (value) => admin.parseLines(value, "x").lines[0]?.result,
  "parseLines text": (value) => admin.parseLines("apis", value).lines[0]?.result,
  "parseLines others": (value) => admin.parseLines("apis", "x", { others: value ?? 7 }).lines[0]?.result,
  "addEntries policy": (value) => admin.addEntries(value, "apis", []),
  "addEntries list": (value) => admin.addEntries(policy(), value, []),
  "addEntries drafts": (value) => admin.addEntries(policy(), "apis", value),
  "addEntries a draft": (value) => admin.addEntries(policy(), "apis", [{ text: "x" }, value]),
  "importPermissionFile text": (value) => admin.importPermissionFile(value, APP),
  "importPermissionFile into": (value) => admin.importPermissionFile("{}", value),
  "importPermissionFile appId": (value) => admin.importPermissionFile("{}", { appId: value }),
  "importPermissionFile revision": (value) => admin.importPermissionFile("{}", { ...APP, revision: value === undefined || value === 0 || value === 7 ? null : value }),
  "importPermissionFile mode": (value) => admin.importPermissionFile("{}", { ...APP, mode: value ?? "on" }),
  exportPermissionFile: (value) => admin.exportPermissionFile(value),
  "draftPolicy observations": (value) => admin.draftPolicy(value, policy()),
  "draftPolicy an observation": (value) => admin.draftPolicy([value], policy()),
  "draftPolicy policy": (value) => admin.draftPolicy([], value),
  "comparePolicies before": (value) => admin.comparePolicies(value, policy()),
  "comparePolicies after": (value) => admin.comparePolicies(policy(), value),
  "comparePolicies subjects": (value) => admin.comparePolicies(policy(), policy(), value ?? 7),
  "comparePolicies a subject": (value) => admin.comparePolicies(policy(), policy(), [value]),
};

for (const [door, call] of Object.entries(DOORS)) {
  test(`${door}: whatever is given is an issue, told with its place`, () => {
    for (const value of HOSTILE) {
      const { issues, ...more } = call(value);
      assert.ok(Array.isArray(issues) && issues.length > 0, `${show(value)}: ${JSON.stringify(more)}`);
      assert.deepEqual(more, {});
      for (const { severity, code, params, path } of issues) {
        assert.ok(["error", "notice"].includes(severity) && typeof code === "string" && typeof params === "object" && Array.isArray(path), show(value));
      }
      assert.ok(issues.some((/** @type {any} */ { severity }) => severity === "error"));
    }
  });
}

test("every door that is exported is tried", () => {
  const tried = new Set(Object.keys(DOORS).map((door) => door.split(" ")[0]));
  assert.deepEqual(Object.keys(admin).filter((name) => !tried.has(name)).sort(), ["load", "schema"]);
});

test("whatever was given, the doors work on as before", () => {
  const before = JSON.stringify(admin.validateEntry("apis", { text: "x" }));
  for (const call of Object.values(DOORS)) for (const value of HOSTILE) call(value);
  assert.equal(JSON.stringify(admin.validateEntry("apis", { text: "x" })), before);
});
