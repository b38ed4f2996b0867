// @ts-check
/**
 * What of a value can be judged. A URL whose authority is known is known, whatever its path is; a path inside the package needs no authority.
 * The rest is dynamic, and it is said which part.
 */
import { excerpt, placeOf } from "./nodes.js";
import { constant, holesOf } from "./values.js";

/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Hole} Hole */
/** A part that cannot be known. @typedef {{ why: Hole["why"], source: string, file: string | null, line: number, column: number }} Open */
/**
 * `judged`: what the engine is asked about. `shown`: the same with the open parts as they are written.
 * `isLocal`: a file on the device, which the vendor's table leaves alone.
 * @typedef {{ judged: string | null, shown: string, whole: boolean, isLocal: boolean, open: Open[] }} Known
 */

/** Up to the end of the authority, when something says where it ends. */
const CLOSED = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\\s]+[/?#]/i;
/** Everything up to an open part; the open part is taken to begin with `/`. */
const BARE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\\s@]*[a-z0-9-]\.[a-z][a-z0-9-]*(?::\d+)?$/i;
const SCHEME = /^([a-z][a-z0-9+.-]*):(\/\/)?/i;
/** A path of the package, or of the device. */
const PATH = /^(?:\/[^/\\]|\.{1,2}\/|[\w$-]+(?:\/[\w$.-]*)+[/?#]|[\w$-]+\/[\w$-]+)/;

/** @param {Hole} part @returns {string} */
const sourceOf = (part) => (part.node !== null && part.module ? excerpt(part.node, part.module.text) : part.name) || "…";

/** @param {Hole} part @returns {Open} */
const openOf = (part) => ({ why: part.why, source: sourceOf(part), file: part.module?.path ?? null, ...(part.node === null ? { line: 1, column: 1 } : placeOf(part.node)) });

/** @param {Value} value */
const shownOf = (value) => (value.t === "text" ? value.parts.map((part) => (typeof part === "string" ? part : `{${sourceOf(part)}}`)).join("") : value.t === "hole" ? `{${sourceOf(value)}}` : value.t === "plain" ? String(value.value) : `{${value.t}}`);

/**
 * @param {Value} value @param {string} kind of the subject @param {readonly string[]} local what a file on the device begins with
 * @returns {Known}
 */
export function knownOf(value, kind, local) {
  const shown = shownOf(value);
  const open = holesOf([value]).map(openOf);
  const whole = constant(value);
  const head = whole ?? (value.t === "text" && typeof value.parts[0] === "string" ? value.parts[0] : "");
  const isLocal = kind === "read" && local.some((start) => head.startsWith(start));
  if (whole !== null) return { judged: whole, shown, whole: true, isLocal, open };
  if (value.t !== "text" || typeof value.parts[0] !== "string" || kind === "api") return { judged: null, shown, whole: false, isLocal, open: open.length > 0 ? open : [{ why: "unknown", source: shown, file: null, line: 1, column: 1 }] };
  return { judged: isLocal ? head : prefixOf(value.parts, kind), shown, whole: false, isLocal, open };
}

/** @param {readonly (string | Hole)[]} parts the first is text @param {string} kind @returns {string | null} */
function prefixOf(parts, kind) {
  const head = /** @type {string} */ (parts[0]);
  const isInside = kind === "page" || kind === "read";
  const closed = CLOSED.exec(head);
  if (closed !== null) return closed[0];
  const after = parts.slice(1).find((part) => typeof part === "string");
  const isPath = typeof parts[2] !== "string" || /^[/?#&=]/.test(parts[2]) || after === undefined;
  if (BARE.test(head) && isPath) return `${head}/`;
  const scheme = SCHEME.exec(head);
  // Whatever host comes, the scheme alone decides.
  if (scheme !== null && scheme[2] !== undefined && !/^(?:https|wss)$/i.test(scheme[1])) return `${scheme[1]}://host.invalid/`;
  if (scheme !== null && scheme[2] === undefined && /^(?:data|blob|javascript|file)$/i.test(scheme[1])) return `${scheme[0]}…`;
  return isInside && PATH.test(head) ? head.replace(/[?#].*$/s, "") : null;
}
