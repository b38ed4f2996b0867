// @ts-check
/**
 * The hostile guests of the escape suite (`tests/js/guard/attacks.js`), each in a QuickJS of its own in front of the engine as JavaScript:
 * nothing forbidden reaches the native side. Without a guard most of them get there (each of them past some naive guard: `attacks.test.js`).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { attacks } from "../guard/attacks.js";
import { escaped, isForbidden, isTold } from "../guard/verdict.js";
import { openQuickJs } from "./quickjs.js";

/** Poison for what QuickJS does not have: the guest would stop at a name that is not there. */
const ELSEWHERE = /TextEncoder|TextDecoder|WebAssembly|console\.|queueMicrotask/;

/** @param {any} row @param {string} by */
async function run({ guest, still }, by) {
  const realm = await openQuickJs("minifence/js");
  try {
    await realm.call("guest", JSON.stringify({ guest, still, by }));
    for (let i = 0; i < 4; i += 1) await realm.call("tick");
    const [wire, said, events, errors] = (await realm.call("seen")).split("---\n").map((lines) => lines.split("\n").slice(0, -1));
    return { wire, said, events, errors };
  } finally {
    realm.close();
  }
}

for (const [name, all] of Object.entries(attacks)) {
  const rows = /** @type {any[]} */ (all).filter(({ guest }) => !ELSEWHERE.test(guest));
  test(`${name} in QuickJS: ${rows.length} of ${all.length} guests`, async (t) => {
    const attempts = rows.filter(({ control }) => control === undefined).length;
    let bites = 0;
    for (const row of rows) {
      await t.test(row.say, async () => {
        const { wire, said, errors } = await run(row, "minifence");
        assert.deepEqual(wire.filter(isForbidden), [], row.guest);
        if (row.wire) assert.deepEqual(wire.filter((line) => !isForbidden(line)), row.wire, `${row.guest}\n${said}`);
        if (row.honest) assert.deepEqual(wire, row.honest, `honest calls: ${row.guest}\n${said}`);
        if (row.silent) assert.deepEqual(said.filter(isTold), []);
        if (row.say !== "a full stack fails closed") assert.deepEqual(errors, []);
        if (row.control === undefined && escaped(row, await run(row, "nobody"))) bites += 1;
      });
    }
    t.diagnostic(`${bites} of ${attempts} attempts succeed where there is no guard, ${rows.length - attempts} are controls`);
    assert.ok(bites >= attempts * 0.8, `only ${bites} of ${attempts} bite`);
  });
}
