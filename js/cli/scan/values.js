// @ts-check
/**
 * What an expression can be, as far as reading alone can tell. A value that cannot be known is a hole: it says why, where, and which
 * functions' parameters it hangs on.
 */

/** @typedef {any} Node */
/**
 * `fns`: functions whose calls would tell more.
 * @typedef {{ t: "hole", why: Why, node: Node | null, module: any, fns: readonly Node[], name: string }} Hole
 * @typedef {"parameter" | "import" | "result" | "runtime" | "loop" | "unknown"} Why
 * @typedef {{ t: "text", parts: readonly (string | Hole)[] }} Text
 */
/**
 * A function's parameters in one call. `env` null: they are looked up in whatever is known when they are asked for.
 * @typedef {{ fn: Node, args: readonly Node[], argEnv: Env | null | undefined, values?: readonly Value[][], next: Env | null }} Env
 */
/**
 * @typedef {{ t: "plain", value: number | boolean | null | undefined }
 *   | Text | Hole
 *   | { t: "object", node: Node, env: Env | null } | { t: "array", node: Node, env: Env | null } | { t: "merged", parts: readonly Value[][] }
 *   | { t: "function", node: Node, env: Env | null, bound?: number } | { t: "class", node: Node, env: Env | null }
 *   | { t: "instance", node: Node, env: Env | null } | { t: "data", node: Node, env: Env | null, field?: string } | { t: "global" }
 *   | { t: "module", module: any } | { t: "interop", module: any }
 *   | { t: "root", name: string } | { t: "api", root: string, path: readonly string[], open: Hole | null }} Value
 */

/** @param {string} text @returns {Text} */
export const text = (text) => ({ t: "text", parts: [text] });
/** @param {number | boolean | null | undefined} value @returns {Value} */
export const plain = (value) => ({ t: "plain", value });

/** @param {Why} why @param {Node | null} node @param {Partial<Hole>} [more] @returns {Hole} */
export const hole = (why, node, more = {}) => ({ t: "hole", why, node, module: node?.$s?.module ?? null, fns: [], name: "", ...more });

/** A hole as it is seen from another place: that place is told, in its own file. @param {Hole} open @param {Node} node @returns {Hole} */
export const seenAt = (open, node) => ({ ...open, node, module: node.$s?.module ?? open.module });

/** The whole text, or null where a part is open. @param {Value} value */
export const constant = (value) => (value.t === "text" && value.parts.length === 1 && typeof value.parts[0] === "string" ? value.parts[0]
  : value.t === "text" && value.parts.length === 0 ? "" : value.t === "plain" && typeof value.value === "number" ? String(value.value) : null);

/** @param {readonly (string | Hole)[]} parts @returns {Text} */
function joined(parts) {
  /** @type {(string | Hole)[]} */ const out = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part === "" && out.length > 0) continue;
    if (typeof part === "string" && typeof last === "string") out[out.length - 1] = last + part;
    else out.push(part);
  }
  return { t: "text", parts: out };
}

/** @param {Value} value @returns {readonly (string | Hole)[]} */
const partsOf = (value) => {
  if (value.t === "text") return value.parts;
  // Nobody writes `undefined` into an address: there is a way to a value that was not seen.
  if (value.t === "plain" && value.value !== undefined && value.value !== null) return [String(value.value)];
  return [value.t === "hole" ? value : hole("unknown", "node" in value ? value.node : null)];
};

/** @param {Value} left @param {Value} right @returns {Value} */
export function concat(left, right) {
  if (left.t === "plain" && right.t === "plain" && typeof left.value === "number" && typeof right.value === "number") return plain(left.value + right.value);
  return joined([...partsOf(left), ...partsOf(right)]);
}

/** As many values of one expression are kept. */
const MOST = 24;

/** Each value once; an overflow is said by a hole. @param {readonly Value[]} values @returns {Value[]} */
export function distinct(values) {
  if (values.length < 2) return [...values];
  /** @type {Value[]} */ const out = [];
  const seen = new Set();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== null && seen.has(key)) continue;
    if (key !== null) seen.add(key);
    out.push(value);
  }
  return out.length > MOST ? [...out.slice(0, MOST), hole("unknown", null)] : out;
}

/** @param {Value} value @returns {unknown} */
function keyOf(value) {
  const whole = value.t === "text" ? constant(value) : null;
  if (whole !== null) return `text ${whole}`;
  if (value.t === "plain") return `plain ${value.value}`;
  if (value.t === "root") return `root ${value.name}`;
  if (value.t === "api" && value.open === null) return `api ${value.root}.${value.path.join(".")}`;
  if (value.t === "hole") return value.node ?? null;
  return null;
}

/** @param {readonly Value[]} values @returns {Hole[]} */
export const holesOf = (values) => values.flatMap((value) => (value.t === "hole" ? [value] : value.t === "text" ? value.parts.filter((part) => typeof part !== "string") : value.t === "api" && value.open !== null ? [value.open] : []));
