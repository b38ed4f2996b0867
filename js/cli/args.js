// @ts-check
/** Command lines → options, by `node:util`. What is not an option is refused by name. */
import { parseArgs } from "node:util";
import { CliError } from "./exit.js";

/** @typedef {{ type: "boolean" | "string", short?: string, multiple?: boolean, values?: readonly string[] }} Option */

/** What every command takes. @type {Readonly<Record<string, Option>>} */
const COMMON = { help: { type: "boolean", short: "h" }, lang: { type: "string", values: ["en", "zh-CN"] }, json: { type: "boolean" }, color: { type: "string", values: ["auto", "always", "never"] } };
/** @type {Readonly<Record<string, Option>>} */
const POLICY = { "app-id-form": { type: "string", values: ["digits16", "token"] } };

/** @type {Readonly<Record<string, Readonly<Record<string, Option>>>>} */
export const OPTIONS = {
  check: { ...COMMON, ...POLICY, page: { type: "boolean" }, api: { type: "boolean" } },
  lint: { ...COMMON, ...POLICY, "fail-on": { type: "string", values: ["error", "notice"] } },
  diff: { ...COMMON, ...POLICY, subject: { type: "string", multiple: true }, page: { type: "string", multiple: true }, "exit-code": { type: "boolean" } },
  scan: {
    ...COMMON, ...POLICY, policy: { type: "string", short: "p" }, sarif: { type: "boolean" }, all: { type: "boolean" }, "node-modules": { type: "boolean" },
    "fail-on": { type: "string", values: ["denied", "dynamic", "never"] }, "write-draft": { type: "string" }, force: { type: "boolean" },
  },
};
export const COMMANDS = Object.keys(OPTIONS);

/** @typedef {{ values: Record<string, any>, positionals: string[] }} Args */

/** @param {string} command @param {string[]} argv @returns {Args} */
export function readArgs(command, argv) {
  let parsed;
  try {
    parsed = parseArgs({ args: argv, options: /** @type {any} */ (OPTIONS[command]), allowPositionals: true, strict: true });
  } catch (cause) {
    const error = /** @type {Error & { code?: string }} */ (cause);
    const option = /'(--?[^' ]+)/.exec(error.message)?.[1] ?? "";
    throw new CliError(error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? "option_unknown" : "option_value", { option, command });
  }
  for (const [name, { values }] of Object.entries(OPTIONS[command])) {
    const given = /** @type {Record<string, unknown>} */ (parsed.values)[name];
    if (values !== undefined && given !== undefined && !values.includes(String(given))) throw new CliError("option_choice", { option: `--${name}`, found: String(given), choices: values.join(", ") });
  }
  return { values: { ...parsed.values }, positionals: parsed.positionals };
}
