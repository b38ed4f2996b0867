// @ts-check
/**
 * The web host's own corner cases in Chromium, against real servers on loopback: values that change their mind, poisoned built-ins,
 * subclasses, descriptors, and what each denial looks like. What frameworks do on top of it is in `tests/runtimes/`.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { contentSecurityPolicy } from "../../js/guard/csp.js";
import { loadEngine, policy } from "../js/guard/host.js";
import { openStage } from "./stage.js";

loadEngine();
/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
const LISTS = { serverDomains: { entries: [{ domain: "api.good.test" }] }, webViewDomains: { entries: [{ domain: "www.good.test" }] } };
const guarded = (/** @type {string | null} */ text, options = "{}", more = "") => `<!doctype html><title>app</title><body><script type="module">
import { keepModule } from "/js/engine.js"; import { installGuard } from "/js/guard/install.js"; import { webHost } from "/js/hosts/web.js";
keepModule(await WebAssembly.compile(await (await fetch("/engine.wasm")).arrayBuffer()));
window.decisions = [];
const guard = installGuard(webHost(${options}), { policy: ${JSON.stringify(text)}, ${more} onDecision: ({ subject, decision, enforced }) => decisions.push([subject, decision.code, enforced]) });
window.report = guard.report;
window.ready = true;</script>`;

before(async () => {
  stage = await openStage();
  const text = policy(LISTS);
  stage.pages.set("/enforce", { body: guarded(text) });
  const wall = /** @type {{ name: string, value: string }} */ (contentSecurityPolicy(text));
  stage.pages.set("/walled", { body: guarded(text), headers: { [wall.name]: wall.value } });
  const scripts = "script-src 'self' 'nonce-app' 'unsafe-eval'";
  stage.pages.set("/scripts", { body: guarded(text).replace("<script", '<script nonce="app"'), headers: { [wall.name]: `${wall.value}; ${scripts}` } });
  stage.pages.set("/report", { body: guarded(policy({ ...LISTS, mode: "report" })) });
  stage.pages.set("/off", { body: guarded(policy({ ...LISTS, mode: "off" })) });
  stage.pages.set("/updates", { body: guarded(text).replace("window.ready = true;", "window.update = guard.update; window.suspend = guard.suspend; window.ready = true;") });
  stage.pages.set("/workers", { body: guarded(text, `{ workers: [location.origin, "blob:"] }`) });
  stage.pages.set("/worker.js", { type: "text/javascript", body: 'fetch("https://evil.test/files/worker", { mode: "no-cors" }).then(() => postMessage(1));' });
  stage.pages.set("/early", { body: guarded(null) });
  stage.pages.set("/quiet", { body: guarded(text, "{}", "exposeReason: false,") });
  stage.pages.set("/naked", { body: "<!doctype html><title>app</title><body><script>window.ready = true</script>" });
});
after(() => stage?.close());

/** @param {string} at @param {string} code with EVIL and GOOD; it may await and returns what is asserted */
async function inPage(at, code) {
  const page = await stage.browser.newPage();
  await page.goto(`${stage.origin}/${at}`);
  await page.waitForFunction("window.ready");
  stage.targets.seen.length = 0;
  const prelude = `const EVIL = "https://evil.test/files/x", GOOD = "https://api.good.test/files/x", PAGE = "https://www.good.test/page/x";
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const heard = (target, ...types) => { const log = []; for (const type of types) target.addEventListener(type, () => log.push(type)); return log; };`;
  const value = await page.evaluate(`(async () => { ${prelude} ${code} })()`);
  const seen = await stage.seen(150);
  await page.close();
  return { value: /** @type {any} */ (value), evil: seen.filter((one) => one.includes("evil.test")), seen };
}

/** @param {string} say @param {string} code @param {any} value @param {string} [at] */
const denied = (say, code, value, at = "enforce") => test(say, async () => {
  const outcome = await inPage(at, code);
  assert.deepEqual(outcome.value, value);
  assert.deepEqual(outcome.evil, []);
});

const REASON = { code: "host_not_listed", params: { scheme: "https", host: "evil.test" } };
const rejected = "const say = (promise) => promise.then(() => 'passed', (error) => [error instanceof TypeError, error.message, error.permission?.code]);";
const FAILED = [true, "Failed to fetch", "host_not_listed"];

