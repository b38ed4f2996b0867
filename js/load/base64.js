// @ts-check
/** Base64 → bytes, without `atob`: logic layers often have none. Runs while a module is evaluated, before any guest code. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** @param {string} text */
export function fromBase64(text) {
  const digits = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i += 1) digits[ALPHABET.charCodeAt(i)] = i;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    const at4 = (/** @type {number} */ j) => digits[text.charCodeAt(i + j) & 127];
    const word = (at4(0) << 18) | (at4(1) << 12) | (at4(2) << 6) | at4(3);
    bytes[at++] = word >> 16;
    bytes[at++] = word >> 8; // a byte beyond the end is dropped by the array
    bytes[at++] = word;
  }
  return bytes;
}
