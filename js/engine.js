// @ts-check
/**
 * The airlock: primitive strings in, frozen plain data out, any throw → deny (G-1, G-4). Here is how a policy is compiled, into an
 * instance of its own; what an instance is says `instances.js`, the judging path is in `core.js`. It knows no rule of permissions.
 */
import { createCore } from "./core.js";
import { createCrossing } from "./crossing.js";
import { plain } from "./redact.js";
import { wasmInstance } from "./instances.js";
import { ErrorCtor, Uint8ArrayCtor, encodeInto, freeze, hasOwn, jsonParse, put, toNumber, typedArrayLength } from "./primordials.js";
import { isWellFormed, read, write } from "./strings.js";
import { readTables } from "./tables.js";

/** @typedef {import("./types.d.ts").Decision} Decision */
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").UrlRule} UrlRule */
/** @typedef {import("./types.d.ts").AppIdForm} AppIdForm */
/** @typedef {{ readonly appIdForm?: AppIdForm }} CompileOptions */
/** @typedef {import("./core.js").Core} Core */
/** @typedef {import("./instances.js").Instance} Instance */
/** @typedef {import("./instances.js").Source} Source */

/** The largest document, in bytes; a text with more code units cannot be smaller (P-3). */
const MAX_POLICY_BYTES = 16 * 1024 * 1024;
/** @type {readonly (Mode | null)[]} */
const MODES = freeze([null, "off", "report", "enforce"]);

/** What the shim cannot do, or a policy that it refuses. `code` and `params` as in `docs/codes.md`. */
export class PermissionError extends ErrorCtor {
  /** @param {string} code @param {object} params */
  constructor(code, params) {
    let message = code;
    for (const name in params) if (hasOwn(params, name)) message += " " + name + "=" + params[/** @type {never} */ (name)];
    super(message);
    this.name = "PermissionError";
    this.code = /** @type {import("./types.d.ts").PolicyErrorCode | "engine_failed"} */ (code);
    this.params = freeze(params);
  }
}

/* ── where instances come from ─────────────────────────────────────────────────────────────────────────────────── */

/** @type {Source | null} */
let source = null;
/** @type {ReturnType<typeof readTables>} */
let tables = freeze({ codes: [], rules: [] });
/** An instance without a policy serves the next one: the one that the tables were read from, or one that refused a policy. @type {Instance | null} */
let spare = null;

/** Whether a door was opened: there are instances to be had. */
export const isLoaded = () => source !== null;

/**
 * Keeps where the instances of all engines to come are from (G-8), and reads the engine's tables once.
 * @param {Source} given
 */
export function keepSource(given) {
  const instance = given.take();
  if (instance === null) throw new PermissionError("engine_failed", { reason: "no_instance" });
  instance.exports.tables();
  tables = readTables(readAll(instance));
  source = given;
  spare = instance;
}

/** Keeps a compiled module: it makes as many instances as there are policies. @param {WebAssembly.Module} module */
export const keepModule = (module) => keepSource({ take: () => wasmInstance(module) });

/** An instance without a policy, or the error that says what is missing. @returns {Instance} */
function takeInstance() {
  if (source === null) throw new PermissionError("engine_failed", { reason: "not_loaded", way_out: "await load() first" });
  const instance = spare ?? source.take();
  spare = null;
  if (instance === null) throw new PermissionError("engine_failed", { reason: "no_instance", way_out: "free() an engine that is not needed, or let load() make more" });
  return instance;
}

/** @param {Instance} instance @param {number} address @param {number} length @returns {Uint8Array} */
const view = (instance, address, length) => new Uint8ArrayCtor(instance.buffer(), address, length);

/** @param {Instance} instance */
function readAll(instance) {
  const at = instance.exports.output();
  return read(new Uint8ArrayCtor(instance.buffer()), at, at + instance.exports.output_length());
}

/** Writes policy texts one behind the other; returns their lengths in bytes. @param {Instance} instance @param {string} first @param {string} second */
function writePolicies(instance, first, second) {
  // Most are ASCII and need a byte a character; only what does not fit is given all the room that there could be.
  const units = first.length + second.length;
  const written = writeBoth(instance, first, second, units);
  return written.b === -1 ? writeBoth(instance, first, second, 3 * units) : written;
}

