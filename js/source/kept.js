// @ts-check
/**
 * The last good policy in a storage of the host's: read once at the start, written after each contact. A storage may fail, hang, lie or lose: what it
 * gives back is a claim, and the source looks at it as at anything that comes from the network.
 */

/** @typedef {{ readonly text: string, readonly etag: string | null, readonly revision: number, readonly seen: number }} Kept `seen`: when the server last confirmed it, by the clock */
/** @typedef {import("../types.d.ts").PolicyStorage} PolicyStorage */

const { parse, stringify } = JSON;
const FORMAT = 1;

/** @param {PolicyStorage | null} storage @param {string} key @param {(failure: unknown) => void} onFailure */
export function createKept(storage, key, onFailure) {
  /** One write behind the other: the last one is what stays. @type {Promise<void>} */
  let written = Promise.resolve();
  return {
    /** @returns {Promise<Kept | null>} */
    async read() {
      if (storage === null) return null;
      try {
        const found = await storage.get(key);
        return found === null || found === undefined ? null : claim(parse(found));
      } catch (failure) {
        onFailure(failure);
        return null;
      }
    },
    /** @param {Kept} kept */
    write(kept) {
      if (storage === null) return;
      const text = stringify({ format: FORMAT, ...kept });
      written = written.then(async () => { await storage.set(key, text); }).catch(onFailure);
    },
  };
}

/** @param {any} found @returns {Kept} */
function claim({ format, text, etag, revision, seen }) {
  const isWhole = format === FORMAT && typeof text === "string" && (etag === null || typeof etag === "string") && Number.isSafeInteger(revision) && revision >= 0 && Number.isFinite(seen);
  if (!isWhole) throw new TypeError("what is stored is no policy of this version");
  return { text, etag, revision, seen };
}
