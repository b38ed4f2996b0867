// @ts-check
/**
 * The airlock: primitive strings in, frozen plain data out, any throw → deny (G-1, G-4).
 * The judging path crosses into wasm with numbers and a scratch buffer, through captured built-ins only; the generated glue
 * is not used here at all, since it reads built-ins at call time. It knows no rule of permissions: codes, params and URL
 * rules come from the engine's own tables.
 */
import {
  ErrorCtor, Uint8ArrayCtor, WasmInstance, charCodeAt, defineProperty, encodeInto, freeze, fromCharCode, hasOwn, indexOf,
  instanceExports, jsonParse, memoryBuffer, slice, toNumber, typedArraySubarray,
} from "./primordials.js";

/** @typedef {import("./types.d.ts").Decision} Decision */
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").UrlRule} UrlRule */
/** @typedef {import("./types.d.ts").AppIdForm} AppIdForm */
/** @typedef {{ readonly appIdForm?: AppIdForm }} CompileOptions */
/** @typedef {"check_request" | "check_socket" | "check_download" | "check_page" | "check_web_view" | "check_api"} Check */
/** @typedef {{ code: string, allow: boolean, params: readonly { name: string, number: boolean }[] }} CodeRow */

/**
 * A compiled policy, as the guard holds it: closures, no prototype that anybody could reach.
 * @typedef {object} Core
 * @property {Mode} mode
 * @property {number} revision
 * @property {string} appId
 * @property {(url: unknown) => Decision} request
 * @property {(url: unknown) => Decision} socket
 * @property {(url: unknown) => Decision} download
 * @property {(url: unknown) => Decision} page
 * @property {(url: unknown) => Decision} webView
 * @property {(name: unknown) => Decision} api
 * @property {(name: unknown) => UrlRule | null} rule The URL rule of an API name.
 * @property {() => string | null} forward What goes on in place of the last subject: a canonical URL or name; null for the subject itself.
 * @property {() => void} free From now on every check answers `engine_failed`.
 */

/** The longest subject (U-2). One character more crosses, so that the engine itself sees what is too long. */
const MAX_UNITS = 8192;
/** Three bytes hold any code unit. */
const SCRATCH_BYTES = 3 * (MAX_UNITS + 2);
/** The largest document, in bytes; a text with more code units cannot be smaller (P-3). */
const MAX_POLICY_BYTES = 16 * 1024 * 1024;
const NOT_A_STRING = 0xffffffff;
const FORWARD = 1 << 8;
const RULE_SHIFT = 16;

/** @type {readonly (Mode | null)[]} */
const MODES = freeze([null, "off", "report", "enforce"]);

/** @type {Decision} */
export const ENGINE_FAILED = freeze({ outcome: "deny", code: "engine_failed", params: freeze({}) });

/** What the shim cannot do, or a policy that it refuses. `code` and `params` as in `docs/codes.md`. */
export class PermissionError extends ErrorCtor {
  /** @param {string} code @param {object} params */
  constructor(code, params) {
    let message = code;
    for (const name in params) if (hasOwn(params, name)) message += ` ${name}=${params[/** @type {never} */ (name)]}`;
    super(message);
    this.name = "PermissionError";
    this.code = /** @type {import("./types.d.ts").PolicyErrorCode | "engine_failed"} */ (code);
    this.params = freeze(params);
  }
}

/* ── the wasm module and its instances ─────────────────────────────────────────────────────────────────────────── */

/** @type {WebAssembly.Module | null} */
let kept = null;
/** @type {readonly CodeRow[]} */
let codes = [];
/** @type {readonly UrlRule[]} */
let rules = [];
/** The instance that the tables were read from serves the first policy. @type {any} */
let spare = null;

/** Whether a module was loaded. */
export const isLoaded = () => kept !== null;

/**
 * Keeps the compiled module for all engines to come (G-8), and reads the engine's tables once.
 * @param {WebAssembly.Module} module
 */
export function keepModule(module) {
  const instance = instantiate(module);
  instance.exports.tables();
  readTables(readAll(instance));
  kept = module;
  spare = instance;
}

