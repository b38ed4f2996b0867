// @ts-check
/**
 * A compiled policy, as the guard holds it: the judging path of the airlock, through captured built-ins only (G-1). How a subject
 * gets into the engine's memory is the business of `crossing.js`. It knows no rule of permissions: codes, params and URL rules come
 * from the engine's own tables.
 */
import { createCrossing } from "./crossing.js";
import { ErrorCtor, MapCtor, append, freeze, indexOf, mapClear, mapGet, mapSet, mapSize, slice, startsWith, toNumber } from "./primordials.js";
import { MAX_UNITS, createTier, fits, mend, plainPattern } from "./tier.js";

/** @typedef {import("./types.d.ts").Decision} Decision */
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").UrlRule} UrlRule */
/** @typedef {import("./instances.js").Instance} Instance */
/** @typedef {import("./tables.js").CodeRow} CodeRow */
/** @typedef {import("./tier.js").Entry} Entry */
/** @typedef {import("./tier.js").Tier} Tier */
/** @typedef {ReturnType<typeof import("./tables.js").readTables>} Tables */
/** @typedef {(url: unknown) => Decision} Check */
/** The URL to send, null when it is denied. @typedef {(url: unknown) => string | null} Admit */

/**
 * Closures, no prototype that anybody could reach.
 * @typedef {object} Core
 * @property {Mode} mode
 * @property {number} revision
 * @property {string} appId
 * @property {Check} request
 * @property {Check} socket
 * @property {Check} download
 * @property {Check} page
 * @property {Check} read
 * @property {Check} webView
 * @property {Admit} admitRequest
 * @property {Admit} admitSocket
 * @property {Admit} admitDownload
 * @property {Admit} admitRead
 * @property {Admit} admitPage
 * @property {Admit} admitWebView
 * @property {(name: unknown) => Decision} api
 * @property {(name: unknown) => UrlRule | null} rule The URL rule of an API name.
 * @property {() => void} free From now on every check answers `engine_failed`.
 */

/** As `src/wire.rs` packs an answer: the code's number, whether a text is forwarded, and a number that goes with the code. */
const CODE_MASK = 0xff;
const FORWARD = 1 << 8;
const DETAIL_SHIFT = 9;
/** Of an answer about an authority only: the entry that covers it is the authority itself. */
const EXACT = 1 << 31;
/** As much of an authority crosses by itself; a longer one is no domain with a port. */
const MAX_AUTHORITY = 260;
/** So many entries of a long list are remembered by their numbers, and so many names that are on none. */
const MAX_KNOWN = 1024;

/** @type {Decision} */
export const ENGINE_FAILED = freeze({ outcome: "deny", code: "engine_failed", params: freeze({}) });

/** No entry has a number here. @type {Map<number, { readonly entry: string }>} */
const NOTHING = new MapCtor();
const PLAIN = freeze({ __proto__: null, https: plainPattern("https"), wss: plainPattern("wss") });

/**
 * @param {Instance} instance that has compiled a policy @param {Tables} tables
 * @param {{ mode: Mode, revision: number, appId: string }} head @param {() => void} [onFree] the instance is sound, and judges no more
 * @returns {Core}
 */
