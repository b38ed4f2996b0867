// @ts-check
/**
 * The allow tier: URLs that need no crossing into wasm. It is made of what the engine says of a compiled policy, and answers one
 * thing only: this URL is canonical byte for byte, and this entry is its authority (U-9). What it does not know it leaves to the
 * engine; it denies nothing. Fuzzing holds it to the engine (tests/fuzz).
 *
 * Every pattern here is asked by the captured `exec`, and is turned inside out by `(?!…)`: what fits gives null, so that nothing is
 * allocated, and a guest's `RegExp.$1` stays what it was.
 */
import { MapCtor, RegExpCtor, Uint8ArrayCtor, charCodeAt, exec, imul, indexOf, mapGet, mapSet, slice } from "./primordials.js";

/** The longest subject (U-2). */
export const MAX_UNITS = 8192;

/**
 * Path, query and fragment that the URL parser hands back unchanged: no segment begins with a dot or a percent sign (it might be a
 * dot segment), and no character is one that it encodes. Stricter than need be, and the same in every part.
 */
const REST = "(?:/(?![.%])[-\\w~!$&()*+,;=:@.?%#]*)+$";

/** @param {string} scheme @param {string} authority */
const inverted = (scheme, authority) => new RegExpCtor(`^(?!${scheme}://${authority}${REST})`);

/** Whether a URL fits a pattern. @param {RegExp} pattern @param {string} url */
export const fits = (pattern, url) => exec(pattern, url) === null;

/** URLs of which only the authority is left to be judged. @param {string} scheme */
export const plainPattern = (scheme) => inverted(scheme, "[A-Za-z0-9.:-]+");

/** @typedef {{ readonly text: string, readonly params: { readonly entry: string } }} Entry an authority, and what is told of it */
/** @typedef {{ readonly pattern: RegExp, readonly find: (url: string) => Entry | undefined }} Tier */

/** Dots are the only characters of an authority that a pattern would read otherwise. @param {string} text */
function literal(text) {
  let out = "";
  for (let i = 0; i < text.length; i += 1) out += text[i] === "." ? "\\." : text[i];
  return out;
}

/**
 * The tier of one list and scheme; null when there is nothing to look for.
 * @param {string} scheme @param {readonly Entry[]} entries what the engine says of the list @returns {Tier | null}
 */
export function createTier(scheme, entries) {
  if (entries.length === 0) return null;
  let alternatives = "";
  for (let i = 0; i < entries.length; i += 1) alternatives += `${i === 0 ? "" : "|"}${literal(entries[i].text)}`;
  return { pattern: inverted(scheme, `(?:${alternatives})`), find: finder(scheme.length + 3, entries) };
}

/* Which entry it was. The pattern has said that it is one of them, so a few characters tell them apart. */

const SLOTS = 512;
const TRIES = 200;

/** @param {number} start where the authority begins @param {readonly Entry[]} entries @returns {Tier["find"]} */
function finder(start, entries) {
  const table = new Uint8ArrayCtor(SLOTS);
  for (let seed = 1; seed <= TRIES; seed += 1) {
    if (fill(table, entries, imul(seed, 0x9e3779b1))) {
      const factor = imul(seed, 0x9e3779b1);
      return (url) => {
        const number = table[slot(url, start, indexOf(url, "/", start), factor)];
        return number === 0 ? undefined : entries[number - 1];
      };
    }
  }
  // Hosts that differ in other places only.
  const byText = new MapCtor();
  for (let i = 0; i < entries.length; i += 1) mapSet(byText, entries[i].text, entries[i]);
  return (url) => mapGet(byText, slice(url, start, indexOf(url, "/", start)));
}

/** Whether every entry has a slot of its own. @param {Uint8Array} table @param {readonly Entry[]} entries @param {number} factor */
function fill(table, entries, factor) {
  for (let i = 0; i < SLOTS; i += 1) table[i] = 0;
  for (let i = 0; i < entries.length; i += 1) {
    const at = slot(entries[i].text, 0, entries[i].text.length, factor);
    if (table[at] !== 0) return false;
    table[at] = i + 1;
  }
  return true;
}

/** Length and five characters of an authority as a number below SLOTS. @param {string} text @param {number} start @param {number} end @param {number} factor */
function slot(text, start, end, factor) {
  const length = end - start;
  let sum = imul(length ^ charCodeAt(text, start), factor);
  sum = imul(sum ^ charCodeAt(text, start + (length >> 2)), factor) + charCodeAt(text, start + (length >> 1));
  sum = imul(sum ^ charCodeAt(text, start + 2), factor) + charCodeAt(text, start + ((3 * length) >> 2));
  return imul(sum, factor) >>> 23;
}
