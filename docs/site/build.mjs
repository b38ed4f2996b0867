#!/usr/bin/env node
/**
 * Builds the docs site into target/docs/dist: the pages of docs/, the reference of the package from its types, the crate's from its source. `make docs` has
 * built `pkg/` and installed what is needed here. A link that leads nowhere, a warning of rustdoc or of TypeDoc fails it.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { writeApi } from "./api.mjs";
import { stage } from "./stage.mjs";

const site = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(site));
const work = join(root, "target/docs");
const pages = join(work, "pages");
const dist = join(work, "dist");

mkdirSync(work, { recursive: true });
// Pages are compiled to modules, which ask for `vue` from where they lie.
rmSync(join(work, "node_modules"), { force: true });
symlinkSync(join(site, "node_modules"), join(work, "node_modules"), "junction");
stage({ root, pages });
await writeApi({ pkg: join(root, "pkg"), work, out: join(pages, "api") });
// Anew: what is left there of other crates is no part of the site.
rmSync(join(root, "target/doc"), { recursive: true, force: true });
execFileSync("cargo", ["doc", "--quiet", "--no-deps", "--features", "admin,schema,signed", "--target-dir", "target"], { cwd: root, stdio: "inherit", env: { ...process.env, RUSTDOCFLAGS: "-D warnings" } });
await build(site);
cpSync(join(root, "target/doc"), join(dist, "rust"), { recursive: true });
console.log("  target/docs/dist is the site: any server of files will do, and `cd docs/site && npx vitepress preview` is one");
