// @ts-check
/**
 * A logic layer for suites of real runtimes: a bare V8 context with `my` and its bridge (`my.js`) over a device (`device.js`), where
 * the guard, bundled from the package's public doors, is evaluated first, and then what somebody else wrote. It judges nothing.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { createMy } from "./my.js";
import { policy } from "./policy.js";

const { buildSync } = createRequire(new URL("../../js/package.json", import.meta.url))("esbuild");

/** A library, or a few lines that import some, as one script that leaves `name` behind. @param {string} folder whose packages are meant @param {string} name @param {string} contents @param {object} [more] options of esbuild */
export const bundle = (folder, name, contents, more = {}) =>
  String(buildSync({ stdin: { contents, resolveDir: folder }, bundle: true, format: "iife", globalName: name, write: false, target: "es2020", logLevel: "error", ...more }).outputFiles[0].text);

/** @type {string | undefined} */ let guardScript;
const PUBLIC = 'export { installGuard } from "minifence/inline"; export { mpaasHost } from "minifence/hosts/mpaas"; export { wechatHost } from "minifence/hosts/wechat";';

/**
 * @typedef {object} RealmOptions
 * @property {boolean} isGuarded
 * @property {string} folder that has the package `minifence` installed
 * @property {(doors: any, realm: { my: any, wx: any, dd: any, bridge: any }) => any} [host] made of the package's doors; `mpaasHost({ my, bridge })` when left out
 * @property {readonly string[]} [apis] further functions of `my`
 * @property {readonly string[]} [missing] functions that this `my` does not have
 * @property {Record<string, any>} [globals] what else the context has
 * @property {object} [rules] of the policy, beside those of `policy.js`
 * @property {(event: any) => void} [onDecision]
 */

/** @param {ReturnType<typeof import("./device.js").createDevice>} device @param {RealmOptions} options */
export function openRealm(device, { isGuarded, folder, host = ({ mpaasHost }, { my, bridge }) => mpaasHost({ my, bridge }), apis = [], missing = [], globals = {}, rules = {}, onDecision }) {
  /** @type {string[]} */ const lines = [];
  const log = (/** @type {unknown[]} */ ...words) => void lines.push(words.map(String).join(" "));
  const context = createContext({ console: { log, warn: log, error: log, info: log }, setTimeout, clearTimeout, setInterval, clearInterval, ...globals });
  const evaluate = (/** @type {string} */ text, /** @type {string} */ filename) => runInContext(text, context, { filename });
  const make = evaluate(`(${createMy})`, "my.js");
  const { my, bridge } = make(device, ["tinyToNative", ...apis], missing);
  // Other vendors' names of the same, as objects of their own.
  const realm = { my, bridge, wx: make(device, ["tinyToNative", ...apis], missing).my, dd: make(device, ["tinyToNative", ...apis], missing).my };
  // What a guest took before the guard came.
  const before = my.request;
  let guard;
  if (isGuarded) {
    guardScript ??= bundle(folder, "minifence", PUBLIC);
    const doors = evaluate(`(() => { ${guardScript}; return minifence; })()`, "minifence.js");
    guard = doors.installGuard(host(doors, realm), { policy: policy(rules), onDecision });
  }
  return { ...realm, before, guard, lines, context, evaluate };
}

/** Waits for a call's outcome, but not for ever: `"passes …"`, `"fails …"` or `"pending"`. @param {Promise<unknown>} call @returns {Promise<string>} */
export function outcome(call) {
  const late = new Promise((done) => setTimeout(done, 2_000, "pending").unref());
  const tell = (/** @type {any} */ error) => `fails ${error?.error ?? error?.message ?? JSON.stringify(error)} ${error?.permission?.code ?? ""}`.trim();
  return Promise.race([late, Promise.resolve(call).then((value) => `passes ${JSON.stringify(value)}`, tell)]);
}

/** @param {string | URL} url of a folder */
export const folderOf = (url) => fileURLToPath(new URL(".", url));
