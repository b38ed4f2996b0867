#!/usr/bin/env node
// @ts-check
/** Prints what the escape suites found: a line per class, a total, and every attempt that only something else can stop. Fails on the unexplained. */
import { existsSync, readFileSync } from "node:fs";
import { FOLDER } from "./tally.js";

const SUITES = ["node", "chromium", "dom", "worker"];
const missing = SUITES.filter((suite) => !existsSync(new URL(`${suite}.json`, FOLDER)));
if (missing.length > 0) {
  console.error(`these suites have not run: ${missing.join(", ")}; \`make test-js test-browser\` runs them`);
  process.exit(1);
}
/** @type {import("./tally.js").Tally[]} */
const classes = SUITES.flatMap((suite) => JSON.parse(readFileSync(new URL(`${suite}.json`, FOLDER), "utf8")).classes);
const line = (/** @type {string} */ name, /** @type {(string | number)[]} */ values) => console.log(`  ${name.padEnd(34)}${values.map((value) => String(value).padStart(12)).join("")}`);
const sum = (/** @type {(one: import("./tally.js").Tally) => number} */ of) => classes.reduce((total, one) => total + of(one), 0);
const unexplained = ({ attempts, bites, stopped, impossible }) => Math.max(attempts - stopped - impossible.length, attempts - bites);

line("escape attempts", ["attempts", "bites", "stopped", "impossible", "unexplained", "controls"]);
for (const one of classes) line(one.name, [one.attempts, one.bites, one.stopped, one.impossible.length, unexplained(one), one.controls]);
line("total", [sum((one) => one.attempts), sum((one) => one.bites), sum((one) => one.stopped), sum((one) => one.impossible.length), sum(unexplained), sum((one) => one.controls)]);
console.log("  impossible for script in the realm, and what stops it:");
for (const { name, impossible } of classes) for (const { say, why } of impossible) console.log(`    ${name}: ${say}: ${why}`);
if (sum(unexplained) > 0) process.exit(1);
