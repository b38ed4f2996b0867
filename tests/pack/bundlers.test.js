// @ts-check
/**
 * The packed package in the hands of bundlers, and of none: each row makes an app of the tarball, serves it with a strict Content-Security-Policy, opens it in
 * Chromium, and asks what the native and the guest saw. What the bundlers need to be told is in `bundle.js`, and in docs/package.md.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { createServer as createViteServer } from "vite";
import { ADMIN_ANSWER, FILES, GUARDED_ANSWER } from "./apps.js";
import { bundle } from "./bundle.js";
import { packed } from "./project.js";
import { HEADER, openStage } from "./stage.js";

/** @type {typeof import("typescript")} */
const ts = createRequire(new URL("../../js/package.json", import.meta.url))("typescript");

/** Each app through each bundler: `[bundler, app, what it answers, whether a wasm lies beside the program]`. @type {[string, string, unknown, boolean][]} */
const PROJECTS = [
  ["vite", "inline.js", GUARDED_ANSWER, false],
  ["vite", "fetched.js", GUARDED_ANSWER, true],
  ["vite", "admin.js", ADMIN_ANSWER, true],
  ["vite", "in-worker-inline.js", GUARDED_ANSWER, false],
  ["vite", "in-worker-fetched.js", GUARDED_ANSWER, true],
  ["webpack", "inline.js", GUARDED_ANSWER, false],
  ["webpack", "fetched.js", GUARDED_ANSWER, true],
  ["webpack", "admin.js", ADMIN_ANSWER, true],
  ["webpack", "in-worker-inline.js", GUARDED_ANSWER, false],
  ["webpack", "in-worker-fetched.js", GUARDED_ANSWER, true],
  ["rollup", "inline.js", GUARDED_ANSWER, false],
  ["rollup, wasm copied beside", "fetched.js", GUARDED_ANSWER, true],
  ["rollup with import-meta-assets", "fetched.js", GUARDED_ANSWER, true],
  ["rollup with import-meta-assets", "admin.js", ADMIN_ANSWER, true],
  ["esbuild", "inline.js", GUARDED_ANSWER, false],
  ["esbuild, wasm copied beside", "fetched.js", GUARDED_ANSWER, true],
  ["esbuild, loader file", "addressed.js", GUARDED_ANSWER, true],
  ["esbuild, classic script", "inline.js", GUARDED_ANSWER, false],
  ["esbuild, classic script, wasm copied beside", "placed.js", GUARDED_ANSWER, true],
];

/** An answer, and nothing that the page complained of. @param {unknown} answer */
const fine = (answer) => ({ answer, faults: [] });

const folder = packed().project("app", FILES);
mkdirSync(join(folder, "out"));
/** @type {Awaited<ReturnType<typeof openStage>>} */
let stage;
before(async () => { stage = await openStage(folder); });
after(() => stage?.close());

/** Bundles an app into a folder of its own. @param {string} bundler @param {string} app */
async function make(bundler, app) {
  const name = `${bundler}-${app}`.replace(/\W+/g, "-");
  const out = join(folder, "out", name);
  return { address: `/out/${name}/`, out, files: await bundle(bundler, { folder, entry: app, out }) };
}

for (const [bundler, app, expected, carriesWasm] of PROJECTS) {
  test(`${bundler}: ${app} answers in Chromium`, async () => {
    const { address, files } = await make(bundler, app);
    assert.equal(files.some((file) => file.endsWith(".wasm")), carriesWasm, files.join());
    assert.deepEqual(await stage.answer(address), fine(expected));
  });
}

test("the bites of this suite: an app that is not guarded shows it, and a missing wasm is heard of", async () => {
  writeFileSync(join(folder, "open.js"), 'import { guarded } from "./guarded.js";\nglobalThis.answer = guarded(() => {});');
  assert.deepEqual(await stage.answer((await make("esbuild", "open.js")).address), fine({ sent: ["https://API.example.com/v1", "https://evil.test/?token=1"], denied: [], errors: [] }));
  const { answer, faults } = await stage.answer((await make("esbuild", "fetched.js")).address);
  assert.match(answer, /HTTP 404; serve the wasm of this package there/);
  assert.ok(faults.length > 0);
});

test("where the header does not allow WebAssembly everything is denied, and the host is told why", async () => {
  const { address } = await make("esbuild", "inline.js");
  assert.deepEqual(await stage.answer(address, "default-src 'self'"), fine({ sent: [], denied: ["no_policy", "no_policy"], errors: ["engine_failed"] }));
});

/** Without a bundler: the package's files as they are, their names mapped in a page; a worker has no import map. */
const MAP = JSON.stringify({ imports: { "minifence": "/node_modules/minifence/index.js", "minifence/inline": "/node_modules/minifence/inline.js",
  "minifence/admin": "/node_modules/minifence/admin.js", "minifence/hosts/mpaas": "/node_modules/minifence/hosts/mpaas.js", "#load": "/node_modules/minifence/load/web.js" } });
const HEADER_OF_MAP = `${HEADER} 'sha256-${createHash("sha256").update(MAP).digest("base64")}'`;

