// @ts-check
/**
 * What script cannot stop, the platform does (W-3): the same policy as a Content-Security-Policy header, and the sandbox of a
 * web-view's frame. It governs what the lists govern and nothing else: images, fonts and media load from anywhere. It sends
 * nothing; the host does, with the page or the worker script that the guest runs in.
 */

import { compile } from "../engine.js";
import { TypeErrorCtor, charCodeAt, freeze, hasOwn, isArray, jsonParse, startsWith } from "../primordials.js";

/** What a page in a web-view may do: no windows, no moving of the page that holds it. */
export const WEB_VIEW_SANDBOX = "allow-scripts allow-same-origin allow-forms";

/** @typedef {{ readonly connect?: readonly string[], readonly frame?: readonly string[], readonly appIdForm?: import("../types.d.ts").AppIdForm }} CspOptions */
/** @typedef {import("../types.d.ts").DomainListDocument} DomainList */

const CONNECT = freeze(["'self'"]);
/** Not `'self'`: a frame of a file that is served without this header is a fresh realm of the same origin with no wall around it. */
const FRAME = freeze(/** @type {string[]} */ ([]));

/** One source per word: what would end the source, the directive or the header is refused. @param {unknown} source @returns {asserts source is string} */
const checkSource = (source) => {
  let isWord = typeof source === "string" && source !== "";
  for (let i = 0; isWord && i < /** @type {string} */ (source).length; i += 1) {
    const unit = charCodeAt(source, i);
    isWord = unit > 0x20 && unit < 0x7f && unit !== 0x2c && unit !== 0x3b;
  }
  if (!isWord) throw new TypeErrorCtor("a source of the host is one word of a Content-Security-Policy, like `'self'` or `https://cdn.example.com`");
};

/**
 * @param {string} name of the directive @param {readonly string[]} schemes @param {readonly string[]} own @param {DomainList} list
 * @returns {string} `'none'` for a list that allows nothing
 */
const directive = (name, schemes, own, { entries, hostRule }) => {
  let text = "";
  for (let i = 0; i < own.length; i += 1) {
    checkSource(own[i]);
    text += " " + own[i];
  }
  for (let i = 0; i < entries.length; i += 1) {
    const { domain } = entries[i];
    for (let j = 0; j < schemes.length; j += 1) {
      text += " " + schemes[j] + "://" + domain;
      // A CSP host matches that host only: the suffix rule needs its second half spelled out (U-7).
      if (hostRule === "suffix" && !startsWith(domain, "*.")) text += " " + schemes[j] + "://*." + domain;
    }
  }
  return name + (text === "" ? " 'none'" : text);
};

/** @param {CspOptions | undefined} options @param {"connect" | "frame"} key @param {readonly string[]} otherwise @returns {readonly string[]} */
const sources = (options, key, otherwise) => {
  const given = options !== undefined && hasOwn(options, key) ? options[key] : undefined;
  if (given === undefined) return otherwise;
  if (!isArray(given)) throw new TypeErrorCtor("`" + key + "` must be a list of sources");
  return given;
};

/**
 * The header for a policy, or null where nothing is to be stopped. A document cannot shed a header it was loaded with: a looser
 * policy reaches it with its next load.
 * @param {string} policyText JSON text
 * @param {CspOptions} [options] `connect`, `frame`: the host's own sources, `["'self'"]` and none when left out
 * @returns {{ readonly name: "Content-Security-Policy" | "Content-Security-Policy-Report-Only", readonly value: string } | null}
 * @throws {import("../types.d.ts").PermissionError} when the policy does not compile
 */
export const contentSecurityPolicy = (policyText, options) => {
  const { mode, free } = compile(policyText, options);
  free();
  const connect = sources(options, "connect", CONNECT);
  const frame = sources(options, "frame", FRAME);
  if (mode === "off") return null;
  // The engine has read this text: no field is unknown, none comes twice, every entry is canonical (P-3, P-9).
  const { serverDomains, webViewDomains } = /** @type {import("../types.d.ts").PolicyDocument} */ (jsonParse(policyText));
  let value = "";
  if (isEnabled(serverDomains)) value = directive("connect-src", ["https", "wss"], connect, serverDomains);
  if (isEnabled(webViewDomains)) value += (value === "" ? "" : "; ") + directive("frame-src", ["https"], frame, webViewDomains) + "; object-src 'none'";
  if (value === "") return null;
  return freeze({ name: mode === "enforce" ? "Content-Security-Policy" : "Content-Security-Policy-Report-Only", value });
};

/** @param {DomainList} list */
const isEnabled = (list) => !hasOwn(list, "enabled") || list.enabled === true;
