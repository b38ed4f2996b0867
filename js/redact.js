// @ts-check
/**
 * What of a subject may be written down (D-4): no query, no fragment, no credentials, nothing that a terminal or a log
 * would obey, and not too long. For people to read; nothing is judged here, and nothing here parses a URL.
 */

import { charCodeAt, fromCharCode, indexOf, slice, startsWith, toLowerCase } from "./primordials.js";

const LIMIT = 256;
const HEX = "0123456789abcdef";
const NETWORK = ["https:", "http:", "wss:", "ws:"];

/** Code units that a terminal, a log or a reader would misread: controls, soft hyphen, zero width, bidi, lone surrogates. */
const UNSEEN = [[0, 0x1f], [0x7f, 0x9f], [0xad, 0xad], [0x61c, 0x61c], [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f], [0xd800, 0xdfff], [0xfeff, 0xfeff]];

/** @param {number} code */
const isUnseen = (code) => {
  if (code >= 0x20 && code < 0x7f) return false;
  for (let i = 0; i < UNSEEN.length; i += 1) if (code >= UNSEEN[i][0] && code <= UNSEEN[i][1]) return true;
  return false;
};

/** Text in which every control character, bidi mark and lone surrogate is spelled out. @param {string} text */
export const plain = (text) => {
  let out = "";
  const end = text.length < LIMIT ? text.length : LIMIT;
  for (let i = 0; i < end; i += 1) {
    const code = charCodeAt(text, i);
    out += isUnseen(code) ? "\\u" + HEX[(code >> 12) & 15] + HEX[(code >> 8) & 15] + HEX[(code >> 4) & 15] + HEX[code & 15] : fromCharCode(code);
  }
  return text.length > LIMIT ? out + "…" : out;
};

/** Where a character is first found, else the end. @param {string} text @param {string} mark @param {number} from */
const first = (text, mark, from) => {
  const at = indexOf(text, mark, from);
  return at === -1 ? text.length : at;
};

/** @param {string} text */
const withoutQuery = (text) => {
  const query = first(text, "?", 0);
  const fragment = first(text, "#", 0);
  return slice(text, 0, query < fragment ? query : fragment);
};

/** Where the scheme ends, -1 without one. @param {string} text */
const schemeEnd = (text) => {
  const colon = indexOf(text, ":");
  return colon < first(text, "/", 0) ? colon : -1;
};

/** @param {number} code */
const isSlash = (code) => code === 0x2f || code === 0x5c;

/** Anything before the last `@` is masked. @param {string} text */
const masked = (text) => {
  let cut = 0;
  for (let i = 0; i < text.length; i += 1) if (charCodeAt(text, i) === 0x40) cut = i + 1;
  return cut === 0 ? text : "***@" + slice(text, cut);
};

/**
 * Credentials go, hosts stay: parsers do not agree whether a backslash ends an authority, so whatever stands on either side of
 * one may be the host, and is shown.
 * @param {string} text
 */
const withoutCredentials = (text) => {
  let from = schemeEnd(text) + 1;
  while (from < text.length && (charCodeAt(text, from) <= 0x20 || isSlash(charCodeAt(text, from)))) from += 1;
  let out = slice(text, 0, from);
  let at = from;
  for (; at < text.length && charCodeAt(text, at) !== 0x2f; at += 1) {
    if (charCodeAt(text, at) !== 0x5c) continue;
    out += masked(slice(text, from, at)) + "\\";
    from = at + 1;
  }
  return out + masked(slice(text, from, at)) + slice(text, at);
};

/** @param {string} text */
const isNetwork = (text) => {
  const lower = toLowerCase(text);
  for (let i = 0; i < NETWORK.length; i += 1) if (startsWith(lower, NETWORK[i])) return true;
  return false;
};

/** A URL for the record. Of `data:` and the like only the scheme: the rest is content. @param {unknown} url */
export const redactUrl = (url) => {
  if (typeof url !== "string") return "<" + typeof url + ">";
  const bare = withoutQuery(slice(url, 0, 2048));
  const colon = schemeEnd(bare);
  if (colon !== -1 && !isNetwork(bare) && indexOf(bare, "/") !== colon + 1) return plain(slice(bare, 0, colon + 1));
  return plain(withoutCredentials(bare));
};

/** An API name for the record. @param {unknown} name */
export const redactName = (name) => (typeof name === "string" ? plain(name) : "<" + typeof name + ">");
