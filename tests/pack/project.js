// @ts-check
/** The package as its users get it: packed once for a file of tests, and installed into empty projects. No assertions of anybody's own here. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const bin = join(root, "js/node_modules/.bin");

/** @param {string} command @param {string[]} args @param {string} cwd */
export const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A folder for a file of tests, which is removed after them, with the tarball in it. */
export function packed() {
  const work = mkdtempSync(join(tmpdir(), "minifence-pack-"));
  after(() => rmSync(work, { recursive: true, force: true }));
  run("npm", ["pack", "--pack-destination", work, "--silent"], join(root, "pkg"));
  const tarball = join(work, readdirSync(work).find((file) => file.endsWith(".tgz")) ?? assert.fail("no tarball"));
  /** An empty folder, with these files. @param {string} name @param {Record<string, string>} [files] */
  const folder = (name, files = {}) => {
    mkdirSync(join(work, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(work, name, file), text);
    return join(work, name);
  };
  /** An empty project with nothing but the tarball in it, and these files. @param {string} name @param {Record<string, string>} files */
  const project = (name, files) => {
    folder(name, { "package.json": JSON.stringify({ name, private: true, type: "module" }) });
    run("npm", ["install", "--no-audit", "--no-fund", "--offline", tarball], join(work, name));
    return folder(name, files);
  };
  return { work, tarball, folder, project };
}

/** A code block of the README, as printed. @param {string} kind */
export function block(kind) {
  const found = new RegExp("```js " + kind + "\\n([\\s\\S]*?)```").exec(readFileSync(join(root, "README.md"), "utf8"));
  assert.ok(found, `README.md has no \`js ${kind}\` block`);
  return String(found[1]);
}
