// @ts-check
/** `diff <before> <after>`: what differs, and for which subjects something else happens. */
import { comparePolicies } from "../admin.js";
import { CliError, FOUND, OK } from "./exit.js";
import { readGoodPolicy, readLines } from "./input.js";
import { safe, wrap } from "./report/text.js";
import { listOf } from "./subject.js";

/** @param {import("./args.js").Args} args @param {import("./io.js").Io} io */
export async function run({ values, positionals }, io) {
  const [before, after, extra] = positionals;
  if (before === undefined || after === undefined) throw new CliError("argument_missing", { what: before === undefined ? io.words.diff.before : io.words.diff.after, command: "diff" });
  if (extra !== undefined) throw new CliError("argument_extra", { found: extra, command: "diff" });
  const [a, b] = [await readGoodPolicy(before, values, io.say), await readGoodPolicy(after, values, io.say)];
  /** @type {string[]} */ const given = values.subject ?? [];
  const typed = given.includes("-") ? [...given.filter((one) => one !== "-"), ...(await readLines())] : given;
  const subjects = [
    ...typed.map((subject) => ({ list: listOf(subject, {}), subject })),
    ...(values.page ?? []).map((/** @type {string} */ subject) => ({ list: /** @type {const} */ ("webViewDomains"), subject })),
  ];
  const compared = comparePolicies(a.text, b.text, subjects);
  if ("issues" in compared) throw new CliError("policy_refused", { path: after, why: compared.issues.map(io.say).join("\n  ") });
  if (values.json) io.print(JSON.stringify({ before, after, ...compared }, null, 2));
  else print(compared, subjects.length, io);
  return values["exit-code"] && compared.changes.length + compared.shifts.length > 0 ? FOUND : OK;
}

/** @param {Exclude<import("../types.d.ts").Comparison, import("../types.d.ts").Refusal>} compared @param {number} asked @param {import("./io.js").Io} io */
function print({ changes, shifts, unchanged }, asked, { words, paint, width, print, say }) {
  if (changes.length === 0) print(words.diff.same);
  for (const change of changes) print(safe(words.diff.change[change.kind](change, "list" in change ? words.lists[change.list] : "")));
  if (asked === 0) return;
  print(`\n${paint.bold(words.diff.subjects)}`);
  for (const { subject, becomes, after } of shifts) {
    print(`${(becomes === "allowed" ? paint.green : paint.red)(words.diff.becomes[becomes])}  ${safe(subject)}  ${paint.dim(after.decision.code)}`);
    print(wrap(say(after.decision), width, "  "));
  }
  print(words.diff.unchanged(unchanged));
}
