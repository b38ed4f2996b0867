// @ts-check
/**
 * What the escape tests stand on: the shim as files on loopback, the target servers that write down what reaches them, one
 * Chromium that knows their names. No assertions here.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { findBrowser, QUIET_FLAGS, targetFlags } from "../../examples/server/browser.js";
import { startTargets } from "../../examples/server/targets.js";
import { engineWasm } from "../js/guard/host.js";

const root = new URL("../../", import.meta.url);
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(new URL("examples/package.json", root))("playwright-core");

/** A document or script that a test serves: its text, and the headers that go with it. @typedef {{ body: string, type?: string, headers?: Record<string, string> }} Served */

export async function openStage() {
  const targets = await startTargets();
  /** @type {Map<string, Served>} */
  const pages = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const page = pages.get(pathname);
    const send = (/** @type {string} */ type, /** @type {string | Buffer} */ body, headers = {}) => response.writeHead(200, { "content-type": type, "cache-control": "max-age=600", ...headers }).end(body);
    if (page !== undefined) return send(page.type ?? "text/html", page.body, { ...page.headers, "cache-control": "no-store" });
    if (pathname === "/engine.wasm") return send("application/wasm", readFileSync(engineWasm()));
    if (/^\/(js|tests)\/[\w/.-]+\.js$/.test(pathname) && !pathname.includes("..")) return send("text/javascript", readFileSync(new URL(`.${pathname}`, root)));
    response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS, ...targetFlags(targets)] });

  return {
    origin, browser, targets, pages,
    /** What reached the targets since the last look, preflights included: a preflight tells the host too. @param {number} [wait] */
    async seen(wait = 250) {
      await new Promise((resolve) => { setTimeout(resolve, wait); });
      return targets.seen.splice(0).map(({ scheme, host, path }) => `${scheme}://${host}${path}`);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
      await targets.close();
    },
  };
}
