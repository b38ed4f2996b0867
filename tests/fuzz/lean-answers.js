// @ts-check
/** What an engine answers to a run of the generator. Imported for the full engine, and run as a worker for the lean one: a realm has one. */
import { parentPort } from "node:worker_threads";
import { createRandom, url } from "./urls.js";

const ENTRIES = ["api.example.com", "example.org", "port.example.com:8443", "*.wild.example.net", "xn--bcher-kva.example", "xn--fa-hia.example", "xn--n3h.example", "*.xn--bcher-kva.example",
  "a.co", "a--b.example", "1.example", "xn--fiq228c.example", "xn--mgba3a4f16a.example", "*.xn--mgba3a4f16a.example", "xn--bcher-kva.wild.example.net:8443"];
const SURFACES = /** @type {const} */ ([["checkRequest", "https"], ["checkSocket", "wss"], ["checkDownload", "https"], ["checkPage", "https"], ["checkWebView", "https"]]);

/** @param {string} hostRule */
const policy = (hostRule) => {
  const list = { hostRule, entries: ENTRIES.map((domain) => ({ domain })) };
  return JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce", serverDomains: list, apis: { entries: [] }, webViewDomains: list });
};

/** @param {{ compile(policy: string): any }} Engine @param {number} seed @param {number} count @returns {{ check: string, text: string, answer: string }[]} */
export function answers(Engine, seed, count) {
  const engines = ["exact", "suffix"].map((hostRule) => Engine.compile(policy(hostRule)));
  const random = createRandom(seed, 7);
  return Array.from({ length: count }, (_, i) => {
    const [check, scheme] = SURFACES[Math.floor(random() * SURFACES.length)];
    let text = url(random, scheme);
    // Labels in front of a listed name are what the two differ about.
    if (random() < 0.2) text = text.replace("://", () => `://${["a", "1a", "xn--a", "xn--bcher-kva", "XN--A", "x--y", "xn-", "א"][Math.floor(random() * 8)]}.`);
    return { check, text, answer: JSON.stringify(engines[i & 1][check](text)) };
  });
}

parentPort?.once("message", async ({ seed, count }) => {
  const { Engine, load } = await import("../../pkg/lean.js");
  await load();
  parentPort?.postMessage(answers(Engine, seed, count));
});