/* fetch */
denied("fetch: a text, an URL, a String object, a Request and a class of it fail as the network does",
  `${rejected} class Mine extends Request { get url() { return GOOD; } } const lying = new Request(EVIL); Object.defineProperty(lying, "url", { value: GOOD });
   return Promise.all([EVIL, new URL(EVIL), new String(EVIL), new Request(EVIL), new Mine(EVIL), lying].map((one) => say(fetch(one))));`, Array(6).fill(FAILED));
denied("fetch: the reason says what it is of", "return fetch(EVIL).catch((error) => error.permission);", REASON);
denied("fetch: a `toString` that changes its mind is heard once",
  "let n = 0; const response = await fetch({ toString: () => (n++ === 0 ? GOOD : EVIL) }); return [response.url, n];", ["https://api.good.test/files/x", 1]);
denied("fetch: what the URL standard mends is judged as the browser reads it",
  `${rejected} return Promise.all(["//evil.test/x", "https:\\\\\\\\evil.test/", "ht\\ttps://evil.test/", "http://api.good.test/", "https://api.good.test@evil.test/"].map((one) => say(fetch(one)).then((all) => all[2])));`,
  ["not_https", "host_not_listed", "host_not_listed", "not_https", "ambiguous_url"]);
denied("fetch: a redirect to a host that is not listed is withheld", `${rejected} return say(fetch("https://api.good.test/redirect?to=https%3A%2F%2Fapi.good.test%2Fredirect%3Fto%3Dhttps%3A%2F%2Fapi.other.test%2F"));`, FAILED);
denied("fetch: a redirect between listed hosts passes", `const response = await fetch("https://api.good.test/redirect?to=/files/y"); return [response.redirected, response.url];`, [true, "https://api.good.test/files/y"]);
denied("fetch: signals, methods and streams are the platform's", `
  const posted = await (await fetch(new Request(GOOD.replace("files", "echo"), { method: "POST", body: "four" }))).json();
  const stop = new AbortController(); stop.abort();
  const aborted = await fetch(GOOD, { signal: stop.signal }).catch((error) => error.name);
  const reader = (await fetch(GOOD)).body.getReader(); const first = (await reader.read()).value.length;
  return [posted.method, posted.received, aborted, first, fetch.name, fetch.length, fetch() instanceof Promise && (await fetch().catch((error) => error.name))];`,
  ["POST", 4, "AbortError", 22, "fetch", 1, "TypeError"]);
denied("the app's own origin and what is on the device are not judged", `
  const own = await fetch("/naked"); const blob = await fetch(URL.createObjectURL(new Blob(["abc"]))); const data = await fetch("data:,abcd");
  return [own.ok, (await blob.text()).length, (await data.text()).length, decisions];`, [true, 3, 4, []]);
denied("a `<base>` leads no call astray", `${rejected}
  const base = document.createElement("base"); base.href = "https://evil.test/"; document.head.append(base); const xhr = new XMLHttpRequest(); xhr.open("GET", "x");
  return [(await say(fetch("x")))[2], xhr.permission.code];`, ["host_not_listed", "host_not_listed"]);

/* XMLHttpRequest */
denied("XMLHttpRequest: the native events of a failure, status 0, and the reason", `
  const xhr = new XMLHttpRequest(); const log = heard(xhr, "readystatechange", "loadstart", "error", "abort", "load", "timeout", "loadend"); xhr.open("POST", EVIL); xhr.setRequestHeader("x-a", "b");
  const upload = heard(xhr.upload, "error", "loadend"); log.length = 0; xhr.send("x"); const soon = log.includes("error"); await wait(100);
  return [soon, log, upload, xhr.status, xhr.responseURL, xhr.readyState, xhr.permission.code];`,
  [false, ["loadstart", "readystatechange", "error", "loadend"], ["error", "loadend"], 0, "", 4, "host_not_listed"]);
denied("XMLHttpRequest: a synchronous one throws as the network does", `
  const xhr = new XMLHttpRequest(); xhr.open("GET", EVIL, false); try { xhr.send(); } catch (error) { return [error.name, xhr.status]; }`, ["NetworkError", 0]);
denied("XMLHttpRequest: a synchronous redirect is withheld", `
  const xhr = new XMLHttpRequest(); const log = heard(xhr, "load", "error"); xhr.open("GET", "https://api.good.test/redirect?to=https://api.other.test/", false);
  try { xhr.send(); } catch (error) { return [error.name, xhr.responseText, log]; }`, ["NetworkError", "", []]);
