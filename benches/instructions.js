#!/usr/bin/env node
// @ts-check
/**
 * Counts the instructions of the engine's hot paths with valgrind, natively, and prints what changed since they were last recorded in
 * `benches/instructions.json`. `--record` writes them there. A count does not depend on how busy a machine is; it is no time.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = new URL("instructions.json", import.meta.url);
const TIMES = 200;

const built = execFileSync("cargo", ["bench", "--quiet", "--bench", "instructions", "--no-run", "--message-format=json"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const binary = built.trim().split("\n").map((line) => JSON.parse(line)).filter(({ executable, target }) => executable && target?.name === "instructions").at(-1).executable;

/** @param {string} path @param {number} times */
function count(path, times) {
  const { stderr, status } = spawnSync("valgrind", ["--tool=callgrind", "--callgrind-out-file=/dev/null", binary, path, String(times)], { encoding: "utf8" });
  const found = /Collected : (\d+)/.exec(stderr);
  if (status !== 0 || found === null) throw new Error(`valgrind failed: ${stderr}`);
  return Number(found[1]);
}

const paths = execFileSync(binary, { encoding: "utf8" }).trim().split("\n");
/** @type {Record<string, number>} */ const before = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
/** @type {Record<string, number>} */ const now = {};
console.log(`${"instructions a call".padEnd(32)}${"now".padStart(9)}${"recorded".padStart(10)}  change`);
for (const path of paths) {
  now[path] = Math.round((count(path, 2 * TIMES) - count(path, TIMES)) / TIMES);
  const old = before[path];
  const change = old === undefined ? "new" : `${now[path] >= old ? "+" : ""}${((100 * (now[path] - old)) / old).toFixed(1)} %`;
  console.log(`${path.padEnd(32)}${String(now[path]).padStart(9)}${String(old ?? "–").padStart(10)}  ${change}`);
}
if (process.argv.includes("--record")) writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
