// @ts-check
/** What a name can stand for: its declaration, what is assigned to it, the argument of the call that is looked at, or what a file exports. */
import { member } from "./members.js";
import { hole, plain, text } from "./values.js";

/** @typedef {any} Node */
/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Env} Env */
/** @typedef {import("./evaluate.js").Evaluator} Evaluator */
/** @typedef {import("./scopes.js").Def} Def */

/** @param {Value} value */
const isUndefined = (value) => value.t === "plain" && value.value === undefined;

/** @param {Evaluator} ev @param {import("./scopes.js").Binding} binding @param {Node} node @param {Env | null} env @returns {Value[]} */
export function bindingValues(ev, binding, node, env) {
  const first = binding.defs.flatMap((def) => (def.kind === "append" ? [] : defValues(ev, def, node, env)));
  const ends = binding.defs.filter((def) => def.kind === "append").flatMap((def) => ev.evaluate(def.node, env));
  const starts = first.filter((value) => value.t === "text" || value.t === "hole");
  const found = ends.length === 0 || starts.length === 0 ? first : ev.product(starts, ends);
  if (binding.defs.length < 2) return found;
  // Declared empty and filled later, as `let url;` or `let url = ""`.
  const filled = found.filter((value) => !isUndefined(value) && !(value.t === "plain" && value.value === null) && !(value.t === "text" && value.parts.every((part) => part === "")));
  return filled.length > 0 ? filled : found;
}

/** @param {Evaluator} ev @param {Def} def @param {Node} node @param {Env | null} env @returns {Value[]} */
function defValues(ev, def, node, env) {
  switch (def.kind) {
    case "init": return part(ev, def, def.node === undefined ? [plain(undefined)] : ev.evaluate(def.node, env), node, env);
    case "param": return part(ev, def, paramValues(ev, def, node, env), node, env);
    case "function": return [{ t: "function", node: def.node, env }];
    case "class": return [{ t: "class", node: def.node, env }];
    case "import": return ev.project.importValues(node, def, ev);
    case "each": return part(ev, def, ev.evaluate(def.node, env).flatMap((value) => elements(ev, value, node)), node, env);
    case "lazy": return /** @type {() => Value[]} */ (def.get)();
    default: return [hole("unknown", node)];
  }
}

/** The part of a value that a pattern takes, or its default. @param {Evaluator} ev @param {Def} def @param {Value[]} values @param {Node} node @param {Env | null} env @returns {Value[]} */
function part(ev, def, values, node, env) {
  let at = values;
  for (const key of def.path) at = at.flatMap((value) => member(ev, value, text(String(key)), node));
  if (def.fallback === undefined) return at;
  const given = at.filter((value) => !isUndefined(value));
  return given.length === at.length && given.length > 0 && given.every((value) => value.t !== "hole") ? given : [...given, ...ev.evaluate(def.fallback, env)];
}

/** @param {Evaluator} ev @param {Def} def @param {Node} node @param {Env | null} env @returns {Value[]} */
function paramValues(ev, def, node, env) {
  const frame = frameOf(env, def.fn);
  if (frame === null) return [hole("parameter", node, { fns: [def.fn], name: node.name ?? "" })];
  const index = def.index ?? 0;
  if (frame.values !== undefined) return frame.values[index] ?? [plain(undefined)];
  if (def.rest === true) return [hole("parameter", node)];
  const before = frame.args.slice(0, index + 1);
  if (before.some((arg) => arg.type === "SpreadElement")) return [hole("parameter", node)];
  const arg = frame.args[index];
  return arg === undefined ? [plain(undefined)] : ev.evaluate(arg, frame.argEnv === undefined ? env : frame.argEnv);
}

/** The call that an environment holds for a function. @param {Env | null} env @param {Node} fn */
export function frameOf(env, fn) {
  for (let frame = env; frame !== null; frame = frame.next) if (frame.fn === fn) return frame;
  return null;
}

/** What a list holds. @param {Evaluator} ev @param {Value} value @param {Node} node @returns {Value[]} */
export function elements(ev, value, node) {
  if (value.t !== "array") return [hole("loop", node, { fns: value.t === "hole" ? value.fns : [] })];
  return value.node.elements.flatMap((/** @type {Node} */ element) => (element === null ? [] : element.type === "SpreadElement" ? [hole("loop", element)] : ev.evaluate(element, value.env)));
}