denied("XMLHttpRequest: a redirect is dropped at its headers, and nobody gets before that", `
  const xhr = new XMLHttpRequest(); const log = []; let text = "";
  for (const type of ["readystatechange", "progress", "load", "abort", "error", "loadend"]) xhr.addEventListener(type, (event) => { if (type === "readystatechange") event.stopImmediatePropagation(); log.push(type); text += xhr.responseText; }, true);
  Object.defineProperty(xhr, "permission", { value: 1 }); Object.defineProperty(xhr, "responseURL", { value: "" }); xhr.abort = () => {};
  xhr.open("GET", "https://api.good.test/redirect?to=https://api.other.test/"); xhr.send(); await wait(300); return [text, log.filter((one) => one !== "readystatechange")];`, ["", ["error", "loadend"]]);
denied("XMLHttpRequest: a listed one keeps its events, and one object serves again", `
  const xhr = new XMLHttpRequest(); const done = () => new Promise((end) => { xhr.onloadend = end; });
  xhr.open("GET", EVIL); let end = done(); xhr.send(); await end; const first = xhr.permission.code;
  xhr.open("GET", GOOD); xhr.responseType = "arraybuffer"; end = done(); const log = heard(xhr, "progress", "load", "error"); xhr.send(); await end;
  const second = [xhr.status, xhr.response.byteLength, "permission" in xhr, log.includes("load")];
  xhr.open("GET", GOOD); const aborted = heard(xhr, "abort", "error"); xhr.send(); xhr.abort();
  return [first, ...second, aborted, xhr instanceof XMLHttpRequest, XMLHttpRequest.DONE, XMLHttpRequest.prototype.constructor === XMLHttpRequest];`,
  ["host_not_listed", 200, 22, false, true, ["abort"], true, 4, true]);

/* channels */
denied("WebSocket: error and close, once, nothing on the wire; with the header too", `
  const socket = new WebSocket("wss://evil.test/"); const log = heard(socket, "open", "error", "close"); const before = log.length; await wait(400);
  return [before, log, socket.readyState, socket.url, socket.permission.code, socket instanceof WebSocket, socket.constructor === WebSocket, WebSocket.OPEN];`,
  [0, ["error", "close"], 3, "wss://evil.test/", "host_not_listed", true, true, 1]);
denied("WebSocket: behind the header the same", `
  const socket = new WebSocket("wss://evil.test/"); const log = heard(socket, "open", "error", "close"); await wait(400); return log;`, ["error", "close"], "walled");
denied("WebSocket: a listed one talks, a class of it and the page's scheme are judged too", `
  const open = (Kind, url) => new Promise((end) => { const socket = new Kind(url); socket.onmessage = (event) => end(event.data); socket.onerror = () => end(socket.permission?.code); socket.onopen = () => socket.send("hello"); });
  class Mine extends WebSocket { get mine() { return 1; } }
  return [await open(WebSocket, "wss://api.good.test/"), await open(Mine, "wss://api.good.test/"), await open(Mine, "wss://evil.test/"), await open(WebSocket, "https://evil.test/"), new Mine("wss://evil.test/").mine];`,
  ["echo from api.good.test: hello", "echo from api.good.test: hello", "host_not_listed", "host_not_listed", 1]);
denied("EventSource: one error, closed, no second try", `
  const source = new EventSource(EVIL); const log = heard(source, "error"); await wait(3500); return [log, source.readyState, source.permission.code];`, [["error"], 2, "host_not_listed"]);
denied("sendBeacon answers false, and true for a listed server", `return [navigator.sendBeacon(EVIL, "x"), navigator.sendBeacon(GOOD, "x"), Navigator.prototype.sendBeacon.call(navigator, EVIL)];`, [false, true, false]);
denied("fetchLater never sends", `return [typeof fetchLater === "function" ? fetchLater(EVIL, { activateAfter: 0 }).activated : false];`, [false]);
denied("workers of the app's own origin, and service workers, have to be let in: each is a realm with a network of its own", `
  const heardOf = async (worker) => { const log = heard(worker, "error"); await wait(300); return [log, worker.permission.code]; };
  const shared = await heardOf(new SharedWorker("/worker.js")), own = await heardOf(new Worker("/worker.js"));
  return [own, shared, await navigator.serviceWorker.register("/worker.js").then(() => "passed", (error) => [error.name, error.permission.code])];`,
  [[["error"], "not_https"], [["error"], "not_https"], ["TypeError", "not_https"]]);
