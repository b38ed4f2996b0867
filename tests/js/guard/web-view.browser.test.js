/** `<web-view>` in Chromium: every DOM way to `src` meets the judge before anything is loaded (W-1, W-2, W-4). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { engineWasm, policy } from "./host.js";

const js = new URL("../../../js/", import.meta.url);
const { chromium } = createRequire(new URL("package.json", js))("playwright-core");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const PAGE = `<!doctype html><meta charset="utf-8"><title>runtime</title><body><web-view id="early" src="https://evil.test/early"></web-view><script type="module">
import { keepModule } from "/js/engine.js";
import { installGuard } from "/js/guard/install.js";
import { mpaasHost } from "/js/hosts/mpaas.js";
keepModule(await WebAssembly.compile(await (await fetch("/engine.wasm")).arrayBuffer()));
window.events = [];
window.decisions = [];
for (const type of ["load", "error"]) document.addEventListener(type, (e) => { if (e.target.localName === "web-view") events.push([type, e.detail]); }, true);
window.guard = installGuard(mpaasHost({ my: {}, document }), { policy: ${JSON.stringify(policy())}, onDecision: (e) => decisions.push(e.subject + " " + e.decision.code) });
window.ready = true;
</script>`;

let browser;
before(async () => { browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS }); });
after(() => browser?.close());

/** A fresh page; `seen` is every document that was asked for, outside the runtime. */
async function open(html = PAGE) {
  const page = await browser.newPage();
  const seen = [];
  const wrong = [];
  page.on("pageerror", (e) => wrong.push(e.message));
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.host !== "runtime.test") {
      seen.push(url.href);
      return route.fulfill({ contentType: "text/html", body: `<p>${url.host}` });
    }
    if (url.pathname === "/") return route.fulfill({ contentType: "text/html", body: html });
    if (url.pathname === "/engine.wasm") return route.fulfill({ contentType: "application/wasm", body: readFileSync(engineWasm()) });
    if (url.pathname.startsWith("/js/")) return route.fulfill({ contentType: "text/javascript", body: readFileSync(new URL(`.${url.pathname.slice(3)}`, js)) });
    return route.fulfill({ status: 404, body: "" });
  });
  await page.goto("https://runtime.test/");
  await page.waitForFunction("window.ready");
  return { page, seen, wrong, settle: () => page.waitForTimeout(150), events: () => page.evaluate("events") };
}

const GOOD = "https://www.good.test/";
const EVIL = "https://evil.test/";

test("a listed page is loaded by its canonical URL, and load is fired", async () => {
  const { page, seen, events, settle } = await open();
  await page.evaluate(`document.body.append(Object.assign(document.createElement("web-view"), { src: "https://WWW.good.test:443/a?b#c" }))`);
  await settle();
  assert.deepEqual(seen, [`${GOOD}a?b#c`.replace("#c", "")].map((u) => seen[0].includes("#") ? `${u}#c` : u));
  assert.deepEqual((await events()).at(-1), ["load", { src: `${GOOD}a?b#c` }]);
});

test("an element that was there before the guard is judged too", async () => {
  const { seen, events, settle } = await open();
  await settle();
  assert.deepEqual(seen, []);
  const [[type, detail]] = await events();
  assert.deepEqual([type, detail.src, detail.error, detail.permission.code], ["error", "https://evil.test/early", "040001004", "host_not_listed"]);
});

test("the blocked page says why, to everybody", async () => {
  const { page, settle } = await open();
  await settle();
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  assert.ok(nodes.some((node) => node.role?.value === "alert"));
  const text = nodes.map((node) => node.name?.value).join(" ");
  assert.match(text, /This page is blocked.*evil\.test.*host_not_listed/);
});

for (const [src, error] of [["http://www.good.test/", "040001007"], ["javascript:document.title='run'", "040001002"], ["data:text/html,x", "040001002"], ["//evil.test/", "040001002"], ["java\tscript:1", "040001002"], ["/relative", "040001002"], ["https://user@www.good.test/", "040001002"]]) {
  test(`${JSON.stringify(src)} is blocked with ${error}`, async () => {
    const { page, seen, events, settle } = await open();
    await page.evaluate((url) => early.setAttribute("src", url), src);
    await settle();
    assert.deepEqual([seen, (await events()).at(-1)[1].error, await page.title()], [[], error, "runtime"]);
  });
}

