// @ts-check
/** What the papers promise, as far as seconds can tell; `make msrv licenses audit reproduce` take the minutes. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");
const makefile = read("Makefile");
const manifest = read("Cargo.toml");
const published = JSON.parse(read("pkg-template/package.json"));

test("every make target that a page or the workflow names is in the Makefile", () => {
  const targets = new Set([...makefile.matchAll(/^([a-z][a-z-]*):/gm)].map(([, name]) => name));
  const pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", ".ci/run", ...["docs", "docs/hosts"].flatMap((folder) => readdirSync(join(root, folder)).filter((file) => file.endsWith(".md")).map((file) => `${folder}/${file}`))];
  /** In code only: `make x y`, or a line of a block that starts with it. */
  const named = pages.flatMap((page) => [...read(page).matchAll(/`make ((?:[a-z][a-z-]* ?)+)|^make ((?:[a-z][a-z-]* )*[a-z][a-z-]*)/gm)].flatMap(([, inline, line]) => (inline ?? line).trim().split(" ").map((name) => `${page}: ${name}`)));
  const matrix = /promise: \[([^\]]+)\]/.exec(read(".github/workflows/ci.yml"))?.[1].split(", ").map((name) => `workflow: ${name}`) ?? [];
  assert.ok(named.length > 40 && matrix.length >= 4, `${named.length}, ${matrix.length}`);
  assert.deepEqual([...named, ...matrix].filter((one) => !targets.has(one.split(": ")[1])), []);
});

test("one version is in both manifests and at the head of the changelog, and the licence is the same", () => {
  const ofCrate = (/** @type {string} */ field) => new RegExp(`^${field} = "(.+)"$`, "m").exec(manifest)?.[1];
  assert.deepEqual([ofCrate("version"), ofCrate("license")], [published.version, published.license]);
  assert.equal(/^## (\S+)/m.exec(read("CHANGELOG.md"))?.[1], published.version);
});

test("no crate in Cargo.lock asks for a newer Rust than Cargo.toml promises", () => {
  const { packages } = JSON.parse(execFileSync("cargo", ["metadata", "--locked", "--all-features", "--format-version", "1"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 }));
  const number = (/** @type {string} */ version) => version.split(".").slice(0, 2).reduce((sum, part) => sum * 1000 + Number(part), 0);
  const promised = /^rust-version = "(.+)"$/m.exec(manifest)?.[1] ?? "";
  assert.ok(packages.filter((/** @type {any} */ one) => one.rust_version !== null).length > 50);
  assert.deepEqual(packages.filter((/** @type {any} */ one) => one.rust_version !== null && number(one.rust_version) > number(promised)).map((/** @type {any} */ one) => `${one.name} asks for ${one.rust_version}`), []);
  assert.ok(number("1.88.0") > number("1.9") && number("2.0") > number("1.99"));
});

test("everybody may read every file of the package, and only the tool is a program: a tarball holds the modes, so another umask would make another one", () => {
  const files = readdirSync(join(root, "pkg"), { recursive: true }).map(String).sort();
  assert.ok(files.length > 150);
  for (const file of files) {
    const { mode } = statSync(join(root, "pkg", file));
    const isOpen = file === "cli/minifence.js" || statSync(join(root, "pkg", file)).isDirectory();
    assert.equal((mode & 0o777).toString(8), isOpen ? "755" : "644", file);
  }
});
