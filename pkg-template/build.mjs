#!/usr/bin/env node
/**
 * Builds the publishable npm package `pkg/`: cargo → wasm-bindgen → wasm-opt → the shim beside it → types from JSDoc.
 * It prints sizes, and fails when a door is over its budget (`sizes.mjs`). What it needs is installed by the Makefile.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { buildCli, checkCli } from "./cli.mjs";
import { FOR_WASM2JS, writeEngineJs } from "./wasm2js.mjs";
import { checkSizes } from "./sizes.mjs";
import { WASM_FEATURES, WASM_FLAGS } from "./wasm-flags.mjs";
import { notices } from "./notices.mjs";
import { dataParts, npmParts, rustParts } from "./parts.mjs";
import { billOfMaterials } from "./sbom.mjs";
import { WASMS } from "./wasms.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, "js/node_modules/.bin");
/** Built aside and moved into place at the end: a failed build never leaves half a package. */
mkdirSync(join(root, "target"), { recursive: true });
const out = mkdtempSync(join(root, "target/pkg-"));
/** Panic texts name source files: by their place in the crate, never by a folder of this machine, so that builds are equal. */
const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
const REMAPPED = [`--remap-path-prefix=${cargoHome}=cargo`, `--remap-path-prefix=${root}=minifence`];
/** Separated as cargo asks where a flag may have a space in it, as the name of a folder may. @param {string} [flags] without such ones */
const rustflags = (flags = "") => ({ CARGO_ENCODED_RUSTFLAGS: [...REMAPPED, ...flags.split(" ").filter(Boolean)].join("\x1f") });

const run = (command, args, env = {}) => execFileSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });

/**
 * One wasm of the crate: `features` decide what it carries, `flags` and `profile` how it is compiled. Only the cdylib is built:
 * beside an rlib the linker would keep what Rust code could still call (12 KB of brotli).
 */
function buildWasm(name, features, { flags = "", profile = {} } = {}) {
  const target = join(root, "target", `wasm-${name}`);
  const to = ["--target", "wasm32-unknown-unknown", "--target-dir", target];
  run("cargo", ["rustc", "--quiet", "--release", "--lib", "--crate-type", "cdylib", ...to, ...features], { ...rustflags(flags), ...profile });
  const built = join(target, "wasm32-unknown-unknown/release/minifence.wasm");
  run(join(root, ".tools/bin/wasm-bindgen"), ["--target", "web", "--omit-default-module-path", "--out-name", name, "--out-dir", target, built]);
  return { target, wasm: join(target, `${name}_bg.wasm`) };
}

/** A wasm once more, for where there is no WebAssembly. */
function buildJs(name, { cargo, flags }, file) {
  const built = buildWasm(name, cargo, { ...FOR_WASM2JS, flags: `${FOR_WASM2JS.flags} ${flags}` });
  writeEngineJs({ wasm: stripGlue(built), work: built.target, out: join(out, file), bin: (tool) => join(bin, tool) });
}

const optimise = (wasm, name) => run(join(bin, "wasm-opt"), [...WASM_FLAGS, "--strip-debug", wasm, "-o", join(out, `${name}.wasm`)]);

/**
 * The runtime build keeps its numeric exports and nothing else: what the generator adds for its glue goes, and with it the
 * last import. A module that imports nothing can call no guest code (G-1).
 */
function stripGlue({ target, wasm }) {
  const wanted = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm))).map(({ name }) => name).filter((name) => !name.startsWith("__"));
  const graph = [{ name: "outside", root: true, reaches: wanted }, ...wanted.map((name) => ({ name, export: name }))];
  const [graphFile, bare] = [join(target, "exports.json"), join(target, "bare.wasm")];
  writeFileSync(graphFile, JSON.stringify(graph));
  execFileSync(join(bin, "wasm-metadce"), [wasm, "--graph-file", graphFile, "-o", bare, ...WASM_FEATURES], { stdio: "ignore" });
  const left = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(bare)));
  if (left.length > 0) throw new Error(`the runtime build imports ${JSON.stringify(left)}; it must import nothing (G-1)`);
  return bare;
}

