// @ts-check
/** `check <policy> <url|api>…`: what a policy says, why, and what to add. */
import { explain } from "../admin.js";
import { CliError, FOUND, OK } from "./exit.js";
import { readGoodPolicy, readLines } from "./input.js";
import { safe, wrap } from "./report/text.js";
import { listOf, looksLikeHost } from "./subject.js";

/** @param {import("./args.js").Args} args @param {import("./io.js").Io} io */
export async function run({ values, positionals }, io) {
  const [path, ...given] = positionals;
  if (path === undefined) throw new CliError("argument_missing", { what: io.words.check.what, command: "check" });
  if (values.page && values.api) throw new CliError("options_clash", { a: "--page", b: "--api" });
  const policy = await readGoodPolicy(path, values, io.say);
  const subjects = given.includes("-") ? [...given.filter((one) => one !== "-"), ...(await readLines())] : given;
  if (subjects.length === 0) throw new CliError("argument_missing", { what: io.words.check.subjects, command: "check" });
  const results = subjects.map((subject) => {
    const list = listOf(subject, values);
    const explained = explain(policy.text, list, subject);
    if ("issues" in explained) throw new CliError("policy_refused", { path, why: explained.issues.map(io.say).join("\n  ") });
    return { subject, list, ...explained, message: io.say(explained.decision) };
  });
  if (values.json) io.print(JSON.stringify({ policy: path, mode: JSON.parse(policy.text).mode, results }, null, 2));
  else for (const result of results) print(result, io);
  const isReport = results.some(({ mode, decision }) => mode === "report" && decision.outcome === "deny");
  if (isReport && !values.json) io.print(wrap(io.words.check.report, io.width, ""));
  return results.some(({ decision }) => decision.outcome !== "allow") ? FOUND : OK;
}

/** @param {any} result @param {import("./io.js").Io} io */
function print({ subject, list, decision, mode, nearest, add, message }, { words, paint, width, print }) {
  const isAllowed = decision.outcome === "allow";
  const verdict = isAllowed ? paint.green(words.check.allowed) : (mode === "report" ? paint.yellow : paint.red)(mode === "report" ? words.check.reported : words.check.denied);
  print(`${verdict}  ${paint.bold(safe(subject))}  ${paint.dim(decision.code)}`);
  print(wrap(message, width, "  "));
  if (nearest.length > 0) print(wrap(words.check.nearest(nearest.join(", ")), width, "  "));
  if (add !== undefined) print(wrap(words.check.add(add.text, words.lists[add.list]), width, "  "));
  if (!isAllowed && list === "apis" && looksLikeHost(subject)) print(wrap(words.check.host(subject), width, "  "));
}
