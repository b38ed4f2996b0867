// @ts-check
/** `lint <policy>`: what keeps a policy from loading, and advice. */
import { lint } from "../admin.js";
import { CliError, FOUND, OK } from "./exit.js";
import { readPolicy } from "./input.js";
import { wrap } from "./report/text.js";

/** @param {import("./args.js").Args} args @param {import("./io.js").Io} io */
export async function run({ values, positionals }, io) {
  const [path, extra] = positionals;
  if (path === undefined) throw new CliError("argument_missing", { what: io.words.check.what, command: "lint" });
  if (extra !== undefined) throw new CliError("argument_extra", { found: extra, command: "lint" });
  const policy = await readPolicy(path, values);
  const issues = (policy.issues.length > 0 ? policy.issues : lint(policy.text)).map((issue) => ({ ...issue, message: io.say(issue) }));
  if (values.json) io.print(JSON.stringify({ policy: path, issues }, null, 2));
  else if (issues.length === 0) io.print(io.words.lint.good);
  else for (const { severity, code, path: field, message } of issues) {
    const label = severity === "error" ? io.paint.red(io.words.lint.error) : io.paint.yellow(io.words.lint.notice);
    io.print(`${label}  ${io.paint.dim(code)}${field.length > 0 ? `  ${field.join(".")}` : ""}`);
    io.print(wrap(message, io.width, "  "));
  }
  return issues.some(({ severity }) => severity === "error" || values["fail-on"] === "notice") ? FOUND : OK;
}
