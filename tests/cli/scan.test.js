// @ts-check
/** `scan`: what it finds in a small mini program, in its words, as JSON and as SARIF; drafts. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, test } from "node:test";
import { packages } from "./packages.js";
import { copy, minifence, root } from "./run.js";

const require = createRequire(join(root, "js/package.json"));

/** @type {any[]} */ let findings = [];
/** @type {any} */ let result = null;
before(() => {
  const { status, stdout, stderr } = minifence(["scan", "shop", "--policy", "policy.json", "--json"]);
  assert.equal(status, 1, stderr);
  result = JSON.parse(stdout);
  findings = result.findings;
});

/** Verdict, subject and entry to add of what was found there. @param {string} file @param {number} line @param {string} [kind] */
const at = (file, line, kind) => findings.filter((one) => one.file === file && one.line === line && (kind === undefined || one.kind === kind)).map(({ verdict, subject, add }) => [verdict, subject, add?.text ?? ""].join(" ").trim());

test("a wrapper with a constant base is known by what it is called with, with the way to it", () => {
  assert.deepEqual(at("lib/http.js", 2, "request"), ["allowed https://api.shop.cn/orders"]);
  assert.deepEqual(at("lib/http.js", 5, "request"), ["denied https://evil.example.net/collect?x=1 evil.example.net", "dynamic {query.target}"]);
  const [denied] = findings.filter(({ verdict, file, line }) => verdict === "denied" && file === "lib/http.js" && line === 5);
  assert.deepEqual(denied.via, [{ file: "pages/index/index.js", line: 9, column: 5 }]);
});

test("a class that is given its base once is known", () => {
  assert.deepEqual(at("lib/client.ts", 8, "request"), ["denied https://up.shop.cn/photo up.shop.cn"]);
  assert.deepEqual(at("lib/client.ts", 8, "read"), ["dynamic {query.file}"]);
});

test("natives are found by alias, destructured, bound, computed, dispatched, called and through the global object", () => {
  const file = "lib/natives.js";
  assert.deepEqual(at(file, 9, "download"), ["denied https://img.shop.cn/a.png img.shop.cn"]);
  assert.deepEqual(at(file, 10, "socket"), ["denied ws://api.shop.cn/live"]);
  assert.deepEqual(at(file, 11), ["allowed getLocation"]);
  assert.deepEqual(at(file, 12), ["allowed tinyToNative"]);
  assert.deepEqual(at(file, 13), ["denied hiddenThing hiddenThing"]);
  assert.deepEqual(at(file, 14, "request"), ["allowed https://api.shop.cn/x"]);
  assert.deepEqual(at(file, 15, "request"), ["denied https://called.shop.cn/ called.shop.cn"]);
  assert.deepEqual(at(file, 16, "request"), ["denied https://spread.shop.cn/ spread.shop.cn"]);
  assert.deepEqual(at(file, 17, "request"), ["denied https://assigned.shop.cn/ assigned.shop.cn"]);
  assert.deepEqual(at(file, 18, "request"), ["denied https://global.shop.cn/ global.shop.cn"]);
});

test("a program that hooks its natives hides none of them, nor does a test that stands in for the phone; what it adds itself is no API", () => {
  const folder = copy();
  mkdirSync(join(folder, "hooked/test"), { recursive: true });
  writeFileSync(join(folder, "hooked/hook.js"), [
    "const real = my.request;",
    "my.request = function (options) { return real.call(my, options); };",
    "my.redirectTo = function () {};", // official: no name of the program's own
    "my.mine = function () {}; my.mine();",
    'my.request({ url: "https://hooked.shop.cn/" });',
    'my.redirectTo({ url: "https://page.shop.cn/" });',
    "wx.odd = wx.odd || function () {}; wx.odd();",
    "wx.staged();",
  ].join("\n"));
  writeFileSync(join(folder, "hooked/test/setup.js"), "wx.staged = function () {};");
  const { findings: found } = JSON.parse(minifence(["scan", "hooked", "--policy", "policy.json", "--json"], { cwd: folder }).stdout);
  const seen = found.map((/** @type {any} */ { line, kind, verdict, subject }) => `${line} ${kind} ${verdict} ${subject}`);
  assert.deepEqual(seen.filter((/** @type {string} */ one) => /^[2-6] /.test(one)), [
    "2 api allowed request", "2 request dynamic {real.call(my, options)}", "5 api allowed request", "5 request denied https://hooked.shop.cn/", "6 api allowed redirectTo", "6 page denied https://page.shop.cn/",
  ]);
  assert.deepEqual(seen.filter((/** @type {string} */ one) => /^[78] /.test(one)), ["7 api denied odd", "8 api denied staged"]);
});

