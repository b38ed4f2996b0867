// @ts-check
/**
 * The door for a console: validate, explain, advise, edit, compare, import. Text in, plain data out; total: any value in, a result out.
 * It judges nothing itself: every answer comes from the parser and the engine that will enforce.
 */
import init, * as wasm from "./admin-glue.js";
import { draftOf, fieldOf, othersOf, refuse, textFault as faultOfTexts, toJson } from "./arguments.js";
import { createLoad } from "./load/once.js";
import { entrySchema } from "./schema.js";

/** @typedef {import("./types.d.ts").List} List */
/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {import("./types.d.ts").Validation} Validation */
/** @typedef {import("./types.d.ts").Explanation} Explanation */
/** @typedef {import("./types.d.ts").AppIdForm} AppIdForm */
/** @typedef {import("./types.d.ts").Mode} Mode */
/** @typedef {import("./types.d.ts").Observation} Observation */
/** @typedef {import("./types.d.ts").Subject} Subject */

let ready = false;
let token = false;
const loadOnce = createLoad(() => new URL("./admin.wasm", import.meta.url), () => ready, async (module) => {
  await init({ module_or_path: module });
  ready = true;
});

/**
 * Loads the admin engine. Idempotent; without an argument it reads the `admin.wasm` of this package.
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} [source]
 * @param {{ appIdForm?: AppIdForm }} [options] which appId a policy may carry (P-4); 16 digits when left out
 * @returns {Promise<void>}
 */
export function load(source, options) {
  const form = fieldOf(options, "appIdForm");
  if (form !== undefined) token = form === "token";
  return loadOnce(source);
}

/** The largest revision (P-5). */
const MAX_REVISION = Number.MAX_SAFE_INTEGER;
/** @type {readonly List[]} */
const LISTS = ["serverDomains", "apis", "webViewDomains"];

/** What is wrong with the arguments that must be text, or null. @param {Record<string, unknown>} texts */
function textFault(texts) {
  if (!ready) throw new Error("minifence/admin is not loaded: await load() first");
  return faultOfTexts(texts);
}

/**
 * Checks one line of a list (C-1).
 * @param {List} list
 * @param {Draft} draft
 * @param {{ others?: readonly string[] }} [context] the entries that stand beside it, for duplicates and the limit
 * @returns {Validation}
 * @example
 * const typed = validateEntry("serverDomains", { text: "https://API.example.com/" });
 * typed.value; // "api.example.com"
 * typed.notices.map(({ code }) => code); // ["scheme_removed", "slash_removed", "lower_cased"]
 */
export function validateEntry(list, draft, context) {
  const { text, remark } = draftOf(draft);
  const others = othersOf(fieldOf(context, "others"));
  return textFault({ list, text, remark }) ?? ("issues" in others ? others : wasm.validateEntry(list, text, remark, others.texts));
}

/**
 * One line of a list as a Standard Schema v1 (C-6): form libraries take it as it is. Input is a draft, output the entry as it is
 * stored; an issue's message is a sentence, its path the field, `["text"]` or `["remark"]`.
 * @param {List} list
 * @param {import("./types.d.ts").EntrySchemaOptions} [options]
 * @returns {import("./types.d.ts").EntrySchema}
 * @throws {TypeError} when there is no such list
 * @example
 * schema("apis")["~standard"].validate({ text: "my.tinyToNative" }); // { value: { text: "tinyToNative", remark: "" } }
 */
