/** What tests of the guard in Node stand on: the recording native layer, and the real engine as it ships. */
import { existsSync, readFileSync } from "node:fs";
import { keepModule } from "../../../js/engine.js";

export * from "./native.js";

const WASM = ["../../../pkg/engine.wasm", "../../../target/wasm-engine/engine_bg.wasm"].map((path) => new URL(path, import.meta.url));

/** Where the engine is, as it ships; `make pkg` makes it. */
export function engineWasm() {
  const found = WASM.find((url) => existsSync(url));
  if (found === undefined) throw new Error("no engine.wasm: run `make pkg` first");
  return found;
}

export const loadEngine = () => keepModule(new WebAssembly.Module(readFileSync(engineWasm())));
