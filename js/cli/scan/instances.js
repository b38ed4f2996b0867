// @ts-check
/**
 * `this`: objects of a class, and what `Page({ … })`, `Component({ … })`, `App({ … })` and a Vue component are made of. Their data can be set at
 * run time: what starts empty is open, and what `setData` writes belongs to it.
 */
import { isFunction } from "./scopes.js";
import { staticKey } from "./nodes.js";
import { objectMember } from "./members.js";
import { constant, hole } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Env} Env */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */

/** Groups of methods inside what a page or component is made of. */
const GROUPS = new Set(["methods", "lifetimes", "pageLifetimes", "events", "handlers", "onEvents", "computed", "watch", "observers", "hooks"]);

/** What `this` is at a node. @param {Node} node @param {Env | null} env @returns {Value} */
export function instanceOf(node, env) {
  const owner = ownerOf(node);
  return owner === null ? hole("unknown", node) : { t: "instance", node: owner, env };
}

/** The class or object literal that `this` belongs to. @param {Node} node @returns {Node | null} */
export function ownerOf(node) {
  let at = node;
  while (at !== null && at !== undefined && !(isFunction(at) && at.type !== "ArrowFunctionExpression") && at.type !== "ClassProperty" && at.type !== "ClassPrivateProperty") at = at.$p;
  if (!at) return null;
  const parent = at.$p;
  if (parent?.type === "ClassBody") return parent.$p;
  const literal = at.type === "ObjectMethod" ? parent : parent?.type === "ObjectProperty" && parent.value === at ? parent.$p : null;
  if (literal === null || literal.type !== "ObjectExpression") return null;
  const group = literal.$p?.type === "ObjectProperty" ? literal.$p : null;
  return group !== null && GROUPS.has(staticKey(group) ?? "") && group.$p?.type === "ObjectExpression" ? group.$p : literal;
}

/** @param {Value} value */
const isEmpty = (value) => (value.t === "plain" && (value.value === null || value.value === undefined)) || constant(value) === "";

/** @param {Evaluator} ev @param {{ node: Node, env: Env | null }} instance @param {string} name @param {Node} node @returns {Value[]} */
export const instanceMember = (ev, instance, name, node) => ev.once(instance.node, `this.${name}`, () => readInstance(ev, instance, name, node), /** @type {Value[]} */ ([]));

/** @param {Evaluator} ev @param {{ node: Node, env: Env | null }} instance @param {string} name @param {Node} node @returns {Value[]} */
function readInstance(ev, instance, name, node) {
  const { node: owner, env } = instance;
  if (owner.type === "ClassDeclaration" || owner.type === "ClassExpression") return classMember(ev, instance, name, false, node) ?? [hole("unknown", node)];
  if (name === "data" || name === "$data" || (name === "globalData" && objectMember(ev, instance, name, node) !== null)) return [{ t: "data", node: owner, env, ...(name === "globalData" ? { field: name } : {}) }];
  const own = objectMember(ev, instance, name, node);
  const written = writes(ev, owner, name, env);
  if (own !== null) return filled(own, written, node);
  for (const group of owner.properties) {
    if (group.type !== "ObjectProperty" || !GROUPS.has(staticKey(group) ?? "") || group.value.type !== "ObjectExpression") continue;
    const found = objectMember(ev, { node: group.value, env }, name, node);
    // A computed property is what its function returns.
    if (found !== null && staticKey(group) === "computed") return found.flatMap((value) => (value.t === "function" ? value.node.$returns.flatMap((/** @type {Node} */ one) => ev.evaluate(one, env)) : [hole("unknown", node)]));
    if (found !== null && staticKey(group) !== "watch" && staticKey(group) !== "observers") return found;
  }
  const data = dataMember(ev, instance, name, node, true);
  return data.length > 0 ? data : written.length > 0 ? written : [hole("runtime", node)];
}

