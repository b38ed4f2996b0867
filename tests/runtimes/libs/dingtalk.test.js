// @ts-check
/**
 * dingtalk-jsapi 3.2.9 in each of the ways in which it finds a bridge: a bridge that arrives after the guard, `webDdExec` and
 * `ddExec` with the real name in their params, `my.call`, and `dd.dtBridge`.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { compare } from "../compare.js";
import { startDevice } from "../device.js";
import { bundle, folderOf, openRealm, outcome } from "../realm.js";
import { createReport } from "../report.js";

const folder = folderOf(import.meta.url);
const report = createReport("dingtalk-jsapi 3.2.9", "dingtalk-jsapi");
const library = bundle(folder, "dd_library", 'export { default as dd } from "dingtalk-jsapi"; export { weexNbBridge } from "dingtalk-jsapi/lib/bridge/weexNbBridge"; export { default as gdt } from "dingtalk-jsapi/lib/bridge/gdt/miniApp"; export { default as mobile } from "dingtalk-jsapi/lib/bridge/gdt/h5Mobile"; export { default as eapp } from "dingtalk-jsapi/lib/bridge/eapp";', { platform: "browser" });
after(() => report.print());

const IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) DingTalk/7.0.0 AliApp(DingTalk/7.0.0) dd-web";
/** What of DingTalk's own the policy lists. */
const rules = { apis: { entries: ["tinyToNative", "biz.util.openLink", "device.notification.alert"].map((api) => ({ api })) } };

/** The page of an H5 app inside a mini program: no bridge yet. */
const page = () => {
  const document = new EventTarget();
  return { document, navigator: { userAgent: IOS }, addEventListener: document.addEventListener.bind(document), location: { href: "https://h5.example.com/" } };
};

/** @param {import("../compare.js").Device} device @param {boolean} isGuarded */
function open(device, isGuarded) {
  const globals = page();
  const realm = openRealm(device, { isGuarded, folder, rules, globals, host: ({ mpaasHost }, { my, dd }) => mpaasHost({ my, aliases: { dd } }) });
  realm.dd.dtBridge = undefined;
  realm.evaluate("globalThis.window = globalThis", "page.js");
  const { dd, weexNbBridge, gdt, mobile } = realm.evaluate(`${library};dd_library`, "dingtalk.js");
  const early = dd.biz.util.openLink({ url: "https://evil.test/evil-before-the-bridge" });
  early.catch(() => {});
  // Only now: what was installed early must see what comes late.
  Object.assign(realm.context, { my: realm.my });
  realm.evaluate("(bridge) => { globalThis.AlipayJSBridge = bridge; }", "native.js")(realm.bridge);
  globals.document.dispatchEvent(new Event("AlipayJSBridgeReady"));
  // As a module that takes the bridge when it is loaded.
  const late = realm.evaluate(`(() => { ${library}; return dd_library; })()`, "dingtalk-again.js");
  return { ...realm, given: { dd, weexNbBridge: late.weexNbBridge, gdt, mobile, early, bridge: realm.bridge, my: realm.my } };
}

/** @type {Record<string, import("../compare.js").Call>} */
const good = {
  "a page that is listed": ({ dd, PAGE }, name) => dd.biz.util.openLink({ url: PAGE + name }),
  "a page with callbacks": ({ dd, PAGE }, name) => new Promise((onSuccess, onFail) => { dd.biz.util.openLink({ url: PAGE + name, onSuccess, onFail }); }),
  "an API that is listed": ({ dd }) => dd.device.notification.alert({ message: "hello" }),
  "an API that is listed, by ddExec": ({ weexNbBridge }) => weexNbBridge("device.notification.alert", { message: "hello" }),
  "an API that is listed, by my.call": async ({ gdt }) => (await (await gdt())("device.notification.alert", { message: "hello" })).success,
  "an API that is listed, by the bridge": async ({ mobile }) => (await (await mobile())("device.notification.alert", { message: "hello" })).success,
  "an official API by the bridge's own hand": ({ bridge }) => new Promise((done) => bridge.call("toast", { content: "hello" }, ({ success }) => done(success))),
  "a request that is listed, inside webDdExec": ({ bridge, GOOD }, name) => new Promise((done) => bridge.call("internalAPI", { method: "httpRequest", param: { url: GOOD + name } }, ({ status }) => done(status))),
};

