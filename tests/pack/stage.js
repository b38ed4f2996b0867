// @ts-check
/** What the projects stand on: a server of files with a strict header, and one Chromium. No assertions here. */
import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { QUIET_FLAGS, findBrowser } from "../../examples/server/browser.js";
import { root } from "./project.js";

/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(join(root, "js/package.json"))("playwright-core");

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
/** What a page needs for this package and no more: no `eval`, no scripts inside the page. */
export const HEADER = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** Serves a folder and opens its pages. @param {string} folder */
export async function openStage(folder) {
  /** Path → its own header. @type {Map<string, string>} */
  const headers = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (pathname.includes("..") || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": headers.get(pathname) ?? HEADER }).end(readFileSync(file));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });

  return {
    origin,
    /** What the app of a page answered, and what the page complained of. @param {string} address @param {string} [header] of this page alone */
    async answer(address, header) {
      const url = new URL(address, origin);
      if (header !== undefined) headers.set(url.pathname, header);
      const page = await browser.newPage();
      /** @type {string[]} */
      const faults = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => { if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) faults.push(message.text()); });
      try {
        await page.goto(url.href);
        const answer = await page.evaluate(() => Promise.race([/** @type {any} */ (globalThis).answer, new Promise((resolve) => { setTimeout(resolve, 10_000, "no answer"); })]).catch(String));
        return { answer, faults };
      } finally {
        await page.close();
      }
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
