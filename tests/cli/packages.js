// @ts-check
/**
 * The packages that `scan` is measured on, and the one that carries SARIF's schema: fetched by npm when a test needs them, kept in `target/`, each of
 * the very bytes that were labelled. None of their code runs.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./run.js";

/** `name@version` → what npm says of its bytes. @type {Record<string, string>} */
const PINNED = JSON.parse(readFileSync(new URL("packages.json", import.meta.url), "utf8"));
const folder = join(root, "target/cli-packages");

/** @param {string} spec */
const nameOf = (spec) => spec.slice(0, spec.lastIndexOf("@"));

/** A folder with each package under its name; null when there is no registry to be had. */
export function packages() {
  const missing = Object.keys(PINNED).filter((spec) => versionIn(join(folder, nameOf(spec))) !== spec.slice(spec.lastIndexOf("@") + 1));
  if (missing.length === 0) return folder;
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, ".fetch-"));
  try {
    execFileSync("npm", ["pack", ...missing, "--silent", "--pack-destination", work], { cwd: work, stdio: "ignore", timeout: 240_000 });
  } catch {
    rmSync(work, { recursive: true, force: true });
    return null;
  }
  try {
    for (const file of readdirSync(work).filter((name) => name.endsWith(".tgz"))) unpack(work, file);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} work @param {string} file */
function unpack(work, file) {
  const integrity = `sha512-${createHash("sha512").update(readFileSync(join(work, file))).digest("base64")}`;
  const found = Object.entries(PINNED).find(([, pinned]) => pinned === integrity);
  if (found === undefined) throw new Error(`${file} is not what was labelled`);
  const [into, to] = [join(work, "unpacked"), join(folder, nameOf(found[0]))];
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into);
  execFileSync("tar", ["-xzf", join(work, file), "-C", into, "--strip-components=1", "--exclude=*/node_modules"]);
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(into, to);
}

/** @param {string} at */
function versionIn(at) {
  const file = join(at, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).version : null;
}