test("speculation rules get past the guard and its header, and not past a `script-src` of the host", async () => {
  const rules = `const s = document.createElement("script"); s.type = "speculationrules"; s.textContent = JSON.stringify({ prefetch: [{ source: "list", urls: ["https://evil.test/page/rules"] }] });
    document.head.append(s); await wait(800);`;
  assert.deepEqual([(await inPage("walled", rules)).evil.length > 0, (await inPage("scripts", rules)).evil], [true, []]);
});
denied("worklets get their modules from where the app may call", `
  const say = (promise) => promise.then(() => "passed", (error) => [error.name, error.permission?.code]);
  return [await say(CSS.paintWorklet.addModule(EVIL)), await say(new AudioContext().audioWorklet.addModule(EVIL)), await say(CSS.paintWorklet.addModule(URL.createObjectURL(new Blob([""], { type: "text/javascript" }))))];`,
  [["AbortError", "host_not_listed"], ["AbortError", "host_not_listed"], "passed"]);
test("a worker of the app's own origin comes where the host lets it, and is a network of its own", async () => {
  const { value, evil } = await inPage("workers", `const worker = new Worker("/worker.js"); return new Promise((done) => { worker.onmessage = () => done("came"); worker.onerror = () => done("failed"); });`);
  assert.deepEqual([value, evil.length], ["came", 1]);
});
denied("workers from a blob have an error, and come where the host lets them", `
  const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); const log = heard(worker, "error", "message"); await wait(300); return log;`, ["error"]);
test("workers from a blob come where the host lets them", async () => {
  const { value } = await inPage("workers", `const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"]))); const log = heard(worker, "error", "message"); await wait(300); return log;`);
  assert.deepEqual(value, ["message"]);
});
denied("window.open answers null", `return [window.open(EVIL), open.call(window, new String(EVIL)), window.open("javascript:fetch('" + EVIL + "')")];`, [null, null, null]);
denied("window.open of a downloaded file passes, and its page has the header of its maker", `
  const blob = new Blob(["<script>fetch('" + EVIL + "', { mode: 'no-cors' })</scr" + "ipt>"], { type: "text/html" }); const opened = window.open(URL.createObjectURL(blob)); await wait(500); return opened !== null;`, true, "walled");

/* elements */
const SCRIPT_WAYS = [
  "s.src = EVIL", "s.setAttribute('SRC', EVIL)", "s.setAttributeNS(null, 'src', EVIL)", "Element.prototype.setAttribute.call(s, 'src', EVIL)",
  "const a = document.createAttribute('src'); a.value = EVIL; s.setAttributeNode(a)", "const a = document.createAttribute('src'); a.value = EVIL; s.attributes.setNamedItem(a)",
  "s.setAttribute('src', GOOD); s.attributes.src.value = EVIL", "s.src = GOOD; s.getAttributeNode('src').nodeValue = EVIL", "s.src = GOOD; s.getAttributeNode('src').textContent = EVIL",
  "Object.setPrototypeOf(s, null); Element.prototype.setAttribute.call(s, 'src', EVIL)", "s.src = 'x'; const b = document.createElement('base'); b.href = 'https://evil.test/'; document.head.append(b)",
];
denied("scripts: every way to write `src` ends in an error event", `
  const out = []; for (const way of ${JSON.stringify(SCRIPT_WAYS)}) { const s = document.createElement("script"); const ends = new Promise((end) => { EventTarget.prototype.addEventListener.call(s, "error", () => end("error")); EventTarget.prototype.addEventListener.call(s, "load", () => end("load")); });
    new Function("s", "EVIL", "GOOD", way)(s, EVIL, GOOD); Node.prototype.appendChild.call(document.body, s); out.push(await ends); } return out;`, SCRIPT_WAYS.map(() => "error"));
