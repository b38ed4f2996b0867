// @ts-check
/** Runs the built tool as a process of its own, as a person does. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const cli = join(root, "pkg/cli/minifence.js");
export const fixtures = join(root, "tests/cli/fixtures");
export const policy = join(fixtures, "policy.json");

/** @param {string[]} args @param {{ cwd?: string, input?: string, env?: Record<string, string> }} [options] */
export function minifence(args, { cwd = fixtures, input = "", env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, input, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, ...env } });
  return { status, stdout, stderr };
}

/** A copy of the fixtures that a test may change. */
export function copy() {
  const folder = mkdtempSync(join(tmpdir(), "minifence-cli-"));
  cpSync(fixtures, folder, { recursive: true });
  return folder;
}
