/**
 * The parts of others in the package: the crates whose code is in a wasm, the data that was made into tables, the npm packages in the command line tool. Read from the
 * lock files and from the parts' own files; nothing is typed in but what no lock file knows. It writes nothing: see `notices.mjs` and `sbom.mjs`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { WASMS } from "./wasms.mjs";

const parse = createRequire(new URL("../js/package.json", import.meta.url))("spdx-expression-parse");

/**
 * @typedef {{ kind: "cargo" | "npm", name: string, version: string, license: string, used: readonly string[], texts: readonly string[], inside: readonly string[], hash: { alg: string, content: string } }} Part
 * `license` is what its author offers, `used` what is taken of it (one of each choice), `inside` which wasm carries it (or `cli`), `hash` that of the registry's archive
 */

/** Of a choice the first that is offered. */
const PREFERRED = ["MIT", "BSD-2-Clause", "BSD-3-Clause", "Unicode-3.0", "Apache-2.0"];
/** Licence → the file with its text, where several lie in one folder. */
const FILE_OF = { "MIT": /^licen[cs]e[-.]mit/i, "Unicode-3.0": /^licen[cs]e[-.]unicode/i };
const ANY_FILE = /^licen[cs]e(\.(md|txt))?$/i;

/** What is taken of an offer: all of an AND, the preferred one of an OR. @returns {string[]} */
function choose(offer) {
  if (offer.license !== undefined) return [offer.license + (offer.exception ? ` WITH ${offer.exception}` : "")];
  const [left, right] = [choose(offer.left), choose(offer.right)];
  if (offer.conjunction === "and") return [...left, ...right];
  const rank = (side) => Math.max(...side.map((id) => (PREFERRED.includes(id) ? PREFERRED.indexOf(id) : PREFERRED.length)));
  return rank(right) < rank(left) ? right : left;
}

/** Older manifests write a choice with a slash. */
const asExpression = (license) => license.replaceAll("/", " OR ");

/** A part's own texts of the licences that are taken; without one the build fails. */
function describe({ kind, name, version, license, folder, inside, hash }) {
  if (!license) throw new Error(`${name} ${version} names no licence`);
  const used = [...new Set(choose(parse(asExpression(license))))];
  const there = readdirSync(folder);
  const texts = used.map((id) => {
    const file = there.find((entry) => FILE_OF[id]?.test(entry)) ?? there.find((entry) => ANY_FILE.test(entry));
    if (file === undefined) throw new Error(`${name} ${version} has no file with the text of ${id}: ${there.join(", ")}`);
    return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  });
  return { kind, name, version, license: asExpression(license), used, texts: [...new Set(texts)], inside, hash };
}

/** `name version` → the sum in Cargo.lock. */
function sums(lock) {
  const found = new Map();
  for (const [, name, version, sum] of lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(\w+)"$/gm)) found.set(`${name} ${version}`, sum);
  return found;
}

/** The crates in a wasm: what is linked into it or could be, without macros, which run in the compiler. */
function cratesOf(root, { cargo }) {
  const tree = ["tree", "--locked", "--edges", "normal,no-proc-macro", "--target", "wasm32-unknown-unknown", "--prefix", "none", "--format", "{p}", ...cargo];
  const lines = execFileSync("cargo", tree, { cwd: root, encoding: "utf8" }).trim().split("\n");
  return [...new Set(lines.map((line) => /^(\S+) v(\S+)/.exec(line)).map(([, name, version]) => `${name} ${version}`))].filter((id) => !id.startsWith("minifence "));
}

/** @param {string} root @returns {Part[]} */
export function rustParts(root) {
  const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--locked", "--all-features", "--filter-platform", "wasm32-unknown-unknown", "--format-version", "1"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }));
  const packages = new Map(metadata.packages.map((one) => [`${one.name} ${one.version}`, one]));
  const locked = sums(readFileSync(join(root, "Cargo.lock"), "utf8"));
  const carriers = new Map();
  for (const [name, wasm] of Object.entries(WASMS)) {
    for (const id of cratesOf(root, wasm)) carriers.set(id, [...(carriers.get(id) ?? []), name]);
  }
  return [...carriers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, inside]) => {
    const { name, version, license, manifest_path: manifest } = packages.get(id);
    return describe({ kind: "cargo", name, version, license, folder: dirname(manifest), inside, hash: { alg: "SHA-256", content: locked.get(id) ?? missing(id) } });
  });
}

/** Tables that were made of a crate's data (`make tables`): the crate's code is not in the wasm, so no tree knows it. @param {string} root */
export function dataParts(root) {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const versionOf = (name) => new RegExp(`^name = "${name}"\\nversion = "(.+)"$`, "m").exec(lock)?.[1] ?? missing(name);
  return [
    { name: "Public Suffix List", from: "psl", version: versionOf("psl"), license: "MPL-2.0", inside: ["admin"],
      notice: "Its source form is at https://publicsuffix.org/list/public_suffix_list.dat. It is subject to the terms of the Mozilla Public License, v. 2.0: https://mozilla.org/MPL/2.0/." },
    { name: "Unicode's confusables (UTS #39)", from: "unicode-security", version: versionOf("unicode-security"), license: "Unicode-3.0", inside: ["admin"], notice: "The text of its licence is below." },
  ];
}

function missing(name) {
  throw new Error(`Cargo.lock has no ${name}`);
}

/** The npm packages in a bundle, by the list of its inputs. @param {string} root @param {readonly string[]} inputs paths below `root` @returns {Part[]} */
export function npmParts(root, inputs) {
  const lock = JSON.parse(readFileSync(join(root, "js/package-lock.json"), "utf8")).packages;
  const folders = [...new Set(inputs.filter((path) => path.includes("node_modules/")).map((path) => packageOf(join(root, path))))];
  return folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const entry = lock[relative(join(root, "js"), folder)];
    if (entry?.version !== version) throw new Error(`${name} ${version} is bundled, and js/package-lock.json has ${entry?.version}`);
    return describe({ kind: "npm", name, version, license, folder, inside: ["cli"], hash: sha512Of(entry.integrity) });
  }).sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

const sha512Of = (integrity) => ({ alg: "SHA-512", content: Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex") });

/** The folder of the package that a file belongs to: manifests below it may only say how modules are read. */
function packageOf(file) {
  let folder = dirname(file);
  while (!existsSync(join(folder, "package.json")) || JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name === undefined) folder = dirname(folder);
  return folder;
}