const FRAME_WAYS = [
  "f.src = EVIL", "f.setAttribute('src', EVIL)", "f.setAttributeNS(null, 'src', EVIL)", "const a = document.createAttribute('src'); a.value = EVIL; f.setAttributeNode(a)",
  "const a = document.createAttribute('src'); a.value = EVIL; f.attributes.setNamedItem(a)", "f.src = ''; f.getAttributeNode('src').value = EVIL", "f.src = 'javascript:fetch(`' + EVIL + '`)'",
  "f.srcdoc = `<script>fetch('${EVIL}')</scr` + 'ipt>'", "f.setAttribute('srcdoc', `<iframe src='${EVIL}'></iframe>`)", "f.src = 'data:text/html,<iframe src=' + EVIL + '>'", "f.src = '/naked'",
  "f.src = URL.createObjectURL(new Blob([`<script>fetch('${EVIL}', { mode: 'no-cors' })</scr` + 'ipt>'], { type: 'text/html' }))",
];
denied("frames: every way to write `src` shows the blocked page, with an error event and no load event", `
  const out = []; for (const way of ${JSON.stringify(FRAME_WAYS)}) { const f = document.createElement("iframe"); const log = heard(f, "load", "error"); document.body.append(f); await wait(20); log.length = 0;
    new Function("f", "EVIL", way)(f, EVIL); await wait(150); out.push([log.join(), f.contentDocument?.body.getAttribute("role")].join()); } return out;`, FRAME_WAYS.map(() => "error,alert"));
const UPDATES = `const text = (revision, domain) => JSON.stringify({ ...${JSON.stringify(JSON.parse(policy(LISTS)))}, revision, webViewDomains: { entries: [{ domain }] } });
  const at = (frame) => { try { return frame.contentDocument === null ? "page" : frame.contentDocument.querySelector("[role=alert] code")?.textContent ?? "empty"; } catch { return "page"; } };
  const open = async (set) => { const f = document.createElement("iframe"); set(f); document.body.append(f); await new Promise((end) => { f.onload = f.onerror = end; }); return f; };`;
denied("frames: those that are open are judged again when the policy changed, and show again what it allows again", `${UPDATES}
  const byProperty = await open((f) => { f.src = PAGE; }), byAttribute = await open((f) => { f.setAttribute("src", PAGE + "#a"); });
  const host = document.createElement("div"); document.body.append(host); const hidden = document.createElement("iframe"); hidden.src = PAGE; host.attachShadow({ mode: "closed" }).append(hidden);
  const never = document.createElement("iframe"); never.src = EVIL; document.body.append(never); await wait(300);
  const frames = [byProperty, byAttribute, hidden], now = () => frames.map(at), out = [now()];
  decisions.length = 0; const log = heard(byProperty, "load", "error");
  update(text(8, "www.good.test")); await wait(200); out.push([now(), decisions.length, [...log]]);
  update(text(9, "other.test")); await wait(300); out.push([now(), decisions.map(([, code]) => code), [...log], byProperty.permission?.code, frames.map((f) => f.hasAttribute("src"))]);
  for (const f of frames) f.removeAttribute("srcdoc"); await wait(200); out.push(now());
  for (const f of frames) f.srcdoc = "x"; await wait(100);
  log.length = 0; for (const f of frames) f.src = PAGE; await wait(200); update(text(10, "www.good.test")); await wait(500); out.push([now(), log.at(-1), frames.map((f) => f.hasAttribute("srcdoc")), byProperty.permission]);
  suspend(); await wait(300); out.push([now(), at(never)]);
  return out;`, [
  ["page", "page", "page"],
  [["page", "page", "page"], 0, []],
  [["host_not_listed", "host_not_listed", "host_not_listed"], ["host_not_listed", "host_not_listed", "host_not_listed"], ["error"], "host_not_listed", [false, false, false]],
  ["empty", "empty", "empty"],
  [["page", "page", "page"], "load", [false, false, false], undefined],
  [["no_policy", "no_policy", "no_policy"], "host_not_listed"],
], "updates");
denied("frames: what the app emptied itself stays empty, and an object is judged again as well", `${UPDATES}
  const shown = await open((f) => { f.src = PAGE; }), blocked = await open((f) => { f.src = EVIL.replace("files", "page"); }); const object = document.createElement("object"); object.data = PAGE; document.body.append(object);
  shown.removeAttribute("src"); blocked.removeAttribute("srcdoc"); await wait(300); const log = heard(shown, "error");
  update(text(8, "evil.test")); await wait(300); return [at(shown), at(blocked), log, shown.attributes.length, blocked.attributes.length, object.permission?.code, object.data.startsWith("blob:")];`,
  ["empty", "empty", [], 0, 0, "host_not_listed", true], "updates");
