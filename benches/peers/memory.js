// @ts-check
/**
 * How much memory the entries of a policy take in the engine: the growth of its linear memory, which never shrinks, so that this is
 * the peak of compiling too. `node memory.js 100000` prints bytes an entry, and how many of
 * them the policy's text has.
 */
import { readFileSync } from "node:fs";
import { policy } from "./contenders.js";
import { entries } from "./corpus.js";

const count = Number(process.argv[2]);
const module = new WebAssembly.Module(readFileSync(new URL("node_modules/minifence/engine.wasm", import.meta.url)));

/** @param {string} text */
function compiled(text) {
  const { compile, memory, scratch } = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const bytes = new TextEncoder().encode(text);
  const address = scratch(bytes.length);
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  if (compile(bytes.length, 0) !== 1) throw new Error("not compiled");
  return memory.buffer.byteLength;
}

const before = compiled(policy([]));
const text = policy(entries(count));
console.log(JSON.stringify({ bytes: (compiled(text) - before) / count, text: text.length / count }));
