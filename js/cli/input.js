// @ts-check
/** What a command reads: policies, and subjects from stdin. Errors name the file and the way out. */
import { readFileSync } from "node:fs";
import { load, validatePolicy } from "../admin.js";
import { CliError } from "./exit.js";

/** @typedef {import("../types.d.ts").Issue} Issue */

/** @param {string} path @param {unknown} cause */
const unreadable = (path, cause) => new CliError("file_unreadable", { path, detail: /** @type {{ code?: string }} */ (cause).code ?? String(cause) });

/** @param {string} path */
export function readText(path) {
  try {
    const bytes = readFileSync(path);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError && !("path" in cause)) throw new CliError("file_not_utf8", { path });
    throw unreadable(path, cause);
  }
}

/** A policy that does not load is given back with its issues. @param {string} path @param {Record<string, any>} options */
export async function readPolicy(path, options) {
  await load(undefined, { appIdForm: options["app-id-form"] ?? "digits16" });
  const text = readText(path);
  const checked = validatePolicy(text);
  return { path, text, issues: "issues" in checked ? checked.issues : [] };
}

/** A policy that loads, or an error. @param {string} path @param {Record<string, any>} options @param {(issue: Issue) => string} say */
export async function readGoodPolicy(path, options, say) {
  const policy = await readPolicy(path, options);
  if (policy.issues.length > 0) throw new CliError("policy_refused", { path, why: policy.issues.slice(0, 5).map((issue) => `${issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${say(issue)}`).join("\n  ") });
  return policy;
}

/** Lines of stdin, without blank ones. @returns {Promise<string[]>} */
export async function readLines() {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) text += chunk;
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
}
