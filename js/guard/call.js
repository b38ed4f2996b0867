// @ts-check
/**
 * One call, judged: by its name, by every URL that it carries, by the headers that could send it elsewhere (A-4, A-6,
 * U-11, U-12). It makes no call and tells nobody: guards do.
 */

import { MapCtor, charCodeAt, hasOwn, indexOf, mapClear, mapGet, mapSet, mapSize, slice, toLowerCase } from "../primordials.js";
import { isObject } from "./natives.js";
import { plain } from "../redact.js";
import { forwardable } from "./results.js";
import { hide, own, place, snapshot, valueAt } from "./snapshot.js";

/** @typedef {import("../types.d.ts").Judge} Judge */
/** @typedef {import("../types.d.ts").UrlRule} UrlRule */
/** @typedef {import("../types.d.ts").Verdict} Verdict */
/** @typedef {import("../types.d.ts").Decision} Decision */
/** @typedef {import("../types.d.ts").Finding} Finding */
/** @typedef {Finding & { name: unknown, options: any }} Ruling */

/** How deep calls may be wrapped in calls; more is no program's wish. */
const DEPTH = 4;
/** Options that some network layers put before the URL (U-12), in lower case. @type {Record<string, true | null>} */
const BASE_URLS = { __proto__: null, baseurl: true, base_url: true, prefixurl: true };
const SHORTEST_BASE = "baseurl".length;
const LONGEST_BASE = "prefixurl".length;

/** @type {Decision} */
const INVALID_API = { outcome: "deny", code: "invalid_api", params: {} };

/** The dispatchers themselves: dispatching to one would hide the name that is really called. @param {unknown} name */
const isDispatcher = (name) => name === "call" || name === "my.call";

/** @param {Finding} before @param {Finding} after @returns {Finding} */
export const worse = (before, after) => {
  if (after.verdict.pass !== true) return after;
  return before.verdict.decision.outcome === "allow" ? after : before;
};

/** @param {Judge} judge @param {UrlRule["kind"]} kind @param {unknown} url */
export const judgeUrl = (judge, kind, url) => {
  switch (kind) {
    case "request": return judge.request(url);
    case "socket": return judge.socket(url);
    case "download": return judge.download(url);
    case "read": return judge.read(url);
    default: return judge.page(url);
  }
};

/** `host[:port]` of a canonical URL. @param {string} href */
const authority = (href) => {
  const start = indexOf(href, "//") + 2;
  return slice(href, start, indexOf(href, "/", start));
};

