// @ts-check
/**
 * One H5 runtime, tried: its good calls have the same results with and without the guard; its evil calls get through without it (or
 * they would prove nothing) and are stopped by what the table says, no more and no less.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createReport } from "../report.js";
import { PLATFORM } from "./evil.js";
import { build, MODES, openStage } from "./stage.js";

/** @typedef {import("./evil.js").Evil} Evil */
/** @typedef {import("./stage.js").Mode} Mode */

const LEVELS = { guard: ["none"], header: ["none", "guard"], nothing: ["none", "guard", "both"] };
const pause = (/** @type {number} */ ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * @param {{ runtime: string, as: string, folder: URL, dist: string, command: string[], good: Record<string, unknown>, evil: Record<string, Evil> }} suite
 *   `good`: functions of the app by name, with what they answer
 */
export function trySuite({ runtime, as, folder, dist, command, good, evil }) {
  const report = createReport(runtime, as);
  /** @type {Awaited<ReturnType<typeof openStage>>} */
  let stage;
  before(async () => {
    build(folder, command);
    stage = await openStage(new URL(dist, folder));
  });
  after(async () => {
    await stage?.close();
    report.print();
  });

  const seenAt = (/** @type {string} */ mark) => stage.targets.seen.filter(({ path, host }) => host === "evil.test" && path.includes(mark)).length > 0;

  test("good calls have the same results in every mode", async () => {
    const answers = await Promise.all(MODES.map(async (mode) => {
      const { page, close } = await stage.open(mode);
      const found = /** @type {Record<string, unknown>} */ ({});
      for (const name of Object.keys(good)) found[name] = await page.evaluate(`calls.good[${JSON.stringify(name)}]()`).catch((/** @type {Error} */ error) => error.message);
      await close();
      return found;
    }));
    for (const [name, wanted] of Object.entries(good)) {
      const passed = answers.map((found) => JSON.stringify(found[name]) === JSON.stringify(wanted));
      report.good(name, passed.every(Boolean));
      MODES.forEach((mode, i) => assert.deepEqual(answers[i][name], wanted, `${name} (${mode})`));
    }
  });

  const rows = Object.entries({ ...evil, ...PLATFORM });

  test("the host's page names whatever gets past the guard, or past both", () => {
    const [, behindHeader, behindNothing] = readFileSync(new URL("../../../docs/hosts/web.md", import.meta.url), "utf8").split(/^## (?:The header|What remains with both)$/m);
    for (const [name, { by }] of rows) {
      const isNamed = (/** @type {string} */ part) => new RegExp(`^\\|(?:.*, | )${name.replace(/[()]/g, "\\$&")}(?:,| \\|)`, "m").test(part);
      assert.deepEqual([isNamed(behindHeader), isNamed(behindNothing)], [by === "header", by === "nothing"], name);
    }
  });
  const markOf = (/** @type {Mode} */ mode, /** @type {number} */ n) => `/page/${mode}-${n}-x`;
  /** @param {any} page @param {Mode} mode @param {number} n @param {Evil} row @returns {Promise<unknown>} what the app was told */
  const call = (page, mode, n, { code, call }) => {
    const EVIL = `https://evil.test${markOf(mode, n)}`;
    const run = call === undefined ? `void (() => { ${code} })()` : `calls.evil[${JSON.stringify(call)}](EVIL)`;
    return page.evaluate(`(() => { const EVIL = ${JSON.stringify(EVIL)}; return ${run}; })()`).catch((/** @type {Error} */ error) => `threw ${error.message.split("\n")[0]}`);
  };
  /** @param {Mode} mode @returns {Promise<unknown[]>} */
  const tryAll = async (mode) => {
    const told = /** @type {unknown[]} */ ([]);
    const shared = await stage.open(mode);
    await Promise.all(rows.map(async ([, row], n) => {
      if (row.alone !== true) {
        told[n] = await call(shared.page, mode, n, row);
        return;
      }
      const { page, close } = await stage.open(mode);
      told[n] = await call(page, mode, n, row);
      for (let i = 0; i < 20 && !seenAt(markOf(mode, n)); i += 1) await pause(100);
      await close();
    }));
    const isWanted = (/** @type {number} */ n) => LEVELS[rows[n][1].by].includes(mode);
    for (let i = 0; i < 60 && rows.some((_, n) => isWanted(n) && !seenAt(markOf(mode, n))); i += 1) await pause(100);
    await pause(1_000);
    await shared.close();
    return told;
  };

  test("evil calls get through without a guard, and are stopped by what the table says", { timeout: 120_000 }, async () => {
    const told = /** @type {Record<Mode, unknown[]>} */ ({});
    for (const mode of MODES) told[mode] = await tryAll(mode);
    const expected = /** @type {Record<string, string[]>} */ ({});
    const found = /** @type {typeof expected} */ ({});
    for (const [n, [name, row]] of rows.entries()) {
      const modes = MODES.filter((mode) => seenAt(markOf(mode, n)));
      if (modes.join() !== LEVELS[row.by].join()) [found[name], expected[name]] = [modes, LEVELS[row.by]];
      if (row.by === "nothing") report.residue(name, row.why ?? "");
      else report.evil(name, !seenAt(markOf("both", n)) && (row.by === "header" || !seenAt(markOf("guard", n))));
    }
    assert.deepEqual(found, expected, "which modes each evil call gets through in");
    for (const [n, [name, row]] of rows.entries()) {
      if (row.fails === true) for (const mode of /** @type {const} */ (["guard", "both"])) assert.equal(told[mode][n], "failed", `${name} (${mode}): the app's own fail or catch hears of it`);
    }
  });
}
