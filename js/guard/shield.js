// @ts-check
/**
 * What stands between a copy of options and `Object.prototype`: whatever that grows between judgement and sending, the fields that
 * could send a call elsewhere stay absent where the options do not have them (G-2). Made once; hiding the fields on every copy
 * costs more than all the rest of a call. It knows no values.
 */

import { ObjectCtor, ObjectPrototype, append, create, defineProperty, freeze, put } from "../primordials.js";

/** An ordinary object but for those fields, which it answers with `undefined`. A native may still give a copy such a field. @param {readonly string[]} names */
const shield = (names) => {
  const made = create(ObjectPrototype);
  // Who asks whether an object is a plain one (lodash, jQuery and their like) asks the prototype for this, of its own.
  defineProperty(made, "constructor", /** @type {any} */ ({ __proto__: null, value: ObjectCtor }));
  for (let i = 0; i < names.length; i += 1) {
    const accessor = {
      __proto__: null,
      enumerable: false,
      configurable: false,
      get: () => undefined,
      /** @this {object} @param {unknown} value */
      set(value) {
        put(this, names[i], value);
      },
    };
    defineProperty(made, names[i], /** @type {any} */ (accessor));
  }
  return freeze(made);
};

/** Every spelling of `host`, so that none can be inherited by headers that do not have it. */
const hosts = ["toJSON", ":authority"];
for (let bits = 0; bits < 16; bits += 1) {
  let name = "";
  for (let i = 0; i < 4; i += 1) name += (bits >> i) & 1 ? "HOST"[i] : "host"[i];
  append(hosts, name);
}

/** Fields that are read even where enumeration does not show them: class getters, proxies, hidden properties (`takeKnown` in `snapshot.js`). */
const KNOWN = [
  "success", "fail", "complete", "callbackId", "url", "u", "param", "method", "headers", "header", "data", "timeout", "dataType",
  "responseType", "filePath", "fileName", "fileType", "name", "formData", "protocols", "multiple", "appId",
];

/** Of options, and of objects on the way to a URL: to ask a copy for one of these fields runs nobody's getter. */
export const OPTIONS = shield([...KNOWN, "__proto__", "toJSON", "baseURL", "baseUrl", "base_url", "prefixUrl", "prefixURL"]);
export const HEADER_FIELDS = shield(["__proto__", ...hosts]);