/** Appends an own element: an assignment could run into a setter on `Array.prototype`. @template T @param {T[]} list @param {T} value */
const append = (list, value) =>
  defineProperty(list, list.length, /** @type {any} */ ({ __proto__: null, value, writable: true, enumerable: true, configurable: true }));

/** The parts between separators, without the empty ones. @param {string} text @param {string} separator */
function split(text, separator) {
  /** @type {string[]} */ const parts = [];
  for (let from = 0; from < text.length;) {
    const found = indexOf(text, separator, from);
    const end = found < 0 ? text.length : found;
    if (end > from) append(parts, slice(text, from, end));
    from = end + 1;
  }
  return parts;
}

/** May run when guest code has run already, so it is as careful as the judging path. @param {string} text */
function readTables(text) {
  /** @type {CodeRow[]} */ const codeRows = [];
  /** @type {UrlRule[]} */ const ruleRows = [];
  const rows = split(text, "\n");
  for (let i = 0; i < rows.length; i += 1) {
    const words = split(rows[i], " ");
    if (words[0] === "code") {
      /** @type {CodeRow["params"][number][]} */ const params = [];
      for (let k = 3; k < words.length; k += 1) {
        const parts = split(words[k], ":");
        append(params, freeze({ name: parts[0], number: parts.length > 1 && parts[1] === "number" }));
      }
      append(codeRows, freeze({ code: words[1], allow: words[2] === "allow", params: freeze(params) }));
    } else {
      /** @type {(readonly string[])[]} */ const fields = [];
      for (let k = 2; k < words.length; k += 1) append(fields, freeze(split(words[k], ".")));
      append(ruleRows, freeze({ kind: /** @type {UrlRule["kind"]} */ (words[1]), fields: freeze(fields) }));
    }
  }
  codes = freeze(codeRows);
  rules = freeze(ruleRows);
}

/** @param {WebAssembly.Module} module @returns {any} */
function instantiate(module) {
  const exports = instanceExports(new /** @type {typeof WebAssembly.Instance} */ (WasmInstance)(module));
  return { exports, memory: exports.memory };
}

/** A fresh instance, or the error that says what is missing. */
function takeInstance() {
  if (kept === null) throw new PermissionError("engine_failed", { reason: "not_loaded", way_out: "await load() first" });
  const instance = spare ?? instantiate(kept);
  spare = null;
  return instance;
}

/* ── strings across the border ─────────────────────────────────────────────────────────────────────────────────── */

/** @param {any} instance @param {number} address @param {number} length @returns {Uint8Array} */
const view = (instance, address, length) => new Uint8ArrayCtor(memoryBuffer(instance.memory), address, length);

/**
 * UTF-8 of the first `units` code units; returns the bytes written. A lone surrogate becomes three bytes that are no UTF-8:
 * the engine refuses them, so what is checked is always what would be sent.
 * @param {Uint8Array} bytes @param {string} text @param {number} units
 */
