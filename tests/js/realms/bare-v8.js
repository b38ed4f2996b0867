// @ts-check
/**
 * A realm in a bare V8 context: what ECMAScript has and nothing of a platform, as logic layers on V8 have it. It lives in a worker of
 * Node, since modules in a context of one's own want a flag. `without` names what is taken away before anything is evaluated;
 * `wasmAs` gives the realm a WebAssembly of another name, which can only do what WeChat's documented one can.
 */
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { ENTRY, read, resolve } from "./modules.js";
import { createPathWasm } from "./path-wasm.js";

/** V8 brings these to every context, and they are no part of ECMAScript, or not of every engine. */
const BEYOND = ["console", "Intl", "SharedArrayBuffer", "Atomics"];

/** @param {string} door @param {{ without?: readonly string[], wasmAs?: string, entry?: string }} [options] @returns {Promise<import("./modules.js").Realm>} */
export async function openBareV8(door, { without = [], wasmAs, entry = ENTRY } = {}) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { door, without: [...BEYOND, ...without], wasmAs, entry }, execArgv: ["--experimental-vm-modules", "--no-warnings"] });
  /** @type {(said: { error?: string, answer?: any }) => void} */ let hear = () => {};
  worker.on("message", (said) => hear(said));
  worker.on("error", (error) => hear({ error: String(error.stack) }));
  const next = () => new Promise((done, failed) => {
    hear = ({ error, answer }) => (error === undefined ? done(answer) : failed(new Error(`in the bare context: ${error}`)));
  });
  await next();
  return {
    call(name, text = "") {
      const answer = next();
      worker.postMessage({ name, text });
      return answer;
    },
    close() {
      worker.terminate();
    },
  };
}

/** The other side: makes the context, then answers. */
async function serve() {
  const { createContext, runInContext, SourceTextModule } = /** @type {any} */ (await import("node:vm"));
  const { door, without, wasmAs, entry: first } = workerData;
  const context = createContext();
  if (wasmAs !== undefined) context[wasmAs] = createPathWasm();
  runInContext(without.map((/** @type {string} */ name) => `delete globalThis.${name};`).join(""), context);
  const modules = new Map();
  const load = (/** @type {string} */ path) => {
    if (!modules.has(path)) modules.set(path, new SourceTextModule(read(path), { context, identifier: path }));
    return modules.get(path);
  };
  const entry = load(first);
  await entry.link((/** @type {string} */ specifier, /** @type {{ identifier: string }} */ { identifier }) => load(resolve(specifier, identifier, door)));
  await entry.evaluate();
  parentPort?.on("message", ({ name, text }) => {
    try {
      parentPort?.postMessage({ answer: entry.namespace[name](text) });
    } catch (error) {
      parentPort?.postMessage({ error: String(/** @type {any} */ (error)?.stack ?? error) });
    }
  });
  parentPort?.postMessage({ answer: "" });
}

if (!isMainThread && workerData?.door !== undefined) serve().catch((error) => parentPort?.postMessage({ error: String(error.stack) }));
