// @ts-check
/**
 * A container with one entry for all calls of its mini programs, `invokeApi(name, params, …)`, guarded on the container's side: what
 * comes in there is plain data, whatever the guest did to its own realm. A point and a table, no rules.
 */

import { TypeErrorCtor, append, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, reflectDefine } from "../primordials.js";
import { MPAAS } from "../guard/deny-mpaas.js";
import { WECHAT } from "../guard/deny-wechat.js";
import { guardDispatch } from "../guard/dispatch.js";
import { urlTable } from "../guard/urls.js";

/** @type {Record<string, import("../guard/deny.js").Platform | null>} */
const PLATFORMS = { __proto__: null, mpaas: MPAAS, wechat: WECHAT };

/** The object and its prototypes that have the function of their own. @param {any} object @param {string} key */
const ownersOf = (object, key) => {
  const owners = /** @type {object[]} */ ([]);
  for (let at = object; at !== null; at = getPrototypeOf(at)) if (hasOwn(at, key)) append(owners, at);
  return owners;
};

/**
 * @param {{
 *   readonly object: object,
 *   readonly key: string,
 *   readonly reply: import("../types.d.ts").Reply,
 *   readonly errors: "mpaas" | "wechat",
 *   readonly urls?: readonly import("../types.d.ts").UrlRow[],
 *   readonly label?: string,
 * }} container `object`: what owns the dispatcher, an instance or its class's prototype. `key`: its name there. `reply`: tells the
 * mini program, and gives back what the dispatcher returns. `errors`: whose error objects the mini programs know. `urls`: where this
 * container's own messages carry URLs, beside those that the engine knows
 * @returns {import("../types.d.ts").Host}
 */
export const dispatcherHost = ({ object, key, reply, errors, urls = [], label = "container" }) => {
  const platform = PLATFORMS[errors];
  if (platform === undefined || platform === null) throw new TypeErrorCtor("`errors` must be \"mpaas\" or \"wechat\": whose error objects the mini programs know");
  if (typeof reply !== "function") throw new TypeErrorCtor("`reply` must be a function: it tells the mini program of a denial, and gives back what `" + key + "` returns");
  return {
    urls: urlTable(urls),
    platform: [{
      label: label + "." + key,
      object,
      install: ({ judge, log, exposeReason }) => {
        const owners = ownersOf(object, key);
        if (owners.length === 0) throw new TypeErrorCtor("`" + label + "` has no `" + key + "`: name the function that all calls come through");
        for (let i = 0; i < owners.length; i += 1) {
          const found = /** @type {PropertyDescriptor} */ (getOwnPropertyDescriptor(owners[i], key));
          const guarded = typeof found.value === "function" ? guardDispatch(found.value, judge, { platform, exposeReason, reply }) : undefined;
          const descriptor = { __proto__: null, value: guarded, writable: false, enumerable: found.enumerable, configurable: false };
          if (guarded !== undefined && reflectDefine(owners[i], key, /** @type {any} */ (descriptor))) log.patched(label + "." + key);
          else log.degraded(label + "." + key, "is no function that can be replaced: calls come through unguarded");
        }
      },
    }],
  };
};