/** What a class has, or the class that it extends; null: nothing by that name. @param {Evaluator} ev @param {{ node: Node, env: Env | null }} instance @param {string} name @param {boolean} isStatic @param {Node} node @returns {Value[] | null} */
export const classMember = (ev, instance, name, isStatic, node) => ev.once(instance.node, name, () => ownMember(ev, instance, name, isStatic, node), null);

/** @param {Evaluator} ev @param {{ node: Node, env: Env | null }} instance @param {string} name @param {boolean} isStatic @param {Node} node @returns {Value[] | null} */
function ownMember(ev, { node: owner, env }, name, isStatic, node) {
  const found = owner.body.body.filter((/** @type {Node} */ one) => one.key !== undefined && Boolean(one.static) === isStatic && staticKey(one) === name && one.type !== "TSDeclareMethod");
  const values = found.flatMap((/** @type {Node} */ one) => {
    if (one.type === "ClassMethod" || one.type === "ClassPrivateMethod") return one.kind === "get" ? one.$returns.flatMap((/** @type {Node} */ value) => ev.evaluate(value, env)) : [{ t: "function", node: one, env }];
    return one.value ? ev.evaluate(one.value, env) : [];
  });
  const written = isStatic ? [] : writes(ev, owner, name, env);
  if (values.length + written.length > 0) return filled(values, written, node);
  if (!owner.superClass) return null;
  const parents = ev.evaluate(owner.superClass, env).filter((value) => value.t === "class");
  return parents.length === 0 ? null : parents.flatMap((value) => classMember(ev, /** @type {any} */ (value), name, isStatic, node) ?? [hole("unknown", node)]);
}

/** @param {Evaluator} ev @param {Node} owner @param {string} name @param {Env | null} env @returns {Value[]} */
const writes = (ev, owner, name, env) => (owner.$s.module.thisWrites.get(owner)?.get(name) ?? []).flatMap((/** @type {Node} */ one) => ev.evaluate(one, env));

/** What starts empty and is written somewhere is what was written. @param {readonly Value[]} first @param {readonly Value[]} written @param {Node} node @returns {Value[]} */
function filled(first, written, node) {
  const full = [...first, ...written].filter((value) => !isEmpty(value));
  if (full.length > 0) return full;
  return first.length + written.length > 0 ? [hole("runtime", node)] : [];
}

/**
 * Of the data of a page: what it starts with, and what `setData` puts there.
 * @param {Evaluator} ev @param {{ node: Node, env: Env | null, field?: string }} instance @param {string} name @param {Node} node @param {boolean} [orNothing] @returns {Value[]}
 */
export const dataMember = (ev, instance, name, node, orNothing = false) => ev.once(instance.node, `data.${name}`, () => readData(ev, instance, name, node, orNothing), /** @type {Value[]} */ ([]));

/** @param {Evaluator} ev @param {{ node: Node, env: Env | null, field?: string }} instance @param {string} name @param {Node} node @param {boolean} orNothing @returns {Value[]} */
function readData(ev, { node: owner, env, field = "data" }, name, node, orNothing) {
  if (owner.type !== "ObjectExpression") return orNothing ? [] : [hole("runtime", node)];
  const module = owner.$s.module;
  const property = (objectMember(ev, { node: owner, env }, field, node) ?? []).flatMap((value) => (value.t === "function" ? value.node.$returns.flatMap((/** @type {Node} */ one) => ev.evaluate(one, env)) : [value]));
  const first = property.flatMap((value) => (value.t === "object" ? objectMember(ev, value, name, node) ?? [] : []));
  const set = field === "data" ? [...(module.setData.get(name) ?? []), ...(module.thisWrites.get(owner)?.get(name) ?? []), ...(module.dataWrites.get(name) ?? [])] : module.project.globalWrites.get(name) ?? [];
  const written = set.flatMap((/** @type {Node} */ one) => ev.evaluate(one, env));
  const all = filled(first, written, node);
  return all.length > 0 || orNothing ? all : [hole("runtime", node)];
}
