// @ts-check
/**
 * The package as its users get it: packed, installed into empty projects, run. What counts is the tarball, not the source tree.
 */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bin, block, packed, root, run } from "./project.js";

const { work, tarball, project } = packed();

test("the runtime example of the README runs as printed, and prints what the README says", () => {
  const folder = project("runtime", { "main.js": block("runtime") });
  const printed = run("node", ["main.js"], folder).trim().split("\n");
  assert.deepEqual(printed, ["https://evil.test/ deny host_not_listed", "true false", "11 host_not_listed"]);
  assert.ok(block("runtime").trim().split("\n").length <= 12);
});

test("the console example of the README runs as printed", () => {
  const folder = project("console", { "console.js": block("console"), "main.js": `
    import { add, test } from "./console.js";
    const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "enforce",
      serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
    const added = add(policy, "https://API.example.com/");
    console.log(JSON.stringify([test(policy, "https://api.example.com/").add.text, test(added.value, "https://api.example.com/").decision.code]));
  ` });
  const printed = run("node", ["main.js"], folder).trim().split("\n");
  assert.match(printed.slice(0, -1).join(" "), /HTTPS is always used/);
  assert.deepEqual(JSON.parse(printed.at(-1) ?? ""), ["api.example.com", "listed"]);
  assert.ok(block("console").trim().split("\n").length <= 8);
});

test("the second console example of the README runs as printed", () => {
  const folder = project("review", { "review.js": block("review"), "main.js": `
    import { load } from "minifence/admin";
    import { form, paste, review } from "./review.js";
    await load();
    const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "enforce",
      serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [{ domain: "*.github.io" }] } });
    const pasted = paste(policy, "api,remark\\ntinyToNative,payments\\nnot a name");
    const [advice, { changes, shifts }] = review(policy, pasted.value, [{ list: "apis", subject: "tinyToNative" }]);
    const { value } = form["~standard"].validate({ text: "https://API.example.com/" });
    console.log(JSON.stringify([advice[0].code, changes, shifts[0].becomes, value]));
  ` });
  const [advice, changes, becomes, value] = JSON.parse(run("node", ["main.js"], folder));
  assert.deepEqual([advice, becomes, value], ["public_suffix", "allowed", { text: "api.example.com", remark: "" }]);
  assert.deepEqual(changes, [{ kind: "entry_added", list: "apis", entry: "tinyToNative", remark: "payments" }]);
});

test("a guard's decisions become a draft, with the packed recorder", () => {
  const folder = project("recorder", { "main.js": `
    import { installGuard } from "minifence/inline";
    import { mpaasHost } from "minifence/hosts/mpaas";
    import { draftPolicy, load } from "minifence/admin";
    import { createRecorder } from "minifence/recorder";
    const my = { request() {} };
    const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "report",
      serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
    const recorder = createRecorder();
    installGuard(mpaasHost({ my }), { policy, onDecision: recorder.record });
    my.request({ url: "https://api.example.com/users/7?token=1" });
    await load();
    console.log(JSON.stringify(draftPolicy(recorder.observations(), policy).added.map(({ list, text, count }) => [list, text, count])));
  ` });
  assert.deepEqual(JSON.parse(run("node", ["main.js"], folder)), [["serverDomains", "api.example.com", 1]]);
});

