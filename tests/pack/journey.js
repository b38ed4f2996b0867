// @ts-check
/**
 * Follows a page as a reader would who does nothing else: what is called `file=…` is written, `sh` is typed into one shell, and the `text` that comes next must be
 * what the shell shows. It knows nothing of what a page is about.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PATIENCE_MS = 60_000;
/** For what comes from the background when a command is done. */
const REST_MS = 5_000;
/** npm asks nobody while it installs a tarball. */
const QUIET = { npm_config_offline: "true", npm_config_audit: "false", npm_config_fund: "false", npm_config_update_notifier: "false" };

/** @param {readonly import("./blocks.js").Block[]} blocks in the page's order @param {{ folder: string, env: Record<string, string> }} where */
export async function follow(blocks, { folder, env }) {
  const shell = spawn("bash", ["-eu"], { cwd: folder, env: { ...process.env, ...QUIET, ...env }, stdio: "pipe", detached: true });
  let [shown, complaints] = ["", ""];
  let ended = /** @type {number | null} */ (null);
  shell.stdout.on("data", (bytes) => { shown += bytes; });
  shell.stderr.on("data", (bytes) => { complaints += bytes; });
  shell.on("exit", (code) => { ended = code ?? -1; });
  /** @param {number} ms @param {() => boolean} is @param {() => void} otherwise */
  const within = async (ms, is, otherwise) => {
    const end = Date.now() + ms;
    while (!is() && Date.now() < end && ended === null) await new Promise((resolve) => { setTimeout(resolve, 20); });
    if (!is()) otherwise();
  };
  try {
    for (const [at, block] of blocks.entries()) {
      const place = `${block.page}:${block.line}`;
      if (block.file !== null) {
        assert.ok(block.before.includes(`\`${block.file}\``), `${place}: the page does not say that this is ${block.file}`);
        mkdirSync(dirname(join(folder, block.file)), { recursive: true });
        writeFileSync(join(folder, block.file), `${block.text}\n`);
      } else if (block.lang === "sh") {
        shown = "";
        complaints = "";
        const done = `done-${at}`;
        shell.stdin.write(`${block.text}\necho ${done}\n`);
        const said = () => shown.split("\n").filter((line) => line !== done).join("\n").trim();
        await within(PATIENCE_MS, () => shown.split("\n").includes(done), () => assert.fail(`${place} failed (${ended}):\n${shown}${complaints}`));
        const next = blocks[at + 1];
        if (next?.lang === "text") await within(REST_MS, () => said() === next.text.trim(), () => assert.equal(said(), next.text.trim(), `${next.page}:${next.line} is not what is shown. ${complaints}`));
      } else assert.ok(block.lang === "text" && blocks[at - 1]?.lang === "sh" && blocks[at - 1]?.file === null, `${place}: nobody knows what to do with this block`);
    }
  } finally {
    // The shell, and what it left in the background, also when it ended by itself.
    try {
      process.kill(-Number(shell.pid), "SIGTERM");
    } catch {
      // Nothing is left.
    }
  }
}
