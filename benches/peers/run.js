// @ts-check
/**
 * `make bench`: packs the package, installs it here, runs every job in Node and in Chromium, prints tables and goals, and writes
 * `results.json` and the chart. `--quick` is for trying out; `--node` and `--chromium` are for one of them.
 */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { policy } from "./contenders.js";
import { entries } from "./corpus.js";
import { chart } from "./chart.js";
import { emptyModule } from "./empty.js";
import { median } from "./measure.js";
import { doorSizes } from "../../pkg-template/sizes.mjs";
import { sizeFloor } from "../parts.js";
import { goalTable, goals, sizeGoals, table } from "./report.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const wasmFile = join(here, "node_modules/minifence/engine.wasm");
const isQuick = process.argv.includes("--quick");
const ROUNDS = isQuick ? 24 : 120;
const SAMPLES = isQuick ? 5 : 15;
/** What an abort of the platform took down is tried again: Node 20 crashes four times of five in cedar's glue (exports that return references). */
const TRIES = 30;

/** The package as its users get it. */
function install() {
  const folder = mkdtempSync(join(tmpdir(), "minifence-bench-"));
  execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: join(root, "pkg"), stdio: "ignore" });
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  execFileSync("npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", join(folder, tarball ?? "")], { cwd: here, stdio: "ignore" });
  rmSync(folder, { recursive: true });
}

