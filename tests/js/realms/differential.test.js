// @ts-check
/** The engine as JavaScript beside the wasm, on URLs that neither has seen: the same decision, whole, and the same URL to send. Seeded; `MINIFENCE_SEED=…` replays. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { instantiate } from "../../../pkg/engine-js.js";
import { Engine, keepModule, keepSource } from "../../../pkg/engine.js";
import { drawSeed } from "../../fuzz/run.js";
import { createRandom, url } from "../../fuzz/urls.js";

const COUNT = 60_000;
const seed = drawSeed(process.env.MINIFENCE_SEED);
const wasm = new WebAssembly.Module(readFileSync(new URL("../../../pkg/engine.wasm", import.meta.url)));
const CHECKS = /** @type {const} */ ([["checkRequest", "admitRequest", "https"], ["checkSocket", "admitSocket", "wss"], ["checkDownload", "admitDownload", "https"], ["checkWebView", "admitWebView", "https"]]);
const entries = ["api.example.com", "example.org", "port.example.com:8443", "*.wild.example.net", "xn--bcher-kva.example", "*.example.org"].map((domain) => ({ domain }));

test(`${COUNT} URLs are judged alike (MINIFENCE_SEED=${seed})`, (t) => {
  const random = createRandom(seed, 1);
  let allowed = 0;
  for (const hostRule of ["exact", "suffix"]) {
    const document = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", apis: { entries: [] }, serverDomains: { hostRule, entries }, webViewDomains: { hostRule, entries } });
    keepModule(wasm);
    const ofWasm = Engine.compile(document);
    keepSource({ take: instantiate });
    const ofJs = Engine.compile(document);
    for (let i = 0; i < COUNT / 2; i += 1) {
      const [check, admit, scheme] = CHECKS[i % CHECKS.length];
      const subject = url(random, scheme);
      const answer = ofWasm[check](subject);
      assert.deepEqual(ofJs[check](subject), answer, JSON.stringify(subject));
      assert.equal(ofJs[admit](subject), ofWasm[admit](subject), JSON.stringify(subject));
      if (answer.outcome === "allow") allowed += 1;
    }
  }
  t.diagnostic(`${allowed} are allowed`);
  assert.ok(allowed > COUNT / 100 && allowed < COUNT, `${allowed} are allowed: do these URLs ask anything?`);
});
