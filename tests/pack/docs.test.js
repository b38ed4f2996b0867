// @ts-check
/**
 * Every fenced block of every page is accounted for: it is run, read or asserted here, or by a test that is named here. A block that nobody knows fails.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join, posix } from "node:path";
import { test } from "node:test";
import { findBrowser, QUIET_FLAGS } from "../../examples/server/browser.js";
import { Engine } from "../../pkg/inline.js";
import { blocks, pages } from "./blocks.js";
import { packed, root, run } from "./project.js";

/** @typedef {import("./blocks.js").Block} Block */
const all = pages().flatMap(blocks);
const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
const { project } = packed();
const folder = project("snippets", {});

/** Blocks that another test runs: which, and by which words of it. @type {Record<string, [file: string, words: string]>} */
const ELSEWHERE = {
  "README.md js runtime": ["tests/pack/pack.test.js", 'block("runtime")'],
  "README.md js console": ["tests/pack/pack.test.js", 'block("console")'],
  "README.md js review": ["tests/pack/pack.test.js", 'block("review")'],
  "docs/signed-policies.md js signed": ["tests/js/signed/docs.test.js", 'block("signed-policies.md", "signed")'],
  "docs/delivery.md js delivery": ["tests/js/signed/docs.test.js", 'block("delivery.md", "delivery")'],
  "docs/preflight.md sh preflight": ["tests/cli/docs.test.js", "```sh preflight"],
  "docs/hosts/dispatcher.md text": ["tests/pack/hosts.test.js", '"docs/hosts"'],
  "docs/hosts/guards.md text": ["tests/pack/hosts.test.js", '"docs/hosts"'],
  "docs/hosts/mpaas.md text": ["tests/pack/hosts.test.js", '"docs/hosts"'],
  "docs/hosts/wechat.md text": ["tests/pack/hosts.test.js", '"docs/hosts"'],
};
const POLICY = JSON.stringify({ format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] }, apis: { entries: [] }, webViewDomains: { entries: [{ domain: "m.example.com" }] } });
const GUARD = 'import { installGuard } from "minifence/inline";';

/** Blocks that stand for a part of somebody's program: the rest of it, and what it prints. @type {Record<string, (block: string) => [program: string, prints: string]>} */
const PARTS = {
  "pkg-template/README.md js runtime": (block) => [`
    globalThis.my = { request: ({ url }) => console.log("sent", url) };
    Object.assign(globalThis, { AlipayJSBridge: { call() {} }, document: undefined, policyText: ${JSON.stringify(POLICY)} });
    ${block}
    const fail = ({ permission }) => console.log(permission.code);
    my.request({ url: "https://api.example.com/", fail });
    my.request({ url: "https://evil.test/", fail });`, "sent https://api.example.com/\nhost_not_listed"],
  "docs/security.md js": (block) => [`
    const policyText = ${JSON.stringify(POLICY)};
    const response = { appendHeader: (name, value) => console.log(name, value.match(/connect-src[^;]*|frame-src[^;]*/g).join()) };
    ${block}`, "Content-Security-Policy connect-src 'self' https://api.example.com wss://api.example.com,frame-src https://m.example.com"],
  "docs/no-webassembly.md js": (block) => [`
    import { readFile } from "node:fs/promises";
    const { WebAssembly } = globalThis;
    globalThis.WXWebAssembly = { instantiate: async (path, imports) => WebAssembly.instantiate(await readFile("node_modules/minifence" + path.replace("/lib", "")), imports) };
    delete globalThis.WebAssembly;
    ${block}
    console.log(installGuard({}, { policy: ${JSON.stringify(POLICY)} }).judge.request("https://api.example.com/").pass);`, "true"],
  "docs/hosts/mpaas.md js": (block) => [`
    ${GUARD}
    const guard = installGuard({}, { policy: ${JSON.stringify(POLICY)}, onDecision: ({ subject, decision }) => console.log(subject, decision.code) });
    const load = (src) => console.log("loaded", src);
    for (const src of ["https://m.example.com/a/../b", "https://evil.test/"]) { ${block}
    }`,
    "https://m.example.com/b listed\nloaded https://m.example.com/b\nhttps://evil.test/ host_not_listed"],
  "docs/hosts/dispatcher.md js": (block) => [`
    ${GUARD}
    import { dispatcherHost } from "minifence/hosts/dispatcher";
    class Container { invokeApi(name) { console.log("native:", name); } answer(fail, error) { console.log(fail, error.errMsg); } }
    installGuard(${block.trim()}, { policy: ${JSON.stringify(POLICY.replace('"apis":{"entries":[]}', '"apis":{"entries":[{"api":"componentMount"}]}'))} });
    for (const src of ["https://m.example.com/", "https://evil.test/"]) new Container().invokeApi("componentMount", { type: "native/webview", src, fail: "cb_1" });
    await 0;`, "native: componentMount\ncb_1 componentMount:fail permission denied"],
};
/** Blocks for a page in a browser: they are bundled as the page says. */
const IN_A_PAGE = ["docs/hosts/web.md js"];

