/** mPaaS's own table of URLs: DingTalk's ways to carry one call in another, and what completes a page's path. The real engine. */
import assert from "node:assert/strict";
import test from "node:test";
import { installGuard } from "../../../js/guard/install.js";
import { mpaasHost } from "../../../js/hosts/mpaas.js";
import { loadEngine, policy } from "./host.js";

loadEngine();
const EVIL = "https://evil.test/x";

function guarded() {
  const sent = [];
  const native = (name) => (options, ...rest) => void sent.push([name, JSON.stringify(options), rest.length]);
  const dd = { dtBridge: native("dtBridge"), secret: native("secret") };
  const bridge = { call: (name, options) => void sent.push([name, JSON.stringify(options)]) };
  installGuard(mpaasHost({ my: {}, bridge, aliases: { dd } }), { policy: policy({ apis: { entries: ["biz.util.openLink", "dtBridge", "webDdExec", "ddExec"].map((api) => ({ api })) } }) });
  return { dd, bridge, sent };
}

test("`dd.dtBridge`: the name inside is judged and its page too, though `dtBridge` itself is listed", async () => {
  const { dd, sent } = guarded();
  const fails = (m, args) => new Promise((onFail, onSuccess) => { dd.dtBridge({ m, args, onSuccess, onFail }); setTimeout(() => onSuccess(new Error("nobody was told")), 50); });
  assert.equal((await fails("biz.secret.open", {})).permission.code, "api_not_listed");
  assert.equal((await fails("biz.util.openLink", { url: EVIL })).permission.code, "host_not_listed");
  assert.equal((await fails("dtBridge", { m: "biz.secret.open", args: {} })).permission.code, "api_not_listed");
  assert.equal((await fails(["biz.secret.open"], {})).permission.code, "invalid_api");
  assert.deepEqual(sent, []);
  const args = { url: "https://www.good.test/x" };
  dd.dtBridge({ m: "biz.util.openLink", args, onSuccess() {}, onFail() {} });
  assert.deepEqual(sent, [["dtBridge", JSON.stringify({ m: "biz.util.openLink", args }), 0]]);
});

test("`onFail` of a function is told of a denial, `fail` before it, and that of a dispatcher's params is not", async () => {
  const { dd, bridge } = guarded();
  const told = [];
  const note = (who) => () => told.push(who);
  dd.secret({ onFail: note("onFail") });
  dd.secret({ fail: note("fail"), onFail: note("onFail besides fail") });
  bridge.call("secret", { onFail: note("onFail of a dispatcher") }, note("callback"));
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual(told, ["onFail", "fail", "callback"]);
});

test("what completes a page's path is a page too (U-12)", async () => {
  const sent = [];
  const native = (options) => void sent.push(JSON.stringify(options));
  const my = { navigateTo: native, redirectTo: native, reLaunch: native, switchTab: native };
  installGuard(mpaasHost({ my, bridge: null }), { policy: policy() });
  for (const name of ["navigateTo", "redirectTo", "reLaunch", "switchTab"]) {
    const fails = (options) => new Promise((fail, done) => { my[name]({ ...options, fail }); setTimeout(() => done(new Error("nothing was denied")), 50); });
    assert.equal((await fails({ url: "page", resolvedPath: EVIL })).permission.code, "host_not_listed");
    assert.equal((await fails({ url: EVIL })).permission.code, "host_not_listed");
    assert.deepEqual(sent.splice(0), []);
    my[name]({ url: "page?a=https://evil.test/", resolvedPath: "/pages/index" });
    my[name]({ url: "../page" });
    assert.deepEqual(sent.splice(0), ['{"url":"page?a=https://evil.test/","resolvedPath":"/pages/index"}', '{"url":"../page"}']);
  }
});
