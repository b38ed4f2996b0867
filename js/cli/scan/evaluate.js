// @ts-check
/**
 * What an expression can be: constants folded through bindings, members, templates, calls of the project's own functions, and files.
 * It runs nothing. A loop in what it follows ends with no value at that place.
 */
import { bindingValues } from "./bindings.js";
import { callValues } from "./results.js";
import { instanceOf } from "./instances.js";
import { member } from "./members.js";
import { bare, memberPath, staticKey } from "./nodes.js";
import { concat, constant, distinct, hole, plain, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Env} Env */

/** How far one expression may lead. */
const DEPTH = 60;
/** As many steps one expression is worth: what is not known by then is no constant that a person wrote. */
const STEPS = 1500;
/** As many combinations of two halves are kept. */
const PRODUCT = 24;

export class Evaluator {
  /** @param {import("./project.js").Project} project */
  constructor(project) {
    this.project = project;
    /** What is being evaluated, so that a circle ends. @type {Map<Node, (Env | null)[]>} */ this.active = new Map();
    /** @type {Map<Node, Value[]>} */ this.known = new Map();
    /** Members that are being looked up. @type {Map<Node, Set<string>>} */ this.asked = new Map();
    this.depth = 0;
    this.steps = 0;
    this.cut = false;
  }

  /** @param {Node} node @param {Env | null} [env] @returns {Value[]} never empty, but inside a circle */
  evaluate(node, env = null) {
    const inner = bare(node);
    if (env === null) {
      const known = this.known.get(inner);
      if (known !== undefined) return known;
    }
    if (this.depth === 0) this.steps = 0;
    this.steps += 1;
    const active = this.active.get(inner) ?? [];
    const isTooFar = this.depth > DEPTH || this.steps > STEPS;
    if (isTooFar || active.includes(env)) {
      this.cut = true;
      return isTooFar ? [hole("unknown", inner)] : [];
    }
    const outerCut = this.cut;
    this.cut = false;
    active.push(env);
    this.active.set(inner, active);
    this.depth += 1;
    try {
      const values = distinct(this.#read(inner, env));
      const found = values.length === 0 && this.depth === 1 ? [hole("unknown", inner)] : values;
      // Inside a circle half of a value is missing: only what was not cut short is kept.
      if (env === null && (!this.cut || this.depth === 1)) this.known.set(inner, found);
      return found;
    } finally {
      this.depth -= 1;
      active.pop();
      this.cut = this.depth > 0 && (this.cut || outerCut);
    }
  }

  /**
   * What an object has by a name may lead back to that very question, as `options = { ...options }` does: it is asked once.
   * @template T @param {Node} node @param {string} name @param {() => T} read @param {T} otherwise @returns {T}
   */
  once(node, name, read, otherwise) {
    const names = this.asked.get(node) ?? new Set();
    if (names.has(name)) {
      this.cut = true;
      return otherwise;
    }
    names.add(name);
    this.asked.set(node, names);
    try {
      return read();
    } finally {
      names.delete(name);
    }
  }

  /** @param {Node} node @param {Env | null} env @returns {Value[]} */
  #read(node, env) {
    switch (node.type) {
      case "StringLiteral": return [text(node.value)];
      case "NumericLiteral": case "BooleanLiteral": return [plain(node.value)];
      case "NullLiteral": return [plain(null)];
      case "TemplateLiteral": return this.#template(node, env);
      case "BinaryExpression": return node.operator === "+" ? this.product(this.evaluate(node.left, env), this.evaluate(node.right, env)) : [hole("unknown", node)];
      case "ConditionalExpression": return [...this.evaluate(node.consequent, env), ...this.evaluate(node.alternate, env)];
      case "LogicalExpression": return this.#either(node, env);
      case "AssignmentExpression": return this.evaluate(node.right, env);
      case "ObjectExpression": return [{ t: "object", node, env }];
      case "ArrayExpression": return [{ t: "array", node, env }];
      case "TSEnumDeclaration": return [{ t: "object", node, env }];
      case "FunctionExpression": case "ArrowFunctionExpression": case "FunctionDeclaration": case "ObjectMethod": case "ClassMethod": case "ClassPrivateMethod": return [{ t: "function", node, env }];
      case "ClassExpression": case "ClassDeclaration": return [{ t: "class", node, env }];
      case "Identifier": return this.#name(node, env);
      case "ThisExpression": return [instanceOf(node, env)];
      case "MemberExpression": case "OptionalMemberExpression": return this.#member(node, env);
      case "CallExpression": case "OptionalCallExpression": case "NewExpression": case "ImportExpression": return callValues(this, node, env);
      case "UnaryExpression": return node.operator === "void" ? [plain(undefined)] : [hole("unknown", node)];
      case "JSXExpressionContainer": return this.evaluate(node.expression, env);
      default: return [hole("unknown", node)];
    }
  }

