// @ts-check
/** The files of a mini program together: read, parsed, linked by `import`, `require` and `getApp()`. It judges nothing. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { globalObject, moduleRoot } from "./roots.js";
import { linkModule } from "./links.js";
import { excerpt } from "./nodes.js";
import { parseExpression, parseScript } from "./parse.js";
import { bindProgram } from "./scopes.js";
import { hole } from "./values.js";
import { member } from "./members.js";
import { text as textValue } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */
/** @typedef {{ path: string, message: string, line: number, column: number }} Fault */

const ENDS = ["", ".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".vue", ".sjs", ".wxs", ".json", "/index.js", "/index.ts", "/index.tsx", "/index.jsx", "/index.mjs", "/index.vue"];
/** More than this is no source that a person wrote, or it would take minutes. */
const MOST_BYTES = 8 * 1024 * 1024;

export class Project {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
    /** @type {Map<string, any>} */ this.modules = new Map();
    /** @type {Fault[]} */ this.faults = [];
    /** `getApp().globalData.x = …`, by name. @type {Map<string, Node[]>} */ this.globalWrites = new Map();
    /** What is assigned to members of a function or an object, by its node. @type {Map<Node, Map<string, Node[]>>} */ this.memberWrites = new Map();
    /** `wx.mine = …`: what a program adds to the natives' object is no native, but where it hides one. @type {Set<string>} */ this.ownNatives = new Set();
    /** Natives that are read and not called: kept for later, or asked for. @type {Set<string>} */ this.readNatives = new Set();
    /** What `App({ … })` was given. @type {Node[]} */ this.apps = [];
    /** @type {Map<string, string | null>} */ this.resolved = new Map();
  }

  /** @param {string} path @returns {string | null} */
  read(path) {
    try {
      const file = join(this.root, path);
      if (statSync(file).size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES / 1024 / 1024} MiB`);
      return readFileSync(file, "utf8");
    } catch (cause) {
      this.faults.push({ path, message: /** @type {Error} */ (cause).message.replace(this.root, "."), line: 1, column: 1 });
      return null;
    }
  }

  /** Reads a script, or takes a part of a file as one. @param {string} path @param {{ text: string, lang?: string }} [part] */
  add(path, part) {
    const text = part?.text ?? this.read(path);
    if (text === null) return null;
    const parsed = parseScript(text, path, part?.lang);
    if ("fault" in parsed) {
      this.faults.push({ path, ...parsed.fault });
      return null;
    }
    const module = this.#link(path, text, parsed.program);
    if (module !== null) this.modules.set(path, module);
    return module;
  }

  /** @param {string} path @param {string} text @param {Node} program */
  #link(path, text, program) {
    /** @type {any} */
    const module = {
      path, text, program, project: this, exports: new Map(), stars: [], cjs: [], thisWrites: new Map(), setData: new Map(), dataWrites: new Map(), pages: [],
      scope: null, met: null,
    };
    try {
      Object.assign(module, bindProgram(program, module));
      linkModule(module);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      this.faults.push({ path, message: "nested too deeply", line: 1, column: 1 });
      return null;
    }
    return module;
  }

  /** A JSON file, as the object that `require` gives. @param {string} path */
  #json(path) {
    const text = this.read(path);
    const node = text === null ? null : parseExpression(text);
    if (text === null || node === null) return null;
    const module = this.#link(path, text, { type: "Program", body: [{ type: "ExpressionStatement", expression: node }], directives: [] });
    if (module !== null) module.cjs.push({ path: [], node });
    return module;
  }

  /** The module that a path leads to, or null: outside of what is looked at. @param {string} from @param {string} source */
  resolve(from, source) {
    const key = `${posix.dirname(from)}\0${source}`;
    let path = this.resolved.get(key);
    if (path === undefined) this.resolved.set(key, (path = this.#find(from, source)));
    if (path === null) return null;
    if (!this.modules.has(path) && path.endsWith(".json")) this.modules.set(path, this.#json(path));
    return this.modules.get(path) ?? null;
  }

  /** @param {string} from @param {string} source @returns {string | null} */
  #find(from, source) {
    const folder = posix.dirname(from);
    /** @type {string[]} */ const bases = [];
    if (source.startsWith(".")) bases.push(posix.join(folder, source));
    else if (source.startsWith("/")) bases.push(...upwards(folder).map((at) => posix.join(at, source)).reverse());
    else if (/^[@~]\//.test(source)) bases.push(...upwards(folder).flatMap((at) => [posix.join(at, "src", source.slice(2)), posix.join(at, source.slice(2))]));
    else {
      for (const at of upwards(folder)) bases.push(posix.join(at, "miniprogram_npm", source), posix.join(at, "node_modules", source));
      bases.push(posix.join(folder, source)); // `require("utils/x")`: some runtimes take it as a file beside this one
    }
    for (const base of bases) {
      for (const end of ENDS) {
        const path = base + end;
        if (this.modules.has(path) || (path.endsWith(".json") && !path.startsWith("..") && existsSync(join(this.root, path)))) return path;
      }
    }
    return null;
  }

  /** @param {Node} node @param {string} source @param {Evaluator} ev @returns {Value[]} */
  requireValues(node, source, ev) {
    const from = node.$s.module;
    const module = source === "" ? null : this.resolve(from.path, source);
    if (module === null) return [moduleRoot(source) ?? hole("import", node, { name: source || excerpt(node, from.text) })];
    return this.wholeValues(module, ev);
  }

  /** @param {Node} node @param {import("./scopes.js").Def} def @param {Evaluator} ev @param {any} [from] the module that imports it, where that is not the node's @returns {Value[]} */
  importValues(node, { source = "", imported }, ev, from = node.$s.module) {
    const module = this.resolve(from.path, source);
    if (module === null) {
      const root = moduleRoot(source);
      if (root === null) return [hole("import", node, { name: source })];
      return imported === null || imported === "default" ? [root] : member(ev, root, textValue(String(imported)), node);
    }
    if (imported === null) return [{ t: "module", module }];
    return imported === "default" ? this.defaultValues(module, ev, node) : this.exportValues(module, String(imported), ev, node);
  }

  /** What `require` gives. @param {any} module @param {Evaluator} ev @returns {Value[]} */
  wholeValues(module, ev) {
    const whole = module.cjs.filter((/** @type {any} */ one) => one.path.length === 0);
    return whole.length === 0 ? [{ t: "module", module }] : whole.flatMap((/** @type {any} */ one) => ev.evaluate(one.node));
  }

  /** What `import x from` gives: the default export; of a CommonJS file, all of it. @param {any} module @param {Evaluator} ev @param {Node} node @returns {Value[]} */
  defaultValues(module, ev, node) {
    return ev.once(module.program, "default", () => this.#own(module, "default", ev, node) ?? this.wholeValues(module, ev), /** @type {Value[]} */ ([]));
  }

  /** @param {any} module @param {string} name @param {Evaluator} ev @param {Node} node @returns {Value[]} */
  exportValues(module, name, ev, node) {
    // Files may export each other's exports in a circle.
    return ev.once(module.program, name, () => this.#exported(module, name, ev, node), /** @type {Value[]} */ ([]));
  }

  /** @param {any} module @param {string} name @param {Evaluator} ev @param {Node} node @returns {Value[]} */
  #exported(module, name, ev, node) {
    const found = this.#own(module, name, ev, node);
    if (found !== null) return found;
    const whole = this.wholeValues(module, ev).filter((value) => value.t !== "module");
    if (whole.length > 0) return name === "default" ? whole : whole.flatMap((value) => member(ev, value, textValue(name), node));
    return name === "default" ? [{ t: "module", module }] : [hole("import", node, { name: module.path })];
  }

  /** @param {any} module @param {string} name @param {Evaluator} ev @param {Node} node @param {Set<any>} [seen] @returns {Value[] | null} */
  #own(module, name, ev, node, seen = new Set()) {
    if (seen.has(module)) return null;
    seen.add(module);
    const exported = module.exports.get(name);
    if (exported !== undefined) return exported.node !== undefined ? ev.evaluate(exported.node) : this.#from(module, exported, ev, node);
    const written = module.cjs.filter((/** @type {any} */ one) => one.path.length === 1 && one.path[0] === name);
    if (written.length > 0) return written.flatMap((/** @type {any} */ one) => ev.evaluate(one.node));
    for (const source of module.stars) {
      const inner = this.resolve(module.path, source);
      const found = inner === null ? null : this.#own(inner, name, ev, node, seen);
      if (found !== null) return found;
    }
    return null;
  }

  /** @param {any} module @param {{ source: string, imported: string | null }} exported @param {Evaluator} ev @param {Node} node @returns {Value[]} */
  #from(module, { source, imported }, ev, node) {
    const inner = this.resolve(module.path, source);
    if (inner === null) return this.importValues(node, { kind: "import", path: [], source, imported }, ev, module);
    if (imported === null) return [{ t: "module", module: inner }];
    return imported === "default" ? this.defaultValues(inner, ev, node) : this.exportValues(inner, imported, ev, node);
  }

  /** A name that no file binds. @param {Node} node @returns {Value[]} */
  globalValues(node) {
    return [globalObject(node) ?? hole("unknown", node, { name: node.name })];
  }

  /** What `getApp()` gives. @param {Node} node @returns {Value[]} */
  appValues(node) {
    return this.apps.length === 0 ? [hole("runtime", node)] : this.apps.map((app) => ({ t: "instance", node: app, env: null }));
  }
}

/** A folder and those above it, to the top of the mini program. @param {string} folder */
function upwards(folder) {
  const out = [folder];
  for (let at = folder; at !== "." && at !== ""; ) out.push((at = posix.dirname(at)));
  return out;
}
