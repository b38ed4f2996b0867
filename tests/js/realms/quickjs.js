// @ts-check
/** A realm in QuickJS: an interpreter without WebAssembly and without any API of a platform. */
import { createRequire } from "node:module";
import { ENTRY, read, resolve } from "./modules.js";

const { getQuickJS } = createRequire(new URL("../../../js/package.json", import.meta.url))("quickjs-emscripten");

/** @param {string} door @returns {Promise<import("./modules.js").Realm & { limitMemory: (bytes: number) => void }>} `limitMemory`: of all that the realm holds; -1: none */
export async function openQuickJs(door) {
  const runtime = (await getQuickJS()).newRuntime();
  runtime.setModuleLoader(read, (base, specifier) => resolve(specifier, base, door));
  const context = runtime.newContext();
  /** What a call gave, or what it threw, with QuickJS's own words. @param {any} result */
  const unwrap = (result) => {
    if (result.error === undefined) return result.value;
    const { name, message, stack } = context.dump(result.error);
    throw new Error(`in QuickJS: ${name}: ${message}\n${stack}`);
  };
  const settle = () => {
    const done = runtime.executePendingJobs();
    if (done.error) done.error.dispose();
  };
  const found = unwrap(context.evalCode(read(ENTRY), ENTRY, { type: "module" }));
  settle();
  // A module with a top-level `await` is a promise of its exports.
  const state = context.getPromiseState(found);
  const inside = state.notAPromise ? found : unwrap(state.type === "fulfilled" ? { value: state.value } : state);
  return {
    async call(name, text = "") {
      const [given, call] = [context.newString(text), context.getProp(inside, name)];
      const answer = unwrap(context.callFunction(call, context.undefined, given));
      const said = context.getString(answer);
      for (const handle of [given, call, answer]) handle.dispose();
      settle();
      return said;
    },
    limitMemory: (bytes) => runtime.setMemoryLimit(bytes),
    close() {
      if (inside !== found) inside.dispose();
      found.dispose();
      context.dispose();
      runtime.dispose();
    },
  };
}
