// @ts-check
/** A realm in QuickJS: an interpreter without WebAssembly and without any API of a platform. */
import { createRequire } from "node:module";
import { ENTRY, read, resolve } from "./modules.js";

const { getQuickJS } = createRequire(new URL("../../../js/package.json", import.meta.url))("quickjs-emscripten");

/** @param {string} door @param {string} [entry] @returns {Promise<import("./modules.js").Realm & { limitMemory: (bytes: number) => void }>} `limitMemory`: of all that the realm holds; -1: none */
export async function openQuickJs(door, entry = ENTRY) {
  const runtime = (await getQuickJS()).newRuntime();
  // Reached before the stack of Node is: a guest that runs its stack full meets QuickJS's own limit.
  runtime.setMaxStackSize(128 * 1024);
  runtime.setModuleLoader(read, (base, specifier) => resolve(specifier, base, door));
  const context = runtime.newContext();
  /** What a call gave, or what it threw, with QuickJS's own words. @param {any} result */
  const unwrap = (result) => {
    if (result.error === undefined) return result.value;
    const { name, message, stack } = context.dump(result.error);
    result.error.dispose();
    throw new Error(`in QuickJS: ${name}: ${message}\n${stack}`);
  };
  const settle = () => {
    const done = runtime.executePendingJobs();
    if (done.error) done.error.dispose();
  };
  const found = unwrap(context.evalCode(read(entry), entry, { type: "module" }));
  settle();
  // A module with a top-level `await` is a promise of its exports.
  const state = context.getPromiseState(found);
  const inside = state.notAPromise ? found : unwrap(state.type === "fulfilled" ? { value: state.value } : state);
  return {
    async call(name, text = "") {
      const [given, call] = [context.newString(text), context.getProp(inside, name)];
      try {
        return unwrap(context.callFunction(call, context.undefined, given)).consume((/** @type {any} */ answer) => context.getString(answer));
      } finally {
        given.dispose();
        call.dispose();
        settle();
      }
    },
    limitMemory: (bytes) => runtime.setMemoryLimit(bytes),
    close() {
      if (inside !== found) inside.dispose();
      found.dispose();
      context.dispose();
      try {
        runtime.dispose();
      } catch {
        // Where a stack ran full QuickJS loses an object, and asserts that it did not when the runtime goes. The realm is gone all the same.
      }
    },
  };
}