for (const src of ["", "about:blank"]) {
  test(`${JSON.stringify(src)} is no page, and no error`, async () => {
    const { page, seen, events, settle } = await open();
    const count = (await events()).length;
    await page.evaluate((url) => { early.src = url; }, src);
    await settle();
    assert.deepEqual([seen, (await events()).length - count <= 1], [[], true]);
  });
}

/** Every way to give an element a page that is known. `wv` is a connected element. */
const routes = {
  "property": "wv.src = EVIL",
  "attribute": "wv.setAttribute('SRC', EVIL)",
  "attribute with a namespace": "wv.setAttributeNS(null, 'src', EVIL); wv.setAttributeNS('http://x', 'x:src', EVIL)",
  "attribute node": "wv.attributes.src.value = EVIL; wv.getAttributeNode('src').nodeValue = EVIL; wv.getAttributeNode('src').textContent = EVIL",
  "a moved attribute node": "const a = document.createAttribute('src'); a.value = EVIL; wv.setAttributeNode(a)",
  "toggleAttribute": "wv.removeAttribute('src'); wv.toggleAttribute('src'); wv.src = EVIL",
  "innerHTML": "document.body.insertAdjacentHTML('beforeend', `<web-view src='${EVIL}'></web-view>`)",
  "a fragment": "document.body.append(document.createRange().createContextualFragment(`<web-view src='${EVIL}'></web-view>`))",
  "a template": "const t = document.createElement('template'); t.innerHTML = `<web-view src='${EVIL}'></web-view>`; document.body.append(t.content.cloneNode(true))",
  "cloning": "const c = wv.cloneNode(true); c.src = EVIL; document.body.append(c)",
  "another document": "const d = document.implementation.createHTMLDocument(); d.body.innerHTML = `<web-view src='${EVIL}'></web-view>`; document.body.append(document.adoptNode(d.body.firstChild))",
  "a frame's pristine methods": "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.Element.prototype.setAttribute.call(wv, 'src', EVIL)",
  "a move into a frame": "const f = document.createElement('iframe'); document.body.append(f); f.contentDocument.body.append(wv); wv.src = EVIL",
  "srcdoc and other attributes": "wv.setAttribute('srcdoc', `<iframe src='${EVIL}'>`); wv.setAttribute('data', EVIL); wv.name = 'wv1'; wv.setAttribute('name', 'wv1')",
  "its inside": "for (const root of [wv.shadowRoot, wv]) { const f = root && root.querySelector('iframe'); if (f) f.src = EVIL; } for (let i = 0; i < frames.length; i += 1) frames[i].location = EVIL",
  "internals": "try { wv.attachInternals().shadowRoot.querySelector('iframe').src = EVIL; } catch {}",
  "internals of a subclass": "try { class X extends customElements.get('web-view') { static disabledFeatures = []; } customElements.define('x-y', X); const x = document.createElement('x-y'); x.src = GOOD; document.body.append(x); x.attachInternals().shadowRoot.querySelector('iframe').src = EVIL; } catch {}",
  "a patched parent": "try { Object.setPrototypeOf(customElements.get('web-view'), class { constructor() { return wv; } }); } catch {} try { customElements.get('web-view').observedAttributes = []; } catch {} wv.src = EVIL",
  "patched callbacks": "try { Object.getPrototypeOf(wv).attributeChangedCallback = () => {}; Object.getPrototypeOf(wv).connectedCallback = () => {}; } catch {} wv.src = EVIL",
  "poisoned reading": "Element.prototype.getAttribute = () => GOOD; Element.prototype.setAttribute = function () { this.x = EVIL; }; Object.defineProperty(HTMLIFrameElement.prototype, 'src', { get: () => EVIL }); wv.src = EVIL; document.body.insertAdjacentHTML('beforeend', `<web-view src='${EVIL}'></web-view>`)",
  "poisoned making": "document.createElement = Document.prototype.createElement = () => { throw 1; }; Element.prototype.attachShadow = function () { say(this); }; Node.prototype.appendChild = function (n) { if (n.setAttribute) n.src = EVIL; }; DocumentFragment.prototype.replaceChildren = function () { window.stolen = this; }; wv.src = GOOD; document.body.insertAdjacentHTML('beforeend', `<web-view src='${GOOD}'></web-view>`); if (window.stolen) stolen.querySelector('iframe').src = EVIL",
  "events": "for (const type of ['load', 'error', 'focusin', 'DOMNodeInserted']) wv.addEventListener(type, (e) => { const t = e.composedPath()[0]; if (t !== wv && t.localName === 'iframe') t.src = EVIL; }, true); document.addEventListener('load', (e) => { if (e.target.localName === 'iframe') e.target.src = EVIL; }, true); wv.src = GOOD",
  "a getter planted on Object.prototype": "Object.defineProperty(Object.prototype, 'mode', { get: () => 'open' }); Object.defineProperty(Object.prototype, 'frame', { set(v) { v.src = EVIL; } }); Object.defineProperty(Object.prototype, 'root', { set(v) { window.r = v; } }); document.body.insertAdjacentHTML('beforeend', `<web-view src='${GOOD}'></web-view>`); const last = document.querySelector('web-view:last-of-type'); if (last.shadowRoot) last.shadowRoot.querySelector('iframe').src = EVIL",
};

