// @ts-check
/**
 * Built-ins, captured and uncurried when this module is evaluated: before any guest code (G-1).
 * The rest of the shim uses only these, never a method or a global at call time. It is not a polyfill: what a realm
 * does not have (QuickJS: no URL, TextEncoder, WebAssembly, queueMicrotask) is `undefined` here, and nothing throws.
 */

/** @typedef {(self: any, ...args: any[]) => any} Uncurried */

/** The global object: the name `globalThis` can be taken over. */
export const realm = globalThis;

const { bind, call } = Function.prototype;

/** `uncurryThis(f)(self, a)` is `f.call(self, a)`, whatever `call` has become since. @type {(f: Function) => Uncurried} */
export const uncurryThis = bind.bind(call);

/** @param {unknown} f @returns {any} */
const optional = (f) => (typeof f === "function" ? uncurryThis(f) : undefined);

/** The getter of an accessor property, uncurried. @param {any} holder @param {PropertyKey} name @returns {any} */
const getter = (holder, name) => (holder ? optional(Object.getOwnPropertyDescriptor(holder, name)?.get) : undefined);

/** A constructor of the realm, or undefined. @param {string} name @returns {any} */
const ctor = (name) => {
  const found = /** @type {any} */ (realm)[name];
  return typeof found === "function" ? found : undefined;
};

export const { apply, ownKeys } = Reflect;
export const reflectDefine = Reflect.defineProperty;
export const reflectDelete = Reflect.deleteProperty;
export const reflectGet = Reflect.get;
export const { defineProperty, freeze, getOwnPropertyDescriptor, getOwnPropertySymbols, getPrototypeOf, isFrozen, keys, create, setPrototypeOf } = Object;
/** Defines a plain property: no setter of a prototype hears of it. @param {object} target @param {PropertyKey} key @param {unknown} value */
export const put = (target, key, value) =>
  defineProperty(target, key, /** @type {any} */ ({ __proto__: null, value, writable: true, enumerable: true, configurable: true }));
/** Appends an own element: an assignment could run into a setter on `Array.prototype`. @template T @param {T[]} list @param {T} value */
export const append = (list, value) => put(list, list.length, value);
export const { isArray } = Array;
export const arraySort = /* @__PURE__ */ uncurryThis(Array.prototype.sort);
export const { isSafeInteger } = Number;
export const toNumber = Number;
export const toText = String;
export const { fromCharCode } = String;
export const { abs, ceil, clz32, floor, imul, min } = Math;

export const ObjectCtor = Object;
export const ObjectPrototype = Object.prototype;
export const FunctionPrototype = Function.prototype;
/** The source text of a function, `[native code]` for those of the realm. @type {(f: Function) => string} */
export const functionText = uncurryThis(Function.prototype.toString);
export const hasOwn = uncurryThis(Object.prototype.hasOwnProperty);
export const isPrototypeOf = uncurryThis(Object.prototype.isPrototypeOf);

export const charCodeAt = uncurryThis(String.prototype.charCodeAt);
export const toLowerCase = uncurryThis(String.prototype.toLowerCase);
export const slice = uncurryThis(String.prototype.slice);
export const indexOf = uncurryThis(String.prototype.indexOf);
export const startsWith = uncurryThis(String.prototype.startsWith);
export const endsWith = uncurryThis(String.prototype.endsWith);

export const RegExpCtor = RegExp;
/** The match, or null. It reads nothing but the pattern itself, where `test` would look for an `exec` that may be anybody's. */
export const exec = uncurryThis(RegExp.prototype.exec);

export const MapCtor = Map;
export const mapGet = uncurryThis(Map.prototype.get);
export const mapSet = uncurryThis(Map.prototype.set);
export const mapHas = uncurryThis(Map.prototype.has);
export const mapDelete = uncurryThis(Map.prototype.delete);
export const mapClear = uncurryThis(Map.prototype.clear);
/** The number of entries. @type {(map: Map<any, any>) => number} */
export const mapSize = getter(Map.prototype, "size");
export const WeakMapCtor = WeakMap;
export const weakGet = uncurryThis(WeakMap.prototype.get);
export const weakSet = uncurryThis(WeakMap.prototype.set);
/** Not everywhere. @type {typeof WeakRef | undefined} */
export const WeakRefCtor = typeof WeakRef === "function" ? WeakRef : undefined;
/** @type {(ref: any) => any} */
export const deref = WeakRefCtor === undefined ? () => undefined : uncurryThis(WeakRefCtor.prototype.deref);
export const weakHas = uncurryThis(WeakMap.prototype.has);