const LATER = `update(text(8, "other.test")); await wait(300);`;
/** What a guest does to a frame `f` that shows a listed page, so that the guard takes it for another one. */
const STAYING = [
  "", "f.setAttributeNS('urn:x', 'x:src', '')", "f.setAttributeNS(null, 'SRC', '')", "f.setAttributeNodeNS(document.createAttributeNS('urn:x', 'srcdoc'))",
  "const base = document.createElement('base'); base.href = 'https://other.test/'; document.head.prepend(base)", "f.getAttributeNode('src').value = PAGE + '#b'",
];
denied("frames: nothing that a guest does to its attributes lets one stay that a new policy denies", `${UPDATES} const out = [];
  for (const way of ${JSON.stringify(STAYING)}) { const f = await open((f) => { f.src = PAGE; }); new Function("f", "PAGE", way)(f, PAGE); await wait(200); out.push(f); }
  const before = out.map(at); ${LATER} return [before, out.map(at)];`, [STAYING.map(() => "page"), STAYING.map(() => "host_not_listed")], "updates");
denied("frames: a denied one has nothing to go back to", `${UPDATES}
  const f = await open((f) => { f.src = PAGE; }); f.src = EVIL; await wait(200); const out = [f.hasAttribute("src")]; ${LATER} f.removeAttribute("srcdoc"); await wait(300); return [...out, at(f)];`, [false, "empty"], "updates");
denied("frames: a value that throws when it is read again is not read again", `${UPDATES}
  let armed = false; const f = await open((f) => { f.src = { toString() { if (armed) throw new Error("guest"); return PAGE; } }; }), other = await open((f) => { f.src = PAGE; }); armed = true;
  ${LATER} return [at(f), at(other)];`, ["host_not_listed", "host_not_listed"], "updates");
denied("frames: an object that lost its attribute is judged by what it shows", `${UPDATES}
  const object = document.createElement("object"); object.data = PAGE; document.body.append(object); await wait(300); object.removeAttribute("data"); ${LATER} return [object.permission?.code, object.data.startsWith("blob:")];`, ["host_not_listed", true], "updates");
const TRUSTING = `const meta = document.createElement("meta"); meta.httpEquiv = "Content-Security-Policy"; meta.content = "require-trusted-types-for 'script'"; document.head.append(meta);
  trustedTypes.createPolicy("default", { createScriptURL: () => EVIL, createHTML: () => "<iframe src='" + EVIL + "'></iframe>" });`;
denied("elements: a value that is empty when it is read, and something else when it is read again, is read once", `const out = [];
  for (const [tag, name] of [["script", "src"], ["iframe", "src"], ["embed", "src"], ["object", "data"]]) for (const way of ["e[name] = value", "e.setAttribute(name, value)", "e.setAttributeNS(null, name, value)", "e.setAttribute(name, ''); e.getAttributeNode(name).value = value"]) {
    let n = 0; const value = { toString: () => (n++ === 0 ? "" : EVIL) }; const e = document.createElement(tag); new Function("e", "name", "value", way)(e, name, value); document.body.append(e); out.push([n, e.getAttribute(name)].join()); }
  await wait(300); return out;`, Array(16).fill("1,"));
denied("Trusted Types: a default policy makes nothing else of what was judged", `${TRUSTING}
  const loads = ["script", "embed", "object"].map((tag) => { const e = document.createElement(tag); if (tag === "object") e.data = EVIL; else e.src = EVIL; document.body.append(e); return e; });
  const good = document.createElement("script"); good.src = GOOD; document.body.append(good);
  const node = document.createAttribute("src"); node.value = GOOD; const byNode = document.createElement("script"); byNode.setAttributeNode(node); document.body.append(byNode);
  const worker = new Worker(EVIL); const failed = new Promise((end) => { worker.onerror = () => end("error"); }); const frame = document.createElement("iframe"); document.body.append(frame); frame.src = EVIL; await wait(400);
  return [await failed, frame.contentDocument?.body.getAttribute("role"), good.src, byNode.src];`, ["error", "alert", "https://api.good.test/files/x", "https://api.good.test/files/x"]);