test("what an open part says is text of the file that is named, whichever files lie between; a method of a text that a native holds is no API", () => {
  const folder = copy();
  mkdirSync(join(folder, "far"));
  writeFileSync(join(folder, "far/combine.js"), `${"// a line that moves what follows\n".repeat(5)}export default (base, rest) => base.replace(/\\/+$/, "") + "/" + rest;\nexport const row = (keys, all) => ({ url: "https://a.cn/", other: keys })[all.name];\n`);
  writeFileSync(join(folder, "far/index.js"), 'export { default as combine, row } from "./combine";\nexport { gone } from "outside";\n');
  writeFileSync(join(folder, "far/app.js"), 'import { combine, row, gone } from "./index";\nconst v = my.SDKVersion.split(".");\nmy.tracker.push({});\nApp({ go(options) { my.request({ url: combine(options.base, options.rest) }); my.request({ url: row(options.keys, options) }); my.request({ url: gone.base }); } });\n');
  const { findings: found } = JSON.parse(minifence(["scan", "far", "--policy", "policy.json", "--json"], { cwd: folder }).stdout);
  const opened = found.flatMap((/** @type {any} */ one) => one.open).filter((/** @type {any} */ one) => one.file !== null);
  assert.ok(opened.length > 3, JSON.stringify(opened));
  for (const { file, line, column, source } of opened) {
    const written = readFileSync(join(folder, "far", file), "utf8").split("\n")[line - 1].slice(column - 1).replace(/\s+/g, " ");
    assert.ok(written.startsWith(source.replace(/…$/, "")) || source === "outside", `${source} is not at ${file}:${line}:${column}, but ${written}`);
  }
  assert.deepEqual(found.filter((/** @type {any} */ one) => one.line === 2 && one.file === "app.js"), []);
  assert.deepEqual(found.filter((/** @type {any} */ one) => one.line === 3 && one.file === "app.js").map(({ code, subject }) => [code, subject]), [["api_not_listed", "tracker.push"]]);
});

test("half of a host is no host, and a parameter that is called `my` is no native", () => {
  assert.deepEqual(at("lib/natives.js", 19, "request"), ["dynamic https://cdn{Date.now()}.shop.cn/"]);
  assert.deepEqual(at("lib/natives.js", 23), []);
});

test("texts that grow, tables, lists and functions that carry functions", () => {
  const file = "lib/more.js";
  assert.deepEqual(at(file, 5, "request"), ["denied https://grown.shop.cn{query} grown.shop.cn"]);
  assert.deepEqual(at(file, 8, "request"), ["denied https://dev.shop.cn/ dev.shop.cn", "allowed https://api.shop.cn/"]);
  assert.deepEqual(at(file, 9, "request"), ["denied https://one.shop.cn/ one.shop.cn", "denied https://two.shop.cn/ two.shop.cn"]);
  assert.deepEqual(at("lib/request.js", 2, "request"), ["allowed https://api.shop.cn/options", "allowed https://api.shop.cn/through-a-member"]);
  assert.deepEqual(at(file, 13, "page"), ["denied https://tel.shop.cn/ tel.shop.cn"]);
});

test("many ways to one call that cannot be known are counted, not listed", () => {
  const folder = copy();
  mkdirSync(join(folder, "many"));
  writeFileSync(join(folder, "many/a.js"), `function get(url) { my.request({ url }); }\n${Array.from({ length: 9 }, (_, i) => `export const f${i} = (q) => get(q.u${i});`).join("\n")}\n`);
  const { findings: found } = JSON.parse(minifence(["scan", "many", "--policy", "policy.json", "--json"], { cwd: folder }).stdout);
  const open = found.filter((/** @type {any} */ one) => one.kind === "request");
  assert.deepEqual([open.length, open[2].more], [3, 6]);
});