export const dateNow = Date.now;

export const ErrorCtor = Error;
export const TypeErrorCtor = TypeError;
export const RangeErrorCtor = RangeError;

export const PromiseCtor = Promise;
export const PromisePrototype = Promise.prototype;
export const promiseThen = uncurryThis(Promise.prototype.then);

export const jsonParse = JSON.parse;

/** @type {((run: () => void, ms?: number) => unknown) | undefined} */
export const setTimer = typeof setTimeout === "function" ? (run, ms) => later(realm, run, ms) : undefined;
const later = optional(ctor("setTimeout"));
/** @type {((run: () => void) => void) | undefined} */
export const microtask = typeof queueMicrotask === "function" ? (run) => soon(realm, run) : undefined;
const soon = optional(ctor("queueMicrotask"));

/* Typed arrays: what the airlock needs to write a string into the engine's scratch buffer. Marked are those that few doors need: a bundler
   leaves them out elsewhere. */
export const Uint8ArrayCtor = ctor("Uint8Array");
export const Uint16ArrayCtor = /* @__PURE__ */ ctor("Uint16Array");
export const Uint32ArrayCtor = /* @__PURE__ */ ctor("Uint32Array");
export const Int8ArrayCtor = /* @__PURE__ */ ctor("Int8Array");
export const Int16ArrayCtor = /* @__PURE__ */ ctor("Int16Array");
export const Int32ArrayCtor = /* @__PURE__ */ ctor("Int32Array");
export const Float64ArrayCtor = /* @__PURE__ */ ctor("Float64Array");
export const ArrayBufferCtor = /* @__PURE__ */ ctor("ArrayBuffer");
const TypedArrayPrototype = Uint8ArrayCtor && Object.getPrototypeOf(Uint8ArrayCtor.prototype);
export const typedArraySet = /* @__PURE__ */ optional(TypedArrayPrototype?.set);
export const typedArrayFill = /* @__PURE__ */ optional(TypedArrayPrototype?.fill);
export const typedArrayCopyWithin = /* @__PURE__ */ optional(TypedArrayPrototype?.copyWithin);
export const typedArrayLength = getter(TypedArrayPrototype, "length");
export const typedArrayBuffer = getter(TypedArrayPrototype, "buffer");

const Encoder = ctor("TextEncoder");
const encoder = Encoder && new Encoder();
const into = Encoder && optional(Encoder.prototype.encodeInto);
/** UTF-8 of a well-formed string into bytes. @type {((text: string, bytes: Uint8Array) => { read: number, written: number }) | undefined} */
export const encodeInto = into && ((text, bytes) => into(encoder, text, bytes));
const Decoder = ctor("TextDecoder");
const decoder = Decoder && new Decoder("utf-8", { ignoreBOM: true });
const decodeBytes = Decoder && optional(Decoder.prototype.decode);
/** @type {((bytes: Uint8Array) => string) | undefined} */
export const decodeUtf8 = decodeBytes && ((bytes) => decodeBytes(decoder, bytes));

/* WebAssembly. `exports` and `buffer` are accessors on prototypes: read through these getters only. */
const Wasm = typeof WebAssembly === "object" ? WebAssembly : undefined;
export const WasmInstance = Wasm?.Instance;
export const instanceExports = getter(Wasm?.Instance?.prototype, "exports");
export const memoryBuffer = getter(Wasm?.Memory?.prototype, "buffer");

const bufferPrototype = ctor("ArrayBuffer")?.prototype;
const arrayBufferByteLength = getter(bufferPrototype, "byteLength");
const isView = ctor("ArrayBuffer")?.isView;
/** Bytes, told by what they are and not by what they say. @type {(value: object) => boolean} */
export const isBuffer = (value) => {
  if (isView?.(value)) return true;
  if (bufferPrototype === undefined || !isPrototypeOf(bufferPrototype, value)) return false;
  try {
    arrayBufferByteLength(value);
    return true;
  } catch {
    return false;
  }
};
