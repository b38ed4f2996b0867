// @ts-check
/** The differential fuzzers, for a few seconds each. `make fuzz` runs them for long; `docs/verification.md` has the figures. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzDocuments } from "./documents.js";
import { drawSeed, fuzz, openChromium, openNode } from "./run.js";

const INPUTS = 250_000;
const DOCUMENTS = 15_000;
const seed = drawSeed(process.env.MINIFENCE_SEED);

for (const open of [openNode, openChromium]) {
  test(`${open.name.replace("open", "").toLowerCase()}: its URL never leads elsewhere than the engine says (MINIFENCE_SEED=${seed})`, async (t) => {
    const parser = await open();
    try {
      const { disagreements, inputs, line } = await fuzz(parser, { seed, inputs: INPUTS });
      t.diagnostic(line);
      assert.deepEqual(disagreements, []);
      assert.equal(inputs, INPUTS);
    } finally {
      await parser.close();
    }
  });
}

test(`JSON.parse reads what the engine loads, to the same meaning (MINIFENCE_SEED=${seed})`, async (t) => {
  const { Engine } = await import("../../pkg/inline.js");
  const { loaded, disagreements } = fuzzDocuments(Engine, seed, DOCUMENTS);
  t.diagnostic(`${DOCUMENTS} documents, ${loaded} loaded, ${disagreements.length} disagreements`);
  assert.deepEqual(disagreements, []);
  assert.ok(loaded > DOCUMENTS / 50, "the generator reaches good documents");
});

test("the fuzzers see a wrong verdict: an engine that is too generous is found out", async () => {
  const { createFuzzer } = await import("./judge.js");
  const { Engine } = await import("../../pkg/inline.js");
  /** Wrong in one way each. @type {Record<string, (url: string, decision: any) => any>} */
  const wrongs = {
    "allows any host that ends like a listed one": (url, decision) => (/^https:\/\/[^/?#]*example\.com\//.test(url) ? { outcome: "allow", code: "listed", params: {}, href: url } : decision),
    "names another entry": (_, decision) => (decision.code === "listed" ? { ...decision, params: { entry: "a.co" } } : decision),
    "forwards what was given": (url, decision) => (decision.outcome === "allow" ? { ...decision, href: url } : decision),
    "decides by the text in front of an @": (url, decision) => (/^https:\/\/api\.example\.com[^/]*@/.test(url) ? { outcome: "allow", code: "listed", params: {}, href: url } : decision),
    "forgets the port": (_, decision) => (decision.code === "port_not_listed" ? { outcome: "allow", code: "listed", params: {}, href: `https://${decision.params.host}:${decision.params.port}/` } : decision),
    "calls a listed host unlisted": (_, decision) => (decision.code === "listed" ? { outcome: "deny", code: "host_not_listed", params: { scheme: "https", host: new URL(decision.href).hostname } } : decision),
  };
  for (const [say, wrong] of Object.entries(wrongs)) {
    const compile = (/** @type {string} */ text) => {
      const engine = Engine.compile(text);
      const check = (/** @type {"checkRequest"} */ name) => (/** @type {string} */ url) => wrong(url, engine[name](url));
      return Object.fromEntries(["checkRequest", "checkSocket", "checkDownload", "checkPage", "checkWebView"].map((name) => [name, check(/** @type {any} */ (name))]));
    };
    const { disagreements } = createFuzzer({ compile }, { standard: true })(1, 2, 30_000);
    assert.ok(disagreements.length > 0, `not noticed: ${say}`);
  }
});
