// @ts-check
/** What the escape suites found, kept beside each other so that one table can be printed at the end. */
import { mkdirSync, writeFileSync } from "node:fs";

/**
 * One class of attempts. `controls` are honest programs among the attacks: nothing forbidden could come of them even without a
 * guard. `impossible`: in-realm script cannot stop it; `why` names what does.
 * @typedef {{ name: string, attempts: number, bites: number, stopped: number, impossible: readonly { say: string, why: string }[], controls: number }} Tally
 */
export const FOLDER = new URL("../../target/escape/", import.meta.url);

/** @param {string} suite @param {readonly Tally[]} classes */
export function writeTally(suite, classes) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL(`${suite}.json`, FOLDER), JSON.stringify({ at: Date.now(), classes }));
}
