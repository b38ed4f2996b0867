// @ts-check
/**
 * The short ways of the shim, held to the engine itself: whatever the allow tier or an authority alone answers is what the wasm
 * answers when the whole URL crosses, code, entry and canonical text. Seeded; `MINIFENCE_SEED=…` replays.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Engine } from "../../pkg/inline.js";
import { drawSeed } from "./run.js";
import { LISTED, createRandom, url } from "./urls.js";

/** Of each policy; `MINIFENCE_COUNT=…` for long runs. */
const COUNT = Number(process.env.MINIFENCE_COUNT ?? 150_000);
const seed = drawSeed(process.env.MINIFENCE_SEED);
const wasm = new WebAssembly.Module(readFileSync(new URL("../../pkg/engine.wasm", import.meta.url)));
const ENTRIES = ["api.example.com", "example.org", "port.example.com:8443", "*.wild.example.net", "xn--bcher-kva.example", "a.co", "a--b.example", "1.example", "x1-y2.example.org", "*.wild.example.net:8443", "www.example.com", "www2.example.com"];
/** All that a list allows: the tier knows strangers, too. */
const EXACT = ENTRIES.filter((entry) => !entry.startsWith("*.") && !entry.startsWith("xn--"));
/** Too many for the tier: then only the authority crosses. */
const MANY = [...ENTRIES, ...Array.from({ length: 100 }, (_, i) => `h${i}.many.example`)];
const CODES = ["", "control_off", "list_off", "listed", "api_listed", "api_official", "not_governed", "invalid_url", "ambiguous_url", "not_https", "ip_not_allowed", "port_not_listed", "host_not_listed"];
const SURFACES = /** @type {const} */ ([["check_request", "checkRequest", "admitRequest", "https"], ["check_socket", "checkSocket", "admitSocket", "wss"], ["check_download", "checkDownload", "admitDownload", "https"], ["check_read", "checkRead", "admitRead", "https"], ["check_page", "checkPage", "admitPage", "https"], ["check_web_view", "checkWebView", "admitWebView", "https"]]);

/** @param {string} hostRule @param {readonly string[]} entries @param {readonly string[]} servers */
const policy = (hostRule, entries, servers) => JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", apis: { entries: [] },
  serverDomains: { hostRule, entries: servers.map((domain) => ({ domain })) }, webViewDomains: { hostRule, entries: entries.map((domain) => ({ domain })) } });

/** The wasm, asked with the whole URL. @param {string} text */
function openWasm(text) {
  const { exports } = /** @type {any} */ (new WebAssembly.Instance(wasm));
  const put = (/** @type {string} */ what) => {
    const bytes = new TextEncoder().encode(what);
    const address = exports.scratch(Math.max(bytes.length, 64));
    new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
    return bytes.length;
  };
  assert.equal(exports.compile(put(text), 0), 1);
  return (/** @type {string} */ check, /** @type {string} */ subject) => {
    const answer = exports[check](put(subject)) >>> 0;
    const texts = [];
    for (let at = exports.output(), end = at + exports.output_length(); at < end;) {
      const length = new DataView(exports.memory.buffer).getUint32(at, true);
      texts.push(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at + 4, length)));
      at += 4 + length;
    }
    return { code: CODES[answer & 0xff], forward: answer & 0x100 ? texts.shift() : undefined, params: texts };
  };
}