  /** Every left with every right. @param {readonly Value[]} left @param {readonly Value[]} right @returns {Value[]} */
  product(left, right) {
    /** @type {Value[]} */ const out = [];
    for (const a of left) for (const b of right) if (out.length < PRODUCT) out.push(concat(a, b));
    return out;
  }

  /** @param {Node} node @param {Env | null} env */
  #template(node, env) {
    /** @type {Value[]} */ let values = [text(node.quasis[0].value.cooked ?? "")];
    node.expressions.forEach((/** @type {Node} */ expression, /** @type {number} */ i) => {
      values = this.product(values, this.evaluate(expression, env));
      const after = node.quasis[i + 1].value.cooked ?? "";
      if (after !== "") values = this.product(values, [text(after)]);
    });
    return values;
  }

  /** @param {Node} node @param {Env | null} env */
  #either(node, env) {
    const left = this.evaluate(node.left, env);
    const isSure = (/** @type {Value} */ value) => (node.operator === "||" ? constant(value) !== null && constant(value) !== "" && constant(value) !== "0" : false);
    const isEmpty = (/** @type {Value} */ value) => (value.t === "plain" && (value.value === undefined || value.value === null)) || (node.operator === "||" && constant(value) === "");
    if (node.operator === "&&") return this.evaluate(node.right, env);
    if (left.length > 0 && left.every(isSure)) return left;
    return [...left.filter((value) => !isEmpty(value)), ...this.evaluate(node.right, env)];
  }

  /** @param {Node} node @param {Env | null} env @returns {Value[]} */
  #name(node, env) {
    if (node.name === "undefined") return [plain(undefined)];
    const binding = node.$s?.lookup(node.name) ?? null;
    if (binding !== null) return bindingValues(this, binding, node, env);
    return this.project.globalValues(node);
  }

  /** @param {Node} node @param {Env | null} env @returns {Value[]} */
  #member(node, env) {
    const written = this.#written(node, env);
    const objects = this.evaluate(node.object, env);
    const keys = node.computed && staticKey(node) === null ? this.evaluate(node.property, env) : [text(staticKey(node) ?? "")];
    /** @type {Value[]} */ const found = [];
    for (const object of objects) for (const key of keys) found.push(...member(this, object, key, node));
    // `undefined` beside an assignment is what was there before it.
    const values = written.length > 0 ? found.filter((value) => !(value.t === "plain" && value.value === undefined) && value.t !== "hole") : found;
    const kept = written.length > 0 && written.every((value) => value.t === "hole") ? found : values;
    return [...kept, ...written];
  }

  /** What is assigned to this member elsewhere in the file: `config.base = …`. @param {Node} node @param {Env | null} env @returns {Value[]} */
  #written(node, env) {
    const way = memberPath(node);
    if (way === null || way.root.type !== "Identifier" || !way.root.$s) return [];
    const binding = way.root.$s.lookup(way.root.name);
    const writes = binding?.writes.filter((/** @type {any} */ write) => write.path.length === way.path.length && write.path.every((/** @type {string} */ key, /** @type {number} */ i) => key === way.path[i])) ?? [];
    return writes.flatMap((/** @type {any} */ write) => this.evaluate(write.node, env));
  }
}
