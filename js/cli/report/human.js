// @ts-check
/** Findings for a person: what is denied by what to do about it, what cannot be known by the reason. */
import { countOf } from "./json.js";
import { safe, wrap } from "./text.js";

/** @typedef {import("../scan/verdicts.js").Finding} Finding */
/** @typedef {import("../io.js").Io} Io */
/** @typedef {import("../../types.d.ts").DraftResult} DraftResult */

/** As many wrappers' calls are named for one finding. */
const MOST_VIA = 3;

/** @template T @param {readonly T[]} items @param {(item: T) => string} keyOf @returns {T[][]} */
function groups(items, keyOf) {
  /** @type {Map<string, T[]>} */ const byKey = new Map();
  for (const item of items) byKey.set(keyOf(item), [...(byKey.get(keyOf(item)) ?? []), item]);
  return [...byKey.values()].sort((a, b) => b.length - a.length);
}

/** @param {{ file: string | null, line: number, column: number }} place */
const placed = ({ file, line, column }) => `${file}:${line}:${column}`;

/** @param {Finding} finding @param {Io} io */
function printPlace(finding, { print, paint, words }) {
  const api = finding.field === "" || finding.kind === "webView" ? finding.api : `${finding.api} ${finding.field}`;
  print(`    ${safe(placed(finding))}  ${paint.dim(safe(api))}${finding.kind === "api" && finding.verdict !== "dynamic" ? "" : `  ${safe(finding.subject)}`}`);
  if (finding.more !== undefined) print(paint.dim(`      ${words.scan.more(finding.more)}`));
  const { via } = finding;
  if (via.length > 0) print(paint.dim(`      ${words.scan.through} ${via.slice(0, MOST_VIA).map(placed).join(", ")}${via.length > MOST_VIA ? ", …" : ""}`));
}

/** @param {string} title @param {number} count @param {import("./text.js").Paint} colour @param {Io} io */
const heading = (title, count, colour, { print, paint }) => print(`${paint.bold(colour(title))} (${count})\n`);

/**
 * @param {import("../scan.js").Result} result @param {({ path: string } & Extract<DraftResult, { value: string }>) | null} draft @param {boolean} all @param {Io} io
 */
export function printFindings({ isOff, files, findings, faults }, draft, all, io) {
  const { words, paint, width, print, say } = io;
  const of = (/** @type {string} */ verdict) => findings.filter((finding) => finding.verdict === verdict);
  if (isOff) print(`${wrap(words.scan.off, width, "")}\n`);
  const [denied, dynamic, allowed] = [of("denied"), of("dynamic"), of("allowed")];
  if (denied.length > 0) {
    heading(words.scan.denied, denied.length, paint.red, io);
    for (const group of groups(denied, ({ code, params }) => `${code} ${JSON.stringify(params)}`)) {
      const [{ code, params, add, nearest }] = group;
      print(`  ${paint.red(String(code))}`);
      print(wrap(say({ code, params }), width, "  "));
      if (nearest.length > 0) print(wrap(words.check.nearest(nearest.join(", ")), width, "  "));
      if (add !== null) print(paint.bold(wrap(words.check.add(add.text, words.lists[add.list]), width, "  ")));
      for (const finding of group) printPlace(finding, io);
      print("");
    }
  }
  if (dynamic.length > 0) {
    heading(words.scan.dynamic, dynamic.length, paint.yellow, io);
    for (const group of groups(dynamic, ({ open }) => open[0]?.why ?? "unknown")) {
      print(`  ${paint.yellow(words.scan.why[group[0].open[0]?.why ?? "unknown"])}`);
      for (const finding of group) printPlace(finding, io);
      print("");
    }
  }
  if (all && allowed.length > 0) {
    heading(words.scan.allowed, allowed.length, paint.green, io);
    for (const finding of allowed) printPlace(finding, io);
    print("");
  }
  if (faults.length > 0) {
    heading(words.scan.faults, faults.length, paint.red, io);
    for (const { path, line, column, message } of faults) print(`    ${safe(placed({ file: path, line, column }))}  ${safe(message)}`);
    print("");
  }
  print(words.scan.sum({ files, ...countOf(findings), faults: faults.length }));
  if (findings.length === 0) print(wrap(words.scan.nothing, width, ""));
  if (draft !== null) printDraft(draft, dynamic.length, io);
}

/** @param {{ path: string } & Extract<DraftResult, { value: string }>} draft @param {number} open @param {Io} io */
function printDraft({ path, added, left }, open, { words, print, width, say }) {
  print(words.scan.draft(safe(path), added.length));
  for (const { observation, issue } of left) print(wrap(words.scan.left(observation.subject, say(issue)), width, "  "));
  if (open > 0) print(wrap(words.scan.draftOpen(open), width, ""));
}