/** @param {Instance} instance @param {string} first @param {string} second @param {number} room @returns {{ a: number, b: number }} -1: no room */
function writeBoth(instance, first, second, room) {
  const address = instance.exports.scratch(room);
  const a = writePolicy(view(instance, address, room), first);
  // A view of its own: `subarray` would ask the prototype for a constructor, which may be a guest's.
  return { a, b: a === -1 ? -1 : writePolicy(view(instance, address + a, room - a), second) };
}

/** @param {Uint8Array} bytes @param {string} text @returns {number} the bytes written, -1 when there is no room */
function writePolicy(bytes, text) {
  // The platform's encoder is faster on long texts, but it repairs lone surrogates: such a text is written by hand, and refused.
  if (encodeInto !== undefined && text.length >= 4096 && isWellFormed(text)) {
    const done = encodeInto(text, bytes);
    return done.read === text.length ? done.written : -1;
  }
  const written = write(bytes, text, text.length);
  return written <= typedArrayLength(bytes) ? written : -1;
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

/**
 * Why the engine refused a text. It tells no more than it must: what is no JSON the realm's own parser says in its words, and a document of
 * a later format is told from one that is wrong by the same parser, since it may have fields that this version does not know.
 * @param {Instance} instance @param {number} number the code's @param {string} text
 */
function refusal(instance, number, text) {
  const { code, params: names } = tables.codes[number - 1];
  const { openAnswer, nextText } = createCrossing(instance);
  /** @type {{ problem?: string, detail?: string }} */ const params = {};
  openAnswer();
  for (let i = 0; i < names.length; i += 1) put(params, names[i].name, names[i].number ? toNumber(nextText()) : plain(nextText()));
  try {
    const document = jsonParse(text);
    const format = hasOwn(params, "line") && hasOwn(document, "format") ? document.format : 1;
    if (typeof format === "number" && format !== 1) return new PermissionError("policy_format", { found: "" + format, supported: 1 });
  } catch (error) {
    if (params.detail === "not JSON" && hasOwn(error, "message")) put(params, "detail", plain("" + /** @type {Error} */ (error).message));
  }
  return new PermissionError(code, params);
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
  const refused = instance.exports.compile(a, wantsToken(options));
  if (refused !== 1) {
    const error = refusal(instance, refused, policy);
    spare = instance; // nothing was compiled: the instance is as good as new
    throw error;
  }
  return openCore(instance);
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

/** The judging path of an instance that has compiled a policy. @param {Instance} instance @returns {Core} */
function openCore(instance) {
  const appId = readAll(instance);
  const mode = MODES[instance.exports.mode()];
  if (mode === null) throw new PermissionError("engine_failed", { reason: "no_mode" });
  const give = source?.give;
  return createCore(instance, tables, { mode, revision: instance.exports.revision(), appId }, give && (() => give(instance)));
}

/* ── for hosts ─────────────────────────────────────────────────────────────────────────────────────────────────── */

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
  /** @param {string} url */ checkRead(url) { return this.#core.read(url); }
  /** @param {string} url */ checkPage(url) { return this.#core.page(url); }
  /** @param {string} url */ checkWebView(url) { return this.#core.webView(url); }
  /** The canonical URL to send, or null: denied, and `checkRequest` says why. No decision is made up for it. @param {string} url */
  admitRequest(url) { return this.#core.admitRequest(url); }
  /** @param {string} url */ admitSocket(url) { return this.#core.admitSocket(url); }
  /** @param {string} url */ admitDownload(url) { return this.#core.admitDownload(url); }
  /** @param {string} url */ admitRead(url) { return this.#core.admitRead(url); }
  /** @param {string} url */ admitPage(url) { return this.#core.admitPage(url); }
  /** @param {string} url */ admitWebView(url) { return this.#core.admitWebView(url); }
  /** @param {string} name */ checkApi(name) { return this.#core.api(name); }
  /** Every later check answers `engine_failed`. */ free() { this.#core.free(); }
}
freeze(Engine.prototype);
