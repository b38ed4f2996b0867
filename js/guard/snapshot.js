// @ts-check
/**
 * Options, copied once (G-2): everything that a guest can shape is read here, before anything is judged, and the copy is
 * what is judged and what goes on. It does not judge, and it keeps nothing of the guest's but the values it read.
 */

import { defineProperty, hasOwn, isArray } from "../primordials.js";
import { isObject } from "./natives.js";

/** @typedef {import("../types.d.ts").UrlRule} UrlRule */

/** Fields that are read even where enumeration does not show them: class getters, proxies, hidden properties. */
const KNOWN = [
  "success", "fail", "complete", "callbackId", "url", "u", "param", "method", "headers", "header", "data", "timeout",
  "dataType", "responseType", "filePath", "fileName", "fileType", "name", "formData", "protocols", "multiple", "appId",
];
/** Never copied: one would give the copy another prototype in careless hands, the other another JSON text. @param {string} key */
const isDropped = (key) => key === "__proto__" || key === "toJSON";
/** Absent from the options, these stay absent, whatever `Object.prototype` grows between judgement and sending. */
const SHADOWED = ["toJSON", "callbackId"];
const SHADOWED_WITH_URL = ["url", "u", "param", "headers", "header", "baseURL", "baseUrl"];
/** Both spellings are in use, and both are sent. */
export const HEADERS = ["headers", "header"];
/** Every spelling of `host`, so that none can be inherited by headers that do not have it. */
const HOSTS = ["toJSON", ":authority"];
for (let bits = 0; bits < 16; bits += 1) {
  let name = "";
  for (let i = 0; i < 4; i += 1) name += (bits >> i) & 1 ? "HOST"[i] : "host"[i];
  HOSTS[HOSTS.length] = name;
}

/** Defines a plain property: no setter of a prototype hears of it. @param {object} target @param {PropertyKey} key @param {unknown} value */
export const put = (target, key, value) =>
  defineProperty(target, key, /** @type {any} */ ({ __proto__: null, value, writable: true, enumerable: true, configurable: true }));

/** An own field of a copy; never what a prototype offers. @param {any} copy @param {string} key */
export const own = (copy, key) => (hasOwn(copy, key) ? copy[key] : undefined);

/** Leaves nothing at a field, and nothing to inherit there. @param {object} copy @param {string} key */
export const hide = (copy, key) =>
  defineProperty(copy, key, /** @type {any} */ ({ __proto__: null, value: undefined, writable: true, enumerable: false, configurable: true }));

/** @param {object} copy @param {readonly string[]} names */
const shadow = (copy, names) => {
  for (let i = 0; i < names.length; i += 1) if (!hasOwn(copy, names[i])) hide(copy, names[i]);
};

/** Own and inherited fields, each read once. @param {any} source @returns {object} */
const record = (source) => {
  const copy = {};
  for (const key in source) if (!isDropped(key)) put(copy, key, source[key]);
  for (let i = 0; i < KNOWN.length; i += 1) {
    if (hasOwn(copy, KNOWN[i])) continue;
    const value = source[KNOWN[i]];
    if (value !== undefined) put(copy, KNOWN[i], value);
  }
  shadow(copy, SHADOWED);
  return copy;
};

/** @param {any} source @returns {unknown[]} */
const list = (source) => {
  const copy = /** @type {unknown[]} */ ([]);
  const { length } = source;
  for (let i = 0; i < length; i += 1) put(copy, i, source[i]);
  return copy;
};

/** Headers carry text: an object inside them is kept, and refused later. @param {any} source @returns {object} */
const headerRecord = (source) => {
  const copy = {};
  for (const key in source) if (key !== "__proto__") put(copy, key, source[key]);
  shadow(copy, HOSTS);
  return copy;
};

/**
 * The copy of one options object: an ordinary object. Nested: headers, and the objects on the way to a URL.
 * @param {object} source @param {UrlRule | null} rule @returns {any}
 */
export const snapshot = (source, rule) => {
  if (rule === null) return isArray(source) ? list(source) : record(source);
  const copy = record(source);
  for (let i = 0; i < HEADERS.length; i += 1) {
    const headers = own(copy, HEADERS[i]);
    if (isObject(headers)) put(copy, HEADERS[i], headerRecord(headers));
  }
  const nested = /** @type {any} */ ({ __proto__: null });
  for (let i = 0; i < rule.fields.length; i += 1) {
    const path = rule.fields[i];
    if (path.length === 1 || nested[path[0]] === true) continue;
    nested[path[0]] = true;
    const inner = own(copy, path[0]);
    if (!isObject(inner)) continue;
    const innerCopy = record(inner);
    shadow(innerCopy, SHADOWED_WITH_URL);
    put(copy, path[0], innerCopy);
  }
  shadow(copy, SHADOWED_WITH_URL);
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
  put(target, path[path.length - 1], value);
};
