// @ts-check
/**
 * The airlock: primitive strings in, frozen plain data out, any throw → deny (G-1, G-4).
 * The judging path crosses into wasm with numbers and a scratch buffer, through captured built-ins only; the generated glue
 * is not used here at all, since it reads built-ins at call time. It knows no rule of permissions: codes, params and URL
 * rules come from the engine's own tables.
 */
import {
  ErrorCtor, MapCtor, Uint8ArrayCtor, WasmInstance, charCodeAt, encodeInto, freeze, hasOwn, instanceExports, jsonParse, mapGet,
  mapSet, memoryBuffer, toNumber,
} from "./primordials.js";
import { isWellFormed, read, write } from "./strings.js";
import { readTables } from "./tables.js";

/** @typedef {import("./types.d.ts").Decision} Decision */
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").UrlRule} UrlRule */
/** @typedef {import("./types.d.ts").AppIdForm} AppIdForm */
/** @typedef {{ readonly appIdForm?: AppIdForm }} CompileOptions */
/** @typedef {"check_request" | "check_socket" | "check_download" | "check_page" | "check_web_view" | "check_api"} Check */
/** @typedef {import("./tables.js").CodeRow} CodeRow */

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
 * @property {() => void} free From now on every check answers `engine_failed`.
 */

/** The longest subject (U-2). One character more crosses, so that the engine itself sees what is too long. */
const MAX_UNITS = 8192;
/** Three bytes hold any code unit. */
const SCRATCH_BYTES = 3 * (MAX_UNITS + 2);
/** The largest document, in bytes; a text with more code units cannot be smaller (P-3). */
const MAX_POLICY_BYTES = 16 * 1024 * 1024;
const NOT_A_STRING = 0xffffffff;
/** As `src/wire.rs` packs an answer: the code's number, whether a text is forwarded, and a number that goes with the code. */
const CODE_MASK = 0xff;
const FORWARD = 1 << 8;
const DETAIL_SHIFT = 9;

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
/** @type {ReturnType<typeof readTables>} */
let tables = freeze({ codes: [], rules: [] });
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
  tables = readTables(readAll(instance));
  kept = module;
  spare = instance;
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

/** @param {any} instance @param {number} address @param {number} length @returns {Uint8Array} */
const view = (instance, address, length) => new Uint8ArrayCtor(memoryBuffer(instance.memory), address, length);

/** How much of a subject crosses; a surrogate pair is never cut in two. @param {string} subject */
function crossingUnits(subject) {
  if (subject.length <= MAX_UNITS) return subject.length;
  const last = charCodeAt(subject, MAX_UNITS);
  return last >= 0xd800 && last < 0xdc00 && subject.length > MAX_UNITS + 1 ? MAX_UNITS + 2 : MAX_UNITS + 1;
}

/** @param {any} instance */
function readAll(instance) {
  const length = instance.exports.output_length();
  return read(view(instance, instance.exports.output(), length), 0, length);
}

/** Writes policy texts one behind the other; returns their lengths in bytes. @param {any} instance @param {string} first @param {string} second */
function writePolicies(instance, first, second) {
  const room = 3 * (first.length + second.length);
  const address = instance.exports.scratch(room);
  const a = writePolicy(view(instance, address, room), first);
  // A view of its own: `subarray` would ask a prototype for the constructor, and hand the memory to whatever a guest put there (G-1).
  return { a, b: writePolicy(view(instance, address + a, room - a), second) };
}

