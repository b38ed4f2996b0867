// @ts-check
/**
 * Trusted Types. A page that asks for them takes no plain text for a script's or worker's address or for a page's text, and its default
 * policy may make another text of it on the way; a guest can write both. So what was judged goes in as a type of the guard's own, which
 * nobody rewrites. Where a header lets no policy of this name be made, it goes in as it came, if that is the text that was judged.
 */

import { uncurryThis } from "../../primordials.js";

/** The name to let in by `trusted-types`. */
const NAME = "minifence";

const asItIs = (/** @type {string} */ text) => text;

/** @param {any} window @returns {any} */
const policyOf = ({ trustedTypes }) => {
  if (trustedTypes === undefined) return null;
  try {
    return trustedTypes.createPolicy(NAME, /** @type {any} */ ({ __proto__: null, createHTML: asItIs, createScriptURL: asItIs }));
  } catch {
    return null; // a header's `trusted-types` does not name it
  }
};

/** @param {any} window */
export const createTrust = (window) => {
  const { TrustedScriptURL, TrustedTypePolicy } = window;
  const policy = policyOf(window);
  const [makeUrl, makePage] = policy === null ? [] : [uncurryThis(TrustedTypePolicy.prototype.createScriptURL), uncurryThis(TrustedTypePolicy.prototype.createHTML)];
  const textOf = TrustedScriptURL === undefined ? undefined : uncurryThis(TrustedScriptURL.prototype.toString);

  /** The text of a trusted address, which nobody can change; null for any other value. @param {unknown} value @returns {string | null} */
  const read = (value) => {
    if (textOf === undefined || typeof value !== "object" || value === null) return null;
    try {
      return textOf(value);
    } catch {
      return null;
    }
  };

  return {
    read,
    /** An address for a sink, in place of what was given. @param {string} text @param {unknown} given @returns {unknown} */
    url: (text, given) => (makeUrl !== undefined ? makeUrl(policy, text) : read(given) === text ? given : text),
    /** A page's text for a sink. @param {string} text @returns {unknown} */
    page: (text) => (makePage !== undefined ? makePage(policy, text) : text),
  };
};

/** @typedef {ReturnType<typeof createTrust>} Trust */