test("npx minifence runs from the tarball, without any other package", () => {
  const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 7, mode: "enforce", serverDomains: { entries: [] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
  const folder = project("tool", { "policy.json": policy, "app.js": 'my.request({ url: "https://api.example.com/" });' });
  const printed = run("npx", ["--offline", "minifence", "scan", ".", "--policy", "policy.json", "--json", "--fail-on", "never"], folder);
  assert.deepEqual(JSON.parse(printed).findings.map(({ verdict, subject }) => [verdict, subject]), [["allowed", "request"], ["denied", "https://api.example.com/"]]);
  assert.equal(run("npx", ["--offline", "minifence", "check", "policy.json", "showToast"], folder).split(" ")[0], "allowed");
});

test("every door of the export map opens, in Node", () => {
  const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const doors = Object.keys(exports).filter((door) => exports[door].default?.endsWith(".js")).map((door) => door.replace(/^\./, "minifence"));
  assert.ok(doors.includes("minifence/recorder") && doors.includes("minifence/admin") && doors.length >= 10, doors.join());
  const folder = project("doors", { "main.js": `for (const door of ${JSON.stringify(doors)}) console.log(door, Object.keys(await import(door)).length > 0);` });
  assert.deepEqual(run("node", ["main.js"], folder).trim().split("\n"), doors.map((door) => `${door} true`));
});

test("the engine as JavaScript judges from the tarball where WebAssembly is taken away, and a path makes instances of the packed wasm", () => {
  const folder = project("no-wasm", { "js.js": `
    delete globalThis.WebAssembly;
    const { Engine, load } = await import("minifence/js");
    await load();
    const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
      serverDomains: { entries: [{ domain: "a.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
    const engine = Engine.compile(policy);
    console.log(engine.checkRequest("https://A.example.com/../x").href, engine.checkRequest("https://evil.test/").code);
  `, "path.js": `
    import { readFile } from "node:fs/promises";
    import { Engine, load } from "minifence/path";
    await load(async () => WebAssembly.instantiate(await readFile("node_modules/minifence/engine.wasm"), {}));
    const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
      serverDomains: { entries: [{ domain: "a.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
    console.log(Engine.compile(policy).checkRequest("https://a.example.com/").code);
  ` });
  assert.equal(run("node", ["js.js"], folder).trim(), "https://a.example.com/x host_not_listed");
  assert.equal(run("node", ["path.js"], folder).trim(), "listed");
});

test("CommonJS reaches the package by a dynamic import", () => {
  const folder = project("commonjs", { "main.cjs": `
    import("minifence").then(async ({ load, Engine }) => {
      await load();
      const policy = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
        serverDomains: { entries: [{ domain: "a.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } });
      console.log(Engine.compile(policy).checkRequest("https://a.example.com/").code, require("minifence/policy.schema.json").$id);
    });
  ` });
  assert.equal(run("node", ["main.cjs"], folder).trim(), "listed urn:minifence:policy:1");
});

test("a guard with the lean engine, fetched and inside, denies what it cannot read", () => {
  const policy = `JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
    serverDomains: { entries: [{ domain: "xn--bcher-kva.example" }] }, apis: { entries: [] }, webViewDomains: { entries: [] } })`;
  const program = (/** @type {string} */ door) => `
    import { installGuard, load } from "${door}";
    import { mpaasHost } from "minifence/hosts/mpaas";
    await load();
    const my = { request: ({ url }) => console.log("sent", url) };
    installGuard(mpaasHost({ my }), { policy: ${policy} });
    for (const host of ["xn--bcher-kva.example", "b\u00fccher.example"]) my.request({ url: "https://" + host + "/", fail: ({ permission }) => console.log(permission.code) });
  `;
  const folder = project("lean", { "fetched.js": program("minifence/lean"), "inside.js": program("minifence/lean/inline") });
  for (const file of ["fetched.js", "inside.js"]) assert.deepEqual(run("node", [file], folder).trim().split("\n"), ["sent https://xn--bcher-kva.example/", "idn_not_supported"]);
});

test("the types of every door hold in a strict project", () => {
  const folder = project("types", {
    "main.ts": `
      import { Engine, PermissionError, installGuard, load } from "minifence";
      import { mpaasHost } from "minifence/hosts/mpaas";
      import { webHost } from "minifence/hosts/web";
      import { addEntries, addEntry, comparePolicies, draftPolicy, explain, exportPermissionFile, importPermissionFile, lint, parseLines, schema, validateEntry } from "minifence/admin";
      import { createRecorder } from "minifence/recorder";
      import type { StandardSchemaV1 } from "@standard-schema/spec";
      import { format } from "minifence/messages";
      import en from "minifence/messages/en";
      import type { Decision, Draft, Guard, Issue, Observation, Recorder, Validation } from "minifence/types";
      await load(new Uint8Array());
      const decision: Decision = Engine.compile("{}").checkRequest("https://a.example.com/");
      if (decision.outcome === "deny" && decision.code === "host_not_listed") decision.params.host.toUpperCase();
      installGuard(webHost({ own: ["https://cdn.example.com"] }), { policy: null });
      const guard: Guard = installGuard(mpaasHost({ my: {} }), { policy: null, onDecision: ({ decision }) => console.log(format(decision, en)) });
      const result = guard.update("{}");
      if (!result.applied) result.error.code;
      const validation: Validation = validateEntry("apis", { text: "x" });
      if ("issues" in validation) validation.issues[0]?.path;
      // @ts-expect-error a list has one of three names
      addEntry("{}", "servers", { text: "x" });
      explain("{}", "apis", "x");
      const form: StandardSchemaV1<Draft, { text: string; remark: string }> = schema("apis", { others: () => ["x"], messages: en });
      form["~standard"].validate({});
      const advice: readonly Issue[] = lint("{}");
      const pasted = parseLines("apis", "x", { others: [] });
      addEntries("{}", "apis", pasted.entries);
      const compared = comparePolicies("{}", "{}", [{ list: "apis", subject: "x" }]);
      if (!("issues" in compared)) for (const change of compared.changes) if (change.kind === "mode_changed") change.after.toUpperCase();
      const recorder: Recorder = createRecorder({ limit: 5, now: () => 0 });
      const seen: readonly Observation[] = recorder.observations();
      const drafted = draftPolicy(seen, "{}");
      if (!("issues" in drafted)) drafted.added[0]?.count.toFixed();
      const imported = importPermissionFile("{}", { appId: "2018080616290001", mode: "report" });
      if (!("issues" in imported)) imported.review[0]?.issue.code;
      exportPermissionFile("{}");
      // @ts-expect-error an import needs the mini program it is for
      importPermissionFile("{}");
      advice.length + recorder.dropped + recorder.skipped;
      export const failed = (error: unknown) => error instanceof PermissionError && error.code;
    `,
    "tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", lib: ["ES2022", "DOM"], types: [] }, files: ["main.ts"] }),
  });
  // The spec's own types, as an application has them.
  cpSync(join(root, "js/node_modules/@standard-schema"), join(folder, "node_modules/@standard-schema"), { recursive: true });
  run(join(bin, "tsc"), ["-p", "."], folder);
  const bundler = { compilerOptions: { strict: true, noEmit: true, target: "ES2022", module: "ESNext", moduleResolution: "Bundler", lib: ["ES2022", "DOM"], types: [] }, files: ["main.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(bundler));
  run(join(bin, "tsc"), ["-p", "."], folder);
});

test("the package is well-formed: publint and arethetypeswrong find nothing", () => {
  run(join(bin, "publint"), ["--strict", tarball], root);
  // Every door but those without a type; of CommonJS only this is let go: it must import dynamically.
  run(join(bin, "attw"), [tarball, "--profile", "node16", "--ignore-rules", "cjs-resolves-to-esm", "--exclude-entrypoints", "./engine.wasm", "./lean.wasm", "./verify.wasm", "./admin.wasm", "./types"], root);
});

test("nothing in the package names this machine", () => {
  const listed = run("tar", ["-tzf", tarball], work).trim().split("\n");
  assert.ok(listed.includes("package/engine.wasm") && listed.includes("package/lean.wasm") && listed.includes("package/docs/codes.md"));
  run("tar", ["-xzf", tarball], work);
  const home = Buffer.from(process.env.HOME ?? "/nowhere");
  for (const file of listed.filter((file) => !file.endsWith("/"))) {
    const bytes = readFileSync(join(work, file));
    assert.ok(!bytes.includes(home) && !bytes.includes(Buffer.from(root)), file);
  }
});
