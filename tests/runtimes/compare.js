// @ts-check
/**
 * The tests that every library gets: its calls, run in a realm without a guard and in one with it. Without, every evil call must
 * reach its destination, or the suite could not fail; with it, none may, and every good call comes to the same. The calls are
 * functions whose text is evaluated in the realm: they use what `given` names, and nothing of the file they are written in.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startDevice } from "./device.js";
import { outcome } from "./realm.js";

/** @typedef {ReturnType<typeof import("./device.js").createDevice>} Device */
/** @typedef {(given: any, name: string) => unknown} Call */
/**
 * @typedef {object} Suite
 * @property {string} of what the tests are called after
 * @property {ReturnType<typeof import("./report.js").createReport>} report
 * @property {(device: Device, isGuarded: boolean) => { context: any, evaluate: Function, guard?: any, given?: object, end?: () => void }} open
 * @property {Record<string, Call>} good
 * @property {Record<string, Call>} evil
 * @property {RegExp} [told] how an evil call hears of its denial
 * @property {readonly string[]} [sentAsJudged] evil calls that lose what would send them elsewhere, and are sent as they were judged
 */

/** @param {Suite} suite */
export function compare({ of, report, open, good, evil, told = /^fails (4|11|20) [a-z_]+$/, sentAsJudged = [] }) {
  /** @type {Device} */ let device;
  /** @type {Record<"free" | "guarded", Record<string, { said: string, escaped: boolean, arrived: boolean }>>} */
  const came = { free: {}, guarded: {} };

  before(async () => {
    device = await startDevice({ after() {} });
    for (const [who, isGuarded] of /** @type {const} */ ([["free", false], ["guarded", true]])) {
      const realm = open(device, isGuarded);
      if (isGuarded) assert.deepEqual([...realm.guard.report.degraded], []);
      const given = { ...realm.given, GOOD: "https://api.good.test/", EVIL: "https://evil.test/", PAGE: "https://www.good.test/", ...realm.context };
      for (const [name, call] of Object.entries({ ...good, ...evil })) {
        device.targets.seen.length = 0;
        device.called.length = 0;
        const path = name.replaceAll(" ", "-");
        const run = realm.evaluate(`(async (given, name) => (${call})(given, name))`, "calls.js");
        const said = await outcome(run(given, path));
        // A native queue may still hold a call.
        if (name in evil) await new Promise((done) => setTimeout(done, 10));
        const native = device.called.map((one) => one.name);
        came[who][name] = { said, escaped: device.escaped(path) || native.some((api) => /secret|evil/.test(api)) || isPage(device, path), arrived: device.arrived(path) || native.length > 0 };
      }
      realm.end?.();
    }
  });
  after(() => device.targets.close());

  test(`${of}: without a guard every evil call reaches its destination`, () => {
    assert.deepEqual(Object.keys(evil).filter((name) => !came.free[name].escaped), []);
  });
  test(`${of}: with the guard none does, and each is told`, () => {
    for (const name of Object.keys(evil)) {
      const { said, escaped, arrived } = came.guarded[name];
      report.evil(name, !escaped);
      assert.equal(escaped, false, name);
      if (sentAsJudged.includes(name)) assert.ok(arrived && said.startsWith("passes"), `${name}: ${said}`);
      else assert.match(said, told, name);
    }
  });
  test(`${of}: every good call comes to the same as without a guard`, () => {
    for (const name of Object.keys(good)) {
      const { said, arrived } = came.guarded[name];
      const isSame = said === came.free[name].said && arrived === came.free[name].arrived;
      report.good(name, isSame);
      assert.ok(isSame && said !== "pending", `${name}: ${said} (arrived: ${arrived}), without a guard ${came.free[name].said} (${came.free[name].arrived})`);
    }
  });
}

/** A page of another site that a native was told to open. @param {Device} device @param {string} path */
const isPage = (device, path) => device.called.some(({ options }) => (JSON.stringify(options ?? null).match(/"[a-z]+:[^"]*"/gi) ?? []).some((url) => url.includes(path) && !url.startsWith('"https://www.good.test/')));