/** @param {Uint8Array} bytes @param {string} text */
function writePolicy(bytes, text) {
  // The platform's encoder is faster on long texts, but it repairs lone surrogates: such a text is written by hand, and refused.
  if (encodeInto === undefined || text.length < 4096 || !isWellFormed(text)) return write(bytes, text, text.length);
  return encodeInto(text, bytes).written;
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
  const revision = instance.exports.revision();
  const { exports, memory } = instance;
  const address = exports.scratch(SCRATCH_BYTES);
  let dead = false;
  /** @type {unknown} */ let buffer = null;
  /** All of the engine's memory, and the scratch buffer in it. @type {Uint8Array} */ let bytes;
  /** @type {Uint8Array} */ let scratch;
  /** @type {UrlRule | null} */ let lastRule = null;
  /** The name that `lastRule` belongs to: a guard asks for both. @type {unknown} */ let lastName = null;
  /** What admitted API names answered; the policy bounds their number. @type {Map<string, { decision: Decision, rule: UrlRule | null }>} */
  const admitted = new MapCtor();
  /** Params of the entries that allowed something, a map for each list. */
  const serverEntries = new MapCtor();
  const pageEntries = new MapCtor();

  /** Memory that has grown leaves the old views detached: writing there would leave an earlier subject in place. */
  function refresh() {
    const now = memoryBuffer(memory);
    if (now === buffer) return;
    buffer = now;
    bytes = new Uint8ArrayCtor(now);
    scratch = new Uint8ArrayCtor(now, address, SCRATCH_BYTES);
  }

  /** @param {Check} check @param {unknown} subject @returns {number} what the engine answered; 0 is no answer */
  function cross(check, subject) {
    if (typeof subject !== "string") return exports[check](NOT_A_STRING);
    refresh();
    if (encodeInto !== undefined && subject.length <= MAX_UNITS) {
      // As many bytes as code units: all of it is ASCII, and nothing was repaired.
      const { written } = encodeInto(subject, scratch);
      if (written === subject.length) return exports[check](written);
    }
    return exports[check](write(scratch, subject, crossingUnits(subject)));
  }

  /** @param {Check} check @param {unknown} subject @returns {Decision} */
  function judge(check, subject) {
    lastRule = null;
    lastName = null;
    if (dead) return ENGINE_FAILED;
    try {
      const answer = cross(check, subject);
      const number = answer & CODE_MASK;
      if (number >= 1 && number <= tables.codes.length) return decide(check, tables.codes[number - 1], answer, subject);
    } catch {
      // A trap leaves the instance in no state to be asked again (G-4).
    }
    dead = true;
    return ENGINE_FAILED;
  }

  /** @param {Check} check @param {CodeRow} row @param {number} answer @param {unknown} subject @returns {Decision} */
  function decide(check, { code, allow, params: names }, answer, subject) {
    const outcome = allow ? "allow" : "deny";
    const detail = answer >>> DETAIL_SHIFT;
    if (check === "check_api" && detail >= 1 && detail <= tables.rules.length) lastRule = tables.rules[detail - 1];
    if (names.length === 0) return /** @type {Decision} */ (freeze({ outcome, code, params: freeze({}) }));
    refresh();
    let at = exports.output();
    /** @returns {string} */
    const next = () => {
      const start = at + 4;
      at = start + (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
      return read(bytes, start, at);
    };
    const forward = (answer & FORWARD) !== 0 ? next() : /** @type {string} */ (subject);
    if (code === "listed") return freeze({ outcome: "allow", code, params: entryParams(check, detail, next), href: forward });
    /** @param {number} i */
    const value = (i) => (names[i].number ? toNumber(next()) : next());
    // Literals define own properties; an assignment could run into a setter on Object.prototype.
    const params = names.length === 1 ? { [names[0].name]: value(0) }
      : names.length === 2 ? { [names[0].name]: value(0), [names[1].name]: value(1) }
      : { [names[0].name]: value(0), [names[1].name]: value(1), [names[2].name]: value(2) };
    return /** @type {Decision} */ (/** @type {unknown} */ (freeze({ outcome, code, params: freeze(params) })));
  }

  /** The text of an entry is read once; its number says which it is. @param {Check} check @param {number} number @param {() => string} next */
  function entryParams(check, number, next) {
    const known = check === "check_web_view" || check === "check_page" ? pageEntries : serverEntries;
    const found = mapGet(known, number);
    if (found !== undefined) return found;
    const params = freeze({ entry: next() });
    mapSet(known, number, params);
    return params;
  }

  /** @param {unknown} name @returns {Decision} */
  function judgeName(name) {
    const known = dead ? undefined : mapGet(admitted, name);
    if (known !== undefined) {
      lastName = name;
      lastRule = known.rule;
      return known.decision;
    }
    const decision = judge("check_api", name);
    lastName = name;
    if (decision.code === "api_listed" || decision.code === "api_official") mapSet(admitted, name, freeze({ decision, rule: lastRule }));
    return decision;
  }

  return freeze({
    mode,
    revision,
    appId,
    request: (/** @type {unknown} */ url) => judge("check_request", url),
    socket: (/** @type {unknown} */ url) => judge("check_socket", url),
    download: (/** @type {unknown} */ url) => judge("check_download", url),
    page: (/** @type {unknown} */ url) => judge("check_page", url),
    webView: (/** @type {unknown} */ url) => judge("check_web_view", url),
    api: judgeName,
    rule(/** @type {unknown} */ name) {
      if (dead || name !== lastName) judgeName(name);
      return lastRule;
    },
    free() {
      dead = true;
      instance = null;
    },
  });
}

/**
 * The engine for hosts that ask for themselves: navigation delegates, redirect hooks, tests (U-10, W-3).
 * @example
 * const engine = Engine.compile(published);
 * engine.checkRequest("https://api.example.com/").outcome; // "deny"
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