test("data of the app and of a page is folded; what starts empty is known only when it runs", () => {
  assert.deepEqual(at("pages/index/index.js", 13, "download"), ["denied https://cdn.shop.cn/logo.png cdn.shop.cn"]);
  assert.match(at("pages/index/index.js", 14, "download")[0], /^dynamic /);
  assert.deepEqual(at("pages/web/web.axml", 1), ["allowed https://help.m.shop.cn/help"]);
  assert.deepEqual(at("pages/web/web.axml", 2), ["dynamic {query.u}"]);
  assert.deepEqual(at("pages/web/web.axml", 3), ["denied http://x.m.shop.cn/"]);
  assert.deepEqual(at("pages/web/web.axml", 4), ["dynamic https://{item.host}/"]);
});

test("a page of the package passes, whatever its query is; files on the device pass where the vendor's list governs reads", () => {
  assert.deepEqual(at("pages/index/index.js", 15, "page"), ["allowed /pages/web/web?x={query.x}"]);
  assert.deepEqual(at("pages/index/index.js", 16, "page"), ["dynamic {query.page}"]);
  assert.deepEqual(at("pages/index/index.js", 17, "read"), ["denied https://img.shop.cn/b.png img.shop.cn"]);
  assert.deepEqual(at("pages/index/index.js", 18, "read"), ["allowed wxfile://tmp/b.png"]);
});

test("Vue components and JSX are read too", () => {
  assert.deepEqual(at("pages/more/more.vue", 2), ["allowed https://vue.m.shop.cn/"]);
  assert.deepEqual(at("pages/more/more.vue", 11, "request"), ["denied https://vue.shop.cn/ vue.shop.cn"]);
  assert.deepEqual(at("pages/more/more.tsx", 4), ["allowed https://tsx.m.shop.cn/help"]);
  assert.deepEqual(at("pages/more/more.tsx", 5, "request"), ["denied https://tsx.shop.cn/ tsx.shop.cn"]);
});

test("a file that cannot be parsed is said, with its place", () => {
  assert.deepEqual(result.notParsed, [{ path: "lib/bad.js", message: "Unexpected token", line: 1, column: 10 }]);
});

test("miniprogram_npm counts, node_modules only when asked for", () => {
  const folder = copy();
  mkdirSync(join(folder, "shop/node_modules/dep"), { recursive: true });
  writeFileSync(join(folder, "shop/node_modules/dep/index.js"), 'my.request({ url: "https://in-node-modules.shop.cn/" });');
  const subjects = (/** @type {string[]} */ ...more) => JSON.parse(minifence(["scan", "shop", "--policy", "policy.json", "--json", ...more], { cwd: folder }).stdout).findings.map((/** @type {any} */ one) => one.subject);
  assert.ok(subjects().includes("https://in-npm.shop.cn/") && !subjects().includes("https://in-node-modules.shop.cn/"));
  assert.ok(subjects("--node-modules").includes("https://in-node-modules.shop.cn/"));
});

test("exit codes: what is denied, what cannot be known, never", () => {
  const folder = copy();
  mkdirSync(join(folder, "quiet"));
  writeFileSync(join(folder, "quiet/app.js"), 'App({ go(q) { my.request({ url: q.url }); my.request({ url: "https://api.shop.cn/" }); } });');
  const status = (/** @type {string[]} */ ...args) => minifence(["scan", ...args, "--policy", "policy.json"], { cwd: folder }).status;
  assert.deepEqual([status("quiet"), status("quiet", "--fail-on", "dynamic"), status("shop"), status("shop", "--fail-on", "never")], [0, 1, 1, 0]);
  mkdirSync(join(folder, "empty"));
  assert.match(minifence(["scan", "empty", "--policy", "policy.json"], { cwd: folder }).stderr, /no script and no template in “empty”/);
});

