/** A text from outside → a policy for this mini program, or why it is none. Reads only; what is shown and taken is the business of `ImportPane.tsx`. */
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { importPermissionFile, validatePolicy } from "minifence/admin";
import type { ImportResult, Issue, Mode, PolicyDocument } from "minifence/types";
import { rangeOfLine } from "./lines.ts";

/** Our own document, or the vendor's `api_permission`. */
export type Kind = "policy" | "permission";

/** What is imported, and what a person must know first. */
export type Imported = Exclude<ImportResult, { issues: unknown }> & {
  /** Whose policy it was, when it was not this mini program's. */
  readonly otherApp: string | null;
};

const VENDOR_FIELD = /"(JSAPI_List|JSAPI_SP_Config|Webview_Config)"\s*:/;
const OWN_FIELD = /"(format|appId|serverDomains|webViewDomains)"\s*:/;

/** What the text looks like, also when it is damaged. */
export const kindOf = (text: string): Kind => (VENDOR_FIELD.test(text) && !OWN_FIELD.test(text) ? "permission" : "policy");

/** @param into what a file does not say: whose it becomes, based on which revision, and the mode of a permission file */
export function readImport(text: string, kind: Kind, into: { readonly appId: string; readonly revision: number; readonly mode: Mode }): Imported | { readonly issues: readonly Issue[] } {
  if (kind === "permission") {
    const file = importPermissionFile(text, into);
    return "issues" in file ? file : { ...file, otherApp: null };
  }
  const found = validatePolicy(text);
  if ("issues" in found) return found;
  const document: PolicyDocument = JSON.parse(found.value);
  // Whose it is and which revision comes next is not the file's to say.
  const own = validatePolicy(JSON.stringify({ ...document, appId: into.appId, revision: into.revision }));
  if ("issues" in own) return own;
  return { value: own.value, notices: found.notices, review: [], otherApp: document.appId === into.appId ? null : document.appId };
}

/** Where something is in a text: its line, counted from 1, and what stands there before it, at it and behind it. */
export interface Place { readonly line: number; readonly before: string; readonly at: string; readonly after: string }

/** How much of a line is shown around a place. */
const AROUND = 48;

/** Where each issue is in the text of a policy or a permission file; null for what is nowhere in it. */
export function placesOf(text: string, issues: readonly Issue[]): readonly (Place | null)[] {
  const tree = issues.some(({ path }) => path.length > 0) ? parseTree(text) : undefined;
  return issues.map(({ params, path }) => {
    if ("line" in params && typeof params.line === "number") return placeInLine(text, params.line, "column" in params ? params.column ?? 1 : 1);
    const node = tree && path.length > 0 ? findNodeAtLocation(tree, [...path]) : undefined;
    return node === undefined ? null : placeAt(text, node.offset, node.length);
  });
}

/** @param column counted from 1 in bytes of UTF-8, as the engine counts */
function placeInLine(text: string, line: number, column: number): Place {
  const [start, end] = rangeOfLine(text, line);
  const bytes = new TextEncoder().encode(text.slice(start, end));
  const before = new TextDecoder().decode(bytes.subarray(0, Math.max(column - 1, 0)));
  return placeAt(text, start + Math.min(before.length, end - start), 1);
}

function placeAt(text: string, offset: number, length: number): Place {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const found = text.indexOf("\n", offset);
  const end = found < 0 ? text.length : found;
  const last = Math.min(offset + Math.min(length, AROUND), end);
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) line += 1;
  return { line, before: text.slice(Math.max(start, offset - AROUND), offset), at: text.slice(offset, last), after: text.slice(last, Math.min(last + AROUND, end)) };
}