for (const [say, code] of Object.entries(routes)) {
  test(`no page by ${say}`, async () => {
    const { page, seen, settle } = await open();
    await page.evaluate((url) => { early.src = url; }, GOOD);
    await settle();
    await page.evaluate(({ GOOD, code }) => {
      return new Function("wv", "GOOD", "EVIL", code)(early, GOOD, "https://evil.test/");
    }, { GOOD, code }).catch((e) => assert.fail(e));
    await settle();
    assert.deepEqual(seen.filter((url) => url.includes("evil")), []);
    assert.ok(seen.includes(GOOD), "the good page was loaded");
  });
}

test("a page that a new policy does not list is taken away, and comes back", async () => {
  const { page, seen, events, settle } = await open();
  await page.evaluate("early.src = 'https://www.good.test/'");
  await settle();
  await page.evaluate((text) => guard.update(text), policy({ revision: 2, webViewDomains: { entries: [] } }));
  await settle();
  assert.deepEqual([(await events()).at(-1)[0], (await events()).at(-1)[1].error, page.frames().length], ["error", "040001004", 1]);
  await page.evaluate((text) => guard.update(text), policy({ revision: 3 }));
  await settle();
  assert.equal(page.frames().length, 2);
  const before = seen.length;
  await page.evaluate((text) => guard.update(text), policy({ revision: 4, serverDomains: { entries: [] } }));
  await settle();
  assert.equal(seen.length, before, "an unchanged page is not loaded again");
  await page.evaluate("guard.dispose()");
  await settle();
  assert.equal(page.frames().length, 1);
});

test("a guest that calls the element's callbacks hides no page from a new policy", async () => {
  const { page, settle } = await open();
  await page.evaluate("for (const k of ['connectedCallback', 'connectedCallback', 'disconnectedCallback', 'disconnectedCallback', 'attributeChangedCallback']) early[k]?.(); early.src = 'https://www.good.test/';");
  await settle();
  assert.equal(page.frames().length, 2);
  await page.evaluate((text) => guard.update(text), policy({ revision: 2, webViewDomains: { entries: [] } }));
  await settle();
  assert.equal(page.frames().length, 1);
});

test("the frame may open no windows and move nothing but itself", async () => {
  const { page, settle } = await open();
  await page.evaluate("early.src = 'https://www.good.test/'");
  await settle();
  const frame = page.frames()[1];
  const opened = await frame.evaluate("!!window.open('https://evil.test/')").catch(() => false);
  await frame.evaluate("try { top.location = 'https://evil.test/'; } catch {}").catch(() => {});
  await settle();
  assert.deepEqual([opened, page.url()], [false, "https://runtime.test/"]);
});

test("an element that is defined already is degraded, and that is said", async () => {
  const { page } = await open(PAGE.replace("<script type", "<script>customElements.define('web-view', class extends HTMLElement {});</script><script type"));
  const { degraded } = await page.evaluate("guard.report");
  assert.deepEqual(degraded.map((d) => d.point), ["web-view"]);
});

test("one load, one decision; report mode loads and tells", async () => {
  const { page, seen, settle } = await open();
  await page.evaluate((text) => { decisions.length = 0; guard.update(text); early.src = "https://evil.test/shown"; }, policy({ revision: 2, mode: "report" }));
  await settle();
  assert.ok(seen.includes("https://evil.test/shown"));
  assert.deepEqual(await page.evaluate("decisions.filter((d) => d.includes('shown'))"), ["https://evil.test/shown host_not_listed"]);
});
