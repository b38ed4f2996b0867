// @ts-check
/** Which files of a mini program are looked at. It reads folders, never a file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What a file is, by the end of its name. @type {Readonly<Record<string, "script" | "template" | "component">>} */
const KINDS = {
  ".js": "script", ".mjs": "script", ".cjs": "script", ".jsx": "script", ".ts": "script", ".mts": "script", ".cts": "script", ".tsx": "script",
  ".sjs": "script", ".wxs": "script", ".qs": "script", ".filter.js": "script",
  ".axml": "template", ".wxml": "template", ".ttml": "template", ".swan": "template", ".qml": "template", ".ksml": "template",
  ".vue": "component", ".nvue": "component",
};
/** Folders that are no part of what runs on the phone. */
const NEVER = new Set([".git", ".hg", ".svn"]);

/** @param {string} name */
export const kindOf = (name) => (/\.d\.[mc]?ts$/.test(name) ? undefined : KINDS[name.slice(name.lastIndexOf("."))]);

/**
 * Paths below `root`, with `/`, in an order that is the same on every machine.
 * @param {string} root @param {{ nodeModules: boolean, onUnreadable: (path: string, cause: unknown) => void }} options
 */
export function listFiles(root, { nodeModules, onUnreadable }) {
  /** @type {{ path: string, kind: "script" | "template" | "component" }[]} */
  const found = [];
  /** @param {string} folder */
  const visit = (folder) => {
    let entries;
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch (cause) {
      onUnreadable(folder, cause);
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // A link may lead out of the mini program, or in a circle.
      if (entry.isDirectory() && !NEVER.has(entry.name) && (nodeModules || entry.name !== "node_modules")) visit(path);
      const kind = entry.isFile() ? kindOf(entry.name) : undefined;
      if (kind !== undefined) found.push({ path, kind });
    }
  };
  visit("");
  return found;
}
