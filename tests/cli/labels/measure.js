// @ts-check
/**
 * How often `scan` is right on real packages, against labels made by hand before it ever ran on them. A site is a call and what it carries: its name,
 * or one kind of URL. It is right when all its subjects are found, and no other: the constant, or that it cannot be known.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Each list is on, and an entry of its own: what a policy says plays no part here. */
const POLICY = join(here, "../fixtures/policy.json");

/** @param {string} folder of installed packages, by `name` @param {string} cli @param {"labels" | "held-out"} set */
export function measure(folder, cli, set) {
  const labels = JSON.parse(readFileSync(join(here, `${set}.json`), "utf8"));
  const total = { sites: 0, found: 0, right: 0, wrong: [], missed: [], extra: [] };
  for (const [spec, files] of Object.entries(labels)) {
    const name = spec.slice(0, spec.lastIndexOf("@"));
    const root = join(folder, name);
    if (!existsSync(root)) throw new Error(`${spec} is not installed`);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    if (spec !== `${name}@${version}`) throw new Error(`${spec} is labelled, ${version} is installed`);
    const part = sharedFolder(Object.keys(files));
    count(total, spec, files, scan(cli, join(root, part)).map((finding) => ({ ...finding, file: posix.join(part, finding.file) })));
  }
  return total;
}

/** The part of a package that is scanned: the folder that holds all that is labelled. @param {string[]} paths */
const sharedFolder = (paths) => (new Set(paths.map((path) => path.split("/")[0])).size === 1 && paths[0].includes("/") ? paths[0].split("/")[0] : "");

/** @param {string} cli @param {string} root @returns {any[]} */
function scan(cli, root) {
  const out = execFileSync(process.execPath, [cli, "scan", root, "--policy", POLICY, "--json", "--fail-on", "never"], { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
  return JSON.parse(out).findings;
}

/** A URL whose host is known, and whose path is not. */
const HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#{]+/;
/** What a finding says of its site; where a path is open, the part that decides: `https://host/…`. @param {any} finding */
const saidOf = ({ kind, verdict, subject, open, api }) => (verdict === "dynamic" ? "dynamic" : kind === "api" ? nameOf(api) : open.length > 0 && HOST.test(subject) ? `${HOST.exec(subject)?.[0]}/…` : subject);
/** @param {string} api */
const nameOf = (api) => /"([^"]+)"\)$/.exec(api)?.[1] ?? api.slice(api.indexOf(".") + 1);

/** @param {any} total @param {string} spec @param {Record<string, [number, string, ...string[]][]>} files @param {any[]} findings */
function count(total, spec, files, findings) {
  for (const [file, labels] of Object.entries(files)) {
    const said = new Map();
    for (const finding of findings.filter((one) => one.file === file)) {
      const key = `${finding.line} ${finding.kind}`;
      said.set(key, (said.get(key) ?? new Set()).add(saidOf(finding)));
    }
    total.found += said.size;
    total.sites += labels.length;
    for (const [line, kind, ...subjects] of labels) {
      const key = `${line} ${kind}`;
      const found = said.get(key);
      said.delete(key);
      const where = `${spec} ${file}:${line} ${kind}`;
      if (found === undefined) total.missed.push(`${where} ${subjects.join(" ")}`);
      else if (found.size === subjects.length && subjects.every((subject) => found.has(subject))) total.right += 1;
      else total.wrong.push(`${where}: ${[...found].slice(0, 4).join(" ")} instead of ${subjects.join(" ")}`);
    }
    for (const [key, subjects] of said) total.extra.push(`${spec} ${file}:${key} ${[...subjects].slice(0, 4).join(" ")}`);
  }
}