/** Every file of the shim that is shipped: no tools, no tests, no configuration. */
function copyShim() {
  for (const entry of ["guard", "hosts", "load", "messages", "signed", "source"]) cpSync(join(root, "js", entry), join(out, entry), { recursive: true });
  for (const file of readdirSync(join(root, "js"))) {
    if (file.endsWith(".js") || file === "types.d.ts") cpSync(join(root, "js", file), join(out, file));
  }
  cpSync(join(root, "pkg-template/package.json"), join(out, "package.json"));
  cpSync(join(root, "pkg-template/README.md"), join(out, "README.md"));
  cpSync(join(root, "pkg-template/policy.schema.json"), join(out, "policy.schema.json"));
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) cpSync(join(root, file), join(out, file));
  mkdirSync(join(out, "docs"));
  for (const file of ["codes.md", "rules.md", "security.md", "no-webassembly.md", "package.md", "preflight.md", "signed-policies.md", "delivery.md", "scale.md", "policy.md", "quickstart-runtime.md", "quickstart-console.md", "quickstart-admin.md", "console.md", "console.zh-CN.md", "zh-CN/quickstart.md"]) cpSync(join(root, "docs", file), join(out, "docs", file));
  cpSync(join(root, "docs/hosts"), join(out, "docs/hosts"), { recursive: true });
}

/** An engine's bytes as a module, for the doors that carry them. */
function writeInlineBytes(name) {
  const base64 = readFileSync(join(out, `${name}.wasm`)).toString("base64");
  writeFileSync(join(out, `${name}-bytes.js`), `/** ${name}.wasm, in base64. @type {string} */\nconst bytes = "${base64}";\nexport default bytes;\n`);
}

/** Declarations come from the JSDoc of the source: one truth. */
function writeTypes() {
  const config = join(out, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: "../../pkg-template/tsconfig.json", include: ["./**/*.js"], exclude: ["admin-glue.js", "engine-js.js", "verify-js.js"] }));
  run(join(bin, "tsc"), ["-p", config]);
  rmSync(config);
}

/** What of others is in the package, for people and for programs. @param {readonly string[]} inputs of the command line tool's bundle */
function writeParts(inputs) {
  const [parts, data] = [[...rustParts(root), ...npmParts(root, inputs)], dataParts(root)];
  writeFileSync(join(out, "THIRD-PARTY-NOTICES.md"), notices(parts, data));
  writeFileSync(join(out, "sbom.cdx.json"), billOfMaterials({ parts, data, folder: out }));
}

/** Who may read what is part of a tarball: the same everywhere, whatever umask builds it. @param {string} folder */
function setModes(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModes(path);
    else chmodSync(path, path === join(out, "cli/minifence.js") ? 0o755 : 0o644);
  }
}

/** The files as they lie in the package; what a program pays for a door is `checkSizes`' business. */
function printSizes() {
  const kb = (n) => (n / 1024).toFixed(1).padStart(8);
  for (const name of ["engine.wasm", "lean.wasm", "verify.wasm", "admin.wasm", "engine-js.js", "verify-js.js"]) {
    const bytes = readFileSync(join(out, name));
    console.log(`  ${name.padEnd(20)}${kb(bytes.length)} KB raw ${kb(brotliCompressSync(bytes).length)} KB brotli`);
  }
  const total = (dir) => readdirSync(dir, { withFileTypes: true }).reduce((sum, entry) =>
    sum + (entry.isDirectory() ? total(join(dir, entry.name)) : statSync(join(dir, entry.name)).size), 0);
  console.log(`  ${"the whole package".padEnd(20)}${kb(total(out))} KB`);
}

try {
  for (const name of ["engine", "lean", "verify"]) optimise(stripGlue(buildWasm(name, WASMS[name].cargo, WASMS[name])), name);
  const admin = buildWasm("admin", WASMS.admin.cargo);
  optimise(admin.wasm, "admin");
  copyShim();
  cpSync(join(admin.target, "admin.js"), join(out, "admin-glue.js"));
  const glueTypes = readFileSync(join(admin.target, "admin.d.ts"), "utf8").replaceAll('"../types.js"', '"./types.js"');
  writeFileSync(join(out, "admin-glue.d.ts"), glueTypes);
  writeInlineBytes("engine");
  writeInlineBytes("lean");
  writeInlineBytes("verify");
  buildJs("js", WASMS.engine, "engine-js.js");
  buildJs("verify-js", WASMS.verify, "verify-js.js");
  writeTypes();
  checkCli({ root, out, tsc: (config) => run(join(bin, "tsc"), ["-p", config]) });
  writeParts(await buildCli({ root, out }));
  printSizes();
  await checkSizes(out);
  setModes(out);
  rmSync(join(root, "pkg"), { recursive: true, force: true });
  renameSync(out, join(root, "pkg"));
} finally {
  rmSync(out, { recursive: true, force: true });
}
