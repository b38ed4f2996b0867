// @ts-check
/**
 * The only place that touches property descriptors of a host. It puts guarded functions where natives were: on every
 * object of the prototype chain that owns the property, so that nothing removed reveals an original (G-3). It does not
 * know what is guarded how: `make` is given.
 */

import {
  FunctionPrototype, MapCtor, ObjectCtor, ObjectPrototype, WeakMapCtor, append, apply, functionText, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, indexOf, mapDelete, mapHas, mapSet, ownKeys, realm, reflectDefine, reflectGet, toText, weakGet, weakSet,
} from "../primordials.js";
import { likeNative } from "./guarded.js";
import { adopt, guardedOf, isHost, remember } from "./natives.js";

/** Makes a guarded function of a native, for a name. @typedef {(native: Function, name: string) => Function} Make */
/** @typedef {{ patched: (point: string) => void, degraded: (point: string, why: string) => void }} Log */
/** Where a value was found, and what guards it. @typedef {{ label: string, name: string, home: object, deep: boolean, depth: number, make: Make }} Site */

/** How deep namespaces are followed. */
const DEPTH = 4;

/** @template T @param {() => T} run @returns {T | undefined} */
const attempt = (run) => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** @param {readonly unknown[]} list @param {unknown} value */
const includes = (list, value) => {
  for (let i = 0; i < list.length; i += 1) if (list[i] === value) return true;
  return false;
};

/** A class of the realm itself, whose prototype belongs to everybody. @param {object} level */
const isBuiltIn = (level) => {
  if (level === ObjectPrototype || level === FunctionPrototype) return true;
  const found = getOwnPropertyDescriptor(level, "constructor");
  const maker = found && hasOwn(found, "value") ? found.value : undefined;
  return typeof maker === "function" && !isHost(level) && isNativeClass(maker, level);
};

/** @param {Function} maker @param {object} level */
const isNativeClass = (maker, level) => {
  const prototype = getOwnPropertyDescriptor(maker, "prototype");
  return prototype !== undefined && prototype.value === level && prototype.writable === false && indexOf(functionText(maker), "[native code]") !== -1;
};

/** The object and its prototypes, without those of the realm. @param {object} object @returns {object[]} */
const levelsOf = (object) => {
  const levels = /** @type {object[]} */ ([]);
  for (let at = /** @type {object | null} */ (object); at !== null && (at === object || !isBuiltIn(at)); at = getPrototypeOf(at)) append(levels, at);
  return levels;
};

/** Objects that group functions: `my.ap`. Lists, maps, elements and windows are none. @param {unknown} value */
const isNamespace = (value) => {
  if (typeof value !== "object" || value === null || value === realm) return false;
  const parent = getPrototypeOf(value);
  return parent === null || getPrototypeOf(parent) === null || !isBuiltIn(parent);
};

/** A native that only ever sees the host's own objects as `this` (G-3). @param {Function} native @param {object} home */
const homed = (native, home) => {
  const { bound } = {
    /** @this {unknown} @param {unknown[]} args */
    bound(...args) {
      return apply(native, isHost(this) ? this : home, args);
    },
  };
  return likeNative(bound, native);
};