/** @param {readonly string[]} args @returns {any} what a script of this folder printed last */
function node(args) {
  for (let left = TRIES; ; left -= 1) {
    try {
      const printed = execFileSync(process.execPath, args, { cwd: here, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
      return JSON.parse(printed.trim().split("\n").at(-1) ?? "");
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/** Jobs that go in any place. @param {(name: string, options: object) => any} run @param {boolean} isNode */
async function measureAll(run, isNode) {
  /** @type {Record<string, any>} */ const urls = {};
  for (const count of [30, 1000, 100_000]) {
    say(`  ${count} entries`);
    urls[count] = await run("urls", { count, rounds: ROUNDS, without: ["cedar-wasm"] });
  }
  say("  beside the base alone");
  /** @type {Record<string, any>} */ const duel = {};
  for (const count of [30, 100_000]) duel[count] = await run("urls", { count, rounds: ROUNDS, only: ["minifence", "minifence, with reasons", "the floor"] });
  say("  cedar-wasm");
  const cedar = await run("urls", { count: 30, rounds: Math.min(ROUNDS, 20), only: ["cedar-wasm"], corpora: ["typical", "mixed"] });
  for (const [name, { flat, fresh }] of Object.entries(cedar)) {
    urls[30][name].flat.push(flat[1]);
    urls[30][name].fresh.push(fresh[1]);
  }
  say("  names, calls, updates, floors");
  const updates = { 30: await run("update", { count: 30, times: 30 }), 100_000: await run("update", { count: 100_000, times: 7 }) };
  return { urls, duel, names: await run("apiNames", { rounds: ROUNDS }), guarded: await run("guarded", { rounds: ROUNDS }), updates, floors: await run("floors", { wasm: isNode ? wasmFile : undefined }) };
}

async function inNode() {
  say(`Node ${process.versions.node}`);
  const all = await measureAll((name, options) => node(["job.js", name, JSON.stringify(options)]), true);
  say("  cold starts");
  const sample = (/** @type {string[]} */ args) => median(Array.from({ length: SAMPLES }, () => node(["cold.js", ...args]).ms));
  return { version: `Node ${process.versions.node}`, ...all, cold: { start: sample([]), empty: sample(["empty"]) }, memory: node(["memory.js", "100000"]) };
}

async function inChromium() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  const bundle = await build({ entryPoints: [join(here, "page.js")], bundle: true, format: "esm", write: false, outdir: "/", platform: "browser", conditions: ["browser", "import"], external: ["@cedar-policy/cedar-wasm/nodejs", "fs", "node:fs"], logLevel: "error" });
  const script = bundle.outputFiles[0].contents;
  const cedar = readdirSync(join(here, "node_modules/@cedar-policy/cedar-wasm/web")).find((file) => file.endsWith(".wasm")) ?? "";
  const isolated = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp", "cache-control": "no-store" };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const send = (/** @type {string} */ type, /** @type {string | Uint8Array} */ body) => response.writeHead(200, { "content-type": type, ...isolated }).end(body);
    if (path === "/page.js") return send("text/javascript", script);
    if (path === "/cedar.wasm") return send("application/wasm", readFileSync(join(here, "node_modules/@cedar-policy/cedar-wasm/web", cedar)));
    if (path === "/rego.wasm") return send("application/wasm", readFileSync(join(here, "rego/built/rego_peer_bg.wasm")));
    if (/^\/minifence\/[\w/.-]+\.js$/.test(path)) return send("text/javascript", readFileSync(join(here, "node_modules", path)));
    if (path === "/minifence/engine.wasm") return send("application/wasm", readFileSync(wasmFile));
    if (path === "/empty.wasm") return send("application/wasm", emptyModule(readFileSync(wasmFile).length));
    if (path === "/jobs") return send("text/html", '<!doctype html><script type="module" src="/page.js"></script>');
    if (path === "/cold") return send("text/html", '<!doctype html><script type="importmap">{ "imports": { "#load": "/minifence/load/web.js" } }</script>');
    response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
  say(`Chromium ${browser.version()}`);
  /** A page of its own for each job. @param {string} name @param {any} options */
  const run = async (name, options) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`${origin}/jobs`);
    await page.waitForFunction("globalThis.jobs !== undefined");
    const result = await page.evaluate(async (/** @type {any} */ [job, given]) => {
      if (job === "floors") given.wasm = new Uint8Array(await (await fetch("/minifence/engine.wasm")).arrayBuffer());
      return /** @type {any} */ (globalThis).jobs[job](given);
    }, [name, options]);
    await page.close();
    return result;
  };
  const all = await measureAll(run, false);
  say("  cold starts");
  /** @param {boolean} isEmpty */
  const cold = async (isEmpty) => {
    const page = await browser.newPage();
    await page.goto(`${origin}/cold`);
    const ms = await page.evaluate(async (/** @type {any} */ [empty, text]) => {
      const from = (/** @type {string} */ path) => import(path);
      if (empty) {
        const start = performance.now();
        await WebAssembly.instantiateStreaming(fetch("/empty.wasm"));
        return performance.now() - start;
      }
      const { Engine, load } = await from("/minifence/index.js");
      const start = performance.now();
      await load("/minifence/engine.wasm");
      Engine.compile(text);
      return performance.now() - start;
    }, [isEmpty, policy(entries(30))]);
    await page.close();
    return ms;
  };
  const starts = [];
  const empties = [];
  for (let i = 0; i < SAMPLES; i += 1) {
    starts.push(await cold(false));
    empties.push(await cold(true));
  }
  await browser.close();
  server.closeAllConnections();
  server.close();
  return { version: `Chromium ${browser.version()}`, ...all, cold: { start: median(starts), empty: median(empties) } };
}

install();
/** @type {Record<string, any>} */ const results = {};
if (!process.argv.includes("--chromium")) results.node = await inNode();
if (!process.argv.includes("--node")) results.chromium = await inChromium();
const sizes = (await doorSizes(join(root, "pkg"))).filter(({ goal }) => goal !== undefined)
  .map(({ door, wasm, goal, binary, shim }) => ({ door, goal, size: binary + shim, floor: wasm === "admin.wasm" ? undefined : sizeFloor(wasm.replace(".wasm", ""), shim) }));
const judged = [...goals(results), ...sizeGoals(sizes)];
writeFileSync(join(here, "results.json"), `${JSON.stringify({ ...results, goals: judged }, null, 1)}\n`);
if (!isQuick && results.node && results.chromium) {
  writeFileSync(join(root, "docs/performance.svg"), chart(results));
  const page = join(root, "docs/performance.md");
  const text = readFileSync(page, "utf8");
  writeFileSync(page, text.replace(/<!-- bench -->[^]*<!-- \/bench -->/, () => `<!-- bench -->\n${goalTable(judged)}\n${table(results)}<!-- /bench -->`));
}
console.log(table(results));
console.log("goals");
for (const { goal, place, figure, limit, holds, floor, note } of judged) console.log(`  ${holds ? "holds " : "SHORT "} ${place.padEnd(9)} ${goal.padEnd(58)} ${figure.padStart(10)}  (at most ${limit}${floor ? `; floor ${floor}` : ""})${note ? `  ${note}` : ""}`);
const short = judged.filter(({ holds }) => !holds);
console.log(`${judged.length - short.length} of ${judged.length} goals hold; of the others, ${short.filter(({ isBelowFloor }) => isBelowFloor).length} lie below their floor`);
