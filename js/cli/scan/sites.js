// @ts-check
/**
 * Which calls there are: of natives, and of the project's own functions (so that what a wrapper is given is known inside it). It says what is
 * called with what, not whether that may be.
 */
import { bare, isMember, staticKey } from "./nodes.js";
import { isFunction } from "./scopes.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */
/** A call of a project's function; `env`: under which call of another one. @typedef {{ node: Node, args: readonly Node[], env?: import("./values.js").Env }} Site */

/** Of a function with more calls than this, the rest is not asked what it hands in. */
const MOST_SITES = 100;
/** Methods of a list that call what they are given with each element. */
const EACH = new Set(["forEach", "map", "filter", "some", "every", "find", "flatMap"]);

/** What is really called, and with what: `f.call(this, a)` is `f(a)`. @param {Node} node */
export function calleeOf(node) {
  const callee = bare(node.callee);
  const key = isMember(callee) ? staticKey(callee) : null;
  return { callee, key };
}

export class Sites {
  /** @param {Evaluator} ev */
  constructor(ev) {
    this.ev = ev;
    /** @type {Map<Node, Site[]>} */ this.byFunction = new Map();
    /** Calls of what comes in as a parameter: `impl.run(my)`. @type {{ node: Node, callee: Node, fns: readonly Node[] }[]} */ this.waiting = [];
    /** Functions that are handed on as a value: who calls them with what is not known. @type {Set<Node>} */ this.handedOn = new Set();
  }

  /** @param {any} module */
  note(module) {
    for (const node of module.met.calls) this.#call(node);
  }

  /** After all files: what comes in as a parameter is looked up in the calls that are known by now. */
  settle() {
    for (const { node, callee, fns } of this.waiting) {
      for (const fn of fns) {
        for (const { args } of this.of(fn).slice(0, MOST_SITES)) {
          /** @type {import("./values.js").Env} */ const env = { fn, args, argEnv: undefined, next: null };
          for (const value of this.ev.evaluate(callee, env)) if (value.t === "function" && node.type !== "NewExpression" && !value.bound) this.#put(value.node, { node, args: node.arguments, env });
        }
      }
    }
  }

  /** @param {Node} fn @param {Site} site */
  #put(fn, site) {
    const sites = this.byFunction.get(fn) ?? [];
    sites.push(site);
    this.byFunction.set(fn, sites);
  }

  /** @param {Node} node */
  #call(node) {
    const { callee, key } = calleeOf(node);
    this.#arguments(node, callee, key);
    if (callee.type === "Super" || callee.type === "Import") return;
    // Most calls are of methods of what nobody knows; those are not worth a look.
    if (key === "call" || key === "apply") {
      for (const value of this.ev.evaluate(callee.object)) {
        if (value.t !== "function") continue;
        if (key === "call") this.#put(value.node, { node, args: node.arguments.slice(1) });
        else if (node.arguments[1]?.type === "ArrayExpression") this.#put(value.node, { node, args: node.arguments[1].elements });
      }
    }
    for (const value of this.ev.evaluate(callee)) {
      if (value.t === "hole" && value.fns.length > 0 && node.arguments.length > 0) this.waiting.push({ node, callee, fns: value.fns });
      if (value.t === "function" && node.type !== "NewExpression") this.#put(value.node, { node, args: value.bound ? [] : node.arguments });
      if (value.t === "class" || (value.t === "function" && node.type === "NewExpression")) this.#construct(value, node);
    }
  }

  /** @param {Extract<Value, { node: Node }>} value @param {Node} node */
  #construct(value, node) {
    const { node: owner } = value;
    if (owner === null) return;
    if (isFunction(owner)) return this.#put(owner, { node, args: node.arguments });
    const constructor = owner.body.body.find((/** @type {Node} */ one) => one.kind === "constructor");
    if (constructor !== undefined) this.#put(constructor, { node, args: node.arguments });
  }

  /** Functions among the arguments: of `list.forEach` they are called with the elements, of anything else with what nobody knows. @param {Node} node @param {Node} callee @param {string | null} key */
  #arguments(node, callee, key) {
    node.arguments.forEach((/** @type {Node} */ arg, /** @type {number} */ i) => {
      const inner = arg.type === "SpreadElement" ? null : bare(arg);
      if (inner === null) return;
      if (isFunction(inner)) {
        if (i === 0 && key !== null && EACH.has(key)) this.#each(inner, callee);
        return;
      }
      if (inner.type !== "Identifier" && !isMember(inner)) return;
      if (inner.type === "Identifier" && inner.$s.lookup(inner.name) === null) return;
      for (const value of this.ev.evaluate(inner)) if (value.t === "function") this.handedOn.add(value.node);
    });
  }

  /** @param {Node} fn @param {Node} callee */
  #each(fn, callee) {
    for (const value of this.ev.evaluate(callee.object)) {
      if (value.t !== "array" || value.node.elements.length > 50) continue;
      for (const element of value.node.elements) if (element !== null && element.type !== "SpreadElement") this.#put(fn, { node: element, args: [element] });
    }
  }

  /** @param {Node} fn */
  of(fn) {
    return this.byFunction.get(fn) ?? [];
  }
}