export function schema(list, options = {}) {
  if (!LISTS.includes(list)) throw new TypeError("`list` must be `serverDomains`, `apis` or `webViewDomains`");
  return entrySchema((draft, others) => {
    const { text, remark } = draftOf(draft);
    const checked = validateEntry(list, { text, remark }, { others });
    return "issues" in checked ? checked : { text: checked.value, remark };
  }, options);
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
 * @param {string} policy @returns {readonly import("./types.d.ts").Issue[]}
 * @example
 * lint(addEntry(published, "serverDomains", { text: "*.github.io" }).value)[0].code; // "public_suffix"
 */
export function lint(policy) {
  return textFault({ policy })?.issues ?? wasm.lint(policy, token);
}

/** Adds an entry; `value` is the new policy text (C-3). @param {string} policy @param {List} list @param {Draft} draft @returns {Validation} */
export function addEntry(policy, list, draft) {
  const { text, remark } = draftOf(draft);
  return textFault({ policy, list, text, remark }) ?? wasm.addEntry(policy, list, text, remark, token);
}

/** Replaces the entry `value`, text and remark (C-3). @param {string} policy @param {List} list @param {string} value @param {Draft} draft @returns {Validation} */
export function editEntry(policy, list, value, draft) {
  const { text, remark } = draftOf(draft);
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

/**
 * Gives the policy its revision (C-3, P-5): for who publishes it, one higher than the one before.
 * @param {string} policy @param {number} revision a whole number, 0 to 2^53 - 1 @returns {Validation}
 */
export function setRevision(policy, revision) {
  if (typeof revision !== "number") return refuse("revision", `0 to ${MAX_REVISION}`);
  return textFault({ policy }) ?? wasm.setRevision(policy, revision, token);
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
 * comparePolicies(published, draft, [{ list: "apis", subject: "tinyToNative" }]).shifts[0].becomes; // "allowed"
 */
export function comparePolicies(before, after, subjects = []) {
  const json = toJson("subjects", subjects, ["list", "subject"], "{ list, subject }[]");
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
  const others = othersOf(fieldOf(context, "others"));
  const fault = textFault({ list, text }) ?? ("issues" in others ? others : null);
  if (fault !== null) return { header: false, lines: [{ line: 1, text: "", remark: "", result: fault }], entries: [] };
  return wasm.parseLines(list, text, /** @type {{ texts: string[] }} */ (others).texts);
}

/**
 * Adds entries in their order, all or none; `value` is the new policy text (C-3, C-5). Paths begin with `["drafts", index]`.
 * @param {string} policy @param {List} list @param {readonly Draft[]} drafts @returns {Validation}
 * @example
 * const { entries } = parseLines("apis", "name\ntinyToNative");
 * JSON.parse(addEntries(published, "apis", entries).value).apis.entries; // [{ api: "tinyToNative" }]
 */
export function addEntries(policy, list, drafts) {
  const json = toJson("drafts", drafts, ["text", "remark"], "{ text, remark? }[]");
  if ("issues" in json) return json;
  return textFault({ policy, list, drafts: json.text }) ?? wasm.addEntries(policy, list, json.text, token);
}

/**
 * Reads the vendor's `api_permission` file as a policy (C-5). What a policy cannot say is told: notices, and `review` for entries
 * that were not taken over (regular expressions, IP addresses, what is over a limit). `.*` switches a list off, with `allow_all`.
 * @param {string} text
 * @param {{ appId: string, revision?: number, mode?: Mode }} into revision 0 and mode `enforce` when left out
 * @returns {import("./types.d.ts").ImportResult} with `permission_file_invalid` when the text is not such a file
 * @example
 * const file = '{ "JSAPI_List": ["getLocation", "beehive.*"], "Webview_Config": { "allowedDomain": [".*"] } }';
 * const { notices, review } = importPermissionFile(file, { appId: "2018080616290001" });
 * [notices[0].code, review[0].issue.code]; // ["allow_all", "domain_regex"]
 */
export function importPermissionFile(text, into) {
  const [appId, revision = 0, mode = "enforce"] = ["appId", "revision", "mode"].map((name) => fieldOf(into, name));
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
 * @example
 * const seen = [{ list: "apis", subject: "tinyToNative", code: "api_not_listed", count: 3, first: 1767225600000, last: 1767225660000 }];
 * draftPolicy(seen, published).added; // [{ list: "apis", text: "tinyToNative", count: 3, first: 1767225600000, last: 1767225660000 }]
 */
export function draftPolicy(observations, policy) {
  const json = toJson("observations", observations, ["list", "subject", "code", "count", "first", "last"], "Observation[]");
  if ("issues" in json) return json;
  return textFault({ observations: json.text, policy }) ?? wasm.draftPolicy(json.text, policy, token);
}
