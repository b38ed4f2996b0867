// @ts-check
/** The quick starts, followed word for word in empty folders that have the tarball and nothing else. What is printed there is what a reader sees. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { test } from "node:test";
import { findBrowser, QUIET_FLAGS } from "../../examples/server/browser.js";
import { blocks, pages } from "./blocks.js";
import { follow } from "./journey.js";
import { packed, root } from "./project.js";

const { tarball, folder: empty } = packed();
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(join(root, "js/package.json"))("playwright-core");
const journeys = pages().filter((page) => blocks(page).some(({ file }) => file !== null));

/** A port of this machine that is free now. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return String(port);
}
/** Follows a page in a folder of its own. @param {string} page */
async function walk(page) {
  const folder = empty(page.replaceAll(/\W/g, "-"));
  copyFileSync(tarball, join(folder, basename(tarball)));
  await follow(blocks(page), { folder, env: { PORT: await freePort() } });
  return folder;
}

test("there is a quick start for who writes a runtime, for who writes a console, and in Chinese", () => {
  assert.deepEqual(journeys, ["docs/quickstart-console.md", "docs/quickstart-runtime.md", "docs/zh-CN/quickstart.md"]);
});

test("from the tarball in an empty folder to a signed policy, fetched and enforced; a tampered one is refused and the good one stays", async () => {
  const folder = await walk("docs/quickstart-runtime.md");
  // The page says what was printed; here is what must have been true for it.
  const texts = blocks("docs/quickstart-runtime.md").filter(({ lang }) => lang === "text").map(({ text }) => text);
  const [first = "", tampered = "", next = ""] = texts.filter((text) => text.includes("policy: "));
  for (const run of [first, tampered, next]) assert.ok(!run.includes("network: https://evil.test") && run.includes("guest: failed with 11 无权跨域 / host_not_listed"));
  assert.ok(first.startsWith("policy: current, revision 1\n") && tampered.startsWith("policy: retrying, revision 1, last look: policy_signature\n") && next.includes("policy: current, revision 2\n"));
  const kept = JSON.parse(readFileSync(join(folder, "kept-policy.json"), "utf8"));
  assert.equal(kept.text, readFileSync(join(folder, "public/2018080616290001"), "utf8"));
});

test("a console's pieces, in Node and in a page without a bundler", async (t) => {
  const folder = await walk("docs/quickstart-console.md");
  const TYPES = /** @type {Record<string, string>} */ ({ html: "text/html", js: "text/javascript", wasm: "application/wasm" });
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? "/", "http://localhost").pathname.replace(/\/$/, "/index.html"));
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": TYPES[file.split(".").at(-1) ?? ""] ?? "text/plain" }).end(readFileSync(file));
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`, { waitUntil: "networkidle" });
  await page.getByLabel("Domain").fill("http://api.shop.cn");
  await page.getByRole("status").filter({ hasText: "“http:” is not accepted here" }).waitFor({ timeout: 10_000 });
});

test("the Chinese quick start", () => walk("docs/zh-CN/quickstart.md").then(() => {}));
