// @ts-check
/**
 * The door for a console: validate, explain, edit. Strings in, plain data out; total: any value in, a result out.
 * It judges nothing itself: every answer comes from the parser and the engine that will enforce.
 */
import { readModule } from "#load";
import init, * as wasm from "./admin-glue.js";
import { isWellFormed } from "./strings.js";

/** @typedef {import("./types.d.ts").List} List */
/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {import("./types.d.ts").Issue} Issue */
/** @typedef {import("./types.d.ts").Validation} Validation */
/** @typedef {import("./types.d.ts").Explanation} Explanation */
/** @typedef {import("./types.d.ts").AppIdForm} AppIdForm */
/** @typedef {{ issues: Issue[] }} Refusal */

/** @type {Promise<void> | null} */
let loading = null;
let ready = false;
let token = false;

/**
 * Loads the admin engine. Idempotent; without an argument it reads the `admin.wasm` of this package.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
 * @param {{ appIdForm?: AppIdForm }} [options] which appId a policy may carry (P-4); 16 digits when left out
 * @returns {Promise<void>}
 */
export function load(source, options) {
  if (options?.appIdForm !== undefined) token = options.appIdForm === "token";
  if (ready) return Promise.resolve();
  loading ??= readModule(source ?? new URL("./admin.wasm", import.meta.url))
    .then((module) => init({ module_or_path: module }))
    .then(() => { ready = true; })
    .finally(() => { loading = null; });
  return loading;
}

/** @param {string} argument @param {string} expected @returns {Refusal} */
const refuse = (argument, expected) => ({
  issues: [{ severity: "error", code: "argument_invalid", params: { argument, expected }, path: [argument] }],
});

/** What is wrong with the arguments that must be text, or null. @param {Record<string, unknown>} texts @returns {Refusal | null} */
function textFault(texts) {
  if (!ready) throw new Error("minifence/admin is not loaded: await load() first");
  for (const [argument, text] of Object.entries(texts)) {
    if (typeof text !== "string") return refuse(argument, "string");
    if (isWellFormed(text)) continue;
    if (argument !== "policy") return refuse(argument, "well-formed Unicode");
    const params = { line: 1, column: 1, detail: "not well-formed Unicode" };
    return { issues: [{ severity: "error", code: "policy_syntax", params, path: [] }] };
  }
  return null;
}

/** The fields of a draft, each read once; whatever is not there is undefined. @param {unknown} draft */
function fieldsOf(draft) {
  const { text, remark } = /** @type {any} */ (Object(draft));
  return { text, remark: remark === undefined ? "" : remark };
}

/**
 * Checks one line of a list (C-1).
 * @param {List} list
 * @param {Draft} draft
 * @param {{ others?: readonly string[] }} [context] the entries that stand beside it, for duplicates and the limit
 * @returns {Validation}
 * @example
 * validateEntry("serverDomains", { text: "https://API.example.com/" });
 * // { value: "api.example.com", notices: [ … scheme_removed, slash_removed, lower_cased ] }
 */
export function validateEntry(list, draft, context) {
  const { text, remark } = fieldsOf(draft);
  const others = context?.others ?? [];
  if (!Array.isArray(others) || !others.every((other) => typeof other === "string" && isWellFormed(other))) return refuse("others", "string[]");
  return textFault({ list, text, remark }) ?? wasm.validateEntry(list, text, remark, others);
}

/** Checks a policy's text; `value` is its canonical document. @param {string} policy @returns {Validation} */
export function validatePolicy(policy) {
  return textFault({ policy }) ?? wasm.validatePolicy(policy, token);
}

/**
 * What the policy says about a URL or an API name, and why (C-2).
 * @param {string} policy @param {List} list @param {string} subject @returns {Explanation}
 */
export function explain(policy, list, subject) {
  return textFault({ policy, list, subject }) ?? wasm.explain(policy, list, subject, token);
}

/** Adds an entry; `value` is the new policy text (C-3). @param {string} policy @param {List} list @param {Draft} draft @returns {Validation} */
export function addEntry(policy, list, draft) {
  const { text, remark } = fieldsOf(draft);
  return textFault({ policy, list, text, remark }) ?? wasm.addEntry(policy, list, text, remark, token);
}

/** Replaces the entry `value`, text and remark (C-3). @param {string} policy @param {List} list @param {string} value @param {Draft} draft @returns {Validation} */
export function editEntry(policy, list, value, draft) {
  const { text, remark } = fieldsOf(draft);
  return textFault({ policy, list, value, text, remark }) ?? wasm.editEntry(policy, list, value, text, remark, token);
}

/** Removes the entry `value` (C-3). @param {string} policy @param {List} list @param {string} value @returns {Validation} */
export function removeEntry(policy, list, value) {
  return textFault({ policy, list, value }) ?? wasm.removeEntry(policy, list, value, token);
}

/** Turns the permission control switch (C-3, P-1). @param {string} policy @param {import("./types.d.ts").Mode} mode @returns {Validation} */
export function setMode(policy, mode) {
  return textFault({ policy, mode }) ?? wasm.setMode(policy, mode, token);
}

/** Turns one list on or off (C-3, P-1). @param {string} policy @param {List} list @param {boolean} enabled @returns {Validation} */
export function setListEnabled(policy, list, enabled) {
  if (typeof enabled !== "boolean") return refuse("enabled", "boolean");
  return textFault({ policy, list }) ?? wasm.setListEnabled(policy, list, enabled, token);
}
