// @ts-check
/**
 * What is measured, one job after the other, in a process or a page of its own. Each returns plain data. No output here.
 */
import { Engine, installGuard } from "minifence/inline";
import { mpaasHost } from "minifence/hosts/mpaas";
import { CORPORA, corpus, entries, names } from "./corpus.js";
import { BASE, CONTENDERS, NAMERS, policy } from "./contenders.js";
import { prepareGuarded } from "./guarded.js";
import { measure, median, now } from "./measure.js";

/** @typedef {import("./measure.js").Row} Row */

/**
 * One length of list: every contender that goes so far, or only those named.
 * @param {{ count: number, rounds: number, only?: readonly string[], corpora?: readonly string[], without?: readonly string[] }} options
 */
export async function urls({ count, rounds, only, without = [], corpora = CORPORA }) {
  const hosts = entries(count);
  const text = policy(hosts);
  const ready = [{ name: BASE.name, check: /** @type {any} */ (BASE.build(hosts, text)) }];
  for (const { name, most, build } of CONTENDERS) {
    if (name === BASE.name || most < count || (only && !only.includes(name)) || without.includes(name)) continue;
    const check = await build(hosts, text);
    if (check !== null) ready.push({ name, check });
  }
  /** @type {Record<string, { flat: Row[], fresh: Row[] }>} */ const out = {};
  for (const name of corpora) {
    const items = corpus(/** @type {any} */ (name), hosts);
    out[name] = { flat: measure(ready, items, { fresh: false, rounds }), fresh: measure(ready, items, { fresh: true, rounds }) };
  }
  return out;
}

/** API names: as many known as a policy may well have. @param {{ rounds: number }} options */
export async function apiNames({ rounds }) {
  const known = Array.from({ length: 60 }, (_, i) => `${["get", "show", "open", "tiny", "read"][i % 5]}Thing${i}`);
  const ready = [];
  for (const { name, build } of NAMERS) ready.push({ name, check: await build(known) });
  const items = names(known).map((url) => ({ url, cut: 0, right: known.includes(url) }));
  return measure(ready, items, { fresh: false, rounds });
}

/** The nanoseconds that a guard adds to a call. @param {{ rounds: number }} options */
export function guarded({ rounds }) {
  const hosts = entries(30);
  const engine = Engine.compile(policy(hosts));
  const plain = corpus("typical", hosts).map(({ url }) => url).filter((url) => /** @type {any} */ (engine.checkRequest(url)).href === url).slice(0, 2000);
  const run = prepareGuarded(/** @type {any} */ ({ installGuard, mpaasHost }), policy(hosts), plain);
  return Object.fromEntries(/** @type {const} */ (["short", "usual"]).map((kind) => {
    run.measure(kind, now, 10);
    return [kind, run.measure(kind, now, rounds)];
  }));
}

/** Milliseconds that `update()` takes. @param {{ count: number, times: number }} options */
export function update({ count, times }) {
  const text = policy(entries(count));
  const guard = installGuard(mpaasHost({ my: { request() {} } }), { policy: text });
  const list = [];
  for (let i = 2; i < times + 2; i += 1) {
    const next = text.replace('"revision":1', `"revision":${i}`);
    const start = now();
    const { applied } = guard.update(next);
    list.push(now() - start);
    if (!applied) throw new Error("not applied");
  }
  return { median: median(list), best: Math.min(...list) };
}

/** The floors: an empty call into wasm, one string crossing, a frozen decision. Nanoseconds. @param {{ wasm: Uint8Array }} options */
export function floors({ wasm }) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(/** @type {any} */ (wasm)));
  const { mode, memory, scratch } = /** @type {any} */ (exports);
  const address = scratch(1024);
  const bytes = new Uint8Array(memory.buffer, address, 1024);
  const encoder = new TextEncoder();
  const items = corpus("typical", entries(30)).map(({ url }) => url);
  const params = Object.freeze({ entry: "api.example.com" });
  const pattern = /^(?!https:\/\/[A-Za-z0-9.:-]+(?:\/(?![.%])[-\w~!$&()*+,;=:@.?%#]*)+$)/;
  /** @type {Record<string, (url: string, i: number) => unknown>} */
  const runs = {
    "an empty call into wasm": () => mode(),
    "a URL written into wasm": (url) => encoder.encodeInto(url, bytes).written,
    "a URL looked at by a RegExp": (url) => pattern.test(url),
    "a frozen decision": (url) => Object.freeze({ outcome: "allow", code: "listed", params, href: url }),
    "new URL": (url) => new URL(url).href,
  };
  let sink;
  /** @type {Record<string, number>} */ const out = {};
  for (const [name, run] of Object.entries(runs)) {
    const times = [];
    for (let round = 0; round < 20; round += 1) {
      const start = now();
      for (let i = 0; i < items.length; i += 1) sink = run(items[i], i);
      times.push(((now() - start) * 1e6) / items.length);
    }
    out[name] = median(times);
  }
  return sink === null ? {} : out;
}
