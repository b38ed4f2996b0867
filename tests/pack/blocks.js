// @ts-check
/** The fenced blocks of the pages that are published: what they say of themselves, and where they stand. It runs none of them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./project.js";

/** @typedef {{ page: string, line: number, lang: string, info: string, file: string | null, text: string, before: string }} Block `before` is the paragraph before it */

/** @returns {string[]} every page that a reader gets, from the root of the repository */
export function pages() {
  const found = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md") && !/(^|\/)node_modules\//.test(file));
  return ["README.md", "CONTRIBUTING.md", "pkg-template/README.md", ...found.map((file) => `docs/${file.replaceAll("\\", "/")}`).sort()];
}

/** @param {string} page @returns {Block[]} */
export function blocks(page) {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  /** @type {Block[]} */ const found = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^( *)(`{3,}|~{3,})(\S*) ?(.*)$/.exec(String(lines[at]));
    if (fence === null) continue;
    const [, indent = "", ticks = "", lang = "", info = ""] = fence;
    const end = lines.findIndex((line, n) => n > at && line.trim() === ticks);
    if (end < 0) throw new Error(`${page}:${at + 1}: the block has no end`);
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length)).join("\n");
    const paragraph = lines.slice(0, at).join("\n").trimEnd().split(/\n\s*\n/).at(-1) ?? "";
    found.push({ page, line: at + 1, lang, info, file: /^file=(\S+)$/.exec(info)?.[1] ?? null, text, before: paragraph });
    at = end;
  }
  return found;
}
