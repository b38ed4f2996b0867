// @ts-check
/** Signed policies where nothing of a platform is: the table, and every built-in ruined under a verification, in QuickJS and in bare V8. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { policy } from "../guard/native.js";
import { makeKey, signByHand } from "../signed/keys.js";
import { show, table } from "../tables.js";
import { openBareV8 } from "./bare-v8.js";
import { SIGNED_ENTRY as entry } from "./modules.js";
import { openQuickJs } from "./quickjs.js";

const REALMS = {
  QuickJS: () => openQuickJs("minifence/js", entry),
  "a bare V8 context without WebAssembly": () => openBareV8("minifence/js", { without: ["WebAssembly"], entry }),
  "a bare V8 context": () => openBareV8("minifence/inline", { entry }),
};
/** ASCII on the way in. @param {unknown} value */
const ascii = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const key = makeKey("2026-11");
const keys = [{ kid: key.kid, x: key.publicJwk.x }];
const forged = signByHand(policy({ revision: 5000, mode: "off" }), { ...makeKey("x"), kid: key.kid });

for (const [where, open] of Object.entries(REALMS)) {
  test(`the rows of signed policies in ${where}`, async (t) => {
    const realm = await open();
    t.after(() => realm.close());
    const { rows, ...rest } = table("signed");
    // A NUL would end the text on its way into QuickJS's answer: it is escaped.
    const answers = JSON.parse(await realm.call("rows", ascii({ rows, ...rest })));
    for (const [i, row] of rows.entries()) {
      const answer = answers[i];
      assert.equal(answer.verified ? "ok" : answer.code, row.code, show(row));
      for (const name of ["reason", "kid", "expires"]) if (name in row) assert.equal(answer.params[name], row[name], show(row));
      if ("policy" in row) assert.equal(answer.policy, row.policy, show(row));
    }
  });

  test(`what the verifier is made of, ruined, in ${where}`, async (t) => {
    const realm = await open();
    t.after(() => realm.close());
    const [first, second] = [signByHand(policy({ revision: 1 }), key), signByHand(policy({ revision: 2 }), key, { exp: 9_000_000_000 })];
    assert.equal(await realm.call("ruined", ascii({ keys, first, second, forged })), "signed good ");
  });

  // An interpreter takes its time for a signature; where the wasm is, each way of ruining is tried.
  const kinds = { QuickJS: [], "a bare V8 context without WebAssembly": ["says true"] }[where] ?? ["throws", "is undefined", "says true", "says 0"];
  for (const kind of kinds) {
    test(`each built-in that ${kind} in its turn, a forged policy and a signed one under it, in ${where}`, async (t) => {
      const realm = await open();
      t.after(() => realm.close());
      const signed = Array.from({ length: 1200 }, (_, i) => signByHand(policy({ revision: i + 1 }), key));
      const { wrong, count } = JSON.parse(await realm.call("poisoned", ascii({ kind, keys, signed, forged })));
      assert.equal(wrong, "");
      assert.ok(count > 450 && count < signed.length, `${count} built-ins`);
    });
  }
}
