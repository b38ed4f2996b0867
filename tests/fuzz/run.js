// @ts-check
/**
 * The differential fuzzer: the engine against another URL parser. `node tests/fuzz/run.js node|chromium [--minutes N | --inputs N] [--seed N]`.
 * It prints the seed first; the same seed and number of inputs are the same run. It ends with 1 on a disagreement.
 */
import { webcrypto } from "node:crypto";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { accessSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createFuzzer } from "./judge.js";

const BATCH = 50_000;
const root = new URL("../../", import.meta.url);

/** @typedef {{ codes: Record<string, number>, disagreements: object[], known: number }} Seen */
/** @typedef {{ name: string, version: string, run(a: number, b: number, count: number): Promise<Seen>, close(): Promise<void> }} Parser */

/** @returns {Promise<Parser>} */
export async function openNode() {
  const { Engine } = await import("../../pkg/inline.js");
  const run = createFuzzer(Engine, { standard: true });
  return { name: "node", version: `Node ${process.versions.node}, Ada ${process.versions.ada}`, run: async (a, b, count) => run(a, b, count), close: async () => {} };
}

/** A page of a headless Chromium, with the built package in it; whole batches run inside. @returns {Promise<Parser>} */
export async function openChromium() {
  const { chromium } = createRequire(new URL("js/package.json", root))("playwright-core");
  const server = createServer(async ({ url: path = "/" }, response) => {
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>fuzz</title>");
    try {
      const body = await readFile(new URL(`.${new URL(path, "http://x").pathname}`, root));
      response.setHeader("content-type", "text/javascript").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const browser = await chromium.launch({
    executablePath: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(exists),
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.evaluate(async () => {
    const from = (/** @type {string} */ path) => import(path);
    const [{ Engine }, { createFuzzer: create }] = await Promise.all([from("/pkg/inline.js"), from("/tests/fuzz/judge.js")]);
    Object.assign(globalThis, { fuzz: create(Engine, { standard: false }) });
  });
  return {
    name: "chromium",
    version: `Chromium ${browser.version()}`,
    run: (a, b, count) => page.evaluate((/** @type {number[]} */ given) => /** @type {any} */ (globalThis).fuzz(...given), [a, b, count]),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** @param {string} path */
function exists(path) {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The seed of this run: given, or drawn. @param {string | undefined} given */
export const drawSeed = (given) => (given === undefined ? webcrypto.getRandomValues(new Uint32Array(1))[0] : Number(given) >>> 0);

/**
 * @param {Parser} parser @param {{ seed: number, inputs?: number, minutes?: number, print?: (line: string) => void }} options
 * @returns {Promise<{ inputs: number, disagreements: object[], line: string }>}
 */
export async function fuzz(parser, { seed, inputs = Infinity, minutes = Infinity, print = () => {} }) {
  const start = Date.now();
  /** @type {Record<string, number>} */ const codes = {};
  /** @type {object[]} */ const disagreements = [];
  let [done, known, lastPrint] = [0, 0, start];
  const summary = () => {
    const seconds = (Date.now() - start) / 1000;
    return `fuzz ${parser.name} (${parser.version}), seed ${seed}: ${done} inputs in ${seconds.toFixed(0)} s (${Math.round(done / seconds)}/s), ` +
      `${disagreements.length} disagreements${known > 0 ? `, ${known} known` : ""}; ${JSON.stringify(codes)}`;
  };
  for (let batch = 0; done < inputs && Date.now() - start < minutes * 60_000 && disagreements.length < 100; batch += 1) {
    const count = Math.min(BATCH, inputs - done);
    const seen = await parser.run(seed, batch, count);
    done += count;
    known += seen.known;
    for (const [code, times] of Object.entries(seen.codes)) codes[code] = (codes[code] ?? 0) + times;
    for (const found of seen.disagreements) {
      disagreements.push({ ...found, batch });
      print(`disagreement: ${JSON.stringify({ ...found, batch })}`);
    }
    if (Date.now() - lastPrint > 60_000) {
      lastPrint = Date.now();
      print(summary());
    }
  }
  return { inputs: done, disagreements, line: summary() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = (/** @type {string} */ name) => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : undefined);
  const seed = drawSeed(option("seed") ?? process.env.MINIFENCE_SEED);
  console.log(`MINIFENCE_SEED=${seed}`);
  const parser = await (process.argv[2] === "chromium" ? openChromium() : openNode());
  const limits = option("inputs") ? { inputs: Number(option("inputs")) } : { minutes: Number(option("minutes") ?? 1) };
  const { disagreements, line } = await fuzz(parser, { seed, ...limits, print: console.log });
  console.log(line);
  await parser.close();
  process.exitCode = disagreements.length > 0 ? 1 : 0;
}
