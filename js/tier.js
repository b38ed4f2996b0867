// @ts-check
/**
 * The tier: URLs that need no crossing into wasm. It is made of what the engine says of a compiled policy, and answers three things:
 * this URL is canonical byte for byte, and this entry is its authority (U-9); its authority is none that could be allowed; this is
 * what is sent for one with capitals, `:443` or no path. What it does not know it leaves to the engine. Fuzzing holds it to the
 * engine (tests/fuzz).
 *
 * Every pattern here is asked by the captured `exec`, and is turned inside out by `(?!…)`: what fits gives null, so that nothing is
 * allocated, and a guest's `RegExp.$1` stays what it was.
 */
import { MapCtor, RegExpCtor, Uint8ArrayCtor, charCodeAt, endsWith, exec, freeze, imul, indexOf, mapGet, mapSet, mapSize, slice, startsWith, toLowerCase } from "./primordials.js";

/** The longest subject (U-2). */
export const MAX_UNITS = 8192;

/**
 * Path, query and fragment that the URL parser hands back unchanged: no segment begins with a dot in any spelling (it might be a
 * dot segment), and no character is one that it encodes. Stricter than need be, and the same in every part.
 */
const KEPT = "[-\\w~!$&()*+,;=:@.?%#]*";
const SEGMENT = "/(?!\\.|%2[eE])" + KEPT;
const REST = "(?:" + SEGMENT + ")+$";

/** @param {string} prefix @param {string} rest @param {string} [flags] */
const inverted = (prefix, rest, flags) => new RegExpCtor("^(?!" + prefix + rest + ")", flags);

/** Whether a URL fits a pattern. @param {RegExp} pattern @param {string} url */
export const fits = (pattern, url) => exec(pattern, url) === null;

/** URLs of which only the authority is left to be judged; a path may be missing. @param {string} scheme */
export const plainPattern = (scheme) => inverted(scheme + "://[A-Za-z0-9.-]+(?::\\d+)?", "(?:[?#]" + KEPT + ")?(?:" + SEGMENT + ")*$");

/** @typedef {{ readonly text: string, readonly params: { readonly entry: string } }} Entry an authority, and what is told of it */
/**
 * `strangers`: what begins with the scheme without its `s`, or has no authority that can be allowed: an entry, in capitals or not, with
 * `:443` or not. Every other spelling of its host, escapes, credentials, another script, is refused as ambiguous (U-3), and nothing else
 * leads there. No URL that a list does not govern begins so (A-4, W-2).
 * @typedef {{ readonly pattern: RegExp, readonly find: (url: string) => Entry | undefined, readonly strangers: RegExp | null }} Tier
 */

/** Dots are the only characters of an authority that a pattern would read otherwise. @param {string} text */
function literal(text) {
  let out = "";
  for (let i = 0; i < text.length; i += 1) out += text[i] === "." ? "\\." : text[i];
  return out;
}

/**
 * The tier of one list and scheme; null when there is nothing to look for.
 * @param {string} scheme @param {readonly Entry[]} entries what the engine says of the list @param {boolean} areAll that the list allows
 * @returns {Tier | null}
 */
export function createTier(scheme, entries, areAll) {
  if (entries.length === 0) return null;
  let alternatives = "";
  for (let i = 0; i < entries.length; i += 1) alternatives += (i === 0 ? "" : "|") + literal(entries[i].text);
  const authorities = "(?:" + alternatives + ")";
  // A host that has an A-label may be written in another script.
  const knowsStrangers = areAll && indexOf(alternatives, "xn--") === -1;
  return {
    pattern: inverted(scheme + "://" + authorities, REST),
    find: finder(scheme.length + 3, entries),
    strangers: knowsStrangers ? inverted(slice(scheme, 0, -1), "(?::|s:(?!//" + authorities + "(?::443)?(?:[/?#]|$)))", "i") : null,
  };
}

