// @ts-check
/**
 * The door "minifence/recorder": remembers what a guard decided, so that a policy can be drafted from it (C-5). What was called, how
 * often and when; never how: no path, no query, no credentials, no headers (D-4). It judges nothing, stores nothing, sends nothing.
 *
 * It runs beside guest code, so it uses captured built-ins only (G-1), and what it hands out cannot be rewritten by a `toJSON` of the
 * guest's. A guest can fill it only by calling: when it is full, what it has stays and goes on being counted, and new subjects are
 * left out and counted as `dropped`. Making room instead would let a guest flush out what it did before.
 */
import {
  MapCtor, RangeErrorCtor, append, arraySort, charCodeAt, dateNow, defineProperty, freeze, fromCharCode, indexOf, isSafeInteger, mapClear, mapGet, mapSet, put, slice,
} from "./primordials.js";
import { redactUrl } from "./redact.js";

/** @typedef {import("./types.d.ts").DecisionEvent} DecisionEvent */
/** @typedef {import("./types.d.ts").Observation} Observation */
/** @typedef {import("./types.d.ts").GrantCode} GrantCode */
/** @typedef {import("./types.d.ts").DenialCode} DenialCode */
/** @typedef {import("./types.d.ts").Recorder} Recorder */
/** @typedef {import("./types.d.ts").RecorderOptions} RecorderOptions */
/** @typedef {{ -readonly [F in keyof Observation]: Observation[F] }} Row */

const LIMIT = 1_000;
/** As many as `draftPolicy` reads at once, however long their subjects are. */
const MOST = 10_000;
/** An API name, by A-1; a host and its port. */
const NAME_LENGTH = 64;
const AUTHORITY_LENGTH = 260;

/** @type {{ readonly [S in import("./types.d.ts").Surface]: Row["list"] } & { readonly __proto__: null }} */
const LISTS = freeze({ __proto__: null, request: "serverDomains", api: "apis", webView: "webViewDomains" });
/** What a decision can say. `true`: about the subject; `false`: about how the call was made. @type {{ readonly [C in GrantCode | DenialCode]: boolean } & { readonly __proto__: null }} */
const CODES = freeze({
  __proto__: null,
  control_off: true, list_off: true, listed: true, api_listed: true, api_official: true, not_governed: true,
  not_https: true, ip_not_allowed: true, idn_not_supported: true, port_not_listed: true, host_not_listed: true, api_not_listed: true, no_policy: true, engine_failed: true,
  invalid_url: false, ambiguous_url: false, invalid_api: false, header_not_allowed: false,
});
/** Schemes whose URLs have a host. */
const NETWORK = freeze({ __proto__: null, https: true, http: true, wss: true, ws: true, ftp: true });

/** ASCII letters in lower case, and no others: what else a URL parser folds, it refuses (U-3). @param {string} text */
const lowered = (text) => {
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = charCodeAt(text, i);
    if (unit < 0x41 || unit > 0x5a) continue;
    out += slice(text, from, i) + fromCharCode(unit + 0x20);
    from = i + 1;
  }
  return from === 0 ? text : out + slice(text, from);
};

/** @param {number} unit */
const isLetter = (unit) => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
/** @param {number} unit */
const isDigit = (unit) => unit >= 0x30 && unit <= 0x39;

/** Letters first; then also digits and one kind of mark or two. @param {string} text @param {string} marks */
const isWord = (text, marks) => {
  let holds = text !== "" && text.length <= NAME_LENGTH && isLetter(charCodeAt(text, 0));
  for (let i = 1; holds && i < text.length; i += 1) {
    const unit = charCodeAt(text, i);
    holds = isLetter(unit) || isDigit(unit) || indexOf(marks, fromCharCode(unit)) !== -1;
  }
  return holds;
};

/** The name, or null for what no list can hold. @param {unknown} name */
const nameOf = (name) => {
  if (typeof name !== "string" || !isWord(name, "._")) return null;
  return indexOf(name, "..") === -1 && charCodeAt(name, name.length - 1) !== 0x2e ? name : null;
};

/** Whether parsers agree where the host is: nothing escaped, cut off or trimmed. @param {string} authority */
const isPlain = (authority) =>
  authority.length <= AUTHORITY_LENGTH && indexOf(authority, "\\") === -1 && indexOf(authority, "…") === -1 && indexOf(authority, " ") === -1;

