// @ts-check
/** Copies of options: whatever is looked up on one is found on the copy or on its shield, never on `Object.prototype` (G-2). */
import assert from "node:assert/strict";
import test from "node:test";
import { snapshot } from "../../../js/guard/snapshot.js";

test("every field that is read by its name is shielded on the copy", () => {
  /** @type {Set<PropertyKey>} */ const read = new Set();
  const source = new Proxy({}, { get: (_, key) => { read.add(key); } });
  const copy = snapshot(source, { kind: "request", fields: [["url"], ["param", "url"]] });
  const shielded = Object.getOwnPropertyNames(Object.getPrototypeOf(copy));
  assert.ok(read.size >= 22, `${read.size} fields`);
  assert.deepEqual([...read].filter((key) => !shielded.includes(String(key))), []);
});

test("a field that enumeration hides is on the copy", () => {
  const names = ["success", "fail", "url", "headers", "data", "callbackId", "appId"];
  class Options {}
  for (const name of names) Object.defineProperty(Options.prototype, name, { get: () => name });
  assert.deepEqual(Object.keys(snapshot(new Options(), null)).sort(), [...names].sort());
});
