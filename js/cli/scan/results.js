// @ts-check
/** What a call gives back, where reading tells: the project's own functions, `require`, and the few built-ins that programs make URLs with. */
import { frameOf } from "./bindings.js";
import { bare, isMember, staticKey } from "./nodes.js";
import { concat, constant, hole, plain, seenAt, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Env} Env */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */

/** Wrappers that hand back what they are given. */
const THROUGH = /^(?:_?interopRequire(?:Default|Wildcard)\w*|__importDefault|__importStar|__toESM|_interop\w*|_toConsumableArray)$/;
/** Wrappers that make a promise of an API and leave what it does. */
const PROMISES = /(?:promis|pify|toasync)/i;
const INNER = /^(?:freeze|seal|preventExtensions|resolve|cloneDeep|clone)$/;

/** Of a text that is known whole. @type {Readonly<Record<string, (text: string, ...args: string[]) => string>>} */
const TEXT_METHODS = {
  trim: (it) => it.trim(), toLowerCase: (it) => it.toLowerCase(), toUpperCase: (it) => it.toUpperCase(), toString: (/** @type {string} */ it) => it,
  replace: (it, from, to) => it.replace(from, () => to), concat: (it, ...more) => it.concat(...more),
};
/** @type {Readonly<Record<string, (text: string) => string>>} */
const TEXT_FUNCTIONS = { encodeURI, encodeURIComponent, decodeURI, decodeURIComponent, String };

/** How often a function may be followed into itself. */
const RECURSION = 2;

/** @param {Evaluator} ev @param {Node} node @param {Env | null} env @returns {Value[]} */
export function callValues(ev, node, env) {
  const required = requiredPath(node);
  if (required !== null) return ev.project.requireValues(node, required, ev);
  const callee = bare(node.callee ?? node);
  const args = node.arguments ?? [];
  if (callee.type === "Identifier") {
    if (THROUGH.test(callee.name) && args.length > 0) return interop(ev.evaluate(args[0], env));
    if (callee.name === "getApp" && callee.$s.lookup("getApp") === null) return ev.project.appValues(node);
    const convert = Object.hasOwn(TEXT_FUNCTIONS, callee.name) && callee.$s.lookup(callee.name) === null ? TEXT_FUNCTIONS[callee.name] : null;
    if (convert !== null && args.length === 1) return ev.evaluate(args[0], env).map((value) => mapText(value, convert, node));
  }
  const name = calleeName(callee);
  if (PROMISES.test(name) && args.length > 0 && args[0].type !== "SpreadElement") {
    const apis = ev.evaluate(args[0], env).filter((value) => value.t === "api" || value.t === "function" || value.t === "root");
    if (apis.length > 0) return apis;
  }
  if (isMember(callee)) {
    const known = builtIn(ev, node, callee, env);
    if (known !== null) return known;
  }
  return ev.evaluate(callee, env).flatMap((value) => resultOf(ev, value, node, env));
}

/** @param {Node} callee */
export const calleeName = (callee) => (callee.type === "Identifier" ? callee.name : isMember(callee) ? staticKey(callee) ?? "" : "");

/** @param {readonly Value[]} values @returns {Value[]} */
const interop = (values) => values.map((value) => (value.t === "module" ? { t: "interop", module: value.module } : value));

/** The path in `require("…")` or `import("…")`. @param {Node} node */
export function requiredPath(node) {
  const callee = node.callee;
  const isRequire = callee?.type === "Import" || (callee?.type === "Identifier" && (callee.name === "require" || callee.name === "requirePlugin" || callee.name === "requireMiniProgram") && callee.$s.lookup(callee.name) === null)
    || (callee !== undefined && isMember(callee) && callee.object.type === "Identifier" && callee.object.name === "require" && staticKey(callee) === "async");
  const path = node.type === "ImportExpression" ? node.source : isRequire ? node.arguments[0] : undefined;
  if (path === undefined) return null;
  return path.type === "StringLiteral" ? path.value : path.type === "TemplateLiteral" && path.expressions.length === 0 ? path.quasis[0].value.cooked : "";
}