/** Patches the properties of one host. @param {Log} log */
export const createPatcher = (log) => {
  /** The twins that this guard made, by their natives and by themselves. */
  const mine = new WeakMapCtor();
  /** One native, one twin: `my.httpRequest === my.request` stays true. @param {Function} native @param {Site} site @returns {Function} */
  const twinOf = (native, { name, home, make, label }) => {
    const known = weakGet(mine, native);
    if (known !== undefined) return known;
    if (guardedOf(native) === native) {
      log.degraded(label, "belongs to another guard already: its calls are judged by that guard's policy; give each mini program natives of its own");
      return native;
    }
    const twin = make(homed(native, home), name);
    weakSet(mine, native, twin);
    weakSet(mine, twin, twin);
    remember(native, twin);
    return twin;
  };

  const visiting = new MapCtor();
  /** Namespaces may contain each other. @param {object} object */
  const isVisited = (object) => {
    if (mapHas(visiting, object)) return true;
    mapSet(visiting, object, true);
    return false;
  };

  /** @param {unknown} value @param {Site} site @returns {unknown} what a guest may have for it */
  const cover = (value, site) => {
    if (typeof value === "function") return twinOf(value, site);
    if (site.deep && isNamespace(value)) patchAll(/** @type {object} */ (value), site.label, site.name + ".", site.depth + 1, site.make);
    return value;
  };

  /** @param {object} level @param {PropertyKey} key @param {PropertyDescriptor} found @param {Site} site */
  const wrapAccessor = (level, key, found, site) => {
    const { get, set, enumerable } = found;
    const self = (/** @type {unknown} */ that) => (isHost(that) ? that : site.home);
    const accessor = {
      __proto__: null,
      enumerable,
      configurable: false,
      get: get && (/** @this {unknown} */ function () {
        return cover(apply(get, self(this), []), site);
      }),
      set: set && (/** @this {unknown} @param {unknown} value */ function (value) {
        apply(set, self(this), [value]);
      }),
    };
    if (found.configurable !== true || !reflectDefine(level, key, /** @type {any} */ (accessor))) return log.degraded(site.label, "an accessor that cannot be redefined: the original stays reachable");
    if (accessor.get !== undefined) remember(accessor.get, accessor.get);
    log.patched(site.label);
  };

  /** @param {object} level @param {PropertyKey} key @param {Site} site */
  const patchOwn = (level, key, site) => {
    let found = getOwnPropertyDescriptor(level, key);
    if (found === undefined) return;
    if (!hasOwn(found, "value")) {
      if (found.get === undefined || guardedOf(found.get) !== undefined) return;
      const value = attempt(() => cover(reflectGet(level, key, site.home), site));
      // A lazy getter may have replaced itself by what it made.
      found = getOwnPropertyDescriptor(level, key);
      if (found === undefined) return;
      if (!hasOwn(found, "value")) return typeof value === "function" || isNamespace(value) || value === undefined ? wrapAccessor(level, key, found, site) : undefined;
    }
    const { value } = found;
    if (typeof value !== "function") return void cover(value, site);
    const twin = twinOf(value, site);
    if (twin === value && found.configurable === false) return;
    const descriptor = found.configurable
      ? { __proto__: null, value: twin, writable: true, enumerable: found.enumerable, configurable: false }
      : { __proto__: null, value: twin };
    const isPlaced = (found.configurable === true || found.writable === true) && reflectDefine(level, key, /** @type {any} */ (descriptor));
    if (!isPlaced || reflectGet(level, key) !== twin) return log.degraded(site.label, "cannot be replaced: the original stays reachable; unfreeze it, or install the guard first");
    log.patched(site.label);
  };

  /** A class of the host makes objects with unguarded functions: no way leads to it. @param {object} level @param {string} label */
  const hideConstructor = (level, label) => {
    const found = getOwnPropertyDescriptor(level, "constructor");
    if (found === undefined || (hasOwn(found, "value") && found.value === ObjectCtor)) return;
    const descriptor = { __proto__: null, value: ObjectCtor, writable: true, enumerable: found.enumerable, configurable: false };
    if (!reflectDefine(level, "constructor", /** @type {any} */ (descriptor))) log.degraded(label + ".constructor", "cannot be replaced: it makes objects that are not guarded");
  };

  /** @param {object} object @param {string} label @param {string} prefix of the names @param {number} depth @param {Make} make @param {readonly string[]} [inbound] */
  const patchAll = (object, label, prefix, depth, make, inbound = []) => {
    if (depth > DEPTH || isVisited(object)) return;
    const levels = levelsOf(object);
    for (let i = 0; i < levels.length; i += 1) {
      adopt(levels[i]);
      const keys = ownKeys(levels[i]);
      for (let j = 0; j < keys.length; j += 1) {
        const key = keys[j];
        if (key === "constructor") hideConstructor(levels[i], label);
        else if (!includes(inbound, key)) patchOwn(levels[i], key, { label: label + "." + toText(key), name: prefix + toText(key), home: object, deep: true, depth, make });
      }
    }
    mapDelete(visiting, object);
  };
  /** A property that comes later is guarded when it comes. @param {object} object @param {string} key @param {string} label @param {(value: unknown) => unknown} arrive what a guest may have for it */
  const awaitProperty = (object, key, label, arrive) => {
    const found = getOwnPropertyDescriptor(object, key);
    let value = found === undefined ? undefined : arrive(reflectGet(object, key));
    const accessor = {
      __proto__: null,
      enumerable: true,
      configurable: false,
      get: () => value,
      set: (/** @type {unknown} */ next) => {
        value = arrive(next);
      },
    };
    remember(accessor.get, accessor.get);
    if (attempt(() => reflectDefine(object, key, /** @type {any} */ (accessor))) !== true) log.degraded(label, "cannot be watched: what arrives here later is not guarded");
    return () => void arrive(value);
  };

  /** @param {import("../types.d.ts").Point} point @param {Make} make */
  const patchPoint = (point, make) => {
    const { object, key, label } = point;
    adopt(object);
    if (key === null) return patchAll(object, label, "", 0, make, point.inbound);
    const site = { label: label + "." + key, name: key, home: object, deep: false, depth: 0, make };
    const levels = levelsOf(object);
    let isOwned = false;
    for (let i = 0; i < levels.length; i += 1) {
      if (!hasOwn(levels[i], key)) continue;
      isOwned = true;
      adopt(levels[i]);
      patchOwn(levels[i], key, site);
    }
    if (!isOwned && point.awaited === true) awaitProperty(object, key, site.label, (value) => cover(value, site));
    else if (!isOwned && typeof reflectGet(object, key) === "function") log.degraded(site.label, "is offered by a proxy that does not own it: guard the proxy's target");
  };

  return { patchPoint, awaitProperty };
};