function write(bytes, text, units) {
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

/** How much of a subject crosses; a surrogate pair is never cut in two. @param {string} subject */
function crossingUnits(subject) {
  if (subject.length <= MAX_UNITS) return subject.length;
  const last = charCodeAt(subject, MAX_UNITS);
  return last >= 0xd800 && last < 0xdc00 && subject.length > MAX_UNITS + 1 ? MAX_UNITS + 2 : MAX_UNITS + 1;
}

/** Text from UTF-8 that the engine wrote, and so is well-formed. @param {Uint8Array} bytes @param {number} at @param {number} end */
function read(bytes, at, end) {
  let text = "";
  while (at < end) {
    const byte = bytes[at++];
    if (byte < 0x80) {
      text += fromCharCode(byte);
      continue;
    }
    const more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    let c = byte & (0x3f >> more);
    for (let i = 0; i < more; i += 1) c = (c << 6) | (bytes[at++] & 0x3f);
    text += c < 0x10000 ? fromCharCode(c) : fromCharCode(0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
  }
  return text;
}

/** @param {any} instance */
function readAll(instance) {
  const length = instance.exports.output_length();
  return read(view(instance, instance.exports.output(), length), 0, length);
}

/** Writes policy texts one behind the other; returns their lengths in bytes. @param {any} instance @param {string} first @param {string} second */
function writePolicies(instance, first, second) {
  const room = 3 * (first.length + second.length);
  const bytes = view(instance, instance.exports.scratch(room), room);
  const a = writePolicy(bytes, first);
  return { a, b: writePolicy(typedArraySubarray(bytes, a), second) };
}

/** @param {Uint8Array} bytes @param {string} text */
function writePolicy(bytes, text) {
  // The platform's encoder is faster on long texts, but it repairs lone surrogates: such a text is written by hand, and refused.
  if (encodeInto === undefined || text.length < 4096 || !isWellFormed(text)) return write(bytes, text, text.length);
  return encodeInto(text, bytes).written;
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

/* ── compiling ─────────────────────────────────────────────────────────────────────────────────────────────────── */

/** Throws where a policy text cannot even cross. @param {unknown} text @returns {asserts text is string} */
function checkPolicyText(text) {
  if (typeof text !== "string") {
    throw new PermissionError("policy_syntax", { line: 1, column: 1, detail: "not a string: a policy is given as JSON text" });
  }
  if (text.length > MAX_POLICY_BYTES) {
    throw new PermissionError("policy_too_large", { size: text.length, limit: MAX_POLICY_BYTES });
  }
}

/** @param {CompileOptions | undefined} options */
const wantsToken = (options) => (options !== undefined && hasOwn(options, "appIdForm") && options.appIdForm === "token" ? 1 : 0);

/**
 * Compiles a policy into an engine of its own.
 * @param {string} policy JSON text
 * @param {CompileOptions} [options]
 * @returns {Core}
 * @throws {PermissionError} with a policy code, or `engine_failed` when no module was loaded.
 */
export function compile(policy, options) {
  checkPolicyText(policy);
  const instance = takeInstance();
  const { a } = writePolicies(instance, policy, "");
  if (instance.exports.compile(a, wantsToken(options)) !== 1) {
    const error = jsonParse(readAll(instance));
    spare = instance; // nothing was compiled: the instance is as good as new
    throw new PermissionError(error.code, error.params);
  }
  return createCore(instance);
}

/** Whether two texts hold the same policy (P-5). @param {string} first @param {string} second @param {CompileOptions} [options] */
export function samePolicy(first, second, options) {
  if (first === second) return true;
  checkPolicyText(first);
  checkPolicyText(second);
  const instance = takeInstance();
  const { a, b } = writePolicies(instance, first, second);
  const same = instance.exports.same_policy(a, b, wantsToken(options)) === 1;
  instance.exports.scratch(0);
  spare = instance;
  return same;
}

/* ── judging ───────────────────────────────────────────────────────────────────────────────────────────────────── */

/** @param {any} instance @returns {Core} */
function createCore(instance) {
  const appId = readAll(instance);
  const mode = MODES[instance.exports.mode()];
  if (mode === null) throw new PermissionError("engine_failed", { reason: "no_mode" });
  let dead = false;
  let address = instance.exports.scratch(SCRATCH_BYTES);
  let buffer = memoryBuffer(instance.memory);
  let bytes = view(instance, address, SCRATCH_BYTES);
  let lastName = /** @type {unknown} */ (null);
  let lastRule = /** @type {UrlRule | null} */ (null);
  let lastForward = /** @type {string | null} */ (null);

  /** @param {Check} check @param {unknown} subject @returns {number} what the engine answered; 0 is no answer */
  function cross(check, subject) {
    if (typeof subject !== "string") return instance.exports[check](NOT_A_STRING);
    const now = memoryBuffer(instance.memory);
    if (now !== buffer) {
      // Memory has grown: the old view is detached, and writing to it would leave an earlier subject in place.
      buffer = now;
      bytes = view(instance, address, SCRATCH_BYTES);
    }
    return instance.exports[check](write(bytes, subject, crossingUnits(subject)));
  }

  /** @param {Check} check @param {unknown} subject @returns {Decision} */
  function judge(check, subject) {
    lastForward = null;
    if (dead) return ENGINE_FAILED;
    try {
      const answer = cross(check, subject);
      const number = answer & 0xff;
      if (number < 1 || number > codes.length) {
        dead = true;
        return ENGINE_FAILED;
      }
      if (check === "check_api") {
        const rule = answer >>> RULE_SHIFT;
        lastRule = rule >= 1 && rule <= rules.length ? rules[rule - 1] : null;
        lastName = subject;
      }
      return decision(codes[number - 1], (answer & FORWARD) !== 0, subject);
    } catch {
      // A trap leaves the instance in no state to be asked again (G-4).
      dead = true;
      return ENGINE_FAILED;
    }
  }

  /** @param {CodeRow} row @param {boolean} forwards @param {unknown} subject @returns {Decision} */
  function decision(row, forwards, subject) {
    const { code, params: names } = row;
    const outcome = row.allow ? "allow" : "deny";
    if (names.length === 0) return /** @type {Decision} */ (freeze({ outcome, code, params: freeze({}) }));
    const end = instance.exports.output_length();
    const output = view(instance, instance.exports.output(), end);
    let at = 0;
    /** @returns {string} */
    const next = () => {
      const length = output[at] | (output[at + 1] << 8) | (output[at + 2] << 16) | (output[at + 3] << 24);
      at += 4 + length;
      return read(output, at - length, at);
    };
    if (forwards) lastForward = next();
    /** @param {number} i */
    const value = (i) => (names[i].number ? toNumber(next()) : next());
    // Literals define own properties; an assignment could run into a setter on Object.prototype.
    const params = names.length === 1 ? { [names[0].name]: value(0) }
      : names.length === 2 ? { [names[0].name]: value(0), [names[1].name]: value(1) }
      : { [names[0].name]: value(0), [names[1].name]: value(1), [names[2].name]: value(2) };
    const isUrl = code === "listed";
    if (isUrl && !forwards) lastForward = /** @type {string} */ (subject);
    const answer = isUrl ? { outcome, code, params: freeze(params), href: lastForward } : { outcome, code, params: freeze(params) };
    return /** @type {Decision} */ (/** @type {unknown} */ (freeze(answer)));
  }

  return freeze({
    mode,
    revision: instance.exports.revision(),
    appId,
    request: (/** @type {unknown} */ url) => judge("check_request", url),
    socket: (/** @type {unknown} */ url) => judge("check_socket", url),
    download: (/** @type {unknown} */ url) => judge("check_download", url),
    page: (/** @type {unknown} */ url) => judge("check_page", url),
    webView: (/** @type {unknown} */ url) => judge("check_web_view", url),
    api: (/** @type {unknown} */ name) => judge("check_api", name),
    rule(/** @type {unknown} */ name) {
      if (name !== lastName) judge("check_api", name);
      return dead ? null : lastRule;
    },
    forward: () => lastForward,
    free() {
      dead = true;
      instance = null;
    },
  });
}

/**
 * The engine for hosts that ask for themselves: navigation delegates, redirect hooks, tests (U-10, W-3).
 * @example
 * const engine = Engine.compile(policyText);
 * engine.checkRequest("https://api.example.com/").outcome === "allow";
 */
export class Engine {
  /** @type {Core} */ #core;

  /** @param {Core} core */
  constructor(core) {
    this.#core = core;
    freeze(this);
  }

  /**
   * @param {string} policy JSON text
   * @param {CompileOptions} [options]
   * @throws {PermissionError} as `docs/codes.md` says for each `policy_…` code
   */
  static compile(policy, options) {
    return new Engine(compile(policy, options));
  }

  get mode() { return this.#core.mode; }
  get revision() { return this.#core.revision; }
  get appId() { return this.#core.appId; }
  /** @param {string} url */ checkRequest(url) { return this.#core.request(url); }
  /** @param {string} url */ checkSocket(url) { return this.#core.socket(url); }
  /** @param {string} url */ checkDownload(url) { return this.#core.download(url); }
  /** @param {string} url */ checkPage(url) { return this.#core.page(url); }
  /** @param {string} url */ checkWebView(url) { return this.#core.webView(url); }
  /** @param {string} name */ checkApi(name) { return this.#core.api(name); }
  /** Every later check answers `engine_failed`. */ free() { this.#core.free(); }
}
freeze(Engine.prototype);
