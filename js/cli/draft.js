// @ts-check
/** A policy that lists what was found, by `draftPolicy`; and its file, written whole or not at all. */
import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { draftPolicy } from "../admin.js";
import { CliError } from "./exit.js";

/** @typedef {import("./scan/verdicts.js").Finding} Finding */
/** @typedef {import("../types.d.ts").Observation} Observation */

/** As many as `draftPolicy` reads at once. */
const MOST = 10_000;

/** Of a URL what an entry can hold; the name of an API. @param {Finding} finding */
const subjectOf = ({ list, subject, judged }) => (list === "apis" ? subject : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(judged)?.[0].concat("/").toLowerCase() ?? null);

/** @param {readonly Finding[]} findings @param {string} policy @param {import("./io.js").Io} io */
export function draftOf(findings, policy, io) {
  const now = Date.now();
  /** @type {Map<string, Observation>} */ const seen = new Map();
  for (const finding of findings) {
    if (finding.code === null || finding.code === "not_governed") continue;
    const subject = subjectOf(finding);
    if (subject === null || (!seen.has(`${finding.list} ${subject}`) && seen.size >= MOST)) continue;
    const before = seen.get(`${finding.list} ${subject}`);
    seen.set(`${finding.list} ${subject}`, { list: finding.list, subject, code: /** @type {Observation["code"]} */ (finding.code), count: (before?.count ?? 0) + 1, first: now, last: now });
  }
  const drafted = draftPolicy([...seen.values()], policy);
  if ("issues" in drafted) throw new CliError("draft_refused", { why: drafted.issues.map(io.say).join(" ") });
  return drafted;
}

/** Before anything is scanned: a draft that cannot be written should be said at once. @param {string} path @param {boolean} force */
export function checkDraft(path, force) {
  if (!force && existsSync(path)) throw new CliError("draft_exists", { path });
}

/** Written aside first. Without `force` a link puts it in place, which fails where somebody else was faster. @param {string} path @param {string} text @param {boolean} force */
export function writeDraft(path, text, force) {
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(aside, `${JSON.stringify(JSON.parse(text), null, 2)}\n`, { flag: "wx" });
    if (force) renameSync(aside, path);
    else linkSync(aside, path);
  } catch (cause) {
    const { code = String(cause) } = /** @type {{ code?: string }} */ (cause);
    throw new CliError(code === "EEXIST" && !force ? "draft_exists" : "draft_unwritable", { path, detail: code });
  } finally {
    rmSync(aside, { force: true });
  }
}