const name = (/** @type {Block} */ { page, lang, info }) => `${page} ${lang}${info === "" ? "" : ` ${info}`}`;
const isJourney = (/** @type {string} */ page) => blocks(page).some(({ file }) => file !== null);

/** What a block that is none of the above is held to, by its language. @type {Record<string, (block: Block) => void>} */
const BY_LANGUAGE = {
  json({ text }) {
    const document = JSON.parse(text);
    if ("format" in document) Engine.compile(text).free();
  },
  sh({ text, page }) {
    for (const command of commands(text)) {
      const [tool, ...rest] = command.split(/\s+/);
      const check = SHELL[tool ?? ""] ?? assert.fail(`${page}: nobody knows what to do with \`${command}\``);
      check(rest, command);
    }
  },
  mermaid({ text }) {
    const drawn = new Set([...text.matchAll(/^ +(\S+) --> (\w+)/gm)].flatMap(([, from, to]) => [from, to]).filter((state) => state !== "[*]"));
    const states = /interface SourceState \{[\s\S]*?name: ([^;]*);/.exec(read("js/types.d.ts"))?.[1] ?? assert.fail();
    assert.deepEqual([...drawn].sort(), [...states.matchAll(/"(\w+)"/g)].map(([, state]) => state).sort());
  },
};
/** Lines of a shell, without comments, continued ones joined. @param {string} text */
const commands = (text) => text.replaceAll(/\\\n\s*/g, " ").split("\n").map((line) => line.replace(/\s+#.*$/, "").trim()).filter((line) => line !== "" && !line.startsWith("#"));
/** @type {Record<string, (rest: string[], command: string) => void>} */
const SHELL = {
  make: ([target]) => assert.match(read("Makefile"), new RegExp(`^${target}:`, "m")),
  node: (_, command) => assert.equal(run("bash", ["-euc", command], folder).trim().split("\n").map((line) => JSON.parse(line).crv).join(), "Ed25519,Ed25519"),
  openssl: (_, command) => assert.match(run("bash", ["-euc", command], folder), /^-----BEGIN PUBLIC KEY-----/),
  // Mutants take an hour; what the command names must be there.
  cargo: (rest) => assert.deepEqual(rest, ["install", "cargo-mutants", "--root", ".tools"]),
  ".tools/bin/cargo-mutants": (rest) => {
    rest.forEach((option, at) => {
      const value = String(rest[at + 1]);
      if (option === "-f") assert.ok(existsSync(join(root, value)), value);
      if (option === "--test") assert.ok([`tests/${value}.rs`, `tests/${value}/main.rs`].some((file) => existsSync(join(root, file))), value);
    });
  },
};

test("every block is accounted for, and nothing is accounted for that is not there", () => {
  const known = new Set([...Object.keys(ELSEWHERE), ...Object.keys(PARTS), ...IN_A_PAGE]);
  const nobodys = all.filter((block) => !known.has(name(block)) && !isJourney(block.page) && !Object.hasOwn(BY_LANGUAGE, block.lang));
  assert.deepEqual(nobodys.map(({ page, line, lang }) => `${page}:${line} ${lang}`), []);
  assert.deepEqual([...known].filter((one) => all.filter((block) => name(block) === one).length !== 1), []);
  assert.match(read("docs/verification.md"), new RegExp(`\\b${all.length} blocks on ${pages().length} pages`));
});

test("the tests that are named for a block take it from its page", () => {
  for (const [block, [file, words]] of Object.entries(ELSEWHERE)) assert.ok(read(file).includes(words), `${file} does not take ${block}`);
});

test("the package has the pages that its pages lead to", () => {
  // What was measured, and how, is read in the repository; pictures would double the package.
  const LEFT_OUT = /^docs\/(index|verification|performance)\.md$|\.(png|svg)$|^(examples|tests)\//;
  const inside = readdirSync(join(folder, "node_modules/minifence/docs"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md")).map((file) => `docs/${file.replaceAll("\\", "/")}`);
  const missing = inside.flatMap((page) => Array.from(read(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g), ([, target]) => posix.join(posix.dirname(page), String(target)))).filter((target) => !inside.includes(target) && !LEFT_OUT.test(target));
  assert.deepEqual([...new Set(missing)], []);
  for (const page of ["docs/quickstart-runtime.md", "docs/zh-CN/quickstart.md", "docs/policy.md"]) assert.ok(inside.includes(page), page);
});

for (const block of all.filter((block) => !isJourney(block.page) && ELSEWHERE[name(block)] === undefined)) {
  if (Object.hasOwn(PARTS, name(block))) {
    test(`${block.page}:${block.line} runs as a part of a program`, () => {
      const [program, prints] = /** @type {(block: string) => [string, string]} */ (PARTS[name(block)])(block.text);
      const file = name(block).replaceAll(/\W/g, "-") + ".js";
      writeFileSync(join(folder, file), program);
      assert.equal(run("node", [file], folder).trim(), prints);
    });
  } else if (!IN_A_PAGE.includes(name(block))) {
    test(`${block.page}:${block.line} (${block.lang}) holds`, () => BY_LANGUAGE[block.lang]?.(block) ?? undefined);
  }
}

test("the first script of an H5 page, as printed and bundled, stops what is not listed", async (t) => {
  const block = all.find((block) => name(block) === IN_A_PAGE[0]) ?? assert.fail();
  writeFileSync(join(folder, "guard.js"), block.text);
  const bundle = /`esbuild (guard\.js [^`]*)`/.exec(read(block.page))?.[1] ?? assert.fail("the page does not say how to bundle it");
  run(join(root, "js/node_modules/.bin/esbuild"), bundle.split(" "), folder);
  const html = `<!doctype html><head><script type="application/json" id="minifence-policy">${POLICY}</script><script src="/guard.min.js"></script></head>`;
  const asked = /** @type {string[]} */ ([]);
  const server = createServer(({ url }, response) => {
    asked.push(String(url));
    if (url === "/guard.min.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(folder, "guard.min.js")));
    return response.writeHead(200, { "content-type": "text/html" }).end(html);
  }).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { chromium } = createRequire(join(root, "js/package.json"))("playwright-core");
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--headless", "--no-sandbox", "--disable-gpu", ...QUIET_FLAGS] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`);
  const found = await page.evaluate(async () => [(await fetch("/own")).status, await fetch("https://evil.test/").catch((/** @type {any} */ { permission }) => permission.code)]);
  assert.deepEqual(found, [200, "host_not_listed"]);
  assert.ok(asked.includes("/own"));
});
