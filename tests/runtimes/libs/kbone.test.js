// @ts-check
/** kbone's XMLHttpRequest (miniprogram-render 2.2.29): a web page's code over `wx.request`, as a runtime of WeChat's kind and as another name of `my`. */
import { after, test } from "node:test";
import assert from "node:assert/strict";
import { compare } from "../compare.js";
import { startDevice } from "../device.js";
import { bundle, folderOf, openRealm } from "../realm.js";
import { createReport } from "../report.js";

const folder = folderOf(import.meta.url);
const report = createReport("kbone's miniprogram-render 2.2.29", "kbone");
const library = bundle(folder, "library", 'export { default as render } from "miniprogram-render";', { platform: "browser" });
after(() => report.print());

/** @typedef {NonNullable<import("../realm.js").RealmOptions["host"]>} MakeHost */
/** @param {MakeHost} host @param {string} origin of kbone's page; empty, as it is without configuration */
const open = (host, origin = "https://api.good.test") => (/** @type {import("../compare.js").Device} */ device, /** @type {boolean} */ isGuarded) => {
  const realm = openRealm(device, { isGuarded, folder, host });
  // kbone's page keeps its cookies and storage there.
  Object.assign(realm.wx, { getStorageInfoSync: () => ({ keys: [] }), getStorageSync: () => "", createSelectorQuery: () => ({}) });
  Object.assign(realm.context, { my: realm.my, wx: realm.wx });
  const { render } = realm.evaluate(`${library};library`, "kbone.js");
  const { window } = render.createPage("pages/home", { origin, entry: "/", router: {}, runtime: {}, optimization: {} });
  if (origin !== "") window.$$miniprogram.init();
  /** A request, as a page makes it; what it hears. @param {string} method @param {string} url @param {(xhr: any) => void} [prepare] */
  const ask = (method, url, prepare = () => {}) => new Promise((done, failed) => {
    const xhr = new window.XMLHttpRequest();
    xhr.open(method, url);
    prepare(xhr);
    for (const kind of ["error", "timeout", "abort"]) xhr.addEventListener(kind, () => failed(new Error(`${kind} ${xhr.status}`)));
    xhr.addEventListener("load", () => done(xhr));
    xhr.send();
  });
  return { ...realm, given: { ask, window, wx: realm.wx } };
};

/** @type {Record<string, import("../compare.js").Call>} */
const good = {
  "absolute URL": async ({ ask, GOOD }, name) => (await ask("GET", GOOD + name)).status,
  "relative URL": async ({ ask }, name) => (await ask("GET", "/" + name)).status,
  json: async ({ ask, GOOD }, name) => (await ask("GET", GOOD + name, (xhr) => { xhr.responseType = "json"; })).response.path,
  "with headers": async ({ ask, GOOD }, name) => (await ask("POST", GOOD + name, (xhr) => xhr.setRequestHeader("X-Kind", "a"))).getResponseHeader("Content-Type"),
  abort: ({ ask, GOOD }, name) => ask("GET", GOOD + name, (xhr) => setTimeout(() => xhr.abort(), 0)).then(() => "came", ({ message }) => message.split(" ")[0]),
  "readyState to its end": async ({ ask, GOOD }, name) => {
    const states = [];
    await ask("GET", GOOD + name, (xhr) => xhr.addEventListener("readystatechange", () => states.push(xhr.readyState)));
    return states;
  },
};

/** @type {Record<string, import("../compare.js").Call>} */
const evil = {
  "evil absolute URL": ({ ask, EVIL }, name) => ask("GET", EVIL + name),
  "evil POST": ({ ask, EVIL }, name) => ask("POST", EVIL + name),
  "evil relative that leaves the origin": ({ ask }, name) => ask("GET", ".evil.test/" + name),
  "evil userinfo of the origin": ({ ask }, name) => ask("GET", "@evil.test/" + name),
  "evil port of the origin": ({ ask }, name) => ask("GET", ":8443/" + name),
  "evil Host": ({ ask, GOOD }, name) => ask("GET", GOOD + name, (xhr) => xhr.setRequestHeader("Host", "evil.test")),
  "evil scheme": ({ ask }, name) => ask("GET", "http://api.good.test/" + name),
  "evil userinfo": ({ ask }, name) => ask("GET", "https://api.good.test@evil.test/" + name),
  "evil below": ({ wx, EVIL }, name) => new Promise((success, fail) => { wx.request({ url: EVIL + name, success, fail: () => fail(new Error("error 0")) }); }),
};
const told = /^fails error 0$/;
compare({ of: "wechatHost", report, good, evil, told, open: open(({ wechatHost }, { wx }) => wechatHost({ wx })) });
compare({ of: "mpaasHost, `wx` as another name", report, good, evil, told, open: open(({ mpaasHost }, { my, wx, bridge }) => mpaasHost({ my, bridge, aliases: { wx } })) });

for (const [what, url, seen] of [["a relative URL of a page without an origin", "/evil-relative", "evil-relative"], ["a URL without a scheme", "//evil.test/evil-without-a-scheme", "evil-without-a-scheme"]]) {
  test(`${what} is denied, whatever a native would make of it`, async (t) => {
    const device = await startDevice(t);
    for (const isGuarded of [false, true]) {
      const { given } = open(({ wechatHost }, { wx }) => wechatHost({ wx }), "")(device, isGuarded);
      device.targets.seen.length = 0;
      // A native that completes URLs, as browsers' are.
      device.base = "https://evil.test/";
      const said = await given.ask("GET", url).then(() => "passes", (/** @type {Error} */ error) => error.message);
      const reached = device.targets.seen.length > 0;
      assert.equal(reached, !isGuarded, said);
      if (isGuarded) report.evil(`evil ${what}`, !reached);
      if (isGuarded) assert.equal(said, "error 0");
    }
  });
}
