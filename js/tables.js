// @ts-check
/**
 * The tables of codes, params and URL rules, as the engine tells them: JavaScript has no copy of its own, so the two cannot
 * disagree. It judges nothing.
 */
import { append, freeze, indexOf, slice } from "./primordials.js";

/** @typedef {import("./types.d.ts").UrlRule} UrlRule */
/** @typedef {{ readonly code: string, readonly allow: boolean, readonly params: readonly { readonly name: string, readonly number: boolean }[] }} CodeRow */

/** The parts between separators, without the empty ones. @param {string} text @param {string} separator */
function split(text, separator) {
  /** @type {string[]} */ const parts = [];
  for (let from = 0; from < text.length;) {
    const found = indexOf(text, separator, from);
    const end = found < 0 ? text.length : found;
    if (end > from) append(parts, slice(text, from, end));
    from = end + 1;
  }
  return parts;
}

/**
 * The engine's tables, from their text. May run when guest code has run already, so it is as careful as the judging path.
 * @param {string} text @returns {{ codes: readonly CodeRow[], rules: readonly UrlRule[] }}
 */
export function readTables(text) {
  /** @type {CodeRow[]} */ const codeRows = [];
  /** @type {UrlRule[]} */ const ruleRows = [];
  const rows = split(text, "\n");
  for (let i = 0; i < rows.length; i += 1) {
    const words = split(rows[i], " ");
    if (words[0] === "code") {
      /** @type {CodeRow["params"][number][]} */ const params = [];
      for (let k = 3; k < words.length; k += 1) {
        const parts = split(words[k], ":");
        append(params, freeze({ name: parts[0], number: parts.length > 1 && parts[1] === "number" }));
      }
      append(codeRows, freeze({ code: words[1], allow: words[2] === "allow", params: freeze(params) }));
    } else {
      /** @type {(readonly string[])[]} */ const fields = [];
      for (let k = 2; k < words.length; k += 1) append(fields, freeze(split(words[k], ".")));
      append(ruleRows, freeze({ kind: /** @type {UrlRule["kind"]} */ (words[0]), fields: freeze(fields) }));
    }
  }
  return freeze({ codes: freeze(codeRows), rules: freeze(ruleRows) });
}