/** Letters, digits and the marks of RFC 9110's `token`. @param {string} text */
const isToken = (text) => {
  for (let i = 0; i < text.length; i += 1) {
    const code = charCodeAt(text, i);
    const isAlphanumeric = (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
    if (!isAlphanumeric && indexOf("!#$%&'*+-.^_`|~", text[i]) === -1) return false;
  }
  return text.length > 0;
};

/** @param {unknown} value */
const isSafeValue = (value) => {
  if (typeof value === "string") return indexOf(value, "\r") === -1 && indexOf(value, "\n") === -1 && indexOf(value, "\0") === -1;
  return !isObject(value) && typeof value !== "symbol";
};

/** What a header's name is: no token, a token, the host. A name with blanks around it is no token, whatever it would be without them. */
const REFUSED = 0;
const TOKEN = 1;
const HOST = 2;
/** Programs use a few names again and again. @type {Map<string, number>} */
const headerKinds = new MapCtor();
const MAX_HEADER_KINDS = 256;

/** @param {string} name */
const headerKind = (name) => {
  const known = mapGet(headerKinds, name);
  if (known !== undefined) return known;
  const lower = toLowerCase(name);
  const kind = lower === "host" || lower === ":authority" ? HOST : isToken(name) ? TOKEN : REFUSED;
  if (mapSize(headerKinds) >= MAX_HEADER_KINDS) mapClear(headerKinds);
  mapSet(headerKinds, name, kind);
  return kind;
};

/** @param {string} name @param {unknown} value @param {string} href */
const isSafeHeader = (name, value, href) => {
  const kind = headerKind(name);
  if (kind === HOST) return typeof value === "string" && toLowerCase(value) === authority(href);
  return kind === TOKEN && isSafeValue(value);
};

/** The first header that could send the call elsewhere, or undefined (U-12). @param {any} headers a copy @param {string} name of the field @param {string} href */
const refusedIn = (headers, name, href) => {
  if (headers === undefined || headers === null) return undefined;
  if (!isObject(headers)) return name;
  // What a prototype has come to offer in the meantime is judged too: a native may see it.
  for (const key in headers) if (!isSafeHeader(key, own(headers, key), href)) return key;
  return undefined;
};

/** @param {any} options @param {string} href */
const refusedHeader = (options, href) => refusedIn(options.headers, "headers", href) ?? refusedIn(options.header, "header", href);

/** Options that would put another address before the one that was judged (U-12). @param {any} options */
const dropBaseUrls = (options) => {
  for (const name in options) {
    if (name.length >= SHORTEST_BASE && name.length <= LONGEST_BASE && BASE_URLS[toLowerCase(name)] === true) hide(options, name);
  }
};

/** Field by field: a spread costs as much as a whole call. @param {Finding} finding @param {unknown} name @param {any} options @returns {Ruling} */
const toRuling = ({ verdict, surface, subject, kind }, name, options) => ({ verdict, surface, subject, kind, name, options });

/** Not a call of that name at all. @param {Judge} judge @param {Finding} finding @returns {Finding} */
const refuse = (judge, finding) => {
  if (finding.verdict.pass !== true || finding.verdict.decision.code === "control_off") return finding;
  return worse(finding, { verdict: judge.refuse(INVALID_API), surface: "api", subject: finding.subject, kind: null });
};

/** A call that carries a `callbackId` answers an event, under whatever name it says. @param {Judge} judge @param {Finding} finding @param {any} options @returns {Finding} */
const refuseReplies = (judge, finding, options) =>
  isObject(options) && typeof options !== "function" && own(options, "callbackId") !== undefined ? refuse(judge, finding) : finding;

/** @param {Judge} judge @param {UrlRule} rule @param {any} options @param {Finding} byName @returns {Finding} */
const judgeUrls = (judge, { kind, fields }, options, byName) => {
  const isPage = kind === "page";
  const surface = isPage ? "webView" : "request";
  let finding = byName;
  for (let i = 0; i < fields.length; i += 1) {
    const url = valueAt(options, fields[i]);
    if (url === undefined && isPage) continue;
    const verdict = judgeUrl(judge, kind, url);
    finding = worse(finding, { verdict, surface, subject: url, kind });
    if (finding.verdict.pass !== true) return finding;
    if (verdict.decision.code !== "listed" || verdict.forward === null) continue;
    place(options, fields[i], verdict.forward);
    if (isPage) continue;
    const header = refusedHeader(options, verdict.forward);
    if (header !== undefined) finding = worse(finding, { verdict: judge.refuse({ outcome: "deny", code: "header_not_allowed", params: { header: plain(header) } }), surface, subject: url, kind });
    else dropBaseUrls(options);
  }
  return finding;
};

/**
 * A call inside a call: the inner name is judged, with the inner params, and the outer one never.
 * @param {Judge} judge @param {UrlRule} rule @param {unknown} inner the name that is really called @param {unknown} name @param {any} options @param {number} depth @returns {Ruling}
 */
const judgeIndirect = (judge, { fields }, inner, name, options, depth) => {
  const params = valueAt(options, fields[1]);
  if (depth === DEPTH) return { verdict: judge.refuse(INVALID_API), surface: "api", subject: inner, kind: null, name, options };
  const ruling = judgeCall(judge, inner, params, null, true, depth + 1);
  if (isObject(options) && ruling.verdict.pass === true) {
    // A name that was put together from two fields stays as it was read.
    if (ruling.name !== undefined && valueAt(options, fields[0]) === inner) place(options, fields[0], ruling.name);
    if (ruling.options !== undefined) place(options, fields[1], forwardable(ruling.options, params));
  }
  return toRuling(ruling, name, options);
};

/**
 * Judges one call. The options that come back are a copy, with what was judged in the place of what was given.
 * @param {Judge} judge @param {unknown} name @param {unknown} source the guest's options
 * @param {UrlRule | null} fixed a rule that holds whatever the engine's table says
 * @param {boolean} dispatched the name is an argument, not a function's own
 * @param {number} [depth] @returns {Ruling}
 */
export const judgeCall = (judge, name, source, fixed, dispatched, depth = 0) => {
  const verdict = judge.api(name);
  const rows = hasOwn(judge, "rows") ? /** @type {NonNullable<Judge["rows"]>} */ (judge.rows)(verdict.forward ?? name) : undefined;
  const rule = fixed ?? judge.rule(name) ?? rows?.indirect ?? null;
  const isRecord = isObject(source) && (rule !== null || rows !== undefined || typeof source !== "function");
  const options = isRecord ? snapshot(source, rule, rows !== undefined) : source;
  if (rows !== undefined && isRecord) rows.copy(options);
  if (rule !== null && rule.kind === "indirect") {
    const inner = rows?.indirect === rule ? rows.name(options) : valueAt(options, rule.fields[0]);
    return toRuling(refuseReplies(judge, judgeIndirect(judge, rule, inner, name, options, depth), options), name, options);
  }

  const forward = verdict.forward ?? name;
  let finding = /** @type {Finding} */ ({ verdict, surface: "api", subject: name, kind: null });
  if (dispatched && isDispatcher(forward)) finding = refuse(judge, finding);
  finding = refuseReplies(judge, finding, options);
  if (finding.verdict.pass === true && rule !== null) finding = judgeUrls(judge, rule, options, finding);
  if (rows !== undefined) finding = rows.judge(judge, options, finding);
  return toRuling(finding, forward, options);
};
