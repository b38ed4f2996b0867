/**
 * The size of each door of a built package, as a phone pays for it: its modules bundled and minified by esbuild, and its wasm, each as brotli.
 * A door over its budget fails the build. A KB is 1,024 bytes, here and wherever the build prints sizes.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const { build } = createRequire(new URL("../js/package.json", import.meta.url))("esbuild");

/** Budgets and goals in KB. Where the first is not the second, docs/performance.md says what is in the way. A host (`minifence/hosts/…`) is a door of its own. */
const DOORS = [
  { door: "minifence", entry: "index.js", wasm: "engine.wasm", budget: 72.6, goal: 70 },
  { door: "minifence/lean", entry: "lean.js", wasm: "lean.wasm", budget: 32.4, goal: 20 },
  { door: "minifence/signed", entry: "signed.js", wasm: "verify.wasm", budget: 19 },
  { door: "minifence/admin", entry: "admin.js", wasm: "admin.wasm", budget: 250, goal: 250 },
];

/** The modules of a door in one file, as a bundler of an app makes it. */
async function bundle(folder, entry) {
  const options = { bundle: true, minify: true, format: "esm", target: "es2022", platform: "browser", legalComments: "none", write: false, logLevel: "error" };
  const { outputFiles } = await build({ ...options, entryPoints: [join(folder, entry)] });
  return outputFiles[0].contents;
}

const kb = (bytes) => bytes / 1024;
const brotli = (bytes) => kb(brotliCompressSync(bytes).length);

/** Each door of a built package: its wasm and its shim, in KB. @param {string} folder */
export const doorSizes = (folder) => Promise.all(DOORS.map(async (row) => ({
  ...row, binary: brotli(readFileSync(join(folder, row.wasm))), shim: brotli(await bundle(folder, row.entry)),
})));

/** Prints the table; throws when a door is over its budget. @param {string} folder the built package */
export async function checkSizes(folder) {
  const cell = (value) => (typeof value === "number" ? value.toFixed(1) : value).padStart(8);
  const over = [];
  console.log(`  ${"door, KB of brotli".padEnd(20)}${["wasm", "shim", "total", "budget"].map(cell).join("")}`);
  for (const { door, budget, binary, shim } of await doorSizes(folder)) {
    console.log(`  ${door.padEnd(20)}${[binary, shim, binary + shim, budget].map(cell).join("")}`);
    if (binary + shim > budget) over.push(`${door} has ${(binary + shim).toFixed(2)} KB; its budget is ${budget} KB`);
  }
  if (over.length > 0) throw new Error(`over budget: ${over.join("; ")}`);
}
