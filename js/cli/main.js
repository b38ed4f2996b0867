#!/usr/bin/env node
// @ts-check
/** `npx minifence`: which command, and how it ends. */
import { readFileSync } from "node:fs";
import { COMMANDS, readArgs } from "./args.js";
import { CliError, OK, WRONG } from "./exit.js";
import { openIo } from "./io.js";

/** Loaded when asked for: only `scan` needs the parsers. @type {Record<string, () => Promise<{ run: (args: import("./args.js").Args, io: import("./io.js").Io) => Promise<number> }>>} */
const RUNNERS = { check: () => import("./check.js"), lint: () => import("./lint.js"), diff: () => import("./diff.js"), scan: () => import("./scan.js") };

/** Said before the options are read, and when they cannot be. @param {string[]} argv */
const langOf = (argv) => {
  const at = argv.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  return at === -1 ? undefined : argv[at].includes("=") ? argv[at].slice(7) : argv[at + 1];
};

/** @param {string[]} argv @returns {Promise<number>} */
async function main(argv) {
  const io = openIo({ lang: langOf(argv) });
  const command = argv.find((arg) => !arg.startsWith("-") && arg !== langOf(argv));
  try {
    if (command === undefined) {
      if (argv.includes("--version") || argv.includes("-v")) io.print(JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version);
      else if (argv.includes("--help") || argv.includes("-h")) io.print(io.words.help.main);
      else throw new CliError("command_missing");
      return OK;
    }
    if (!COMMANDS.includes(command)) throw new CliError("command_unknown", { found: command });
    const rest = [...argv];
    rest.splice(argv.indexOf(command), 1);
    const args = readArgs(command, rest);
    const inner = openIo(args.values);
    if (args.values.help) {
      inner.print(io.words.help[/** @type {"check"} */ (command)]);
      return OK;
    }
    return await (await RUNNERS[command]()).run(args, inner);
  } catch (cause) {
    if (!(cause instanceof CliError)) {
      process.stderr.write(`minifence: ${/** @type {Error} */ (cause)?.stack ?? cause}\n`);
      return WRONG;
    }
    process.stderr.write(`minifence: ${io.words.errors[cause.code](cause.params)}\n`);
    return WRONG;
  }
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error) => {
  if (/** @type {{ code?: string }} */ (error).code !== "EPIPE") throw error;
  process.exit(OK);
});
process.exitCode = await main(process.argv.slice(2));
