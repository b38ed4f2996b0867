// @ts-check
/** Where a call of a native carries URLs: the engine's own rules first, then the table of the vendor's host. The tables are those of the guard. */
import { MPAAS_URLS } from "../../hosts/mpaas.js";
import { WECHAT_URLS } from "../../hosts/wechat.js";
import { ROOTS } from "./roots.js";

/** @typedef {import("../../types.d.ts").UrlRow} UrlRow */

/** What else a file on the device begins with, for vendors whose hosts say so themselves. */
const LOCAL = ["ttfile://", "bdfile://", "qqfile://", "ksfile://", "xhsfile://", "wdfile://", "_doc/", "_www/", "_documents/", "_downloads/"];

/** @param {import("../../types.d.ts").Judge} judge @returns {(root: string, name: string) => readonly UrlRow[]} */
export const rowsFor = (judge) => (root, name) => {
  const rule = judge.rule(name);
  const table = ROOTS[root] === "wechat" ? WECHAT_URLS : MPAAS_URLS;
  const lower = name.toLowerCase().replace(/^my\./, "");
  const rows = table.filter((row) => row.name.toLowerCase() === lower).map((row) => (row.local === undefined ? row : { ...row, local: [...row.local, ...LOCAL] }));
  return rule === null ? rows : [{ name, kind: rule.kind, fields: rule.fields }, ...rows];
};
