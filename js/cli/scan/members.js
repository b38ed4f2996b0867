// @ts-check
/** `object.key`, for every kind of value. What an object does not have is `undefined`; what cannot be known is a hole. */
import { classMember, dataMember, instanceMember } from "./instances.js";
import { staticKey } from "./nodes.js";
import { globalObject } from "./roots.js";
import { constant, hole, plain, seenAt, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Hole} Hole */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */

/** Said of what an object literal does not have. */
const MISSING = plain(undefined);

/** @param {Evaluator} ev @param {Value} object @param {Value} key @param {Node} node where it is asked for @returns {Value[]} */
export function member(ev, object, key, node) {
  const name = constant(key);
  if (object.t === "global") return [(name !== null && globalObject({ name })) || hole("unknown", node)];
  if (object.t === "root") return [name === null ? { t: "api", root: object.name, path: [], open: openKey(key, node) } : { t: "api", root: object.name, path: [name], open: null }];
  if (object.t === "api") return [name === null ? { ...object, open: openKey(key, node) } : { ...object, path: [...object.path, name] }];
  if (object.t === "hole") return [seenAt(object, node)];
  if (name === null) return anyMember(ev, object, key, node);
  switch (object.t) {
    case "object": return objectMember(ev, object, name, node) ?? assigned(ev, object.node, name) ?? [MISSING];
    case "function": return assigned(ev, object.node, name) ?? [hole("unknown", node)];
    case "merged": return mergedMember(ev, object.parts, name, node) ?? [MISSING];
    case "array": return name === "length" ? [plain(object.node.elements.length)] : arrayMember(ev, object, name, node);
    case "module": return ev.project.exportValues(object.module, name, ev, node);
    case "interop": return name === "default" ? ev.project.defaultValues(object.module, ev, node) : ev.project.exportValues(object.module, name, ev, node);
    case "instance": return instanceMember(ev, object, name, node);
    case "data": return dataMember(ev, object, name, node);
    case "class": return classMember(ev, object, name, true, node) ?? assigned(ev, object.node, name) ?? [hole("unknown", node)];
    case "plain": return object.value === undefined || object.value === null ? [] : [hole("unknown", node)];
    case "text": return name === "length" && constant(object) !== null ? [plain(/** @type {string} */ (constant(object)).length)] : [hole("unknown", node)];
    default: return [hole("unknown", node)];
  }
}

/** What is assigned to it from outside: `request.get = …`. @param {Evaluator} ev @param {Node} owner @param {string} name @returns {Value[] | null} */
const assigned = (ev, owner, name) => ev.project.memberWrites.get(owner)?.get(name)?.flatMap((one) => ev.evaluate(one)) ?? null;

/** @param {Value} key @param {Node} node @returns {Hole} */
const openKey = (key, node) => {
  const inner = key.t === "hole" ? key : key.t === "text" ? /** @type {Hole | undefined} */ (key.parts.find((part) => typeof part !== "string")) : undefined;
  return inner ?? hole("unknown", node);
};

/** As many rows has what is taken for a table. */
const ROWS = 12;
/** A table has rows of one sort; data of a page has this and that. @param {Node} literal */
const isTable = (literal) => literal.type === "ObjectExpression" && literal.properties.length <= ROWS && new Set(literal.properties.map((/** @type {Node} */ one) => (one.type === "ObjectProperty" ? SORTS[one.value.type] ?? one.value.type : one.type))).size === 1;
/** @type {Readonly<Record<string, string>>} */
const SORTS = { StringLiteral: "text", TemplateLiteral: "text", BinaryExpression: "text", ConditionalExpression: "text", FunctionExpression: "function", ArrowFunctionExpression: "function" };

/** Some member, nobody knows which: of a small table, any of them. @param {Evaluator} ev @param {Value} object @param {Value} key @param {Node} node @returns {Value[]} */
function anyMember(ev, object, key, node) {
  const open = seenAt(openKey(key, node), node);
  if (object.t === "object" && isTable(object.node)) {
    return object.node.properties.flatMap((/** @type {Node} */ property) => (property.type === "ObjectProperty" ? ev.evaluate(property.value, object.env) : [open]));
  }
  if (object.t === "array" && object.node.elements.length <= ROWS) return object.node.elements.flatMap((/** @type {Node} */ element) => (element === null || element.type === "SpreadElement" ? [open] : ev.evaluate(element, object.env)));
  return [open];
}

