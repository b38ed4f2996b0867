// @ts-check
/**
 * One line of a list as a Standard Schema (C-6, https://standardschema.dev), so that form libraries take it as it is. It has no rules
 * and no wasm: `admin.js` hands it the check, and the words come from a catalog.
 */
import { format } from "./messages/index.js";
import en from "./messages/en.js";

/** @typedef {import("./types.d.ts").Issue} Issue */
/** @typedef {import("./types.d.ts").Messages} Messages */

/** The fields of the form. What is wrong elsewhere is wrong with the form as a whole. */
const FIELDS = ["text", "remark"];

/** @param {Issue} issue @param {Messages} messages */
const inWords = (issue, messages) => ({
  message: format(issue, messages),
  path: FIELDS.includes(/** @type {string} */ (issue.path[0])) ? issue.path : [],
});

/**
 * @param {(draft: unknown, others: readonly string[]) => { text: string, remark: string } | { issues: readonly Issue[] }} check
 * @param {import("./types.d.ts").EntrySchemaOptions} options
 * @returns {import("./types.d.ts").EntrySchema}
 */
export function entrySchema(check, { others = [], messages = en }) {
  /** @param {unknown} draft */
  const validate = (draft) => {
    const answer = check(draft, typeof others === "function" ? others() : others);
    if (!("issues" in answer)) return { value: answer };
    return { issues: answer.issues.filter(({ severity }) => severity === "error").map((issue) => inWords(issue, messages)) };
  };
  return Object.freeze({ "~standard": Object.freeze({ version: 1, vendor: "minifence", validate }) });
}
