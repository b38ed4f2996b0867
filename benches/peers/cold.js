// @ts-check
/**
 * A cold start, in a process of its own: how long until a policy of 30 entries judges. `node cold.js` loads the package, `node
 * cold.js empty` a module of the same size with nothing in it. Prints milliseconds as JSON.
 */
import { readFileSync } from "node:fs";
import { policy } from "./contenders.js";
import { entries } from "./corpus.js";
import { emptyModule } from "./empty.js";

const text = policy(entries(30));
const wasm = new URL("node_modules/minifence/engine.wasm", import.meta.url);
if (process.argv[2] === "empty") {
  const bytes = emptyModule(readFileSync(wasm).length);
  const start = performance.now();
  const { instance } = await WebAssembly.instantiate(bytes);
  console.log(JSON.stringify({ ms: performance.now() - start, exports: Object.keys(instance.exports).length }));
} else {
  const { Engine, load } = await import("minifence");
  const start = performance.now();
  await load();
  const engine = Engine.compile(text);
  const ready = performance.now();
  const { outcome } = engine.checkRequest("https://api.example.com/v1/orders");
  console.log(JSON.stringify({ ms: ready - start, first: performance.now() - ready, outcome }));
}
process.exit();
