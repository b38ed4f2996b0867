// @ts-check
/**
 * Runs the suites of real runtimes, each in a folder of its own with its packages pinned by a lock file. A suite whose packages
 * cannot be installed is not run, and that is said; one that fails fails everything. `node tests/runtimes/run.js [folder …]`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const named = process.argv.slice(2);
const suites = readdirSync(here).filter((name) => existsSync(`${here}${name}/package-lock.json`) && (named.length === 0 || named.includes(name)));

/** The packages are those of the lock file already. @param {string} folder */
function isInstalled(folder) {
  const installed = `${folder}/node_modules/.package-lock.json`;
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${folder}/package-lock.json`).mtimeMs;
}

/** @param {string} command @param {string[]} args @param {string} cwd */
const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: "inherit" }).status === 0;

const failed = [];
const ran = [];
const left = [];
for (const name of suites) {
  const folder = `${here}${name}`;
  if (!isInstalled(folder) && !run("npm", ["ci", "--no-fund", "--no-audit", "--ignore-scripts", "--loglevel=error"], folder)) {
    left.push(name);
    continue;
  }
  ran.push(name);
  if (!run("node", ["--test", "--test-concurrency=1", `${folder}/`], folder)) failed.push(name);
}
console.log(`runtimes: ran ${ran.join(", ") || "none"}${left.length > 0 ? `; not run, their packages could not be installed: ${left.join(", ")}` : ""}`);
if (failed.length > 0) {
  console.error(`runtimes: failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
