// @ts-check
/**
 * Puts guarded functions, accessors and classes where a window has its own, on every object that owns them, so that nothing
 * beneath can be laid bare (G-3). A guest may put its own function on top, as monitoring scripts do. It judges nothing.
 */

import { TypeErrorCtor, apply, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, ownKeys, reflectDefine, setPrototypeOf } from "../../primordials.js";
import { likeNative } from "../guarded.js";

export const { construct } = Reflect;

const CANNOT = "cannot be redefined: the original stays reachable; install the guard first";

/** @param {import("../../types.d.ts").GuardLog} log */
export const createPlacer = (log) => {
  /** @param {any} level @param {string} key @param {Function} twin @param {boolean | undefined} enumerable */
  const fix = (level, key, twin, enumerable) => reflectDefine(level, key, /** @type {any} */ ({ __proto__: null, value: twin, writable: true, enumerable, configurable: false }));

  /** @param {string} label @param {boolean} isPlaced */
  const tell = (label, isPlaced) => (isPlaced ? log.patched(label) : log.degraded(label, CANNOT));

  /** @param {string} label @param {any} object @param {string} key @param {(native: Function) => Function} make */
  const placeMethod = (label, object, key, make) => {
    for (let level = object; level !== null && level !== undefined; level = getPrototypeOf(level)) {
      const found = getOwnPropertyDescriptor(level, key);
      if (found === undefined || typeof found.value !== "function") continue;
      tell(label, fix(level, key, likeNative(make(found.value), found.value), found.enumerable));
    }
  };

  /** @param {string} label @param {any} object @param {string} key @param {(self: any, value: unknown, native: (value: unknown) => void) => void} set */
  const placeSetter = (label, object, key, set) => {
    const found = object === undefined ? undefined : getOwnPropertyDescriptor(object, key);
    if (found?.set === undefined) return;
    const native = found.set;
    const { setter } = {
      /** @this {any} @param {unknown} value */
      setter(value) {
        set(this, value, (text) => void apply(native, this, [text]));
      },
    };
    tell(label, reflectDefine(object, key, /** @type {any} */ ({ __proto__: null, get: found.get, set: likeNative(setter, native), enumerable: found.enumerable, configurable: false })));
  };

  /** What hangs on a class goes with its twin: `WebSocket.OPEN`. @param {any} guarded @param {any} native */
  const lendStatics = (guarded, native) => {
    setPrototypeOf(guarded, getPrototypeOf(native));
    const keys = ownKeys(native);
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i];
      if (!hasOwn(guarded, key)) reflectDefine(guarded, key, /** @type {any} */ ({ __proto__: null, ...getOwnPropertyDescriptor(native, key) }));
    }
  };

  /** @param {any} window @param {string} name @param {(make: (args: unknown[]) => any, args: unknown[]) => any} build */
  const placeClass = (window, name, build) => {
    const native = window[name];
    if (typeof native !== "function") return;
    const guarded = /** @type {any} */ (function (/** @type {unknown[]} */ ...args) {
      if (new.target === undefined) throw new TypeErrorCtor("Failed to construct '" + name + "': Please use the 'new' operator, this DOM object constructor cannot be called as a function.");
      const target = new.target;
      return build((given) => construct(native, given, target), args);
    });
    likeNative(guarded, native);
    reflectDefine(guarded, "prototype", /** @type {any} */ ({ __proto__: null, value: native.prototype, writable: false }));
    lendStatics(guarded, native);
    const isClosed = fix(native.prototype, "constructor", guarded, false);
    tell(name, fix(window, name, guarded, false) && isClosed);
  };

  return { placeMethod, placeSetter, placeClass };
};

/** @typedef {ReturnType<typeof createPlacer>} Placer */
