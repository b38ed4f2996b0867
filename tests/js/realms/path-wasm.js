// @ts-check
/**
 * A WebAssembly as WeChat documents its `WXWebAssembly` (Mini Program, base library 2.13 and later): `instantiate(path, imports)` with a path
 * inside the program's package, by a promise; `Memory`, `Table`, `Global`; no `Module`, no `compile`, no bytes. Behind it is the real
 * WebAssembly of another realm. The vendor's own runtime is not to be had here.
 */
import { readFile } from "node:fs/promises";

/** The program's package: what lies in it, by its path. @type {Record<string, URL>} */
const PACKAGE = { "/lib/engine.wasm": new URL("../../../pkg/engine.wasm", import.meta.url) };

export function createPathWasm() {
  const { Memory, Table, Global } = WebAssembly;
  return {
    Memory, Table, Global,
    /** @param {unknown} path @param {WebAssembly.Imports} imports */
    async instantiate(path, imports) {
      if (typeof path !== "string" || !/\.wasm(\.br)?$/.test(path)) throw new TypeError("WXWebAssembly.instantiate: the first argument is the path of a .wasm file");
      if (PACKAGE[path] === undefined) throw new Error(`${path} is not in the package`);
      const { instance } = await WebAssembly.instantiate(await readFile(PACKAGE[path]), imports);
      return { instance };
    },
  };
}