/** @param {Value} value @param {(text: string) => string} convert @param {Node} node @returns {Value} */
function mapText(value, convert, node) {
  const whole = constant(value);
  if (whole === null) return value.t === "hole" ? value : hole("unknown", node, { fns: value.t === "text" ? value.parts.flatMap((part) => (typeof part === "string" ? [] : part.fns)) : [] });
  try {
    return text(convert(whole));
  } catch {
    return hole("unknown", node);
  }
}

/** Methods of texts, lists and `Object`. @param {Evaluator} ev @param {Node} node @param {Node} callee @param {Env | null} env @returns {Value[] | null} */
function builtIn(ev, node, callee, env) {
  const key = staticKey(callee);
  const args = node.arguments;
  const object = bare(callee.object);
  if (key === "bind") return ev.evaluate(object, env).map((value) => (value.t === "function" ? { ...value, bound: Math.max(0, args.length - 1) } : value));
  if (object.type === "Identifier" && object.$s.lookup(object.name) === null && args.length > 0) {
    if (object.name === "Object" && key === "assign") return [{ t: "merged", parts: args.map((/** @type {Node} */ arg) => ev.evaluate(arg.type === "SpreadElement" ? arg.argument : arg, env)) }];
    if ((object.name === "Object" || object.name === "Promise") && key !== null && INNER.test(key)) return ev.evaluate(args[0], env);
  }
  if (key === null || !(Object.hasOwn(TEXT_METHODS, key) || key === "join")) return null;
  const objects = ev.evaluate(object, env);
  if (objects.length === 0 || !objects.every((value) => value.t === "text" || value.t === "array" || value.t === "hole")) return null;
  return objects.flatMap((value) => {
    if (value.t === "hole") return [seenAt(value, node)];
    if (value.t === "array") return key === "join" ? joinList(ev, value, args, node, env) : [hole("unknown", node)];
    if (key === "concat") return args.reduce((/** @type {Value[]} */ all, /** @type {Node} */ arg) => ev.product(all, ev.evaluate(arg, env)), [value]);
    const given = args.map((/** @type {Node} */ arg) => ev.evaluate(arg, env).map(constant));
    if (given.some((/** @type {(string | null)[]} */ one) => one.length !== 1 || one[0] === null)) return [hole("unknown", node)];
    return [mapText(value, (it) => TEXT_METHODS[key](it, ...given.map((/** @type {string[]} */ one) => one[0])), node)];
  });
}

/** @param {Evaluator} ev @param {Value} list @param {readonly Node[]} args @param {Node} node @param {Env | null} env @returns {Value[]} */
function joinList(ev, list, args, node, env) {
  const between = args.length === 0 ? "," : constant(ev.evaluate(args[0], env)[0] ?? plain(undefined));
  if (between === null || list.t !== "array") return [hole("unknown", node)];
  /** @type {Value[]} */ let all = [text("")];
  list.node.elements.forEach((/** @type {Node} */ element, /** @type {number} */ i) => {
    if (i > 0) all = all.map((value) => concat(value, text(between)));
    all = ev.product(all, element === null ? [text("")] : element.type === "SpreadElement" ? [hole("unknown", element)] : ev.evaluate(element, list.env));
  });
  return all;
}

/** @param {Evaluator} ev @param {Value} value @param {Node} node @param {Env | null} env @returns {Value[]} */
function resultOf(ev, value, node, env) {
  const open = hole("result", node);
  if (value.t === "class") return [{ t: "instance", node: value.node, env }];
  if (value.t === "hole") return [{ ...open, fns: value.fns }];
  if (value.t !== "function" || node.type === "NewExpression") return [open];
  const fn = value.node;
  if (fn.generator === true || depthOf(env, fn) > RECURSION || frameOf(env, fn) !== null && fn.$returns.length > 4) return [open];
  const frame = { fn, args: node.arguments, argEnv: env, next: env };
  const results = fn.$returns.slice(0, 8).flatMap((/** @type {Node} */ returned) => ev.evaluate(returned, frame));
  return results.length > 0 ? results : [plain(undefined)];
}

/** @param {Env | null} env @param {Node} fn */
const depthOf = (env, fn) => {
  let count = 0;
  for (let frame = env; frame !== null; frame = frame.next) if (frame.fn === fn) count += 1;
  return count;
};
