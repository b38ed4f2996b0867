// @ts-check
/**
 * Strings ⇄ the bytes of the engine's memory, by captured built-ins only (G-1). It knows no wasm and no codes.
 */
import { Uint8ArrayCtor, charCodeAt, decodeUtf8, fromCharCode, typedArrayBuffer } from "./primordials.js";

/**
 * UTF-8 of the first `units` code units; returns the bytes written. A lone surrogate becomes three bytes that are no UTF-8:
 * the engine refuses them, so what is checked is always what would be sent.
 * @param {Uint8Array} bytes @param {string} text @param {number} units
 */
export function write(bytes, text, units) {
  let at = 0;
  for (let i = 0; i < units; i += 1) {
    let c = charCodeAt(text, i);
    if (c < 0x80) {
      bytes[at++] = c;
      continue;
    }
    if (c < 0x800) {
      bytes[at++] = 0xc0 | (c >> 6);
      bytes[at++] = 0x80 | (c & 0x3f);
      continue;
    }
    const next = c >= 0xd800 && c < 0xdc00 && i + 1 < units ? charCodeAt(text, i + 1) : 0;
    if (next >= 0xdc00 && next < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (next - 0xdc00);
      i += 1;
      bytes[at++] = 0xf0 | (c >> 18);
      bytes[at++] = 0x80 | ((c >> 12) & 0x3f);
    } else {
      bytes[at++] = 0xe0 | (c >> 12);
    }
    bytes[at++] = 0x80 | ((c >> 6) & 0x3f);
    bytes[at++] = 0x80 | (c & 0x3f);
  }
  return at;
}

/** Every ASCII character by its code: cheaper than making it. No index is missing, so nothing is ever inherited. */
const ASCII = /** @type {string[]} */ ([]);
for (let code = 0; code < 0x80; code += 1) ASCII[code] = fromCharCode(code);

/** The platform's decoder is asked for texts of this length and more: a call costs it as much as a few characters cost here. */
const LONG = 12;

/** Text from UTF-8 that the engine wrote, and so is well-formed. @param {Uint8Array} bytes all of its memory @param {number} at @param {number} end */
export function read(bytes, at, end) {
  if (decodeUtf8 !== undefined && end - at >= LONG) return decodeUtf8(new Uint8ArrayCtor(typedArrayBuffer(bytes), at, end - at));
  let text = "";
  while (at < end) {
    const byte = bytes[at++];
    if (byte < 0x80) {
      text += ASCII[byte];
      continue;
    }
    const more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    let c = byte & (0x3f >> more);
    for (let i = 0; i < more; i += 1) c = (c << 6) | (bytes[at++] & 0x3f);
    text += c < 0x10000 ? fromCharCode(c) : fromCharCode(0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
  }
  return text;
}

/** Whether a text has no lone surrogates. @param {string} text */
export function isWellFormed(text) {
  for (let i = 0; i < text.length; i += 1) {
    const c = charCodeAt(text, i);
    if (c < 0xd800 || c >= 0xe000) continue;
    const next = c < 0xdc00 && i + 1 < text.length ? charCodeAt(text, i + 1) : 0;
    if (next < 0xdc00 || next >= 0xe000) return false;
    i += 1;
  }
  return true;
}
