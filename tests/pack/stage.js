// @ts-check
/** What the projects stand on: the tarball in an empty project, a server of files with a strict header, one Chromium. No assertions here. */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { QUIET_FLAGS, findBrowser } from "../../examples/server/browser.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(join(root, "js/package.json"))("playwright-core");

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
/** What a page needs for this package and no more: no `eval`, no scripts inside the page. */
export const HEADER = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** A folder with the tarball installed in it, beside the files given. @param {Record<string, string>} files */
export function createProject(files) {
  const folder = mkdtempSync(join(tmpdir(), "minifence-bundlers-"));
  const run = (/** @type {string[]} */ args, /** @type {string} */ cwd) => execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  run(["pack", "--pack-destination", folder, "--silent"], join(root, "pkg"));
  run(["install", "--no-audit", "--no-fund", "--offline", join(folder, readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "")], folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  mkdirSync(join(folder, "out"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

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
