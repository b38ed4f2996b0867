// @ts-check
/**
 * The built docs site in Chromium, page by page: nothing fails, nothing is asked of anybody else, every link and every anchor is there, every page can be reached, and
 * axe-core has nothing to say of those that a newcomer meets. What stands on the pages is other tests' business.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findBrowser, QUIET_FLAGS } from "../../examples/server/browser.js";
import { examine } from "../browser/axe.js";

const dist = fileURLToPath(new URL("../../target/docs/dist", import.meta.url));
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(new URL("../../js/package.json", import.meta.url))("playwright-core");
const TYPES = /** @type {Record<string, string>} */ ({ html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", png: "image/png", json: "application/json", woff2: "font/woff2" });
const TABS = 3;
/** The pages that a newcomer meets first, in each look. */
const FIRST = ["/index.html", "/quickstart-runtime.html", "/quickstart-console.html", "/quickstart-admin.html", "/policy.html", "/zh-CN/index.html", "/zh-CN/quickstart.html"];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = join(dist, path.endsWith("/") ? `${path}index.html` : path);
  if (path.includes("..") || !existsSync(file) || statSync(file).isDirectory()) return response.writeHead(404).end("not here");
  return response.writeHead(200, { "content-type": TYPES[file.split(".").at(-1) ?? ""] ?? "text/plain; charset=utf-8", "cache-control": "max-age=600" }).end(readFileSync(file));
});
/** @type {import("playwright-core").Browser} */ let browser;
let origin = "";
before(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

/** A tab that writes down what goes wrong in it. @param {import("playwright-core").BrowserContextOptions} [look] */
async function openTab(look = {}) {
  const page = await browser.newPage(look);
  /** @type {string[]} */ const wrong = [];
  const note = (/** @type {string} */ text) => wrong.push(`${new URL(page.url()).pathname}: ${text}`);
  page.on("console", (message) => message.type() === "error" && note(message.text()));
  page.on("pageerror", (error) => note(String(error)));
  page.on("response", (response) => response.status() >= 400 && note(`${response.status()} ${response.url()}`));
  // A prefetch that leaving the page ended is no failure.
  page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED" && note(`${request.failure()?.errorText} ${request.url()}`));
  page.on("request", (request) => !request.url().startsWith(origin) && !request.url().startsWith("data:") && note(`asks somebody else: ${request.url()}`));
  return { page, wrong, async open(/** @type {string} */ path) {
    await page.goto(origin + path, { waitUntil: "load" });
    await page.waitForFunction(() => !!(/** @type {any} */ (document.querySelector("#app")).__vue_app__));
  } };
}

test("every page is reached, whole, and leads nowhere that is not there", async () => {
  /** @type {Map<string, { ids: Set<string>, links: string[] }>} */ const seen = new Map();
  const queue = ["/index.html"];
  const wrong = /** @type {string[]} */ ([]);
  const isPage = (/** @type {string} */ path) => path.endsWith(".html") && !path.startsWith("/rust/");
  const whole = (/** @type {URL} */ { pathname }) => decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  let busy = 0;
  await Promise.all(Array.from({ length: TABS }, async () => {
    const tab = await openTab();
    while (queue.length > 0 || busy > 0) {
      const path = queue.shift();
      if (path === undefined) {
        await new Promise((resolve) => { setTimeout(resolve, 20); });
        continue;
      }
      if (seen.has(path)) continue;
      busy += 1;
      seen.set(path, { ids: new Set(), links: [] });
      await tab.open(path);
      const { ids, links, title } = await tab.page.evaluate(() => ({
        title: document.querySelector("main h1")?.textContent ?? "",
        ids: Array.from(document.querySelectorAll("[id]"), ({ id }) => id), links: Array.from(document.querySelectorAll("a[href]"), (link) => /** @type {HTMLAnchorElement} */ (link).href),
      }));
      if (title === "") wrong.push(`${path} has no heading`);
      seen.set(path, { ids: new Set(ids), links });
      queue.push(...links.map((link) => new URL(link)).filter((url) => url.origin === origin && isPage(whole(url)) && existsSync(join(dist, whole(url)))).map(whole));
      busy -= 1;
    }
    wrong.push(...tab.wrong);
    await tab.page.close();
  }));
  for (const [path, { links }] of seen) for (const link of new Set(links)) {
    const url = new URL(link);
    if (url.origin !== origin) continue;
    const target = whole(url);
    if (!existsSync(join(dist, target))) wrong.push(`${path} leads to ${target}`);
    else if (url.hash !== "" && isPage(target) && !seen.get(target)?.ids.has(decodeURIComponent(url.hash.slice(1)))) wrong.push(`${path} leads to ${target}${decodeURIComponent(url.hash)}`);
  }
  const built = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((file) => `/${file}`).filter((file) => isPage(file) && file !== "/404.html");
  assert.deepEqual(built.filter((path) => !seen.has(path)), [], "nobody leads to these");
  assert.deepEqual(wrong, []);
  assert.ok(seen.size > 40, `${seen.size} pages`);
});

for (const [name, look] of /** @type {const} */ ([["wide, light", { viewport: { width: 1280, height: 900 } }], ["360 pixels, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }]])) {
  test(`axe-core has nothing to say of the first pages, and nothing lies outside (${name})`, async () => {
    const { page, open } = await openTab(look);
    const wrong = [];
    for (const path of FIRST) {
      await open(path);
      const { wrong: found, rules } = await examine(page, WCAG);
      assert.ok(rules > 10, path);
      const { lang, wide } = await page.evaluate(() => ({ lang: document.documentElement.lang, wide: document.documentElement.scrollWidth - innerWidth }));
      assert.equal(lang, path.startsWith("/zh-CN/") ? "zh-CN" : "en", path);
      wrong.push(...found.map((one) => `${path} ${one}`), ...(wide > 0 ? [`${path}: ${wide} pixels lie outside`] : []));
      if (process.env.SHOTS !== undefined) await page.screenshot({ path: join(process.env.SHOTS, `${path.slice(1).replaceAll("/", "-")}-${look.viewport.width}.png`) });
    }
    await page.close();
    assert.deepEqual(wrong, []);
  });
}

test("the search finds a code by its name, and a Chinese word inside of a sentence", async () => {
  const { page, open, wrong } = await openTab();
  for (const [path, word, leads] of /** @type {const} */ ([["/index.html", "port_not_listed", "/codes.html"], ["/zh-CN/index.html", "篡改", "/zh-CN/quickstart.html"]])) {
    await open(path);
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill(word);
    await page.locator(`.results a[href*="${leads}"]`).first().waitFor({ timeout: 10_000 });
  }
  assert.deepEqual(wrong, []);
});
