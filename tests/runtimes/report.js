// @ts-check
/**
 * What a suite of one runtime found, in the three words that count: good calls that passed, evil calls that were stopped, and the
 * residue, each with the reason why no guard in that place can stop it. It asserts nothing.
 */
import { mkdirSync, writeFileSync } from "node:fs";

const folder = new URL("../../target/runtimes/", import.meta.url);

/** @param {string} runtime name and version of the package, `@tarojs/taro 4.2.1` @param {string} as what the file of the report is called */
export function createReport(runtime, as) {
  /** @type {{ name: string, passed: boolean }[]} */ const good = [];
  /** @type {{ name: string, stopped: boolean }[]} */ const evil = [];
  /** @type {{ name: string, reason: string }[]} */ const residue = [];
  return {
    /** A call that the policy lists. @param {string} name @param {boolean} passed the server saw it, and the app got its answer */
    good: (name, passed) => void good.push({ name, passed }),
    /** A call that it does not list. @param {string} name @param {boolean} stopped no server saw it */
    evil: (name, stopped) => void evil.push({ name, stopped }),
    /** One that gets through, shown by measurement. @param {string} name @param {string} reason who could stop it, and why the guard cannot */
    residue: (name, reason) => void residue.push({ name, reason }),
    print() {
      const passed = good.filter((one) => one.passed).length;
      const stopped = evil.filter((one) => one.stopped).length;
      console.log(`${runtime}: good ${passed} of ${good.length} passed, evil ${stopped} of ${evil.length} stopped, residue ${residue.length}`);
      for (const { name, reason } of residue) console.log(`  residue: ${name}: ${reason}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(new URL(`${as}.json`, folder), JSON.stringify({ runtime, good, evil, residue }, null, 1));
    },
  };
}
