// @ts-check
/** How each bundler is driven, by its own JavaScript interface, with the least configuration that its users write. No assertions here. */
import { mkdirSync, readdirSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build } from "vite";
import webpack from "webpack";

/** @typedef {{ folder: string, entry: string, out: string }} Job a project with the tarball in it, the file that is bundled, where the output goes */

/** A page for one script. @param {string} out @param {string} src @param {boolean} [classic] */
function writePage(out, src, classic = false) {
  writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>app</title><script ${classic ? "defer" : 'type="module"'} src="${src}"></script>`);
}

/** The wasm beside the program, where the bundler leaves `new URL("./engine.wasm", import.meta.url)` as it is. @param {Job} job */
function copyWasm({ folder, out }) {
  copyFileSync(join(folder, "node_modules/minifence/engine.wasm"), join(out, "engine.wasm"));
}

/** @param {Job} job @param {import("esbuild").BuildOptions} [options] */
async function withEsbuild({ folder, entry, out }, options) {
  await esbuild.build({ absWorkingDir: folder, entryPoints: { main: entry }, outdir: out, bundle: true, minify: true, format: "esm", charset: "utf8", logLevel: "error", ...options });
  writePage(out, "main.js", options?.format === "iife");
}

/** @param {Job} job @param {import("rollup").Plugin[]} [plugins] */
async function withRollup({ folder, entry, out }, plugins = []) {
  const bundle = await rollup({ input: join(folder, entry), plugins: [nodeResolve({ browser: true }), ...plugins], onwarn: (warning) => { throw new Error(warning.message); } });
  await bundle.write({ dir: out, format: "es", entryFileNames: "main.js" });
  await bundle.close();
  writePage(out, "main.js");
}

/** @param {Job} job */
async function withVite({ folder, entry, out }) {
  const page = "index.html";
  writeFileSync(join(folder, page), `<!doctype html><meta charset="utf-8"><title>app</title><script type="module" src="/${entry}"></script>`);
  await build({ root: folder, base: "./", configFile: false, logLevel: "error", worker: { format: "es" }, build: { outDir: out, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
}

/** @param {Job} job */
async function withWebpack({ folder, entry, out }) {
  const stats = await /** @type {Promise<import("webpack").Stats>} */ (new Promise((resolve, reject) => {
    webpack({ mode: "production", context: folder, entry: `./${entry}`, output: { path: out, filename: "main.js" }, performance: false }, (error, stats) => (error ? reject(error) : resolve(/** @type {import("webpack").Stats} */ (stats))));
  }));
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
  writePage(out, "main.js");
}

/** @type {Record<string, (job: Job) => Promise<void>>} */
export const BUNDLERS = {
  "vite": withVite,
  "webpack": withWebpack,
  "rollup": withRollup,
  "rollup, wasm copied beside": async (job) => { await withRollup(job); copyWasm(job); },
  "rollup with import-meta-assets": (job) => withRollup(job, [/** @type {any} */ (importMetaAssets())]),
  "esbuild": withEsbuild,
  "esbuild, wasm copied beside": async (job) => { await withEsbuild(job); copyWasm(job); },
  "esbuild, loader file": (job) => withEsbuild(job, { loader: { ".wasm": "file" } }),
  "esbuild, lowered": (job) => withEsbuild(job, { target: "es2020" }),
  "esbuild, classic script, wasm copied beside": async (job) => { await withEsbuild(job, { format: "iife" }); copyWasm(job); },
  "esbuild, classic script": (job) => withEsbuild(job, { format: "iife" }),
};

/** Bundles; answers with the names of what was written. @param {string} bundler @param {Job} job */
export async function bundle(bundler, job) {
  mkdirSync(job.out, { recursive: true });
  await BUNDLERS[bundler](job);
  return readdirSync(job.out, { recursive: true }).map(String);
}