test("a folder without a call of a mini program is asked about; one that is too large for memory is refused with the way out", () => {
  const folder = copy();
  mkdirSync(join(folder, "plain"));
  writeFileSync(join(folder, "plain/a.js"), "console.log(1);");
  const { status, stdout } = minifence(["scan", "plain", "--policy", "policy.json"], { cwd: folder });
  assert.deepEqual([status, stdout], [0, "1 file: 0 allowed, 0 denied, 0 cannot be known.\nNo call of a mini program was found in it. Is it the folder of the source?\n"]);
  mkdirSync(join(folder, "large"));
  for (let i = 0; i < 140; i += 1) writeFileSync(join(folder, `large/${i}.js`), "export const f = (a, b) => [a.x + b.y, { a, b }, my.request({ url: a })];\n".repeat(600).replaceAll("const f", () => `const f${Math.random().toString(36).slice(2)}`));
  const small = minifence(["scan", "large", "--policy", "policy.json"], { cwd: folder, env: { NODE_OPTIONS: "--max-old-space-size=300" } });
  assert.equal(small.status, 2, small.stderr.slice(0, 2000));
  assert.match(small.stderr, /^minifence: There is more source in “large” than fits into memory \(\d+ of 140 files are read\)\. Give a part of it, or more memory: NODE_OPTIONS=--max-old-space-size=\d+\.\n$/);
});

test("a policy that is off is judged as if it were on, and that is said", () => {
  const folder = copy();
  writeFileSync(join(folder, "off.json"), readFileSync(join(folder, "policy.json"), "utf8").replace('"enforce"', '"off"'));
  const { status, stdout } = minifence(["scan", "shop", "--policy", "off.json"], { cwd: folder });
  assert.equal(status, 1);
  assert.match(stdout, /switch is off/);
});

test("for a person: by what is to be added, with file, line and column", () => {
  const { stdout, stderr } = minifence(["scan", "shop", "--policy", "policy.json", "--all"]);
  assert.equal(stderr, "", "progress is for terminals");
  assert.match(stdout, /host_not_listed\n {2}“img\.shop\.cn” is not.*?\n {2}near it: api\.shop\.cn\n {2}add “img\.shop\.cn” to the server domain list\n {4}lib\/natives\.js:9:5 {2}my\.downloadFile url/s);
  assert.match(stdout, /Cannot be known before it runs \(\d+\)/);
  assert.match(stdout, /Not parsed \(1\)\n\n {4}lib\/bad\.js:1:10 {2}Unexpected token/);
  assert.match(stdout, /\n\d+ files: \d+ allowed, \d+ denied, \d+ cannot be known, 1 file not parsed\.\n$/);
  assert.ok(!stdout.includes("\u001b"));
});

test("a hostile source cannot write to the terminal, break the report or leave the folder", () => {
  const folder = copy();
  mkdirSync(join(folder, "hostile"));
  writeFileSync(join(folder, "hostile/a.js"), 'my.request({ url: "https://a\\u001b[2J\\u202e.cn/" }); import x from "../../../../../etc/passwd.json"; my.request({ url: x.y });');
  writeFileSync(join(folder, "hostile/deep.js"), `my.request({ url: ${"[".repeat(20_000)}${"]".repeat(20_000)} });`);
  writeFileSync(join(folder, "hostile/loop.js"), 'import { a } from "./loop"; export { a } from "./loop"; let o = {}; o = { ...o, u: o.u }; function f(x) { return f(f(x) + f(x)); } my.request({ url: f(a) + o.u }); class A extends A {} my.request({ url: new A().b });');
  writeFileSync(join(folder, "hostile/own.js"), 'my.call("__proto__", {}); my.constructor({}); my["toString"](); const k = { __proto__: { url: "https://x.cn/" } }; my.request(k);');
  const { status, stdout, stderr } = minifence(["scan", "hostile", "--policy", "policy.json"], { cwd: folder });
  assert.equal(status, 1, stderr);
  assert.ok(!stdout.includes("\u001b") && stdout.includes("\\u{1b}"), stdout);
  assert.match(stdout, /own\.js:1:116 {2}my\.request url {2}https:\/\/x\.cn\//);
  assert.match(stdout, /deep\.js:1:1 {2}nested too deeply/);
});

test("SARIF is valid by the official schema, and says file, line, code and what to add", async (t) => {
  const { status, stdout } = minifence(["scan", "shop", "--policy", "policy.json", "--sarif"]);
  assert.equal(status, 1);
  const log = JSON.parse(stdout);
  const [run] = log.runs;
  assert.equal(run.results.length, result.summary.denied + result.summary.dynamic);
  const one = run.results.find((/** @type {any} */ { message }) => message.text.includes("https://called.shop.cn/"));
  assert.equal(one.ruleId, "host_not_listed");
  assert.equal(run.tool.driver.rules[one.ruleIndex].id, "host_not_listed");
  assert.deepEqual(one.locations[0].physicalLocation, { artifactLocation: { uri: "lib/natives.js", uriBaseId: "ROOT" }, region: { startLine: 15, startColumn: 5 } });
  assert.match(one.message.text, /add “called\.shop\.cn” to the server domain list/);
  assert.equal(run.invocations[0].toolExecutionNotifications.length, 1);
  const folder = packages();
  if (folder === null) return t.skip("did not run: the package that carries the schema cannot be had");
  const schemas = join(folder, "@microsoft/jest-sarif/lib/schemas");
  const schema = JSON.parse(readFileSync(join(schemas, readdirSync(schemas)[0]), "utf8"));
  const Ajv = require("ajv-draft-04").default;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema);
  assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
  assert.ok(!validate({ ...log, version: "2.0.0" }) && !validate({ ...log, runs: [{ ...run, tool: {} }] }), "the schema refuses nothing");
});

