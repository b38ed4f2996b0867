// @ts-check
/**
 * What a console hands over, as it crosses: read once, bounded, whatever it is. A getter that throws, a revoked proxy or an endless list
 * is an issue like any other. It knows no wasm and judges nothing.
 */
import { isWellFormed } from "./strings.js";

/** @typedef {{ issues: import("./types.d.ts").Issue[] }} Refusal */

/** How much of one text is read, in UTF-16 code units; the engine counts its bytes again. */
const MAX_LENGTH = 16 * 1024 * 1024;
/** How many items of one list are read: twice what the longest list of a policy holds. */
const MAX_ITEMS = 200_000;

/** Stands for a field that cannot be read: nothing that is asked for. */
const UNREADABLE = Symbol("unreadable");

/** Arguments that are policies, and where their issues sit. @type {Record<string, string[]>} */
const POLICIES = { policy: [], before: ["before"], after: ["after"] };

/** @param {string} argument @param {string} expected @returns {Refusal} */
export const refuse = (argument, expected) => ({
  issues: [{ severity: "error", code: "argument_invalid", params: { argument, expected }, path: [argument] }],
});

/** What is wrong with one argument that must be text, or null. @param {string} argument @param {unknown} text @returns {Refusal | null} */
function faultOf(argument, text) {
  if (typeof text !== "string") return refuse(argument, "string");
  const path = POLICIES[argument];
  if (text.length > MAX_LENGTH) {
    if (path === undefined) return refuse(argument, "at most 16 MiB");
    return { issues: [{ severity: "error", code: "policy_too_large", params: { size: text.length, limit: MAX_LENGTH }, path }] };
  }
  if (isWellFormed(text)) return null;
  if (path === undefined) return refuse(argument, "well-formed Unicode");
  const params = { line: 1, column: 1, detail: "not well-formed Unicode" };
  return { issues: [{ severity: "error", code: "policy_syntax", params, path }] };
}

/** What is wrong with the arguments that must be text, or null. @param {Record<string, unknown>} texts @returns {Refusal | null} */
export function textFault(texts) {
  for (const [argument, text] of Object.entries(texts)) {
    const fault = faultOf(argument, text);
    if (fault !== null) return fault;
  }
  return null;
}

/** A field of whatever was given, read once. @param {unknown} value @param {string} name @returns {any} */
export function fieldOf(value, name) {
  try {
    return Object(value)[name];
  } catch {
    return UNREADABLE;
  }
}

/** The fields of a draft; `textFault` says whether they are text. @param {unknown} draft @returns {{ text: any, remark: any }} */
export function draftOf(draft) {
  const remark = fieldOf(draft, "remark");
  return { text: fieldOf(draft, "text"), remark: remark === undefined ? "" : remark };
}

/** The items of a list, each read once and none by an iterator of its own. @param {string} argument @param {unknown} list @param {string} expected @returns {any[] | Refusal} */
function itemsOf(argument, list, expected) {
  try {
    if (!Array.isArray(list)) return refuse(argument, expected);
    const { length } = list;
    if (typeof length !== "number" || length > MAX_ITEMS) return refuse(argument, "at most 200,000 items");
    return Array.from({ length }, (_, index) => list[index]);
  } catch {
    return refuse(argument, expected);
  }
}

/** The texts of other entries. @param {unknown} others @returns {{ texts: string[] } | Refusal} */
export function othersOf(others) {
  const texts = itemsOf("others", others ?? [], "string[]");
  if (!Array.isArray(texts)) return texts;
  let length = 0;
  for (const text of texts) {
    if (typeof text !== "string" || !isWellFormed(text)) return refuse("others", "string[]");
    length += text.length;
    if (length > MAX_LENGTH) return refuse("others", "at most 16 MiB");
  }
  return { texts };
}

/**
 * A list of objects as JSON text: the named fields of each and no other. A field that is an object is refused, not asked for its text.
 * @param {string} argument @param {unknown} list @param {readonly string[]} names @param {string} expected
 * @returns {{ text: string } | Refusal}
 */
export function toJson(argument, list, names, expected) {
  const items = itemsOf(argument, list, expected);
  if (!Array.isArray(items)) return items;
  const read = items.map((item) => names.map((name) => [name, fieldOf(item, name)]));
  const isPlain = (/** @type {unknown} */ value) => Object(value) !== value && typeof value !== "symbol";
  if (!read.every((fields) => fields.every(([, value]) => isPlain(value)))) return refuse(argument, expected);
  try {
    return { text: JSON.stringify(read.map((fields) => Object.fromEntries(fields))) };
  } catch {
    return refuse(argument, expected); // a BigInt, or more text than a string can hold
  }
}
