// @ts-check
/**
 * What the suites of H5 runtimes stand on: the built app on loopback in three forms (without a guard, with it, with it and its
 * header), put together as `examples/hosts/web` says; the target servers; one Chromium. No assertions here.
 */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { findBrowser, QUIET_FLAGS, targetFlags } from "../../../examples/server/browser.js";
import { guardedPage } from "../../../examples/hosts/web/page.js";
import { startTargets } from "../../../examples/server/targets.js";

const root = new URL("../../../", import.meta.url);
const { chromium } = createRequire(new URL("examples/package.json", root))("playwright-core");
const { buildSync } = createRequire(new URL("js/package.json", root))("esbuild");

export const MODES = /** @type {const} */ (["none", "guard", "both"]);
/** @typedef {(typeof MODES)[number]} Mode */

const TYPES = /** @type {Record<string, string>} */ ({ ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8" });
const lists = { serverDomains: { entries: [{ domain: "api.good.test" }] }, apis: { entries: [] }, webViewDomains: { entries: [{ domain: "www.good.test" }] } };
const POLICY = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", ...lists });

/** The framework's own tool makes the app. @param {URL} folder of the suite @param {string[]} command */
export function build(folder, [tool, ...args]) {
  const { status, stdout, stderr } = spawnSync(fileURLToPath(new URL(`node_modules/.bin/${tool}`, folder)), args, { cwd: fileURLToPath(folder), encoding: "utf8", env: { ...process.env, NODE_ENV: "production" } });
  if (status !== 0) throw new Error(`${tool} failed:\n${stdout}\n${stderr}`);
}

/** @param {URL} dist the folder with the built `index.html` */
export async function openStage(dist) {
  const entry = fileURLToPath(new URL("examples/hosts/web/guard.js", root));
  const [guard] = buildSync({ entryPoints: [entry], bundle: true, minify: true, write: false, alias: { minifence: fileURLToPath(new URL("pkg", root)) }, logLevel: "error" }).outputFiles;
  const html = readFileSync(new URL("index.html", dist), "utf8");
  const targets = await startTargets();
  const servers = await Promise.all(MODES.map((mode) => serve(mode, dist, html, guard.contents)));
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS, ...targetFlags(targets)] });
  const contexts = await Promise.all(MODES.map(() => browser.newContext()));
  return {
    targets,
    /** A fresh page with the app in it. @param {Mode} mode */
    async open(mode) {
      const page = await contexts[MODES.indexOf(mode)].newPage();
      await page.goto(`http://localhost:${servers[MODES.indexOf(mode)].port}/`);
      await page.waitForFunction("window.calls !== undefined");
      return { page, close: () => page.close() };
    },
    async close() {
      await browser.close();
      for (const { server } of servers) {
        server.closeAllConnections();
        server.close();
      }
      await targets.close();
    },
  };
}

/** @param {Mode} mode @param {URL} dist @param {string} html @param {Uint8Array} guard */
async function serve(mode, dist, html, guard) {
  const { body, headers } = guardedPage(html, POLICY);
  const type = { "content-type": TYPES[".html"] };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") return response.writeHead(200, mode === "both" ? headers : type).end(mode === "none" ? html : body);
    if (pathname === "/guard.min.js") return response.writeHead(200, { "content-type": "text/javascript", "cache-control": "max-age=600" }).end(guard);
    try {
      const file = readFileSync(new URL(`.${decodeURI(pathname)}`, dist));
      response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "application/octet-stream", "cache-control": "max-age=600" }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: /** @type {import("node:net").AddressInfo} */ (server.address()).port };
}