/**
 * The canonical text of a URL that is plain: of its authority, capitals, the default port and a missing path are all that there is to mend.
 * @param {string} url @param {string} prefix scheme and slashes, as they are written
 */
export function mend(url, prefix) {
  const start = prefix.length;
  let end = start;
  // Up to a slash, a question mark or a hash.
  for (; end < url.length; end += 1) {
    const code = charCodeAt(url, end);
    if (code === 47 || code === 63 || code === 35) break;
  }
  const host = toLowerCase(slice(url, start, endsWith(url, ":443", end) ? end - 4 : end));
  const rest = slice(url, end);
  return startsWith(rest, "/") ? prefix + host + rest : prefix + host + "/" + rest;
}

/* Which entry it was. The pattern has said that it is one of them, so the length and a few characters tell them apart. */

const SLOTS = 512;
const TRIES = 100;

/** @param {number} start where the authority begins @param {readonly Entry[]} entries @returns {Tier["find"]} */
function finder(start, entries) {
  const places = telling(entries);
  if (places !== null) {
    const table = new Uint8ArrayCtor(SLOTS);
    for (let seed = 1; seed <= TRIES; seed += 1) {
      const slot = slotter(places, imul(seed, 0x9e3779b1));
      if (!fill(table, entries, slot)) continue;
      return (url) => {
        const number = table[slot(url, start, indexOf(url, "/", start))];
        return number === 0 ? undefined : entries[number - 1];
      };
    }
  }
  const byText = new MapCtor();
  for (let i = 0; i < entries.length; i += 1) mapSet(byText, entries[i].text, entries[i]);
  return (url) => mapGet(byText, slice(url, start, indexOf(url, "/", start)));
}

/** Places of four characters that, with the length, are different for each entry; null when there are no such four. @param {readonly Entry[]} entries */
function telling(entries) {
  let shortest = MAX_UNITS;
  for (let i = 0; i < entries.length; i += 1) if (entries[i].text.length < shortest) shortest = entries[i].text.length;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let best = 0;
  // One after the other, each the one that leaves the fewest alike.
  for (let round = 0; round < 4; round += 1) {
    let found = 0;
    for (let at = 0; at < shortest; at += 1) {
      const count = distinct(entries, round > 0 ? a : at, round > 1 ? b : at, round > 2 ? c : at, at);
      if (count <= best) continue;
      best = count;
      found = at;
    }
    if (round === 0) a = found;
    else if (round === 1) b = found;
    else if (round === 2) c = found;
    else d = found;
  }
  return best === entries.length ? freeze({ a, b, c, d }) : null;
}

/** @param {readonly Entry[]} entries @param {number} a @param {number} b @param {number} c @param {number} d */
function distinct(entries, a, b, c, d) {
  const seen = new MapCtor();
  for (let i = 0; i < entries.length; i += 1) {
    const { text } = entries[i];
    mapSet(seen, text.length + text[a] + text[b] + text[c] + text[d], true);
  }
  return mapSize(seen);
}

/** @param {{ a: number, b: number, c: number, d: number }} places @param {number} factor */
const slotter = ({ a, b, c, d }, factor) => (/** @type {string} */ text, /** @type {number} */ start, /** @type {number} */ end) => {
  const front = (charCodeAt(text, start + a) << 8) | charCodeAt(text, start + b);
  const back = (charCodeAt(text, start + c) << 16) | (charCodeAt(text, start + d) << 8) | (end - start);
  return imul(imul(front, factor) ^ back, factor) >>> 23;
};

/** Whether every entry has a slot of its own. @param {Uint8Array} table @param {readonly Entry[]} entries @param {ReturnType<typeof slotter>} slot */
function fill(table, entries, slot) {
  for (let i = 0; i < SLOTS; i += 1) table[i] = 0;
  for (let i = 0; i < entries.length; i += 1) {
    const at = slot(entries[i].text, 0, entries[i].text.length);
    if (table[at] !== 0) return false;
    table[at] = i + 1;
  }
  return true;
}
