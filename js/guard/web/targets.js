// @ts-check
/**
 * Where a call of a window goes: a value becomes text once, the text becomes the address that the browser itself would make of
 * it, and what is no business of the lists is told from what is (the page's own origin, data on this device). It judges nothing.
 */

import { MapCtor, TypeErrorCtor, getOwnPropertyDescriptor, isArray, mapHas, mapSet, slice, startsWith, toText, uncurryThis } from "../../primordials.js";
import { createTrust } from "./trust.js";

/** An address: `origin` as the page's own is written (`https://…`, for sockets too), null where there is no server. @typedef {{ readonly href: string, readonly protocol: string, readonly origin: string | null }} Address */
/** @typedef {ReturnType<typeof createTargets>} Targets */

/** The getter of an accessor, uncurried. @param {any} holder @param {string} name @returns {(self: any) => any} */
export const getterOf = (holder, name) => uncurryThis(/** @type {any} */ (getOwnPropertyDescriptor(holder, name)).get);

/** A socket to the page's own server is its own, as `'self'` of a Content-Security-Policy says. */
const PAGE_SCHEME = { __proto__: null, "https:": "https", "http:": "http", "wss:": "https", "ws:": "http" };

/** @param {string} option @param {any} list @returns {Map<string, true>} */
const mapOf = (option, list) => {
  const map = new MapCtor();
  if (!isArray(list)) throw new TypeErrorCtor("`" + option + "` must be a list of origins, `[location.origin, \"https://cdn.example.com\"]`");
  for (let i = 0; i < list.length; i += 1) {
    if (typeof list[i] !== "string") throw new TypeErrorCtor("`" + option + "` must be a list of origins, each a string");
    mapSet(map, list[i], true);
  }
  return map;
};

/**
 * @param {any} window @param {readonly string[] | undefined} own origins of the app itself, `https://cdn.example.com`
 * @param {readonly string[] | undefined} workers origins, and schemes (`blob:`), that workers may come from
 */
export const createTargets = (window, own, workers) => {
  const { URL: UrlCtor, document } = window;
  const trust = createTrust(window);
  const owned = mapOf("own", own ?? [window.location.origin]);
  const ofWorkers = mapOf("workers", workers ?? []);
  const hrefOf = getterOf(UrlCtor.prototype, "href");
  const protocolOf = getterOf(UrlCtor.prototype, "protocol");
  const originOf = getterOf(UrlCtor.prototype, "origin");
  const baseOf = getterOf(window.Node.prototype, "baseURI");

  return {
    /** As the platform would read it, and once: a `toString` that changes its mind is heard the first time. @param {unknown} value @returns {string} */
    text: (value) => {
      if (typeof value === "string") return value;
      if (typeof value === "symbol") throw new TypeErrorCtor("Cannot convert a Symbol value to a string");
      return trust.read(value) ?? toText(value);
    },
    trust,
    /** @param {string} text @returns {Address | null} null for what the browser can make nothing of */
    address: (text) => {
      try {
        const url = new UrlCtor(text, baseOf(document));
        const protocol = protocolOf(url);
        const scheme = PAGE_SCHEME[/** @type {"https:"} */ (protocol)];
        const origin = scheme === undefined ? null : scheme + slice(originOf(url), protocol.length - 1);
        return /** @type {any} */ ({ __proto__: null, href: hrefOf(url), protocol, origin });
      } catch {
        return null;
      }
    },
    /** @param {Address} address */
    isOwn: ({ origin }) => origin !== null && mapHas(owned, origin),
    /** @param {Address} address */
    isForWorkers: ({ origin, protocol }) => (origin !== null && mapHas(ofWorkers, origin)) || mapHas(ofWorkers, protocol),
  };
};

/** Without the fragment, which no server sees. @param {string} href @param {string} other */
export const isSamePlace = (href, other) => href === other || (startsWith(href, other) && href[other.length] === "#");
