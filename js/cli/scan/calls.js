// @ts-check
/**
 * Calls of natives with what they carry: the API's name, and each URL in its params. A parameter of the project's own functions is looked up in
 * their calls, a few levels up. It says what is called, not whether that may be.
 */
import { elements } from "./bindings.js";
import { member } from "./members.js";
import { DISPATCHERS } from "./roots.js";
import { calleeOf } from "./sites.js";
import { constant, hole, holesOf, plain, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Hole} Hole */
/** @typedef {import("./values.js").Env} Env */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */
/** @typedef {import("../../types.d.ts").UrlRow} UrlRow */
/** Under which calls of wrappers something is looked at, the nearest first. @typedef {{ env: Env | null, via: readonly Node[] }} Under */
/** What is called: which native, in whose words, with which arguments. @typedef {{ node: Node, root: string, api: string }} Called */
/** One subject of one call. @typedef {Called & { kind: UrlRow["kind"] | "api" | "webView", field: string, value: Value, local: readonly string[], via: readonly Node[] }} Subject */
/** @typedef {(env: Env | null) => Value[]} Read */

/** Methods of a text that a native object holds, as `wx.SDKVersion.split(".")`: none of them is a name that a vendor gives an API (`push` may be one). */
const OF_DATA = new Set(["split", "slice", "indexOf", "lastIndexOf", "includes", "substring", "substr", "trim", "toLowerCase", "toUpperCase", "startsWith", "endsWith", "toString", "hasOwnProperty"]);
/** As many wrappers lie between a call and what is known. */
const LEVELS = 3;
/** Of a function with more calls than this, the rest is not looked at. */
const MOST_SITES = 400;
/** As many ways to one call are followed. */
const MOST_WAYS = 1_000;
/** @type {Under} */
const NOWHERE = { env: null, via: [] };

export class Calls {
  /** @param {Evaluator} ev @param {import("./sites.js").Sites} sites @param {(root: string, name: string) => readonly UrlRow[]} rowsOf @param {(name: string) => boolean} isOfficial */
  constructor(ev, sites, rowsOf, isOfficial) {
    this.ev = ev;
    this.sites = sites;
    this.rowsOf = rowsOf;
    this.isOfficial = isOfficial;
    this.ways = 0;
  }

