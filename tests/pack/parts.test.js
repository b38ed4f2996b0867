// @ts-check
/**
 * What the package says of the parts of others in it, held to the lock files by another way than the build's: the graph of `cargo metadata` instead of `cargo tree`, the
 * tree of package-lock.json instead of the bundler's list, the crates' own files instead of what was copied from them.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { packed, root } from "./project.js";

const require = createRequire(join(root, "js/package.json"));
const { Validation } = require("@cyclonedx/cyclonedx-library");
const satisfied = require("spdx-expression-parse");

const folder = packed().project("parts", {});
const inPackage = (/** @type {string} */ file) => readFileSync(join(folder, "node_modules/minifence", file));
const notices = inPackage("THIRD-PARTY-NOTICES.md").toString();
const sbom = JSON.parse(inPackage("sbom.cdx.json").toString());
const lock = readFileSync(join(root, "Cargo.lock"), "utf8");

/** What each wasm is built with: said a second time here, as the build's own table might forget one. @type {Record<string, string[]>} */
const FEATURES = { engine: ["--no-default-features", "--features", "runtime,idna"], lean: ["--no-default-features", "--features", "runtime"], verify: ["--no-default-features", "--features", "runtime,signed"], admin: ["--features", "admin"] };
const metadata = (/** @type {string[]} */ args) => JSON.parse(execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", ...args], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }));

/** The crates below ours in a build for wasm32, without those that run in the compiler. @param {string[]} features */
function linked(features) {
  const { packages, resolve } = metadata(["--filter-platform", "wasm32-unknown-unknown", ...features]);
  const byId = new Map(packages.map((/** @type {any} */ one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  const isMacro = (/** @type {string} */ id) => byId.get(id).targets.some((/** @type {any} */ { kind }) => kind.includes("proc-macro"));
  const [found, open] = [new Set(), [resolve.root]];
  while (open.length > 0) {
    for (const { pkg, dep_kinds: kinds } of nodes.get(open.pop()).deps) {
      if (found.has(pkg) || isMacro(pkg) || !kinds.some((/** @type {any} */ { kind }) => kind === null)) continue;
      found.add(pkg);
      open.push(pkg);
    }
  }
  return [...found].map((id) => `${byId.get(id).name} ${byId.get(id).version}`).sort();
}

/** A package that names dependencies for its types alone, as Babel's parser does: its one file requires nothing. @param {string} path */
const isOneFile = (path) => path === "node_modules/@babel/parser" && !readFileSync(join(root, "js", path, "lib/index.js"), "utf8").includes("require(");

/** What the command line tool may bundle: its two parsers and all below them, as the lock file has them. */
function bundled() {
  const { packages } = JSON.parse(readFileSync(join(root, "js/package-lock.json"), "utf8"));
  /** As Node looks for it: in the package's own folder, then outwards. @type {(from: string, name: string) => string} */
  const find = (from, name) => (packages[`${from}node_modules/${name}`] === undefined ? find(from.replace(/node_modules\/[^/]+\/$|node_modules\/@[^/]+\/[^/]+\/$/, ""), name) : `${from}node_modules/${name}`);
  const [found, open] = [new Set(), ["@babel/parser", "htmlparser2"].map((name) => `node_modules/${name}`)];
  while (open.length > 0) {
    const path = /** @type {string} */ (open.pop());
    if (found.has(path)) continue;
    found.add(path);
    if (isOneFile(path)) continue;
    for (const name of Object.keys(packages[path].dependencies ?? {})) open.push(find(`${path}/`, name));
  }
  return [...found].map((path) => `${path.replace(/^.*node_modules\//, "")} ${packages[path].version}`).sort();
}

/** The rows of the notices: part, version, from, offered, taken, inside. */
const rows = notices.split("\n").filter((line) => /^\| (?!part|---)/.test(line)).map((line) => line.slice(2, -2).split(" | "));
const insideOf = (/** @type {string} */ name) => rows.filter(([, , , , , inside]) => inside.split(", ").includes(name)).map(([part, version]) => `${part} ${version}`).sort();
const dependsOn = (/** @type {string} */ ref) => sbom.dependencies.find((/** @type {any} */ one) => one.ref === ref)?.dependsOn ?? [];
const purl = (/** @type {string} */ type, /** @type {string} */ id) => `pkg:${type}/${id.replace(" ", "@").replace(/^@/, "%40")}`;

for (const [wasm, features] of Object.entries(FEATURES)) {
  test(`${wasm}.wasm: the notices and the list of parts name every crate that the lock file links into it, and no other`, () => {
    const crates = linked(features);
    assert.ok(crates.length >= 5 && crates.some((id) => id.startsWith("wasm-bindgen ")), crates.join());
    assert.deepEqual(insideOf(wasm), crates);
    assert.deepEqual(dependsOn(`${sbom.metadata.component.purl}#${wasm}`).filter((/** @type {string} */ ref) => !ref.startsWith("data:")).sort(), crates.map((id) => purl("cargo", id)).sort());
  });
}

test("cli/: the notices and the list of parts name every package that the lock file puts below its parsers, and no other", () => {
  assert.deepEqual(insideOf("cli"), bundled());
  assert.deepEqual(dependsOn(`${sbom.metadata.component.purl}#cli`).sort(), bundled().map((id) => purl("npm", id)).sort());
});

test("every wasm of the package is in both, with its own hash", () => {
  const files = readdirSync(join(folder, "node_modules/minifence")).filter((file) => file.endsWith(".wasm")).sort();
  assert.deepEqual(files, Object.keys(FEATURES).map((name) => `${name}.wasm`).sort());
  for (const file of [...files, "cli/minifence.js"]) {
    const { hashes } = sbom.components.find((/** @type {any} */ one) => one.name === file);
    assert.deepEqual(hashes, [{ alg: "SHA-256", content: createHash("sha256").update(inPackage(file)).digest("hex") }]);
  }
  for (const base of ["engine", "lean", "verify"]) assert.ok(notices.includes(`\`${base}-bytes.js\``), base);
});

test("the texts are those that the crates came with, byte for byte, and those that ask to be named are named", () => {
  const { packages } = metadata(["--all-features"]);
  const sections = new Map([...notices.matchAll(/^### (.+)\n\n(`{3,})text\n([^]*?)\n\2$/gm)].flatMap(([, owners, , text]) => owners.split(", ").map((owner) => /** @type {const} */ ([`${owner} ${text.length}`, { owner, text }]))));
  const owners = new Set([...sections.values()].map(({ owner }) => owner));
  for (const [name, version] of rows) assert.ok(owners.has(`${name} ${version}`), `${name} ${version} has no text`);
  for (const { owner, text } of sections.values()) {
    const crate = packages.find((/** @type {any} */ one) => `${one.name} ${one.version}` === owner);
    const home = crate ? dirname(crate.manifest_path) : undefined;
    if (home === undefined) continue;
    const own = readdirSync(home).filter((file) => /^licen[cs]e/i.test(file)).map((file) => readFileSync(join(home, file), "utf8").replaceAll("\r\n", "\n").trim());
    assert.ok(own.includes(text), owner);
  }
  for (const words of ["Isis Agora Lovecruft", "UNICODE LICENSE V3", "Neither the name of the copyright holder", "Mozilla Public License, v. 2.0", "Felix B"]) assert.ok(notices.includes(words), words);
});

test("the tables are of the versions in the lock file", () => {
  for (const crate of ["psl", "unicode-security"]) {
    const version = new RegExp(`^name = "${crate}"\\nversion = "(.+)"$`, "m").exec(lock)?.[1];
    assert.ok(version !== undefined && notices.includes(`by way of the crate ${crate} ${version}, inside admin`), crate);
    assert.equal(sbom.components.find((/** @type {any} */ one) => one["bom-ref"] === `data:${crate}`).version, version);
  }
});

test("every crate in Cargo.lock, and every part of the package, is under a licence that deny.toml allows", () => {
  const allowed = new Set([.../\nallow = \[([^\]]+)\]/.exec(readFileSync(join(root, "deny.toml"), "utf8"))?.[1].matchAll(/"([^"]+)"/g) ?? []].map(([, id]) => id));
  /** @type {(offer: any) => boolean} */
  const allows = (offer) => (offer.license !== undefined ? allowed.has(offer.license) : offer.conjunction === "and" ? allows(offer.left) && allows(offer.right) : allows(offer.left) || allows(offer.right));
  assert.ok(allows(satisfied("MIT OR GPL-3.0-only")) && !allows(satisfied("MIT AND GPL-3.0-only")) && !allows(satisfied("AGPL-3.0-only")));
  const { packages } = metadata(["--all-features"]);
  assert.ok(packages.length > 80, String(packages.length));
  for (const { name, license } of packages) assert.ok(allows(satisfied(license.replaceAll("/", " OR "))), `${name}: ${license}`);
  for (const [name, , , offered, taken] of rows) {
    assert.ok(allows(satisfied(offered)), name);
    for (const id of taken.split(", ")) assert.ok(allowed.has(id), `${name}: ${id}`);
  }
});

test("the list of parts is CycloneDX 1.6 by the standard's schema, the same in every build", async () => {
  const validator = new Validation.JsonStrictValidator("1.6");
  assert.equal(await validator.validate(JSON.stringify(sbom)), null);
  assert.notEqual(await validator.validate(JSON.stringify({ ...sbom, components: [{ type: "crate", name: "x" }] })), null);
  assert.deepEqual([sbom.specVersion, sbom.serialNumber, sbom.metadata.timestamp], ["1.6", undefined, undefined]);
  assert.equal(sbom.metadata.component.version, JSON.parse(inPackage("package.json").toString()).version);
  for (const { type, name, hashes } of sbom.components) assert.ok(type === "data" || /^\w{64}$|^\w{128}$/.test(hashes?.[0].content), name);
});