/**
 * The last one that an object literal has, and what an earlier one could still be. null: it has none.
 * @param {Evaluator} ev @param {{ node: Node, env: any }} object @param {string} name @param {Node} node @returns {Value[] | null}
 */
export const objectMember = (ev, object, name, node) => ev.once(object.node, name, () => readMember(ev, object, name, node), null);

/** @param {Evaluator} ev @param {{ node: Node, env: any }} object @param {string} name @param {Node} node @returns {Value[] | null} */
function readMember(ev, { node: literal, env }, name, node) {
  if (literal.type === "TSEnumDeclaration") return enumMember(ev, literal, name);
  /** @type {Value[]} */ const maybe = [];
  for (let i = literal.properties.length - 1; i >= 0; i -= 1) {
    const property = literal.properties[i];
    if (property.type === "SpreadElement") {
      const found = spreadMember(ev, ev.evaluate(property.argument, env), name, node);
      maybe.push(...found.values);
      if (found.sure) return maybe;
      continue;
    }
    const key = staticKey(property);
    if (key === name) return [...maybe, ...(property.type === "ObjectMethod" ? methodValue(ev, property, env) : ev.evaluate(property.value, env))];
    if (key !== null) continue;
    const computed = ev.evaluate(property.key, env);
    if (computed.some((value) => constant(value) === name) && property.type === "ObjectProperty") maybe.push(...ev.evaluate(property.value, env));
  }
  const parent = literal.properties.find((/** @type {Node} */ one) => one.type === "ObjectProperty" && !one.shorthand && !one.computed && staticKey(one) === "__proto__");
  if (parent !== undefined) maybe.push(...spreadMember(ev, ev.evaluate(parent.value, env), name, node).values);
  return maybe.length > 0 ? maybe : null;
}

/** A method, or what a getter returns. @param {Evaluator} ev @param {Node} property @param {any} env @returns {Value[]} */
const methodValue = (ev, property, env) =>
  property.kind === "get" ? property.$returns.flatMap((/** @type {Node} */ value) => ev.evaluate(value, env)) : [{ t: "function", node: property, env }];

/** @param {Evaluator} ev @param {readonly Value[]} sources @param {string} name @param {Node} node @returns {{ values: Value[], sure: boolean }} */
function spreadMember(ev, sources, name, node) {
  /** @type {Value[]} */ const values = [];
  let sure = sources.length > 0;
  for (const source of sources) {
    const found = source.t === "object" ? objectMember(ev, source, name, node) : source.t === "merged" ? mergedMember(ev, source.parts, name, node) : source.t === "plain" ? null : member(ev, source, text(name), node);
    const present = (found ?? []).filter((value) => !(value.t === "plain" && value.value === undefined));
    if (present.length === 0 || present.some((value) => value.t === "hole")) sure = false;
    values.push(...present);
  }
  return { values, sure };
}

/** @param {Evaluator} ev @param {readonly (readonly Value[])[]} parts @param {string} name @param {Node} node @returns {Value[] | null} */
function mergedMember(ev, parts, name, node) {
  /** @type {Value[]} */ const maybe = [];
  for (let i = parts.length - 1; i >= 0; i -= 1) {
    const found = spreadMember(ev, parts[i], name, node);
    maybe.push(...found.values);
    if (found.sure) return maybe;
  }
  return maybe.length > 0 ? maybe : null;
}

/** @param {Evaluator} ev @param {{ node: Node, env: any }} list @param {string} name @param {Node} node @returns {Value[]} */
function arrayMember(ev, { node: literal, env }, name, node) {
  const index = Number(name);
  const element = Number.isInteger(index) ? literal.elements[index] : undefined;
  if (literal.elements.some((/** @type {Node} */ one) => one?.type === "SpreadElement")) return [hole("unknown", node)];
  return element ? ev.evaluate(element, env) : [Number.isInteger(index) ? MISSING : hole("unknown", node)];
}

/** @param {Evaluator} ev @param {Node} declaration @param {string} name @returns {Value[]} */
function enumMember(ev, declaration, name) {
  const members = declaration.members ?? declaration.body?.members ?? [];
  const found = members.find((/** @type {Node} */ one) => (one.id.name ?? one.id.value) === name);
  return found?.initializer ? ev.evaluate(found.initializer) : [hole("unknown", declaration)];
}