  /** @param {Node} node a call @returns {Subject[]} */
  subjects(node) {
    const { callee, key } = calleeOf(node);
    if (callee.type === "Super" || callee.type === "Import") return [];
    const isMaybe = this.ev.evaluate(callee).some((value) => value.t === "api" || (value.t === "hole" && value.fns.length > 0));
    if (!isMaybe) return [];
    this.ways = 0;
    /** @type {Subject[]} */ const out = [];
    const read = (/** @type {Env | null} */ env) => this.ev.evaluate(callee, env).filter((value) => value.t === "api" || value.t === "hole");
    this.#lookUp(NOWHERE, read, (value, under) => {
      if (value.t === "api") this.#native(node, value, key, under, out);
    });
    return out;
  }

  /** What an expression can be, by the same way. @param {Node} node @returns {{ value: Value, via: readonly Node[] }[]} */
  values(node) {
    this.ways = 0;
    /** @type {{ value: Value, via: readonly Node[] }[]} */ const out = [];
    this.#lookUp(NOWHERE, (env) => this.ev.evaluate(node, env), (value, { via }) => out.push({ value, via }));
    return out;
  }

  /**
   * What is known is given out; what hangs on a parameter is asked again for each call of its function.
   * @param {Under} under @param {Read} read @param {(value: Value, under: Under) => void} give
   */
  #lookUp(under, read, give) {
    this.ways += 1;
    /** @type {Set<Node>} */ const waiting = new Set();
    for (const value of read(under.env)) {
      const fn = under.via.length < LEVELS && this.ways < MOST_WAYS ? this.#next(holesOf([value]), under.env) : undefined;
      if (fn !== undefined) waiting.add(fn);
      if (fn === undefined || this.sites.handedOn.has(fn)) give(value, under);
    }
    for (const fn of waiting) {
      for (const { node, args, env } of this.sites.of(fn).slice(0, MOST_SITES)) this.#lookUp({ env: { fn, args, argEnv: env, next: under.env }, via: [...under.via, node] }, read, give);
    }
  }

  /** A function whose calls would tell more. @param {readonly Hole[]} holes @param {Env | null} env @returns {Node | undefined} */
  #next(holes, env) {
    /** @param {Node} fn */
    const isOpen = (fn) => {
      for (let frame = env; frame !== null; frame = frame.next) if (frame.fn === fn) return false;
      return this.sites.of(fn).length > 0;
    };
    return holes.flatMap(({ fns }) => fns).find(isOpen);
  }

  /** @param {Node} node @param {Extract<Value, { t: "api" }>} given @param {string | null} key @param {Under} under @param {Subject[]} out */
  #native(node, given, key, under, out) {
    // Names that begin with `$` or `_` and names that the program gives the object itself are its own; `bind` calls nothing.
    if ((key !== null && given.path.length > 1 && (key === "bind" || OF_DATA.has(key))) || /^[$_]/.test(given.path[0] ?? "") || this.#isOwn(given.root, given.path[0] ?? "")) return;
    const isDispatcher = DISPATCHERS.has(`${given.root}.${given.path.join(".")}`);
    // `my.request.call(my, …)` calls `my.request`.
    const isCarried = !isDispatcher && given.open === null && given.path.length > 1 && (key === "call" || key === "apply");
    const path = isCarried ? given.path.slice(0, -1) : given.path;
    /** @type {readonly Node[] | null} */
    const args = !isCarried ? node.arguments : key === "call" ? node.arguments.slice(1) : node.arguments[1]?.type === "ArrayExpression" ? node.arguments[1].elements : null;
    const name = path.join(".");
    /** @type {(index: number) => Read} */
    const argument = (index) => (env) => {
      if (args === null || args.slice(0, index + 1).some((arg) => arg?.type === "SpreadElement")) return [hole("unknown", node)];
      return args[index] ? this.ev.evaluate(args[index], env) : [plain(undefined)];
    };
    if (given.open !== null) {
      out.push({ node, root: given.root, api: `${[given.root, ...path].join(".")}[…]`, kind: "api", field: "", value: given.open, local: [], via: under.via });
    } else if (isDispatcher) {
      this.#named({ node, root: given.root, api: `${given.root}.${name}` }, "name", argument(0), argument(1), under, out, 0);
    } else this.#carry({ node, root: given.root, api: `${given.root}.${name}` }, name, argument(0), under, out, 0);
  }

  /** A name that the program gives the natives' object, and that hides nothing: no hook around a native, no API that everyone knows. @param {string} root @param {string} name */
  #isOwn(root, name) {
    const full = `${root}.${name}`;
    const { ownNatives, readNatives } = this.ev.project;
    return ownNatives.has(full) && !readNatives.has(full) && !this.isOfficial(name) && this.rowsOf(root, name).length === 0;
  }

  /** A call whose name is a value. @param {Called} called @param {string} field @param {Read} name @param {Read} params @param {Under} under @param {Subject[]} out @param {number} depth */
  #named(called, field, name, params, under, out, depth) {
    this.#lookUp(under, name, (value, at) => {
      const inner = constant(value);
      if (inner === null) out.push({ ...called, kind: "api", field, value, local: [], via: at.via });
      else this.#carry({ ...called, api: `${called.api}("${inner}")` }, inner, params, at, out, depth);
    });
  }

  /** The name, and the URLs that its rows say. @param {Called} called @param {string} name @param {Read} options @param {Under} under @param {Subject[]} out @param {number} depth */
  #carry(called, name, options, under, out, depth) {
    const rows = this.rowsOf(called.root, name);
    const indirect = rows.find((row) => row.kind === "indirect");
    if (indirect !== undefined && depth < LEVELS) {
      const [method, params] = indirect.fields;
      const { tail } = indirect;
      /** @type {Read} */
      const inner = (env) => {
        const names = this.#at(options(env), method, called.node);
        return tail === undefined ? names : this.ev.product(this.ev.product(names, [text(".")]), this.#at(options(env), tail, called.node));
      };
      this.#named(called, method.join("."), inner, (env) => this.#at(options(env), params, called.node), under, out, depth + 1);
      return;
    }
    out.push({ ...called, kind: "api", field: "", value: text(name), local: [], via: under.via });
    for (const { kind, fields, local = [] } of rows) {
      for (const field of fields) {
        this.#lookUp(under, (env) => this.#at(options(env), field, called.node), (value, { via }) => out.push({ ...called, kind, field: field.join("."), value, local, via }));
      }
    }
  }

  /** What lies at a path of values. @param {Value[]} values @param {readonly string[]} path @param {Node} node @returns {Value[]} */
  #at(values, path, node) {
    let found = values;
    for (const key of path) found = found.flatMap((value) => (value.t === "plain" ? [plain(undefined)] : key === "*" ? elements(this.ev, value, node) : member(this.ev, value, text(key), node)));
    return found;
  }
}
