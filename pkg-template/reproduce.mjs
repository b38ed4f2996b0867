#!/usr/bin/env node
/**
 * Builds the package twice from the commit that is checked out, in two clones with nothing built, and compares every byte of `pkg/` and of the tarball. The second
 * clone lies at a longer path and has another time zone, language and umask. Both share this machine's compiler, cargo's downloads and `.tools`: that other
 * versions of those make other bytes is no secret, so they are printed. `node pkg-template/reproduce.mjs [--keep]`; takes minutes.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PLACES = [
  { folder: "a", umask: 0o022, env: { TZ: "UTC", LC_ALL: "C" } },
  { folder: "second/a folder with a longer name", umask: 0o077, env: { TZ: "Pacific/Kiritimati", LC_ALL: "C.UTF-8" } },
];
/** What a caller may have set, and a build must not hear of. */
const CLEAN = { CARGO_TARGET_DIR: undefined, RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined };

const read = (command, args, cwd = root) => execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** File → its hash and who may do what with it, sorted by name. */
function filesOf(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))).filter((file) => statSync(file).isFile());
  return new Map(names.sort().map((file) => [relative(folder, file), `${sha256(file)} ${(statSync(file).mode & 0o777).toString(8)}`]));
}

/** One build from nothing. Answers with the hashes of what it made. */
function buildAt({ folder, umask, env }, commit, work) {
  const place = join(work, folder);
  const before = process.umask(umask);
  try {
    mkdirSync(dirname(place), { recursive: true });
    execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, place], { stdio: "inherit" });
    execFileSync("git", ["-c", "advice.detachedHead=false", "checkout", "--quiet", commit], { cwd: place, stdio: "inherit" });
    symlinkSync(join(root, ".tools"), join(place, ".tools"));
    const options = { cwd: place, env: { ...process.env, ...CLEAN, ...env }, stdio: ["ignore", "ignore", "inherit"] };
    execFileSync("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], { ...options, cwd: join(place, "js") });
    execFileSync(process.execPath, ["pkg-template/build.mjs"], options);
    execFileSync("npm", ["pack", "--silent", "--pack-destination", ".."], { ...options, cwd: join(place, "pkg") });
  } finally {
    process.umask(before);
  }
  const tarball = readdirSync(place).find((name) => name.endsWith(".tgz"));
  const files = filesOf(join(place, "pkg"));
  return files.set(tarball, sha256(join(place, tarball)));
}

const work = mkdtempSync(join(tmpdir(), "minifence-reproduce-"));
try {
  if (read("git", ["status", "--porcelain"]) !== "") console.error("the tree has changes that are not committed; what is built is the commit");
  const [started, commit] = [Date.now(), read("git", ["rev-parse", "HEAD"])];
  const [first, second] = PLACES.map((place) => buildAt(place, commit, work));
  const different = [...new Set([...first.keys(), ...second.keys()])].filter((file) => first.get(file) !== second.get(file));
  for (const [file, hash] of first) console.log(`${hash.slice(0, 64)}  ${file}`);
  const versions = `commit ${commit}, ${read("rustc", ["--version"])}, node ${process.version}, npm ${read("npm", ["--version"])}`;
  console.log(`${first.size - 1} files and the tarball, twice in ${Math.round((Date.now() - started) / 1000)} s; ${versions}`);
  if (different.length === 0) console.log("byte for byte the same");
  else {
    console.error(`the two builds differ:\n${different.map((file) => `  ${file}: ${first.get(file)}, ${second.get(file)}`).join("\n")}`);
    process.exitCode = 1;
  }
} finally {
  if (process.argv.includes("--keep")) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