/** @type {Record<string, import("../compare.js").Call>} */
const evil = {
  "evil page": ({ dd, EVIL }, name) => dd.biz.util.openLink({ url: EVIL + name }),
  "evil page with callbacks": ({ dd, EVIL }, name) => new Promise((onSuccess, onFail) => { dd.biz.util.openLink({ url: EVIL + name, onSuccess, onFail }).catch(() => {}); }),
  "evil page of plain http": ({ dd }, name) => dd.biz.util.openLink({ url: "http://www.good.test/" + name }),
  "evil page, userinfo": ({ dd }, name) => dd.biz.util.openLink({ url: "https://www.good.test@evil.test/" + name }),
  "evil API": ({ dd }) => dd._invoke("biz.secret.open", {}),
  "evil API by ddExec": ({ weexNbBridge }) => weexNbBridge("biz.secret.open", {}),
  "evil page by ddExec": ({ weexNbBridge, EVIL }, name) => weexNbBridge("biz.util.openLink", { url: EVIL + name }),
  "evil call of webDdExec": ({ bridge }) => new Promise((_, failed) => bridge.call.apply(null, ["webDdExec", { serviceName: "biz.secret", actionName: "open", args: {} }, failed])),
  "evil page in a call of webDdExec": ({ bridge, EVIL }, name) => new Promise((_, failed) => bridge.call.apply(null, ["webDdExec", { serviceName: "biz.util", actionName: "openLink", args: { url: EVIL + name } }, failed])),
  "evil name that changes its mind": ({ bridge }) => {
    let times = 0;
    const params = { get serviceName() { return (times += 1) === 1 ? "device.notification" : "biz.secret"; }, get actionName() { return times === 1 ? "alert" : "open"; }, args: {} };
    return new Promise((done) => bridge.call("webDdExec", params, done)).then((told) => (told.error ? Promise.reject(told) : "done"));
  },
  "evil request inside webDdExec": ({ bridge, EVIL }, name) => new Promise((_, failed) => bridge.call("webDdExec", { serviceName: "my", actionName: "httpRequest", args: { url: EVIL + name } }, failed)),
  "evil request by the bridge": ({ bridge, EVIL }, name) => new Promise((_, failed) => bridge.call("httpRequest", { url: EVIL + name }, failed)),
  "evil API by my.call": async ({ gdt }) => (await gdt())("biz.secret.open", {}).then((told) => (told.error ? Promise.reject(told) : told)),
  "evil request by my.call": async ({ gdt, EVIL }, name) => (await gdt())("httpRequest", { url: EVIL + name }).then((told) => (told.error ? Promise.reject(told) : told)),
  "evil API by the bridge": async ({ mobile }) => (await mobile())("biz.secret.open", {}).then((told) => (told.error ? Promise.reject(told) : told)),
};

/** The library makes errors of its own of what it is told, some of them empty. */
const told = /^fails (\{\}|undefined|4 [a-z_]+)$/;
compare({ of: "a bridge that arrives late", report, good, evil, told, open, sentAsJudged: ["evil name that changes its mind"] });

test("a call that was made before the bridge arrived is denied when it has", async (t) => {
  const device = await startDevice(t);
  for (const isGuarded of [false, true]) {
    device.called.length = 0;
    const said = await outcome(open(device, isGuarded).given.early);
    assert.equal(device.called.length, isGuarded ? 0 : 1);
    assert.match(said, isGuarded ? /^fails/ : /^passes/);
  }
  report.evil("evil page, asked for before the bridge", device.called.length === 0);
});

test("`dd.dtBridge` in a mini program: the name inside is judged, and the promise settles", async (t) => {
  const device = await startDevice(t);
  for (const isGuarded of [false, true]) {
    const realm = openRealm(device, {
      isGuarded, folder, rules: { apis: { entries: ["dtBridge", "device.notification.alert"].map((api) => ({ api })) } },
      globals: { navigator: { userAgent: IOS.replace(" dd-web", "") } },
      host: ({ mpaasHost }, { my, dd, bridge }) => {
        give(dd);
        return mpaasHost({ my, bridge, aliases: { dd } });
      },
    });
    /** DingTalk's one entry. @param {any} dd */
    function give(dd) {
      dd.dtBridge = (/** @type {any} */ { m, args, onSuccess, onFail }) => void device.send(m, args, (error, result) => (error ? onFail(error) : onSuccess(result)));
    }
    if (!isGuarded) give(realm.dd);
    Object.assign(realm.context, { my: realm.my, dd: realm.dd });
    const { dd } = realm.evaluate(`(() => { ${library}; return dd_library; })()`, "dingtalk.js");
    device.called.length = 0;
    const said = [await outcome(dd.device.notification.alert({ message: "hello" })), await outcome(dd.biz.util.openLink({ url: "https://evil.test/" })), await outcome(dd._invoke("biz.secret.open", {}))];
    const called = device.called.map(({ name }) => name);
    if (isGuarded) {
      report.good("dd.dtBridge", called.length === 1);
      report.evil("evil page by dd.dtBridge", !called.includes("biz.util.openLink"));
      report.evil("evil API by dd.dtBridge", !called.includes("biz.secret.open"));
      assert.deepEqual(called, ["device.notification.alert"]);
      assert.match(said[0], /^passes/);
      for (const line of said.slice(1)) assert.equal(line, "fails 4 api_not_listed");
    } else assert.deepEqual(called, ["device.notification.alert", "biz.util.openLink", "biz.secret.open"]);
  }
});
