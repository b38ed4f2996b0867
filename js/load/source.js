// @ts-check
/** Bytes, a response or a module → a compiled module. Where the bytes lie is the business of `web.js` and `node.js`. */

/** @param {unknown} source @returns {Promise<WebAssembly.Module> | null} null when it is an address that must be fetched */
export function fromValue(source) {
  if (source instanceof WebAssembly.Module) return Promise.resolve(source);
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(/** @type {BufferSource} */ (source));
  if (typeof source === "string" || (typeof URL === "function" && source instanceof URL)) return null;
  // Last: Node loads all of `fetch` (15 ms) when it is asked what a `Response` is.
  if (typeof Response === "function" && source instanceof Response) return fromResponse(source);
  throw new TypeError("load() takes a URL, a Response, bytes or a WebAssembly.Module");
}

/** @param {Response} response */
export async function fromResponse(response) {
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}; serve the wasm of this package there, or pass its bytes to load()`);
  // As a stream it is compiled while it arrives, and a browser may keep what it compiled; but only of this media type, which not every server knows.
  const isTyped = response.headers.get("content-type") === "application/wasm" && typeof WebAssembly.compileStreaming === "function";
  return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