denied("Trusted Types: where a page asks for them an update closes frames all the same", `${UPDATES} const f = await open((f) => { f.src = PAGE; });
  const meta = document.createElement("meta"); meta.httpEquiv = "Content-Security-Policy"; meta.content = "require-trusted-types-for 'script'"; document.head.append(meta); ${LATER} return at(f);`, "host_not_listed", "updates");
denied("Trusted Types: a trusted address says to everybody what it said to the judge", `
  const lying = (url) => { const value = trustedTypes.createPolicy("p" + Math.random(), { createScriptURL: () => url }).createScriptURL(""); value.toString = () => EVIL; value[Symbol.toPrimitive] = () => EVIL; return value; };
  const frame = document.createElement("iframe"); document.body.append(frame); frame.src = lying(PAGE); const source = new EventSource(lying(GOOD)), socket = new WebSocket(lying("wss://api.good.test/files/x")); await wait(400); source.close();
  return [frame.getAttribute("src"), source.url, socket.url];`, ["https://www.good.test/page/x", "https://api.good.test/files/x", "wss://api.good.test/files/x"]);
denied("frames: a change of policy follows no built-in of a guest's", `${UPDATES}
  const frame = await open((f) => { f.src = PAGE; });
  WeakRef.prototype.deref = () => undefined; WeakMap.prototype.get = () => undefined; Element.prototype.removeAttribute = () => {}; Object.defineProperty(Array.prototype, 0, { set() {}, configurable: true });
  update(text(9, "other.test")); delete Array.prototype[0]; await wait(300); return at(frame);`, "host_not_listed", "updates");
test("frames: a listed page is shown, also after a denied one, and has its load event", async () => {
  const { value, seen } = await inPage("enforce", `
    const f = document.createElement("iframe"); document.body.append(f); f.src = EVIL; await wait(150); const log = heard(f, "load", "error"); f.src = PAGE; await wait(500);
    return [log.at(-1), f.hasAttribute("srcdoc"), f.src, "permission" in f];`);
  assert.deepEqual(value, ["load", false, "https://www.good.test/page/x", false]);
  assert.ok(seen.includes("https://www.good.test/page/x"));
});
denied("objects and embeds load nothing that is not listed", `
  const o = document.createElement("object"); o.data = EVIL; const e = document.createElement("embed"); e.setAttribute("src", EVIL); document.body.append(o, e); await wait(300); return o.permission.code;`, "host_not_listed");
denied("elements that no list governs are left alone", `
  const a = document.createElement("a"); a.setAttribute("href", "x"); a.setAttribute("data-src", "y"); const t = document.createTextNode(""); t.textContent = "abc"; t.nodeValue += "d"; const i = new Image(); i.setAttribute("src", "data:,");
  const n = document.createAttribute("src"); n.value = "data:,z"; i.setAttributeNode(n); a.getAttributeNode("href").value = "z"; return [a.getAttribute("href"), a.dataset.src, t.data, i.getAttribute("src"), decisions];`, ["z", "y", "abcd", "data:,z", []]);

/* the guard's own safety */
denied("nothing leads to an original", `
  const holders = [[window, "fetch"], [window, "open"], [window, "WebSocket"], [window, "XMLHttpRequest"], [window, "EventSource"], [XMLHttpRequest.prototype, "open"], [XMLHttpRequest.prototype, "constructor"],
    [WebSocket.prototype, "constructor"], [Navigator.prototype, "sendBeacon"], [Element.prototype, "setAttribute"], [HTMLIFrameElement.prototype, "src"], [HTMLIFrameElement.prototype, "srcdoc"], [HTMLScriptElement.prototype, "src"], [Attr.prototype, "value"]];
  const left = holders.filter(([object, key]) => Reflect.deleteProperty(object, key) || Reflect.defineProperty(object, key, { configurable: true, value: 1 })); return left.map(([, key]) => key);`, []);
