// @ts-check
/**
 * One look at a published policy: a conditional request with a time limit and a size limit. It says what came, or why nothing did, and never
 * throws; whether what came is a policy is not its business.
 */

/** @typedef {import("../types.d.ts").SourceError} SourceError */
/** @typedef {{ readonly set: (run: () => void, ms: number) => unknown, readonly clear: (timer: any) => void }} Timers */
/**
 * @typedef {{ readonly kind: "text", readonly text: string, readonly etag: string | null }
 *   | { readonly kind: "same" }
 *   | { readonly kind: "failed", readonly error: SourceError, readonly wait: number, readonly forget?: boolean }} Outcome
 * `wait`: for how many milliseconds the server asked to be left alone; `forget`: the etag is worth nothing
 */

const Decoder = globalThis.TextDecoder;
const Abort = globalThis.AbortController;

/** @param {SourceError["reason"]} reason @param {object} [more] @param {number} [wait] @returns {Outcome & { kind: "failed" }} */
const failed = (reason, more = {}, wait = 0) => ({ kind: "failed", error: /** @type {SourceError} */ ({ reason, ...more }), wait });

/**
 * @param {{ url: string, fetch: typeof globalThis.fetch, timeout: number, maxBytes: number, timers: Timers, now: () => number }} options
 * @param {string | null} etag of the policy that is held @param {AbortSignal} stopped
 * @returns {Promise<Outcome>}
 */
export async function attempt({ url, fetch, timeout, maxBytes, timers, now }, etag, stopped) {
  const abort = new Abort();
  const stop = () => abort.abort();
  stopped.addEventListener("abort", stop);
  /** @type {unknown} */ let timer;
  // A race, since a `fetch` of the host's own may not heed the signal.
  const late = /** @type {Promise<Outcome>} */ (new Promise((done) => {
    timer = timers.set(() => { done(failed("timeout")); stop(); }, timeout);
  }));
  try {
    return await Promise.race([ask(), late]);
  } catch (cause) {
    return failed("network", { detail: String(/** @type {any} */ (cause)?.cause?.code ?? /** @type {any} */ (cause)?.message ?? cause) });
  } finally {
    timers.clear(timer);
    stopped.removeEventListener("abort", stop);
  }

  /** @returns {Promise<Outcome>} */
  async function ask() {
    const headers = { accept: "application/jose, application/json;q=0.9", ...(etag === null ? {} : { "if-none-match": etag }) };
    const response = await fetch(url, { headers, signal: abort.signal, redirect: "manual", credentials: "omit", cache: "no-store" });
    const { status } = response;
    if (status === 200) return body(response);
    response.body?.cancel().catch(() => {});
    if (status === 304) {
      const told = response.headers.get("etag");
      // Nothing was asked about, or it is another policy that has not changed.
      const isOurs = etag !== null && (told === null || bare(told) === bare(etag));
      return isOurs ? { kind: "same" } : { ...failed("http", { status }), forget: true };
    }
    if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) return failed("redirect", { status });
    return failed("http", { status }, retryAfter(response.headers.get("retry-after"), now()));
  }

  /** @param {Response} response @returns {Promise<Outcome>} */
  async function body(response) {
    if (Number(response.headers.get("content-length")) > maxBytes) {
      response.body?.cancel().catch(() => {});
      return failed("too_large", { limit: maxBytes });
    }
    const etagOfIt = response.headers.get("etag");
    const decoder = new Decoder("utf-8", { fatal: true, ignoreBOM: true });
    let [text, size] = ["", 0];
    const reader = response.body?.getReader();
    if (reader === undefined) {
      text = await response.text();
      return text.length > maxBytes ? failed("too_large", { limit: maxBytes }) : { kind: "text", text, etag: etagOfIt };
    }
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        size += part.value.byteLength;
        if (size > maxBytes) {
          reader.cancel().catch(() => {});
          return failed("too_large", { limit: maxBytes });
        }
        text += decoder.decode(part.value, { stream: true });
      }
      return { kind: "text", text: text + decoder.decode(), etag: etagOfIt };
    } catch (cause) {
      if (cause instanceof TypeError && /encoded|encoding/i.test(cause.message)) return failed("content");
      throw cause;
    }
  }
}

/** A weak etag names the same policy: what is in it is looked at anyway. @param {string} etag */
const bare = (etag) => etag.replace(/^W\//, "");

/** Seconds, or a date. @param {string | null} text @param {number} now @returns {number} milliseconds */
function retryAfter(text, now) {
  if (text === null) return 0;
  const wait = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return wait > 0 ? wait : 0;
}