/** A URL that is plain or nearly so: what the short ways are for. @param {() => number} random @param {string} scheme @param {readonly string[]} hosts */
function nearlyPlain(random, scheme, hosts) {
  const pick = (/** @type {readonly string[]} */ list) => list[Math.floor(random() * list.length)];
  let text = `${scheme}://${pick(hosts).replace("*", pick(["x", "a.b", "", "*"]))}`;
  if (random() < 0.1) text = text.replace(/:\d+$/, "") + pick([":443", ":8443", ":80", ":0", ":", ":08443", ":65536"]);
  if (random() < 0.1) text = text.replace(/[a-z]/g, (c) => (random() < 0.2 ? c.toUpperCase() : c));
  // Letters that fold to ASCII in one way of folding and not in another, escapes, other dots and slashes, what a parser drops or ends at.
  if (random() < 0.15) {
    const at = Math.floor(random() * (text.length + 1));
    text = text.slice(0, at) + pick(["\u212a", "\u017f", "\u0130", "\u0131", "\uff45", "\u3002", "\u00ad", "\u200d", "%2e", "%61", "@", ":", "\\", "/", "?", "#", "\t", "\n", " ", ".", "-", "[", "]", "a", "A", "s", "\0", ":443", ":443:443", ":8443"]) + text.slice(at + (random() < 0.5 ? 1 : 0));
  }
  if (random() < 0.05) text = text.replace(/^https/i, pick(["http", "HTTP", "HTTPS", "Https", "http\u017f", "ws", "wss", "httpss", " https", ""]));
  if (random() < 0.1) return text + pick(["", "?", "#", "?x=1", "#a/../b", "?/..", "\\", "?a#b", "?\u00e9", "# "]);
  if (random() < 0.2) return text + pick(["/", "/v1/a?x=1", "/a/b.json#t", "/%7Euser/x"]);
  const parts = ["/", "/", "/", "a", "Z9", "v1", "x.json", ".", "..", "%2e", "%2E.", "%", "%41", "?", "#", "&", "=", "-", "_", "~", "!", "$", "(", ")", "*", "+", ",", ";", ":", "@", "'", "\"", "<", ">", "`", "{", "|", "}", "^", "[", "]", "\\", " ", "\t", "\u00e9", "\u007f", "\u0000", "C:", "C|", "?/.", "#/..", "//"];
  for (let i = Math.floor(random() * 9); i >= 0; i -= 1) text += pick(parts);
  return text;
}

for (const [say, hostRule, entries, servers] of /** @type {const} */ ([["a whole list", "exact", EXACT, EXACT], ["a whole list with another script", "exact", [...EXACT, "xn--bcher-kva.example"], [...EXACT, "xn--bcher-kva.example"]], ["a tier, exact", "exact", ENTRIES, ENTRIES], ["a tier, suffix", "suffix", ENTRIES, ENTRIES], ["a tier, all below", "suffix", EXACT, EXACT], ["no tier", "suffix", MANY, ENTRIES], ["no tier, exact", "exact", [...EXACT, ...MANY.slice(20)], EXACT]])) {
  test(`${say}: the short ways answer what the whole URL is answered (MINIFENCE_SEED=${seed})`, (t) => {
    const random = createRandom(seed, say.length);
    const engine = /** @type {any} */ (Engine.compile(policy(hostRule, entries, servers)));
    const ask = openWasm(policy(hostRule, entries, servers));
    const hosts = [...entries, ...LISTED.filter((host) => /^[a-z0-9.-]+$/.test(host)), "evil.test", "api.example.com.evil.test", "xapi.example.com", "sub.api.example.com", "1.2.3.4", "[::1]", "b\u00fccher.example", "B\u00dcCHER.example"];
    let [allowed, plain, mended] = [0, 0, 0];
    for (let i = 0; i < COUNT; i += 1) {
      const [raw, check, admit, scheme] = SURFACES[Math.floor(random() * SURFACES.length)];
      const text = random() < 0.6 ? nearlyPlain(random, scheme, hosts) : url(random, scheme);
      if (!text.isWellFormed?.() && /[\ud800-\udfff]/.test(text)) continue;
      const decision = engine[check](text);
      const whole = ask(raw, text);
      const shown = () => `${check} ${JSON.stringify(text)}: ${JSON.stringify(decision)} and ${JSON.stringify(whole)}`;
      assert.equal(decision.code, whole.code, shown());
      assert.deepEqual(Object.values(decision.params).map(String), whole.params, shown());
      if (decision.code === "listed") {
        allowed += 1;
        if (decision.href === text) plain += 1;
        assert.equal(decision.href, whole.forward ?? text, shown());
      }
      const admitted = engine[admit](text);
      if (admitted !== null && admitted !== text) mended += 1;
      assert.equal(admitted, decision.outcome === "allow" ? decision.href ?? text : null, shown());
    }
    t.diagnostic(`${COUNT} URLs, ${allowed} listed, ${plain} of them as they were, ${mended} sent in another spelling`);
    assert.ok(plain > COUNT / 50, "the generator reaches the tier");
    assert.ok(mended > COUNT / 100, "and what has to be mended");
  });
}