denied("poisoned built-ins change no verdict", `${rejected}
  for (const key of ["href", "origin", "protocol"]) Object.defineProperty(URL.prototype, key, { get: () => GOOD });
  URL = class { get href() { return GOOD; } };
  String.prototype.startsWith = () => true; String.prototype.indexOf = () => 0; String.prototype.slice = () => GOOD; String.prototype.toLowerCase = () => "x"; Map.prototype.get = () => undefined; Map.prototype.has = () => true;
  WeakMap.prototype.get = () => undefined; Array.prototype[Symbol.iterator] = function* () { yield GOOD; }; Reflect.apply = () => "leak"; Reflect.construct = () => "leak"; Function.prototype.call = () => "leak"; Function.prototype.apply = () => "leak";
  Object.defineProperty(Object.prototype, "0", { configurable: true, get: () => GOOD, set() {} }); Object.defineProperty(Object.prototype, "pass", { configurable: true, value: true });
  Object.defineProperty(Request.prototype, "url", { get: () => GOOD }); Object.defineProperty(Response.prototype, "redirected", { get: () => false }); Object.defineProperty(Node.prototype, "baseURI", { get: () => "https://evil.test/" });
  Object.defineProperty(Element.prototype, "localName", { get: () => "p" }); Object.defineProperty(Attr.prototype, "ownerElement", { get: () => null });
  Object.defineProperty(Promise.prototype, "constructor", { get() { return class { constructor(run) { run(() => {}, () => {}); } }; } });
  const first = await new Promise((end) => { fetch(new Request(EVIL)).then(() => end("passed"), (error) => end(error.permission.code)); });
  const xhr = new XMLHttpRequest(); xhr.open("GET", EVIL); const f = document.createElement("iframe"); f.setAttribute("src", EVIL); document.body.appendChild(f); const s = new WebSocket("wss://evil.test");
  return first + " " + xhr.permission.code + " " + f.permission.code + " " + s.permission.code;`, Array(4).fill("host_not_listed").join(" "));
denied("the report says what is guarded, and names no guarded channel as open", `return [report.degraded, ["fetch", "XMLHttpRequest", "WebSocket", "iframe.srcdoc", "script.src"].filter((one) => !report.patched.includes(one)), report.ambient];`,
  [[], [], ["RTCPeerConnection", "Image", "Audio", "caches"]]);

denied("an attribute node that belongs to another element keeps its value", `
  const f = document.createElement("iframe"), g = document.createElement("iframe"); f.src = PAGE; let name; try { g.setAttributeNode(f.attributes.src); } catch (thrown) { name = thrown.name; } return [name, f.src];`, ["InUseAttributeError", "https://www.good.test/page/x"]);

/* modes */
denied("before there is a policy nothing but the app's own origin is called", `${rejected} return [(await say(fetch(GOOD)))[2], (await fetch("/naked")).ok, window.open(PAGE)];`, ["no_policy", true, null], "early");
denied("a host that keeps reasons to itself shows none", `
  const error = await fetch(EVIL).catch((thrown) => thrown); const xhr = new XMLHttpRequest(); xhr.open("GET", EVIL); const f = document.createElement("iframe"); f.src = EVIL; return [error.name, "permission" in error, "permission" in xhr, "permission" in f];`, ["TypeError", false, false, false], "quiet");
test("report mode blocks nothing and tells everything", async () => {
  const { value, evil } = await inPage("report", `
    await fetch(EVIL); await new Promise((end) => { const xhr = new XMLHttpRequest(); xhr.open("GET", EVIL); xhr.onloadend = end; xhr.send(); }); navigator.sendBeacon(EVIL); const f = document.createElement("iframe"); f.src = EVIL.replace("files", "page"); document.body.append(f); await wait(300);
    return decisions;`);
  assert.deepEqual(value, [
    ["https://evil.test/files/x", "host_not_listed", false], ["https://evil.test/files/x", "host_not_listed", false], ["https://evil.test/files/x", "host_not_listed", false], ["https://evil.test/page/x", "host_not_listed", false],
  ]);
  assert.deepEqual(evil, ["https://evil.test/files/x", "https://evil.test/files/x", "https://evil.test/files/x", "https://evil.test/page/x"]);
});
test("mode off leaves attributes and answers as they are without a guard", async () => {
  const code = `const s = document.createElement("script"); s.src = "//api.good.test/chunk.js"; const f = document.createElement("iframe"); f.srcdoc = "<p>x"; f.src = "//evil.test/page/x"; let error; try { new WebSocket("wss://["); } catch (thrown) { error = thrown.name; }
    const xhr = new XMLHttpRequest(); let bad; try { xhr.open("GET", "http://["); } catch (thrown) { bad = thrown.name; } return [s.outerHTML, f.outerHTML, error, bad, (await fetch("//api.good.test/x").catch((thrown) => thrown.message))?.status];`;
  const naked = await inPage("naked", code);
  const off = await inPage("off", code);
  assert.deepEqual(off.value, naked.value);
});
