// @ts-check
/** The built page, read once into memory. A request path is only ever a key of this map: no path reaches the disk. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** @type {Readonly<Record<string, string>>} */
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png" };

/**
 * @param {string} folder
 * @returns {ReadonlyMap<string, { type: string, body: Buffer, hashed: boolean }>}
 */
export function readFiles(folder) {
  const files = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const key = `/${file.slice(join(folder, sep).length).split(sep).join("/")}`;
    files.set(key, { type: TYPES[extname(key)] ?? "application/octet-stream", body: readFileSync(file), hashed: key.startsWith("/assets/") });
  }
  return files;
}