for (const [app, expected] of /** @type {const} */ ([["inline.js", GUARDED_ANSWER], ["fetched.js", GUARDED_ANSWER], ["admin.js", ADMIN_ANSWER]])) {
  test(`no bundler: ${app} runs from the package's own files, by an import map`, async () => {
    writeFileSync(join(folder, `bare-${app}.html`), `<!doctype html><title>app</title><script type="importmap">${MAP}</script><script type="module" src="/${app}"></script>`);
    assert.deepEqual(await stage.answer(`/bare-${app}.html`, HEADER_OF_MAP), fine(expected));
  });
}

test("no bundler: a page without an import map, and a module worker, import the inline door by its address", async () => {
  const here = (/** @type {string} */ text) => text.replaceAll(/"minifence\/([\w/]+)"/g, '"/node_modules/minifence/$1.js"').replaceAll("./guarded.js", "./here-guarded.js");
  for (const file of ["guarded.js", "inline.js", "worker-inline.js"]) writeFileSync(join(folder, `here-${file}`), here(FILES[file]));
  writeFileSync(join(folder, "here-in-worker.js"), FILES["in-worker-inline.js"].replace("./worker-inline.js", "./here-worker-inline.js"));
  for (const script of ["here-inline.js", "here-in-worker.js"]) {
    writeFileSync(join(folder, `${script}.html`), `<!doctype html><title>app</title><script type="module" src="/${script}"></script>`);
    assert.deepEqual(await stage.answer(`/${script}.html`), fine(GUARDED_ANSWER), script);
  }
});

for (const [app, expected] of /** @type {const} */ ([["inline.js", GUARDED_ANSWER], ["fetched.js", GUARDED_ANSWER], ["admin.js", ADMIN_ANSWER]])) {
  test(`vite's server for development: ${app} answers in Chromium`, async () => {
    writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>app</title><script type="module" src="/${app}"></script>`);
    const server = await createViteServer({ root: folder, configFile: false, logLevel: "error", cacheDir: join(folder, "vite", app), server: { host: "127.0.0.1", port: 0 } });
    try {
      await server.listen();
      assert.deepEqual(await stage.answer(`http://localhost:${/** @type {import("node:net").AddressInfo} */ (server.httpServer?.address()).port}/`), fine(expected));
    } finally {
      await server.close();
    }
  });
}

/** The scripts of an app, as one text. @param {{ out: string, files: string[] }} made */
const scripts = ({ out, files }) => files.filter((file) => file.endsWith(".js")).map((file) => readFileSync(join(out, file), "utf8")).join("\n");

test("an app carries only what it imports: no other language, no console, and the shim of its door once", async () => {
  /** @type {(name: string) => Promise<string>} a sentence of that language */
  const sentence = async (name) => (await import(`file://${folder}/node_modules/minifence/messages/${name}.js`)).default.ui.blockedTitle;
  const [english, chinese] = [await sentence("en"), await sentence("zh-CN")];
  assert.ok(scripts(await make("esbuild", "words.js")).includes(chinese));
  const size = (/** @type {string} */ text) => brotliCompressSync(text).length;
  const least = size(scripts(await make("esbuild, wasm copied beside", "fetched.js")));
  for (const bundler of ["vite", "webpack", "rollup with import-meta-assets"]) {
    const text = scripts(await make(bundler, "fetched.js"));
    assert.deepEqual([text.includes(english), text.includes(chinese), /standard-?schema|validateEntry|admin\.wasm/i.test(text)], [true, false, false], bundler);
    if (!bundler.startsWith("rollup")) assert.ok(size(text) <= least * 1.1, `${bundler}: ${size(text)} bytes of brotli, where esbuild's bundle has ${least}`);
  }
});

/** Template literals with holes in a script: an engine or a transpiler may ask a guest's `concat` for them. @param {string} text */
function templates(text) {
  const /** @type {string[]} */ found = [];
  const file = ts.createSourceFile("app.js", text, ts.ScriptTarget.ESNext);
  const /** @type {import("typescript").Node[]} */ open = [file];
  while (open.length > 0) {
    const node = /** @type {import("typescript").Node} */ (open.pop());
    if (ts.isTemplateExpression(node)) found.push(node.getText(file).slice(0, 80));
    ts.forEachChild(node, (child) => { open.push(child); });
  }
  return found;
}

test("at its own settings no bundler turns what runs after a guest into calls of built-ins: no template with holes, no private name lowered", async () => {
  assert.deepEqual(templates("f(`a${b}`, `c`)"), ["`a${b}`"]);
  assert.doesNotMatch(scripts(await make("esbuild, lowered", "inline.js")), /this\.#\w/, "the bite: an older target has no private names");
  for (const bundler of ["vite", "webpack", "rollup", "esbuild", "esbuild, classic script"]) {
    const text = scripts(await make(bundler, "inline.js"));
    // The sentences of the page in a blocked web-view have holes, as written; nothing is judged by them.
    assert.deepEqual(templates(text).filter((one) => !one.includes("“")), [], bundler);
    assert.match(text, /this\.#\w/, bundler);
  }
});
