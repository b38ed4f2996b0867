// @ts-check
/**
 * Runs what Taro's own tool made of our app (`src/`), as the logic layer of Alipay does: in a bare V8 context, with `my`, the bridge,
 * `App`, `Page` and nothing of a browser. The guard is bundled from the package's public doors and evaluated there first.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { createMy } from "../my.js";
import { policy } from "../policy.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = `${here}dist/`;
const { buildSync } = createRequire(new URL("../../../js/package.json", import.meta.url))("esbuild");

/** Ours are newer than what was built of them. */
function isStale() {
  const built = `${dist}app.js`;
  if (!existsSync(built)) return true;
  const ours = [...readdirSync(`${here}src`, { recursive: true }), "../config/index.js", "../package-lock.json", "../babel.config.js"];
  return ours.some((file) => statSync(`${here}src/${file}`).mtimeMs > statSync(built).mtimeMs);
}

/** With Taro's own tool. */
export function build() {
  if (isStale()) execFileSync(`${here}node_modules/.bin/taro`, ["build", "--type", "alipay"], { cwd: here, stdio: "pipe", env: { ...process.env, NODE_ENV: "production" } });
}

/** The guard as one script without modules. */
const script = (() => {
  /** @type {string | undefined} */ let made;
  return () => (made ??= String(buildSync({
    stdin: { contents: 'export { installGuard } from "minifence/inline"; export { mpaasHost } from "minifence/hosts/mpaas";', resolveDir: here },
    bundle: true, format: "iife", globalName: "minifence", write: false, target: "es2020",
  }).outputFiles[0].text));
})();

/** @param {ReturnType<typeof import("../device.js").createDevice>} device @param {{ isGuarded: boolean, onDecision?: (event: any) => void }} how */
export function openApp(device, { isGuarded, onDecision }) {
  /** @type {((line: string) => void)[]} */ const heard = [];
  /** @type {any} */ let page;
  const lines = /** @type {string[]} */ ([]);
  const log = (/** @type {unknown[]} */ ...words) => (heard.shift() ?? ((line) => lines.push(line)))(words.join(" "));
  const context = createContext({ console: { log, warn: log, error: log, info: log }, navigator: { userAgent: "" }, setTimeout, clearTimeout, setInterval, clearInterval });
  const evaluate = (/** @type {string} */ text, /** @type {string} */ filename) => runInContext(text, context, { filename });
  const { my, bridge } = evaluate(`(${createMy})`, "my.js")(device, ["tinyToNative", "request"]);
  // What the guest took before: nothing stops it, and the suite shows that.
  const before = my.request;
  let guard;
  if (isGuarded) {
    const { installGuard, mpaasHost } = evaluate(`${script()};minifence`, "minifence.js");
    guard = installGuard(mpaasHost({ my, bridge }), { policy: policy(), onDecision });
  }
  Object.assign(context, { my, AlipayJSBridge: bridge, App: (/** @type {any} */ made) => made.onLaunch?.({ query: {} }), Page: (/** @type {any} */ made) => (page = made), Component() {}, getApp: () => ({}), getCurrentPages: () => [], requirePlugin() {} });

  const modules = new Map();
  const load = (/** @type {string} */ path) => {
    if (modules.has(path)) return modules.get(path).exports;
    const module = { exports: {} };
    modules.set(path, module);
    evaluate(`(function (require, module, exports) {${readFileSync(path, "utf8")}\n})`, path)((/** @type {string} */ name) => load(`${dist}${name.replace("./", "").replace(/^(\.\.\/)+/, "")}.js`), module, module.exports);
    return module.exports;
  };
  load(`${dist}app.js`);
  load(`${dist}pages/index/index.js`);

  /** Opens the app's page once. @param {Record<string, string>} query @param {(data: any) => void} [setData] */
  function open(query, setData = () => {}) {
    const instance = Object.assign(Object.create(page), { route: "pages/index/index", data: {}, setData(/** @type {any} */ data, /** @type {() => void} */ done) { setData(data); done?.(); } });
    instance.onLoad(query);
    instance.onShow?.();
    instance.onReady?.();
    return () => instance.onUnload?.();
  }
  return {
    my, before, guard, lines, open,
    /** What the app says of one of its calls; `pending` when it has not heard in time. @param {string} name @returns {Promise<string>} */
    async run(name) {
      let close = () => {};
      const line = await new Promise((done) => {
        const late = setTimeout(() => done("pending"), 2_000);
        heard.push((said) => (clearTimeout(late), done(said)));
        close = open({ run: name });
      });
      close();
      return line;
    },
  };
}
