// @ts-check
/**
 * The door for a console: validate, explain, advise, edit, compare, import. Text in, plain data out; total: any value in, a result out.
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
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").Observation} Observation */
/** @typedef {import("./types.d.ts").Subject} Subject */
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

/** The largest revision (P-5). */
const MAX_REVISION = Number.MAX_SAFE_INTEGER;

/** @param {string} argument @param {string} expected @returns {Refusal} */
const refuse = (argument, expected) => ({
  issues: [{ severity: "error", code: "argument_invalid", params: { argument, expected }, path: [argument] }],
});

/** Arguments that are policies, and where their issues sit. @type {Record<string, string[]>} */
const POLICIES = { policy: [], before: ["before"], after: ["after"] };

/** What is wrong with the arguments that must be text, or null. @param {Record<string, unknown>} texts @returns {Refusal | null} */
function textFault(texts) {
  if (!ready) throw new Error("minifence/admin is not loaded: await load() first");
  for (const [argument, text] of Object.entries(texts)) {
    if (typeof text !== "string") return refuse(argument, "string");
    if (isWellFormed(text)) continue;
    const path = POLICIES[argument];
    if (path === undefined) return refuse(argument, "well-formed Unicode");
    const params = { line: 1, column: 1, detail: "not well-formed Unicode" };
    return { issues: [{ severity: "error", code: "policy_syntax", params, path }] };
  }
  return null;
}

/** The fields of a draft, each read once; whatever is not there is undefined. @param {unknown} draft */
function fieldsOf(draft) {
  const { text, remark } = /** @type {any} */ (Object(draft));
  return { text, remark: remark === undefined ? "" : remark };
}

/**
 * What crosses as JSON text: the named fields of each item and no other, each read once. A field that is an object is refused, not
 * asked for its text.
 * @param {string} argument @param {unknown} items @param {(item: any) => object} fields @param {string} expected
 * @returns {{ text: string } | Refusal}
 */
function toJson(argument, items, fields, expected) {
  if (!Array.isArray(items)) return refuse(argument, expected);
  try {
    const read = items.map((item) => fields(Object(item)));
    const isObject = (/** @type {unknown} */ value) => Object(value) === value;
    return read.some((item) => Object.values(item).some(isObject)) ? refuse(argument, expected) : { text: JSON.stringify(read) };
  } catch {
    return refuse(argument, expected);
  }
}

/** What is wrong with the texts of other entries, or null. @param {unknown} others @returns {Refusal | null} */
function othersFault(others) {
  const isText = (/** @type {unknown} */ other) => typeof other === "string" && isWellFormed(other);
  return Array.isArray(others) && others.every(isText) ? null : refuse("others", "string[]");
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
  return textFault({ list, text, remark }) ?? othersFault(others) ?? wasm.validateEntry(list, text, remark, [...others]);
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

/**
 * Advice about a policy (C-4): what loads and works, and yet may not be what was meant. An empty list: nothing to say. A policy that does not
 * load is answered with its issues of severity `error`.
 * @param {string} policy @returns {readonly Issue[]}
 */
export function lint(policy) {
  return textFault({ policy })?.issues ?? wasm.lint(policy, token);
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

/**
 * What differs between two policies, and for which subjects something else happens (C-3). Another order of entries and another
 * revision are no change; another reason for the same outcome is no shift. Paths of issues begin with `before`, `after` or `subjects`.
 * @param {string} before @param {string} after
 * @param {readonly Subject[]} [subjects] what was seen, or what one wants to be sure of; one that comes again counts once
 * @returns {import("./types.d.ts").Comparison}
 * @example
 * comparePolicies(published, draft, [{ list: "apis", subject: "tinyToNative" }]).shifts[0]?.becomes; // "allowed", "denied" or "reported"
 */
export function comparePolicies(before, after, subjects = []) {
  const fields = (/** @type {Subject} */ { list, subject }) => ({ list, subject });
  const json = toJson("subjects", subjects, fields, "{ list, subject }[]");
  if ("issues" in json) return json;
  return textFault({ before, after, subjects: json.text }) ?? wasm.comparePolicies(before, after, json.text, token);
}

/**
 * Reads pasted lines or CSV for a list (C-5). Every line that is not blank comes back, accepted or with its issues; the accepted
 * ones are ready for `addEntries`. A text over 16 MiB or 200,000 lines is one line with the issue `argument_invalid`.
 * @param {List} list
 * @param {string} text an entry a line and, behind a comma, tab or semicolon, its remark; a first line may name the columns
 * @param {{ others?: readonly string[] }} [context] the entries that the list has
 * @returns {import("./types.d.ts").BulkResult}
 * @example
 * parseLines("serverDomains", "a.example.com, orders\nhttp://b.example.com").lines[1].result.issues[0].code; // "domain_scheme"
 */
export function parseLines(list, text, context) {
  const others = context?.others ?? [];
  const fault = textFault({ list, text }) ?? othersFault(others);
  if (fault !== null) return { header: false, lines: [{ line: 1, text: "", remark: "", result: fault }], entries: [] };
  return wasm.parseLines(list, text, [...others]);
}

/**
 * Adds entries in their order, all or none; `value` is the new policy text (C-3, C-5). Paths begin with `["drafts", index]`.
 * @param {string} policy @param {List} list @param {readonly Draft[]} drafts @returns {Validation}
 */
export function addEntries(policy, list, drafts) {
  const json = toJson("drafts", drafts, fieldsOf, "{ text, remark? }[]");
  if ("issues" in json) return json;
  return textFault({ policy, list, drafts: json.text }) ?? wasm.addEntries(policy, list, json.text, token);
}

/**
 * Reads the vendor's `api_permission` file as a policy (C-5). What a policy cannot say is told: notices, and `review` for entries
 * that were not taken over (regular expressions, IP addresses, what is over a limit). `.*` switches a list off, with `allow_all`.
 * @param {string} text
 * @param {{ appId: string, revision?: number, mode?: Mode }} into revision 0 and mode `enforce` when left out
 * @returns {import("./types.d.ts").ImportResult} with `permission_file_invalid` when the text is not such a file
 */
export function importPermissionFile(text, into) {
  const { appId, revision = 0, mode = "enforce" } = /** @type {any} */ (Object(into));
  if (typeof revision !== "number") return refuse("revision", `0 to ${MAX_REVISION}`);
  return textFault({ text, appId, mode }) ?? wasm.importPermissionFile(text, appId, revision, mode, token);
}

/**
 * Writes a policy as the vendor's `api_permission` file; `value` is its text (C-5). Read back, it gives the same verdicts. The mode and the
 * remarks have no place in it.
 * @param {string} policy @returns {Validation}
 */
export function exportPermissionFile(policy) {
  return textFault({ policy }) ?? wasm.exportPermissionFile(policy, token);
}

/**
 * Proposes a policy in which everything observed is listed, and tells what is listed but was never seen (C-5).
 * @param {readonly Observation[]} observations what `minifence/recorder` collected @param {string} policy the policy of now
 * @returns {import("./types.d.ts").DraftResult}
 */
export function draftPolicy(observations, policy) {
  const fields = (/** @type {Observation} */ { list, subject, code, count, first, last }) => ({ list, subject, code, count, first, last });
  const json = toJson("observations", observations, fields, "Observation[]");
  if ("issues" in json) return json;
  return textFault({ observations: json.text, policy }) ?? wasm.draftPolicy(json.text, policy, token);
}
