// @ts-check
/** Signed policies and their delivery in a real page: signed by the browser's WebCrypto, fetched with an etag, verified in wasm, kept in localStorage. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { QUIET_FLAGS, findBrowser } from "../../examples/server/browser.js";
import { policy } from "../js/guard/native.js";
import { etagOf } from "../js/source/server.js";

const root = new URL("../../", import.meta.url);
/** @type {typeof import("playwright-core")} */
const { chromium } = createRequire(new URL("js/package.json", root))("playwright-core");
const PAGE = '<!doctype html><title>signed</title><script type="importmap">{ "imports": { "#load": "/pkg/load/web.js" } }</script>';

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {import("playwright-core").Page} */ let page;
/** @type {import("node:http").Server} */ let server;
let published = "";
/** @type {(string | undefined)[]} */ const asked = [];

before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/policy") {
      asked.push(request.headers["if-none-match"]);
      const etag = etagOf(published);
      if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
      else response.writeHead(200, { etag, "content-type": "application/jose" }).end(published);
    } else if (pathname === "/moved") response.writeHead(302, { location: "/policy" }).end();
    else if (/^\/pkg\/[\w/.-]+\.(js|wasm)$/.test(pathname) && !pathname.includes("..")) {
      response.writeHead(200, { "content-type": pathname.endsWith(".js") ? "text/javascript" : "application/wasm" }).end(readFileSync(new URL(`.${pathname}`, root)));
    } else if (pathname === "/") response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
    else response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });
  page = await browser.newPage();
  await page.goto(`http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`);
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test("a page signs, a page verifies, a source keeps it; a redirect is not followed", async () => {
  const signed = await page.evaluate(async (text) => {
    const { load, signPolicy } = await import(/** @type {any} */ ("/pkg/sign.js"));
    await load();
    const { publicKey, privateKey } = /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]));
    const { x } = await crypto.subtle.exportKey("jwk", publicKey);
    const { value } = await signPolicy(text, { key: privateKey, kid: "page", expires: new Date(Date.now() + 86_400_000) });
    return { value, x };
  }, policy({ revision: 3 }));
  published = signed.value;
  const look = (/** @type {string} */ path) => page.evaluate(async ({ path, x }) => {
    const [{ Engine, installGuard, load }, { createVerifier, load: loadVerifier }, { createPolicySource }] = await Promise.all(["/pkg/index.js", "/pkg/signed.js", "/pkg/source.js"].map((door) => import(door)));
    await Promise.all([load(), loadVerifier()]);
    const verifier = createVerifier({ keys: [{ kid: "page", x }] });
    const guard = installGuard({}, { policy: null, appId: "2018080616290001", verifier });
    const storage = { get: (/** @type {string} */ key) => localStorage.getItem(key), set: (/** @type {string} */ key, /** @type {string} */ value) => localStorage.setItem(key, value) };
    const source = createPolicySource({ url: path, appId: "2018080616290001", engine: Engine, verifier, storage });
    source.attach(guard);
    const { name, error } = await source.start();
    const again = (await source.refresh()).name;
    source.stop();
    return [name, error?.reason ?? null, again, guard.revision, guard.judge.request("https://api.good.test/v1").pass];
  }, { path, x: signed.x });
  assert.deepEqual(await look("/moved"), ["waiting", "redirect", "waiting", null, false]);
  assert.deepEqual(asked, []);
  assert.deepEqual(await look("/policy"), ["current", null, "current", 3, true]);
  assert.deepEqual(asked, [undefined, etagOf(published)]);
  assert.deepEqual(await look("/moved"), ["retrying", "redirect", "retrying", 3, true], "what is stored is in force");
});