/** `https://host[:port]/`; of a URL without a host only the scheme; null for what is neither. @param {unknown} url */
const originOf = (url) => {
  if (typeof url !== "string") return null;
  const path = indexOf(url, "/", indexOf(url, ":") + 3);
  // Nothing behind the host is worth redacting; what is in front of it may have been redacted already, and comes out the same.
  const text = redactUrl(path === -1 ? url : slice(url, 0, path + 1));
  const colon = indexOf(text, ":");
  if (colon === -1) return null;
  const scheme = lowered(slice(text, 0, colon));
  if (!isWord(scheme, "+-.")) return null;
  if (NETWORK[/** @type {"https"} */ (scheme)] !== true) return scheme + ":";
  if (slice(text, colon + 1, colon + 3) !== "//") return null;
  const end = indexOf(text, "/", colon + 3);
  let host = slice(text, colon + 3, end === -1 ? text.length : end);
  if (!isPlain(host)) return null;
  for (let at = indexOf(host, "@"); at !== -1; at = indexOf(host, "@")) host = slice(host, at + 1);
  const port = host.length - 4;
  if ((scheme === "https" || scheme === "wss") && slice(host, port) === ":443") host = slice(host, 0, port);
  return host === "" ? null : scheme + "://" + lowered(host) + "/";
};

/** @param {Row} a @param {Row} b */
const byCount = (a, b) => b.count - a.count;

/** Frozen, and written by `JSON.stringify` as it is. @template {object} T @param {T} value @returns {T} */
const shielded = (value) => freeze(defineProperty(value, "toJSON", /** @type {any} */ ({ __proto__: null, value: undefined })));

/**
 * Makes a recorder. Create it before guest code runs, and hand its `record` to `installGuard` as `onDecision`.
 * @param {RecorderOptions} [options]
 * @returns {Recorder}
 * @throws {RangeError} when `limit` is not a whole number from 1 to 10,000
 * @example
 * const recorder = createRecorder();
 * installGuard(mpaasHost({ my }), { policy: published, onDecision: recorder.record });
 * my.request({ url: "https://api.example.com/users/7?token=1", fail() {} });
 * recorder.observations()[0].subject; // "https://api.example.com/"
 */
export function createRecorder({ limit = LIMIT, now = dateNow } = {}) {
  if (!isSafeInteger(limit) || limit < 1 || limit > MOST) throw new RangeErrorCtor("`limit` must be a whole number from 1 to " + MOST);
  /** For each list, the rows by subject. */
  const known = freeze({ __proto__: null, serverDomains: new MapCtor(), apis: new MapCtor(), webViewDomains: new MapCtor() });
  /** All rows, in the order in which they were first seen. @type {Row[]} */
  let rows = [];
  let dropped = 0;
  let skipped = 0;

  /** Whole milliseconds; of a clock that fails, the realm's own. */
  const time = () => {
    try {
      const at = now();
      const whole = at - (at % 1);
      if (isSafeInteger(whole) && whole >= 0) return whole;
    } catch {
      // the host's clock
    }
    return dateNow();
  };

  /** @param {Row["list"]} list @param {string} subject @param {Row["code"]} code */
  const see = (list, subject, code) => {
    const row = /** @type {Row | undefined} */ (mapGet(known[list], subject));
    if (row === undefined && rows.length >= limit) {
      dropped += 1;
      return;
    }
    const at = time();
    if (row === undefined) {
      const added = { list, subject, code, count: 1, first: at, last: at };
      append(rows, added);
      mapSet(known[list], subject, added);
      return;
    }
    row.count += 1;
    if (at < row.first) row.first = at;
    if (at > row.last) row.last = at;
    // One call made in a forbidden way does not hide that the host is not listed.
    if (CODES[code] || !CODES[row.code]) row.code = code;
  };

  return freeze({
    /** @param {DecisionEvent} event */
    record(event) {
      try {
        const { surface, subject, decision } = event;
        const { code } = decision;
        const list = LISTS[surface];
        if (code === "not_governed") return;
        const kept = list === "apis" ? nameOf(subject) : originOf(subject);
        if (list === undefined || typeof code !== "string" || typeof CODES[code] !== "boolean" || kept === null) skipped += 1;
        else see(list, kept, code);
      } catch {
        skipped += 1; // no event of a guard: the guard itself never hears of it
      }
    },
    observations() {
      /** @type {Row[]} */ const copies = [];
      for (let i = 0; i < rows.length; i += 1) {
        const { list, subject, code, count, first, last } = rows[i];
        put(copies, i, shielded({ list, subject, code, count, first, last }));
      }
      return shielded(arraySort(copies, byCount));
    },
    get dropped() {
      return dropped;
    },
    get skipped() {
      return skipped;
    },
    clear() {
      rows = [];
      mapClear(known.serverDomains);
      mapClear(known.apis);
      mapClear(known.webViewDomains);
      dropped = 0;
      skipped = 0;
    },
  });
}
