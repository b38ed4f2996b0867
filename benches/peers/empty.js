// @ts-check
/** A WebAssembly module of a given size that does nothing: a head, and a custom section for the rest. @param {number} size */
export function emptyModule(size) {
  const bytes = new Uint8Array(size);
  bytes.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0]);
  // The section's length in five bytes of LEB128, so that any size fits; then a name of no letters.
  const length = size - 14;
  for (let i = 0; i < 5; i += 1) bytes[9 + i] = ((length >> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0);
  return bytes;
}
