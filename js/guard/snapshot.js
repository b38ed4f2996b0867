// @ts-check
/**
 * Options, copied once (G-2): everything that a guest can shape is read here, before anything is judged, and the copy is
 * what is judged and what goes on. It does not judge, and it keeps nothing of the guest's but the values it read.
 */

import { ObjectPrototype, defineProperty, getOwnPropertySymbols, getPrototypeOf, hasOwn, isArray, put, setPrototypeOf } from "../primordials.js";
import { isObject } from "./natives.js";
import { HEADER_FIELDS, OPTIONS } from "./shield.js";

/** @typedef {import("../types.d.ts").UrlRule} UrlRule */

/** Never copied: one would give the copy another prototype in careless hands, the other another JSON text. @param {string} key */
const isDropped = (key) => key === "__proto__" || key === "toJSON";

/** An own field of a copy; never what a prototype offers. @param {any} copy @param {string} key */
export const own = (copy, key) => (hasOwn(copy, key) ? copy[key] : undefined);

/** Leaves nothing at a field, and nothing to inherit there. @param {object} copy @param {string} key */
export const hide = (copy, key) =>
  defineProperty(copy, key, /** @type {any} */ ({ __proto__: null, value: undefined, writable: true, enumerable: false, configurable: true }));

/** Puts a value where a copy has one: an own field is found before any setter of a prototype. @param {any} copy @param {string} key @param {unknown} value */
export const replace = (copy, key, value) => {
  if (hasOwn(copy, key)) copy[key] = value;
  else put(copy, key, value);
};

/** @param {any} copy @param {string} key @param {unknown} value */
const take = (copy, key, value) => {
  if (value !== undefined && !hasOwn(copy, key)) put(copy, key, value);
};

/**
 * Fields that are read even where enumeration does not show them: class getters, proxies, hidden properties. By name and not from
 * a list: so each is a single look at an object whose shape is known, and all of them together cost less than two from a list. The
 * copy is asked first, and behind it stands its shield: an accessor on `Object.prototype` never sees it.
 * @param {any} copy @param {any} source
 */
const takeKnown = (copy, source) => {
  if (copy.success === undefined) take(copy, "success", source.success);
  if (copy.fail === undefined) take(copy, "fail", source.fail);
  if (copy.complete === undefined) take(copy, "complete", source.complete);
  if (copy.callbackId === undefined) take(copy, "callbackId", source.callbackId);
  if (copy.url === undefined) take(copy, "url", source.url);
  if (copy.u === undefined) take(copy, "u", source.u);
  if (copy.param === undefined) take(copy, "param", source.param);
  if (copy.method === undefined) take(copy, "method", source.method);
  if (copy.headers === undefined) take(copy, "headers", source.headers);
  if (copy.header === undefined) take(copy, "header", source.header);
  if (copy.data === undefined) take(copy, "data", source.data);
  if (copy.timeout === undefined) take(copy, "timeout", source.timeout);
  if (copy.dataType === undefined) take(copy, "dataType", source.dataType);
  if (copy.responseType === undefined) take(copy, "responseType", source.responseType);
  if (copy.filePath === undefined) take(copy, "filePath", source.filePath);
  if (copy.fileName === undefined) take(copy, "fileName", source.fileName);
  if (copy.fileType === undefined) take(copy, "fileType", source.fileType);
  if (copy.name === undefined) take(copy, "name", source.name);
  if (copy.formData === undefined) take(copy, "formData", source.formData);
  if (copy.protocols === undefined) take(copy, "protocols", source.protocols);
  if (copy.multiple === undefined) take(copy, "multiple", source.multiple);
  if (copy.appId === undefined) take(copy, "appId", source.appId);
};

const NOTHING = {};
/** Whether an object has its own fields only: one that a prototype offers, and enumeration shows, is a field too. @param {object} source */
const isOrdinary = (source) => {
  if (getPrototypeOf(source) !== ObjectPrototype) return false;
  for (const _ in NOTHING) return false;
  return true;
};

/** Whether a copy has fields that a careful one does not have. Symbols: one of them tells how an object is made a text. @param {any} copy */
const isCareless = (copy) => copy.__proto__ !== undefined || copy.toJSON !== undefined || getOwnPropertySymbols(copy).length > 0;

/** Own fields, each read once, as data; null when there is more to it. @param {object} source @param {object} shield @returns {any} */
const quickly = (source, shield) => {
  if (!isOrdinary(source)) return null;
  const copy = setPrototypeOf({ ...source }, shield);
  return isCareless(copy) ? null : copy;
};

/** Own and inherited fields, each read once. @param {any} source @param {object} shield @returns {any} */
const carefully = (source, shield) => {
  const copy = {};
  for (const key in source) if (!isDropped(key)) put(copy, key, source[key]);
  return setPrototypeOf(copy, shield);
};

/** @param {any} source @returns {any} */
export const record = (source) => {
  const copy = quickly(source, OPTIONS) ?? carefully(source, OPTIONS);
  takeKnown(copy, source);
  return copy;
};

/** @param {any} source @returns {unknown[]} */
export const list = (source) => {
  const copy = /** @type {unknown[]} */ ([]);
  const { length } = source;
  for (let i = 0; i < length; i += 1) put(copy, i, source[i]);
  return copy;
};

/** Headers carry text: an object inside them is kept, and refused later. @param {any} source */
const headerRecord = (source) => quickly(source, HEADER_FIELDS) ?? carefully(source, HEADER_FIELDS);

/**
 * The copy of one options object. Nested: headers, and the objects on the way to a URL.
 * @param {object} source @param {UrlRule | null} rule @param {boolean} isRuled whether anything else asks for fields of it @returns {any}
 */
export const snapshot = (source, rule, isRuled = false) => {
  if (rule === null && !isRuled) return isArray(source) ? list(source) : record(source);
  const copy = record(source);
  // Both spellings are in use, and both are sent.
  if (isObject(copy.headers)) replace(copy, "headers", headerRecord(copy.headers));
  if (isObject(copy.header)) replace(copy, "header", headerRecord(copy.header));
  if (rule === null) return copy;
  const nested = /** @type {any} */ ({ __proto__: null });
  for (let i = 0; i < rule.fields.length; i += 1) {
    const path = rule.fields[i];
    if (path.length === 1 || nested[path[0]] === true) continue;
    nested[path[0]] = true;
    const inner = own(copy, path[0]);
    if (isObject(inner)) replace(copy, path[0], record(inner));
  }
  return copy;
};

/**
 * What stands at a path of a copy. A primitive where an object belongs gives null, which no judge lets pass.
 * @param {unknown} copy @param {readonly string[]} path
 */
export const valueAt = (copy, path) => {
  let value = copy;
  for (let i = 0; i < path.length; i += 1) {
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) return null;
    value = own(value, path[i]);
  }
  return value;
};

/** Puts what was judged in place of what was given. @param {any} copy @param {readonly string[]} path @param {unknown} value */
export const place = (copy, path, value) => {
  let target = copy;
  for (let i = 0; i < path.length - 1; i += 1) target = own(target, path[i]);
  replace(target, path[path.length - 1], value);
};