export function createCore(instance, tables, head, onFree) {
  const { codes, rules } = tables;
  const { ask, askPart, openAnswer, nextText, readList } = createCrossing(instance);
  let dead = false;
  /** @type {UrlRule | null} */ let lastRule = null;
  /** The name that `lastRule` belongs to: a guard asks for both. @type {unknown} */ let lastName = null;
  /** What admitted API names answered; the policy bounds their number. @type {Map<string, { decision: Decision, rule: UrlRule | null }>} */
  const admitted = new MapCtor();
  /** The same of names that are not listed: a guest may ask for any, so only some are kept. @type {typeof admitted} */
  const refused = new MapCtor();

  /** What the engine answered; undefined when it is no answer. @param {number} answer @returns {CodeRow | undefined} */
  function rowOf(answer) {
    const number = answer & CODE_MASK;
    return number === 0 || number > codes.length ? undefined : codes[number - 1];
  }

  /** @param {string} check @param {Map<number, { readonly entry: string }>} known @param {unknown} subject @returns {Decision} */
  function judge(check, known, subject) {
    lastRule = null;
    lastName = null;
    if (dead) return ENGINE_FAILED;
    try {
      const answer = ask(check, subject);
      const row = rowOf(answer);
      if (row !== undefined) return decide(check, known, row, answer, subject);
    } catch {
      // A trap leaves the instance in no state to be asked again (G-4).
    }
    dead = true;
    return ENGINE_FAILED;
  }

  /** @param {string} check @param {Map<number, { readonly entry: string }>} known @param {CodeRow} row @param {number} answer @param {unknown} subject @returns {Decision} */
  function decide(check, known, { code, allow, params: names }, answer, subject) {
    const outcome = allow ? "allow" : "deny";
    const detail = answer >>> DETAIL_SHIFT;
    if (check === "check_api" && detail >= 1 && detail <= rules.length) lastRule = rules[detail - 1];
    if (names.length === 0) return /** @type {Decision} */ (freeze({ outcome, code, params: freeze({}) }));
    openAnswer();
    const forward = (answer & FORWARD) !== 0 ? nextText() : /** @type {string} */ (subject);
    if (code === "listed") return freeze({ outcome: "allow", code, params: entryParams(known, detail), href: forward });
    /** @param {number} i */
    const value = (i) => (names[i].number ? toNumber(nextText()) : nextText());
    // Literals define own properties; an assignment could run into a setter on Object.prototype.
    const params = names.length === 1 ? { [names[0].name]: value(0) }
      : names.length === 2 ? { [names[0].name]: value(0), [names[1].name]: value(1) }
      : { [names[0].name]: value(0), [names[1].name]: value(1), [names[2].name]: value(2) };
    return /** @type {Decision} */ (/** @type {unknown} */ (freeze({ outcome, code, params: freeze(params) })));
  }

  /** The text of an entry is read once; its number says which it is. @param {Map<number, { readonly entry: string }>} known @param {number} number */
  function entryParams(known, number) {
    const found = mapGet(known, number);
    if (found !== undefined) return found;
    if (mapSize(known) >= MAX_KNOWN) mapClear(known);
    const params = freeze({ entry: nextText() });
    mapSet(known, number, params);
    return params;
  }

  /**
   * What goes for all the checks of a list: its tier for a scheme, and its way to ask by authority.
   * @param {string} find @param {string} exact
   */
  function createList(find, exact) {
    /** Params of the entries that allowed something, by number. @type {Map<number, { readonly entry: string }>} */
    const known = new MapCtor();
    /** @type {Entry[]} */ const entries = [];
    const areAll = readList(exact, (number, text) => {
      const params = freeze({ entry: text });
      mapSet(known, number >>> DETAIL_SHIFT, params);
      append(entries, freeze({ text, params }));
    }) === 1;
    /** Made when one is first needed: few programs open sockets. @type {Record<string, Tier | null | undefined>} */
    const tiers = { __proto__: /** @type {any} */ (null), https: undefined, wss: undefined };
    const tierOf = (/** @type {"https" | "wss"} */ scheme) => {
      if (tiers[scheme] === undefined) tiers[scheme] = createTier(scheme, entries, areAll);
      return /** @type {Tier | null} */ (tiers[scheme]);
    };
    return { known, find, tierOf };
  }

  /** @param {ReturnType<typeof createList>} list @param {"https" | "wss"} scheme @param {string} check @returns {{ check: Check, admit: Admit }} */
  function createCheck({ known, find, tierOf }, scheme, check) {
    const prefix = scheme + "://";
    const start = prefix.length;
    const plain = PLAIN[scheme];
    /** @type {Tier | null | undefined} */ let tier;

    /** Where the path begins; 0 when there is no authority of a length that can be asked for by itself. @param {string} url */
    function authorityEnd(url) {
      const end = indexOf(url, "/", start);
      return end > start && end - start <= MAX_AUTHORITY && url.length <= MAX_UNITS ? end : 0;
    }

    /** The entry that an answer about an authority names, where its text is known. @param {number} answer */
    const entryOf = (answer) => mapGet(known, (answer & ~EXACT) >>> DETAIL_SHIFT);

    /** @param {string} url @param {number} end @param {number} answer @returns {Decision | null} null: ask with the whole URL */
    function decideAuthority(url, end, answer) {
      const code = rowOf(answer)?.code;
      const isWhole = (answer & FORWARD) === 0;
      if (code === "listed") {
        const isExact = (answer & EXACT) !== 0;
        const params = entryOf(answer) ?? (isExact && isWhole ? freeze({ entry: slice(url, start, end) }) : undefined);
        return params === undefined ? null : freeze({ outcome: "allow", code, params, href: isWhole ? url : mend(url, prefix) });
      }
      if (code === "host_not_listed") {
        if (!isWhole) openAnswer();
        return freeze({ outcome: "deny", code, params: freeze({ scheme, host: isWhole ? slice(url, start, end) : nextText() }) });
      }
      return null;
    }

    /** What `judge` says, without its reasons. @param {string} url @returns {string | null} */
    function admitWhole(url) {
      const answer = ask(check, url);
      const row = rowOf(answer);
      if (row === undefined) throw new ErrorCtor("the engine answered with no code");
      if (row.allow !== true) return null;
      if (row.code !== "listed" || (answer & FORWARD) === 0) return url;
      openAnswer();
      return nextText();
    }

    /** @param {string} url */
    const isHit = (url) => {
      if (tier === undefined) tier = tierOf(scheme);
      return tier !== null && url.length <= MAX_UNITS && fits(tier.pattern, url);
    };

    return {
      check(url) {
        if (typeof url !== "string" || dead) return judge(check, known, url);
        try {
          if (isHit(url)) {
            const entry = /** @type {Tier} */ (tier).find(url);
            if (entry !== undefined) return freeze({ outcome: "allow", code: "listed", params: entry.params, href: url });
          }
          const end = fits(plain, url) ? authorityEnd(url) : 0;
          const decision = end === 0 ? null : decideAuthority(url, end, askPart(find, url, start, end));
          if (decision !== null) return decision;
        } catch {
          dead = true;
        }
        return judge(check, known, url);
      },
      admit(url) {
        if (typeof url === "string" && !dead) {
          try {
            if (isHit(url)) return url;
            const strangers = tier?.strangers;
            if (strangers) {
              if (fits(strangers, url)) return null;
              // What is too long, or begins with another scheme, is for the engine.
              return url.length <= MAX_UNITS && fits(plain, url) ? mend(url, prefix) : admitWhole(url);
            }
            const end = authorityEnd(url);
            const answer = end === 0 ? 0 : askPart(find, url, start, end);
            const row = rowOf(answer);
            if (row !== undefined) {
              if (row.allow !== true) {
                // Whatever follows it, a URL with that authority leads to no other host.
                if (startsWith(url, prefix)) return null;
              } else if (fits(plain, url)) {
                // What is sent has to be looked at as a whole.
                return (answer & FORWARD) === 0 ? url : mend(url, prefix);
              }
            }
            return admitWhole(url);
          } catch {
            // A trap, or an answer of no kind, leaves the instance in no state to be asked again (G-4).
            dead = true;
            return null;
          }
        }
        const decision = judge(check, known, url);
        return decision.outcome === "allow" ? /** @type {string} */ (url) : null;
      },
    };
  }

  /** @param {unknown} name @returns {Decision} */
  function judgeName(name) {
    const found = dead ? undefined : mapGet(admitted, name) ?? mapGet(refused, name);
    if (found !== undefined) {
      lastName = name;
      lastRule = found.rule;
      return found.decision;
    }
    const decision = judge("check_api", NOTHING, name);
    lastName = name;
    if (decision.code === "api_listed" || decision.code === "api_official") mapSet(admitted, name, freeze({ decision, rule: lastRule }));
    if (decision.code === "api_not_listed") {
      if (mapSize(refused) >= MAX_KNOWN) mapClear(refused);
      mapSet(refused, name, freeze({ decision, rule: lastRule }));
    }
    return decision;
  }

  const servers = createList("find_server", "exact_servers");
  const pages = createList("find_page", "exact_pages");
  const request = createCheck(servers, "https", "check_request");
  const socket = createCheck(servers, "wss", "check_socket");
  const download = createCheck(servers, "https", "check_download");
  const read = createCheck(servers, "https", "check_read");
  const page = createCheck(pages, "https", "check_page");
  const webView = createCheck(pages, "https", "check_web_view");
  return freeze({
    ...head,
    request: request.check,
    socket: socket.check,
    download: download.check,
    page: page.check,
    read: read.check,
    webView: webView.check,
    admitRequest: request.admit,
    admitSocket: socket.admit,
    admitDownload: download.admit,
    admitRead: read.admit,
    admitPage: page.admit,
    admitWebView: webView.admit,
    api: judgeName,
    rule(/** @type {unknown} */ name) {
      if (dead || name !== lastName) judgeName(name);
      return lastRule;
    },
    free() {
      if (dead) return;
      dead = true;
      if (onFree !== undefined) onFree();
    },
  });
}
