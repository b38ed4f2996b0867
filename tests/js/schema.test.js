// @ts-check
/** Each list as a Standard Schema v1 (C-6): the spec's shape, the form's answers, in words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import * as admin from "../../pkg/admin.js";
import en from "../../pkg/messages/en.js";
import zhCN from "../../pkg/messages/zh-CN.js";
import { format } from "../../pkg/messages/index.js";

before(() => admin.load());

const LISTS = /** @type {const} */ (["serverDomains", "apis", "webViewDomains"]);
/** @param {admin.List} list @param {unknown} draft @param {any} [options] @returns {any} */
const validate = (list, draft, options) => admin.schema(list, options)["~standard"].validate(draft);

test("it is what the spec asks for, and cannot be changed", () => {
  for (const list of LISTS) {
    const made = admin.schema(list);
    assert.deepEqual(Object.keys(made), ["~standard"]);
    const { version, vendor, validate } = made["~standard"];
    assert.deepEqual([version, vendor, typeof validate], [1, "minifence", "function"]);
    assert.ok(Object.isFrozen(made) && Object.isFrozen(made["~standard"]));
  }
});

test("a draft that holds is given back as it is stored", () => {
  assert.deepEqual(validate("serverDomains", { text: " https://API.example.com/ ", remark: "orders" }), { value: { text: "api.example.com", remark: "orders" } });
  assert.deepEqual(validate("webViewDomains", { text: "*.M.example.com" }), { value: { text: "*.m.example.com", remark: "" } });
  assert.deepEqual(validate("apis", { text: "my.tinyToNative", remark: undefined, more: 1 }), { value: { text: "tinyToNative", remark: "" } });
});

test("an issue is a sentence beside its field, in the language that was asked for", () => {
  const draft = { text: "http://api.example.com", remark: "x".repeat(201) };
  assert.deepEqual(validate("serverDomains", draft), { issues: [
    { message: "“http:” is not accepted here. Type the domain alone; HTTPS is always used (WSS for sockets).", path: ["text"] },
    { message: "The remark has 201 characters. At most 200 are possible.", path: ["remark"] },
  ] });
  const { issues } = validate("serverDomains", draft, { messages: zhCN });
  assert.deepEqual(issues.map(({ message }) => /[\u4e00-\u9fff]/.test(message)), [true, true]);
});

test("others are duplicates, given once or asked for each time", () => {
  const others = ["a.example.com"];
  const made = admin.schema("serverDomains", { others: () => others });
  const fixed = admin.schema("serverDomains", { others: ["a.example.com"] });
  const codes = () => [made, fixed].map((schema) => "issues" in schema["~standard"].validate({ text: "A.example.com" }));
  assert.deepEqual(codes(), [true, true]);
  others.pop();
  assert.deepEqual(codes(), [false, true]);
  const full = Array.from({ length: 30 }, (_, n) => `a${n}.example.com`);
  assert.match(validate("serverDomains", { text: "b.example.com" }, { others: full }).issues[0].message, /At most 30/);
});

test("what is no draft is an issue, never a value and never a throw", () => {
  const bomb = () => { throw new Error("read"); };
  const hostile = [undefined, null, 7, "api.example.com", [], ["a.example.com"], {}, Symbol("x"), () => {}, { text: null }, { text: 7 }, { text: new String("a.example.com") }, { text: "a.example.com", remark: null },
    { text: "\ud800" }, { text: "a.example.com", remark: "\ud800" }, { get text() { return bomb(); } }, new Proxy({}, { get: bomb }), { text: "a".repeat(17 * 1024 * 1024) }];
  for (const [index, value] of hostile.entries()) {
    const { issues, ...more } = validate("serverDomains", value);
    assert.ok(issues.length > 0, `${index}`);
    assert.deepEqual(more, {});
    for (const { message, path } of issues) assert.ok(message.length > 10 && ["text", "remark"].includes(path[0]), `${index}: ${message}`);
  }
});

test("what is wrong with the others is wrong with the form as a whole", () => {
  const { issues } = validate("apis", { text: "x" }, { others: [7] });
  assert.deepEqual(issues[0].path, []);
});

test("a list that is none is a mistake of the program", () => {
  for (const list of ["servers", "", undefined, null, "__proto__"]) assert.throws(() => admin.schema(/** @type {any} */ (list)), TypeError);
});

test("it says of every row of the table what the form says", () => {
  const { groups } = JSON.parse(readFileSync(new URL("../cases/entries.json", import.meta.url), "utf8"));
  let rows = 0;
  for (const { list, rows: all } of groups) {
    for (const { text, remark, others = [] } of all) {
      rows += 1;
      const answer = /** @type {any} */ (admin.validateEntry(list, { text, remark }, { others }));
      const expected = "issues" in answer ? { issues: answer.issues.map((issue) => ({ message: format(issue, en), path: issue.path })) } : { value: { text: answer.value, remark: remark ?? "" } };
      assert.deepEqual(validate(list, { text, remark }, { others }), expected, text);
    }
  }
  assert.ok(rows > 100, `${rows}`);
});