test("a draft lists what was found, is written whole, never over a file without --force, and makes the denied allowed", () => {
  const folder = copy();
  const draft = join(folder, "draft.json");
  const scan = (/** @type {string[]} */ ...more) => minifence(["scan", "shop", "--policy", "policy.json", "--write-draft", "draft.json", ...more], { cwd: folder });
  const first = scan();
  assert.equal(first.status, 1);
  assert.match(first.stdout, /Draft: draft\.json, with \d+ more entries/);
  assert.match(first.stdout, /not in the draft: ws:\/\/api\.shop\.cn\//);
  const text = readFileSync(draft, "utf8");
  assert.ok(JSON.parse(text).serverDomains.entries.some((/** @type {any} */ { domain }) => domain === "called.shop.cn"));
  assert.ok(JSON.parse(text).apis.entries.some((/** @type {any} */ { api }) => api === "hiddenThing"));
  assert.equal(minifence(["lint", "draft.json", "--json"], { cwd: folder }).status, 0);
  const { findings: left } = JSON.parse(minifence(["scan", "shop", "--policy", "draft.json", "--json"], { cwd: folder }).stdout);
  assert.deepEqual([...new Set(left.filter((/** @type {any} */ one) => one.verdict === "denied").map((/** @type {any} */ one) => one.code))], ["not_https"]);
  writeFileSync(draft, "mine");
  const second = scan();
  assert.equal(second.status, 2);
  assert.match(second.stderr, /“draft\.json” exists already.*--force/);
  assert.equal(readFileSync(draft, "utf8"), "mine");
  assert.equal(scan("--force").status, 1);
  assert.equal(readFileSync(draft, "utf8"), text);
  assert.match(minifence(["scan", "shop", "--policy", "policy.json", "--write-draft", "no/where.json"], { cwd: folder }).stderr, /cannot be written to “no\/where\.json” \(ENOENT\)/);
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith(".")), []);
});

test("the tool runs from the packed files alone, with the licences of what is bundled", async () => {
  const folder = join(root, "pkg/cli");
  const { metafile } = await require("esbuild").build({ entryPoints: [join(folder, "minifence.js")], bundle: true, write: false, metafile: true, platform: "node", format: "esm", packages: "external", splitting: true, outdir: "out", absWorkingDir: root, logLevel: "error" });
  const outside = Object.values(metafile.inputs).flatMap(({ imports }) => imports).filter(({ external }) => external).map(({ path }) => path);
  assert.deepEqual(outside.filter((path) => !path.startsWith("node:")), []);
  const licences = readFileSync(join(root, "pkg/THIRD-PARTY-NOTICES.md"), "utf8");
  for (const name of ["@babel/parser", "htmlparser2", "domhandler", "entities"]) assert.match(licences, new RegExp(`^\\| ${name} \\| \\d+\\.\\d+\\.\\d+ \\| npm \\|`, "m"));
  assert.ok(execFileSync(process.execPath, [join(folder, "minifence.js"), "--version"], { encoding: "utf8", cwd: "/" }).length > 3);
});
